"""What a house says of itself after it was restored; told by a process of that very house."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model, QuerySet
from pydantic import TypeAdapter

from quancheng.kernel.audit.verify import verify_chain
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.crypto.fields import EncryptedTextField
from quancheng.shells.keeping.house import this_house
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
    for column in _sealed_columns():
        sealed += 1
        try:
            opened += _opens(*column)
        except Refusal as refusal:
            faults.append(f"{column[0]._meta.label}.{column[1].name} 打不开：{refusal.sentence}")
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


def _sealed_columns() -> Iterator[tuple[type[Model], EncryptedTextField]]:
    """Every column of sealed text in which anything stands."""
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, EncryptedTextField) and _held(model, field).exists():
                yield model, field


def _opens(model: type[Model], field: EncryptedTextField) -> int:
    """Read one value of a column; what it says is looked at by nobody. Raises UnknownKey, Unreadable."""
    return len(_held(model, field).order_by("-pk").values_list(field.name, flat=True)[:1])


def _held(model: type[Model], field: EncryptedTextField) -> QuerySet[Model]:
    return model._base_manager.filter(**{f"{field.name}__isnull": False})
