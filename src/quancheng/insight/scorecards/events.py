"""What can happen to indicator sets, results, appeals and letters, in words for their history."""

from dataclasses import dataclass
from datetime import date

from quancheng.kernel.audit.event import AuditEvent
from quancheng.kernel.basis.reference import RecordRef

SET_KIND, RESULT_KIND = "scorecards.set", "scorecards.result"
APPEAL_KIND, LETTER_KIND = "scorecards.appeal", "scorecards.letter"


@dataclass(frozen=True, kw_only=True)
class SetEvent(AuditEvent):
    """Something that happened to one indicator set."""

    score_set: int

    def concerns(self) -> RecordRef | None:
        return RecordRef(SET_KIND, str(self.score_set))


@dataclass(frozen=True, kw_only=True)
class SetDrafted(SetEvent):
    code = "scorecards.set.drafted"
    sentence = "拟定{year}年考核指标第{number}版，考核{units}个单位"

    year: int
    number: int
    units: int


class SetAmended(SetEvent):
    code = "scorecards.set.amended"
    sentence = "修改考核指标{score_set}的设定"


@dataclass(frozen=True, kw_only=True)
class UnitsChosen(SetEvent):
    code = "scorecards.set.units_chosen"
    sentence = "确定考核指标{score_set}的考核对象{units}个"

    units: int


@dataclass(frozen=True, kw_only=True)
class IndicatorWritten(SetEvent):
    code = "scorecards.indicator.written"
    sentence = "考核指标{score_set}写入指标{indicator}，{points}分"

    indicator: str
    points: str


@dataclass(frozen=True, kw_only=True)
class IndicatorRemoved(SetEvent):
    code = "scorecards.indicator.removed"
    sentence = "考核指标{score_set}删去指标{indicator}"

    indicator: str


@dataclass(frozen=True, kw_only=True)
class IndicatorsBrought(SetEvent):
    code = "scorecards.indicators.brought"
    sentence = "考核指标{score_set}由表格导入{count}项指标"

    count: int


@dataclass(frozen=True, kw_only=True)
class SetIssued(SetEvent):
    code = "scorecards.set.issued"
    sentence = "签发考核指标{score_set}，自{from_on}起施行"

    from_on: date


class SetDiscarded(SetEvent):
    code = "scorecards.set.discarded"
    sentence = "作废考核指标草稿{score_set}"


@dataclass(frozen=True, kw_only=True)
class MarkGiven(SetEvent):
    code = "scorecards.mark.given"
    sentence = "人工评定{unit}{period}的指标{indicator}为{points}分：{reason}"
    personal = frozenset({"reason"})

    unit: str
    period: str
    indicator: str
    points: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class MarkConfirmed(SetEvent):
    code = "scorecards.mark.confirmed"
    sentence = "确认{unit}{period}的指标{indicator}人工评定为{points}分"

    unit: str
    period: str
    indicator: str
    points: str


@dataclass(frozen=True, kw_only=True)
class ResultFrozen(AuditEvent):
    code = "scorecards.result.frozen"
    sentence = "固化{period}考核结果，{units}个单位，申诉截止{appeal_until}"

    result: int
    period: str
    units: int
    appeal_until: date

    def concerns(self) -> RecordRef | None:
        return RecordRef(RESULT_KIND, str(self.result))


@dataclass(frozen=True, kw_only=True)
class AppealEvent(AuditEvent):
    """Something that happened to one appeal."""

    appeal: int

    def concerns(self) -> RecordRef | None:
        return RecordRef(APPEAL_KIND, str(self.appeal))


@dataclass(frozen=True, kw_only=True)
class AppealFiled(AppealEvent):
    code = "scorecards.appeal.filed"
    sentence = "{unit}就指标{indicator}提出申诉：{text}"
    personal = frozenset({"text"})

    unit: str
    indicator: str
    text: str


@dataclass(frozen=True, kw_only=True)
class AppealUpheld(AppealEvent):
    code = "scorecards.appeal.upheld"
    sentence = "申诉{appeal}成立，更正{change}分：{reason}"
    personal = frozenset({"reason"})

    change: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class AppealRejected(AppealEvent):
    code = "scorecards.appeal.rejected"
    sentence = "申诉{appeal}维持原分：{reason}"
    personal = frozenset({"reason"})

    reason: str


class AppealWithdrawn(AppealEvent):
    code = "scorecards.appeal.withdrawn"
    sentence = "撤回申诉{appeal}"


@dataclass(frozen=True, kw_only=True)
class LetterEvent(AuditEvent):
    """Something that happened to one letter."""

    letter: int

    def concerns(self) -> RecordRef | None:
        return RecordRef(LETTER_KIND, str(self.letter))


@dataclass(frozen=True, kw_only=True)
class LetterDrafted(LetterEvent):
    code = "scorecards.letter.drafted"
    sentence = "起草{kind}，送{units}个单位"

    kind: str
    units: int


class LetterAmended(LetterEvent):
    code = "scorecards.letter.amended"
    sentence = "修改考核函件草稿{letter}"


class LetterDiscarded(LetterEvent):
    code = "scorecards.letter.discarded"
    sentence = "作废考核函件草稿{letter}"


@dataclass(frozen=True, kw_only=True)
class LetterIssued(LetterEvent):
    code = "scorecards.letter.issued"
    sentence = "签发{label}，送{units}个单位"

    label: str
    units: int


@dataclass(frozen=True, kw_only=True)
class ApprovedLetterSent(LetterEvent):
    code = "scorecards.letter.approved_sent"
    sentence = "按批准的文稿印发{label}，送{units}个单位"

    label: str
    units: int


@dataclass(frozen=True, kw_only=True)
class LetterWithdrawn(LetterEvent):
    code = "scorecards.letter.withdrawn"
    sentence = "撤回{label}：{reason}"
    personal = frozenset({"reason"})

    label: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class LetterTakenOver(LetterEvent):
    code = "scorecards.letter.taken_over"
    sentence = "{unit}接手{label}的反馈"

    label: str
    unit: str


@dataclass(frozen=True, kw_only=True)
class LetterAnswered(LetterEvent):
    code = "scorecards.letter.answered"
    sentence = "{unit}反馈{label}：{text}"
    personal = frozenset({"text"})

    label: str
    unit: str
    text: str


@dataclass(frozen=True, kw_only=True)
class LetterSigned(LetterEvent):
    code = "scorecards.letter.signed"
    sentence = "{unit}签收{label}"

    label: str
    unit: str


@dataclass(frozen=True, kw_only=True)
class TalkRecorded(LetterEvent):
    code = "scorecards.talk.recorded"
    sentence = "记录{label}的约谈（{on}），{follow_up_on}回访：{agreed}"
    personal = frozenset({"agreed"})

    label: str
    on: date
    follow_up_on: date
    agreed: str


@dataclass(frozen=True, kw_only=True)
class TalkAddedTo(LetterEvent):
    code = "scorecards.talk.added_to"
    sentence = "补正{label}的约谈记录：{text}"
    personal = frozenset({"text"})

    label: str
    text: str


@dataclass(frozen=True, kw_only=True)
class TalkFollowedUp(LetterEvent):
    code = "scorecards.talk.followed_up"
    sentence = "记录{label}的约谈回访：{text}"
    personal = frozenset({"text"})

    label: str
    text: str


@dataclass(frozen=True, kw_only=True)
class BasisEntered(AuditEvent):
    code = "scorecards.basis.entered"
    sentence = "录入{kind}的依据，自{from_on}起：{basis}（{source}）"

    kind: str
    from_on: date
    basis: str
    source: str


@dataclass(frozen=True, kw_only=True)
class BasisConfirmed(AuditEvent):
    code = "scorecards.basis.confirmed"
    sentence = "确认{kind}的依据，自{from_on}起：{basis}"

    kind: str
    from_on: date
    basis: str


@dataclass(frozen=True, kw_only=True)
class BasisDropped(AuditEvent):
    code = "scorecards.basis.dropped"
    sentence = "放弃{kind}的依据（自{from_on}）：{basis}"

    kind: str
    from_on: date
    basis: str


@dataclass(frozen=True, kw_only=True)
class OfficeReminded(AuditEvent):
    code = "scorecards.office.reminded"
    sentence = "提醒政务公开机构：{talks}次约谈今天回访"

    talks: int
