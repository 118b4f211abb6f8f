"""What a house says of itself after it was restored; told by a process of that very house."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from pydantic import TypeAdapter

from quancheng.kernel.audit.verify import verify_chain
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.crypto.columns import SealedColumn, sealed_columns
from quancheng.kernel.crypto.port import machine
from quancheng.shells.keeping.house import this_house
from quancheng.shells.keeping.sealed import RAW, filled_rows, sealed_in
from quancheng.shells.keeping.stock import Stock, stock_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """The stock, the audit's verdict, and whether sealed fields open."""

    stock: Stock
    pending: tuple[str, ...]  # migrations that this version has and the database has not
    audit: str = ""  # the verdict; empty when it was not asked for
    opened: int = 0
    sealed: int = 0  # how many columns of sealed text hold anything
    faults: tuple[str, ...] = ()


AS_TEXT = TypeAdapter(Inspection)


def inspect(*, with_keys: bool) -> Inspection:
    """Look at this house. Without keys neither the audit's seal nor a sealed field can be read."""
    stock = this_house().database.look(stock_of)
    pending = tuple(_pending())
    if not with_keys or pending:
        return Inspection(stock=stock, pending=pending)
    audit, faults = _audited()
    opened, sealed = 0, 0
    for column in sealed_columns():
        try:
            is_filled = _opens(column)
        except Refusal as refusal:
            sealed += 1
            faults.append(f"{column.model}.{column.field} 打不开：{refusal.sentence}")
        else:
            sealed, opened = sealed + is_filled, opened + is_filled
    return Inspection(
        stock=stock, pending=pending, audit=audit, opened=opened, sealed=sealed, faults=tuple(faults)
    )


def _pending() -> Iterator[str]:
    executor = MigrationExecutor(connection)
    for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield f"{migration.app_label}.{migration.name}"


def _audited() -> tuple[str, list[str]]:
    try:
        verdict = verify_chain()
    except Refusal as refusal:
        return "", [f"审计链无法核对：{refusal.sentence}"]
    return verdict.sentence, [verdict.sentence] if verdict.broken else []


def _opens(column: SealedColumn) -> bool:
    """Open the newest value of a column; nobody looks at it. Raises UnknownKey, Unreadable."""
    raw = filled_rows(column).order_by("-pk").values_list(RAW, flat=True).first()
    for text in sealed_in(column, raw) if raw else ():
        machine().decrypt(text, purpose=column.purpose)
    return raw is not None
