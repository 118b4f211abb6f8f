"""What a meeting and a training are, and what is wrong with one as it was entered. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What people come together for: the plan asks for one of each a year.

    Training is regular work of the openness office (《条例》第四十八条).
    """

    MEETING = "meeting"
    TRAINING = "training"

    @property
    def says(self) -> str:
        return {Kind.MEETING: "专题会议", Kind.TRAINING: "业务培训"}[self]


KINDS = [(kind.value, kind.says) for kind in Kind]
MOST_LINES = 30  # [D] items of an agenda, and decisions of one meeting
LONGEST_MEETING = timedelta(hours=18)  # [D] one day, from early to late
MOST_HOURS = Decimal(200)  # [D] a training of a month, eight hours a worked day


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One item of the agenda and who reports on it."""

    title: str
    reporter: str = ""


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """What was decided: which unit does what, who answers for it, by when."""

    what: str
    unit_id: int
    due_on: date
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A meeting or training as it was entered."""

    kind: Kind
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    chair: str = ""
    is_chaired_by_leader: bool = False  # 主要负责同志
    hears_report: bool = False
    for_whom: str = ""
    trainer: str = ""
    hours: Decimal | None = None
    is_in_cadre_education: bool = False
    course: str = ""
    attended: int | None = None
    minutes: str = ""
    council_id: int | None = None
    agenda: tuple[AgendaLine, ...] = ()
    decisions: tuple[DecisionLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to."""

    kind: str = ""
    state: str = ""
    year: int | None = None
    unit_id: int | None = None
    word: str = ""
    is_whole: bool = True


def faults_of(told: Told) -> Iterator[str]:
    """What does not fit together, each as a sentence with its remedy."""
    if told.ends_at <= told.starts_at:
        yield "结束时间须晚于开始时间，请核对两个时间"
    if told.kind is Kind.MEETING and told.ends_at - told.starts_at > LONGEST_MEETING:
        yield "一次会议不能超过18小时，请核对两个时间；跨天的请分次登记"
    if told.is_in_cadre_education and not told.course.strip():
        yield "纳入干部教育培训的，请填写班次名称和主办单位"
    if told.hours is not None and not Decimal(0) < told.hours <= MOST_HOURS:
        yield f"学时须大于0、不超过{MOST_HOURS}，请核对"
    if max(len(told.agenda), len(told.decisions)) > MOST_LINES:
        yield f"议程和议定事项各不超过{MOST_LINES}项，请合并"


def missing_when_held(told: Told) -> Iterator[str]:
    """What a record of something held must say before a head can stand by it."""
    if not told.chair.strip() and told.kind is Kind.MEETING:
        yield "主持人"
    if told.kind is Kind.MEETING and not told.agenda:
        yield "议程"
    if told.kind is Kind.MEETING and not told.minutes.strip():
        yield "会议纪要"
    if told.kind is Kind.TRAINING and not told.trainer.strip():
        yield "授课人"
    if told.kind is Kind.TRAINING and told.hours is None:
        yield "学时"
