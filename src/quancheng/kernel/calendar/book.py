"""The calendar in force: shipped notices, and over them the newest version of each year in the database."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from django.db import DatabaseError
from django.db.models import QuerySet

from quancheng.kernel.basis.reading import kept
from quancheng.kernel.calendar.days import WorkCalendar
from quancheng.kernel.calendar.models import HolidayNotice
from quancheng.kernel.calendar.notices import Notice, calendar_of, shipped_notices

Edition = tuple[tuple[int, str, datetime], ...]  # the entries in force: primary key, mark, when entered
EDITION = "calendar.edition"  # under which a request keeps what it has read


def work_calendar() -> WorkCalendar:
    """The calendar in force now. One small query; the days are read again only when a notice changed.

    Every process sees a new notice at once: what is kept is kept under the edition it was made from.
    """
    return _calendar(edition())


def edition() -> Edition:
    """Which entry of each year is in force, and whether it has been checked; within a request read once."""
    return kept(EDITION, _edition)


def _edition() -> Edition:
    entries = HolidayNotice.objects.order_by("year", "version").values_list(
        "year", "pk", "mark", "entered_at"
    )
    newest = {year: (pk, mark, at) for year, pk, mark, at in entries}
    return tuple(newest.values())


def notices_in_force() -> tuple[Notice, ...]:
    """One notice for each year that has one, the earliest year first."""
    return _notices(edition())


def entry_in_force(year: int) -> HolidayNotice | None:
    """The newest entry of the year, with its days; None when nobody has entered one."""
    entries = HolidayNotice.objects.filter(year=year).order_by("-version")
    return entries.prefetch_related("days").first()


def entries_of_every_year() -> QuerySet[HolidayNotice]:
    """Every entry ever made, the newest year and version first, for the desk's list."""
    return HolidayNotice.objects.order_by("-year", "-version").prefetch_related("days")


def years_entered() -> frozenset[int]:
    return frozenset(HolidayNotice.objects.values_list("year", flat=True))


def calendar_without_house() -> WorkCalendar:
    """As `work_calendar`, and from the shipped notices alone where no database has been made yet."""
    try:
        return work_calendar()
    except DatabaseError:
        return calendar_of(shipped_notices())


@lru_cache(maxsize=4)
def _calendar(of: Edition) -> WorkCalendar:
    return calendar_of(_notices(of))


def _notices(of: Edition) -> tuple[Notice, ...]:
    rows = HolidayNotice.objects.filter(pk__in=[pk for pk, _, _ in of]).prefetch_related("days")
    return _over_shipped(row.as_notice() for row in rows)


def _over_shipped(entered: Iterable[Notice]) -> tuple[Notice, ...]:
    by_year = {notice.year: notice for notice in (*shipped_notices(), *entered)}
    return tuple(by_year[year] for year in sorted(by_year))
