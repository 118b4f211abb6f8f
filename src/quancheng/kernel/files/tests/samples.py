"""Files built from the neutral model, for tests here and in the modules that read plans.

`table` draws a grid with its merges: `LEFT` joins a place to the one on its left, `UP` to the one above.
"""

import html
import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence

from quancheng.kernel.files.content import Cell, Paragraph, Table

LEFT = "←"
UP = "↑"
Block = Paragraph | Table


def table(*rows: Sequence[str], place: str = "") -> Table:
    """A grid as drawn. In a merged block the first column says UP below its corner, all else LEFT."""
    grid = []
    for at, row in enumerate(rows):
        cells = []
        for column, text in enumerate(row):
            covered = text in (LEFT, UP)
            cells.append(Cell(covered=True) if covered else Cell(text, *_span(rows, at, column)))
        grid.append(tuple(cells))
    return Table(tuple(grid), place)


def _span(rows: Sequence[Sequence[str]], row: int, column: int) -> tuple[int, int]:
    high = wide = 1
    while column + wide < len(rows[row]) and rows[row][column + wide] == LEFT:
        wide += 1
    while row + high < len(rows) and rows[row + high][column] == UP:
        high += 1
    return high, wide


def texts(block: Table) -> list[list[str]]:
    """The grid's texts, covered places as None."""
    return [[None if cell.covered else cell.text for cell in row] for row in block.rows]


def anchors(block: Table) -> Iterator[tuple[int, int, Cell]]:
    for at, row in enumerate(block.rows):
        for column, cell in enumerate(row):
            if not cell.covered:
                yield at, column, cell


def html_of(*blocks: Block, encoding: str = "utf-8") -> bytes:
    """A plain page."""
    body = "\n".join(_html_table(each) if isinstance(each, Table) else _html_line(each) for each in blocks)
    head = f'<head><meta charset="{encoding}"><title>x</title></head>'
    page = f"<!DOCTYPE html><html>{head}<body>\n{body}\n</body></html>"
    return page.encode(encoding)


def _html_line(paragraph: Paragraph) -> str:
    tag = f"h{paragraph.level}" if paragraph.level else "p"
    return f"<{tag}>{html.escape(paragraph.text)}</{tag}>"


def _html_table(block: Table) -> str:
    rows = []
    for row in block.rows:
        cells = [_html_cell(cell) for cell in row if not cell.covered]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table border='1'>{''.join(rows)}</table>"


def _html_cell(cell: Cell) -> str:
    text = html.escape(cell.text).replace("\n", "<br>")
    return f'<td rowspan="{cell.rows}" colspan="{cell.columns}">{text}</td>'


def docx_of(*blocks: Block) -> bytes:
    """A Word document with real merges; the first row of each table repeats on every page."""
    from docx import Document
    from docx.oxml import OxmlElement

    document = Document()
    for block in blocks:
        if isinstance(block, Paragraph):
            style = f"Heading {block.level}" if block.level else None
            document.add_paragraph(block.text, style=style)
            continue
        grid = document.add_table(len(block.rows), len(block.rows[0]), style="Table Grid")
        places = [row.cells for row in grid.rows]
        for row, column, cell in anchors(block):
            corner = places[row][column]
            if cell.rows > 1 or cell.columns > 1:
                corner = corner.merge(places[row + cell.rows - 1][column + cell.columns - 1])
            corner.text = cell.text
        grid.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx_of(*blocks: Block, sheet: str = "Sheet1") -> bytes:
    """A workbook with one sheet, one block under the other."""
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    page.title = sheet
    top = 1
    for block in blocks:
        if isinstance(block, Paragraph):
            page.cell(top, 1, block.text)
            top += 1
            continue
        for row, column, cell in anchors(block):
            page.cell(top + row, column + 1, cell.text or None)
            if cell.rows > 1 or cell.columns > 1:
                page.merge_cells(
                    start_row=top + row,
                    end_row=top + row + cell.rows - 1,
                    start_column=column + 1,
                    end_column=column + cell.columns,
                )
        top += len(block.rows)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def pdf_of(*blocks: Block, repeat_header: bool = True, page_numbers: bool = True, widths=None) -> bytes:
    """A PDF in A4 with ruled tables; long tables run over pages, their first row repeated on each."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from reportlab.lib import colors
        from reportlab.lib.pagesizes import A4
        from reportlab.lib.styles import ParagraphStyle
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.cidfonts import UnicodeCIDFont
        from reportlab.platypus import Paragraph as Story
        from reportlab.platypus import SimpleDocTemplate
        from reportlab.platypus import Table as Ruled

        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    plain = ParagraphStyle("plain", fontName="STSong-Light", fontSize=10, leading=13, wordWrap="CJK")

    def told(text: str) -> Story:
        return Story(html.escape(text).replace("\n", "<br/>").replace("　", "&#12288;"), plain)

    def ruled(block: Table) -> Ruled:
        """Merges downwards are drawn, not declared, so that a page may end inside one, as Word lets it."""
        style = [("VALIGN", (0, 0), (-1, -1), "TOP")]
        style += [("LINEBELOW", (0, "splitlast"), (-1, "splitlast"), 0.5, colors.black)]
        style += [("LINEABOVE", (0, "splitfirst"), (-1, "splitfirst"), 0.5, colors.black)]
        for row, column, cell in anchors(block):
            right, below = column + cell.columns - 1, row + cell.rows - 1
            style.append(("BOX", (column, row), (right, below), 0.5, colors.black))
            style.append(("SPAN", (column, row), (right, row)))
        grid = [["" if cell.covered else told(cell.text) for cell in row] for row in block.rows]
        wide = widths or [500 / len(block.rows[0])] * len(block.rows[0])
        return Ruled(grid, colWidths=wide, repeatRows=int(repeat_header), style=style)

    def numbered(canvas, page) -> None:
        if page_numbers:
            canvas.setFont("STSong-Light", 10)
            canvas.drawCentredString(A4[0] / 2, 30, f"— {page.page} —")

    out = io.BytesIO()
    story = [ruled(block) if isinstance(block, Table) else told(block.text) for block in blocks]
    paper = SimpleDocTemplate(out, pagesize=A4, leftMargin=45, rightMargin=45, topMargin=50, bottomMargin=60)
    paper.build(story, onFirstPage=numbered, onLaterPages=numbered)
    return out.getvalue()


def parts_of(package: bytes) -> dict[str, bytes]:
    """The parts of an office file by name."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {each: archive.read(each) for each in archive.namelist()}


def parts_replaced(package: bytes, parts: dict[str, bytes | None]) -> bytes:
    """The same office file with parts added or replaced; None takes a part away."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in (parts_of(package) | parts).items():
            if data is not None:
                new.writestr(name, data)
    return out.getvalue()
