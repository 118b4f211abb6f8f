"""Keeping the calendar: entering a year's notice, and confirming an entry against the printed text."""

from dataclasses import replace
from datetime import date, datetime

from django.db import IntegrityError

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.reading import forget
from quancheng.kernel.basis.refusal import Meanwhile, Refusal
from quancheng.kernel.calendar import events
from quancheng.kernel.calendar.book import EDITION, entry_in_force, years_entered
from quancheng.kernel.calendar.keepers import may_keep
from quancheng.kernel.calendar.models import HolidayNotice, NoticeDay
from quancheng.kernel.calendar.notices import Mark, Notice, shipped_notices

ONLY_KEEPERS = (
    "放假安排全系统共用，只由统一维护日历的政府的政务公开机构或系统管理员录入和核对，请联系他们办理"
)


class NotACalendarKeeper(Refusal):
    """The calendar is kept by the openness office and the system administrator of one government."""

    code = "calendar.not_a_keeper"
    status = 403


class NothingNew(Refusal):
    """The entry in force says the same already."""

    code = "calendar.nothing_new"


class EnteredMeanwhile(Meanwhile):
    """Another person has entered or confirmed a version of this year since the page was shown."""

    code = "calendar.entered_meanwhile"


class AlreadyConfirmed(Refusal):
    """This entry has been compared with the printed notice before."""

    code = "calendar.already_confirmed"


@command
def import_year(*, notice: Notice, actor: Actor, now: datetime) -> HolidayNotice:
    """Enter a year's notice as a new version; older versions stay, and open deadlines are computed anew.

    Raises NotACalendarKeeper, NothingNew, EnteredMeanwhile.
    """
    _must_keep(actor)
    before = entry_in_force(notice.year)
    if before and _same(before.as_notice(), notice):
        raise NothingNew(f"与现行的{before}完全相同，没有需要录入的变化", year=notice.year)
    unchecked = replace(notice, mark=Mark.MEMORY)  # no file can say that an official has read the notice
    entry = _enter(unchecked, version=before.version + 1 if before else 1, actor=actor, now=now)
    event = events.YearImported(
        year=notice.year, number=notice.number, version=entry.version, days=len(notice.days)
    )
    record(event, actor=actor, at=now)
    return entry


@command
def confirm_year(
    *, year: int, version: int, actor: Actor, now: datetime, issued_on: date | None = None
) -> HolidayNotice:
    """State that the entry in force agrees with the printed notice.

    Raises NotACalendarKeeper, EnteredMeanwhile, AlreadyConfirmed.
    """
    _must_keep(actor)
    entry = entry_in_force(year)
    if entry is None or entry.version != version:
        raise EnteredMeanwhile(f"{year}年的放假安排已有新版本，请按现行版本重新核对", year=year)
    if entry.mark == Mark.READ:
        raise AlreadyConfirmed(f"{entry}已经核对过，无需再次核对", year=year)
    entry.mark, entry.checked_by, entry.checked_at = Mark.READ.value, actor.person_id, now
    entry.issued_on = issued_on or entry.issued_on
    entry.save(update_fields=["mark", "checked_by", "checked_at", "issued_on"])
    forget(EDITION)
    event = events.YearConfirmed(year=year, number=entry.number, version=version)
    record(event, actor=actor, at=now)
    return entry


@command
def load_notices(*, actor: Actor, now: datetime) -> tuple[int, ...]:
    """Enter the shipped notices of the years that have no entry; the years entered, none the second time.

    Raises NotACalendarKeeper, EnteredMeanwhile.
    """
    _must_keep(actor)
    entered = years_entered()
    missing = [notice for notice in shipped_notices() if notice.year not in entered]
    if not missing:
        return ()
    for notice in missing:
        _enter(notice, version=1, actor=actor, now=now)
    years = tuple(notice.year for notice in missing)
    record(events.NoticesLoaded(years=years), actor=actor, at=now)
    return years


def _must_keep(actor: Actor) -> None:
    if not may_keep(actor):
        raise NotACalendarKeeper(ONLY_KEEPERS)


def _same(one: Notice, other: Notice) -> bool:
    return one.number == other.number and set(one.days) == set(other.days)


def _enter(notice: Notice, *, version: int, actor: Actor, now: datetime) -> HolidayNotice:
    try:
        entry = HolidayNotice.objects.create(
            year=notice.year,
            version=version,
            number=notice.number,
            issued_on=notice.issued_on,
            source=notice.source,
            mark=notice.mark.value,
            entered_by=actor.person_id,
            entered_at=now,
        )
    except IntegrityError as clash:
        raise EnteredMeanwhile(f"{notice.year}年的放假安排刚被他人录入，请刷新后再试") from clash
    NoticeDay.objects.bulk_create(
        NoticeDay(notice=entry, day=item.day, worked=item.worked, holiday=item.holiday)
        for item in notice.days
    )
    forget(EDITION)
    return entry
