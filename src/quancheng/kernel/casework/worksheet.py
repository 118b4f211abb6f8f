"""The working of each clock of a case, as data for screens; the same steps as the console shows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.calendar.days import WorkCalendar
from quancheng.kernel.calendar.ledger import Standing
from quancheng.kernel.calendar.levels import Level, Thresholds, level_of
from quancheng.kernel.calendar.worksheet import Worksheet
from quancheng.kernel.casework import clock as reading
from quancheng.kernel.casework.definition import Clock
from quancheng.kernel.casework.models import Case
from quancheng.kernel.casework.queries import Past, past_of, workflow_of

NONE_SET: Mapping[str, Thresholds] = {}


@dataclass(frozen=True, slots=True)
class ClockSheet:
    """One clock of a case today: its last day, how far it has run, its warning, and the working."""

    code: str
    says: str
    article: str
    due: date | None
    stopped_on: date | None
    standing: Standing
    level: Level
    sheet: Worksheet

    @property
    def is_paused(self) -> bool:
        return self.due is None and self.stopped_on is None

    def as_data(self) -> dict[str, object]:
        return {
            "clock": self.code,
            "says": self.says,
            "article": self.article,
            "stopped_on": self.stopped_on.isoformat() if self.stopped_on else None,
            "used": self.standing.used,
            "left": self.standing.left,
            "overdue": self.standing.overdue,
            "level": str(self.level),
            **self.sheet.as_data(),
        }


def worksheets(
    case: Case, *, today: date, thresholds: Mapping[str, Thresholds] = NONE_SET
) -> tuple[ClockSheet, ...]:
    """Every clock of the case that has started, the leading one first.

    `thresholds`: by the code of a clock when it warns, where an office has set that itself.
    """
    past, calendar = past_of(case), work_calendar()
    sheets = (
        _sheet(clock, past, calendar, thresholds.get(clock.code, clock.thresholds), today=today)
        for clock in workflow_of(case).clocks
    )
    return tuple(sheet for sheet in sheets if sheet)


def _sheet(
    clock: Clock, past: Past, calendar: WorkCalendar, thresholds: Thresholds, *, today: date
) -> ClockSheet | None:
    pauses = past.pauses_of(clock)
    clock = replace(clock, articles=past.articles_of(clock))
    sheet = reading.worksheet(clock, past.lines, calendar, pauses)
    if sheet is None:
        return None
    stopped = reading.stopped_on(clock, past.lines)
    level = level_of(sheet.due, today=stopped or today, calendar=calendar, thresholds=thresholds)
    return ClockSheet(
        code=clock.code,
        says=clock.says,
        article=clock.articles.count,
        due=sheet.due,
        stopped_on=stopped,
        standing=reading.standing(clock, past.lines, calendar, today=stopped or today, pauses=pauses),
        level=Level.CALM if stopped and level is not Level.OVERDUE else level,
        sheet=sheet,
    )
