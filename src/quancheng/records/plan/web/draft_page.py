"""What the page of a draft shows: each row as understood, each doubt beside the cell that it concerns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from quancheng.kernel.orgs.matching import Finding, How, Register
from quancheng.records.plan.models import Draft
from quancheng.records.plan.rules.drafting import (
    FIELD_SAYS,
    DraftRow,
    Field,
    doubts_of,
    findings_of,
    problems_from_json,
    rows_from_json,
)
from quancheng.records.plan.rules.reading import DeadlineKind, Problem, Role, RowReading
from quancheng.records.plan.rules.years import DEADLINE_STAYED, YEAR_IN_WORDS

ROLE_SAYS = {Role.LEAD: "牵头", Role.SUPPORT: "配合", Role.RESPONSIBLE: ""}
KIND_SAYS = {
    DeadlineKind.DATE: "限期",
    DeadlineKind.CONTINUOUS: "长期",
    DeadlineKind.RECURRING: "定期",
    DeadlineKind.NONE: "未读出",
}
# Which cell a doubt stands beside, by its code; the others stand beside the number.
CELL_OF_DOUBT = {
    "empty_requirement": Field.REQUIREMENT,
    "no_unit": Field.UNITS,
    "unit_suspicious": Field.UNITS,
    "no_such_day": Field.DEADLINE,
    "year_unknown": Field.DEADLINE,
    "date_unreadable": Field.DEADLINE,
    YEAR_IN_WORDS: Field.REQUIREMENT,
    DEADLINE_STAYED: Field.DEADLINE,
    **{f"unit.{how}": Field.UNITS for how in How},
}


@dataclass(frozen=True, slots=True)
class UnitChip:
    """One name in a row: what it is to do, how many units it stands for, and how sure that is."""

    name: str
    role: str
    tone: str
    members: str
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of the table, finished for the template."""

    key: int
    no: str
    requirement: str
    targets: tuple[str, ...]
    units: tuple[UnitChip, ...]
    deadline: str
    deadline_says: str
    carried: frozenset[str]
    corrected: tuple[str, ...]
    doubts: Mapping[str, tuple[Problem, ...]]
    open_count: int
    edit_href: str
    accept_href: str


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading of the plan."""

    section: str
    subsection: str
    rows: tuple[RowView, ...]


@dataclass(frozen=True, slots=True)
class DraftPage:
    """All that the page of a draft shows."""

    draft: Draft
    groups: tuple[Group, ...]
    problems: tuple[Problem, ...]
    row_count: int
    section_count: int
    unit_count: int
    unknown_count: int
    open_count: int

    @property
    def may_be_confirmed(self) -> bool:
        return not self.open_count and self.draft.state == Draft.State.OPEN


def draft_page(draft: Draft, register: Register, *, only_doubtful: bool = False) -> DraftPage:
    """Gather the page; `register` tells which units the written names mean."""
    rows = rows_from_json(draft.rows)
    open_of = {row.key: doubts_of(row, register) for row in rows}
    shown = [row for row in rows if not only_doubtful or open_of[row.key]]
    found = {finding.written: finding for row in rows for finding in findings_of(row, register)}
    return DraftPage(
        draft=draft,
        groups=tuple(_groups(draft, shown, register)),
        problems=problems_from_json(draft.problems),
        row_count=len(rows),
        section_count=len({row.said.section for row in rows}),
        unit_count=len(found),
        unknown_count=sum(not finding.unit_ids for finding in found.values()),
        open_count=sum(map(len, open_of.values())),
    )


def row_view(draft: Draft, row: DraftRow, register: Register) -> RowView:
    """One row, as the table and the single row after a correction show it."""
    said, doubts = row.said, doubts_of(row, register)
    return RowView(
        key=row.key,
        no=said.no,
        requirement=said.requirement,
        targets=tuple(target.text for target in said.targets),
        units=tuple(_chips(draft, row, register)),
        deadline=said.deadline.text,
        deadline_says=_deadline_says(said),
        carried=said.carried,
        corrected=tuple(FIELD_SAYS[name] for name in Field if name in row.corrected),
        doubts=_by_cell(doubts),
        open_count=len(doubts),
        edit_href=reverse("plan_desk:draft_row", args=[draft.pk, row.key]),
        accept_href=reverse("plan_desk:draft_accept", args=[draft.pk]),
    )


def _groups(draft: Draft, rows: Sequence[DraftRow], register: Register) -> Iterator[Group]:
    heading, gathered = None, list[RowView]()
    for row in rows:
        here = (row.said.section, row.said.subsection)
        if heading not in (None, here):
            yield Group(*heading, tuple(gathered))
            gathered = []
        heading = here
        gathered.append(row_view(draft, row, register))
    if heading is not None:
        yield Group(*heading, tuple(gathered))


def _chips(draft: Draft, row: DraftRow, register: Register) -> Iterator[UnitChip]:
    findings = findings_of(row, register)
    for place, (unit, finding) in enumerate(zip(row.said.units, findings, strict=True)):
        members = [register.shown.get(pk, "") for pk in finding.unit_ids]
        yield UnitChip(
            name=unit.name,
            role=ROLE_SAYS[unit.role],
            tone=_tone(finding),
            members="、".join(members),
            count=len(members),
            href=reverse("plan_desk:draft_unit", args=[draft.pk, row.key, place]),
        )


def _tone(finding: Finding) -> str:
    if not finding.unit_ids:
        return "red" if finding.how is How.UNKNOWN else "orange"
    if finding.doubts:
        return "orange"
    return "blue" if finding.how is How.COLLECTIVE else "green"


def _by_cell(doubts: Sequence[Problem]) -> dict[str, tuple[Problem, ...]]:
    beside: dict[str, tuple[Problem, ...]] = {}
    for doubt in doubts:
        cell = CELL_OF_DOUBT.get(doubt.code, Field.NO)
        beside[cell.value] = (*beside.get(cell.value, ()), doubt)
    return beside


def _deadline_says(said: RowReading) -> str:
    if said.deadline.date:
        return f"{said.deadline.date:%Y-%m-%d}"
    return KIND_SAYS[said.deadline.kind]
