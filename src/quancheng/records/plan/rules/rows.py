"""Rows out of grids: repeated headings left out, merged cells carried down, split rows closed."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from quancheng.records.plan.rules.columns import (
    Columns,
    Heading,
    columns_of,
    heading_of,
    is_header,
    stretched,
)
from quancheng.records.plan.rules.grids import MANY, Grid, How, Line, Spot, inline
from quancheng.records.plan.rules.guessing import aligned, guessed_columns
from quancheng.records.plan.rules.marks import Depth, is_page_number, mark_of
from quancheng.records.plan.rules.raw import Found, RawRow, UnitText
from quancheng.records.plan.rules.reading import Problem, Role
from quancheng.records.plan.rules.wording import plain

_FINISHED = re.compile(r"[。！？；.;!?]\s*\Z")
_NUMBER = re.compile(r"(\d+)(?:\.0|[.、．])")  # as a sheet or a hand writes it
_REMARK = re.compile(r"\s*(?:(?:备?注|说明)\s*[:：]|[合总小]\s*计\s*\Z)")


@dataclass(slots=True)
class _Walk:
    """What is known while going down the rows."""

    columns: Columns
    last: dict[int, str] = field(default_factory=dict)
    section: str = ""
    subsection: str = ""
    rows: list[RawRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    fresh_page: bool = False
    flattened: bool = False


def rows_of_grids(grids: Iterable[Grid]) -> Found:
    """The rows of all tables that are parts of the plan, in order; one table may continue another."""
    rows: list[RawRow] = []
    problems: list[Problem] = []
    titles: list[str] = []
    walk: _Walk | None = None
    for grid in grids:
        columns, start, title = _header(grid)
        titles += title
        if columns is None:
            columns, start = _columns_without_header(grid, walk), 0
        if columns is None:
            problems += _unread(grid)
            continue
        if walk is None or walk.columns.width != columns.width or columns.guessed:
            walk = _Walk(columns)
        elif columns.guessed is False:
            walk.columns = columns
            walk.fresh_page = bool(walk.rows)
        problems += _header_problems(columns, grid)
        walk.rows, walk.problems = rows, problems
        if grid.above:
            _banner(walk, grid.above)
        _go_down(walk, grid, start)
    return Found(tuple(rows), tuple(problems), tuple(titles))


def _header(grid: Grid) -> tuple[Columns | None, int, list[str]]:
    """The columns, the line where the rows begin, and what stood above the header."""
    above: list[str] = []
    for count, line in enumerate(grid.lines[:30]):
        if not is_header(line.texts):
            above += [inline(text) for text in line.texts if text.strip()]
            continue
        headings = _headings(line)
        width = _usual_width(grid, count + 1, len(headings)) if grid.flattened else len(headings)
        headings = stretched(headings, width=width)
        under = _under(grid, count + 1, headings)
        columns = columns_of(under or headings)
        if columns is not None:
            return columns, count + (2 if under else 1), above[:4]
    return None, 0, []


def _headings(line: Line) -> tuple[Heading | None, ...]:
    found: list[Heading | None] = []
    for spot in line.spots:
        nameless = spot.how is How.SPANNED or (spot.how is How.BLANK and found[-1:] and found[-1] in _GROUPS)
        found.append(found[-1] if nameless and found else heading_of(spot.text))
    return tuple(found)


_GROUPS = frozenset({Heading.TASK, Heading.CLASS, Heading.REQUIREMENT})


def _under(grid: Grid, place: int, headings: Sequence[Heading | None]) -> tuple[Heading | None, ...] | None:
    """A second line of headings under merged ones (责任单位 over 牵头单位 and 配合单位)."""
    if place >= len(grid.lines) or grid.flattened:
        return None
    below = grid.lines[place]
    written = [spot for spot in below.spots if spot.how is How.WRITTEN]
    if not written or any(heading_of(spot.text) is None for spot in written) or len(written) == len(headings):
        return None
    pairs = zip(_headings(below), headings, strict=False)
    return tuple(lower or upper for lower, upper in pairs)


def _usual_width(grid: Grid, start: int, least: int) -> int:
    """How wide the rows are under a header of so many words; one odd row alone proves nothing."""
    rows = [len(line.spots) for line in grid.lines[start:] if len(line.spots) > 1]
    wide = Counter(width for width in rows if width >= least)
    usual, count = wide.most_common(1)[0] if wide else (least, 0)
    return usual if count >= 2 or count == len(rows) else least


def _columns_without_header(grid: Grid, walk: _Walk | None) -> Columns | None:
    widths = {len(line.spots) for line in grid.lines}
    if walk is not None and (walk.columns.width in widths) and max(widths) <= walk.columns.width:
        return walk.columns
    return guessed_columns(grid)


def _unread(grid: Grid) -> list[Problem]:
    place = grid.lines[0].place if grid.lines else ""
    sentence = (
        f"{place}起的表格没有认出表头，也看不出哪一列是任务和责任单位，没有读入；"
        "如果它是任务表，请补上“序号、工作任务、责任单位、完成时限”一类的表头后再导入。"
    )
    return [Problem("table_unread", sentence, place)] if len(grid.lines) > 1 else []


def _header_problems(columns: Columns, grid: Grid) -> list[Problem]:
    place = grid.lines[0].place if grid.lines else ""
    if columns.guessed:
        sentence = f"{place}起的表格没有表头，各列的含义是按内容推断的；请逐行核对，或补上表头后重新导入。"
        return [Problem("header_missing", sentence, place)]
    missing = [] if columns.units else ["责任单位"]
    missing += [] if columns.deadline is not None else ["完成时限"]
    if not missing:
        return []
    names = "、".join(missing)
    sentence = f"{place}的表头里没有认出“{names}”一列；请核对表头的写法，没有的请在预览里逐行补上。"
    return [Problem("column_missing", sentence, place)]


def _go_down(walk: _Walk, grid: Grid, start: int) -> None:
    walk.flattened = grid.flattened
    for line in grid.lines[start:]:
        written = [spot.text for spot in line.spots[:MANY] if spot.text.strip()]
        if not written or is_header(written):
            continue
        if _is_banner(line, written, walk.columns):
            _banner(walk, inline(written[0]).strip())
        elif _REMARK.match(written[0]) and len(written) <= 2:
            continue
        else:
            _row(walk, line)
            walk.fresh_page = False


def _is_banner(line: Line, written: list[str], columns: Columns) -> bool:
    """One text over the whole width: the title of a section, a page number, the plan's title again."""
    if len(written) != 1 or line.spots[0].text != written[0]:
        return False
    spanned = sum(spot.how is How.SPANNED for spot in line.spots)
    return len(line.spots) == 1 or 2 * spanned >= columns.width or mark_of(written[0]) is not None


def _banner(walk: _Walk, text: str) -> None:
    mark = mark_of(text)
    if is_page_number(text) or (mark is None and (len(text) > 40 or _FINISHED.search(text))):
        return
    if mark is not None and mark.depth is not Depth.CHAPTER:
        walk.subsection = text
    else:
        walk.section, walk.subsection = text, ""
    for label in walk.columns.labels:
        walk.last[label] = ""


def _row(walk: _Walk, line: Line) -> None:
    columns = walk.columns
    spots, problems = _fitted(line, columns)
    if _continues(walk, spots):
        _close_split_row(walk, spots)
        return
    carried: set[str] = set()
    labels = _labels(walk, spots, carried)
    section, subsection = _sections(walk, labels)
    if not subsection and "subsection" in carried:
        carried = (carried - {"subsection"}) | {"section"}
    requirement = _field(walk, spots, columns.requirement, "requirement", carried)
    if not requirement.strip() and spots[columns.requirement].how is How.SPANNED:
        requirement, subsection = subsection or section, ""
    row = RawRow(
        no=_number(walk, spots, carried),
        section=section,
        subsection=subsection,
        requirement=requirement,
        units=_unit_texts(walk, spots, carried),
        deadline=_deadline(walk, spots, carried),
        carried=frozenset(carried),
        place=line.place,
        problems=tuple(problems),
    )
    walk.rows.append(row)


def _fitted(line: Line, columns: Columns) -> tuple[list[Spot], list[Problem]]:
    spots = list(line.spots)
    if len(spots) == columns.width:
        return spots, []
    sentence = (
        f"{line.place}有 {len(spots)} 格，表头是 {columns.width} 列，各列可能错位；请对照原件核对这一行。"
    )
    fitted = aligned(spots, columns) if len(spots) < columns.width else spots[: columns.width]
    return fitted, [Problem("row_width", sentence, line.place)]


def _field(walk: _Walk, spots: Sequence[Spot], place: int, name: str, carried: set[str]) -> str:
    """The text of a field; what a merged cell covers is carried down from above."""
    spot = spots[place]
    page_turned = walk.fresh_page and spot.how is How.BLANK and name not in {"requirement", "no"}
    if (spot.how is How.MERGED or page_turned) and walk.last.get(place, "").strip():
        carried.add(name)
        return walk.last[place]
    walk.last[place] = inline(spot.text) if name == "requirement" else spot.text
    return walk.last[place]


def _labels(walk: _Walk, spots: Sequence[Spot], carried: set[str]) -> list[str]:
    texts = []
    changed = False
    for place in walk.columns.labels:
        spot, before = spots[place], walk.last.get(place, "")
        if spot.how is How.WRITTEN:
            text = inline(spot.text).strip()
        elif spot.how is How.SPANNED or changed:
            text = ""
        else:
            text = before
            carried |= {"label"} if before else set()
        changed = changed or text != before
        walk.last[place] = text
        texts.append(text)
        if spot.how is not How.WRITTEN and text:
            carried.add("section" if len(walk.columns.labels) > 1 and len(texts) == 1 else "subsection")
    carried.discard("label")
    return texts


def _sections(walk: _Walk, labels: list[str]) -> tuple[str, str]:
    if len(labels) > 1:
        return labels[0], "／".join(label for label in labels[1:] if label)
    label = labels[0] if labels else ""
    mark = mark_of(label)
    if mark is not None and mark.depth is Depth.CHAPTER and not walk.section:
        return label, ""
    return walk.section, label or walk.subsection


def _number(walk: _Walk, spots: Sequence[Spot], carried: set[str]) -> str:
    place = walk.columns.no
    if place is None:
        return str(len(walk.rows) + 1)
    number = plain(inline(_field(walk, spots, place, "no", carried)).strip())
    written = _NUMBER.fullmatch(number)
    return written[1] if written else number


def _unit_texts(walk: _Walk, spots: Sequence[Spot], carried: set[str]) -> tuple[UnitText, ...]:
    texts = []
    places = [place for place, _ in walk.columns.units]
    named_anew = walk.flattened and any(spots[place].how is How.WRITTEN for place in places)
    for place, role in walk.columns.units:
        if named_anew and spots[place].how is How.MERGED:
            walk.last[place] = ""  # a lead named anew: the blank beside it means that nobody supports
            continue
        text = _field(walk, spots, place, "units", carried)
        if text.strip():
            texts.append(UnitText(text, role, told=role is Role.RESPONSIBLE))
    return tuple(texts)


def _deadline(walk: _Walk, spots: Sequence[Spot], carried: set[str]) -> str:
    place = walk.columns.deadline
    return "" if place is None else inline(_field(walk, spots, place, "deadline", carried)).strip()


def _continues(walk: _Walk, spots: Sequence[Spot]) -> bool:
    """Whether this line is the rest of the row above, cut off by the end of the page."""
    number = walk.columns.no
    if number is None or not walk.rows or spots[number].how is not How.BLANK:
        return False
    rest = spots[walk.columns.requirement].text
    above = walk.rows[-1].requirement
    if not rest.strip():
        return any(spots[place].how is How.WRITTEN for place, _ in walk.columns.units)
    return not _FINISHED.search(above)


def _close_split_row(walk: _Walk, spots: Sequence[Spot]) -> None:
    columns, row = walk.columns, walk.rows[-1]
    requirement = inline(f"{row.requirement}\n{spots[columns.requirement].text}")
    added = [(place, role) for place, role in columns.units if spots[place].text.strip()]
    texts = {text.role: text for text in row.units}
    for place, role in added:
        before = texts[role].text if role in texts else ""
        texts[role] = UnitText(f"{before}\n{spots[place].text}", role, told=role is Role.RESPONSIBLE)
        walk.last[place] = texts[role].text
    deadline = row.deadline
    if columns.deadline is not None and spots[columns.deadline].text.strip():
        deadline = inline(f"{deadline}\n{spots[columns.deadline].text}").strip()
        walk.last[columns.deadline] = deadline
    walk.last[columns.requirement] = requirement
    walk.rows[-1] = replace(row, requirement=requirement, units=tuple(texts.values()), deadline=deadline)
