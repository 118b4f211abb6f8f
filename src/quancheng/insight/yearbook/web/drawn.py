"""Tables as templates draw them: boxes with marks."""

from dataclasses import dataclass

from django.forms import BoundField

from quancheng.insight.yearbook.queries.moved import Moved
from quancheng.insight.yearbook.rules.identities import Violation
from quancheng.insight.yearbook.rules.layout import Box, Laid
from quancheng.insight.yearbook.rules.shape import Part

NAMED = 12  # cells told one by one below a table; of the rest the number


@dataclass(frozen=True, slots=True)
class Cell:
    """One box of a table as the page draws it."""

    box: Box
    key: str = ""
    tone: str = ""  # wrong, doubtful, moved since it was counted
    is_hand: bool = False
    href: str = ""
    title: str = ""
    field: BoundField | None = None

    @property
    def classes(self) -> str:
        place = self.box.place
        words = ["qc-number"] if place else []
        words += [f"year-cell--{self.tone}"] if self.tone else []
        words += ["year-cell--hand"] if self.is_hand else []
        words += ["year-cell--sum"] if place and place.is_total else []
        words += ["year-cell--nought"] if place and self.box.text == "0" else []
        return " ".join(words)


@dataclass(frozen=True, slots=True)
class Table:
    """One table with what does not hold in it and where its figures come from."""

    laid: Laid
    head: tuple[tuple[Cell, ...], ...]
    body: tuple[tuple[Cell, ...], ...]
    faults: tuple[Violation, ...] = ()
    origin: str = ""
    source: str = ""
    is_counted: bool = False
    moved: tuple[Moved, ...] = ()

    @property
    def moved_named(self) -> tuple[Moved, ...]:
        """Those that are told one by one."""
        return self.moved[:NAMED]

    @property
    def part(self) -> Part:
        return self.laid.part

    @property
    def number(self) -> int:
        return int(self.laid.part)


def plain_table(laid: Laid) -> Table:
    """A table without marks, as the public reads it."""
    head, body = (tuple(tuple(map(Cell, line)) for line in lines) for lines in (laid.head, laid.body))
    return Table(laid, head, body)
