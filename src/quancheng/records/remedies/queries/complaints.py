"""Reading complaints: the unit that examines them, which is the supervising office."""

from datetime import date

from django.db.models import F, QuerySet, Value

from quancheng.kernel.access.audiences import Audience, Whose, visible_to
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import row_numbers
from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.remedies.events import COMPLAINT_KIND
from quancheng.records.remedies.models import Complaint
from quancheng.records.remedies.queries.proceedings import as_urgent
from quancheng.records.remedies.rules.looking import Wanted
from quancheng.records.remedies.workflow import COMPLAINT, OFFICE, Complaining

OWING = Complaining.OWING.value
_WHOSE = Whose(tenant="case__tenant", unit="case__unit")


class NoSuchComplaint(Refusal):
    """Missing or out of sight."""

    code = "remedies.no_such_complaint"
    status = 404


def complaints_for(actor: Actor) -> QuerySet[Complaint]:
    """Those that the actor's own office examines; nobody else sees them, the unit concerned least of all."""
    whose = Complaint.objects.annotate(audience=Value(Audience.UNIT)).filter(visible_to(actor, whose=_WHOSE))
    if actor.person_id is not None and not actor.roles & OFFICE:
        whose = whose.none()
    return whose.filter(case__workflow=COMPLAINT.code).select_related("case__unit", "case__tenant", "against")


def complaint_for(actor: Actor, complaint_id: int) -> Complaint:
    """One of them. Raises NoSuchComplaint."""
    found = complaints_for(actor).filter(pk=complaint_id).first()
    if found is None:
        raise NoSuchComplaint("没有找到这件投诉举报；请从列表中重新选择", complaint=complaint_id)
    return found


def complaints_listed(actor: Actor, wanted: Wanted, *, today: date) -> QuerySet[Complaint]:
    """What is looked for, the most urgent first; what is over stands last."""
    found = complaints_for(actor).defer("complainant")
    if wanted.standing == OWING:
        found = found.filter(case__state=OWING)
    elif wanted.standing:
        found = found.filter(case__ended_on__isnull=wanted.standing == "open")
    if wanted.urgency:
        found = found.filter(as_urgent(wanted.urgency, today=today))
    if wanted.word:
        found = found.filter(matter__icontains=wanted.word)
    return found.order_by(F("case__ended_on").desc(nulls_first=True), "case__due_on", "-pk")


def owing_at_a_glance(actor: Actor) -> int:
    """How many were found true and still owe a measure. One query."""
    return complaints_for(actor).filter(case__state=OWING).count()


def complaint_owing(about: str) -> Complaint | None:
    """The complaint that a measure is about, if it still owes one."""
    ref = _as_complaint(about)
    owing = Complaint.objects.select_related("case").filter(case__state=OWING)
    return owing.filter(pk__in=row_numbers([ref])).first() if ref else None


def _as_complaint(about: str) -> str:
    kind, _, ref = about.partition(":")
    return ref if kind == COMPLAINT_KIND else ""
