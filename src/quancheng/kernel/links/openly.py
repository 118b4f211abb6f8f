"""What everybody may read, found by how alike it is to what somebody asks for.

Each module that shows records on the portal sets up a stand in its `apps.ready`; the guide to a request for
information and the desk of whoever answers one look at all of them. A stand that is `is_inner` is for
officials alone: there the case library (casebank) will set up its own, without this page knowing of it.

    openly.register(Stand("mailbox.publication", "公开的留言和答复", rows=…, fields=("title",), tell=…))
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Func, IntegerField, Q, QuerySet, Value, When

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.links.finding import Found
from quancheng.kernel.links.registry import Taken
from quancheng.kernel.text.likeness import share_in, sought

MOST_WEIGHED = 60  # [D] of each stand, those that hold most of the words are compared in full
LEAST_WORDS = 3  # one of so many words must stand in a record before it is looked at
Rows = QuerySet[Any]


@dataclass(frozen=True, slots=True)
class Stand:
    """One kind of record: what of it the actor may read, in which fields words stand, how it is shown."""

    code: str
    says: str
    rows: Callable[[Actor], Rows]
    fields: tuple[str, ...]
    tell: Callable[[Sequence[Any]], Sequence[Found]]
    is_inner: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """One record with how much of what was asked it holds, in per cent."""

    says: str
    found: Found
    percent: int


_stands: dict[str, Stand] = {}


def register(stand: Stand) -> None:
    """Let records be found by likeness. Raises Taken."""
    if stand.code in _stands:
        raise Taken(f"stand {stand.code!r} is registered already")
    _stands[stand.code] = stand


def forget(code: str) -> None:
    """Take a stand down again: for tests that set up their own."""
    del _stands[code]


def nearby(actor: Actor, text: str, *, most: int, least: int) -> tuple[Near, ...]:
    """What holds most of what is asked for, of every stand the actor may look at. One query a stand."""
    found: list[Near] = []
    for stand in _stands.values():
        if stand.is_inner and actor.kind is not Kind.OFFICIAL:
            continue
        rows = list(holding_most(stand.rows(actor), stand.fields, text, most=MOST_WEIGHED))
        weighed = ((share_in(text, _read(row, stand.fields)), row) for row in rows)
        good = [(percent, row) for percent, row in weighed if percent >= least]
        told = stand.tell([row for _, row in good])
        found += [Near(stand.says, one, percent) for one, (percent, _) in zip(told, good, strict=True)]
    return tuple(sorted(found, key=lambda near: -near.percent)[:most])


def holding_most(rows: Rows, fields: Sequence[str], text: str, *, most: int) -> Rows:
    """Of these records those whose fields hold most of the pieces of a text, the fullest first.

    None when there is nothing to look for. The database counts; whoever asks compares what comes.
    """
    words = sought(text)
    if not words:
        return rows.none()
    held = _Sum(*(Case(When(_holds(fields, word), then=Value(1)), default=Value(0)) for word in words))
    least = max(1, len(words) // LEAST_WORDS)
    fullest: Rows = rows.annotate(held=held).filter(held__gte=least).order_by("-held", "-pk")
    return fullest[:most]


class _Sum(Func):
    """One sum of many, flat: Django weighs a tower of `+` anew at every storey."""

    template, arg_joiner, output_field = "(%(expressions)s)", " + ", IntegerField()


def _holds(fields: Sequence[str], word: str) -> Q:
    holds = Q()
    for field in fields:
        holds |= Q(**{f"{field}__contains": word})
    return holds


def _read(row: object, fields: Sequence[str]) -> str:
    return "\n".join(str(_value(row, field)) for field in fields)


def _value(row: object, path: str) -> object:
    for name in path.split("__"):
        row = getattr(row, name)
    return row
