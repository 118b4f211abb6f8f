"""Which columns of the database are sealed: what a change of keys must go through, and a drill must open.

Columns of `EncryptedTextField` are found by themselves. Whoever seals text on its own tells of it in
`apps.ready`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps

from quancheng.kernel.crypto.fields import EncryptedTextField


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedColumn:
    """A column of sealed text; `within` names the keys of a JSON column under which sealed text stands."""

    model: str  # "notify.Subscription"
    field: str
    purpose: str
    within: tuple[str, ...] = ()
    is_large: bool = False  # whole files stand in it: few rows at a time


class ColumnTakenTwice(TypeError):
    """Two modules tell of one column differently: a fault in the code."""


_told: dict[tuple[str, str], SealedColumn] = {}


def register_sealed(column: SealedColumn) -> None:
    """Take in a column. Raises ColumnTakenTwice."""
    place = (column.model, column.field)
    if _told.setdefault(place, column) != column:
        raise ColumnTakenTwice(f"{column.model}.{column.field}")


def sealed_columns() -> tuple[SealedColumn, ...]:
    """Every sealed column of the house."""
    return (*_found(), *_told.values())


def _found() -> Iterator[SealedColumn]:
    for model in (one for one in apps.get_models() if one._meta.managed):
        for field in model._meta.local_fields:
            if isinstance(field, EncryptedTextField):
                yield SealedColumn(
                    model=model._meta.label, field=field.name, purpose=field.purpose, is_large=field.is_large
                )
