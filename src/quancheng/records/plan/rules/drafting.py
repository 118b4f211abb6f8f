"""Correcting a draft: what an official may change in a plan that the house has understood. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from pydantic import TypeAdapter

from quancheng.kernel.orgs.matching import Finding, How, Register, match
from quancheng.records.plan.rules.deadlines import deadline_of
from quancheng.records.plan.rules.doubts import doubts_of_numbers, doubts_of_row
from quancheng.records.plan.rules.reading import Level, PlanReading, Problem, Role, RowReading, UnitReading
from quancheng.records.plan.rules.targets import targets_of
from quancheng.records.plan.rules.units import shared_units_of
from quancheng.records.plan.rules.years import YEAR_DOUBTS, year_doubts


class Field(StrEnum):
    """The cells of a row that may be corrected."""

    NO = "no"
    SECTION = "section"
    SUBSECTION = "subsection"
    REQUIREMENT = "requirement"
    UNITS = "units"
    DEADLINE = "deadline"


FIELD_SAYS = {
    Field.NO: "序号",
    Field.SECTION: "工作任务",
    Field.SUBSECTION: "分类",
    Field.REQUIREMENT: "具体要求",
    Field.UNITS: "责任单位",
    Field.DEADLINE: "完成时限",
}
EMPTY_ROW = RowReading(no="", section="", subsection="", requirement="")


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A row of a draft: what was understood, and what an official has decided about it since.

    `key` stays with the row when its number changes. `chosen` holds, for a unit's name, the ids of the units
    that an official put in place of what the register finds. `accepted` names the doubts (by code and
    sentence) that an official has looked at and let stand.
    """

    key: int
    said: RowReading
    corrected: frozenset[Field] = frozenset()
    chosen: dict[str, tuple[int, ...]] = field(default_factory=dict)
    accepted: frozenset[str] = frozenset()


_ROWS = TypeAdapter(tuple[DraftRow, ...])
_READING = TypeAdapter(RowReading)
_FACTS = {"no", "section", "subsection", "requirement", "units", "deadline"}
_PROBLEMS = TypeAdapter(tuple[Problem, ...])


def drafted(reading: PlanReading) -> tuple[DraftRow, ...]:
    """The rows as understood, before anybody has touched them."""
    return tuple(DraftRow(key=place, said=row) for place, row in enumerate(reading.rows, start=1))


def inherited(rows: Sequence[DraftRow], decided: Sequence[DraftRow]) -> tuple[DraftRow, ...]:
    """The rows with what was decided about the same demand before: units chosen, doubts let stand.

    Nobody is asked twice about words that have not changed.
    """
    before = {row.said.requirement: row for row in decided}
    return tuple(
        replace(row, chosen=dict(old.chosen), accepted=old.accepted)
        if (old := before.get(row.said.requirement)) and old.said.units == row.said.units
        else row
        for row in rows
    )


def rows_as_json(rows: Sequence[DraftRow]) -> object:
    """For keeping in a database column."""
    return _ROWS.dump_python(tuple(rows), mode="json")


def rows_from_json(kept: object) -> tuple[DraftRow, ...]:
    """What `rows_as_json` wrote."""
    return _ROWS.validate_python(kept)


def reading_as_json(row: RowReading) -> object:
    """One row's facts, for its history."""
    return _READING.dump_python(row, mode="json", include=_FACTS)


def problems_as_json(problems: Iterable[Problem]) -> object:
    """For keeping in a database column."""
    return _PROBLEMS.dump_python(tuple(problems), mode="json")


def problems_from_json(kept: object) -> tuple[Problem, ...]:
    """What `problems_as_json` wrote."""
    return _PROBLEMS.validate_python(kept)


def corrected(row: DraftRow, changes: Mapping[Field, str], *, year: int | None) -> DraftRow:
    """The row with some cells written anew, understood anew and checked anew.

    A cell that is the same counts as untouched.
    """
    before = texts_of(row.said)
    real = {name: text.strip() for name, text in changes.items() if text.strip() != before[name]}
    said = row.said
    for name, text in real.items():
        said = _with(said, name, text, year=year)
    return replace(row, said=_checked(said, year=year), corrected=row.corrected | frozenset(real))


def redated(row: DraftRow, *, year: int) -> DraftRow:
    """The row with its deadline understood anew, once the year of the plan is another."""
    said = replace(row.said, deadline=deadline_of(row.said.deadline.text, year=year))
    return replace(row, said=_checked(said, year=year))


def with_row(rows: Sequence[DraftRow], fresh: DraftRow) -> tuple[DraftRow, ...]:
    """The rows with one more: behind the last whose number is smaller, else at the end."""
    number = _number(fresh)
    smaller = [i for i, row in enumerate(rows, start=1) if 0 < _number(row) < number]
    place = smaller[-1] if smaller else (0 if number else len(rows))
    return (*rows[:place], fresh, *rows[place:])


def problems_left(before: Iterable[Problem], rows: Sequence[DraftRow]) -> tuple[Problem, ...]:
    """The doubts about the whole plan: its numbers counted anew, the others as they were."""
    others = (problem for problem in before if not problem.code.startswith("number_"))
    return (*others, *doubts_of_numbers([row.said for row in rows]))


def texts_of(row: RowReading) -> dict[Field, str]:
    """Each cell as text, the way an official edits it."""
    return {
        Field.NO: row.no,
        Field.SECTION: row.section,
        Field.SUBSECTION: row.subsection,
        Field.REQUIREMENT: row.requirement,
        Field.UNITS: units_as_text(row.units),
        Field.DEADLINE: row.deadline.text,
    }


def units_as_text(units: Sequence[UnitReading]) -> str:
    """The units in one line that `shared_units_of` reads back: A牵头，B、C配合, or plain names."""
    leads, helps, others = (
        "、".join(unit.name for unit in units if unit.role is role)
        for role in (Role.LEAD, Role.SUPPORT, Role.RESPONSIBLE)
    )
    parts = [leads and f"{leads}牵头", helps and f"{helps}配合", others]
    return "，".join(part for part in parts if part)


def doubts_of(row: DraftRow, register: Register) -> tuple[Problem, ...]:
    """What is doubtful about a row and has neither been corrected nor let stand.

    The reading's own doubts, and those about names that the register does not know for certain.
    """
    about_units = (
        Problem(code=f"unit.{finding.how}", sentence=doubt)
        for finding in findings_of(row, register)
        for doubt in finding.doubts
    )
    read = (problem for problem in row.said.problems if problem.level is Level.DOUBT)
    return tuple(problem for problem in (*read, *about_units) if name_of(problem) not in row.accepted)


def findings_of(row: DraftRow, register: Register) -> tuple[Finding, ...]:
    """What each unit's name in the row means: as an official chose, else as the register finds."""
    return tuple(
        Finding(unit.name, How.EXACT, row.chosen[unit.name])
        if unit.name in row.chosen
        else match(unit.name, register)
        for unit in row.said.units
    )


def accepted(row: DraftRow, register: Register) -> DraftRow:
    """The row with all its doubts looked at and let stand."""
    return replace(row, accepted=row.accepted | {name_of(doubt) for doubt in doubts_of(row, register)})


def name_of(problem: Problem) -> str:
    """A doubt by its code and its words: when the words change it is another doubt."""
    return f"{problem.code}:{problem.sentence}"


def _with(said: RowReading, name: Field, text: str, *, year: int | None) -> RowReading:
    carried = said.carried - {name.value}
    match name:
        case Field.UNITS:
            return replace(said, units=shared_units_of(text), carried=carried)
        case Field.DEADLINE:
            return replace(said, deadline=deadline_of(text, year=year), carried=carried)
        case Field.REQUIREMENT:
            return replace(said, requirement=text, targets=targets_of(text), carried=carried)
        case Field.NO:
            return replace(said, no=text, carried=carried)
        case Field.SECTION:
            return replace(said, section=text, carried=carried)
        case Field.SUBSECTION:
            return replace(said, subsection=text, carried=carried)


def _checked(said: RowReading, *, year: int | None) -> RowReading:
    """Checked anew; a row that came from last year's plan is asked about its years until they are gone."""
    found = doubts_of_row(replace(said, problems=()), year=year)
    if year is not None and any(problem.code in YEAR_DOUBTS for problem in said.problems):
        found = (*found, *year_doubts(said, year=year))
    return replace(said, problems=found)


def _number(row: DraftRow) -> int:
    """The number of a row for ordering; 0 when it has none that counts."""
    return int(row.said.no) if row.said.no.isdecimal() else 0
