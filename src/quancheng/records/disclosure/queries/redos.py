"""Requests that were ordered to be handled anew: since when, by what, and what that changes."""

from collections.abc import Collection, Sequence
from datetime import date
from itertools import takewhile

from django.db.models import QuerySet

from quancheng.kernel.access.audiences import OFFICE_ROLES
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.casework.clock import RECOUNTED, Line, days_rested, latest_run
from quancheng.kernel.casework.queries import past_of
from quancheng.kernel.files.letterhead import Block, Text
from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.orgs.queries import people_in
from quancheng.records.disclosure.models import Item, Redirection, Redo, Request
from quancheng.records.disclosure.queries.agencies import people_of_unit
from quancheng.records.disclosure.rules.annual import AnnualRow
from quancheng.records.disclosure.workflow import (
    ANSWER_CLOCK,
    ANSWER_DAYS,
    CALL_IN,
    CONFIRM,
    CORRECT,
    DISCLOSURE,
    EXTEND,
    HAND_ON,
    OVER,
    RECEIVE,
    REDO_UNDONE,
    REDO_UNDONE_DELAYED,
    REDO_UNDONE_OPEN,
    REDOING,
    State,
)

MET, STANDS = "met_by", "stands"  # in `Redo.kept`: by which order it is met; why it could not be undone
ORDERED_BY, UNDONE_BY = {step.code for step in REDOING}, {step.code for step in REDO_UNDONE}
SET_BY = {step.code for step in ANSWER_CLOCK.set_by}
NO_WORK = {CALL_IN.code, HAND_ON.code, RECOUNTED}  # what others do to a request is no work on it
RECEIVED_BY = {RECEIVE.code, CONFIRM.code, CORRECT.code}


class SetFromAbove(Refusal):
    """The period was set by a decision or a judgment: the agency does not lengthen it."""

    code = "disclosure.set_from_above"


def redos_of(request: Request) -> QuerySet[Redo]:
    """Every order to handle the request anew that holds, the first first."""
    return Redo.objects.filter(request=request, taken_back_at__isnull=True)


def redo_by(request: Request, source: str) -> Redo | None:
    """The order of one decision, if it has been taken up."""
    return Redo.objects.filter(request=request, source=source).first()


def has_ended_before(request: Request) -> bool:
    """Whether an earlier order has kept the first end already."""
    return Redo.objects.filter(request=request, is_first_end=True).exists()


def request_ordered(number: str) -> Request:
    """The request that an order names; for the clockwork, after a decision that its module has checked."""
    return Request.objects.select_related("case__unit", "tenant").get(number=number)


def is_redone(request: Request) -> bool:
    """Whether what is handled now was ordered from above, whatever else has begun the period since."""
    lines = past_of(request.case).lines
    ended = max((n for n, line in enumerate(lines) if line.state in OVER), default=-1)
    told = [line.step for line in lines[ended + 1 :] if line.step in ORDERED_BY | UNDONE_BY]
    return bool(told) and told[-1] in ORDERED_BY


def waiting_redos(number: str) -> QuerySet[Redo]:
    """Orders that came while the request could not be begun anew, and that no other has met, in turn."""
    waiting = Redo.objects.filter(request__number=number, begun_at__isnull=True, taken_back_at__isnull=True)
    return waiting.exclude(kept__has_key=MET).select_related("request__case__unit", "request__tenant")


def waiting_redo(number: str) -> Redo | None:
    """The latest of them, which sets the period when it can."""
    return waiting_redos(number).last()


def met_by(redo: Redo) -> list[Redo]:
    """The orders that are met by the work under this one."""
    others = Redo.objects.filter(request=redo.request_id, taken_back_at__isnull=True)
    return list(others.filter(**{f"kept__{MET}__source": redo.source}))


def people_of_an_order(request: Request, *, on: date) -> set[int]:
    """Who hears that an order could not be undone: the unit, and the openness office of its government."""
    units = Unit.objects.filter(tenant_id=request.tenant_id).values_list("pk", flat=True)
    office = people_in(units, roles=OFFICE_ROLES, on=on).values_list("person_id", flat=True)
    return people_of_unit(request.case.unit_id, on=on) | set(office)


def why_order_stands(number: str, source: str) -> str:
    """Why an order can be taken back no more: work was done under it. Empty when it can, or was none.

    Told to the module that gave it, before it takes the wrong entry back.
    """
    redo = Redo.objects.filter(request__number=number, source=source).select_related("request__case").first()
    if redo is None:
        return f"系统正在按它重新开启申请{number}，请过一分钟再试"
    if redo.begun_at is None or redo.taken_back_at is not None:
        return ""
    lines = list(redo.request.case.lines.order_by("id"))
    begun = max((n for n, line in enumerate(lines) if line.step in ORDERED_BY), default=-1)
    if begun < 0 or lines[begun].note != redo.order:
        return f"申请{number}此后又有新的办理，不能恢复；请核对后另行登记正确的决定"
    done = [line for line in lines[begun + 1 :] if line.step not in NO_WORK]
    if done:
        step = DISCLOSURE.step(done[0].step)
        says = step.says if step else done[0].step
        return f"申请{number}已经据此重新办理（{done[0].on}{says}），不能撤销登记；请核对后另行登记正确的决定"
    if redo.former_end and not redo.kept:
        return f"申请{number}重新开启前的处理没有留存，不能恢复；请按决定重新答复"
    return ""


def orders_left_standing(given: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    """Which of these orders, by number of the request and source, could not be undone. One query."""
    sources = [source for _, source in given]
    found = Redo.objects.filter(source__in=sources, taken_back_at__isnull=True, kept__has_key=STANDS)
    return {*found.order_by().values_list("request__number", "source")} & {*given}


def row_at_its_end(request: Request) -> int:
    """Where the annual table counts a request that is over."""
    return request.row or AnnualRow.OTHER


def must_run_by_law(request: Request) -> None:
    """Raises SetFromAbove."""
    if is_redone(request):
        raise SetFromAbove("重新答复的期限由复议决定或者判决确定，不能自行延长；确有困难的，请与作出机关联系")


def has_former_extension(request: Request) -> bool:
    """Whether the period that runs was restored after an order was undone, and had been lengthened before."""
    lines = past_of(request.case).lines
    run = latest_run(ANSWER_CLOCK, lines)
    while run and run[0].step == REDO_UNDONE_OPEN.code:
        lines = _before_an_order(lines[: len(lines) - len(run)])
        run = latest_run(ANSWER_CLOCK, lines)
        if any(line.step == EXTEND.code for line in run):
            return True
    return False


def has_former_delay(request: Request) -> bool:
    """Whether the period that runs was restored with a day of art. 35 that had been fixed before."""
    run = latest_run(ANSWER_CLOCK, past_of(request.case).lines)
    return any(line.step == REDO_UNDONE_DELAYED.code for line in run)


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


def as_it_stood(request: Request) -> dict[str, object]:
    """What an order changes of a request, to be put back where it was entered by mistake."""
    fields = ("place", "ground", "withheld", "said", "row", "row_reason", "decided_by_id")
    online_on = request.online_on
    return {
        "state": request.case.state, "row": request.row,
        "online_on": online_on.isoformat() if online_on else None,
        "offers": list(_offers(request).values("place", "unit_id", "told")),
        "items": list(Item.objects.filter(request=request).values(*fields)),
    }  # fmt: skip


def _offers(request: Request) -> QuerySet[Redirection]:
    """The offers to pass along that the applicant has not taken up."""
    return Redirection.objects.filter(request=request, wished_at__isnull=True)


def former_period(request: Request) -> tuple[date, int] | None:
    """From when and how long the period ran before an order set it, with what it was lengthened by.

    And with the days in which it rested and that are not counted, as while a fee was awaited: the restored
    period does not know those states. None where none had begun.
    """
    run = _former_run(request)
    if not run:
        return None
    length = next((line.days for line in reversed(run) if line.step in SET_BY and line.days), ANSWER_DAYS)
    longer = sum(line.days for line in run if line.step == EXTEND.code)
    pauses = past_of(request.case).pauses_of(ANSWER_CLOCK)
    return run[0].on, length + longer + days_rested(ANSWER_CLOCK, run, work_calendar(), pauses)


def former_delay(request: Request) -> Line | None:
    """The line that had put a day of art. 35 in the place of the counted one; none where none did."""
    codes = {step.code for step in ANSWER_CLOCK.redated_by}
    return next((line for line in reversed(_former_run(request)) if line.step in codes), None)


def correcting_since(request: Request) -> date:
    """From when the applicant was to correct it, before an order took it up."""
    lines = _before_the_order(request)
    waiting = list(takewhile(lambda line: line.state == State.CORRECTING, reversed(lines)))
    return waiting[-1].on


def _former_run(request: Request) -> Sequence[Line]:
    return latest_run(ANSWER_CLOCK, _before_the_order(request))


def _before_the_order(request: Request) -> Sequence[Line]:
    return _before_an_order(past_of(request.case).lines)


def _before_an_order(lines: Sequence[Line]) -> Sequence[Line]:
    """What had happened before the latest order among these lines."""
    return lines[: max(n for n, line in enumerate(lines) if line.step in ORDERED_BY)]
