"""From a file's content to a plan: the layout told, its rows found, each row understood."""

import re
from collections.abc import Sequence
from dataclasses import replace

from quancheng.kernel.files.content import Content, Paragraph, Table
from quancheng.records.plan.rules.deadlines import deadline_of
from quancheng.records.plan.rules.doubts import doubts_of_numbers, doubts_of_row
from quancheng.records.plan.rules.grids import grid_of_lines, grids_of_tables, is_flattened, with_tabs
from quancheng.records.plan.rules.marks import Depth, mark_of
from quancheng.records.plan.rules.paper import passages_of
from quancheng.records.plan.rules.prose import rows_of_prose
from quancheng.records.plan.rules.raw import Found, RawRow, UnitText
from quancheng.records.plan.rules.reading import Level, PlanReading, Problem, RowReading, UnitReading
from quancheng.records.plan.rules.rows import rows_of_grids
from quancheng.records.plan.rules.targets import targets_of
from quancheng.records.plan.rules.titles import title_of, year_of
from quancheng.records.plan.rules.units import first_leads, shared_units_of, units_of
from quancheng.records.plan.rules.wording import mended, plain

LONGEST = 20_000
_FIRST_LEADS = re.compile(
    r"(?:列|排|居|处于?)(?:在|名|于)?(?:第一位?|首位|最前|前列|第1位?)[^。；，]{0,10}(?:为|是|即)?[^。；，]{0,4}牵头|第一(?:个)?(?:责任)?单位为牵头|首位.{0,6}牵头"
)


def understand(content: Content) -> PlanReading:
    """The plan in a file's content, with every doubt; a file without a plan gives no rows and says so."""
    found, numbered, head = _found(content)
    texts = [paragraph.text for paragraph in content.paragraphs]
    title = title_of([*head, *found.titles])
    year = year_of(title, [*head, *found.titles, *texts[:60]])
    leads = _says_first_leads(content)
    rows = tuple(_understood(row, year=year, leads=leads) for row in found.rows)
    problems = [Problem("file_doubt", doubt, "", Level.INFORMATION) for doubt in content.doubts]
    problems += found.problems
    problems += doubts_of_numbers(rows) if numbered else []
    problems += [] if rows else [_nothing()]
    return PlanReading(title, year, rows, tuple(problems))


def _found(content: Content) -> tuple[Found, bool, list[str]]:
    """The rows, whether their numbers are the plan's own, and the lines above them."""
    paragraphs = with_tabs(content.paragraphs)
    tables = grids_of_tables(content.blocks)
    if is_flattened(paragraphs):
        grid = grid_of_lines(paragraphs)
        found = rows_of_grids([grid, *tables])
        if found.rows:
            return found, True, _above_tabs(paragraphs)
    found = rows_of_grids(tables) if tables else Found()
    passages, traces = passages_of(paragraphs)
    prose = rows_of_prose(passages)
    if found.rows and not _speaks_for_prose(found, prose):
        problems = (*found.problems, *_also_in_prose(prose))
        return Found(found.rows, problems, found.titles), True, _above_table(content)
    problems = (*(_unread(found) if found.rows else found.problems), *traces, *prose.problems)
    return Found(prose.rows, problems, found.titles), False, _above_chapters(paragraphs)


def _understood(row: RawRow, *, year: int | None, leads: bool) -> RowReading:
    units = tuple(dict.fromkeys(unit for text in row.units for unit in _units(text)))
    reading = RowReading(
        no=row.no,
        section=row.section,
        subsection=row.subsection,
        requirement=row.requirement,
        units=first_leads(units) if leads else units,
        deadline=deadline_of(row.deadline, year=year),
        targets=targets_of(row.requirement),
        problems=row.problems,
        carried=row.carried,
        place=row.place,
    )
    return _with_doubts(reading, year=year)


def _with_doubts(row: RowReading, *, year: int | None) -> RowReading:
    return replace(row, problems=doubts_of_row(row, year=year))


def _units(text: UnitText) -> tuple[UnitReading, ...]:
    if text.told:
        return shared_units_of(text.text, role=text.role)
    return units_of(text.text, role=text.role)


def _says_first_leads(content: Content) -> bool:
    texts = [paragraph.text for paragraph in content.paragraphs]
    texts += [cell.text for table in content.tables for row in table.rows for cell in row]
    return any(
        "牵头" in (told := plain(text[:LONGEST])) and _FIRST_LEADS.search(told) for text in texts if text
    )


def _above_tabs(paragraphs: Sequence[Paragraph]) -> list[str]:
    head = []
    for paragraph in paragraphs:
        if "\t" in paragraph.text:
            break
        head.append(paragraph.text)
    return head


def _above_table(content: Content) -> list[str]:
    head = []
    for block in content.blocks:
        if isinstance(block, Table):
            break
        head.append(block.text)
    return head


def _above_chapters(paragraphs: Sequence[Paragraph]) -> list[str]:
    head = []
    for paragraph in paragraphs[:200]:
        mark = mark_of(mended(paragraph.text))
        if mark is not None and mark.depth in {Depth.CHAPTER, Depth.SECTION}:
            break
        head.append(paragraph.text)
    return head


def _speaks_for_prose(found: Found, prose: Found) -> bool:
    """Whether the tasks stand in the prose, and the table is something else (a list of projects)."""
    guessed = any(problem.code == "header_missing" for problem in found.problems)
    without_units = not any(row.units for row in found.rows)
    return any(row.units for row in prose.rows) and (guessed or without_units)


def _unread(found: Found) -> tuple[Problem, ...]:
    place = found.rows[0].place
    sentence = (
        f"{place}起的表格没有责任单位的表头，任务已从正文读出，表格没有列入；"
        "如果表格里另有任务，请补上表头后再导入，或在预览里补上。"
    )
    return (Problem("table_unread", sentence, place),)


def _also_in_prose(prose: Found) -> tuple[Problem, ...]:
    named = [row for row in prose.rows if row.units]
    if not named:
        return ()
    sentence = (
        f"{named[0].place}起，正文里另有 {len(named)} 段写有责任单位，与表格可能是同一批任务，没有列入；"
        "如果表格里没有它们，请在预览里补上。"
    )
    return (Problem("also_in_prose", sentence, named[0].place),)


def _nothing() -> Problem:
    sentence = (
        "全文没有找到任务：没有带表头的任务表，也没有写明责任单位或期限的段落；"
        "请确认上传的是工作要点或任务分工。"
    )
    return Problem("no_rows", sentence, "全文")
