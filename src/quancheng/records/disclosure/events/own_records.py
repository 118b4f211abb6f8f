"""What can happen to own records, to what is passed along, and to what becomes public.

Neither names nor contents stand here.
"""

from dataclasses import dataclass
from datetime import date

from quancheng.kernel.audit.event import AuditEvent
from quancheng.kernel.basis.reference import RecordRef
from quancheng.records.disclosure.events import RequestEvent

OWN_RECORD_KIND, MADE_OPEN_KIND = "disclosure.own_record", "disclosure.made_open"


@dataclass(frozen=True, kw_only=True)
class OwnRecordEvent(AuditEvent):
    """Something that happened to one application for correction of an own record."""

    own_record: str

    def concerns(self) -> RecordRef | None:
        return RecordRef(OWN_RECORD_KIND, self.own_record)


@dataclass(frozen=True, kw_only=True)
class ReasonedOwnRecordEvent(OwnRecordEvent):
    """The same, with a reason in free words: of it the line keeps a digest."""

    personal = frozenset({"reason"})

    reason: str


@dataclass(frozen=True, kw_only=True)
class OwnRecordReceived(OwnRecordEvent):
    code = "disclosure.own_record.received"
    sentence = "收到更正申请{own_record}（{channel}），办理目标{days}个工作日"

    channel: str
    days: int


@dataclass(frozen=True, kw_only=True)
class OwnRecordMoved(OwnRecordEvent):
    code = "disclosure.own_record.moved"
    sentence = "更正申请{own_record}：{what}"

    what: str


@dataclass(frozen=True, kw_only=True)
class OwnRecordReturned(ReasonedOwnRecordEvent):
    code = "disclosure.own_record.returned"
    sentence = "退回更正申请{own_record}的告知书：{reason}"


@dataclass(frozen=True, kw_only=True)
class OwnRecordIssued(OwnRecordEvent):
    code = "disclosure.own_record.issued"
    sentence = "签发更正申请{own_record}的告知书{letter}，救济途径{remedy}类"

    letter: str
    remedy: str


@dataclass(frozen=True, kw_only=True)
class OwnRecordServed(OwnRecordEvent):
    code = "disclosure.own_record.served"
    sentence = "更正申请{own_record}的告知书于{served_on}送达：{end}"

    served_on: date
    end: str


@dataclass(frozen=True, kw_only=True)
class OwnRecordWithdrawn(ReasonedOwnRecordEvent):
    code = "disclosure.own_record.withdrawn"
    sentence = "申请人撤回更正申请{own_record}：{reason}"


@dataclass(frozen=True, kw_only=True)
class OwnRecordClaimed(OwnRecordEvent):
    code = "disclosure.own_record.claimed"
    sentence = "申请人将更正申请{own_record}添加到自己的账号"


@dataclass(frozen=True, kw_only=True)
class OwnLetterUnlocked(OwnRecordEvent):
    code = "disclosure.own_record.unlocked"
    sentence = "账号填对申请人证件号码的后几位，更正申请{own_record}的告知书在账号里打开"


@dataclass(frozen=True, kw_only=True)
class OwnLetterOpened(OwnRecordEvent):
    code = "disclosure.own_record.letter_opened"
    sentence = "申请人在账号里查看更正申请{own_record}的告知书"


@dataclass(frozen=True, kw_only=True)
class OwnRecordHandedOn(ReasonedOwnRecordEvent):
    code = "disclosure.own_record.handed_on"
    sentence = "因机构调整，更正申请{own_record}移交{unit}：{reason}"

    unit: str


@dataclass(frozen=True, kw_only=True)
class ClaimRead(OwnRecordEvent):
    code = "disclosure.own_record.claim_read"
    sentence = "查看更正申请{own_record}的申请人和内容"


@dataclass(frozen=True, kw_only=True)
class OwnEvidenceRead(OwnRecordEvent):
    code = "disclosure.own_record.evidence_read"
    sentence = "下载更正申请{own_record}的第{place}份证据"

    place: int


@dataclass(frozen=True, kw_only=True)
class OwnSourcesErased(AuditEvent):
    code = "disclosure.own_record.sources_erased"
    sentence = "清除{count}件更正申请的来源摘要"

    count: int


@dataclass(frozen=True, kw_only=True)
class RightAgencyNamed(RequestEvent):
    code = "disclosure.redirection.named"
    sentence = "申请{request}第{place}项：负责公开的机关为{unit}"

    place: int
    unit: str


@dataclass(frozen=True, kw_only=True)
class RedirectionWished(RequestEvent):
    code = "disclosure.redirection.wished"
    sentence = "申请{request}第{place}项：申请人要求代为向{unit}提出"

    place: int
    unit: str


@dataclass(frozen=True, kw_only=True)
class RequestPassedAlong(RequestEvent):
    code = "disclosure.redirection.registered"
    sentence = "依申请人要求，申请{request}的第{place}项在{unit}登记为新申请{new}，待双方确认"

    place: int
    unit: str
    new: str


@dataclass(frozen=True, kw_only=True)
class MadeOpenEvent(AuditEvent):
    """Something that happened to one assessment whether information becomes public by itself."""

    made_open: int

    def concerns(self) -> RecordRef | None:
        return RecordRef(MADE_OPEN_KIND, str(self.made_open))


@dataclass(frozen=True, kw_only=True)
class SameWishesNoticed(AuditEvent):
    code = "disclosure.made_open.noticed"
    sentence = "发现{count}项信息有多人申请且可以公开，提示评估"

    count: int


@dataclass(frozen=True, kw_only=True)
class OpennessSuggested(RequestEvent):
    code = "disclosure.suggestion.made"
    sentence = "申请{request}的申请人建议将所获取的信息主动公开"


@dataclass(frozen=True, kw_only=True)
class SuggestionTakenUp(MadeOpenEvent):
    code = "disclosure.suggestion.taken_up"
    sentence = "申请{request}的主动公开建议进入评估"

    request: str


@dataclass(frozen=True, kw_only=True)
class MadeOpenMoved(MadeOpenEvent):
    code = "disclosure.made_open.moved"
    sentence = "转为主动公开评估：{what}"

    what: str


@dataclass(frozen=True, kw_only=True)
class MadeOpenReturned(MadeOpenEvent):
    code = "disclosure.made_open.returned"
    sentence = "退回转为主动公开的评估意见：{reason}"
    personal = frozenset({"reason"})

    reason: str


@dataclass(frozen=True, kw_only=True)
class MadeOpenHandedOn(MadeOpenEvent):
    code = "disclosure.made_open.handed_on"
    sentence = "因机构调整，转为主动公开评估移交{unit}：{reason}"
    personal = frozenset({"reason"})

    unit: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class InformationMadeOpen(MadeOpenEvent):
    code = "disclosure.made_open.published"
    sentence = "依第四十四条转为主动公开，{published_on}公开：{address}"

    published_on: date
    address: str


@dataclass(frozen=True, kw_only=True)
class RefusalReviewed(RequestEvent):
    code = "disclosure.reevaluation.proposed"
    sentence = "定期评估申请{request}第{place}项的不予公开：{what}"

    place: int
    what: str


@dataclass(frozen=True, kw_only=True)
class RefusalDecided(RequestEvent):
    code = "disclosure.reevaluation.decided"
    sentence = "审定申请{request}第{place}项的定期评估：{what}"

    place: int
    what: str


@dataclass(frozen=True, kw_only=True)
class OwnWorkReminded(AuditEvent):
    code = "disclosure.people.own_work_reminded"
    sentence = "提醒：{own_records}件更正申请到期或逾期，{withheld}项不予公开信息应当评估"

    own_records: int
    withheld: int
