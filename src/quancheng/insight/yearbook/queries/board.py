"""All reports of a year on one screen: where each stands, and what does not hold in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from quancheng.insight.yearbook.models import Report
from quancheng.insight.yearbook.queries.below import Below, reports_below
from quancheng.insight.yearbook.queries.checks import violations_of
from quancheng.insight.yearbook.queries.days import countdowns
from quancheng.insight.yearbook.queries.reports import (
    formers_of,
    is_office,
    standing_reports,
    units_owing,
    writes_for,
)
from quancheng.insight.yearbook.rules.days import Countdown, Owes
from quancheng.insight.yearbook.rules.figures import Figures
from quancheng.insight.yearbook.rules.identities import blocking
from quancheng.insight.yearbook.rules.shape import SUM_OF_REQUESTS, Part
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.models import Tenant, Unit
from quancheng.records.disclosure.public import AnnualRow

State = Report.State
TONES = {State.DRAFT: "blue", State.REVIEW: "orange", State.ISSUED: "green", State.WITHDRAWN: "red"}
MIDSUMMER = 7


@dataclass(frozen=True, slots=True)
class Line:
    """One unit, or (none) the government, and its report of the year, if it was begun."""

    unit: Unit | None
    who: str
    report: Report | None
    former: Report | None
    faults: int
    doubts: int
    received: int | None
    carried_out: int | None
    may_write: bool

    @property
    def state(self) -> str:
        return self.report.get_state_display() if self.report else "未编制"

    @property
    def tone(self) -> str:
        return TONES.get(State(self.report.state), "grey") if self.report else "grey"


@dataclass(frozen=True, slots=True)
class Board:
    """The reports of a year: the government's, its units', and by when each is owed."""

    year: int
    own: Line | None
    lines: tuple[Line, ...]
    days: tuple[Countdown, ...]
    own_days: tuple[Countdown, ...]
    below: tuple[Below, ...] = ()

    @property
    def issued(self) -> int:
        return sum(1 for one in self.lines if one.report and one.report.state == State.ISSUED)

    @property
    def all_published(self) -> bool:
        """Whether none of the units that the actor sees owes anything any more."""
        return bool(self.lines) and self.issued == len(self.lines)

    @property
    def own_published(self) -> bool:
        return bool(self.own and self.own.report and self.own.report.state == State.ISSUED)

    @property
    def in_review(self) -> int:
        return sum(1 for one in self.lines if one.report and one.report.state == State.REVIEW)

    @property
    def not_begun(self) -> int:
        return sum(1 for one in self.lines if one.report is None)

    @property
    def faulty(self) -> int:
        return sum(1 for one in self.lines if one.faults)


def year_to_show(today: date) -> int:
    """In the first half of a year last year's report is the matter, in the second this year's."""
    return today.year - 1 if today.month < MIDSUMMER else today.year


def board_for(actor: Actor, *, year: int, today: date) -> Board:
    """The office sees all units of its government and the government's own, a unit its own line."""
    if actor.tenant_id is None:
        return Board(year, None, (), (), ())
    reports, formers = standing_reports(actor.tenant_id, year), formers_of(actor.tenant_id, year)
    units = units_owing(actor.tenant_id, year=year, today=today)
    if not is_office(actor):
        units = units.filter(pk=actor.unit_id or 0)
    lines = tuple(_line(actor, unit, reports.get(unit.pk), formers.get(unit.pk)) for unit in units)
    own = None
    if is_office(actor):
        own = _line(actor, None, reports.get(None), formers.get(None))
    days = countdowns(actor.tenant_id, Owes.UNIT, year=year, today=today)
    own_days = countdowns(actor.tenant_id, Owes.GOVERNMENT, year=year, today=today)
    below = tuple(reports_below(actor, year=year, today=today))
    return Board(year, own, lines, days, own_days, below)


def _line(actor: Actor, unit: Unit | None, report: Report | None, former: Report | None) -> Line:
    found = violations_of(report, former.figures if former else None) if report else ()
    faults = len(blocking(found))
    figures = report.figures if report else None
    return Line(
        unit, unit.name if unit else _government(actor), report, former, faults, len(found) - faults,
        _count(figures, AnnualRow.RECEIVED), _count(figures, AnnualRow.CARRIED_OUT),
        writes_for(actor, tenant_id=actor.tenant_id or 0, unit_id=unit.pk if unit else None),
    )  # fmt: skip


def _count(figures: Figures | None, row: AnnualRow) -> int | None:
    return None if figures is None else int(figures.at(Part.REQUESTS, row, SUM_OF_REQUESTS))


def _government(actor: Actor) -> str:
    names: Sequence[str] = list(
        Tenant.objects.filter(pk=actor.tenant_id or 0).values_list("full_name", flat=True)
    )
    return names[0] if names else ""
