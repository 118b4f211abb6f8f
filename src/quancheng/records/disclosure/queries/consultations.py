"""Whom a request's agency has asked."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.casework.clock import last_day_at_stop
from quancheng.kernel.casework.queries import due_on, past_of
from quancheng.records.disclosure.models import Consultation, Letter, Request
from quancheng.records.disclosure.models.consultations import Party
from quancheng.records.disclosure.queries.norms import organ_days
from quancheng.records.disclosure.queries.requests import may_read_applicant, request_for
from quancheng.records.disclosure.rules.remedies import Step as Sort
from quancheng.records.disclosure.workflow.asking import CONSULTATION, OPINION_CLOCK, OPINION_DAYS, Asked


class NoSuchConsultation(Refusal):
    """No such letter of this request, or out of sight."""

    code = "disclosure.no_such_consultation"
    status = 404


def consultations_of(actor: Actor, number: str) -> QuerySet[Consultation]:
    """The parties asked about a request, in their order: for the agency that asked. Raises NoSuchRequest."""
    request = request_for(actor, number)
    found = Consultation.objects.filter(request=request).select_related("case", "request__case")
    return found if may_read_applicant(actor, request) else found.none()


def consultation_for(actor: Actor, number: str, place: int) -> Consultation:
    """One that was asked by letter. Raises NoSuchRequest, NoSuchConsultation."""
    found = consultations_of(actor, number).exclude(party=Party.OWN).filter(place=place).first()
    if found is None:
        raise NoSuchConsultation("没有这份征求意见书，请刷新页面", place=place)
    return found


def countersign_for(actor: Actor, number: str, place: int) -> Consultation:
    """An own department that was asked. Raises NoSuchRequest, NoSuchConsultation."""
    found = consultations_of(actor, number).filter(party=Party.OWN, place=place).first()
    if found is None:
        raise NoSuchConsultation("没有这份会签，请刷新页面", place=place)
    return found


def first_silent(*, today: date) -> tuple[Consultation, date] | None:
    """The consultation that waits longest for a party whose last day is over, with that day; none if none.

    Only where the party has the letter, and its request is under way: nothing else waits for a word.
    """
    waiting = Consultation.objects.filter(
        case__workflow=CONSULTATION.code, case__state=Asked.DELIVERED, case__due_on__lt=today,
        request__case__ended_on__isnull=True,
    ).select_related("case__parent", "request__case")  # fmt: skip
    for asked in waiting.order_by("case__due_on", "pk"):
        last = due_on(asked.case, OPINION_CLOCK)
        if last is not None and last < today:
            return asked, last
    return None


def days_given(asked: Consultation) -> int:
    """The working days in which a party is to answer, as its letter says: the law's of third parties and
    co-makers (Art. 32, 34), of another organ those of the norm of the day on which the letter went out.
    """
    if asked.party != Party.ORGAN:
        return OPINION_DAYS
    return organ_days(asked.case.tenant_id, on=asked.case.opened_on)


def is_too_late_an_opinion(asked: Consultation, *, on: date) -> bool:
    """Whether a party spoke on a day after its last, and its silence was noted before."""
    if asked.case.state != Asked.SILENT:
        return False
    last = last_day_at_stop(OPINION_CLOCK, past_of(asked.case).lines, work_calendar())
    return last is None or on > last


@dataclass(frozen=True, slots=True)
class ThirdParty:
    """What a third party said, and whether it holds a letter that its information goes out all the same.

    A letter that was declared void tells nothing (《条例》第三十二条).
    """

    place: int
    opinion: str
    is_told: bool


def third_parties_of(request: Request) -> list[ThirdParty]:
    """The third parties of a request, in their order. One query."""
    told = Letter.objects.filter(consultation=OuterRef("pk"), sort=Sort.OVERRIDE, superseded_on__isnull=True)
    asked = request.consultations.filter(party=Party.THIRD).annotate(is_told=Exists(told))
    return [ThirdParty(*one) for one in asked.values_list("place", "opinion", "is_told")]


def overrides_not_served(request: Request, *, on: date) -> tuple[int, ...]:
    """The overruled parties whose letter had not gone to them by a day."""
    told = Letter.objects.filter(request=request, sort=Sort.OVERRIDE, superseded_on__isnull=True)
    waiting = told.filter(consultation__isnull=False).exclude(served_on__lte=on)
    return tuple(waiting.order_by("consultation__place").values_list("consultation__place", flat=True))


def heard_on(asked: Consultation) -> date:
    """The day on which the opinion of a party came."""
    assert asked.case.ended_on is not None  # it has an opinion
    return asked.case.ended_on
