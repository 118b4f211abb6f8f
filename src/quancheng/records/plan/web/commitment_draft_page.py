"""What the desk shows of a draft of commitments: each doubt beside its cell, each change in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.matching import Register
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.models import CommitmentDraft, CommitmentList
from quancheng.records.plan.rules.commitment_cells import (
    CELL_OF_DOUBT,
    FIELD_SAYS,
    UNSETTLED,
    CommitmentRow,
    doubts_of,
    is_settled,
    unit_of,
)
from quancheng.records.plan.rules.commitment_drafts import (
    Facts,
    FactsDifference,
    facts_difference,
    problems_from_json,
    rows_from_json,
)
from quancheng.records.plan.rules.difference import Change
from quancheng.records.plan.rules.reading import Level, Problem
from quancheng.records.plan.web.comparison import SAYS, CellChange, ChangeView, woven


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of the table, finished for the template."""

    row: CommitmentRow
    unit: str  # as the register calls the unit that was found
    corrected: tuple[str, ...]
    doubts: Mapping[str, tuple[Problem, ...]]
    open_count: int
    may_be_accepted: bool  # looking settles at least one doubt


@dataclass(frozen=True, slots=True)
class DraftPage:
    """All that the page of a draft shows."""

    draft: CommitmentDraft
    amends: CommitmentList | None
    rows: tuple[RowView, ...]
    problems: tuple[Problem, ...]
    row_count: int
    unit_count: int
    no_day_count: int
    open_count: int
    may_be_accepted: bool


@dataclass(frozen=True, slots=True)
class Review:
    """What publishing will change. `obstacle` says why it cannot be sent for review yet."""

    draft: CommitmentDraft
    amends: CommitmentList | None
    facts: tuple[Facts, ...]
    added_count: int
    changed_count: int
    dropped_count: int
    same_count: int
    changes: tuple[ChangeView, ...]
    obstacle: str
    past: tuple[str, ...]  # numbers of open commitments whose day has gone by
    may_publish: bool
    is_own: bool  # the reader is who confirmed it


def draft_page(
    draft: CommitmentDraft, amends: CommitmentList | None, register: Register, *, only_doubtful: bool
) -> DraftPage:
    """Gather the page of a draft; `register` tells which units the written names mean."""
    rows = [row_view(row, register, year=draft.year) for row in rows_from_json(draft.rows)]
    shown = [row for row in rows if row.open_count or not only_doubtful]
    return DraftPage(
        draft=draft,
        amends=amends,
        rows=tuple(shown),
        problems=problems_from_json(draft.problems),
        row_count=len(rows),
        unit_count=len({row.unit for row in rows if row.unit}),
        no_day_count=sum(row.row.day is None for row in rows),
        open_count=sum(row.open_count for row in rows),
        may_be_accepted=any(row.may_be_accepted for row in shown),
    )


def row_view(row: CommitmentRow, register: Register, *, year: int | None) -> RowView:
    """One row with its doubts."""
    doubts = doubts_of(row, register, year=year)
    beside: dict[str, tuple[Problem, ...]] = {}
    for doubt in doubts:
        cell = CELL_OF_DOUBT.get(doubt.code, "no")
        beside[cell] = (*beside.get(cell, ()), doubt)
    return RowView(
        row=row,
        unit=register.shown.get(unit_of(row, register) or 0, ""),
        corrected=tuple(says for name, says in FIELD_SAYS.items() if name in row.corrected),
        doubts=beside,
        open_count=sum(doubt.level is Level.DOUBT for doubt in doubts),
        may_be_accepted=any(doubt.code not in UNSETTLED for doubt in doubts),
    )


def review(
    actor: Actor,
    draft: CommitmentDraft,
    amends: CommitmentList | None,
    *,
    before: Sequence[Facts],
    after: Sequence[Facts],
    register: Register,
    today: date,
) -> Review:
    """Compare the draft with the list that it amends; `before` is empty for the first edition."""
    found = facts_difference(before, after)
    kinds = [each.change for each in found]
    return Review(
        draft=draft,
        amends=amends,
        facts=tuple(after),
        added_count=kinds.count(Change.ADDED),
        changed_count=kinds.count(Change.CHANGED),
        dropped_count=kinds.count(Change.DROPPED),
        same_count=kinds.count(Change.SAME),
        changes=tuple(_views(found)) if before else (),
        obstacle=_obstacle(draft, before, kinds, register),
        past=tuple(_past(found, today)),
        may_publish=Role.OPENNESS_HEAD in actor.roles,
        is_own=draft.confirmed_by_id == actor.person_id,
    )


def _past(found: Sequence[FactsDifference], today: date) -> Iterator[str]:
    for each in found:
        is_fresh = each.change is Change.ADDED or "day" in each.fields
        if each.after and is_fresh and each.after.day < today:
            yield each.after.no


def _obstacle(
    draft: CommitmentDraft, before: Sequence[Facts], kinds: Sequence[Change], register: Register
) -> str:
    rows = rows_from_json(draft.rows)
    doubtful = sum(not is_settled(doubts_of(row, register, year=draft.year)) for row in rows)
    if draft.year is None or not draft.title:
        return "还没有标题或年度，请先在“标题和年度”里填写。"
    if doubtful:
        return f"还有{doubtful}项有疑点，请先更正或核对，再送审。"
    if before and all(kind is Change.SAME for kind in kinds):
        return "这份草稿与已公开的承诺一致，没有需要送审的改动。"
    return ""


def _views(found: Sequence[FactsDifference]) -> Iterator[ChangeView]:
    for each in found:
        facts = each.after or each.before
        if facts is None or each.change is Change.SAME:
            continue
        tone, says = SAYS[each.change]
        yield ChangeView(facts.no, tone, says, facts.words, tuple(_cells(each)))


def _cells(each: FactsDifference) -> Iterator[CellChange]:
    if each.before is None or each.after is None:
        return
    for name in each.fields:
        shown = "unit" if name == "unit_id" else name
        before, after = str(getattr(each.before, shown)), str(getattr(each.after, shown))
        yield CellChange(FIELD_SAYS.get(shown, "分类"), tuple(woven(before, after)))
