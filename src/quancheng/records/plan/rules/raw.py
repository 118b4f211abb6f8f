"""A row before its units, days and targets are understood: what stood in which field."""

from dataclasses import dataclass

from quancheng.records.plan.rules.reading import Problem, Role


@dataclass(frozen=True, slots=True)
class UnitText:
    """Text that names units. `told`: the text says itself who leads; else the column does."""

    text: str
    role: Role = Role.RESPONSIBLE
    told: bool = False


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row as found, in a table or in prose."""

    no: str
    section: str
    subsection: str
    requirement: str
    units: tuple[UnitText, ...] = ()
    deadline: str = ""
    carried: frozenset[str] = frozenset()
    place: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The rows of one layout, with what was doubtful on the way."""

    rows: tuple[RawRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    titles: tuple[str, ...] = ()
