"""What confirming a draft will change, cell by cell, with the words that come and go."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.matching import Register
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.models import Draft
from quancheng.records.plan.queries.amending import Effects
from quancheng.records.plan.queries.editions import NewEdition, NewRow, new_edition
from quancheng.records.plan.rules.difference import Change, RowDifference
from quancheng.records.plan.rules.drafting import FIELD_SAYS, Field, doubts_of, rows_from_json, texts_of

SAYS = {Change.ADDED: ("green", "新增"), Change.CHANGED: ("yellow", "修改"), Change.DROPPED: ("red", "删除")}
RENUMBERED = ("grey", "改号")
REGROUPED = ("yellow", "改指")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a cell: kept (no mark), gone (`del`) or new (`ins`)."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell before and after, woven into one line."""

    says: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One row that confirming will add, change or drop."""

    no: str
    tone: str
    says: str
    text: str
    cells: tuple[CellChange, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that the page before confirming shows. `obstacle` says why it cannot be confirmed yet."""

    draft: Draft
    row_count: int
    added_count: int
    changed_count: int
    dropped_count: int
    same_count: int
    changes: tuple[ChangeView, ...]
    effects: Effects
    obstacle: str
    nobody: tuple[str, ...]  # the numbers of the rows whose units the register does not know


@dataclass(frozen=True, slots=True)
class Review:
    """Where a draft stands between the two persons that an amendment of a published plan needs."""

    is_needed: bool
    is_sent: bool
    is_own: bool  # the reader sent it, and waits for another
    may_decide: bool


def review_of(draft: Draft, actor: Actor) -> Review:
    """Whether the draft is confirmed at once, is to be sent, or waits, and for whom."""
    is_needed = draft.amends is not None and draft.amends.published_on is not None
    is_sent = is_needed and draft.sent_by_id is not None
    is_own = is_sent and draft.sent_by_id == actor.person_id
    is_head = Role.OPENNESS_HEAD in actor.roles
    return Review(is_needed, is_sent, is_own, may_decide=is_sent and is_head and not is_own)


def comparison(draft: Draft, register: Register, *, today: date) -> Comparison:
    """Compare the draft with the plan that it amends, if it amends one."""
    coming = new_edition(draft, register)
    kinds = [each.change for each in coming.changes]
    doubtful = sum(1 for row in rows_from_json(draft.rows) if doubts_of(row, register))
    return Comparison(
        draft=draft,
        row_count=len(coming.rows),
        added_count=kinds.count(Change.ADDED),
        changed_count=kinds.count(Change.CHANGED),
        dropped_count=kinds.count(Change.DROPPED),
        same_count=kinds.count(Change.SAME),
        changes=() if coming.is_first else tuple(_views(coming, register)),
        effects=coming.effects(draft, today=today),
        obstacle=_obstacle(draft, coming, doubtful),
        nobody=tuple(each.said.no for each in coming.rows if not each.roles),
    )


def _obstacle(draft: Draft, coming: NewEdition, doubtful: int) -> str:
    if draft.year is None:
        return "还没有年度，请先在“标题和年度”里填写。"
    if doubtful:
        return f"还有{doubtful}项有疑点，请先更正或核对，再确认。"
    if coming.changes_nothing:
        return "这份草稿与现行内容一致，没有需要确认的改动。"
    return ""


def _views(coming: NewEdition, register: Register) -> Iterator[ChangeView]:
    for each in coming.rows:
        if each.change.change is not Change.SAME or each.change.renumbered or each.is_regrouped:
            tone, says = _kind_of(each)
            cells = (*cells_of(each.change), *_members(each, register))
            yield ChangeView(each.said.no, tone, says, each.said.requirement, cells)
    for row in coming.dropped:
        yield ChangeView(row.no, *SAYS[Change.DROPPED], row.requirement, ())


def _kind_of(row: NewRow) -> tuple[str, str]:
    if row.change.change in SAYS:
        return SAYS[row.change.change]
    return REGROUPED if row.is_regrouped else RENUMBERED


def _members(row: NewRow, register: Register) -> Iterator[CellChange]:
    """The same names stand for other units: which come, which go."""
    if row.is_regrouped:
        gone = [Piece(f"{register.shown.get(pk, '')} ", "del") for pk in sorted(row.left)]
        new = [Piece(f"{register.shown.get(pk, '')} ", "ins") for pk in sorted(row.joined)]
        yield CellChange("所指单位", (*gone, *new))


def cells_of(each: RowDifference) -> Iterator[CellChange]:
    """The cells that differ, each woven into one line."""
    if each.before is None or each.after is None:
        return
    before, after = texts_of(each.before), texts_of(each.after)
    for name in Field:
        if before[name] != after[name]:
            yield CellChange(FIELD_SAYS[name], tuple(woven(before[name], after[name])))


def woven(before: str, after: str) -> Iterator[Piece]:
    """Two wordings as one line: what stayed, what went, what came."""
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(before[a:b])
            continue
        if a < b:
            yield Piece(before[a:b], "del")
        if c < d:
            yield Piece(after[c:d], "ins")
