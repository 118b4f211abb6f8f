"""Drafting an answer, looking it through, sending it; and reading who wrote."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.approvals.queries import signer_of
from quancheng.kernel.approvals.standing import Version
from quancheng.kernel.approvals.wording import keep_version, must_be_decided_by_another
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.steps import take_step
from quancheng.kernel.orgs.roles import Role
from quancheng.records.mailbox import events
from quancheng.records.mailbox.commands.telling import DRAFTED, REFUSED, mail_answer, tell_people
from quancheng.records.mailbox.models import Message, Reply
from quancheng.records.mailbox.queries.approving import approval_under_way, reply_approval, reply_draft
from quancheng.records.mailbox.queries.messages import (
    kind_of,
    may_read_contact,
    message_for,
    open_draft,
    replies_of,
)
from quancheng.records.mailbox.queries.offices import people_of_unit
from quancheng.records.mailbox.queries.ways import must_be_approved
from quancheng.records.mailbox.workflow import ANSWER, DRAFT, REFUSE, SEND

HEADS = frozenset({Role.HEAD, Role.OPENNESS_HEAD})


class SecondPersonNeeded(Refusal):
    """Who drafted the answer does not send it: four eyes."""

    code = "mailbox.second_person_needed"
    status = 403


class NoDraft(Refusal):
    """No answer waits to be looked through."""

    code = "mailbox.no_draft"


class ApprovalNeeded(Refusal):
    """Answers to messages of this kind go out as they were approved, by the office's setting."""

    code = "mailbox.approval_needed"


class WithLeaders(Refusal):
    """The answer lies before its leaders: nobody decides in their place meanwhile."""

    code = "mailbox.with_leaders"


class ContactNotYours(Refusal):
    """The actor does not handle the message, or nobody left a contact."""

    code = "mailbox.contact_not_yours"
    status = 403


@dataclass(frozen=True, slots=True)
class Contact:
    """Who wrote, and how to reach them, in clear."""

    name: str
    contact: str


@command
def draft_reply(*, number: str, version: int, text: str, actor: Actor, now: datetime) -> Message:
    """The handler has written an answer; the head of the unit looks it through.

    Raises NoSuchMessage, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    message = message_for(actor, number)
    take_step(case=message.case, step=DRAFT, actor=actor, now=now, seen_version=version)
    assert actor.person_id is not None  # whom the step let pass is an official
    former = replies_of(message).first()
    reply = Reply.objects.create(
        message=message, unit_id=message.case.unit_id, text=text, drafted_by_id=actor.person_id,
        drafted_at=now,
    )  # fmt: skip
    if former is not None and former.sent_at is None:
        keep_version(reply_draft(message), _version(former), at=now)
        keep_version(reply_draft(message), _version(reply), at=now)
    heads = people_of_unit(message.case.unit_id, on=timezone.localdate(now), roles=HEADS)
    tell_people(message, DRAFTED, heads, actor=actor, now=now)
    record(events.ReplyDrafted(message=number, text=text), actor=actor, at=now)
    return message


@command
def refuse_reply(*, number: str, version: int, reason: str, actor: Actor, now: datetime) -> Message:
    """The head sends the draft back; it stays in the history as it was.

    Raises NoSuchMessage, NoDraft, WithLeaders, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    message = message_for(actor, number)
    draft = _waiting(message)
    _must_not_be_with_leaders(draft)
    take_step(case=message.case, step=REFUSE, actor=actor, now=now, note=reason, seen_version=version)
    draft.returned_at = now
    draft.save(update_fields=["returned_at"])
    tell_people(message, REFUSED, {draft.drafted_by_id}, actor=actor, now=now, reason=reason)
    record(events.ReplyRefused(message=number, reason=reason), actor=actor, at=now)
    return message


@command
def answer_message(*, number: str, version: int, actor: Actor, now: datetime) -> Message:
    """The head stands by the answer: the sender reads it with number and code, and by e-mail if they wished.

    Raises NoSuchMessage, NoDraft, SecondPersonNeeded, WroteItYourself, ApprovalNeeded, WithLeaders,
    StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    message = message_for(actor, number)
    draft = _waiting(message)
    _must_be_for_the_head(message, draft, on=timezone.localdate(now))
    take_step(case=message.case, step=ANSWER, actor=actor, now=now, seen_version=version)
    if draft.drafted_by_id == actor.person_id:
        raise SecondPersonNeeded("这份答复由您拟写，须由另一位负责人审核后发出")
    must_be_decided_by_another(reply_draft(message), person_id=actor.person_id or 0, what="答复")
    draft.sent_by_id, draft.sent_at = actor.person_id, now
    draft.save(update_fields=["sent_by", "sent_at"])
    by_mail = mail_answer(message, draft, now=now)
    record(events.ReplySent(message=number, text=draft.text, by_mail=by_mail), actor=actor, at=now)
    return message


@command
def send_approved_reply(*, number: str, version: int, actor: Actor, now: datetime) -> Message:
    """The unit sends out the answer whose present words were approved (呈批); the last signer answers for it.

    Raises NoSuchMessage, NoDraft, NotApproved, SecondPersonNeeded, WroteItYourself, StepNotOpen, NotYourStep,
    MovedMeanwhile.
    """
    message = message_for(actor, number)
    draft = _waiting(message)
    approval = reply_approval(message, draft)
    signer = signer_of(approval, what="答复")
    if signer.pk == draft.drafted_by_id:
        raise SecondPersonNeeded(f"这份答复由{signer}拟写，最后的批示也是本人作出，须由另一人签发")
    must_be_decided_by_another(reply_draft(message), person_id=signer.pk, what="答复", who=str(signer))
    take_step(case=message.case, step=SEND, actor=actor, now=now, note=f"{signer}签发", seen_version=version)
    draft.sent_by_id, draft.sent_at = signer.pk, now
    draft.save(update_fields=["sent_by", "sent_at"])
    by_mail = mail_answer(message, draft, now=now)
    told = events.ApprovedReplySent(
        message=number, text=draft.text, by_mail=by_mail, approval=approval.code if approval else "",
        signer=str(signer),
    )  # fmt: skip
    record(told, actor=actor, at=now)
    return message


@command
def read_contact(*, number: str, actor: Actor, now: datetime) -> Contact:
    """Read in clear who wrote; that it was read is written down. Of a complaint the office alone may.

    Raises NoSuchMessage, ContactNotYours.
    """
    message = message_for(actor, number)
    if not may_read_contact(actor, message):
        raise ContactNotYours("只有受理机构和办理单位可以查看联系方式；投诉人的身份只对受理机构显示")
    contact = Contact(message.name, message.contact)
    record(events.ContactRead(message=number), actor=actor, at=now)
    return contact


def _version(reply: Reply) -> Version:
    return Version(reply.drafted_by_id, {"text": reply.text})


def _waiting(message: Message) -> Reply:
    draft = open_draft(message)
    if draft is None:
        raise NoDraft("没有待审核的答复，请刷新页面")
    return draft


def _must_be_for_the_head(message: Message, draft: Reply, *, on: date) -> None:
    """Raises ApprovalNeeded, WithLeaders."""
    if must_be_approved(message, on=on):
        raise ApprovalNeeded(f"{kind_of(message).says}的答复须经呈批批准后发出，请在本页呈批")
    _must_not_be_with_leaders(draft)


def _must_not_be_with_leaders(draft: Reply) -> None:
    """Raises WithLeaders."""
    approval = approval_under_way(draft)
    if approval is not None:
        raise WithLeaders(
            f"答复正在呈批（{approval.code}），请等待批示；要在本单位直接审核或者退回修改的，请先撤回呈批"
        )
