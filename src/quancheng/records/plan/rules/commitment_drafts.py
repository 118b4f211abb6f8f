"""The rows of a draft of commitments: written to JSON and back, corrected, compared. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeAlias

from quancheng.kernel.orgs.matching import Register
from quancheng.records.plan.rules.commitment_cells import FIELD_SAYS, CommitmentRow, unit_of
from quancheng.records.plan.rules.difference import Change, rows_difference
from quancheng.records.plan.rules.reading import Level, Problem, RowReading

_SETS = ("carried", "told", "accepted", "corrected")
_TEXTS = ("no", "section", "task", "content", "day_text", "unit", "others", "person", "office", "place")
RowAsJson: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a commitment says, in the shape in which a draft and the list in force are compared."""

    no: str
    section: str
    task: str
    content: str
    day: date
    unit_id: int
    unit: str
    others: str
    person: str
    office: str

    @property
    def words(self) -> str:
        return f"{self.task} {self.content}".strip()


@dataclass(frozen=True, slots=True)
class FactsDifference:
    """One commitment before and after. `fields` names what differs."""

    change: Change
    before: Facts | None
    after: Facts | None
    fields: tuple[str, ...] = ()


def rows_as_json(rows: Sequence[CommitmentRow]) -> list[RowAsJson]:
    """What the database keeps of the rows."""
    return [
        {
            "key": row.key,
            "day": row.day.isoformat() if row.day else None,
            "chosen": row.chosen,
            **{name: getattr(row, name) for name in _TEXTS},
            **{name: sorted(getattr(row, name)) for name in _SETS},
        }
        for row in rows
    ]


def rows_from_json(kept: Sequence[Mapping[str, Any]]) -> tuple[CommitmentRow, ...]:
    """The rows that the database kept."""
    return tuple(_row(each) for each in kept)


def _row(kept: Mapping[str, Any]) -> CommitmentRow:
    sets: dict[str, Any] = {name: frozenset(kept[name]) for name in _SETS}
    day = date.fromisoformat(kept["day"]) if kept["day"] else None
    texts = {name: kept[name] for name in _TEXTS}
    return CommitmentRow(key=kept["key"], day=day, chosen=kept["chosen"], **texts, **sets)


def problems_as_json(problems: Sequence[Problem]) -> list[dict[str, str]]:
    """What was noticed about the whole file."""
    return [{"code": each.code, "sentence": each.sentence, "level": each.level} for each in problems]


def problems_from_json(kept: Sequence[Mapping[str, str]]) -> tuple[Problem, ...]:
    """The same, read back."""
    return tuple(Problem(each["code"], each["sentence"], "", Level(each["level"])) for each in kept)


def corrected(row: CommitmentRow, cells: Mapping[str, Any]) -> CommitmentRow:
    """The row with some cells written anew; what was accepted about them is to be looked at again."""
    changed = {name: value for name, value in cells.items() if getattr(row, name) != value}
    if not changed:
        return row
    if "day" in changed:
        changed["day_text"] = changed["day"].isoformat() if changed["day"] else ""
    return replace(
        row,
        **changed,
        told=row.told - ({"several_units"} if {"unit", "chosen", "others"} & {*changed} else set()),
        accepted=frozenset(),
        corrected=row.corrected | {name for name in changed if name in FIELD_SAYS},
    )


def inherited(rows: Sequence[CommitmentRow], before: Sequence[CommitmentRow]) -> tuple[CommitmentRow, ...]:
    """Rows whose words have not changed keep what was decided about them."""
    known = {_as_written(row): row for row in before}
    return tuple(
        replace(row, chosen=old.chosen, accepted=old.accepted)
        if (old := known.get(_as_written(row)))
        else row
        for row in rows
    )


def _as_written(row: CommitmentRow) -> tuple[str, ...]:
    return (row.words, row.unit, row.day_text, row.person)


def facts_of(row: CommitmentRow, register: Register) -> Facts | None:
    """What the row says once everything that it must say is there; None until then."""
    unit_id = unit_of(row, register)
    if not (row.task and row.day and unit_id and row.person):
        return None
    return Facts(
        no=row.no,
        section=row.section,
        task=row.task,
        content=row.content,
        day=row.day,
        unit_id=unit_id,
        unit=register.shown.get(unit_id, row.unit),
        others=row.others,
        person=row.person,
        office=row.office,
    )


def facts_difference(before: Sequence[Facts], after: Sequence[Facts]) -> tuple[FactsDifference, ...]:
    """Every commitment of both lists once, in the order of the new one, what was dropped at the end.

    They are paired as the rows of a plan are: by what they demand.
    """
    old_rows = [_as_row(facts) for facts in before]
    new_rows = [_as_row(facts) for facts in after]
    old = {id(row): facts for row, facts in zip(old_rows, before, strict=True)}
    new = {id(row): facts for row, facts in zip(new_rows, after, strict=True)}
    return tuple(
        _compared(old.get(id(pair.before)), new.get(id(pair.after)))
        for pair in rows_difference(old_rows, new_rows)
    )


def _as_row(facts: Facts) -> RowReading:
    return RowReading(no=facts.no, section="", subsection="", requirement=facts.words)


def _compared(before: Facts | None, after: Facts | None) -> FactsDifference:
    if before is None or after is None:
        return FactsDifference(Change.ADDED if before is None else Change.DROPPED, before, after)
    names = ("no", "section", "task", "content", "day", "unit_id", "others", "person", "office")
    fields = tuple(name for name in names if getattr(before, name) != getattr(after, name))
    return FactsDifference(Change.CHANGED if fields else Change.SAME, before, after, fields)
