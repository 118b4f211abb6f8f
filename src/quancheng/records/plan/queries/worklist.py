"""The list of duties that somebody works off: what is looked for, how urgent each is, what waits for whom."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db.models import CharField, Count, F, Q, QuerySet, Value
from django.db.models.functions import Concat

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.calendar.levels import Level, level_of
from quancheng.kernel.obligations.models import DueItem, Evidence
from quancheng.records.plan.models import Task
from quancheng.records.plan.queries.duties import DutyLine, duties_for, lines_of
from quancheng.records.plan.queries.plans import KEEPERS, TASK_KIND
from quancheng.records.plan.queries.warning import thresholds_of
from quancheng.records.plan.rules.looking import SOON, Urgency, Wanted
from quancheng.records.plan.workflow.duty import UNDER_WAY, State

AT_A_GLANCE = 20


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
    late: int
    to_confirm: int
    returned: int
    wishes: int  # requests for a later day that wait for the openness office


def may_oversee(actor: Actor) -> bool:
    """Whether the actor sees the duties of other units too."""
    return bool(actor.roles & KEEPERS)


def duties_listed(actor: Actor, wanted: Wanted, *, today: date) -> QuerySet[DueItem]:
    """The duties that are looked for, the most urgent first; what is over stands last."""
    found = duties_for(actor)
    if not wanted.is_whole:
        found = found.filter(case__unit_id=actor.unit_id or 0)
    if wanted.state:
        found = found.filter(case__state=wanted.state)
    if wanted.urgency:
        found = found.filter(_as_urgent(wanted.urgency, today=today))
    if wanted.asks_later:
        found = found.filter(wanted_until__isnull=False, case__ended_on__isnull=True)
    if wanted.word:
        found = found.filter(_says(wanted.word))
    return found.order_by(F("case__ended_on").asc(nulls_first=True), "case__due_on", "pk")


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


def counts_at_a_glance(actor: Actor, *, today: date) -> Counts:
    """How many duties of the actor's unit wait for what; for the openness office also the wishes of units."""
    soon = Q(case__due_on__gte=today, case__due_on__lte=soon_until(today))
    counted = _owed(actor).aggregate(
        open=Count("pk"),
        to_sign=Count("pk", filter=Q(case__state=State.ISSUED)),
        soon=Count("pk", filter=soon),
        late=Count("pk", filter=Q(case__due_on__lt=today)),
        to_confirm=Count("pk", filter=Q(case__state=State.REPORTED)),
        returned=Count("pk", filter=Q(case__state=State.RETURNED)),
    )
    return Counts(wishes=_wishes(actor), **counted)


def most_urgent(actor: Actor, *, today: date) -> tuple[Urgent, ...]:
    """The most urgent duties of the actor's unit, as many as fit on a first page."""
    return urgent(_owed(actor).order_by("case__due_on", "pk")[:AT_A_GLANCE], today=today)


def open_duties_of_unit(unit_id: int) -> int:
    """How many duties a unit would leave behind: it cannot be closed or merged before they are settled."""
    return DueItem.objects.filter(case__unit_id=unit_id, case__state__in=UNDER_WAY).count()


def soon_until(today: date) -> date:
    """The last day that still counts as soon."""
    return list(islice(work_calendar().worked_days(after=today), SOON))[-1]


def _owed(actor: Actor) -> QuerySet[DueItem]:
    return duties_for(actor).filter(case__unit_id=actor.unit_id or 0, case__state__in=UNDER_WAY)


def _wishes(actor: Actor) -> int:
    if not may_oversee(actor):
        return 0
    asked = duties_for(actor).filter(obligation__tenant_id=actor.tenant_id or 0, wanted_until__isnull=False)
    return asked.filter(case__ended_on__isnull=True).count()


def _as_urgent(urgency: Urgency, *, today: date) -> Q:
    match urgency:
        case Urgency.LATE:
            return Q(case__due_on__lt=today)
        case Urgency.SOON:
            return Q(case__due_on__gte=today, case__due_on__lte=soon_until(today))
        case Urgency.LATER:
            return Q(case__due_on__gt=soon_until(today))


def _says(word: str) -> Q:
    """The word stands in the task, its requirement or its number, in the plan, or in the unit's name."""
    tasks = Task.objects.filter(
        Q(title__icontains=word)
        | Q(row__requirement__icontains=word)
        | Q(row__no=word)
        | Q(row__plan__title__icontains=word)
    )
    about = tasks.annotate(about=Concat(Value(f"{TASK_KIND}:"), F("ref"), output_field=CharField())).values(
        "about"
    )
    unit = Q(case__unit__name__icontains=word) | Q(case__unit__short_name__icontains=word)
    return Q(obligation__about__in=about) | unit
