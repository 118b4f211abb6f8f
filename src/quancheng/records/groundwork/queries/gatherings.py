"""Reading meetings and trainings: the unit, its openness office; what was confirmed, the whole government."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.utils import timezone

from quancheng.kernel.access.audiences import OFFICE_ROLES, Audience, Owner, Whose, may_see, visible_to
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.obligations.measures import Found
from quancheng.kernel.orgs.models import Unit, UnitKind
from quancheng.kernel.orgs.queries import people_in, units_for
from quancheng.records.groundwork.events.gatherings import GATHERING_KIND
from quancheng.records.groundwork.models import Attendance, CouncilMember, Gathering, Material
from quancheng.records.groundwork.rules.gatherings import AgendaLine, DecisionLine, Kind, Told, Wanted
from quancheng.records.groundwork.workflow.gatherings import GATHERING, HEADS, OF_UNIT, UNDER_WAY, State

_WHOSE = Whose(unit="case__unit")


class NoSuchGathering(Refusal):
    """Missing or out of sight: which of the two is not told."""

    code = "groundwork.no_such_gathering"
    status = 404


class NoSuchMaterial(Refusal):
    """No such file, or not one of a record whose inside the actor may read."""

    code = "groundwork.no_such_material"
    status = 404


def gatherings_for(actor: Actor) -> QuerySet[Gathering]:
    """What the actor may see: of their unit all, of their government and the one below what is confirmed.

    A member of a joint mechanism sees its meetings.
    """
    audience = Case(
        When(case__state=State.CONFIRMED, then=Value(Audience.FIGURES)), default=Value(Audience.OFFICE)
    )
    of_actor = visible_to(actor, whose=_WHOSE) | Q(council_id__in=_councils_of(actor))
    found = Gathering.objects.annotate(audience=audience).filter(of_actor)
    return found.filter(case__workflow=GATHERING.code).select_related(
        "case__unit", "case__tenant", "tenant", "council"
    )


def gathering_for(actor: Actor, gathering_id: int) -> Gathering:
    """One of them. Raises NoSuchGathering."""
    found = gatherings_for(actor).filter(pk=gathering_id).first()
    if found is None:
        raise NoSuchGathering("没有找到这次会议或培训，请从列表中重新选择", gathering=gathering_id)
    return found


def ids_seen(actor: Actor, ids: Iterable[int]) -> set[int]:
    """Which of these the actor may open."""
    return set(gatherings_for(actor).filter(pk__in=list(ids)).values_list("pk", flat=True))


def may_read_inside(actor: Actor, gathering: Gathering) -> bool:
    """Whether minutes, decisions and materials are for the actor: of the unit, its office, a member."""
    owner = Owner(tenant_id=gathering.tenant_id, unit_id=gathering.case.unit_id)
    return may_see(actor, audience=Audience.OFFICE, owner=owner) or (
        gathering.council_id is not None and gathering.council_id in set(_councils_of(actor))
    )


def may_read_names(actor: Actor, gathering: Gathering) -> bool:
    """Whether the names of those who came are for the actor: of the unit and its openness office."""
    owner = Owner(tenant_id=gathering.tenant_id, unit_id=gathering.case.unit_id)
    return may_see(actor, audience=Audience.OFFICE, owner=owner)


def may_work_on(actor: Actor, gathering: Gathering) -> bool:
    """Whether the actor keeps the record: somebody of the unit, while it is not confirmed."""
    is_theirs = actor.unit_id == gathering.case.unit_id and bool(actor.roles & OF_UNIT)
    return is_theirs and gathering.case.state in UNDER_WAY


def may_reopen(actor: Actor, gathering: Gathering) -> bool:
    """Whether the actor may take a confirmation back: a head of the unit, or the office of its government."""
    is_head = actor.unit_id == gathering.case.unit_id and bool(actor.roles & HEADS)
    return is_head or (actor.tenant_id == gathering.tenant_id and is_office(actor))


def held(gathering: Gathering) -> Gathering:
    """The gathering, held until the commit: of two taps on a button the second sees what the first wrote."""
    return Gathering.objects.select_for_update().get(pk=gathering.pk)


def is_planned_already(unit: Unit, told: Told) -> bool:
    """Whether the unit wrote just this down before; it is held, so that a second click waits its turn."""
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    same = Gathering.objects.filter(
        case__unit=unit, kind=told.kind, title=told.title, starts_at=told.starts_at
    )
    return same.exclude(case__state=State.CANCELLED).exists()


def is_office(actor: Actor) -> bool:
    """Whether the actor oversees the units of a government."""
    return bool(actor.roles & OFFICE_ROLES)


def came_of_each(found: Iterable[Gathering]) -> Mapping[int, int]:
    """How many came to each. One query."""
    counted = Attendance.objects.filter(gathering__in=list(found)).values_list("gathering")
    return dict(counted.annotate(Count("pk")).order_by())


def gatherings_listed(actor: Actor, wanted: Wanted) -> QuerySet[Gathering]:
    """What is looked for, what is to come first, then the newest."""
    found = gatherings_for(actor)
    if wanted.unit_id:
        found = found.filter(case__unit_id=wanted.unit_id)
    elif not (wanted.is_whole and is_office(actor)):
        found = found.filter(Q(case__unit_id=actor.unit_id or 0) | Q(council_id__in=_councils_of(actor)))
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.state:
        found = found.filter(case__state=wanted.state)
    if wanted.year:
        found = found.filter(starts_at__year=wanted.year)
    if wanted.word:
        found = found.filter(Q(title__icontains=wanted.word) | Q(place__icontains=wanted.word))
    first = Case(When(case__state__in=UNDER_WAY, then=Value(0)), default=Value(1))
    return found.order_by(first, "-starts_at", "-pk")


def told_of(gathering: Gathering) -> Told:
    """The record as it stands; what has been settled is not among the decisions that may be rewritten."""
    plain = (
        "title", "starts_at", "ends_at", "place", "chair", "is_chaired_by_leader", "hears_report", "for_whom",
        "trainer", "hours", "is_in_cadre_education", "course", "attended", "minutes", "council_id",
    )  # fmt: skip
    agenda = tuple(AgendaLine(each.title, each.reporter) for each in gathering.agenda.all())
    open_ones = gathering.decisions.filter(settled_on__isnull=True)
    decisions = tuple(DecisionLine(each.what, each.unit_id, each.due_on, each.who) for each in open_ones)
    told = {name: getattr(gathering, name) for name in plain}
    return Told(kind=Kind(gathering.kind), agenda=agenda, decisions=decisions, **told)


def material_for(actor: Actor, material_id: int) -> Material:
    """One file. Raises NoSuchMaterial."""
    found = Material.objects.select_related("file", "gathering__case").filter(pk=material_id).first()
    if found is None or not may_read_inside(actor, found.gathering):
        raise NoSuchMaterial("没有找到这份材料，请从会议或培训的页面重新打开", material=material_id)
    return found


def units_that_may_owe(actor: Actor) -> QuerySet[Unit]:
    """To which units a meeting may give something to do: those standing, of the government and below."""
    return units_for(actor).filter(closed_on__isnull=True).exclude(kind=UnitKind.INTERNAL)


def unit_of(actor: Actor) -> Unit:
    """In whose name the actor writes."""
    return Unit.objects.get(pk=actor.unit_id or 0)


def people_of_unit(unit_id: int, *, on: date, roles: set[str]) -> set[int]:
    """Who is at work in a unit in one of these roles, deputies among them."""
    return {held.person_id for held in people_in([unit_id], roles=roles, on=on)}


ByUnit = Mapping[int, Sequence[Found]]
LED_BY_THE_LEADER = Q(kind=Kind.MEETING, is_chaired_by_leader=True)
TRAININGS = Q(kind=Kind.TRAINING)
IN_CADRE_EDUCATION = Q(kind=Kind.TRAINING, is_in_cadre_education=True)


def meetings_read(unit_id: int, first: date, last: date) -> Sequence[Found]:
    """The confirmed meetings of a unit in a period that its principal leader called (主要负责同志召开)."""
    return meetings_of_each([unit_id], first, last).get(unit_id, [])


def meetings_of_each(unit_ids: Collection[int], first: date, last: date) -> ByUnit:
    """The same for many units at once."""
    return _read(unit_ids, first, last, LED_BY_THE_LEADER)


def trainings_read(unit_id: int, first: date, last: date) -> Sequence[Found]:
    """The confirmed trainings of a unit in a period."""
    return trainings_of_each([unit_id], first, last).get(unit_id, [])


def trainings_of_each(unit_ids: Collection[int], first: date, last: date) -> ByUnit:
    """The same for many units at once."""
    return _read(unit_ids, first, last, TRAININGS)


def cadre_trainings_read(unit_id: int, first: date, last: date) -> Sequence[Found]:
    """Those among them that were part of the education of cadres."""
    return cadre_trainings_of_each([unit_id], first, last).get(unit_id, [])


def cadre_trainings_of_each(unit_ids: Collection[int], first: date, last: date) -> ByUnit:
    """The same for many units at once."""
    return _read(unit_ids, first, last, IN_CADRE_EDUCATION)


def day_of(instant: datetime) -> date:
    """The day of an instant in the house's time."""
    return timezone.localdate(instant)


def _read(unit_ids: Collection[int], first: date, last: date, which: Q) -> dict[int, list[Found]]:
    found = Gathering.objects.filter(
        which, case__unit__in=unit_ids, case__state=State.CONFIRMED, starts_at__date__range=(first, last)
    )
    read: dict[int, list[Found]] = {}
    for each in found.select_related("case"):
        told = Found(RecordRef(GATHERING_KIND, str(each.pk)), each.title, day_of(each.starts_at))
        read.setdefault(each.case.unit_id, []).append(told)
    return read


def _councils_of(actor: Actor) -> QuerySet[CouncilMember, int]:
    members = CouncilMember.objects.filter(unit_id=actor.unit_id or 0, until_on__isnull=True)
    return members.values_list("council_id", flat=True)
