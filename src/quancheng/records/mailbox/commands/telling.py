"""Telling people about messages, inside the transaction of a command. No text of a message goes out."""

from collections.abc import Iterable
from datetime import date, datetime

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.notify.policy import Policy
from quancheng.kernel.notify.registry import Kinds, NoticeKind
from quancheng.kernel.notify.telling import tell, tell_correspondent
from quancheng.kernel.notify.wording import Wording
from quancheng.kernel.text.contacts import is_mail
from quancheng.records.mailbox.events import MESSAGE_KIND
from quancheng.records.mailbox.models import Message, Reply
from quancheng.records.mailbox.queries.messages import kind_of

SINCE = date(2020, 1, 1)


_kind = Kinds(prefix="mailbox.", since=SINCE, facts=frozenset({"number", "kind"}))


ARRIVED = _kind("arrived", "收到留言", "待分类：留言{number}", "收到一件留言（{kind}），请分类并转办。")
HANDED = _kind(
    "handed",
    "留言转办",
    "请办理：留言{number}",
    "一件留言（{kind}）转到您所在的单位，请在{due}前答复。",
    "due",
)
SENT_BACK = _kind(
    "sent_back",
    "单位退回留言",
    "已退回：留言{number}",
    "{unit}退回一件留言（{kind}）。理由：{reason}",
    "unit",
    "reason",
)
DRAFTED = _kind(
    "drafted", "答复待审核", "待审核：留言{number}的答复", "一件留言（{kind}）的答复已拟好，请审核。"
)
REFUSED = _kind(
    "refused",
    "答复退回修改",
    "请修改：留言{number}的答复",
    "一件留言（{kind}）的答复被退回。理由：{reason}",
    "reason",
)
UNSORTED = _kind(
    "unsorted",
    "留言超过期限未分类",
    "{count}件留言还没有分类",
    "最早的一件是{number}（{kind}）。请尽快分类转办。",
    "count",
)
DUE = _kind(
    "due",
    "留言到期",
    "{count}件留言今天到期或已逾期",
    "最急的一件是{number}（{kind}）。请尽快答复，或请受理机构延长期限。",
    "count",
)
ANSWERED = NoticeKind(
    code="mailbox.answered",
    says="答复留言",
    policy=Policy.REPLY,
    facts=frozenset({"number", "unit", "text"}),
    wordings=(
        Wording(
            SINCE,
            "您的留言{number}已有答复",
            "您的留言（编号{number}）已由{unit}答复如下：\n\n{text}\n\n也可以凭编号和查询码在网站“查办理情况”中查看。",
        ),
    ),
)
KINDS = (ARRIVED, HANDED, SENT_BACK, DRAFTED, REFUSED, UNSORTED, DUE, ANSWERED)


def tell_people(
    message: Message, kind: NoticeKind, people: Iterable[int], *, actor: Actor, now: datetime, **facts: str
) -> None:
    """These people are told what happened to a message; whoever did it is not."""
    tell(
        person_ids={*people} - {actor.person_id or 0},
        kind=kind,
        facts={"number": message.number, "kind": kind_of(message).says, **facts},
        about=RecordRef(MESSAGE_KIND, message.number),
        at=now,
        tenant_id=message.tenant_id,
        once=f"{message.number}:{message.case.version}",
    )


def remind_people(
    messages: list[Message], kind: NoticeKind, people: Iterable[int], *, now: datetime, once: str
) -> None:
    """These people are reminded of several messages in one notice, which opens the most urgent."""
    first = messages[0]
    tell(
        person_ids=set(people),
        kind=kind,
        facts={"number": first.number, "kind": kind_of(first).says, "count": str(len(messages))},
        about=RecordRef(MESSAGE_KIND, first.number),
        at=now,
        tenant_id=first.tenant_id,
        once=once,
    )


def mail_answer(message: Message, reply: Reply, *, now: datetime) -> bool:
    """The answer goes to the sender by e-mail, when they wished it so. Whether a letter was written."""
    if not (message.wants_mail and is_mail(message.contact)):
        return False
    return tell_correspondent(
        address=message.contact,
        kind=ANSWERED,
        facts={"number": message.number, "unit": str(reply.unit), "text": reply.text},
        at=now,
        tenant_id=message.tenant_id,
        once=f"reply:{reply.pk}",
    )
