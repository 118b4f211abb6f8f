"""Where a house stands: the folder it writes to, its database, its keys."""

import os
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection

from quancheng.kernel.basis.refusal import Refusal
from quancheng.shells.keeping.databases import Database, PostgresqlDatabase, SqliteDatabase, database_of
from quancheng.shells.keeping.parts import Part


class WrongDatabase(Refusal):
    """A backup of one kind of database cannot go into the other."""

    code = "keeping.wrong_database"


@dataclass(frozen=True, slots=True)
class House:
    """A running house, or the place where one is to stand."""

    folder: Path
    database: Database
    keys: Path | None

    def place_of(self, part: Part) -> Path:
        return self.folder / part.name

    @property
    def secret(self) -> Path:
        """Where a trial house keeps its secret key; a real one is told it by its environment."""
        return self.folder / "secret-key"

    def environment(self) -> dict[str, str]:
        """What a process of this house is told; the rest is as here."""
        return {
            **os.environ,
            "QUANCHENG_VAR": str(self.folder),
            "QUANCHENG_DATABASE": self.database.address,
            "QUANCHENG_KEYS": str(self.keys or ""),
            "QUANCHENG_SECRET_KEY": settings.SECRET_KEY,
        }


def this_house() -> House:
    """The house that the settings describe. Raises UnknownDatabase."""
    return House(settings.VAR, database_of(connection.settings_dict), settings.CRYPTO_KEYS)


def house_in(folder: Path, *, database: str = "", keys: Path | None = None) -> House:
    """A place for a house like this one: SQLite within the folder, PostgreSQL on the same server.

    Raises WrongDatabase.
    """
    here = this_house()
    if isinstance(here.database, PostgresqlDatabase):
        return House(folder, here.database.named(database or here.database.name), keys or here.keys)
    if database:
        raise WrongDatabase("本站使用 SQLite，数据库随文件恢复到同一目录，不需要 --database")
    return House(folder, SqliteDatabase(folder / "quancheng.sqlite3"), keys or here.keys)
