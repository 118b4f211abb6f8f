"""What the pages of the turn of the year show: rows beside last year's, and what last year left open."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from quancheng.records.plan.models import CarryOver, Row
from quancheng.records.plan.queries.years import Earlier, LeftOver, YearLine
from quancheng.records.plan.rules.difference import Change
from quancheng.records.plan.web.comparison import CellChange, cells_of
from quancheng.records.plan.web.row_page import state_in_words

SAYS = {
    Change.SAME: ("blue", "延续"),
    Change.CHANGED: ("yellow", "延续，有修改"),
    Change.ADDED: ("green", "新增"),
    Change.DROPPED: ("grey", "不再列入"),
}
DECIDED_TONES = {
    CarryOver.Decision.CARRY: "green",
    CarryOver.Decision.STAY: "blue",
    CarryOver.Decision.CANCEL: "grey",
}

FEW = 6  # duties of a row that lie open; more are unfolded


@dataclass(frozen=True, slots=True)
class YearView:
    """One row from last year to this, finished for the table."""

    no: str
    tone: str
    says: str
    text: str
    cells: tuple[CellChange, ...]
    earlier: Earlier | None


@dataclass(frozen=True, slots=True)
class YearPage:
    """The rows of a draft beside last year's."""

    lines: tuple[YearView, ...]
    added_count: int
    changed_count: int
    same_count: int
    dropped_count: int


@dataclass(frozen=True, slots=True)
class LeftView:
    """One duty that last year left open, finished for the table."""

    line: LeftOver
    tone: str
    says: str
    due_on: date
    may_be_settled: bool
    decided: str
    decided_tone: str
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class LeftGroup:
    """The duties of one row of last year."""

    row: Row
    goes_on_in: tuple[Row, ...]
    duties: tuple[LeftView, ...]
    open_count: int

    @property
    def seen(self) -> str:
        """Each duty with its version and, while it is undecided, its row: one field of the form a row, for a
        plan has more duties than a form may have fields."""
        told = (
            f"{view.line.duty.pk}:{view.line.duty.case.version}:{'' if view.decided else self.row.ref}"
            for view in self.duties
            if view.may_be_settled
        )
        return " ".join(told)

    @property
    def is_open(self) -> bool:
        """Whether its duties lie open: a few, or some that the official ticked."""
        return len(self.duties) <= FEW or any(view.is_ticked for view in self.duties)


def year_page(lines: Sequence[YearLine]) -> YearPage:
    """The comparison in words and figures."""
    kinds = [line.difference.change for line in lines]
    return YearPage(
        lines=tuple(_views(lines)),
        added_count=kinds.count(Change.ADDED),
        changed_count=kinds.count(Change.CHANGED),
        same_count=kinds.count(Change.SAME),
        dropped_count=kinds.count(Change.DROPPED),
    )


def left_groups(lines: Iterable[LeftOver], *, ticked: frozenset[int], today: date) -> tuple[LeftGroup, ...]:
    """What was left open, row by row of last year."""
    return tuple(_groups(lines, ticked, today))


def _views(lines: Iterable[YearLine]) -> Iterator[YearView]:
    for line in lines:
        row = line.difference.after or line.difference.before
        if row is None:
            continue
        tone, says = SAYS[line.difference.change]
        cells = tuple(cells_of(line.difference))
        yield YearView(row.no, tone, says, row.requirement, cells, line.earlier)


def _groups(lines: Iterable[LeftOver], ticked: frozenset[int], today: date) -> Iterator[LeftGroup]:
    for _, under in groupby(lines, key=lambda each: each.task.row_id):
        found = list(under)
        views = tuple(_left(each, ticked, today) for each in found)
        count = sum(view.line.decided is None for view in views)
        yield LeftGroup(found[0].task.row, found[0].goes_on_in, views, count)


def _left(line: LeftOver, ticked: frozenset[int], today: date) -> LeftView:
    tone, says = state_in_words(line.duty, today=today)
    decision = CarryOver.Decision(line.decided.decision) if line.decided else None
    return LeftView(
        line=line,
        tone=tone,
        says=says,
        due_on=line.duty.case.due_on or line.duty.until_on,
        may_be_settled=decision in {None, CarryOver.Decision.STAY} and line.duty.case.ended_on is None,
        decided=decision.label if decision else "",
        decided_tone=DECIDED_TONES[decision] if decision else "",
        is_ticked=line.duty.pk in ticked,
    )
