"""What a kind of case may go through. Plain data, checked when the site starts. Pure."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from enum import StrEnum

from quancheng.kernel.calendar.ledger import Articles
from quancheng.kernel.calendar.levels import Thresholds

CLOCKWORK = "clockwork"  # in `Step.by`: the house itself, at night or when a period has run out
CITIZEN = "citizen"  # in `Step.by`: the citizen whose matter it is


class Reach(StrEnum):
    """For which officials a step is: those of the case's own unit, or of any unit of its government."""

    UNIT = "unit"
    TENANT = "tenant"


class Circle(StrEnum):
    """Who reads a line of the history: each circle also reads what the wider ones read."""

    STAFF = "staff"
    APPLICANT = "applicant"
    PUBLIC = "public"


class Counting(StrEnum):
    """What a clock counts. FIXED counts nothing: a step states the last day as a date."""

    WORKING_DAYS = "工作日"
    CALENDAR_DAYS = "日"
    MONTHS = "个月"
    FIXED = "固定日期"


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One thing that somebody may do, and the state in which it leaves the case.

    A step out of no state opens a case. A step into None leaves the state as it was.
    """

    code: str
    says: str
    out_of: Set[str]
    into: str | None
    by: Set[str]  # roles, any of them
    reach: Reach = Reach.UNIT
    once: bool = False  # per run: anew each time the leading clock starts anew
    up_to: int = 0  # how many days, or months, it may grant
    states_day: bool = False  # it states the last day of a fixed clock, or a later day than the counted one
    needs_reason: bool = False
    hands_over: bool = False  # it moves the case to another unit
    shown_to: Circle = Circle.STAFF
    note_shown_to: Circle = Circle.STAFF
    tells: str = ""  # in words for those outside; `says` when empty

    @property
    def opens(self) -> bool:
        return not self.out_of


@dataclass(frozen=True, slots=True)
class Saying:
    """Something of a clock that holds only where a dated norm of the government says so."""

    norm: str
    value: str  # what the norm must say
    says: str  # what is not counted then, in words
    article: str

    @property
    def cited(self) -> str:
        return f"{self.says}：{self.article}"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the history that rests where a norm says so: from one step to another, and never longer
    than to the day which the first one states.
    """

    since: Step
    ended_by: Step
    where: Saying


@dataclass(frozen=True, slots=True, eq=False)
class Clock:
    """A statutory period over a case. It is read from the case's history alone.

    A clock that counts is lengthened by the days a step grants; a fixed one moves to the day a step states.
    Where the length is a dated setting and no law, a step in `set_by` states it, and the latest one counts.
    A step in `redated_by` puts a day that it states in the place of the counted one, until the next run.
    A step in `voided_by` ends the run for good, as when another clock counts from there on.
    """

    code: str
    says: str
    articles: Articles
    starts_on: Set[Step]  # the latest one counts
    stops_in: Set[str]  # states
    length: int = 0
    set_by: Set[Step] = frozenset()
    counting: Counting = Counting.WORKING_DAYS
    pauses_in: Set[str] = frozenset()  # states
    pauses_for: Set["Workflow"] = frozenset()  # sub-cases: while any of them is under way
    pauses_read_by: str = ""  # the norm that tells where such a pause begins and ends; else after sending
    pauses_where: Mapping["Workflow", Saying] = field(default_factory=dict)  # sub-cases, if a norm says so
    rests_between: tuple[Stretch, ...] = ()
    longer_by: Set[Step] = frozenset()
    redated_by: Set[Step] = frozenset()
    rest_undone_by: Set[Step] = frozenset()  # a rest that one of them ends is counted after all
    voided_by: Set[Step] = frozenset()  # the run before it is none: the clock has not started
    longer_when_late: bool = False  # a decision after the last day still counts
    thresholds: Thresholds = field(default_factory=Thresholds)

    def ticks_in(self, state: str) -> bool:
        return state not in self.pauses_in and state not in self.stops_in


@dataclass(frozen=True, slots=True, eq=False)
class Workflow:
    """One kind of case: its states, the steps between them and the clocks that run over it.

    The first clock leads: by it the case is due, and its starts divide the case into runs.
    """

    code: str
    says: str
    states: Set[str]
    ends_in: Set[str]
    steps: tuple[Step, ...]
    clocks: tuple[Clock, ...]
    state_says: dict[str, str] = field(default_factory=dict)

    @property
    def leading(self) -> Clock:
        return self.clocks[0]

    def step(self, code: str) -> Step | None:
        """The step of that code; None for a line that the house itself wrote or an older version took."""
        return next((step for step in self.steps if step.code == code), None)

    def state_in_words(self, state: str) -> str:
        return self.state_says.get(state, state)
