"""SQLite: a file, copied by SQLite's own online backup while others read and write it."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from quancheng.shells.keeping.databases.port import DatabaseDamaged
from quancheng.shells.keeping.stock import Reader

T = TypeVar("T")
SECONDS_TO_WAIT = 60


class SqliteReader:
    """Reads by one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(question).fetchall()

    def tables(self) -> list[str]:
        names = self.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        return [name for (name,) in names]

    def lines(self, table: str) -> Iterator[bytes]:
        with closing(self._connection.cursor()) as cursor:
            for row in cursor.execute(f'SELECT * FROM "{table}"'):  # noqa: S608  # a name the database gave
                yield repr(row).encode(errors="surrogatepass")


@dataclass(frozen=True, slots=True)
class SqliteDatabase:
    """A file of SQLite."""

    path: Path
    kind: str = "sqlite"
    file: str = "database.sqlite3"

    @property
    def address(self) -> str:
        return f"sqlite:///{self.path}"

    def __str__(self) -> str:
        return f"SQLite数据库 {self.path}"

    def copy(self, to: Path, look: Callable[[Reader], T]) -> T:
        """All pages in one step: writers go on beside it, and none of their halves is copied."""
        try:
            with closing(self._reading()) as source, closing(sqlite3.connect(to)) as target:
                source.backup(target)
                target.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
                [(verdict,), *_] = target.execute("PRAGMA quick_check").fetchall()
                if verdict != "ok":
                    raise DatabaseDamaged(f"{self}已损坏（{verdict}）；请从最近的备份恢复，不要覆盖旧备份")
                return look(SqliteReader(target))
        except sqlite3.Error as fault:
            raise DatabaseDamaged(f"{self}无法复制：{fault}；请检查磁盘空间和文件权限") from fault

    def look(self, look: Callable[[Reader], T]) -> T:
        try:
            with closing(self._reading()) as connection:
                connection.execute("BEGIN")
                return look(SqliteReader(connection))
        except sqlite3.Error as fault:
            raise DatabaseDamaged(f"{self}读不出来：{fault}") from fault

    def is_empty(self) -> bool:
        """A write-ahead log that was left behind would be played into whatever is put beside it."""
        log = self.path.with_name(f"{self.path.name}-wal")
        return not any(path.exists() and path.stat().st_size for path in (self.path, log))

    def fill(self, copy: Path) -> None:
        """The file stands at its place whole or not at all."""
        coming = self.path.with_name(f".{self.path.name}.coming")
        try:
            self.path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
            shutil.copyfile(copy, coming)
            coming.chmod(0o640)
            coming.replace(self.path)
        except OSError as fault:
            raise DatabaseDamaged(
                f"{self}写不进去：{fault.strerror or fault}；请检查磁盘空间和权限"
            ) from fault
        finally:
            coming.unlink(missing_ok=True)

    def _reading(self) -> sqlite3.Connection:
        return sqlite3.connect(f"file:{quote(str(self.path))}?mode=ro", uri=True, timeout=SECONDS_TO_WAIT)
