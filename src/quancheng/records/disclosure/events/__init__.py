"""What can happen to requests, in words for their history. Neither names nor contents stand here."""

from dataclasses import dataclass
from datetime import date

from quancheng.kernel.audit.event import AuditEvent
from quancheng.kernel.basis.reference import RecordRef

REQUEST_KIND, CONSULTATION_KIND = "disclosure.request", "disclosure.consultation"
FILE_KIND = "disclosure.file"
JOINT_KIND, DEMAND_KIND, BULLETIN_KIND = "disclosure.joint", "disclosure.demand", "disclosure.bulletin"


@dataclass(frozen=True, kw_only=True)
class RequestEvent(AuditEvent):
    """Something that happened to one request, named by its number."""

    request: str

    def concerns(self) -> RecordRef | None:
        return RecordRef(REQUEST_KIND, self.request)


@dataclass(frozen=True, kw_only=True)
class ReasonedRequestEvent(RequestEvent):
    """The same, with a reason in free words: of it the line keeps a digest."""

    personal = frozenset({"reason"})

    reason: str


@dataclass(frozen=True, kw_only=True)
class RequestSubmitted(RequestEvent):
    code = "disclosure.request.submitted"
    sentence = "收到政府信息公开申请{request}（{channel}），待双方确认"

    channel: str


@dataclass(frozen=True, kw_only=True)
class RequestReceived(RequestEvent):
    code = "disclosure.request.received"
    sentence = "登记政府信息公开申请{request}（{channel}），收到日期{received_on}"

    channel: str
    received_on: date


@dataclass(frozen=True, kw_only=True)
class ReceiptConfirmed(RequestEvent):
    code = "disclosure.request.confirmed"
    sentence = "与申请人确认收到申请{request}，收到日期{received_on}"

    received_on: date


@dataclass(frozen=True, kw_only=True)
class CorrectionAsked(ReasonedRequestEvent):
    code = "disclosure.correction.asked"
    sentence = "告知申请{request}补正，期限{days}个工作日：{reason}"

    days: int


@dataclass(frozen=True, kw_only=True)
class CorrectionNoticeServed(RequestEvent):
    code = "disclosure.correction.notice_served"
    sentence = "申请{request}的补正告知书于{served_on}送达"

    served_on: date


@dataclass(frozen=True, kw_only=True)
class CorrectionReceived(RequestEvent):
    code = "disclosure.correction.received"
    sentence = "{received_on}收到申请{request}的补正，答复期限重新计算"

    received_on: date


@dataclass(frozen=True, kw_only=True)
class RequestLapsed(RequestEvent):
    code = "disclosure.request.lapsed"
    sentence = "申请{request}补正期限已于{last_on}届满，视为放弃申请"

    last_on: date


@dataclass(frozen=True, kw_only=True)
class RequestWithdrawn(ReasonedRequestEvent):
    code = "disclosure.request.withdrawn"
    sentence = "申请人撤回申请{request}：{reason}"


@dataclass(frozen=True, kw_only=True)
class AnswerExtended(ReasonedRequestEvent):
    code = "disclosure.answer.extended"
    sentence = "申请{request}延长答复期限{days}个工作日：{reason}"

    days: int


@dataclass(frozen=True, kw_only=True)
class RequestCalledIn(ReasonedRequestEvent):
    code = "disclosure.request.called_in"
    sentence = "督促办理申请{request}：{reason}"


@dataclass(frozen=True, kw_only=True)
class JointCalled(ReasonedRequestEvent):
    code = "disclosure.joint.called"
    sentence = "就申请{request}发起{sort}，{units}参加：{reason}"

    sort: str
    units: str


@dataclass(frozen=True, kw_only=True)
class OpinionGiven(ReasonedRequestEvent):
    code = "disclosure.joint.opinion_given"
    sentence = "{unit}就申请{request}反馈意见：{reason}"

    unit: str


@dataclass(frozen=True, kw_only=True)
class JointConcluded(ReasonedRequestEvent):
    code = "disclosure.joint.concluded"
    sentence = "申请{request}的{sort}形成结论：{reason}"

    sort: str


@dataclass(frozen=True, kw_only=True)
class JointDropped(ReasonedRequestEvent):
    code = "disclosure.joint.dropped"
    sentence = "取消申请{request}的{sort}：{reason}"

    sort: str


@dataclass(frozen=True, kw_only=True)
class DemandHanded(ReasonedRequestEvent):
    code = "disclosure.demand.handed"
    sentence = "将申请{request}中的诉求转{unit}办理，期限{until}：{reason}"

    unit: str
    until: date


@dataclass(frozen=True, kw_only=True)
class DemandMoved(ReasonedRequestEvent):
    code = "disclosure.demand.moved"
    sentence = "申请{request}的转办事项{demand}：{what}。{reason}"

    demand: int
    what: str


@dataclass(frozen=True, kw_only=True)
class OutcomesCounted(AuditEvent):
    code = "disclosure.outcomes.counted"
    sentence = "统计{count}件办结申请的用时"

    count: int


@dataclass(frozen=True, kw_only=True)
class PartiesUrged(AuditEvent):
    code = "disclosure.parties.urged"
    sentence = "提醒：{unsigned}份征求意见书没有签收凭证，{opinions}个单位的意见和{demands}件转办事项到期"

    unsigned: int
    opinions: int
    demands: int


@dataclass(frozen=True, kw_only=True)
class BulletinEvent(AuditEvent):
    """Something that happened to one bulletin about requests."""

    bulletin: int

    def concerns(self) -> RecordRef | None:
        return RecordRef(BULLETIN_KIND, str(self.bulletin))


@dataclass(frozen=True, kw_only=True)
class BulletinDrafted(BulletinEvent):
    code = "disclosure.bulletin.drafted"
    sentence = "按{span}的数据起草依申请公开通报{bulletin}"

    span: str


@dataclass(frozen=True, kw_only=True)
class BulletinChanged(BulletinEvent):
    code = "disclosure.bulletin.changed"
    sentence = "依申请公开通报{bulletin}：{what}"

    what: str


@dataclass(frozen=True, kw_only=True)
class BulletinIssued(BulletinEvent):
    code = "disclosure.bulletin.issued"
    sentence = "印发依申请公开通报{label}，发至{units}个单位"

    label: str
    units: int


@dataclass(frozen=True, kw_only=True)
class RequestHandedOn(ReasonedRequestEvent):
    code = "disclosure.request.handed_on"
    sentence = "因机构调整，申请{request}移交{unit}：{reason}"

    unit: str


@dataclass(frozen=True, kw_only=True)
class RequestOrderedAnew(RequestEvent):
    code = "disclosure.request.ordered_anew"
    sentence = "申请{request}按{order}重新办理，自{received_on}起{days}个工作日内答复"

    order: str
    received_on: date
    days: int


@dataclass(frozen=True, kw_only=True)
class ApplicantRead(RequestEvent):
    code = "disclosure.applicant.read"
    sentence = "查看申请{request}的申请人信息"


@dataclass(frozen=True, kw_only=True)
class RequestClaimed(RequestEvent):
    code = "disclosure.request.claimed"
    sentence = "申请人将申请{request}添加到自己的账号"


@dataclass(frozen=True, kw_only=True)
class RequestsDetached(AuditEvent):
    code = "disclosure.requests.detached"
    sentence = "{count}件申请与已注销的账号脱离"

    count: int


@dataclass(frozen=True, kw_only=True)
class ConsultationSent(RequestEvent):
    code = "disclosure.consultation.sent"
    sentence = "就申请{request}征求意见（第{place}份，{party}），{sent_on}发出"

    place: int
    party: str
    sent_on: date


@dataclass(frozen=True, kw_only=True)
class ConsultationMoved(RequestEvent):
    code = "disclosure.consultation.moved"
    sentence = "申请{request}的征求意见（第{place}份）：{on}{what}"

    place: int
    what: str
    on: date


@dataclass(frozen=True, kw_only=True)
class ItemsDivided(RequestEvent):
    code = "disclosure.items.divided"
    sentence = "申请{request}分为{count}项办理"

    count: int


@dataclass(frozen=True, kw_only=True)
class ItemDecided(RequestEvent):
    code = "disclosure.item.decided"
    sentence = "申请{request}第{place}项拟处理为{decision}，年报第{row}行"

    place: int
    decision: str
    row: int


@dataclass(frozen=True, kw_only=True)
class SearchRecorded(RequestEvent):
    code = "disclosure.search.recorded"
    sentence = "记录申请{request}第{place}项的检索：{result}"

    place: int
    result: str


@dataclass(frozen=True, kw_only=True)
class SearchWithdrawn(ReasonedRequestEvent):
    code = "disclosure.search.withdrawn"
    sentence = "撤回申请{request}的一份检索记录：{reason}"


@dataclass(frozen=True, kw_only=True)
class PartRecorded(RequestEvent):
    code = "disclosure.part.recorded"
    sentence = "记录申请{request}第{place}项的一处不公开部分，依据{ground}"

    place: int
    ground: str


@dataclass(frozen=True, kw_only=True)
class PartRemoved(RequestEvent):
    code = "disclosure.part.removed"
    sentence = "删去申请{request}的一处不公开部分，依据{ground}"

    ground: str


@dataclass(frozen=True, kw_only=True)
class CheckAcknowledged(ReasonedRequestEvent):
    code = "disclosure.check.acknowledged"
    sentence = "申请{request}签发前检查“{check}”有发现，仍继续办理：{reason}"

    check: str


@dataclass(frozen=True, kw_only=True)
class RequestsJoined(RequestEvent):
    code = "disclosure.requests.joined"
    sentence = "申请{request}与{others}并案办理"

    others: str


@dataclass(frozen=True, kw_only=True)
class RequestParted(RequestEvent):
    code = "disclosure.request.parted"
    sentence = "申请{request}不再并案办理"


@dataclass(frozen=True, kw_only=True)
class DecisionsCopied(RequestEvent):
    code = "disclosure.decisions.copied"
    sentence = "申请{request}的处理意见用于并案的{others}"

    others: str


@dataclass(frozen=True, kw_only=True)
class ReplyDrafted(RequestEvent):
    code = "disclosure.reply.drafted"
    sentence = "拟写申请{request}的答复书：{text}"
    personal = frozenset({"text"})

    text: str


@dataclass(frozen=True, kw_only=True)
class ReplyMoved(RequestEvent):
    code = "disclosure.reply.moved"
    sentence = "申请{request}的答复书{what}"

    what: str


@dataclass(frozen=True, kw_only=True)
class ReplyReturned(ReasonedRequestEvent):
    code = "disclosure.reply.returned"
    sentence = "退回申请{request}的答复书：{reason}"


@dataclass(frozen=True, kw_only=True)
class ReplyIssued(RequestEvent):
    code = "disclosure.reply.issued"
    sentence = "签发申请{request}的答复书{letter}，救济途径{remedy}类"

    letter: str
    remedy: str


@dataclass(frozen=True, kw_only=True)
class ReplyServed(RequestEvent):
    code = "disclosure.reply.served"
    sentence = "申请{request}的答复书于{served_on}送达（{way}）"

    served_on: date
    way: str


@dataclass(frozen=True, kw_only=True)
class PeopleReminded(AuditEvent):
    code = "disclosure.people.reminded"
    sentence = "提醒：{unconfirmed}件申请没有确认收到，{due}件到期或逾期"

    unconfirmed: int
    due: int


@dataclass(frozen=True, kw_only=True)
class SourcesErased(AuditEvent):
    code = "disclosure.sources.erased"
    sentence = "清除{count}件申请的来源摘要"

    count: int


@dataclass(frozen=True, kw_only=True)
class LetterServed(RequestEvent):
    code = "disclosure.letter.served"
    sentence = "申请{request}的文书{letter}于{served_on}送达（{way}）"

    letter: str
    served_on: date
    way: str


@dataclass(frozen=True, kw_only=True)
class LetterRead(RequestEvent):
    code = "disclosure.letter.read"
    sentence = "下载申请{request}的文书{letter}"

    letter: str


@dataclass(frozen=True, kw_only=True)
class LetterVoided(ReasonedRequestEvent):
    code = "disclosure.letter.voided"
    sentence = "申请{request}的文书{letter}作废：{reason}"

    letter: str


@dataclass(frozen=True, kw_only=True)
class PartyOverruled(RequestEvent):
    code = "disclosure.party.overruled"
    sentence = "申请{request}第{place}份征求意见：因公共利益决定公开，告知第三方{letter}"

    place: int
    letter: str


@dataclass(frozen=True, kw_only=True)
class FeeProposed(RequestEvent):
    code = "disclosure.fee.proposed"
    sentence = "拟对申请{request}{basis}信息处理费{yuan}元"

    basis: str
    yuan: int


@dataclass(frozen=True, kw_only=True)
class FeeDropped(ReasonedRequestEvent):
    code = "disclosure.fee.dropped"
    sentence = "申请{request}不收信息处理费：{reason}"


@dataclass(frozen=True, kw_only=True)
class FeeNoticeIssued(RequestEvent):
    code = "disclosure.fee.notice_issued"
    sentence = "签发申请{request}的收费通知书{letter}，{yuan}元"

    letter: str
    yuan: int


@dataclass(frozen=True, kw_only=True)
class FeeNoticeServed(RequestEvent):
    code = "disclosure.fee.notice_served"
    sentence = "申请{request}的收费通知书于{served_on}送达"

    served_on: date


@dataclass(frozen=True, kw_only=True)
class FeePaid(RequestEvent):
    code = "disclosure.fee.paid"
    sentence = "申请{request}于{paid_on}缴纳信息处理费{yuan}元，答复期限重新计算"

    paid_on: date
    yuan: int


@dataclass(frozen=True, kw_only=True)
class FeeUnpaid(RequestEvent):
    code = "disclosure.fee.unpaid"
    sentence = "申请{request}缴费期限已于{last_on}届满，不再处理"

    last_on: date


@dataclass(frozen=True, kw_only=True)
class ReasonsAsked(ReasonedRequestEvent):
    code = "disclosure.reasons.asked"
    sentence = "请申请{request}的申请人在{until}前说明理由：{reason}"

    until: date


@dataclass(frozen=True, kw_only=True)
class ReasonsGiven(RequestEvent):
    code = "disclosure.reasons.given"
    sentence = "{received_on}收到申请{request}的申请人说明的理由"

    received_on: date


@dataclass(frozen=True, kw_only=True)
class AnswerDelayed(ReasonedRequestEvent):
    code = "disclosure.answer.delayed"
    sentence = "申请{request}延迟至{until}前答复：{reason}"

    until: date


@dataclass(frozen=True, kw_only=True)
class PaperAdded(RequestEvent):
    code = "disclosure.paper.added"
    sentence = "为申请{request}补充身份证明文件"


@dataclass(frozen=True, kw_only=True)
class PaperRead(RequestEvent):
    code = "disclosure.paper.read"
    sentence = "查看申请{request}的身份证明文件"


@dataclass(frozen=True, kw_only=True)
class FileAttached(RequestEvent):
    code = "disclosure.file.attached"
    sentence = "为申请{request}第{place}项添加附件{file}，{how}，原件摘要{digest}"

    place: int
    file: int
    how: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class FileChanged(RequestEvent):
    code = "disclosure.file.changed"
    sentence = "申请{request}的附件{file}改为{how}"

    file: int
    how: str


@dataclass(frozen=True, kw_only=True)
class FileRemoved(RequestEvent):
    code = "disclosure.file.removed"
    sentence = "移除申请{request}的附件{file}"

    file: int


@dataclass(frozen=True, kw_only=True)
class FileRedacted(RequestEvent):
    code = "disclosure.file.redacted"
    sentence = "申请{request}的附件{file}以区分处理{redaction}的公开件提供，遮盖{parts}处"

    file: int
    redaction: int
    parts: int


@dataclass(frozen=True, kw_only=True)
class FileRead(RequestEvent):
    code = "disclosure.file.read"
    sentence = "下载申请{request}的附件{file}（{what}）"

    file: int
    what: str


@dataclass(frozen=True, kw_only=True)
class ReplyOpened(RequestEvent):
    code = "disclosure.reply.opened"
    sentence = "申请人查看申请{request}的答复书（{how}）"

    how: str


@dataclass(frozen=True, kw_only=True)
class FileFetched(RequestEvent):
    code = "disclosure.file.fetched"
    sentence = "申请人下载申请{request}的附件{file}"

    file: int
