"""From a file's content to public commitments: the table told by its header, each row understood."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from quancheng.kernel.files.content import Content, Paragraph, Table
from quancheng.records.plan.rules.commitment_cells import CommitmentRow, person_in, unit_in
from quancheng.records.plan.rules.commitment_columns import Heading, heading_of, is_header, is_subheader
from quancheng.records.plan.rules.deadlines import deadline_of
from quancheng.records.plan.rules.grids import (
    Grid,
    How,
    Line,
    grids_of_tables,
    groups_of_lines,
    inline,
    is_flattened,
    with_tabs,
)
from quancheng.records.plan.rules.reading import Level, Problem
from quancheng.records.plan.rules.titles import title_of, year_of
from quancheng.records.plan.rules.wording import plain

LONGEST_HEADING = 40
SAME = frozenset({"同上", "同左", "〃"})
TITLE_WORDS = ("承诺", "重点任务", "重点工作", "民生实事", "清单")


@dataclass(frozen=True, slots=True)
class CommitmentsReading:
    """A list of commitments as understood; nothing in it is decided until an official confirms."""

    title: str
    year: int | None
    rows: tuple[CommitmentRow, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Walk:
    """What is known while the lines of all tables are read one after the other."""

    columns: dict[Heading, int] = field(default_factory=dict)
    section: str = ""
    cells: list[dict[Heading, str]] = field(default_factory=list)
    carried: list[frozenset[str]] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def understand_commitments(content: Content) -> CommitmentsReading:
    """The commitments in a file's content; a file without such a table gives no rows."""
    walk = _Walk()
    for grid in _grids(content):
        for line in grid.lines:
            _read(walk, line)
    head = [*_above(content), *walk.titles]
    title, year = _title(head), year_of(_title(head), head)
    rows = tuple(_rows(walk, year=year))
    problems = [Problem("file_doubt", doubt, "", Level.INFORMATION) for doubt in content.doubts]
    problems += [Problem("note", f"表下的说明没有录入：{note}", "", Level.INFORMATION) for note in walk.notes]
    return CommitmentsReading(title, year, rows, tuple(problems))


def _grids(content: Content) -> list[Grid]:
    paragraphs = with_tabs(content.paragraphs)
    tables = grids_of_tables(content.blocks)
    if not is_flattened(paragraphs):
        return tables
    lines = [line for group in groups_of_lines(paragraphs) for line in _whole_rows(group)]
    return [Grid(tuple(_cut(lines)), flattened=True), *tables]


def _whole_rows(group: Line) -> Iterator[Line]:
    """A header that nothing parts from the first row is a line of its own."""
    headings = 0
    while headings < len(group.spots) and heading_of(group.texts[headings]):
        headings += 1
    if headings == len(group.spots) or not is_header(group.texts[:headings]):
        yield group
        return
    yield replace(group, spots=group.spots[:headings])
    yield replace(group, spots=group.spots[headings:])


def _cut(lines: Sequence[Line]) -> Iterator[Line]:
    """Rows that nothing parts are cut to the width of the header."""
    width = 0
    for line in lines:
        if is_header(line.texts):
            width = len(line.spots)
        if not width or len(line.spots) <= width or len(line.spots) % width:
            yield line
            continue
        for start in range(0, len(line.spots), width):
            yield replace(line, spots=line.spots[start : start + width])


def _above(content: Content) -> list[str]:
    """The lines over the first table, or over the first line with tabs."""
    lines: list[str] = []
    for block in content.blocks:
        if isinstance(block, Table) or (isinstance(block, Paragraph) and "\t" in block.text):
            break
        lines.append(block.text.strip())
    return [line for line in lines if line]


def _title(head: Sequence[str]) -> str:
    named = [line for line in head if 6 <= len(line) <= 120 and any(word in line for word in TITLE_WORDS)]
    return (named[0] if named else title_of(head)).replace(" ", "")


def _read(walk: _Walk, line: Line) -> None:
    written = [inline(text) for text in line.texts if text.strip()]
    if not written:
        return
    if is_header(line.texts):
        walk.columns = _columns(line.texts)
    elif not walk.columns:
        walk.titles += written[:1]
    elif is_subheader(written):
        walk.columns |= _columns(line.texts)
    elif len(written) == 1 and _stands_alone(line):
        _read_alone(walk, written[0])
    else:
        _read_row(walk, line)


def _columns(texts: Sequence[str]) -> dict[Heading, int]:
    """Each field's column; of two that mean the same the first counts."""
    found: dict[Heading, int] = {}
    for place, text in enumerate(texts):
        heading = heading_of(text)
        if heading not in {None, Heading.OTHER}:
            found.setdefault(heading, place)
    if Heading.TASK not in found and Heading.CONTENT in found:
        found[Heading.TASK] = found.pop(Heading.CONTENT)
    return found


def _stands_alone(line: Line) -> bool:
    """One text over the whole width, or a line of its own between two rows."""
    return line.spots[0].how is How.WRITTEN and (
        len(line.spots) == 1 or all(spot.how is How.SPANNED for spot in line.spots[1:])
    )


def _read_alone(walk: _Walk, text: str) -> None:
    told = plain(text)
    if told.startswith(("注", "备注", "说明")) or len(text) > LONGEST_HEADING:
        walk.notes.append(text[:80])
    else:
        walk.section = text


def _read_row(walk: _Walk, line: Line) -> None:
    above = walk.cells[-1] if walk.cells else {}
    cells, carried = dict[Heading, str](), set[str]()
    for heading, place in walk.columns.items():
        spot = line.spots[place] if place < len(line.spots) else None
        text = inline(spot.text).strip() if spot else ""
        if (spot and spot.how is How.MERGED) or text in SAME:
            text = above.get(heading, "")
            carried.add(heading.value)
        cells[heading] = text
    fresh = {heading for heading in cells if heading.value not in carried and cells[heading]}
    if above and Heading.NO in walk.columns and fresh and fresh <= {Heading.CONTENT}:
        above[Heading.CONTENT] = f"{above.get(Heading.CONTENT, '')}\n{cells[Heading.CONTENT]}".strip()
    elif fresh - {Heading.NO}:
        walk.cells.append(cells)
        walk.carried.append(frozenset(carried))
        walk.places.append(line.place)
        walk.sections.append(walk.section)


def _rows(walk: _Walk, *, year: int | None) -> Iterator[CommitmentRow]:
    read = zip(walk.cells, walk.carried, walk.places, walk.sections, strict=True)
    for key, (cells, carried, place, section) in enumerate(read, start=1):
        unit = unit_in(cells.get(Heading.UNIT, ""), cells.get(Heading.SUPPORT, ""))
        person = person_in(cells.get(Heading.PERSON, ""), cells.get(Heading.OFFICE, ""))
        day_text = cells.get(Heading.DAY, "")
        yield CommitmentRow(
            key=key,
            no=cells.get(Heading.NO, "") or str(key),
            section=section,
            task=cells.get(Heading.TASK, "").replace("\n", ""),
            content=cells.get(Heading.CONTENT, ""),
            day_text=day_text,
            day=deadline_of(day_text, year=year).date,
            unit=unit.name,
            others=unit.others,
            person=person.name,
            office=person.office,
            carried=carried - {Heading.NO.value},
            told=frozenset(person.told | unit.told),
            place=place,
        )


def redated(row: CommitmentRow, *, year: int) -> CommitmentRow:
    """The row when the year of its list is set; a day that an official entered stays."""
    if "day" in row.corrected:
        return row
    return replace(row, day=deadline_of(row.day_text, year=year).date)
