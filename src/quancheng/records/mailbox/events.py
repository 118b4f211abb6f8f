"""What can happen to messages, in words for their history. Their texts never stand here."""

from dataclasses import dataclass
from datetime import date

from quancheng.kernel.audit.event import AuditEvent
from quancheng.kernel.basis.reference import RecordRef

MESSAGE_KIND, REPLY_KIND, PUBLISHED_KIND = "mailbox.message", "mailbox.reply", "mailbox.published"


@dataclass(frozen=True, kw_only=True)
class MessageEvent(AuditEvent):
    """Something that happened to one message, named by its number."""

    message: str

    def concerns(self) -> RecordRef | None:
        return RecordRef(MESSAGE_KIND, self.message)


@dataclass(frozen=True, kw_only=True)
class ReasonedMessageEvent(MessageEvent):
    """The same, with a reason in free words: of it the line keeps a digest."""

    personal = frozenset({"reason"})

    reason: str


@dataclass(frozen=True, kw_only=True)
class MessageReceived(MessageEvent):
    code = "mailbox.message.received"
    sentence = "收到留言{message}（{kind}），{days}个工作日内答复"

    kind: str
    days: int


@dataclass(frozen=True, kw_only=True)
class MessageClaimed(MessageEvent):
    code = "mailbox.message.claimed"
    sentence = "留言{message}由留言人凭查询码添加到本人账号"


@dataclass(frozen=True, kw_only=True)
class MessagesDetached(AuditEvent):
    code = "mailbox.message.detached"
    sentence = "账号注销，{count}件留言与账号脱离；留言照常办理和保存"

    count: int


@dataclass(frozen=True, kw_only=True)
class MessageClassified(ReasonedMessageEvent):
    code = "mailbox.message.classified"
    sentence = "留言{message}分类为{kind}，由{unit}办理，期限{days}个工作日：{reason}"

    kind: str
    unit: str
    days: int


@dataclass(frozen=True, kw_only=True)
class MessageReclassified(ReasonedMessageEvent):
    code = "mailbox.message.reclassified"
    sentence = "留言{message}改为{kind}，期限{days}个工作日：{reason}"

    kind: str
    days: int


@dataclass(frozen=True, kw_only=True)
class MessageTransferred(ReasonedMessageEvent):
    code = "mailbox.message.transferred"
    sentence = "留言{message}改由{unit}办理：{reason}"

    unit: str


class MessageSentBack(ReasonedMessageEvent):
    code = "mailbox.message.sent_back"
    sentence = "留言{message}退回受理机构：{reason}"


class MessageSetAside(ReasonedMessageEvent):
    code = "mailbox.message.set_aside"
    sentence = "留言{message}不予办理：{reason}"


@dataclass(frozen=True, kw_only=True)
class MessageReopened(ReasonedMessageEvent):
    code = "mailbox.message.reopened"
    sentence = "留言{message}重新办理，期限{days}个工作日：{reason}"

    days: int


@dataclass(frozen=True, kw_only=True)
class PeriodExtended(ReasonedMessageEvent):
    code = "mailbox.message.extended"
    sentence = "留言{message}的办理期限延长{days}个工作日：{reason}"

    days: int


@dataclass(frozen=True, kw_only=True)
class ReplyDrafted(MessageEvent):
    code = "mailbox.reply.drafted"
    sentence = "拟好留言{message}的答复：{text}"
    personal = frozenset({"text"})

    text: str


class ReplyRefused(ReasonedMessageEvent):
    code = "mailbox.reply.refused"
    sentence = "退回留言{message}的答复：{reason}"


@dataclass(frozen=True, kw_only=True)
class ReplySent(MessageEvent):
    code = "mailbox.reply.sent"
    sentence = "答复留言{message}：{text}"
    personal = frozenset({"text"})

    text: str
    by_mail: bool


@dataclass(frozen=True, kw_only=True)
class ApprovedReplySent(ReplySent):
    code = "mailbox.reply.approved_sent"
    sentence = "发出留言{message}已批准的答复（{approval}，{signer}签发）：{text}"

    approval: str
    signer: str


class ContactRead(MessageEvent):
    code = "mailbox.contact.read"
    sentence = "查看了留言{message}的姓名和联系方式"


@dataclass(frozen=True, kw_only=True)
class PublicationDrafted(MessageEvent):
    code = "mailbox.publication.drafted"
    sentence = "拟公开留言{message}：{title}"
    personal = frozenset({"title"})

    title: str


@dataclass(frozen=True, kw_only=True)
class PublicationDropped(ReasonedMessageEvent):
    code = "mailbox.publication.dropped"
    sentence = "不公开留言{message}的拟稿：{reason}"


@dataclass(frozen=True, kw_only=True)
class MessagePublished(MessageEvent):
    code = "mailbox.publication.published"
    sentence = "公开留言{message}：{title}"

    title: str


class MessageWithdrawn(ReasonedMessageEvent):
    code = "mailbox.publication.withdrawn"
    sentence = "撤下公开的留言{message}：{reason}"


@dataclass(frozen=True, kw_only=True)
class LimitSet(AuditEvent):
    code = "mailbox.limit.set"
    sentence = "{rule}自{from_on}起为{value}：{source}"

    rule: str
    from_on: date
    value: int
    source: str


@dataclass(frozen=True, kw_only=True)
class ReplyWaySet(AuditEvent):
    code = "mailbox.way.set"
    sentence = "{kinds}的答复自{from_on}起{way}：{source}"

    kinds: str
    from_on: date
    way: str
    source: str


@dataclass(frozen=True, kw_only=True)
class PeopleReminded(AuditEvent):
    code = "mailbox.people.reminded"
    sentence = "提醒受理机构和单位：{unsorted}件留言超过期限未分类，{due}件到期或逾期"

    unsorted: int
    due: int


@dataclass(frozen=True, kw_only=True)
class SourcesErased(AuditEvent):
    code = "mailbox.sources.erased"
    sentence = "清除{count}件留言的来源摘要"

    count: int
