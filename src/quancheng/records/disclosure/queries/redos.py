"""Requests that were ordered to be handled anew: since when, by what, and what that changes."""

from django.db.models import QuerySet

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.clock import Line
from quancheng.kernel.casework.queries import past_of
from quancheng.kernel.files.letterhead import Block, Text
from quancheng.records.disclosure.models import Redo, Request
from quancheng.records.disclosure.rules.annual import CLOSED_BY_ITSELF, AnnualRow
from quancheng.records.disclosure.workflow import CONFIRM, CORRECT, OVER, RECEIVE, REDO, State

RECEIVED_BY = {RECEIVE.code, CONFIRM.code, CORRECT.code}


class SetFromAbove(Refusal):
    """The period was set by a decision or a judgment: the agency does not lengthen it."""

    code = "disclosure.set_from_above"


def redos_of(request: Request) -> QuerySet[Redo]:
    """Every order to handle the request anew, the first first."""
    return Redo.objects.filter(request=request)


def redo_by(request: Request, source: str) -> Redo | None:
    """The order of one decision, if it has been taken up."""
    return redos_of(request).filter(source=source).first()


def has_ended_before(request: Request) -> bool:
    """Whether an earlier order has kept the first end already."""
    return redos_of(request).filter(is_first_end=True).exists()


def request_ordered(number: str) -> Request:
    """The request that an order names; for the clockwork, after a decision that its module has checked."""
    return Request.objects.select_related("case__unit", "tenant").get(number=number)


def is_redone(request: Request) -> bool:
    """Whether what is handled now was ordered from above, whatever else has begun the period since."""
    lines = past_of(request.case).lines
    ended = max((n for n, line in enumerate(lines) if line.state in OVER), default=-1)
    return any(line.step == REDO.code for line in lines[ended + 1 :])


def row_at_its_end(request: Request) -> int:
    """Where the annual table counts a request that is over: a draft that was withdrawn had a row of none."""
    was_withdrawn = request.case.state == State.CLOSED and request.row not in CLOSED_BY_ITSELF
    return AnnualRow.OTHER if was_withdrawn else request.row or AnnualRow.OTHER


def must_run_by_law(request: Request) -> None:
    """Raises SetFromAbove."""
    if is_redone(request):
        raise SetFromAbove("重新答复的期限由复议决定或者判决确定，不能自行延长；确有困难的，请与作出机关联系")


def receipt_of(request: Request) -> Line:
    """The line that made the day of receipt: a decision to answer anew does not make a new one."""
    lines = past_of(request.case).lines
    return next((line for line in reversed(lines) if line.step in RECEIVED_BY), lines[0])


def ordered_words(request: Request) -> tuple[Block, ...]:
    """With what a reply begins that was ordered; empty for any other."""
    latest = redos_of(request).last() if is_redone(request) else None
    if latest is None:
        return ()
    former = f"原答复（{latest.former_reply}）不再执行。" if latest.former_reply else ""
    return (Text(f"{latest.order}责令本机关重新答复，本机关据此重新作出本答复。{former}"),)
