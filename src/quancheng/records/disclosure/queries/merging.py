"""All that a unit has in hand of requests before it goes into another: what goes along, what cannot yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.agenda import Line, named
from quancheng.kernel.casework.definition import Step
from quancheng.kernel.casework.models import Case
from quancheng.kernel.crypto.port import machine
from quancheng.kernel.orgs.models import Unit
from quancheng.records.disclosure import workflow
from quancheng.records.disclosure.models import OwnRecord, Request
from quancheng.records.disclosure.queries.requests import is_office
from quancheng.records.disclosure.rules import made_open, own_record

GIVEN_AT = "disclosure_desk:merging"  # the page on which all that a unit has is handed on at once
MOST_AT_ONCE = 500  # cases handed on by one command; of more the rest goes with the next
GOES_BY: Mapping[str, Step] = {
    workflow.DISCLOSURE.code: workflow.HAND_ON,
    own_record.OWN_RECORD.code: own_record.HAND_ON,
    made_open.MADE_OPEN.code: made_open.HAND_ON,
}


class NotYourMerger(Refusal):
    """The openness office of the government hands on what a unit has."""

    code = "disclosure.not_your_merger"
    status = 403


class NoSuchFormer(Refusal):
    """No unit of the government with anything in hand."""

    code = "disclosure.no_such_former"
    status = 404


@dataclass(frozen=True, slots=True)
class Going:
    """One case of the unit as the preview lists it; one that waits to be served is served there first."""

    line: Line
    goes: bool


@dataclass(frozen=True, slots=True)
class Leaving:
    """What a unit has in hand: the cases that go along, in the order of days, and all of them as listed."""

    unit: Unit
    cases: tuple[Case, ...]
    listed: tuple[Going, ...]
    is_cut: bool

    @property
    def staying(self) -> int:
        return sum(1 for one in self.listed if not one.goes)

    @property
    def fingerprint(self) -> str:
        """What goes along, as one word: another case, or a step in one, and the word is another."""
        told = repr([(case.pk, case.version) for case in self.cases])
        return machine().digest(told.encode())[:16]


def must_be_office(actor: Actor) -> None:
    """Raises NotYourMerger."""
    if not is_office(actor):
        raise NotYourMerger("机构调整时整体移交依申请公开，由本级政务公开机构办理")


def units_holding(actor: Actor) -> Sequence[tuple[Unit, int]]:
    """The units of the government that have something in hand, and how much. Raises NotYourMerger."""
    must_be_office(actor)
    counted = dict(_open(actor.tenant_id or 0).order_by().values_list("unit").annotate(count=Count("pk")))
    units = Unit.objects.filter(pk__in=counted).order_by("code")
    return [(one, counted[one.pk]) for one in units]


def leaving_of(actor: Actor, unit_id: int) -> Leaving:
    """What a unit of the government has in hand. Raises NotYourMerger, NoSuchFormer."""
    must_be_office(actor)
    unit = Unit.objects.filter(pk=unit_id, tenant_id=actor.tenant_id or 0).first()
    if unit is None:
        raise NoSuchFormer("没有找到这个单位，请从有在办件的单位中选择", unit=unit_id)
    found = _open(unit.tenant_id).filter(unit=unit).order_by("due_on", "pk")
    cases = list(found[: MOST_AT_ONCE + 1])
    is_cut, cases = len(cases) > MOST_AT_ONCE, cases[:MOST_AT_ONCE]
    lines = named(actor, cases)  # nothing goes that the preview does not show
    shown = {line.case_id for line in lines}
    goes = [c for c in cases if c.pk in shown and c.state in GOES_BY[c.workflow].out_of]
    ids = {case.pk for case in goes}
    return Leaving(unit, tuple(goes), tuple(Going(line, line.case_id in ids) for line in lines), is_cut)


def requests_of(cases: Sequence[Case]) -> Sequence[Request]:
    """The requests behind these cases."""
    return list(Request.objects.filter(case__in=cases).select_related("case").order_by("pk"))


def own_records_of(cases: Sequence[Case]) -> Sequence[OwnRecord]:
    """The own records behind these cases."""
    return list(OwnRecord.objects.filter(case__in=cases).select_related("case").order_by("pk"))


def heirs_of(unit: Unit, agencies: QuerySet[Unit]) -> QuerySet[Unit]:
    """Into which units it may go: others of its government that take requests."""
    return agencies.filter(tenant_id=unit.tenant_id).exclude(pk=unit.pk)


def nearest_day(leaving: Leaving) -> date | None:
    """The earliest day that goes along."""
    return min((case.due_on for case in leaving.cases if case.due_on), default=None)


def _open(tenant_id: int) -> QuerySet[Case]:
    return Case.objects.filter(tenant_id=tenant_id, ended_on__isnull=True, workflow__in=GOES_BY)
