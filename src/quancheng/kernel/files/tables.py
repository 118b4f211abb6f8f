"""Tables as files for people: one place that writes CSV and xlsx, with one guard against formulas.

Spreadsheets run what begins like a formula. In CSV such a text gets an apostrophe in front, in xlsx it is
stored as text; numbers and days stay numbers and days. Pure: the rows come finished.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, islice
from typing import cast

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | float | date | None

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LIKE_A_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
UNREADABLE = re.compile(ILLEGAL_CHARACTERS_RE.pattern + "|[\ud800-\udfff\ufffe\uffff]")
LONGEST_CELL = 32_767  # characters, as spreadsheets allow
LONGEST_TITLE = 31
LOOKED_AT = 200  # rows from which the widths are taken
NARROWEST, WIDEST = 8, 52
WIDE = 32  # what people write into
HEAD_FILL = PatternFill("solid", fgColor="DDE6F0")
FILL_FILL = PatternFill("solid", fgColor="FFF8E1")
OPEN = Protection(locked=False)
ALLOWED = ("autoFilter", "sort", "formatColumns", "formatRows")
HEAD_FONT = Font(bold=True)
HEAD_LINE = Border(bottom=Side("thin", color="8CA3BA"))
HEAD_PLACE = Alignment(vertical="center", wrap_text=True)
TEXT_PLACE = Alignment(vertical="top", wrap_text=True)
VALUE_PLACE = Alignment(vertical="top")


@dataclass(frozen=True, slots=True)
class Fill:
    """Which columns of a workbook people fill in: they stand out, everything else is locked against slips.

    `hidden` columns are for the house alone; `choices` are offered in the cells of a column.
    """

    columns: tuple[str, ...]
    hidden: tuple[str, ...] = ()
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its title, its headings, its rows. Rows may come one by one; they are read once."""

    title: str
    columns: tuple[str, ...]
    rows: Iterable[tuple[Value, ...]]
    fill: Fill | None = None


def as_csv(table: Sheet) -> bytes:
    """The table as CSV in UTF-8 with its mark, so that spreadsheets read Chinese."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(table.columns)
    writer.writerows([_in_csv(value) for value in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(*sheets: Sheet) -> bytes:
    """The tables as one workbook: headings that stay in view, columns as wide as they need, filters on."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        _write(cast("Worksheet", book.create_sheet(_title(sheet.title))), sheet)  # it hands on to a Worksheet
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def is_like_a_formula(text: str) -> bool:
    """Whether a spreadsheet might run the text instead of showing it."""
    return text.startswith(LIKE_A_FORMULA)


def _in_csv(value: Value) -> str | int | float:
    match value:
        case None:
            return ""
        case date():
            return f"{value:%Y-%m-%d}"
        case str():
            return f"'{value}" if is_like_a_formula(value) else value
    return value


def _write(page: Worksheet, sheet: Sheet) -> None:
    rows = iter(sheet.rows)
    first = list(islice(rows, LOOKED_AT))
    open_to = sheet.fill.columns if sheet.fill else ()
    opened = tuple(heading in open_to for heading in sheet.columns)
    for place, heading in enumerate(sheet.columns):
        letter = get_column_letter(place + 1)
        width = WIDE if opened[place] else _width(heading, (row[place] for row in first))
        page.column_dimensions[letter].width = width
    page.freeze_panes = "A2"
    if sheet.fill:
        _hide(page, sheet.columns, sheet.fill)
    page.append([_heading(page, heading) for heading in sheet.columns])
    last = 1
    for row in chain(first, rows):
        page.append([_open(page, v) if o else _cell(page, v) for v, o in zip(row, opened, strict=True)])
        last += 1
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{last}"
    if sheet.fill:
        _protect(page, sheet.columns, sheet.fill, last)


def _hide(page: Worksheet, columns: tuple[str, ...], fill: Fill) -> None:
    for heading in fill.hidden:
        page.column_dimensions[get_column_letter(columns.index(heading) + 1)].hidden = True


def _protect(page: Worksheet, columns: tuple[str, ...], fill: Fill, last: int) -> None:
    """Against slips, not against intent: there is no password, and what comes back is looked through."""
    page.protection.sheet = True
    for each in ALLOWED:
        setattr(page.protection, each, False)  # it names what is forbidden
    for heading, words in fill.choices.items():
        letter = get_column_letter(columns.index(heading) + 1)
        offer = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
        offer.add(f"{letter}2:{letter}{max(last, 2)}")
        page.data_validations.append(offer)


def _open(page: Worksheet, value: Value) -> Cell:
    cell = _cell(page, "" if value is None else value)
    cell.fill, cell.protection = FILL_FILL, OPEN
    return cell


def _heading(page: Worksheet, text: str) -> Cell:
    cell = _cell(page, text)
    cell.font, cell.fill, cell.border, cell.alignment = HEAD_FONT, HEAD_FILL, HEAD_LINE, HEAD_PLACE
    return cell


def _cell(page: Worksheet, value: Value) -> Cell:
    cell = WriteOnlyCell(page)
    assert isinstance(cell, Cell)
    cell.value = _readable(value)
    if isinstance(value, str):
        cell.data_type = "s"  # a text that begins with = is a text
        cell.number_format = "@"  # and stays one when somebody edits it
        cell.alignment = TEXT_PLACE
        return cell
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    cell.alignment = VALUE_PLACE
    return cell


def _readable(value: Value) -> Value:
    """Without the signs that the format forbids, and no longer than it allows."""
    if not isinstance(value, str):
        return value
    return UNREADABLE.sub("", value)[:LONGEST_CELL]


def _title(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\]", "_", title)[:LONGEST_TITLE].strip("'") or "表"


def _width(heading: str, values: Iterator[Value]) -> int:
    widest = max((_columns(value) for value in values), default=0)
    return min(max(widest, _columns(heading), NARROWEST) + 2, WIDEST)


def _columns(value: Value) -> int:
    """How wide a value is: a Chinese sign takes the place of two others. Days are written in ten."""
    if isinstance(value, date):
        return 10
    lines = str("" if value is None else value).split("\n")
    return max(sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line) for line in lines)
