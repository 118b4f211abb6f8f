"""What can happen to joint mechanisms, and to what meetings decided."""

from dataclasses import dataclass
from datetime import date

from quancheng.kernel.audit.event import AuditEvent
from quancheng.kernel.basis.reference import RecordRef
from quancheng.records.groundwork.events.gatherings import GatheringEvent

COUNCIL_KIND = "groundwork.council"


@dataclass(frozen=True, kw_only=True)
class CouncilEvent(AuditEvent):
    """Something that happened to one joint mechanism."""

    council: int
    name: str

    def concerns(self) -> RecordRef | None:
        return RecordRef(COUNCIL_KIND, str(self.council))


@dataclass(frozen=True, kw_only=True)
class CouncilFounded(CouncilEvent):
    code = "groundwork.council.founded"
    sentence = "登记议事协调机制“{name}”，{members}个成员单位"

    members: int


@dataclass(frozen=True, kw_only=True)
class MemberJoined(CouncilEvent):
    code = "groundwork.council.member_joined"
    sentence = "{unit}自{on}起加入“{name}”"

    unit: str
    on: date


@dataclass(frozen=True, kw_only=True)
class MemberLeft(CouncilEvent):
    code = "groundwork.council.member_left"
    sentence = "{unit}自{on}起退出“{name}”"

    unit: str
    on: date


@dataclass(frozen=True, kw_only=True)
class CouncilEnded(CouncilEvent):
    code = "groundwork.council.ended"
    sentence = "议事协调机制“{name}”于{on}终止，{members}个成员单位随之终止"

    on: date
    members: int


@dataclass(frozen=True, kw_only=True)
class DecisionSettled(GatheringEvent):
    code = "groundwork.decision.settled"
    sentence = "《{title}》的议定事项“{what}”办结：{result}"
    personal = frozenset({"what", "result"})

    what: str
    result: str


@dataclass(frozen=True, kw_only=True)
class DecisionsReminded(AuditEvent):
    code = "groundwork.decisions.reminded"
    sentence = "提醒{units}个单位：{count}件议定事项到期或已逾期"

    units: int
    count: int
