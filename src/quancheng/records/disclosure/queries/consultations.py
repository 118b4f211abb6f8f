"""Whom a request's agency has asked."""

from datetime import date

from django.db.models import QuerySet

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.disclosure.models import Consultation
from quancheng.records.disclosure.queries.requests import may_read_applicant, request_for


class NoSuchConsultation(Refusal):
    """No such letter of this request, or out of sight."""

    code = "disclosure.no_such_consultation"
    status = 404


def consultations_of(actor: Actor, number: str) -> QuerySet[Consultation]:
    """The parties asked about a request, in their order: for the agency that asked. Raises NoSuchRequest."""
    request = request_for(actor, number)
    found = Consultation.objects.filter(request=request).select_related("case", "request")
    return found if may_read_applicant(actor, request) else found.none()


def consultation_for(actor: Actor, number: str, place: int) -> Consultation:
    """One of them. Raises NoSuchRequest, NoSuchConsultation."""
    found = consultations_of(actor, number).filter(place=place).first()
    if found is None:
        raise NoSuchConsultation("没有这份征求意见书，请刷新页面", place=place)
    return found


def heard_on(asked: Consultation) -> date:
    """The day on which the opinion of a party came."""
    assert asked.case.ended_on is not None  # it has an opinion
    return asked.case.ended_on
