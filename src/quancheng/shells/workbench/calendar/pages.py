"""The calendar as it is read: the years with their notices, and one year day by day."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.calendar.book import entries_of_every_year, notices_in_force
from quancheng.kernel.calendar.keepers import may_keep
from quancheng.kernel.calendar.models import HolidayNotice
from quancheng.kernel.calendar.notices import Mark, MovedDay, Notice, calendar_of
from quancheng.kernel.casework.queries import recounted_between
from quancheng.kernel.orgs.queries import people_for
from quancheng.shells.workbench.calendar.forms import ConfirmForm
from quancheng.shells.workbench.calendar.grid import WEEKDAY_HEADS, months_of
from quancheng.ui.gate import actor_of

HOME = ("日历", "workbench:calendar")
TEMPLATES = "workbench/desk/calendar"


class NoSuchYear(Refusal):
    """No notice of this year has been entered."""

    code = "workbench.no_such_year"
    status = 404


@dataclass(frozen=True, slots=True)
class Version:
    """One entry of a year's notice: which it is, by whom, when."""

    number: int
    entered_at: datetime
    entered_by: str
    checked_at: datetime | None
    checked_by: str


@dataclass(frozen=True, slots=True)
class Year:
    """A year's notice in force, and every version that was entered; none for a shipped one."""

    notice: Notice
    versions: tuple[Version, ...]

    @property
    def is_checked(self) -> bool:
        return self.notice.mark is Mark.READ

    @property
    def rest(self) -> int:
        return sum(not item.worked for item in self.notice.days)

    @property
    def worked(self) -> int:
        return sum(item.worked for item in self.notice.days)

    @property
    def now(self) -> Version | None:
        """The version in force."""
        return self.versions[0] if self.versions else None


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday of the notice, with its days off and the days worked for it."""

    name: str
    rest: tuple[date, ...]
    work: tuple[date, ...]


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """The years that have a notice, the newest first."""
    actor, this_year = actor_of(request), timezone.localdate().year
    years = years_for(actor)
    known = {year.notice.year for year in years}
    context = {
        "years": years,
        "missing": [year for year in (this_year, this_year + 1) if year not in known],
        "may_keep": may_keep(actor),
        "may_load": may_keep(actor) and any(year.now is None for year in years),
    }
    return render(request, f"{TEMPLATES}/years.html", context)


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    """One year: its notice, and its twelve months. Raises NoSuchYear."""
    return year_page(request, year)


def year_page(
    request: HttpRequest, year: int, *, form: ConfirmForm | None = None, status: int = 200
) -> HttpResponse:
    """The page of a year; with the form that was refused, when one was. Raises NoSuchYear."""
    actor = actor_of(request)
    found = next((one for one in years_for(actor) if one.notice.year == year), None)
    if found is None:
        raise NoSuchYear(f"还没有录入{year}年的放假安排，请先在“日历”页面录入", year=year)
    months = months_of(year, calendar_of(notices_in_force()))
    context = {
        "year": found,
        "months": months,
        "worked": sum(month.worked for month in months),
        "weekdays": WEEKDAY_HEADS,
        "holidays": holidays_of(found.notice.days),
        "recounted": _recounted(found),
        "form": form or ConfirmForm(initial={"issued_on": found.notice.issued_on}),
        "may_confirm": may_keep(actor) and found.now is not None and not found.is_checked,
        "trail": [(HOME[0], reverse(HOME[1])), (f"{year}年", "")],
    }
    return render(request, f"{TEMPLATES}/year.html", context, status=status)


def _recounted(year: Year) -> int | None:
    """How many deadlines moved since the version in force was entered; None for a shipped notice."""
    return recounted_between(year.now.entered_at, None) if year.now else None


def years_for(actor: Actor) -> list[Year]:
    """Every year with a notice, the newest first; people are named to their own government alone."""
    entries = list(entries_of_every_year())
    names = _names(actor, entries)
    versions: dict[int, list[Version]] = {}
    for entry in entries:
        versions.setdefault(entry.year, []).append(_version(entry, names))
    return [Year(notice, tuple(versions.get(notice.year, ()))) for notice in reversed(notices_in_force())]


def holidays_of(days: tuple[MovedDay, ...]) -> list[Holiday]:
    """The days of a notice under their holidays, in the order of the year."""
    names = list(dict.fromkeys(item.holiday for item in sorted(days, key=lambda item: item.day)))
    return [
        Holiday(
            name,
            tuple(item.day for item in days if item.holiday == name and not item.worked),
            tuple(item.day for item in days if item.holiday == name and item.worked),
        )
        for name in names
    ]


def _names(actor: Actor, entries: list[HolidayNotice]) -> dict[int, str]:
    wanted = {pk for entry in entries for pk in (entry.entered_by, entry.checked_by) if pk is not None}
    return dict(people_for(actor).filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def _version(entry: HolidayNotice, names: dict[int, str]) -> Version:
    def name(pk: int | None) -> str:
        return names.get(pk, "其他政府的工作人员") if pk is not None else "系统"

    return Version(
        number=entry.version,
        entered_at=entry.entered_at,
        entered_by=name(entry.entered_by),
        checked_at=entry.checked_at,
        checked_by=name(entry.checked_by) if entry.checked_at else "",
    )
