"""A change of keys (换密钥) without downtime: what older keys sealed is sealed anew, batch by batch.

The house goes on meanwhile: each value is replaced only if it is still the one that was read. Older keys
stay: keyed digests, those of the audit and those in links that letters carry, were made with them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import JSONField, TextField, Value

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.crypto.columns import SealedColumn, sealed_columns
from quancheng.kernel.crypto.port import machine
from quancheng.shells.keeping import events
from quancheng.shells.keeping.sealed import RAW, filled_rows, json_of, rows_of, sealed_in

Line = tuple[Any, str]  # primary key, raw text
FEW = 10  # rows of a column in which whole files stand: some hundred megabytes at most


@dataclass(frozen=True, slots=True)
class Resealed:
    """What was done to one column."""

    column: SealedColumn
    rows: int


def reseal_everything(*, batch: int, now: datetime) -> Iterator[Resealed]:
    """Go through every sealed column; may be broken off and begun again. Raises UnknownKey, Unreadable."""
    for column in sealed_columns():
        after: Any = None
        rows = 0
        size = min(batch, FEW) if column.is_large else batch
        while lines := _lines(column, after, size):
            after = lines[-1][0]
            older = [line for line in lines if not _is_current(column, line[1])]
            rows += reseal(column=column, lines=older, actor=Actor.clockwork(), now=now) if older else 0
        yield Resealed(column, rows)


@command
def reseal(*, column: SealedColumn, lines: list[Line], actor: Actor, now: datetime) -> int:
    """Seal one batch with the current key; how many rows were. Raises UnknownKey, Unreadable."""
    rows = sum(_swap(column, pk, raw) for pk, raw in lines)
    record(events.Resealed(column=f"{column.model}.{column.field}", rows=rows), actor=actor, at=now)
    return rows


def _swap(column: SealedColumn, pk: Any, raw: str) -> int:
    """Replace one value, unless somebody was quicker: then it is sealed with the current key already."""
    held = rows_of(column).filter(pk=pk, **{RAW: raw})
    return held.update(**_anew(column, raw))


def _anew(column: SealedColumn, raw: str) -> Mapping[str, Value]:
    if column.within:
        data = json_of(raw)
        for key in column.within:
            if isinstance(data.get(key), str):
                data[key] = _sealed_anew(column, data[key])
        return {column.field: Value(data, output_field=JSONField())}
    return {column.field: Value(_sealed_anew(column, raw), output_field=TextField())}


def _sealed_anew(column: SealedColumn, sealed: str) -> str:
    return machine().encrypt(machine().decrypt(sealed, purpose=column.purpose), purpose=column.purpose)


def _is_current(column: SealedColumn, raw: str) -> bool:
    return all(machine().is_current(text) for text in sealed_in(column, raw))


def _lines(column: SealedColumn, after: Any, batch: int) -> list[Line]:
    """The next rows of a column in which anything stands."""
    held = filled_rows(column).order_by("pk")
    return list((held if after is None else held.filter(pk__gt=after)).values_list("pk", RAW)[:batch])
