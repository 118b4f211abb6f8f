"""The body of a Word document, walked in the order in which it is read."""

from collections.abc import Iterator

from lxml import etree

from quancheng.kernel.files.content import Cell, Paragraph, Table
from quancheng.kernel.files.readers.docx.markup import DELETED, INSERTED, W, children, number, value
from quancheng.kernel.files.readers.docx.numbering import Numbering
from quancheng.kernel.files.readers.docx.styles import Styles
from quancheng.kernel.files.readers.grid import Placed, grid_of, lines_of
from quancheng.kernel.files.refused import Damaged, TooMuch

Block = Paragraph | Table
DEEPEST_TABLE = 12
WIDEST = 200  # columns; Word itself stops at 63
SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
TRACKED = "文件带有修订痕迹，已按“接受全部修订”读取，请核对。"
OUTSIDE = "文件里插入了另一份文件，插入的部分没有读取，请把它的内容直接粘贴进来。"
PICTURES = "文件里有图片，图片中的文字没有读取，请核对。"


class Body:
    """Reads one document once. `doubts` fill while it reads."""

    def __init__(self, root: etree._Element, *, styles: Styles, numbering: Numbering, name: str) -> None:
        self.root = root
        self.styles = styles
        self.numbering = numbering
        self.name = name
        self.doubts: list[str] = []
        self.carried = ""  # text of a paragraph whose end was deleted: it joins the next one
        self.depth = 0

    def read(self) -> list[Block]:
        """Raises Damaged, TooMuch."""
        body = self.root.find(f"{W}body")
        if body is None:
            raise Damaged(f"“{self.name}”里没有正文。请用 Word 或 WPS 打开检查，另存为 docx 后再上传。")
        if any(True for _ in self.root.iterdescendants(*INSERTED, *DELETED)):
            self._doubt(TRACKED)
        if any(True for _ in body.iterdescendants(f"{W}altChunk")):
            self._doubt(OUTSIDE)
        if any(True for _ in body.iterdescendants("{*}pic", "{*}imagedata")):
            self._doubt(PICTURES)
        return list(self.blocks(body))

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        for child in children(parent):
            if child.tag == f"{W}p":
                yield from self.paragraph(child)
            elif child.tag == f"{W}tbl":
                yield self.table(child)

    def paragraph(self, element: etree._Element) -> Iterator[Block]:
        """The paragraph with its list number, then what stands in text boxes anchored to it."""
        properties = element.find(f"{W}pPr")
        text = "".join(self.texts(element, properties))
        mark = properties.find(f"{W}rPr") if properties is not None else None
        if mark is not None and any(mark.find(tag) is not None for tag in DELETED):
            self.carried += text
        else:
            label = self.numbering.next_label(*self.styles.numbering(properties))
            yield Paragraph(label + self.carried + text, level=self.styles.level(properties))
            self.carried = ""
        for box in _boxes(element):
            yield from self.blocks(box)

    def texts(self, parent: etree._Element, properties: etree._Element | None) -> Iterator[str]:
        fields: list[bool] = []  # for each open field whether its code is still being told
        for run in children(parent):
            if run.tag.endswith("}oMath") or run.tag.endswith("}oMathPara"):
                yield "".join(each.text or "" for each in run.iterdescendants("{*}t"))
            if run.tag != f"{W}r" or self.styles.hides(run.find(f"{W}rPr"), properties):
                continue
            for piece in children(run):
                _note_field(piece, fields)
                if not any(fields):
                    yield _text(piece)

    def table(self, element: etree._Element) -> Table:
        """The grid of a table: `gridSpan` goes right, `vMerge` goes down."""
        self.depth += 1
        if self.depth > DEEPEST_TABLE:
            raise TooMuch(f"“{self.name}”里的表格套了{DEEPEST_TABLE}层以上。请拆开表格后再上传。")
        rows = [row for row in children(element) if row.tag == f"{W}tr" and not _is_deleted(row)]
        open_cells: dict[int, Placed] = {}  # column → the cell that a vMerge may go on from
        finished: list[Placed] = []
        for at, row in enumerate(rows):
            open_cells = self._row(row, at, open_cells, finished)
        finished.extend({id(each): each for each in open_cells.values()}.values())
        self.depth -= 1
        return Table(grid_of(finished, height=len(rows), name=self.name))

    def _row(
        self, row: etree._Element, at: int, above: dict[int, Placed], finished: list[Placed]
    ) -> dict[int, Placed]:
        """Place the cells of one row; give back those that the next row may carry on."""
        below: dict[int, Placed] = {}
        column = _span(row.find(f"{W}trPr"), "gridBefore", 0)
        for cell in (each for each in children(row) if each.tag == f"{W}tc"):
            properties = cell.find(f"{W}tcPr")
            columns = _span(properties, "gridSpan", 1)
            merge = properties.find(f"{W}vMerge") if properties is not None else None
            goes_on = merge is not None and merge.get(f"{W}val") != "restart"
            if goes_on and column in above:
                upper = above.pop(column)
                grown = Cell(upper.cell.text, at - upper.row + 1, upper.cell.columns)
                below[column] = Placed(upper.row, upper.column, grown)
                self.cell_text(cell)  # hidden under the merge, yet its list numbers count
            else:
                below[column] = Placed(at, column, Cell(self.cell_text(cell), 1, columns))
            column += columns
        finished.extend(above.values())
        return below

    def cell_text(self, element: etree._Element) -> str:
        lines = [
            lines_of(block) if isinstance(block, Table) else block.text.rstrip()
            for block in self.blocks(element)
        ]
        return "\n".join(lines).strip("\n")

    def _doubt(self, sentence: str) -> None:
        self.doubts.append(sentence)


def _text(piece: etree._Element) -> str:
    tag = etree.QName(piece).localname
    if tag == "t":
        return piece.text or ""
    if tag == "br":
        return "\n" if piece.get(f"{W}type") in {None, "textWrapping"} else ""
    if tag == "sym":
        return _sign(piece.get(f"{W}char") or "")
    return SIGNS.get(tag, "")


def _sign(code: str) -> str:
    """A sign of a symbol font, by its number; one of a private font (a tick, a box) as □."""
    try:
        found = int(code, 16)
    except ValueError:
        return ""
    return chr(found) if 0x20 <= found < 0xD800 else "□"


def _note_field(piece: etree._Element, fields: list[bool]) -> None:
    """Fields (page numbers, dates, references) hold a code, which nobody sees, and its result."""
    kind = piece.get(f"{W}fldCharType") if piece.tag == f"{W}fldChar" else None
    if kind == "begin":
        fields.append(True)
    elif kind == "separate" and fields:
        fields[-1] = False
    elif kind == "end" and fields:
        fields.pop()


def _boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    for box in paragraph.iterdescendants(f"{W}txbxContent"):
        above = [each for each in box.iterancestors() if each.tag == f"{W}txbxContent" or _is_fallback(each)]
        if not any(paragraph in each.iterancestors() for each in above):
            yield box


def _is_fallback(element: etree._Element) -> bool:
    choice = element.getprevious()
    return element.tag.endswith("}Fallback") and choice is not None and choice.tag.endswith("}Choice")


def _is_deleted(row: etree._Element) -> bool:
    properties = row.find(f"{W}trPr")
    return properties is not None and properties.find(f"{W}del") is not None


def _span(properties: etree._Element | None, tag: str, otherwise: int) -> int:
    return min(max(number(value(properties, tag), otherwise), otherwise), WIDEST)
