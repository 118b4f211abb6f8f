"""The register as an xlsx workbook, both ways: what is exported is the template for import.

Reading trusts nothing: the caller has checked size and content type (`kernel.files`); what cannot be read
here becomes a sentence with its sheet and line.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.register.cells import UnreadableCell, read_cell, written
from quancheng.kernel.orgs.register.rows import Book, Column, Key, Kind, Row, Sheet
from quancheng.kernel.orgs.register.sheets import SHEETS

GUIDE = "填表说明"
HEAD = 1  # the line of the headings
MOST_LINES = 20_000
VALIDATED_LINES = 2_000
BROKEN = (  # as openpyxl meets parts that are damaged; broken XML is a SyntaxError
    BadZipFile, InvalidFileException, SyntaxError, KeyError, IndexError, ValueError, TypeError,
    AttributeError, OSError,
)  # fmt: skip
INK = PatternFill("solid", fgColor="DDE6F0")


class UnreadableBook(Refusal):
    """Not a workbook, or not one of ours."""

    code = "orgs.unreadable_book"
    status = 422


@dataclass(slots=True)
class Brought:
    """What a workbook holds: its rows, where each stands, and sentences about what nobody could read."""

    book: Book = field(default_factory=Book)
    lines: dict[tuple[str, Key], int] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)


def write_book(register: Book) -> bytes:
    """The whole register as a workbook: a sheet of instructions, then one sheet for each kind of row."""
    workbook = Workbook()
    guide = workbook.active
    assert isinstance(guide, Worksheet)
    _write_guide(guide)
    for sheet in SHEETS:
        _write_sheet(workbook.create_sheet(sheet.title), sheet, register.rows(sheet).values())
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def read_book(content: bytes) -> Brought:
    """Read a workbook; sheets that are not there bring nothing. Raises UnreadableBook."""
    try:
        workbook = load_workbook(BytesIO(content), data_only=True)
    except BROKEN as unreadable:
        raise UnreadableBook("这不是可以读取的xlsx文件，请用“导出名册”得到的文件填写后再导入") from unreadable
    present = [sheet for sheet in SHEETS if sheet.title in workbook.sheetnames]
    if not present:
        names = "、".join(sheet.title for sheet in SHEETS)
        raise UnreadableBook(f"文件中没有名册的工作表（{names}），请用“导出名册”得到的文件填写")
    brought = Brought(Book({sheet.title: {} for sheet in SHEETS}))
    for sheet in present:
        page = workbook[sheet.title]
        if isinstance(page, Worksheet):
            _read_sheet(page, sheet, brought)
    return brought


def _read_sheet(page: Worksheet, sheet: Sheet, brought: Brought) -> None:
    if page.max_row > MOST_LINES:
        raise UnreadableBook(f"工作表“{sheet.title}”超过{MOST_LINES}行，请分成几个文件导入")
    lines = page.iter_rows(values_only=True)
    headings = [str(value or "").strip() for value in next(lines, ())]
    places = {
        column.fills: headings.index(column.heading) for column in sheet.columns if column.heading in headings
    }
    absent = [column for column in sheet.columns if column.fills not in places]
    missing = [column.heading for column in absent if column.required or column.fills in sheet.key]
    if missing:
        brought.unread.append(
            f"工作表“{sheet.title}”第{HEAD}行：缺少“{'、'.join(missing)}”列，请按导出的表头补齐"
        )
        return
    if absent:
        brought.book.silent[sheet.title] = frozenset(column.fills for column in absent)
    for number, values in enumerate(lines, start=HEAD + 1):
        if any(str(value or "").strip() for value in values):
            _read_line(number, values, sheet, places, brought)


def _read_line(
    number: int, values: tuple[object, ...], sheet: Sheet, places: Mapping[str, int], brought: Brought
) -> None:
    fields: dict[str, Any] = {}  # each as its column's kind has it
    faults: list[str] = []
    for column in sheet.columns:
        if column.fills in places:
            try:
                fields[column.fills] = read_cell(values[places[column.fills]], column)
            except UnreadableCell as fault:
                faults.append(str(fault))
    place = f"工作表“{sheet.title}”第{number}行"
    if faults:
        brought.unread += [f"{place}：{fault}" for fault in faults]
        return
    row = sheet.holds(**fields)
    key = sheet.key_of(row)
    first = brought.lines.setdefault((sheet.title, key), number)
    if first != number:
        brought.unread.append(f"{place}：与第{first}行重复（{sheet.says(key)}），请删去其中一行")
        return
    brought.book.sheets[sheet.title][key] = row


def _write_sheet(page: Worksheet, sheet: Sheet, rows: Iterable[Row]) -> None:
    for number, column in enumerate(sheet.columns, start=1):
        heading = page.cell(HEAD, number, column.heading)
        heading.font, heading.fill = Font(bold=True), INK
        page.column_dimensions[get_column_letter(number)].width = 24 if column.kind is Kind.TEXT else 14
        _offer_choices(page, number, column)
    for line, row in enumerate(rows, start=HEAD + 1):
        for place, column in enumerate(sheet.columns, start=1):
            _put(page, (line, place), written(getattr(row, column.fills), column))
    page.freeze_panes = f"A{HEAD + 1}"


def _put(page: Worksheet, place: tuple[int, int], value: str | date | None) -> None:
    cell = page.cell(*place, value)
    assert isinstance(cell, Cell)  # we merge none
    if isinstance(value, str):
        cell.data_type = "s"  # a text that begins with = is a text
        cell.number_format = "@"
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"


def _offer_choices(page: Worksheet, number: int, column: Column) -> None:
    words = {Kind.CHOICE: list(column.choices), Kind.YES: ["是", "否"]}.get(column.kind)
    if words:
        offer = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=not column.required)
        letter = get_column_letter(number)
        offer.add(f"{letter}{HEAD + 1}:{letter}{VALIDATED_LINES}")
        page.add_data_validation(offer)


def _write_guide(page: Worksheet) -> None:
    page.title = GUIDE
    for number, width in enumerate((12, 18, 8, 60), start=1):
        page.column_dimensions[get_column_letter(number)].width = width
    for line, texts in enumerate(_guide(), start=1):
        for number, text in enumerate(texts, start=1):
            told = page.cell(line, number, text)
            told.alignment = Alignment(wrap_text=number == 4, vertical="top")
            told.font = Font(bold=line == 1)


def _guide() -> Iterator[tuple[str, ...]]:
    yield ("机构名册：导出的文件就是导入的模板",)
    for rule in (
        "导入前先预览：新增、变更、未变、有误的行逐行列出；有一行有误就全部不导入。",
        "文件中没有的行和列保持不变，不会被删除；撤销单位、岗位或离岗请填写结束日期。",
        "开始日期为首日，结束日期为末日；日期写作2024-03-04、2024/3/4或2024年3月4日。",
        "单位更名：在“名称”表给原名称填停用日期、另加一行新名称，并同时修改“单位”表的全称。",
        "密码不在文件中；新账号由安全管理员设置密码后才能登录。",
    ):
        yield ("", "", "", rule)
    yield ("工作表", "列", "必填", "说明")
    for sheet in SHEETS:
        for column in sheet.columns:
            yield (sheet.title, column.heading, "是" if column.required else "", _explained(column))


def _explained(column: Column) -> str:
    words = f"可填：{'、'.join(column.choices)}" if column.choices else ""
    return "；".join(part for part in (column.hint, words) if part)
