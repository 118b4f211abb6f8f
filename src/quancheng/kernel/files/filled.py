"""Workbooks of ours that people have filled in: found by their mark, whatever was moved. Pure.

The caller has let the file through `check_upload`. Sheets may have been renamed or moved, columns too; what
cannot be read is told with its sheet and cell.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from quancheng.kernel.basis.refusal import Refusal

HEADS_WITHIN = 10  # lines in which the headings may stand, should somebody have put a title above them
MOST_LINES = 20_000
SHEETS = "xl/worksheets/"
BROKEN = (  # as openpyxl meets parts that are damaged; broken XML is a SyntaxError
    BadZipFile, InvalidFileException, SyntaxError, KeyError, IndexError, ValueError, TypeError,
    AttributeError, OSError,
)  # fmt: skip
_MARK = re.compile(r"编号（(?P<name>.+)第(?P<version>\d+)版）")

Line = Sequence[Cell | MergedCell]


class UnreadableTable(Refusal):
    """Not a workbook, or not the one that is asked for."""

    code = "files.unreadable_table"
    status = 422


@dataclass(frozen=True, slots=True)
class Template:
    """A workbook that people fill in. Another set of columns is another version."""

    name: str
    version: int
    columns: tuple[str, ...]  # besides the key

    @property
    def key(self) -> str:
        """The heading of the column with the number of the record; by it a sheet is known."""
        return f"编号（{self.name}第{self.version}版）"


@dataclass(frozen=True, slots=True)
class FilledRow:
    """One line that was filled in: its cells by heading, where each stands, and what it links to."""

    sheet: str
    line: int
    cells: Mapping[str, str]
    places: Mapping[str, str]
    links: Mapping[str, str]

    def where(self, heading: str) -> str:
        return f"工作表“{self.sheet}”{self.places[heading]}"


@dataclass(frozen=True, slots=True)
class Filled:
    """What a workbook holds, and sentences about what nobody could read."""

    rows: tuple[FilledRow, ...]
    faults: tuple[str, ...]


def read_filled(data: bytes, *, template: Template) -> Filled:
    """Read every sheet that bears the template's mark. Raises UnreadableTable."""
    try:
        book = load_workbook(BytesIO(data), data_only=True)
    except BROKEN as unreadable:
        raise UnreadableTable(f"这不是可以读取的xlsx文件，请重新导出{template.name}填写") from unreadable
    rows: list[FilledRow] = []
    faults: list[str] = []
    marked = [(page, head) for page in book.worksheets for head in _heads(page, template)]
    if not marked:
        raise UnreadableTable(
            f"文件中没有{template.name}：找不到“{template.key}”一列。请重新导出{template.name}，在导出的文件里填写"
        )
    formulas = _formulas(data)
    for page, head in marked:
        places = _places(page, head, template)
        faults += _merged(page, head)
        faults += _uncounted(page, head, formulas.get(page.title, ()))
        rows += _rows(page, head, places)
    return Filled(tuple(rows), tuple(faults))


def _heads(page: Worksheet, template: Template) -> Iterator[int]:
    """The line of the headings, if the sheet bears the mark."""
    if page.max_row > MOST_LINES:
        raise UnreadableTable(f"工作表“{page.title}”超过{MOST_LINES}行，请分成几个文件上传")
    for number, line in enumerate(page.iter_rows(max_row=HEADS_WITHIN), start=1):
        found = next((match for cell in line if (match := _MARK.fullmatch(_text(cell)))), None)
        if found is None:
            continue
        _must_be_this(page.title, found["name"], int(found["version"]), template)
        yield number
        return


def _must_be_this(title: str, name: str, version: int, template: Template) -> None:
    if name != template.name:
        raise UnreadableTable(f"工作表“{title}”是“{name}”，这里需要“{template.name}”，请换一个文件")
    if version != template.version:
        raise UnreadableTable(
            f"工作表“{title}”由第{version}版模板导出，现在是第{template.version}版。"
            f"请重新导出{template.name}，把已填内容复制过去再上传"
        )


def _places(page: Worksheet, head: int, template: Template) -> Mapping[str, int]:
    headings = [_text(cell) for cell in page[head]]
    wanted = (template.key, *template.columns)
    missing = [heading for heading in wanted if heading not in headings]
    if missing:
        raise UnreadableTable(
            f"工作表“{page.title}”第{head}行缺少“{'、'.join(missing)}”列，请按导出的表头补齐，或重新导出"
        )
    return {heading: headings.index(heading) for heading in wanted}


def _merged(page: Worksheet, head: int) -> Iterator[str]:
    for merge in page.merged_cells.ranges:
        if merge.max_row > head:
            yield f"工作表“{page.title}”{merge.coord}是合并的单元格，请取消合并，逐行填写"


def _formulas(data: bytes) -> Mapping[str, Sequence[str]]:
    """Where formulas stand, by sheet; a workbook without one is not opened a second time."""
    with ZipFile(BytesIO(data)) as parts:
        if not any(b"<f" in parts.read(name) for name in parts.namelist() if name.startswith(SHEETS)):
            return {}
    book = load_workbook(BytesIO(data))
    return {
        page.title: [cell.coordinate for line in page.iter_rows() for cell in line if cell.data_type == "f"]
        for page in book.worksheets
    }


def _uncounted(page: Worksheet, head: int, formulas: Iterable[str]) -> Iterator[str]:
    """A formula that no spreadsheet has worked out yet has no value: it would look like an empty cell."""
    for place in formulas:
        cell = page[place]
        if cell.row > head and cell.value is None:
            yield (
                f"工作表“{page.title}”{place}是公式，文件里没有它的计算结果，"
                "请改填数值，或用表格软件打开保存一次"
            )


def _rows(page: Worksheet, head: int, places: Mapping[str, int]) -> Iterator[FilledRow]:
    for number, line in enumerate(page.iter_rows(min_row=head + 1), start=head + 1):
        cells = {heading: _text(line[place]) for heading, place in places.items()}
        if any(cells.values()):
            yield FilledRow(
                sheet=page.title,
                line=number,
                cells=cells,
                places={heading: line[place].coordinate for heading, place in places.items()},
                links=dict(_links(line, places)),
            )


def _links(line: Line, places: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    for heading, place in places.items():
        link = getattr(line[place], "hyperlink", None)
        if link is not None and link.target:
            yield heading, link.target


def _text(cell: Cell | MergedCell) -> str:
    """What a person sees in the cell: a number typed for a text has no decimal point."""
    value = cell.value
    match value:
        case None:
            return ""
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
    return str(value).strip()
