"""The letter after a lapse, an unpaid fee or a withdrawal (24): drafted, reviewed, issued, then served.

It moves nothing: the request stays as it ended. Against it reconsideration or a suit is open.
"""

from datetime import datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.definition import Step
from quancheng.kernel.casework.steps import take_step
from quancheng.kernel.orgs.roles import Role
from quancheng.records.disclosure import events
from quancheng.records.disclosure.commands.hands import issued_by_two, must_be_another
from quancheng.records.disclosure.commands.lettering import Secretary
from quancheng.records.disclosure.commands.telling import ENDING_MOVED, ENDING_RETURNED, tell_people
from quancheng.records.disclosure.models import EndNotice, Request
from quancheng.records.disclosure.queries.agencies import people_of_unit
from quancheng.records.disclosure.queries.endings import cause_of, end_notice_of, ending_lines
from quancheng.records.disclosure.queries.letters import clause_of
from quancheng.records.disclosure.queries.requests import request_for
from quancheng.records.disclosure.rules.letter import LetterNotReady
from quancheng.records.disclosure.rules.remedies import Step as Sort
from quancheng.records.disclosure.workflow import (
    DRAFT_ENDING,
    HEADS,
    ISSUE_ENDING,
    RETURN_ENDING,
    REVIEW_ENDING,
)


class EndNoticeThere(Refusal):
    """The letter is on its way, or has gone out."""

    code = "disclosure.end_notice_there"


class NoEndNotice(Refusal):
    """No such letter waits there."""

    code = "disclosure.no_end_notice"


@command
def draft_ending(*, number: str, version: int, actor: Actor, now: datetime) -> EndNotice:
    """Lay the letter before the reviewer: which notice, when served, when its period was over (Art. 30); of a
    withdrawal its day, and that it was the applicant's own wish.

    Raises NoSuchRequest, EndNoticeThere, NotGivenUp, LetterNotReady, StepNotOpen, NotYourStep,
    MovedMeanwhile.
    """
    request = request_for(actor, number)
    if end_notice_of(request) is not None:
        raise EndNoticeThere("这件申请的不再处理告知书已经拟写，请在申请页面查看")
    lines, cause = ending_lines(request), cause_of(request)
    assert cause is not None  # what it says was found
    clause_of(Sort.ENDED, request, on=timezone.localdate(now))
    take_step(case=request.case, step=DRAFT_ENDING, actor=actor, now=now, seen_version=version)
    assert actor.person_id is not None  # whom the step let pass is an official
    made = EndNotice.objects.create(
        request=request, cause=cause.code, text="\n".join(lines), drafted_by_id=actor.person_id,
        drafted_at=now,
    )  # fmt: skip
    _tell(request, "审核", {Role.REVIEWER, *HEADS}, actor=actor, now=now)
    record(events.EndNoticeDrafted(request=number, cause=cause.says), actor=actor, at=now)
    return made


@command
def review_ending(*, number: str, version: int, actor: Actor, now: datetime) -> EndNotice:
    """The reviewer finds the letter in order. Raises as `_waiting`, SecondPersonNeeded."""
    request, made = _waiting(number, version, REVIEW_ENDING, actor=actor, now=now)
    if made.reviewed_at is not None:
        raise NoEndNotice("这份不再处理告知书已经审核，等待签发")
    must_be_another(actor, REVIEW_ENDING, {made.drafted_by_id})
    made.reviewed_by_id, made.reviewed_at = actor.person_id, now
    made.save(update_fields=["reviewed_by", "reviewed_at"])
    _tell(request, "签发", HEADS, actor=actor, now=now)
    record(events.EndNoticeReviewed(request=number), actor=actor, at=now)
    return made


@command
def return_ending(*, number: str, version: int, reason: str, actor: Actor, now: datetime) -> EndNotice:
    """The letter goes back to its drafter. Raises as `_waiting`, ReasonMissing."""
    request, made = _waiting(number, version, RETURN_ENDING, actor=actor, now=now, note=reason)
    made.returned_at = now
    made.save(update_fields=["returned_at"])
    tell_people(request, ENDING_RETURNED, {made.drafted_by_id}, actor=actor, now=now, reason=reason)
    record(events.EndNoticeReturned(request=number, reason=reason), actor=actor, at=now)
    return made


@command
def issue_ending(*, number: str, version: int, actor: Actor, now: datetime) -> EndNotice:
    """The head signs: the letter gets its number, its code and its remedy, and waits to be served.

    Raises as `_waiting`, SecondPersonNeeded, LetterNotReady.
    """
    today = timezone.localdate(now)
    request, made = _waiting(number, version, ISSUE_ENDING, actor=actor, now=now)
    if made.reviewed_at is None:
        raise NoEndNotice("这份不再处理告知书还没有审核，请先审核再签发")
    must_be_another(actor, ISSUE_ENDING, {made.drafted_by_id})
    made.is_by_two = issued_by_two(actor, made.reviewed_by_id, tenant_id=request.tenant_id, on=today)
    lines = ending_lines(request)
    if "\n".join(lines) != made.text:
        raise LetterNotReady("审核之后申请的经过有改动，告知书与现在的内容不一致；请退回修改后重新提交")
    made.letter = Secretary(actor, now).writes(request, Sort.ENDED, lines)
    made.issued_by_id, made.issued_at = actor.person_id, now
    made.save(update_fields=["letter", "issued_by", "issued_at", "is_by_two"])
    tell_people(request, ENDING_MOVED, {made.drafted_by_id}, actor=actor, now=now, next="送达")
    record(events.EndNoticeIssued(request=number, letter=made.letter.number), actor=actor, at=now)
    return made


def _waiting(
    number: str, version: int, step: Step, *, actor: Actor, now: datetime, note: str = ""
) -> tuple[Request, EndNotice]:
    """Raises NoSuchRequest, NoEndNotice, StepNotOpen, NotYourStep, MovedMeanwhile."""
    request = request_for(actor, number)
    made = end_notice_of(request)
    if made is None or made.issued_at is not None:
        raise NoEndNotice("没有等待办理的不再处理告知书，请刷新页面")
    take_step(case=request.case, step=step, actor=actor, now=now, note=note, seen_version=version)
    return request, made


def _tell(request: Request, what: str, roles: set[Role], *, actor: Actor, now: datetime) -> None:
    people = people_of_unit(request.case.unit_id, on=timezone.localdate(now), roles=roles)
    tell_people(request, ENDING_MOVED, people, actor=actor, now=now, next=what)
