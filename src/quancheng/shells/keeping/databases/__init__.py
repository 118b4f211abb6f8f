"""The two kinds of database the house runs on, as a backup meets them."""

from pathlib import Path
from typing import Any

from quancheng.kernel.basis.refusal import Refusal
from quancheng.shells.keeping.databases.port import Database
from quancheng.shells.keeping.databases.postgresql import PostgresqlDatabase
from quancheng.shells.keeping.databases.sqlite import SqliteDatabase

__all__ = ["Database", "PostgresqlDatabase", "SqliteDatabase", "UnknownDatabase", "database_of"]


class UnknownDatabase(Refusal):
    """The house runs on SQLite and PostgreSQL; nothing else is backed up."""

    code = "keeping.unknown_database"


def database_of(told: dict[str, Any]) -> Database:
    """The database that Django's settings describe. Raises UnknownDatabase."""
    if told["ENGINE"].endswith(".sqlite3"):
        return SqliteDatabase(Path(told["NAME"]))
    if told["ENGINE"].endswith(".postgresql"):
        return PostgresqlDatabase(
            name=str(told["NAME"]),
            host=str(told.get("HOST") or ""),
            port=str(told.get("PORT") or ""),
            user=str(told.get("USER") or ""),
            password=str(told.get("PASSWORD") or ""),
            options={name: str(value) for name, value in (told.get("OPTIONS") or {}).items()},
        )
    raise UnknownDatabase(f"备份只支持 SQLite 和 PostgreSQL，本站的数据库是 {told['ENGINE']}")
