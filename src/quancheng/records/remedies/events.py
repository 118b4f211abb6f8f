"""What can happen to proceedings, complaints and measures. Free words are kept as digests."""

from dataclasses import dataclass
from datetime import date

from quancheng.kernel.audit.event import AuditEvent
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.casework.events import OrderedAnew, OrderTakenBack

PROCEEDING_KIND, COMPLAINT_KIND = "remedies.proceeding", "remedies.complaint"
MEASURE_KIND = "remedies.measure"


@dataclass(frozen=True, kw_only=True)
class ProceedingEvent(AuditEvent):
    """Something that happened in one proceeding, named by its number."""

    proceeding: str
    number: str

    def concerns(self) -> RecordRef | None:
        return RecordRef(PROCEEDING_KIND, self.proceeding)


@dataclass(frozen=True, kw_only=True)
class ProceedingEntered(ProceedingEvent):
    code = "remedies.proceeding.entered"
    sentence = "登记{kind}{number}，针对申请{request}，{filed_on}提出"

    kind: str
    request: str
    filed_on: date


@dataclass(frozen=True, kw_only=True)
class ReceiptNoted(ProceedingEvent):
    """When what is attacked was received; entered again, the later entry holds."""

    code = "remedies.proceeding.receipt_noted"
    sentence = "{number}：{reply}于{known_on}收到"

    reply: str
    known_on: date


@dataclass(frozen=True, kw_only=True)
class ProceedingMoved(ProceedingEvent):
    code = "remedies.proceeding.moved"
    sentence = "{number}：{on}{what}"

    what: str
    on: date


@dataclass(frozen=True, kw_only=True)
class ProceedingStayed(ProceedingEvent):
    code = "remedies.proceeding.stayed"
    sentence = "{number}：{on}起中止，{ground}（{law}）{paper}"

    ground: str
    law: str
    paper: str
    on: date


@dataclass(frozen=True, kw_only=True)
class ProceedingResumed(ProceedingEvent):
    code = "remedies.proceeding.resumed"
    sentence = "{number}：{on}恢复审理，中止{days}日不计入期限{paper}"

    on: date
    days: int
    paper: str


@dataclass(frozen=True, kw_only=True)
class ProceedingDecided(ProceedingEvent):
    code = "remedies.proceeding.decided"
    sentence = "{number}：{what}，结果为{outcome}"

    what: str
    outcome: str


@dataclass(frozen=True, kw_only=True)
class RedoOrdered(OrderedAnew):
    """A decision or a judgment in force orders a new answer; the module of the request hears of it."""

    code = "remedies.proceeding.redo_ordered"
    sentence = "{number}：{order}，结果为{outcome}，责令{anew}自{received_on}起{days}个工作日内重新办理"

    proceeding: str
    number: str
    outcome: str

    def concerns(self) -> RecordRef | None:
        return RecordRef(PROCEEDING_KIND, self.proceeding)


@dataclass(frozen=True, kw_only=True)
class ProceedingHandedOn(ProceedingEvent):
    code = "remedies.proceeding.handed_on"
    sentence = "{number}因机构调整移交{unit}：{reason}"
    personal = frozenset({"reason"})

    unit: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ProceedingTakenBack(ProceedingEvent):
    code = "remedies.proceeding.taken_back"
    sentence = "{number}登记有误，撤销登记：{reason}"
    personal = frozenset({"reason"})

    reason: str


@dataclass(frozen=True, kw_only=True)
class RedoTakenBack(OrderTakenBack):
    """The same, with an order to answer anew: the module of the request hears of it."""

    code = "remedies.proceeding.redo_taken_back"
    sentence = "{number}登记有误，撤销登记，责令{anew}重新办理不再执行：{reason}"
    personal = frozenset({"reason"})

    proceeding: str
    number: str
    reason: str

    def concerns(self) -> RecordRef | None:
        return RecordRef(PROCEEDING_KIND, self.proceeding)


@dataclass(frozen=True, kw_only=True)
class CountedOtherwise(ProceedingEvent):
    code = "remedies.proceeding.counted_otherwise"
    sentence = "{number}在年报第四部分改列“{column}”：{reason}"
    personal = frozenset({"reason"})

    column: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class PaperAdded(ProceedingEvent):
    code = "remedies.proceeding.paper_added"
    sentence = "为{number}添加材料：{says}"
    personal = frozenset({"says"})

    says: str


@dataclass(frozen=True, kw_only=True)
class LessonsWritten(ProceedingEvent):
    code = "remedies.proceeding.lessons_written"
    sentence = "写下{number}的经验教训：{lessons}"
    personal = frozenset({"lessons"})

    lessons: str


@dataclass(frozen=True, kw_only=True)
class HeirsTold(AuditEvent):
    code = "remedies.heirs.told"
    sentence = "机构调整移交的{count}件复议诉讼、投诉举报和监督措施，已告知{unit}号单位的办理人员"

    unit: str
    count: int


@dataclass(frozen=True, kw_only=True)
class ComplaintEvent(AuditEvent):
    """Something that happened to one complaint."""

    complaint: str
    number: str

    def concerns(self) -> RecordRef | None:
        return RecordRef(COMPLAINT_KIND, self.complaint)


@dataclass(frozen=True, kw_only=True)
class ComplaintEntered(ComplaintEvent):
    code = "remedies.complaint.entered"
    sentence = "登记投诉举报{number}，涉及{unit}：{matter}"
    personal = frozenset({"matter"})

    unit: str
    matter: str


@dataclass(frozen=True, kw_only=True)
class ComplainantRead(ComplaintEvent):
    code = "remedies.complaint.complainant_read"
    sentence = "查看投诉举报{number}的投诉举报人"


@dataclass(frozen=True, kw_only=True)
class ComplaintSettled(ComplaintEvent):
    code = "remedies.complaint.settled"
    sentence = "投诉举报{number}{what}：{finding}"
    personal = frozenset({"finding"})

    what: str
    finding: str


@dataclass(frozen=True, kw_only=True)
class ComplaintExcused(ComplaintEvent):
    code = "remedies.complaint.excused"
    sentence = "投诉举报{number}属实，不采取监督措施：{reason}"
    personal = frozenset({"reason"})

    reason: str


@dataclass(frozen=True, kw_only=True)
class ComplainantAnswered(ComplaintEvent):
    code = "remedies.complaint.answered"
    sentence = "投诉举报{number}于{on}答复投诉举报人（{way}）：{answer}"
    personal = frozenset({"answer"})

    on: date
    way: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class MeasureEvent(AuditEvent):
    """Something that happened to one measure."""

    measure: str
    label: str

    def concerns(self) -> RecordRef | None:
        return RecordRef(MEASURE_KIND, self.measure)


@dataclass(frozen=True, kw_only=True)
class MeasureDrafted(MeasureEvent):
    code = "remedies.measure.drafted"
    sentence = "拟写{label}，责任单位{unit}，{until}前反馈：{problem}"
    personal = frozenset({"problem"})

    unit: str
    until: date | None
    problem: str


@dataclass(frozen=True, kw_only=True)
class MeasureEntered(MeasureEvent):
    code = "remedies.measure.entered"
    sentence = "登记{organ}的{label}，责任单位{unit}，{until}前反馈：{problem}"
    personal = frozenset({"problem"})

    organ: str
    unit: str
    until: date | None
    problem: str


@dataclass(frozen=True, kw_only=True)
class MeasureMoved(MeasureEvent):
    code = "remedies.measure.moved"
    sentence = "{label}：{what}。{reason}"
    personal = frozenset({"reason"})

    what: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class EvidenceAdded(MeasureEvent):
    code = "remedies.measure.evidence_added"
    sentence = "为{label}提供佐证：{says}"
    personal = frozenset({"says"})

    says: str


@dataclass(frozen=True, kw_only=True)
class MeasureRaised(MeasureEvent):
    code = "remedies.measure.raised"
    sentence = "{label}拟升级为{verb}：{reason}"
    personal = frozenset({"reason"})

    verb: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class PeopleReminded(AuditEvent):
    code = "remedies.people.reminded"
    sentence = "提醒：{proceedings}件复议、诉讼，{measures}项监督措施和{complaints}件投诉举报到期或逾期"

    proceedings: int
    measures: int
    complaints: int = 0
