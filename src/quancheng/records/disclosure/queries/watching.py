"""Whole-process supervision: which requests stand in which list, how many, and the figures of each unit.

The office of a government reads its own agencies, an agency itself, and the office of the government above
figures alone (decision of the house: the level above never reads a record).
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet, Value

from quancheng.kernel.access.audiences import Audience, Whose, visible_to
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.calendar.days import WorkCalendar
from quancheng.kernel.calendar.levels import Level, reaches
from quancheng.kernel.casework.models import CaseLine
from quancheng.kernel.norms.queries import norm_on
from quancheng.kernel.obligations.measures import measures
from quancheng.kernel.orgs.models import Tenant, Unit, UnitKind
from quancheng.records.disclosure.models import Consultation, Outcome, Request
from quancheng.records.disclosure.queries.norms import thresholds_for
from quancheng.records.disclosure.queries.requests import is_office, requests_for
from quancheng.records.disclosure.rules.watching import LIGHTS, Ended, Figures, Open, Picked, Watch
from quancheng.records.disclosure.workflow import CALL_IN, DISCLOSURE, State
from quancheng.records.disclosure.workflow.asking import CONSULTATION, Asked

OVERTURNED = "remedies.corrected"  # the measure by which whoever keeps remedies tells what was corrected
ONE_DAY = timedelta(days=1)
_NOTHING = Q(pk__in=[])
_ENDED_IN: Mapping[Watch, Mapping[str, bool]] = {
    Watch.ANSWERED: {"is_answered": True},
    Watch.LATE: {"is_late": True, "is_answered": True},
    Watch.EXTENDED: {"is_extended": True},
    Watch.CORRECTED: {"is_corrected": True},
}


def outcomes_for(actor: Actor) -> QuerySet[Outcome]:
    """How the requests ended that the actor may see."""
    seen = Outcome.objects.annotate(audience=Value(Audience.OFFICE))
    return seen.filter(visible_to(actor, whose=Whose()), tenant_id=actor.tenant_id or 0)


def outcomes_watched(actor: Actor, watch: Watch, picked: Picked) -> QuerySet[Outcome]:
    """How those ended that one list of the chosen days names, the latest first: what its figure counts."""
    told = _ENDED_IN.get(watch)
    found = _in_period(outcomes_for(actor), picked).filter(**told) if told else Outcome.objects.none()
    return found.order_by("-ended_on", "request_id")


def requests_ended(actor: Actor) -> QuerySet[Request]:
    """The actor's requests, with how they ended, for a list of those that did."""
    return requests_for(actor).filter(tenant_id=actor.tenant_id or 0).select_related("outcome")


def requests_watched(actor: Actor, watch: Watch, picked: Picked, *, today: date) -> QuerySet[Request]:
    """The requests in one list: what is open by its last day, what is over the latest first."""
    if watch.is_of_period:
        ended = outcomes_watched(actor, watch, picked).order_by()
        return requests_ended(actor).filter(outcome__in=ended).order_by("-outcome__ended_on", "pk")
    found = _open(actor, picked).filter(_open_in(watch, today, _bounds(actor.tenant_id or 0, today=today)))
    return found.order_by(F("case__due_on").asc(nulls_last=True), "submitted_at", "pk")


def open_counts(actor: Actor, picked: Picked, *, today: date) -> Mapping[Watch, int]:
    """How many open requests stand in each list and under each light. One query."""
    bounds = _bounds(actor.tenant_id or 0, today=today)
    lists = (*LIGHTS, Watch.SOON, Watch.RESTING, Watch.UNCONFIRMED, Watch.CORRECTING, Watch.OPEN)
    told = {watch.value: Count("pk", filter=_open_in(watch, today, bounds)) for watch in lists}
    found = _open(actor, picked).aggregate(**told)
    return {Watch(name): count for name, count in found.items()}


def late_count(actor: Actor, picked: Picked) -> int:
    """How many were answered after their last day in the chosen days."""
    return outcomes_watched(actor, Watch.LATE, picked).count()


def letters_unsigned(actor: Actor, picked: Picked, *, today: date) -> QuerySet[Consultation]:
    """Letters that ask for an opinion and of whose receipt nobody knows, past the days of the norm.

    Without that day the fifteen working days never begin, and the answer waits for ever. Who was asked is
    not loaded.
    """
    seen = requests_for(actor).filter(tenant_id=actor.tenant_id or 0)
    if picked.unit_id is not None:
        seen = seen.filter(case__unit_id=picked.unit_id)
    found = unsigned_letters(actor.tenant_id or 0, today=today).filter(request__in=seen.values("pk"))
    return (
        found.select_related("case", "request__case__unit")
        .defer("name", "reasons")
        .order_by("case__opened_on", "pk")
    )


def unsigned_letters(tenant_id: int, *, today: date) -> QuerySet[Consultation]:
    """The same of a whole government."""
    days = norm_on("disclosure.no_receipt_alarm", tenant_id=tenant_id, on=today).number
    return Consultation.objects.filter(
        case__workflow=CONSULTATION.code, case__state=Asked.SENT, case__tenant_id=tenant_id,
        case__opened_on__lte=_worked_before(work_calendar(), today, days),
    )  # fmt: skip


def letters_of_every_house(*, today: date) -> list[Consultation]:
    """The same of all governments, each by its own norm, for the reminder of the morning."""
    waiting = Consultation.objects.filter(case__workflow=CONSULTATION.code, case__state=Asked.SENT)
    tenants = waiting.order_by().values_list("case__tenant_id", flat=True).distinct()
    return [
        letter
        for tenant_id in sorted(tenants)
        for letter in unsigned_letters(tenant_id, today=today)
        .select_related("case", "request")
        .defer("name", "reasons")
        .order_by("case__opened_on", "pk")
    ]


def urgings(actor: Actor, picked: Picked) -> QuerySet[CaseLine]:
    """Who was urged (督促) in the chosen days, the latest first."""
    seen = CaseLine.objects.annotate(audience=Value(Audience.OFFICE)).filter(
        visible_to(actor, whose=Whose(tenant="case__tenant", unit="case__unit")),
        case__tenant_id=actor.tenant_id or 0, case__workflow=DISCLOSURE.code,
    )  # fmt: skip
    found = seen.filter(step=CALL_IN.code, on__range=(picked.first, picked.last))
    if picked.unit_id is not None:
        found = found.filter(case__unit_id=picked.unit_id)
    return found.select_related("case__unit", "unit", "person").order_by("-on", "-pk")


def requests_of_cases(case_ids: Iterable[int]) -> Mapping[int, Request]:
    """The request of each case, for lines that were found for the actor already."""
    found = Request.objects.filter(case__in=list(case_ids)).select_related("case__unit")
    return {one.case_id: one for one in found}


def figures_of_units(actor: Actor, picked: Picked, *, today: date) -> tuple[Figures, ...]:
    """How each unit that has anything stands, in the order of the register. Four queries."""
    ended = _ended_alike(_in_period(outcomes_for(actor), picked), "unit_id")
    opened = _open_of(_open(actor, picked), "case__unit_id", _bounds(actor.tenant_id or 0, today=today))
    units = Unit.objects.filter(pk__in={*ended, *opened}).order_by("code")
    told = _overturned([unit.pk for unit in units], picked)
    return tuple(
        Figures(str(unit), unit.pk, opened.get(unit.pk, Open()), ended.get(unit.pk, ()), told.get(unit.pk))
        for unit in units
    )


def figures_below(actor: Actor, picked: Picked, *, today: date) -> tuple[Figures, ...]:
    """Figures of the governments directly below, for the office above them: never their records."""
    if not is_office(actor) or picked.unit_id is not None:
        return ()
    tenants = list(Tenant.objects.filter(parent_id=actor.tenant_id or 0).order_by("pk"))
    ids = [one.pk for one in tenants]
    ended = _ended_alike(_in_period(Outcome.objects.filter(tenant__in=ids), picked), "tenant_id")
    running = Request.objects.filter(
        tenant__in=ids, case__workflow=DISCLOSURE.code, case__ended_on__isnull=True
    )
    counted = (
        running.order_by()
        .values_list("tenant_id")
        .annotate(count=Count("pk"), overdue=Count("pk", filter=Q(case__due_on__lt=today)))
    )
    opened = {pk: Open(count, 0, overdue) for pk, count, overdue in counted}
    return tuple(
        Figures(one.full_name or one.name, one.pk, opened.get(one.pk, Open()), ended.get(one.pk, ()))
        for one in tenants
        if one.pk in opened or one.pk in ended
    )


def units_to_pick(actor: Actor) -> QuerySet[Unit]:
    """The agencies among which the office chooses, those that are closed by now among them."""
    if not is_office(actor):
        return Unit.objects.filter(pk=actor.unit_id or 0)
    agencies = Unit.objects.filter(tenant_id=actor.tenant_id or 0).exclude(kind=UnitKind.INTERNAL)
    return agencies.order_by("code")


def light_of(request: Request, bounds: "Bounds") -> Level:
    """The light of one open request; one without a last day has none to speak of."""
    due = request.case.due_on
    if due is None:
        return Level.CALM
    return next((level for level, after, until in bounds if (not after or after <= due) and due < until),
                Level.CALM)  # fmt: skip


def bounds_for(actor: Actor, *, today: date) -> "Bounds":
    """From which last day to which each light reaches today, by the norms of the actor's government."""
    return _bounds(actor.tenant_id or 0, today=today)


Bounds = tuple[tuple[Level, date | None, date], ...]


def _bounds(tenant_id: int, *, today: date) -> Bounds:
    lights = thresholds_for(tenant_id, on=today)
    return reaches(today=today, calendar=work_calendar(), thresholds=lights)


def _open(actor: Actor, picked: Picked) -> QuerySet[Request]:
    found = requests_for(actor).filter(
        tenant_id=actor.tenant_id or 0, case__tenant_id=actor.tenant_id or 0, case__ended_on__isnull=True
    )
    return found if picked.unit_id is None else found.filter(case__unit_id=picked.unit_id)


def _open_in(watch: Watch, today: date, bounds: Bounds) -> Q:
    until = {level: end for level, _, end in bounds}
    soon, red, orange = until[Level.YELLOW], until[Level.RED], until[Level.ORANGE]
    return {
        Watch.OPEN: Q(case__ended_on__isnull=True),
        Watch.UNCONFIRMED: Q(case__state=State.UNCONFIRMED),
        Watch.CORRECTING: Q(case__state=State.CORRECTING),
        Watch.RESTING: Q(case__due_on__isnull=True),
        Watch.OVERDUE: Q(case__due_on__lt=today),
        Watch.SOON: Q(case__due_on__gte=today, case__due_on__lt=soon),
        Watch.RED: Q(case__due_on__gte=today, case__due_on__lt=red),
        Watch.ORANGE: Q(case__due_on__gte=red, case__due_on__lt=orange),
        Watch.YELLOW: Q(case__due_on__gte=orange, case__due_on__lt=soon),
        Watch.CALM: Q(case__due_on__gte=soon),
    }.get(watch, _NOTHING)


def _in_period(found: QuerySet[Outcome], picked: Picked) -> QuerySet[Outcome]:
    found = found.filter(ended_on__range=(picked.first, picked.last))
    return found if picked.unit_id is None else found.filter(unit_id=picked.unit_id)


def _ended_alike(found: QuerySet[Outcome], whose: str) -> dict[int, tuple[Ended, ...]]:
    counted = (
        found.order_by()
        .values_list(whose, "is_answered", "counted")
        .annotate(
            count=Count("pk"),
            lates=Count("pk", filter=Q(is_late=True)),
            extended=Count("pk", filter=Q(is_extended=True)),
            corrected=Count("pk", filter=Q(is_corrected=True)),
        )
    )
    grouped: dict[int, tuple[Ended, ...]] = {}
    for pk, *told in counted:
        grouped[pk] = (*grouped.get(pk, ()), Ended(*told))
    return grouped


def _open_of(found: QuerySet[Request], whose: str, bounds: Bounds) -> dict[int, Open]:
    until = {level: end for level, _, end in bounds}
    today = until[Level.OVERDUE]
    soon = Q(case__due_on__gte=today, case__due_on__lt=until[Level.YELLOW])
    counted = (
        found.order_by()
        .values_list(whose)
        .annotate(
            count=Count("pk"),
            soon=Count("pk", filter=soon),
            overdue=Count("pk", filter=Q(case__due_on__lt=today)),
        )
    )
    return {pk: Open(*told) for pk, *told in counted}


def _overturned(unit_ids: list[int], picked: Picked) -> Mapping[int, int]:
    """What was corrected on appeal, where a measure tells it; nothing where none does."""
    told = measures.get(OVERTURNED)
    if told is None:
        return {}
    return {pk: len(found) for pk, found in told.of_each(unit_ids, picked.first, picked.last).items()}


def _worked_before(calendar: WorkCalendar, today: date, days: int) -> date:
    """The latest day after which more working days than these have passed until today."""
    day, counted = today, 0
    while counted <= days:
        counted += calendar.is_worked(day)
        day -= ONE_DAY
    return day
