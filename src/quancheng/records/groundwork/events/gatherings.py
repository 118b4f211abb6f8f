"""What can happen to meetings and trainings. Names, minutes and decisions never stand here in clear."""

from dataclasses import dataclass
from datetime import date, datetime

from quancheng.kernel.audit.event import AuditEvent
from quancheng.kernel.basis.reference import RecordRef

GATHERING_KIND, YEAR_KIND = "groundwork.gathering", "groundwork.year"


@dataclass(frozen=True, kw_only=True)
class GatheringEvent(AuditEvent):
    """Something that happened to one meeting or training."""

    gathering: int
    title: str

    def concerns(self) -> RecordRef | None:
        return RecordRef(GATHERING_KIND, str(self.gathering))


@dataclass(frozen=True, kw_only=True)
class ReasonedGatheringEvent(GatheringEvent):
    """The same, with a reason in free words: of it the line keeps a digest."""

    personal = frozenset({"reason"})

    reason: str


@dataclass(frozen=True, kw_only=True)
class GatheringPlanned(GatheringEvent):
    code = "groundwork.gathering.planned"
    sentence = "登记{kind}《{title}》，{on}举行"

    kind: str
    on: date


class GatheringAmended(GatheringEvent):
    code = "groundwork.gathering.amended"
    sentence = "修改《{title}》的内容"


@dataclass(frozen=True, kw_only=True)
class GatheringMoved(ReasonedGatheringEvent):
    code = "groundwork.gathering.moved"
    sentence = "《{title}》改到{on}举行：{reason}"

    on: date


class GatheringHeld(GatheringEvent):
    code = "groundwork.gathering.held"
    sentence = "报送《{title}》已举行"


class GatheringConfirmed(GatheringEvent):
    code = "groundwork.gathering.confirmed"
    sentence = "确认《{title}》已举行"


class GatheringRefused(ReasonedGatheringEvent):
    code = "groundwork.gathering.refused"
    sentence = "退回《{title}》补正：{reason}"


class GatheringCancelled(ReasonedGatheringEvent):
    code = "groundwork.gathering.cancelled"
    sentence = "取消《{title}》：{reason}"


class GatheringReopened(ReasonedGatheringEvent):
    code = "groundwork.gathering.reopened"
    sentence = "撤回对《{title}》的确认：{reason}"


@dataclass(frozen=True, kw_only=True)
class MaterialBrought(GatheringEvent):
    code = "groundwork.material.brought"
    sentence = "为《{title}》上传材料“{file}”"
    personal = frozenset({"file"})

    file: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class PersonAttended(GatheringEvent):
    code = "groundwork.attendance.added"
    sentence = "登记“{name}”参加《{title}》"
    personal = frozenset({"name"})

    name: str


@dataclass(frozen=True, kw_only=True)
class PersonStruck(ReasonedGatheringEvent):
    code = "groundwork.attendance.struck"
    sentence = "删去《{title}》的参加人“{name}”：{reason}"
    personal = frozenset({"name", "reason"})

    name: str


@dataclass(frozen=True, kw_only=True)
class SheetRead(GatheringEvent):
    code = "groundwork.attendance.sheet_read"
    sentence = "按表格登记《{title}》的参加人：新增{added}人，已在名单的{known}人"

    added: int
    known: int


@dataclass(frozen=True, kw_only=True)
class CheckInOpened(GatheringEvent):
    code = "groundwork.check_in.opened"
    sentence = "开启《{title}》的签到，到{until}止"

    until: datetime


class CheckInClosed(GatheringEvent):
    code = "groundwork.check_in.closed"
    sentence = "结束《{title}》的签到"


class SignedIn(PersonAttended):
    code = "groundwork.check_in.signed"
    sentence = "“{name}”扫码签到《{title}》"


@dataclass(frozen=True, kw_only=True)
class AttendanceExported(GatheringEvent):
    code = "groundwork.attendance.exported"
    sentence = "导出《{title}》的参加人名单（{count}人）"

    count: int


@dataclass(frozen=True, kw_only=True)
class UnitsUrged(AuditEvent):
    code = "groundwork.units.urged"
    sentence = "提醒{units}个单位：{year}年还没有举行{kind}"

    year: int
    kind: str
    units: int

    def concerns(self) -> RecordRef | None:
        return RecordRef(YEAR_KIND, str(self.year))
