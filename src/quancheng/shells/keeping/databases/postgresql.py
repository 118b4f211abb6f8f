"""PostgreSQL: copied and put back by its own tools; what is counted is counted in the copy's snapshot.

A password reaches the tools by the environment, or by PGPASSFILE when the settings have none; never by a
command line, which every process list shows.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from quancheng.kernel.basis.refusal import Refusal
from quancheng.shells.keeping.databases.port import DatabaseDamaged
from quancheng.shells.keeping.stock import Reader

T = TypeVar("T")
Connection = psycopg.Connection[tuple[Any, ...]]
DEBIAN = Path("/usr/lib/postgresql")
IS_EMPTY = (
    "SELECT count(*) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace "
    "WHERE nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') "
    "AND relkind IN ('r', 'p', 'v', 'm', 'S')"
)
TABLES = (
    "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables "
    "WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1"
)


class ToolMissing(Refusal):
    """PostgreSQL's own tools are not installed on this machine."""

    code = "keeping.tool_missing"
    status = 503


class MayNotMakeDatabases(Refusal):
    """The house's account may not make the empty database that a drill needs."""

    code = "keeping.may_not_make_databases"


class PostgresqlReader:
    """Reads within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(question.encode()).fetchall()

    def tables(self) -> list[str]:
        return [name.removeprefix("public.") for (name,) in self.rows(TABLES)]

    def lines(self, table: str) -> Iterator[bytes]:
        """As PostgreSQL itself writes a row."""
        with (
            self._connection.cursor() as cursor,
            cursor.copy(f"COPY (SELECT * FROM {table}) TO STDOUT".encode()) as rows,  # noqa: S608  # its own
        ):
            for row in rows:
                yield bytes(row)


@dataclass(frozen=True, slots=True)
class PostgresqlDatabase:
    """A database of a PostgreSQL server."""

    name: str
    host: str
    port: str
    user: str
    password: str = field(repr=False)
    options: Mapping[str, str]
    kind: str = "postgresql"
    file: str = "database.dump"

    @property
    def address(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else quote(self.host, safe="")
        who = quote(self.user, safe="") + (f":{quote(self.password, safe='')}" if self.password else "")
        where = f"{who}@{host}" if who else host
        words = f"?{urlencode(self.options)}" if self.options else ""
        return f"postgresql://{where}{f':{self.port}' if self.port else ''}/{quote(self.name)}{words}"

    def __str__(self) -> str:
        return f"PostgreSQL数据库 {self.name}（{self.host or '本机'}）"

    def copy(self, to: Path, look: Callable[[Reader], T]) -> T:
        with self._at_one_moment() as connection:
            [(moment,)] = connection.execute("SELECT pg_export_snapshot()").fetchall()
            self._run("pg_dump", "--format=custom", f"--snapshot={moment}", f"--file={to}",
                      "--no-owner", "--no-privileges")  # fmt: skip
            return look(PostgresqlReader(connection))

    def look(self, look: Callable[[Reader], T]) -> T:
        with self._at_one_moment() as connection:
            return look(PostgresqlReader(connection))

    def is_empty(self) -> bool:
        with self._at_one_moment() as connection:
            return connection.execute(IS_EMPTY).fetchall() == [(0,)]

    def fill(self, copy: Path) -> None:
        """In one transaction: all of it, or nothing."""
        self._run("pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges",
                  str(copy))  # fmt: skip

    def named(self, name: str) -> "PostgresqlDatabase":
        """Another database of the same server."""
        return replace(self, name=name)

    @contextmanager
    def beside(self, name: str, *, like: str = "template0") -> Iterator["PostgresqlDatabase"]:
        """A database on the same server, empty unless it is like another; gone afterwards.

        Raises MayNotMakeDatabases.
        """
        with self._connected(autocommit=True) as connection:
            made = sql.Identifier(name)
            line = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(made, sql.Identifier(like))
            try:
                connection.execute(line)
            except psycopg.errors.InsufficientPrivilege as refused:
                raise MayNotMakeDatabases(
                    f"账号 {self.user} 不能新建数据库，演练需要一个空库；"
                    f"请数据库管理员执行 ALTER ROLE {self.user} CREATEDB 后再演练"
                ) from refused
            try:
                yield self.named(name)
            finally:
                connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(made))

    @contextmanager
    def _connected(self, *, autocommit: bool = False) -> Iterator[Connection]:
        try:
            connection = psycopg.connect(self._where(), password=self.password or None, autocommit=autocommit)
        except psycopg.OperationalError as fault:
            raise DatabaseDamaged(f"{self}连接不上：{str(fault).strip()}") from fault
        with connection:
            yield connection

    @contextmanager
    def _at_one_moment(self) -> Iterator[Connection]:
        with self._connected() as connection:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.read_only = True
            connection.execute("SET LOCAL TIME ZONE 'UTC'")
            yield connection

    def _where(self) -> str:
        told = {"dbname": self.name, "host": self.host, "port": self.port, "user": self.user, **self.options}
        return make_conninfo(**{name: value for name, value in told.items() if value})

    def _run(self, tool: str, *words: str) -> None:
        line = [str(found(tool)), "--no-password", f"--dbname={self._where()}", *words]
        env = {**os.environ, **({"PGPASSWORD": self.password} if self.password else {})}
        ended = subprocess.run(line, env=env, capture_output=True, text=True, check=False)  # noqa: S603
        if ended.returncode:
            raise DatabaseDamaged(f"{self}：{tool} 没有做完，{ended.stderr.strip()[-1000:]}")


def found(tool: str) -> Path:
    """Where a tool of PostgreSQL stands: on the path, or where Debian puts it. Raises ToolMissing."""
    if on_path := shutil.which(tool):
        return Path(on_path)
    versions = sorted(DEBIAN.glob(f"*/bin/{tool}"), key=lambda path: int(path.parent.parent.name))
    if not versions:
        raise ToolMissing(
            f"这台机器上没有 {tool}；请安装 Debian 软件包 postgresql-client，版本不低于数据库服务器"
        )
    return versions[-1]
