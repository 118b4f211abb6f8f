"""What the letter after a request ended without a reply says, how far it came, and where it lacks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.calendar.days import working_days_between
from quancheng.kernel.casework.clock import Line, last_day_at_stop
from quancheng.kernel.casework.definition import Clock, Step
from quancheng.kernel.casework.queries import past_of
from quancheng.records.disclosure.models import EndNotice, Letter, Request
from quancheng.records.disclosure.queries.letters import about_of
from quancheng.records.disclosure.queries.norms import end_notice_days
from quancheng.records.disclosure.queries.requests import requests_for
from quancheng.records.disclosure.rules.letter import LetterNotReady
from quancheng.records.disclosure.rules.letters import About, GivenUp, not_corrected, not_paid, withdrawn
from quancheng.records.disclosure.rules.remedies import Step as Sort
from quancheng.records.disclosure.workflow import (
    CORRECTION_CLOCK,
    DISCLOSURE,
    FEE_NOTICE_SERVED,
    LAPSE,
    NOTICE_SERVED,
    PAYMENT_CLOCK,
    UNPAID,
    WITHDRAW,
    State,
)


class NotGivenUp(Refusal):
    """The letter is for requests that ended without a reply: not corrected or paid in time, or withdrawn."""

    code = "disclosure.not_given_up"


@dataclass(frozen=True, slots=True)
class Noticed:
    """The notice before a request was given up: its service, its clock, the words of the letter."""

    notice: Sort
    served: Step
    clock: Clock
    words: Callable[[About, GivenUp], tuple[str, ...]]


NOTICED: Mapping[str, Noticed] = {
    LAPSE.code: Noticed(Sort.CORRECTION, NOTICE_SERVED, CORRECTION_CLOCK, not_corrected),
    UNPAID.code: Noticed(Sort.FEE_NOTICE, FEE_NOTICE_SERVED, PAYMENT_CLOCK, not_paid),
}
CAUSES: Mapping[str, Step] = {step.code: step for step in (LAPSE, UNPAID, WITHDRAW)}


def cause_of(request: Request) -> Step | None:
    """By which step a request ended without a reply; none while it goes on, or if it was never received:
    a letter tells the day of receipt, and who withdrew before it was confirmed was promised nothing.
    """
    ended = _end_of(request)
    return CAUSES[ended.step] if ended else None


def end_notice_of(request: Request) -> EndNotice | None:
    """The letter that is on its way, or has been issued."""
    found = EndNotice.objects.filter(request=request, returned_at__isnull=True, superseded_at__isnull=True)
    return found.select_related("drafted_by", "reviewed_by", "issued_by", "letter").first()


def ending_lines(request: Request) -> tuple[str, ...]:
    """What it says, from the history alone. Raises NotGivenUp, LetterNotReady."""
    ended = _end_of(request)
    if ended is None:
        raise NotGivenUp("只有逾期不补正、逾期未缴费或者申请人撤回而办结的申请，才制作不再处理告知书")
    if ended.step == WITHDRAW.code:
        return withdrawn(about_of(request), on=ended.on)
    noticed, lines = NOTICED[ended.step], past_of(request.case).lines
    served_on = next((line.on for line in reversed(lines) if line.step == noticed.served.code), None)
    last_on = last_day_at_stop(noticed.clock, lines, work_calendar())
    if served_on is None or last_on is None:
        raise LetterNotReady("申请的经过里没有通知书的送达日期和期限，不能制作不再处理告知书")
    told = GivenUp(notice=_number_of(request, noticed.notice), served_on=served_on, last_on=last_on)
    return noticed.words(about_of(request), told)


def without_end_notice() -> QuerySet[Request]:
    """Requests that ended without a reply and whose letter nobody has signed; whose applicant is not erased:
    afterwards there is nobody left to write to.
    """
    signed = EndNotice.objects.filter(
        request=OuterRef("pk"), issued_at__isnull=False, superseded_at__isnull=True
    )
    return Request.objects.filter(
        ~Exists(signed), case__workflow=DISCLOSURE.code, case__state=State.CLOSED, received_on__isnull=False,
        applicant__erased_at__isnull=True,
    )  # fmt: skip


def end_notices_of_mine(actor: Actor) -> QuerySet[Request]:
    """Those of the actor's agency, for its list."""
    lacking = without_end_notice().values("pk")
    return requests_for(actor).filter(pk__in=lacking, case__unit_id=actor.unit_id or 0)


def end_notices_lacking(*, today: date) -> list[Request]:
    """The same of all agencies, past the days of the norm, the longest over first."""
    waiting = list(
        without_end_notice().select_related("case__unit", "tenant").order_by("case__ended_on", "pk")
    )
    calendar = work_calendar()
    most = {one: end_notice_days(one, on=today) for one in {each.tenant_id for each in waiting}}
    return [
        one
        for one in waiting
        if one.case.ended_on
        and working_days_between(calendar, after=one.case.ended_on, until=today) >= most[one.tenant_id]
    ]


def _end_of(request: Request) -> Line | None:
    """The line by which it ended so."""
    if request.case.state != State.CLOSED or request.received_on is None:
        return None
    return next((line for line in reversed(past_of(request.case).lines) if line.step in CAUSES), None)


def _number_of(request: Request, sort: Sort) -> str:
    found = Letter.objects.filter(request=request, sort=sort, superseded_on__isnull=True)
    return found.order_by("-place").values_list("number", flat=True).first() or ""
