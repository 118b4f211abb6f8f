"""Deciding each item, drafting the reply, and its way through review and secrecy review to the applicant."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.definition import Step
from quancheng.kernel.casework.numbers import next_number
from quancheng.kernel.casework.steps import take_step
from quancheng.kernel.orgs.roles import Role
from quancheng.records.disclosure import events
from quancheng.records.disclosure.commands.checking import (
    must_be_a_decision,
    must_be_in_order,
    must_have_told_parties,
)
from quancheng.records.disclosure.commands.electronic import served_by_mail
from quancheng.records.disclosure.commands.excess import must_have_asked_reasons
from quancheng.records.disclosure.commands.hands import cleared_apart, issued_by_two, must_be_another
from quancheng.records.disclosure.commands.lettering import Secretary, new_code
from quancheng.records.disclosure.commands.telling import DRAFTED, RETURNED, TO_CLEAR, TO_ISSUE, tell_people
from quancheng.records.disclosure.models import Acknowledgement, Item, Redirection, Reply, ReplyFile, Request
from quancheng.records.disclosure.models.consultations import Party
from quancheng.records.disclosure.models.requests import Route
from quancheng.records.disclosure.queries.agencies import people_of_unit
from quancheng.records.disclosure.queries.files import (
    must_be_ready,
    must_fit,
    must_have_no_files,
    with_what_is_given,
)
from quancheng.records.disclosure.queries.norms import annual_rows
from quancheng.records.disclosure.queries.replies import (
    item_for,
    items_of,
    letter_number,
    letter_of,
    open_reply,
    rows_to_choose,
    writers_of,
)
from quancheng.records.disclosure.queries.requests import request_for
from quancheng.records.disclosure.queries.transfers import NOT_OURS
from quancheng.records.disclosure.rules.annual import AnnualRow
from quancheng.records.disclosure.rules.grounds import Ground, Must, Outcome, ground_called, wants_still
from quancheng.records.disclosure.rules.letter import LetterNotReady
from quancheng.records.disclosure.rules.papers import Paper
from quancheng.records.disclosure.workflow import (
    CLEAR,
    DECIDE,
    DIVIDE,
    DRAFT,
    HEADS,
    ISSUE,
    REVIEW,
    SERVE,
)
from quancheng.records.disclosure.workflow import RETURN as SEND_BACK

THIRD_PARTY = "15"  # the ground that needs their opinion
MOST_ITEMS = 50  # [D] a reply with more items is read by nobody; ask in several requests


class BadItems(Refusal):
    """The request cannot be divided so."""

    code = "disclosure.bad_items"
    status = 422


class GroundNotTold(Refusal):
    """The ground demands more than was said (《条例》第三十六条)."""

    code = "disclosure.ground_not_told"
    status = 422


class RowNotChosen(Refusal):
    """The items of a request lead to several rows of the annual table, and nobody has chosen one."""

    code = "disclosure.row_not_chosen"
    status = 422


class NotHeardYet(Refusal):
    """A party that was asked may still answer, or nobody was asked who had to be (《条例》第三十二条)."""

    code = "disclosure.not_heard_yet"


class NoReply(Refusal):
    """No reply waits there."""

    code = "disclosure.no_reply"


class BadService(Refusal):
    """A reply cannot have been served so."""

    code = "disclosure.bad_service"
    status = 422


@command
def divide_request(
    *, number: str, version: int, wanted: Sequence[str], actor: Actor, now: datetime
) -> Request:
    """Take the request apart into items, each answered by its own decision in one reply.

    Decisions already taken on items fall away. Raises NoSuchRequest, BadItems, FilesAttached, StepNotOpen,
    NotYourStep, MovedMeanwhile.
    """
    request = request_for(actor, number)
    told = [one.strip() for one in wanted if one.strip()]
    if not told or len(told) > MOST_ITEMS:
        raise BadItems(f"请写出1至{MOST_ITEMS}项，每行一项；现在有{len(told)}项")
    must_have_no_files(request)
    take_step(case=request.case, step=DIVIDE, actor=actor, now=now, seen_version=version)
    items_of(request).delete()
    Redirection.objects.filter(request=request, wished_at__isnull=True).delete()
    Item.objects.bulk_create(
        Item(request=request, place=place, wanted=one) for place, one in enumerate(told, start=1)
    )
    record(events.ItemsDivided(request=number, count=len(told)), actor=actor, at=now)
    return request


@command
def decide_item(
    *, number: str, version: int, place: int, ground: str, withheld: Sequence[str], said: Mapping[str, str],
    row: int | None, row_reason: str, actor: Actor, now: datetime,
) -> Item:  # fmt: skip
    """Put down how one item ends, on what ground, with all that the ground must say (Art. 36 to 40).

    `withheld`: of a partial disclosure, the grounds of what is kept back. `row`: another row of the annual
    table than the rule proposes, with its reason. Raises NoSuchRequest, NoSuchItem, UnknownGround,
    NoDecision, NeverCorrected, GroundNotTold, NoReasonsAsked, NoReasonsGiven, SecretIsCited, StepNotOpen,
    NotYourStep, MovedMeanwhile.
    """
    request = request_for(actor, number)
    item = item_for(actor, number, place)
    rule = ground_called(ground)
    told = {key: text.strip() for key, text in said.items() if text.strip()}
    today = timezone.localdate(now)
    must_be_a_decision(request, rule)
    _must_be_told(rule, told, withheld)
    must_have_asked_reasons(request, rule, today=today)
    must_fit(item, (rule.code, *withheld))
    usual = annual_rows(request.tenant_id, on=today)[rule.code]
    if row not in {None, usual} and not row_reason.strip():
        raise GroundNotTold(f"年报行次与规则提出的第{usual}行不同，请写明改列理由")
    take_step(case=request.case, step=DECIDE, actor=actor, now=now, note=f"第{place}项", seen_version=version)
    if rule.code != NOT_OURS:
        _offers_no_more(request, place)
    item.decided_by_id, item.ground, item.said = actor.person_id, rule.code, told
    item.row, item.row_reason = row or usual, row_reason.strip()
    item.withheld = list(withheld) if rule.outcome is Outcome.PARTLY else []
    item.save(update_fields=["ground", "withheld", "said", "row", "row_reason", "decided_by"])
    moved = events.ItemDecided(request=number, place=place, decision=rule.says, row=item.row)
    record(moved, actor=actor, at=now)
    return item


@command
def draft_reply(*, number: str, version: int, row: int | None, actor: Actor, now: datetime) -> Request:
    """Lay the reply before the reviewer: one letter for all items, with the clause that its grounds demand.

    `row`: where the annual table counts the request, if its items leave a choice. Raises NoSuchRequest,
    LetterNotReady, RowNotChosen, NotHeardYet, FilesNotReady, NotInOrder, StepNotOpen, NotYourStep,
    MovedMeanwhile.
    """
    request = request_for(actor, number)
    today = timezone.localdate(now)
    request.row = _row_of(request, row, on=today)
    request.save(update_fields=["row"])
    letter = letter_of(request, on=today)
    _must_have_heard(request)
    must_be_ready(request, items_of(request))
    must_be_in_order(request, on=today)
    take_step(case=request.case, step=DRAFT, actor=actor, now=now, seen_version=version)
    assert actor.person_id is not None  # whom the step let pass is an official
    reply = Reply.objects.create(
        request=request,
        text=letter.text,
        remedy=letter.remedy,
        paper=letter.paper,
        drafted_by_id=actor.person_id,
        drafted_at=now,
    )
    Acknowledgement.objects.filter(request=request).update(reply=reply)
    reviewers = people_of_unit(request.case.unit_id, on=today, roles={Role.REVIEWER, *HEADS})
    tell_people(request, DRAFTED, reviewers, actor=actor, now=now)
    record(events.ReplyDrafted(request=number, text=reply.text), actor=actor, at=now)
    return request


@command
def review_reply(*, number: str, version: int, actor: Actor, now: datetime) -> Request:
    """The reviewer finds the reply in order. Raises as `_passed`."""
    request, reply = _passed(number, version, REVIEW, actor=actor, now=now)
    reply.reviewed_by_id, reply.reviewed_at = actor.person_id, now
    reply.save(update_fields=["reviewed_by", "reviewed_at"])
    clearing = people_of_unit(request.case.unit_id, on=timezone.localdate(now), roles={Role.REVIEWER, *HEADS})
    tell_people(request, TO_CLEAR, clearing, actor=actor, now=now)
    record(events.ReplyMoved(request=number, what="审核通过"), actor=actor, at=now)
    return request


@command
def clear_reply(*, number: str, version: int, actor: Actor, now: datetime) -> Request:
    """Nothing in it is secret (保密审查, Art. 17). Raises as `_passed`.

    Where its government asks so, who reviewed it does not clear it (`disclosure.clearing_hands`).
    """
    today = timezone.localdate(now)
    request, reply = _passed(number, version, CLEAR, actor=actor, now=now)
    reply.is_cleared_apart = cleared_apart(actor, reply, tenant_id=request.tenant_id, on=today)
    reply.cleared_by_id, reply.cleared_at = actor.person_id, now
    reply.save(update_fields=["cleared_by", "cleared_at", "is_cleared_apart"])
    heads = people_of_unit(request.case.unit_id, on=today, roles=HEADS)
    tell_people(request, TO_ISSUE, heads, actor=actor, now=now)
    record(events.ReplyMoved(request=number, what="保密审查通过"), actor=actor, at=now)
    return request


@command
def return_reply(*, number: str, version: int, reason: str, actor: Actor, now: datetime) -> Request:
    """The reply goes back to its drafter; it stays in the history as it was.

    Raises NoSuchRequest, NoReply, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    request = request_for(actor, number)
    reply = _waiting(request)
    take_step(case=request.case, step=SEND_BACK, actor=actor, now=now, note=reason, seen_version=version)
    reply.returned_at = now
    reply.save(update_fields=["returned_at"])
    tell_people(request, RETURNED, {reply.drafted_by_id}, actor=actor, now=now, reason=reason)
    record(events.ReplyReturned(request=number, reason=reason), actor=actor, at=now)
    return request


@command
def issue_reply(*, number: str, version: int, actor: Actor, now: datetime) -> Request:
    """The head signs; the letter gets its number. It is an answer once it has been served.

    Where its government asks so, who reviewed it does not sign (`disclosure.issuing_hands`), nor who looked
    it through for secrets (`disclosure.clearing_hands`).
    Raises as `_passed`, LetterNotReady where its clause may not be used yet, and NotInOrder.
    """
    today = timezone.localdate(now)
    request, reply = _passed(number, version, ISSUE, actor=actor, now=now)
    reply.is_by_two = issued_by_two(actor, reply.reviewed_by_id, tenant_id=request.tenant_id, on=today)
    reply.is_cleared_apart = cleared_apart(actor, reply, tenant_id=request.tenant_id, on=today)
    letter = letter_of(request, on=today)
    if (letter.text, letter.remedy, letter.paper) != (reply.text, reply.remedy, reply.paper):
        raise LetterNotReady("审核之后事项或者规则有改动，答复书与现在的内容不一致；请退回修改后重新提交")
    must_be_in_order(request, on=today)
    reply.issued_by_id, reply.issued_at, reply.year = actor.person_id, now, today.year
    paper = Paper(reply.paper)
    reply.serial = next_number(paper.series(request.case.unit_id), tenant=request.tenant, year=today.year)
    reply.issuer, reply.number, reply.code = str(request.case.unit), letter_number(request, reply), new_code()
    reply.save(
        update_fields=[
            "issued_by", "issued_at", "year", "serial", "issuer", "number", "code", "is_by_two",
            "is_cleared_apart",
        ]
    )  # fmt: skip
    Secretary(actor, now).answers_for(reply)
    told = events.ReplyIssued(request=number, letter=reply.number, remedy=reply.remedy)
    record(told, actor=actor, at=now)
    return request


@command
def serve_reply(
    *, number: str, version: int, way: Reply.Way, proof: str, on: date, sent_on: date | None = None,
    actor: Actor, now: datetime,
) -> Request:  # fmt: skip
    """The reply has reached the applicant: by hand the day of signing counts, by post the day of posting.

    So says 国办公开办函〔2016〕235号; post is the postal enterprise's, no courier's; `proof` is its number.
    By e-mail the day of arrival counts, or that of sending, `sent_on`, as the government's norm says.
    Raises NoSuchRequest, NoReply, BadService, BadSending, PartyNotTold, StepNotOpen, NotYourStep, BadDay,
    MovedMeanwhile.
    """
    request = request_for(actor, number)
    reply = _waiting(request)
    if reply.issued_at is None:
        raise NoReply("答复书还没有签发，不能登记送达")
    if on < timezone.localdate(reply.issued_at):
        raise BadService(f"送达日期不能早于签发日期{timezone.localdate(reply.issued_at)}")
    if way == Reply.Way.BY_NETWORK and request.route not in {Route.NETWORK, Route.EMAIL}:
        raise BadService("申请人没有选择网上获取；网上送达须经申请人同意，并写明互联网申请行政复议的渠道")
    if way != Reply.Way.BY_NETWORK and not proof.strip():
        raise BadService("请填写送达凭证：签收人、送达回证编号或者邮政企业的邮件号")
    if way == Reply.Way.BY_NETWORK and request.route == Route.NETWORK and on != timezone.localdate(now):
        raise BadService("申请人从登记起才能在网上看到答复书，网上送达的日期只能是今天")
    issued_on = timezone.localdate(reply.issued_at)
    on, told = served_by_mail(
        request, way, on=on, sent_on=sent_on, made_on=issued_on, today=timezone.localdate(now)
    )
    must_have_told_parties(request, on=on)
    take_step(case=request.case, step=SERVE, actor=actor, now=now, on=on, note=told, seen_version=version)
    reply.way, reply.proof, reply.served_on = way, proof.strip(), on
    reply.save(update_fields=["way", "proof", "served_on"])
    _hand_over(request, reply, actor=actor, now=now)
    record(events.ReplyServed(request=number, served_on=on, way=Reply.Way(way).label), actor=actor, at=now)
    return request


def _hand_over(request: Request, reply: Reply, *, actor: Actor, now: datetime) -> None:
    """What its files are stands fast from here; served on the internet, it opens to its applicant.

    Raises NoPaperNumber, NoRemedyTable, NoOrgan.
    """
    ReplyFile.objects.bulk_update(with_what_is_given(request), ["given"])
    if reply.way == Reply.Way.BY_NETWORK:
        Secretary(actor, now).lays_ready(request, reply)


def _must_have_heard(request: Request) -> None:
    """Nobody is answered over the head of a party whose period still runs (Art. 32). Raises NotHeardYet."""
    waiting = [one.place for one in request.consultations.filter(case__ended_on__isnull=True)]
    if waiting:
        named = "、".join(f"第{place}份" for place in waiting)
        raise NotHeardYet(f"征求意见（{named}）还没有结果，收到意见或者登记逾期、不再等待以后再提交答复书")
    asked = items_of(request).filter(ground=THIRD_PARTY)
    if asked.exists() and not request.consultations.filter(party=Party.THIRD).exists():
        raise NotHeardYet("依据第十五条不予公开的，须先书面征求第三方意见（《条例》第三十二条）")


def _offers_no_more(request: Request, place: int) -> None:
    """What an item that was another agency's offered to pass along, and nobody took up."""
    Redirection.objects.filter(request=request, place=place, wished_at__isnull=True).delete()


def _row_of(request: Request, chosen: int | None, *, on: date) -> int:
    """Raises LetterNotReady, RowNotChosen."""
    rows = rows_to_choose(request, on=on)
    if len(rows) == 1:
        return rows[0]
    if chosen not in rows:
        named = "、".join(f"第{row}行（{AnnualRow(row).label}）" for row in rows)
        raise RowNotChosen(f"一件申请在年报中只计一行，各项的行次不同，请选择一行：{named}", rows=rows)
    return chosen


def _must_be_told(rule: Ground, told: Mapping[str, str], withheld: Sequence[str]) -> None:
    """Raises GroundNotTold, UnknownGround."""
    if lacking := wants_still(rule, frozenset(Must(key) for key in told)):
        raise GroundNotTold(f"按{rule.law}处理，还须写明：{'、'.join(one.says for one in lacking)}")
    if rule.outcome is not Outcome.PARTLY:
        return
    if not withheld or any(not ground_called(code).withholds for code in withheld):
        raise GroundNotTold("部分公开的，请选择不公开部分所依据的第十四条、第十五条或者第十六条")


def _passed(number: str, version: int, step: Step, *, actor: Actor, now: datetime) -> tuple[Request, Reply]:
    """A reply goes one station further, by another hand than the drafter's.

    Raises NoSuchRequest, NoReply, SecondPersonNeeded, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    request = request_for(actor, number)
    reply = _waiting(request)
    take_step(case=request.case, step=step, actor=actor, now=now, seen_version=version)
    must_be_another(actor, step, writers_of(request, reply))
    return request, reply


def _waiting(request: Request) -> Reply:
    reply = open_reply(request)
    if reply is None:
        raise NoReply("没有待办理的答复书，请刷新页面")
    return reply
