"""What can be handed to the archive, as each module says it.

Registered in a module's `apps.ready`:

    archiving.register(Holding(kind=ORDERS, papers_of=…))
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Model

from quancheng.kernel.retention.kinds import Fate, Kind, NoSuchKind


@dataclass(frozen=True, slots=True)
class Paper:
    """One file of a record, as the archive gets it."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A kind whose term ends in the archive, and the papers of one record of it."""

    kind: Kind
    papers_of: Callable[[Model], Iterator[Paper]]


class NotForTheArchive(TypeError):
    """A kind whose fate is another one, or that nobody can list: a fault in the code, found at the start."""


_holdings: dict[str, Holding] = {}


def register(holding: Holding) -> None:
    """Take in what a module hands over. Raises NotForTheArchive."""
    kind = holding.kind
    if kind.fate is not Fate.ARCHIVE or not (kind.title_of and kind.ref and kind.whose):
        raise NotForTheArchive(kind.code)
    _holdings[kind.code] = holding


def holding_of(code: str) -> Holding:
    """What is handed over of the kind with this code. Raises NoSuchKind."""
    if code not in _holdings:
        raise NoSuchKind("这一类数据不移交归档，请从“数据留存”的列表进入", code=code)
    return _holdings[code]


def is_holding(code: str) -> bool:
    """Whether the kind with this code is handed over."""
    return code in _holdings
