"""Dated numbers that modules keep on pages of their own, told to the page of the norms. Read only.

Registered in a module's `apps.ready`:

    foreign.register(Foreign(code="mailbox.limits", says="留言办理期限", lines=…, page="mailbox_desk:limits"))
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from quancheng.kernel.norms.definition import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignLine:
    """One number as it holds on a day. No mark: the government set it itself."""

    says: str
    value: str
    source: str
    from_on: date | None = None
    mark: Mark | None = None
    law: str = ""
    next_value: str = ""
    next_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """The numbers of one page: which they are for a government on a day, and where they are set.

    `opens_to` are the roles that may open that page; none named: every one that handles business.
    """

    code: str
    says: str
    page: str  # the name of the address
    lines: Callable[[int, date], Iterable[ForeignLine]]
    opens_to: frozenset[str] = frozenset()

    @property
    def module(self) -> str:
        return self.code.partition(".")[0]


_foreign: dict[str, Foreign] = {}


def register(one: Foreign) -> None:
    """Take in what a module keeps elsewhere; doubled codes are a fault of the code."""
    if _foreign.setdefault(one.code, one) is not one:
        raise ValueError(f"{one.code}: declared twice")


def every_foreign() -> tuple[Foreign, ...]:
    """All of them, in the order in which the modules came."""
    return tuple(_foreign.values())
