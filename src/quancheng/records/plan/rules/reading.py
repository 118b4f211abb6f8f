"""What a careful reader has understood of a work plan: rows, and doubts beside them."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """牵头、配合，or simply 责任 when the plan makes no difference."""

    LEAD = "lead"
    SUPPORT = "support"
    RESPONSIBLE = "responsible"


class DeadlineKind(StrEnum):
    """一个日子、长期、周期，or nothing that can be read."""

    DATE = "date"
    CONTINUOUS = "continuous"
    RECURRING = "recurring"
    NONE = "none"


class TargetKind(StrEnum):
    """数量、比例、频次、日子."""

    COUNT = "count"
    RATE = "rate"
    RHYTHM = "rhythm"
    DATE = "date"


class Level(StrEnum):
    """A doubt wants a decision; information wants only to be seen."""

    DOUBT = "doubt"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True)
class Problem:
    """One doubt about the plan: the sentence names the place and the remedy."""

    code: str
    sentence: str
    place: str = ""
    level: Level = Level.DOUBT


@dataclass(frozen=True, slots=True)
class UnitReading:
    """A unit as written, line breaks removed, and its part in the row."""

    name: str
    role: Role = Role.RESPONSIBLE


@dataclass(frozen=True, slots=True)
class DeadlineReading:
    """完成时限 as written, and the last day it means when it means one."""

    text: str = ""
    kind: DeadlineKind = DeadlineKind.NONE
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class TargetReading:
    """A figure that the requirement itself sets; `number` counts in `unit`, 万 and 亿 already multiplied."""

    text: str
    kind: TargetKind
    number: int | float | None = None
    unit: str = ""
    at_least: bool = False
    per: str = ""
    up_to: int | float | None = None


@dataclass(frozen=True, slots=True)
class RowReading:
    """One row of the plan. `carried` names the fields taken from a merged cell above (字段名)."""

    no: str
    section: str
    subsection: str
    requirement: str
    units: tuple[UnitReading, ...] = ()
    deadline: DeadlineReading = DeadlineReading()
    targets: tuple[TargetReading, ...] = ()
    problems: tuple[Problem, ...] = ()
    carried: frozenset[str] = frozenset()
    place: str = ""


@dataclass(frozen=True, slots=True)
class PlanReading:
    """The whole plan as understood; nothing in it is decided until an official confirms."""

    title: str
    year: int | None
    rows: tuple[RowReading, ...]
    problems: tuple[Problem, ...] = ()
