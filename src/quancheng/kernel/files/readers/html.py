"""Web pages: what a reader would see, in order. Nothing is executed, nothing fetched."""

import re
from collections.abc import Iterator

from lxml import etree

from quancheng.kernel.files.content import Cell, Content, Paragraph, Table
from quancheng.kernel.files.readers.encoding import page_text
from quancheng.kernel.files.readers.flow import Line, Lines
from quancheng.kernel.files.readers.grid import flowing, grid_of, lines_of
from quancheng.kernel.files.readers.numerals import numeral
from quancheng.kernel.files.refused import Damaged, TooMuch

UNSEEN_TAGS = """
    head script style template noscript iframe object embed svg canvas video audio
    select button input textarea datalist map
"""
BLOCK_TAGS = """
    address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol option p pre section
    summary ul tr td th
"""
UNSEEN = frozenset(UNSEEN_TAGS.split())
BLOCKS = frozenset(BLOCK_TAGS.split())
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
UNNUMBERED = re.compile(r"list-style(-type)?\s*:\s*[^;]*none", re.IGNORECASE)
NUMBER_STYLES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
DEEPEST_TABLE = 12
WIDEST_SPAN = 1000  # as browsers do
Block = Paragraph | Table


def read(data: bytes, *, name: str) -> Content:
    """Paragraphs and tables of a page, menus and all; what is hidden or runs is left out.

    Raises Damaged, TooMuch, EncodingUnknown, NotText.
    """
    text, doubts = page_text(data, name=name)
    text = re.sub(r"^\s*<\?xml[^>]*>", "", text)  # a declared encoding no longer holds
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "ignore"), parser)
    except etree.LxmlError as error:
        raise Damaged(f"“{name}”不是完整的网页。请重新保存网页后再上传。") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" or "depth" in entry.message for entry in parser.error_log):
        raise TooMuch(f"“{name}”里的内容套了两千层以上。请在浏览器中打开，把正文复制到 Word 另存为 docx。")
    if root is None:
        return Content(())
    return Content(tuple(_numbered(_Page(name).blocks(root))), doubts)


def _numbered(blocks: Iterator[Block]) -> Iterator[Block]:
    paragraphs = tables = 0
    for block in blocks:
        if isinstance(block, Table):
            tables += 1
            yield Table(block.rows, place=f"第{tables}个表格")
        else:
            paragraphs += 1
            yield Paragraph(block.text, block.level, place=f"第{paragraphs}段")


class _Page:
    def __init__(self, name: str) -> None:
        self.name = name
        self.depth = 0

    def blocks(self, root: etree._Element) -> Iterator[Block]:
        """Running text gathered into lines, tables where they stand."""
        lines = Lines()
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start" and (element.tag in UNSEEN or _hidden(element)) and element is not root:
                walk.skip_subtree()
            elif event == "start" and element.tag == "table":
                yield from _paragraphs(lines.break_off())
                yield from self.table(element)
                walk.skip_subtree()
            else:
                yield from _paragraphs(_step(event, element, lines))
            if event == "end" and element is not root:
                lines.add(element.tail or "")
        yield from _paragraphs(lines.break_off())

    def table(self, element: etree._Element) -> Iterator[Block]:
        """A table of facts as Table; one that only lays out the page as what stands in its cells."""
        self.depth += 1
        if self.depth > DEEPEST_TABLE:
            raise TooMuch(f"“{self.name}”里的表格套了{DEEPEST_TABLE}层以上。请只保存需要的那张表后再上传。")
        for caption in element.iterchildren("caption"):
            yield from self.blocks(caption)
        rows = [
            [cell for cell in row.iterchildren("td", "th") if not _hidden(cell)] for row in _rows(element)
        ]
        if _lays_out(element, rows):
            for row in rows:
                for cell in row:
                    yield from self.blocks(cell)
        else:
            cells = [[self.cell(cell, below=len(rows) - at) for cell in row] for at, row in enumerate(rows)]
            yield Table(grid_of(flowing(cells), height=len(cells), name=self.name))
        self.depth -= 1

    def cell(self, element: etree._Element, *, below: int) -> Cell:
        texts = [
            lines_of(block) if isinstance(block, Table) else block.text.strip()
            for block in self.blocks(element)
        ]
        rows = _number(element.get("rowspan"), 1)
        columns = min(max(_number(element.get("colspan"), 1), 1), WIDEST_SPAN)
        return Cell("\n".join(texts), rows=min(rows or below, below), columns=columns)


def _step(event: str, element: etree._Element, lines: Lines) -> Iterator[Line]:
    tag = element.tag
    if event == "start":
        if tag in BLOCKS or tag == "br":
            yield from lines.break_off()
        if tag == "li":
            lines.add(_mark(element))
        lines.keep_blanks(tag == "pre" or lines.as_written)
        lines.add(element.text or "")
    elif tag in BLOCKS:
        level = int(tag[1]) if re.fullmatch("h[1-6]", tag) else 0
        yield from lines.break_off(level=level)
        lines.keep_blanks(lines.as_written and tag != "pre")


def _paragraphs(lines: Iterator[Line]) -> Iterator[Block]:
    for line in lines:
        yield Paragraph(line.text, level=line.level)


def _hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None or bool(HIDDEN.search(element.get("style") or ""))


def _mark(item: etree._Element) -> str:
    """The number that a browser writes before an item of an ordered list."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol" or UNNUMBERED.search(parent.get("style") or ""):
        return ""
    before = sum(1 for _ in item.itersiblings("li", preceding=True))
    number = _number(item.get("value"), _number(parent.get("start"), 1) + before)
    return f"{numeral(number, NUMBER_STYLES.get(parent.get('type') or '', 'decimal'))}."


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table.iterchildren("tr", "thead", "tbody", "tfoot"):
        if _hidden(child):
            continue
        rows = [child] if child.tag == "tr" else list(child.iterchildren("tr"))
        yield from (row for row in rows if not _hidden(row))


def _lays_out(table: etree._Element, rows: list[list[etree._Element]]) -> bool:
    """One column only, or said to be for show, or with tables inside that hold more than the table itself."""
    own = sum(len(row) for row in rows)
    inside = sum(1 for each in table.iterdescendants("td", "th")) - own
    return max(map(len, rows), default=0) <= 1 or table.get("role") == "presentation" or inside > own


def _number(written: str | None, otherwise: int) -> int:
    found = re.match(r"\s*(\d{1,6})", written or "")
    return int(found[1]) if found else otherwise
