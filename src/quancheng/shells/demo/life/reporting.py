"""Who of the model city published last year's report, and when: in time, late, or not at all until today.

The duties are laid on the first day of the year, as the night lays them; each report goes out on a day that
is past when the city is loaded. So the list of duties lives on any day of a year.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from quancheng.insight.yearbook import public as yearbook
from quancheng.insight.yearbook.public import Part, Place
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.models import Tenant
from quancheng.kernel.orgs.queries import demo_tenants
from quancheng.kernel.orgs.roles import Role
from quancheng.shells.demo.life.people import People

SOURCE = "演示台账（演示）"
PROBLEMS = (
    "（一）存在的主要问题。公开目录更新不够及时（演示）。\n（二）改进情况。已按月核对公开目录（演示）。"
)
OTHER = "本年没有收取信息处理费（演示）。"
MIDNIGHT, MORNING = time(0, 20), time(10)
IN_JANUARY = range(14, 30)  # days on which departments publish
LATE_UNITS = {"市水务局": (2, 6)}
LATE_GOVERNMENTS = {"平阴县": (4, 9)}
IN_MARCH = (3, 20)
SILENT = frozenset({"济南公共资源交易中心", "商河县"})


@dataclass(frozen=True, slots=True)
class Hands:
    """Who drafts and who issues."""

    drafts: Actor
    issues: Actor


def lay_duties(year: int) -> int:
    """What the governments of the model city owe of a year, from the first day after it. How many duties."""
    first = _at(date(year + 1, 1, 1), MIDNIGHT)
    return sum(
        yearbook.keep_duties(year=year, actor=Actor.clockwork(one.pk), now=first) for one in demo_tenants()
    )


def report_the_rest(year: int, *, now: datetime) -> int:
    """The reports of a year of all but the unit that people play, as far as their days are past. How many."""
    governments = list(demo_tenants().order_by("pk"))
    made = sum(_report_units(one, year, now=now) for one in governments)
    in_order = sorted(governments, key=lambda one: (_day_of(one), not one.parent_id))  # those below first
    return made + sum(_report_government(one, year, now=now) for one in in_order)


def moment(year: int, month: int, day: int, *, now: datetime) -> datetime | None:
    """The morning of a day in the year after the one reported; None while it is still to come."""
    at = _at(date(year + 1, month, day), MORNING)
    return at if at <= now else None


def _report_units(tenant: Tenant, year: int, *, now: datetime) -> int:
    made = 0
    owing = yearbook.units_owing(tenant.pk, year=year, today=timezone.localdate(now))
    for place, unit in enumerate(owing):
        day = LATE_UNITS.get(unit.short_name, (1, IN_JANUARY[place % len(IN_JANUARY)]))
        at = moment(year, *day, now=now)
        if at is None or unit.short_name in SILENT:
            continue
        people, one = People(timezone.localdate(at)), {unit.pk}
        hands = Hands(people.of_units(one, Role.HANDLER)[unit.pk], people.of_units(one, Role.HEAD)[unit.pk])
        if yearbook.reports_for(hands.drafts).filter(unit=unit.pk, year=year).exists():
            continue
        begun = yearbook.start_report(unit_id=unit.pk, year=year, actor=hands.drafts, now=at)
        filled = yearbook.enter_cells(
            report_id=begun.pk, version=begun.version, part=Part.REQUESTS, cells=_requests(place),
            source=SOURCE, actor=hands.drafts, now=at,
        )  # fmt: skip
        _issue(filled, hands, at)
        made += 1
    return made


def _report_government(tenant: Tenant, year: int, *, now: datetime) -> int:
    at = moment(year, *_day_of(tenant), now=now)
    if at is None or tenant.name in SILENT:
        return 0
    hands = _office_of(tenant, timezone.localdate(at))
    begun = yearbook.start_summary(year=year, actor=hands.drafts, now=at)
    _issue(begun, hands, at)
    return 1


def _day_of(tenant: Tenant) -> tuple[int, int]:
    return LATE_GOVERNMENTS.get(tenant.name, IN_MARCH)


def _office_of(tenant: Tenant, on: date) -> Hands:
    people, units = People(on), set(tenant.units.values_list("pk", flat=True))
    drafts, issues = (
        next(iter(people.of_units(units, role).values()))
        for role in (Role.OPENNESS_OFFICE, Role.OPENNESS_HEAD)
    )
    return Hands(drafts, issues)


def _issue(report: yearbook.Report, hands: Hands, at: datetime) -> None:
    texts = {"problems": PROBLEMS, "other": OTHER}
    told = yearbook.write_texts(
        report_id=report.pk, version=report.version, texts=texts, actor=hands.drafts, now=at
    )
    told = yearbook.submit_report(report_id=report.pk, version=told.version, actor=hands.drafts, now=at)
    yearbook.issue_report(report_id=report.pk, version=told.version, actor=hands.issues, now=at)


def _requests(place: int) -> dict[Place, int | None]:
    """Of natural persons some, of enterprises one; all ended: the next year begins with nothing."""
    persons = 3 + place * 7 % 12
    told = {(1, 1): persons, (1, 2): 1, (2, 1): 1, (3, 1): persons - 1, (4, 2): 1, (13, 1): 2}
    return {Place(Part.REQUESTS, row, column): value for (row, column), value in told.items()}


def _at(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))
