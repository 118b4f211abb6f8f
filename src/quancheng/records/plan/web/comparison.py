"""What confirming a draft will change, cell by cell, with the words that come and go."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from quancheng.kernel.orgs.matching import Register
from quancheng.records.plan.models import Draft
from quancheng.records.plan.rules.difference import Change, RowDifference, rows_difference
from quancheng.records.plan.rules.drafting import FIELD_SAYS, Field, doubts_of, rows_from_json, texts_of
from quancheng.records.plan.rules.reading import RowReading

SAYS = {Change.ADDED: ("green", "新增"), Change.CHANGED: ("yellow", "修改"), Change.DROPPED: ("red", "删除")}
RENUMBERED = ("grey", "改号")


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
    obstacle: str


def comparison(draft: Draft, before: Sequence[RowReading], register: Register) -> Comparison:
    """Compare the draft with the plan that it amends; `before` is empty for a new plan."""
    rows = rows_from_json(draft.rows)
    found = rows_difference(before, [row.said for row in rows])
    kinds = [each.change for each in found]
    doubtful = sum(1 for row in rows if doubts_of(row, register))
    return Comparison(
        draft=draft,
        row_count=len(rows),
        added_count=kinds.count(Change.ADDED),
        changed_count=kinds.count(Change.CHANGED),
        dropped_count=kinds.count(Change.DROPPED),
        same_count=kinds.count(Change.SAME),
        changes=tuple(_views(found)) if before else (),
        obstacle=_obstacle(draft, found, doubtful),
    )


def _obstacle(draft: Draft, found: Sequence[RowDifference], doubtful: int) -> str:
    if draft.year is None:
        return "还没有年度，请先在“标题和年度”里填写。"
    if doubtful:
        return f"还有{doubtful}行有疑点，请先更正或核对，再确认。"
    if draft.amends and all(each.change is Change.SAME and not each.renumbered for each in found):
        return "这份草稿与现行内容一致，没有需要确认的改动。"
    return ""


def _views(found: Sequence[RowDifference]) -> Iterator[ChangeView]:
    for each in found:
        row = each.after or each.before
        if row is None or (each.change is Change.SAME and not each.renumbered):
            continue
        tone, says = SAYS.get(each.change, RENUMBERED)
        yield ChangeView(row.no, tone, says, row.requirement, tuple(_cells(each)))


def _cells(each: RowDifference) -> Iterator[CellChange]:
    if each.before is None or each.after is None:
        return
    before, after = texts_of(each.before), texts_of(each.after)
    for name in Field:
        if before[name] != after[name]:
            yield CellChange(FIELD_SAYS[name], tuple(_woven(before[name], after[name])))


def _woven(before: str, after: str) -> Iterator[Piece]:
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(before[a:b])
            continue
        if a < b:
            yield Piece(before[a:b], "del")
        if c < d:
            yield Piece(after[c:d], "ins")
