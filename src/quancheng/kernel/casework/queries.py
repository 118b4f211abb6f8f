"""Reading a case's history and its clocks. Who may see a case is asked by the module that owns the record."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import prefetch_related_objects

from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.calendar.days import WorkCalendar
from quancheng.kernel.calendar.ledger import Articles, Pause, read_as
from quancheng.kernel.casework import clock as reading
from quancheng.kernel.casework.clock import Line
from quancheng.kernel.casework.conventions import Conventions
from quancheng.kernel.casework.definition import Clock, Saying, Workflow
from quancheng.kernel.casework.models import Case, CaseLine
from quancheng.kernel.casework.registry import workflows

HISTORY = ("case__lines", "case__subcases__lines")  # what `past_of` reads of a record, for `prefetch`


@dataclass(frozen=True, slots=True)
class Copies:
    """What a case keeps of its history, for sorting and counting."""

    due_on: date | None
    last_on: date | None
    is_moved: bool


@dataclass(frozen=True, slots=True)
class Past:
    """All that the clocks of a case read: its own history, and that of its sub-cases by kind."""

    lines: Sequence[Line]
    subcases: Sequence[tuple[str, Sequence[Line]]] = ()
    conventions: Conventions | None = None  # of the government whose case it is

    def pauses_of(self, clock: Clock) -> list[Pause]:
        """The pauses under the reading that held when each of them began."""
        told = [self._read(clock, pause) for pause in self._pauses_as_told(clock)]
        return [*told, *(pause for _, pause in self._where_a_norm_says(clock))]

    def _pauses_as_told(self, clock: Clock) -> Iterator[Pause]:
        kinds = {kind.code: kind for kind in clock.pauses_for}
        for code, lines in self.subcases:
            if code in kinds and lines:
                yield reading.pause_of(kinds[code], lines)

    def _where_a_norm_says(self, clock: Clock) -> Iterator[tuple[Saying, Pause]]:
        """What rests only where a norm says so, and did so on the day on which it began."""
        if self.conventions is None:
            return
        for stretch, pause in reading.stretches(clock, self.lines):
            if self.conventions.hold(stretch.where, on=pause[0]):
                yield stretch.where, pause
        kinds = {kind.code: (kind, where) for kind, where in clock.pauses_where.items()}
        for kind, where, lines in ((*kinds[code], lines) for code, lines in self.subcases if code in kinds):
            pause = reading.stated_pause_of(kind, lines)
            if self.conventions.hold(where, on=pause[0]):
                yield where, pause

    def articles_of(self, clock: Clock) -> Articles:
        """The articles behind the rules of a clock, with those of what rests in this history by a norm."""
        cited = dict.fromkeys(where.cited for where, _ in self._where_a_norm_says(clock))
        return replace(clock.articles, pause="；".join(filter(None, (clock.articles.pause, *cited))))

    def _read(self, clock: Clock, pause: Pause) -> Pause:
        if self.conventions is None or not clock.pauses_read_by:
            return pause
        return read_as(pause, self.conventions.of_pause(clock.pauses_read_by, on=pause[0]))

    def due_day(self, clock: Clock, calendar: WorkCalendar) -> date | None:
        return reading.due_day(clock, self.lines, calendar, self.pauses_of(clock))

    def safe_day(self, clock: Clock, calendar: WorkCalendar) -> date | None:
        """The earliest under any reading, whichever holds: what rests only by a norm is counted."""
        return reading.safe_day(clock, self.lines, calendar, [*self._pauses_as_told(clock)])

    def copies(self, clock: Clock, calendar: WorkCalendar) -> Copies:
        """What the case keeps of this history by its leading clock."""
        last = reading.last_day_at_stop(clock, self.lines, calendar, self.pauses_of(clock))
        has_stopped = not self.lines or self.lines[-1].state in clock.stops_in
        return Copies(None if has_stopped else last, last, reading.is_moved(clock, self.lines))


def workflow_of(case: Case) -> Workflow:
    return workflows[case.workflow]


def past_of(case: Case) -> Past:
    """The history of the case and of every sub-case, in three queries at most; in none, where it was
    fetched with the case (`HISTORY`) for a page that reads it many times.
    """
    kinds = {
        sub.code for clock in workflow_of(case).clocks for sub in (*clock.pauses_for, *clock.pauses_where)
    }
    found = [sub for sub in case.subcases.all() if sub.workflow in kinds] if kinds else []
    prefetch_related_objects(found, "lines")
    subcases = [(sub.workflow, [line_of(row) for row in sub.lines.all()]) for sub in found]
    return Past([line_of(row) for row in case.lines.all()], subcases, Conventions(case.tenant_id))


def pasts_where(**cases: object) -> Mapping[int, Past]:
    """The histories of many cases, in three queries; `cases` narrows their numbers (`gt=7, lte=9`)."""
    whose = dict(
        Case.objects.filter(**{f"pk__{how}": told for how, told in cases.items()}).values_list(
            "pk", "tenant_id"
        )
    )
    conventions = {tenant_id: Conventions(tenant_id) for tenant_id in set(whose.values())}
    own: dict[int, list[Line]] = {}
    columns = ("step", "state", "on", "days", "until")
    lines = CaseLine.objects.order_by("id")
    mine = lines.filter(**{f"case__{how}": told for how, told in cases.items()})
    for pk, *told in mine.values_list("case_id", *columns):
        own.setdefault(pk, []).append(Line(*told))
    subcases: dict[int, dict[int, tuple[str, list[Line]]]] = {}
    of_subs = lines.filter(**{f"case__parent__{how}": told for how, told in cases.items()})
    for parent, sub, kind, *told in of_subs.values_list(
        "case__parent_id", "case_id", "case__workflow", *columns
    ):
        subcases.setdefault(parent, {}).setdefault(sub, (kind, []))[1].append(Line(*told))
    return {
        pk: Past(told, tuple(subcases.get(pk, {}).values()), conventions[whose[pk]])
        for pk, told in own.items()
    }


def due_on(case: Case, clock: Clock | None = None) -> date | None:
    """The last day of a clock of the case, the leading one if none is named, read from the history."""
    return past_of(case).due_day(clock or workflow_of(case).leading, work_calendar())


def recounted_between(begun: datetime, until: datetime | None) -> int:
    """How many cases had their last day set anew by the house in a span of time: a figure, not the cases."""
    lines = CaseLine.objects.filter(step=reading.RECOUNTED, at__gte=begun)
    if until is not None:
        lines = lines.filter(at__lt=until)
    return lines.values("case_id").distinct().count()


def line_of(row: CaseLine) -> Line:
    return Line(row.step, row.state, row.on, row.days, row.until)
