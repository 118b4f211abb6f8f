"""Answers as papers that are laid before leaders (呈批): the matter and the answer, never who wrote."""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from quancheng.kernel.approvals.contents import Contents
from quancheng.kernel.approvals.models import Approval
from quancheng.kernel.approvals.papers import PaperKind
from quancheng.kernel.approvals.queries import open_approval_of, standing_approval
from quancheng.kernel.approvals.wording import writers_of
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef, row_number
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.permission import must_be_theirs
from quancheng.kernel.casework.queries import due_on
from quancheng.kernel.files.letterhead import Block, Heading, Text, in_chinese, paragraphs_of
from quancheng.kernel.orgs.roles import Role
from quancheng.kernel.text.contacts import without_personal
from quancheng.records.mailbox.events import REPLY_KIND
from quancheng.records.mailbox.models import Message, Reply
from quancheng.records.mailbox.queries.messages import message_for, open_draft
from quancheng.records.mailbox.workflow import SEND, UNDER_WAY


class NoAnswerDrafted(Refusal):
    """No answer waits to be looked through, so there is nothing to lay before a leader."""

    code = "mailbox.no_answer_drafted"


def reply_drafted(actor: Actor, ref: str) -> Contents:
    """The answer that waits, for the unit that has the message in hand.

    Raises NoSuchMessage, NotYourStep, NoAnswerDrafted.
    """
    reply = _reply(ref)
    message = message_for(actor, reply.message.number if reply else "")
    case = message.case
    must_be_theirs(SEND, actor, unit_id=case.unit_id, tenant_id=case.tenant_id)
    if reply is None or reply != open_draft(message):
        raise NoAnswerDrafted("这份答复已经退回或者发出，不需要呈批；请打开留言，看现在待审核的答复")
    return reply_contents(message, reply)


def reply_contents(message: Message, reply: Reply) -> Contents:
    """What was written and what is answered. Of the sender's data only what the answer itself says."""
    return Contents(f"关于留言{message.number}的答复", tuple(_blocks(message, reply)))


def reply_approval(message: Message, reply: Reply) -> Approval | None:
    """The approval of the answer that waits in its present words, if it was granted."""
    return standing_approval(paper_of(reply), reply_contents(message, reply))


def approval_under_way(reply: Reply) -> Approval | None:
    """The approval that its leaders have not decided yet."""
    return open_approval_of(paper_of(reply))


def paper_of(reply: Reply) -> RecordRef:
    """As what an answer is known to approvals: each draft is a paper of its own."""
    return RecordRef(REPLY_KIND, str(reply.pk))


def reply_draft(message: Message) -> str:
    """Under what name the versions of an answer are kept: anew after each that was sent."""
    sent = message.replies.filter(sent_at__isnull=False).count()
    return f"{REPLY_KIND}/{message.number}/{sent}"


def _blocks(message: Message, reply: Reply) -> Iterator[Block]:
    told = tuple(each for each in (message.name, message.contact) if each)
    came = in_chinese(timezone.localdate(message.received_at))
    yield Heading("一、来信")
    yield Text(f"{came}收到，编号{message.number}。姓名和联系方式不随呈批单提供，文中的已隐去。")
    if message.about_title:
        yield Text(f"所涉内容：{message.about_title}")
    yield from paragraphs_of(without_personal(message.text, names=told))
    yield Heading("二、拟答复")
    yield from paragraphs_of(reply.text)
    yield Text(f"答复单位：{reply.unit}")


def _reply_now(ref: str) -> Contents | None:
    reply = _reply(ref)
    if reply is None or reply.message.case.state not in SEND.out_of or reply != open_draft(reply.message):
        return None
    return reply_contents(reply.message, reply)


def _writers(ref: str) -> frozenset[int]:
    reply = _reply(ref)
    return writers_of(reply_draft(reply.message), last=reply.drafted_by_id) if reply else frozenset()


def _last_day(ref: str) -> date | None:
    """By when the sender is to be answered, while nobody has been."""
    reply = _reply(ref)
    if reply is None or reply.message.case.state not in UNDER_WAY:
        return None
    return due_on(reply.message.case)


def _reply(ref: str) -> Reply | None:
    return Reply.objects.select_related("message__case", "unit").filter(pk=row_number(ref)).first()


PAPERS = (
    PaperKind(
        code=REPLY_KIND, says="留言答复", signed_by=frozenset({Role.HEAD, Role.OPENNESS_HEAD}),
        drafted=reply_drafted, present=_reply_now, writers=_writers, due_on=_last_day,
    ),
)  # fmt: skip
