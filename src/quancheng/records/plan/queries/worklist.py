"""The list of duties that somebody works off: what is looked for, how urgent each is, what waits for whom."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.calendar.levels import Level, level_of
from quancheng.kernel.casework.models import OPEN, Case
from quancheng.kernel.obligations.models import DueItem, Evidence
from quancheng.kernel.orgs.models import Unit
from quancheng.records.plan.models import Task
from quancheng.records.plan.queries.duties import (
    DutyLine,
    about_tasks,
    cases_demanded,
    cases_owed,
    duties_for,
    lines_of,
)
from quancheng.records.plan.queries.duty_list import DutyList
from quancheng.records.plan.queries.plans import KEEPERS, amendments_to_review
from quancheng.records.plan.queries.warning import soon_days, thresholds_of
from quancheng.records.plan.rules.looking import Urgency, Wanted
from quancheng.records.plan.workflow.duty import UNDER_WAY, State


@dataclass(frozen=True, slots=True)
class Urgent:
    """One duty in the list, with its task and the warning that stands today."""

    line: DutyLine
    level: Level


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of the unit's duties wait for what."""

    open: int
    to_sign: int
    soon: int
    soon_days: int  # how far ahead is soon
    late: int
    to_confirm: int
    returned: int
    wishes: int  # requests for a later day that wait for the openness office
    reviews: int  # amendments of published plans that wait for the reader as the second person


def may_oversee(actor: Actor) -> bool:
    """Whether the actor sees the duties of other units too."""
    return bool(actor.roles & KEEPERS)


def duties_listed(actor: Actor, wanted: Wanted, *, today: date) -> DutyList:
    """The duties that are looked for, the most urgent first; what is over stands last.

    The whole is what the actor's government has laid upon units; otherwise what the actor's own unit owes.
    """
    found = cases_demanded(actor) if wanted.is_whole and may_oversee(actor) else cases_owed(actor)
    if wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.urgency:
        days = soon_days(actor.tenant_id, on=today)
        found = found.filter(_as_urgent(wanted.urgency, today=today, soon=days))
    if wanted.asks_later:
        found = found.filter(asks_later())
    if wanted.word:
        found = found.filter(_says(wanted.word))
    looks_for_open = wanted.urgency or wanted.asks_later or wanted.state in UNDER_WAY
    return DutyList.of_open(found) if looks_for_open else DutyList(found)


def urgent(duties: Iterable[DueItem], *, today: date) -> tuple[Urgent, ...]:
    """The duties with their tasks and warnings. A few queries, however many duties."""
    lines, calendar = lines_of(duties), work_calendar()
    held = thresholds_of((line.duty.case.tenant_id for line in lines), on=today)
    return tuple(
        Urgent(
            line,
            level_of(
                line.duty.case.due_on,
                today=today,
                calendar=calendar,
                thresholds=held[line.duty.case.tenant_id],
            ),
        )
        for line in lines
    )


def duties_to_confirm(actor: Actor) -> QuerySet[DueItem]:
    """What the actor's unit has reported and its head has not confirmed."""
    own = duties_for(actor).filter(case__unit_id=actor.unit_id or 0)
    return own.filter(case__state=State.REPORTED).order_by("case__due_on", "pk")


def evidence_of_each(duties: Iterable[DueItem]) -> Mapping[int, Sequence[Evidence]]:
    """For each duty what speaks for it, in one query."""
    found: dict[int, list[Evidence]] = {duty.pk: [] for duty in duties}
    for each in Evidence.objects.filter(item__in=found, withdrawn_at__isnull=True).select_related("file"):
        found[each.item_id].append(each)
    return found


def duties_at_a_glance(actor: Actor, *, today: date) -> Counts:
    """How many duties of the actor's unit wait for what; for the openness office also the wishes of units."""
    days = soon_days(actor.tenant_id, on=today)
    counted = (
        cases_owed(actor)
        .filter(OPEN)
        .aggregate(
            open=Count("pk"),
            to_sign=Count("pk", filter=Q(state=State.ISSUED)),
            soon=Count("pk", filter=_as_urgent(Urgency.SOON, today=today, soon=days)),
            late=Count("pk", filter=_as_urgent(Urgency.LATE, today=today, soon=days)),
            to_confirm=Count("pk", filter=Q(state=State.REPORTED)),
            returned=Count("pk", filter=Q(state=State.RETURNED)),
        )
    )
    reviews = amendments_to_review(actor).count()
    return Counts(wishes=_wishes(actor), reviews=reviews, soon_days=days, **counted)


def asks_later() -> Q:
    """The unit has asked for a later day."""
    return Q(pk__in=DueItem.objects.filter(wanted_until__isnull=False).values("case"))


def wishes_among(cases: QuerySet[Case]) -> int:
    """How many open duties have a wish that waits: the wishes are few, so they are what is gone through."""
    waiting = Exists(cases.filter(OPEN, pk=OuterRef("case")))
    return DueItem.objects.filter(waiting, wanted_until__isnull=False).count()


def soon_until(today: date, days: int) -> date:
    """The last day that still counts as soon."""
    return list(islice(work_calendar().worked_days(after=today), days))[-1]


def _wishes(actor: Actor) -> int:
    if not may_oversee(actor):
        return 0
    return wishes_among(cases_demanded(actor))


def _as_urgent(urgency: Urgency, *, today: date, soon: int) -> Q:
    match urgency:
        case Urgency.LATE:
            return Q(due_on__lt=today)
        case Urgency.SOON:
            return Q(due_on__gte=today, due_on__lte=soon_until(today, soon))
        case Urgency.LATER:
            return Q(due_on__gt=soon_until(today, soon))


def _says(word: str) -> Q:
    """The word stands in the task, its requirement or its number, in the plan, or in the unit's name."""
    tasks = Task.objects.filter(
        Q(title__icontains=word)
        | Q(row__requirement__icontains=word)
        | Q(row__no=word)
        | Q(row__plan__title__icontains=word)
    )
    units = Unit.objects.filter(Q(name__icontains=word) | Q(short_name__icontains=word))
    return Q(about__in=about_tasks(tasks)) | Q(unit__in=units.order_by())
