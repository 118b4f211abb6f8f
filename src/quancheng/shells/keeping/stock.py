"""What stands in a database at one moment: every table with its rows, the migrations, the audit's end.

A table is known by the number of its rows and by one digest of them all: the SHA-256 digests of the rows,
added up, so that the order in which a database hands its rows out does not matter.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from quancheng.kernel.audit.chain import NOTHING_BEFORE

WHOLE = 1 << 256


class Reader(Protocol):
    """Reads one database as it stood at one moment."""

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        """The answer to a question that both kinds of database understand."""
        ...

    def tables(self) -> list[str]:
        """The names of all tables, as they may stand in a question."""
        ...

    def lines(self, table: str) -> Iterator[bytes]:
        """Every row of a table, each as bytes that are the same for the same row."""
        ...


@dataclass(frozen=True, slots=True)
class TableStock:
    """How many rows a table has, and the digest of them all."""

    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class Stock:
    """A database, counted."""

    tables: Mapping[str, TableStock]
    migrations: Mapping[str, str]  # of each app the last one that ran
    audit_seq: int
    audit_hash: str

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())


def stock_of(reader: Reader) -> Stock:
    """Count everything."""
    tables = {table: _counted(reader.lines(table)) for table in reader.tables()}
    migrations = reader.rows("SELECT app, name FROM django_migrations ORDER BY id")
    head = reader.rows("SELECT seq, hash FROM audit_audithead")
    seq, digest = head[0] if head else (0, NOTHING_BEFORE)
    return Stock(tables, {str(app): str(name) for app, name in migrations}, seq, digest)


def differences(kept: Stock, found: Stock) -> Iterator[str]:
    """A sentence for each table that is not what it was, and for another end of the audit."""
    for table in sorted(kept.tables.keys() | found.tables.keys()):
        before, now = kept.tables.get(table), found.tables.get(table)
        if before is None:
            yield f"多出一张表{table}"
        elif now is None:
            yield f"缺少表{table}（应有{before.rows}行）"
        elif before.rows != now.rows:
            yield f"表{table}应有{before.rows}行，现有{now.rows}行"
        elif before.digest != now.digest:
            yield f"表{table}行数相同（{now.rows}行），内容不同"
    if (kept.audit_seq, kept.audit_hash) != (found.audit_seq, found.audit_hash):
        yield f"审计链尾应在第{kept.audit_seq}行，现在第{found.audit_seq}行，或者摘要不同"
    if kept.migrations != found.migrations:
        yield "已运行的数据库迁移与清单不同"


def _counted(lines: Iterator[bytes]) -> TableStock:
    rows = total = 0
    for line in lines:
        rows += 1
        total += int.from_bytes(hashlib.sha256(line).digest(), "big")
    return TableStock(rows, f"{total % WHOLE:064x}")
