"""What the letter after a lapse or an unpaid fee says, and how far it came."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.casework.clock import last_day_at_stop
from quancheng.kernel.casework.definition import Clock, Step
from quancheng.kernel.casework.queries import past_of
from quancheng.records.disclosure.models import EndNotice, Letter, Request
from quancheng.records.disclosure.queries.letters import about_of
from quancheng.records.disclosure.rules.letter import LetterNotReady
from quancheng.records.disclosure.rules.letters import About, GivenUp, not_corrected, not_paid
from quancheng.records.disclosure.rules.remedies import Step as Sort
from quancheng.records.disclosure.workflow import (
    CORRECTION_CLOCK,
    FEE_NOTICE_SERVED,
    LAPSE,
    NOTICE_SERVED,
    PAYMENT_CLOCK,
    UNPAID,
    WITHDRAW,
    State,
)


class NotGivenUp(Refusal):
    """The letter is for requests that were given up: not corrected, or not paid for, in time."""

    code = "disclosure.not_given_up"


@dataclass(frozen=True, slots=True)
class Cause:
    """By which step a request was given up: the notice before it, its service, its clock, the words."""

    step: Step
    notice: Sort
    served: Step
    clock: Clock
    words: Callable[[About, GivenUp], tuple[str, ...]]


CAUSES: Mapping[str, Cause] = {
    one.step.code: one
    for one in (
        Cause(LAPSE, Sort.CORRECTION, NOTICE_SERVED, CORRECTION_CLOCK, not_corrected),
        Cause(UNPAID, Sort.FEE_NOTICE, FEE_NOTICE_SERVED, PAYMENT_CLOCK, not_paid),
    )
}


def cause_of(request: Request) -> Cause | None:
    """Why a request was given up; none while it goes on, or if it ended otherwise."""
    if request.case.state != State.CLOSED:
        return None
    closing = {*CAUSES, WITHDRAW.code}
    ended_by = next((one.step for one in reversed(past_of(request.case).lines) if one.step in closing), "")
    return CAUSES.get(ended_by)


def end_notice_of(request: Request) -> EndNotice | None:
    """The letter that is on its way, or has been issued."""
    found = EndNotice.objects.filter(request=request, returned_at__isnull=True, superseded_at__isnull=True)
    return found.select_related("drafted_by", "reviewed_by", "issued_by", "letter").first()


def ending_lines(request: Request) -> tuple[str, ...]:
    """What it says, from the history alone. Raises NotGivenUp, LetterNotReady."""
    cause = cause_of(request)
    if cause is None:
        raise NotGivenUp("只有逾期不补正、逾期未缴费而办结的申请，才制作不再处理告知书")
    lines = past_of(request.case).lines
    served_on = next((line.on for line in reversed(lines) if line.step == cause.served.code), None)
    last_on = last_day_at_stop(cause.clock, lines, work_calendar())
    if served_on is None or last_on is None:
        raise LetterNotReady("申请的经过里没有通知书的送达日期和期限，不能制作不再处理告知书")
    told = GivenUp(notice=_number_of(request, cause.notice), served_on=served_on, last_on=last_on)
    return cause.words(about_of(request), told)


def _number_of(request: Request, sort: Sort) -> str:
    found = Letter.objects.filter(request=request, sort=sort, superseded_on__isnull=True)
    return found.order_by("-place").values_list("number", flat=True).first() or ""
