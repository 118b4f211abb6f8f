"""All that a unit has in hand before it goes into another: what goes along, what cannot yet.

Of requests, and of what other modules let go along with a unit (`kernel/casework/heirs.py`).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework import heirs
from quancheng.kernel.casework.agenda import Line, named, refs_of
from quancheng.kernel.casework.definition import Step
from quancheng.kernel.casework.models import Case
from quancheng.kernel.crypto.port import machine
from quancheng.kernel.links.queries import ties_of_all
from quancheng.kernel.orgs.models import Unit
from quancheng.records.disclosure import workflow
from quancheng.records.disclosure.events import REQUEST_KIND
from quancheng.records.disclosure.models import (
    Conference,
    ConferenceUnit,
    Demand,
    EndNotice,
    OwnRecord,
    Request,
)
from quancheng.records.disclosure.queries.requests import is_office
from quancheng.records.disclosure.rules import conference, demands, made_open, own_record

GIVEN_AT = "disclosure_desk:merging"  # the page on which all that a unit has is handed on at once
MOST_AT_ONCE = 500  # cases handed on by one command; of more the rest goes with the next
UNSIGNED = Q(issued_at__isnull=True, returned_at__isnull=True, superseded_at__isnull=True)
GOES_BY: Mapping[str, Step] = {
    workflow.DISCLOSURE.code: workflow.HAND_ON,
    own_record.OWN_RECORD.code: own_record.HAND_ON,
    made_open.MADE_OPEN.code: made_open.HAND_ON,
    conference.JOINT.code: conference.HAND_ON,
    demands.DEMAND.code: demands.HAND_ON,
}


class NotYourMerger(Refusal):
    """The openness office of the government hands on what a unit has."""

    code = "disclosure.not_your_merger"
    status = 403


class NoSuchFormer(Refusal):
    """No unit of the government with anything in hand."""

    code = "disclosure.no_such_former"
    status = 404


class UnitIsThere(Refusal):
    """The unit that answered the request is there, and answers for it itself."""

    code = "disclosure.unit_is_there"


@dataclass(frozen=True, slots=True)
class Going:
    """One case of the unit as the preview lists it; one that waits to be served is served there first."""

    line: Line
    goes: bool


@dataclass(frozen=True, slots=True)
class Leaving:
    """What a unit has in hand: the cases that go along, in the order of days, and all of them as listed.

    `places`: where other units have asked it and it has not spoken; `handed`: the demands that it handed to
    others and has to check. Their cases stay where they are; `beside` lists them.
    """

    unit: Unit
    cases: tuple[Case, ...]
    listed: tuple[Going, ...]
    is_cut: bool
    places: tuple[ConferenceUnit, ...] = ()
    handed: tuple[Demand, ...] = ()
    beside: tuple[Line, ...] = ()

    @property
    def count(self) -> int:
        """How much goes along."""
        return len(self.cases) + len(self.places) + len(self.handed)

    @property
    def staying(self) -> int:
        return sum(1 for one in self.listed if not one.goes)

    @property
    def fingerprint(self) -> str:
        """What goes along, as one word: another case, or a step in one, and the word is another."""
        beside = [one.pk for one in (*self.places, *self.handed)]
        told = repr(([(case.pk, case.version) for case in self.cases], beside))
        return machine().digest(told.encode())[:16]


def must_be_office(actor: Actor) -> None:
    """Raises NotYourMerger."""
    if not is_office(actor):
        raise NotYourMerger("机构调整时整体移交依申请公开，由本级政务公开机构办理")


def units_holding(actor: Actor) -> Sequence[tuple[Unit, int]]:
    """The units of the government that have something in hand, and how much. Raises NotYourMerger."""
    must_be_office(actor)
    tenant_id, counted = actor.tenant_id or 0, Counter[int]()
    for rows, unit in (
        (_in_hand(tenant_id), "unit"),
        (_places(tenant_id), "unit"),
        (_handed(tenant_id), "from_unit"),
    ):
        counted.update(dict(rows.order_by().values_list(unit).annotate(count=Count("pk"))))
    units = Unit.objects.filter(pk__in=counted).order_by("code")
    return [(one, counted[one.pk]) for one in units]


def leaving_of(actor: Actor, unit_id: int) -> Leaving:
    """What a unit of the government has in hand. Raises NotYourMerger, NoSuchFormer."""
    must_be_office(actor)
    unit = Unit.objects.filter(pk=unit_id, tenant_id=actor.tenant_id or 0).first()
    if unit is None:
        raise NoSuchFormer("没有找到这个单位，请从有在办件的单位中选择", unit=unit_id)
    found = _in_hand(unit.tenant_id).filter(unit=unit).order_by("due_on", "pk")
    cases = list(found[: MOST_AT_ONCE + 1])
    is_cut, cases = len(cases) > MOST_AT_ONCE, cases[:MOST_AT_ONCE]
    cases += _over_and_attacked(actor, unit, cases)
    lines = named(actor, cases)  # nothing goes that the preview does not show
    shown = {line.case_id for line in lines}
    goes = [c for c in cases if c.pk in shown and c.state in step_of(c).out_of]
    ids = {case.pk for case in goes}
    places = tuple(_places(unit.tenant_id).filter(unit=unit).select_related("joint__case__unit"))
    handed = tuple(_handed(unit.tenant_id).filter(from_unit=unit).select_related("case__unit"))
    beside = named(actor, [*(one.joint.case for one in places), *(one.case for one in handed)])
    listed = tuple(Going(line, line.case_id in ids) for line in lines)
    return Leaving(unit, tuple(goes), listed, is_cut, places, handed, tuple(beside))


def step_of(case: Case) -> Step:
    """By which a case goes along; one that is over, for what of it is not."""
    return workflow.HAND_ON_ENDING if case.ended_on else _goes_by()[case.workflow]


def _goes_by() -> Mapping[str, Step]:
    """The steps of this module, and those that the others have told (复议、诉讼、投诉举报、监督措施)."""
    return {**heirs.steps(), **GOES_BY}


def joints_of(cases: Sequence[Case]) -> Sequence[Conference]:
    """The conferences behind these cases."""
    return list(Conference.objects.filter(case__in=cases).select_related("case").order_by("pk"))


def demands_of(cases: Sequence[Case]) -> Sequence[Demand]:
    """The demands behind these cases."""
    return list(Demand.objects.filter(case__in=cases).select_related("case").order_by("pk"))


def is_asked_already(place: ConferenceUnit, unit: Unit) -> bool:
    """Whether a unit speaks in that conference anyhow: it is asked itself, or it called it."""
    joint = place.joint
    return joint.case.unit_id == unit.pk or joint.units.filter(unit=unit).exists()


def requests_of(cases: Sequence[Case]) -> Sequence[Request]:
    """The requests behind these cases."""
    return list(Request.objects.filter(case__in=cases).select_related("case").order_by("pk"))


def waits_for_end_notice(request: Request) -> bool:
    """Whether its letter 24 is drafted and not signed."""
    return EndNotice.objects.filter(UNSIGNED, request=request).exists()


def own_records_of(cases: Sequence[Case]) -> Sequence[OwnRecord]:
    """The own records behind these cases."""
    return list(OwnRecord.objects.filter(case__in=cases).select_related("case").order_by("pk"))


def is_left_behind(case: Case, *, on: date) -> bool:
    """Whether the unit that has it is no more on that day: whoever took over its duties answers for it."""
    closed_on = case.unit.closed_on
    return closed_on is not None and closed_on < on


def must_be_left_behind(case: Case, *, on: date) -> None:
    """Its unit is no more. Raises UnitIsThere."""
    if not is_left_behind(case, on=on):
        raise UnitIsThere(f"{case.unit}没有撤销，已办结的申请由该机关自己应对复议诉讼，不用移交")


def heirs_of(unit: Unit, agencies: QuerySet[Unit]) -> QuerySet[Unit]:
    """Into which units it may go: others of its government that take requests."""
    return agencies.filter(tenant_id=unit.tenant_id).exclude(pk=unit.pk)


def nearest_day(leaving: Leaving) -> date | None:
    """The earliest day that goes along."""
    return min((case.due_on for case in leaving.cases if case.due_on), default=None)


def _in_hand(tenant_id: int) -> QuerySet[Case]:
    """What goes on, and what is over but for a letter that is drafted and not signed."""
    waiting = EndNotice.objects.filter(UNSIGNED)
    goes_on = Q(ended_on__isnull=True, workflow__in=_goes_by())
    return Case.objects.filter(goes_on | Q(pk__in=waiting.values("request__case")), tenant_id=tenant_id)


def _over_and_attacked(actor: Actor, unit: Unit, cases: Sequence[Case]) -> list[Case]:
    """Requests that are over, and against which something goes along: who answers it is to read them, and
    what is decided may open them again.
    """
    ties = ties_of_all(actor, refs_of(cases).values())
    attacked = {tie.other.ref for found in ties.values() for tie in found if tie.other.kind == REQUEST_KIND}
    over = Case.objects.filter(unit=unit, workflow=workflow.DISCLOSURE.code, state__in=workflow.OVER)
    behind = Request.objects.filter(number__in=attacked).values("case")
    return list(over.filter(pk__in=behind).exclude(pk__in=[case.pk for case in cases]).order_by("pk"))


def _places(tenant_id: int) -> QuerySet[ConferenceUnit]:
    open_ones = Q(joint__tenant_id=tenant_id, joint__case__ended_on__isnull=True)
    return ConferenceUnit.objects.filter(open_ones, opinion="").order_by("pk")


def _handed(tenant_id: int) -> QuerySet[Demand]:
    return Demand.objects.filter(tenant_id=tenant_id, case__ended_on__isnull=True).order_by("pk")
