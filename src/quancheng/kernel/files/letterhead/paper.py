"""A letter laid out on A4 (GB/T 9704): head, number, title, body, signature, annexes, page numbers."""

import io
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from quancheng.kernel.files.letterhead import ink
from quancheng.kernel.files.letterhead.letter import (
    Block,
    Grid,
    Heading,
    Letter,
    Ruled,
    Subheading,
    Text,
    balanced,
    in_chinese,
    width_of,
)
from quancheng.kernel.files.letterhead.table import add_ruled, add_table

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HEAD_FROM_TOP = 35 / 25.4 * 72  # the issuer stands 35 mm below the upper edge of the text, in points
WIDEST_HEAD = 156 / 25.4 * 72
BIGGEST_HEAD = 42.0
DATE_FROM_RIGHT = 4.0  # characters that stay free right of the date, for the seal


def as_docx(letter: Letter) -> bytes:
    """The letter as a docx that can be printed as it is."""
    document = Document()
    _set_page(document)
    _set_styles(document)
    _name_substitutes(document)
    if letter.issuer:
        _head(document, letter)
    _title(document, letter.title, before=2 * ink.LINE if letter.issuer else 0)
    if letter.recipient:
        ink.write(ink.space(document.add_paragraph()), f"{letter.recipient}：")
    for block in letter.body:
        _block(document, block)
    _list_annexes(document, letter.annexes)
    _signature(document, letter)
    for number, grid in enumerate(letter.annexes, start=1):
        _annex(document, grid, number if len(letter.annexes) > 1 else 0)
    _describe(document, letter)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _set_page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(23)  # the page number stands 7 mm below the text
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = ink.element("w:docGrid")
        section._sectPr.append(grid)
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(round(ink.LINE * 20)))
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer, align=ink.RIGHT, right=1)
    _page_number(section.even_page_footer, align=ink.LEFT, left=1)


def _page_number(footer: Any, *, align: Any, left: float = 0, right: float = 0) -> None:
    """— 1 —, right on odd pages and left on even ones, one character from the edge."""
    footer.is_linked_to_previous = False
    paragraph = ink.space(footer.paragraphs[0], align=align, line=ink.SIZE_4 * 1.2)
    ink.indent(paragraph, left=left, right=right)
    ink.write(paragraph, "— ", font=ink.PAGE, size=ink.SIZE_4)
    for kind in ("begin", "", "end"):
        run = ink.write(paragraph, "", font=ink.PAGE, size=ink.SIZE_4)
        if kind:
            run._element.append(ink.element("w:fldChar", {"w:fldCharType": kind}))
        else:
            instruction = ink.element("w:instrText", {"xml:space": "preserve"})
            instruction.text = " PAGE "
            run._element.append(instruction)
    ink.write(paragraph, " —", font=ink.PAGE, size=ink.SIZE_4)


def _set_styles(document: Any) -> None:
    normal = document.styles["Normal"]
    normal.font.size = Pt(ink.SIZE_3)
    properties = normal.element.get_or_add_rPr()
    ink.set_fonts(properties, ink.BODY)
    language = properties.find(qn("w:lang"))
    if language is None:
        language = ink.element("w:lang")
        properties.append(language)
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")


def _name_substitutes(document: Any) -> None:
    """For each font that may be missing, the one that is drawn in its place."""
    part = next(p for p in document.part.package.iter_parts() if str(p.partname) == "/word/fontTable.xml")
    told = "".join(
        f'<w:font w:name="{font}"><w:altName w:val="{other}"/></w:font>'
        for font, other in ink.INSTEAD.items()
    )
    part._blob = part.blob.replace(b"</w:fonts>", f"{told}</w:fonts>".encode())


def _head(document: Any, letter: Letter) -> None:
    size = min(_size_of_head(letter.issuer), BIGGEST_HEAD)
    head = ink.space(
        document.add_paragraph(), align=ink.CENTRE, before=HEAD_FROM_TOP, after=2 * ink.LINE, line=size * 1.3
    )
    ink.write(head, letter.issuer, font=ink.TITLE, size=size).font.color.rgb = ink.RED
    number = ink.space(document.add_paragraph(), align=ink.CENTRE)
    ink.write(number, letter.number)
    ink.underline_red(number)


def _size_of_head(issuer: str) -> float:
    """The size at which the issuer's name fills the line, rounded down to half a point."""
    return int(WIDEST_HEAD / max(width_of(issuer), 1) * 2) / 2


def _title(document: Any, title: str, *, before: float) -> None:
    paragraph = ink.space(
        document.add_paragraph(), align=ink.CENTRE, before=before, after=ink.LINE, line=ink.SIZE_2 * 1.6
    )
    paragraph.paragraph_format.keep_with_next = True
    for place, line in enumerate(balanced(title)):
        if place:
            paragraph.add_run().add_break()
        ink.write(paragraph, line, font=ink.TITLE, size=ink.SIZE_2)


def _block(document: Any, block: Block) -> None:
    match block:
        case Heading(text):
            _paragraph(document, text, font=ink.BLACK).paragraph_format.keep_with_next = True
        case Subheading(text):
            _paragraph(document, text, font=ink.KAI).paragraph_format.keep_with_next = True
        case Text(text):
            _paragraph(document, text)
        case Grid():
            add_table(document, block)
        case Ruled():
            add_ruled(document, block)


def _paragraph(document: Any, text: str, *, font: str = ink.BODY) -> Any:
    paragraph = ink.indent(ink.space(document.add_paragraph()), first=2)
    ink.write(paragraph, text, font=font)
    return paragraph


def _list_annexes(document: Any, annexes: tuple[Grid, ...]) -> None:
    """附件：1. … one line below the body, two characters in."""
    for number, grid in enumerate(annexes, start=1):
        first = number == 1
        named = f"{number}. {grid.title}" if len(annexes) > 1 else grid.title
        paragraph = ink.space(document.add_paragraph(), align=ink.LEFT, before=ink.LINE if first else 0)
        ink.indent(paragraph, left=2 if first else 5)
        ink.write(paragraph, f"附件：{named}" if first else named)


def _signature(document: Any, letter: Letter) -> None:
    """The date four characters from the right, and the sender in the middle above it."""
    if not letter.sender:
        return
    day = in_chinese(letter.on) if letter.on else "　　年　月　日"
    from_right = DATE_FROM_RIGHT + (width_of(day) - width_of(letter.sender)) / 2
    sender = ink.space(document.add_paragraph(), align=ink.RIGHT, before=2 * ink.LINE)
    sender.paragraph_format.keep_with_next = True
    ink.write(ink.indent(sender, right=max(from_right, 0)), letter.sender)
    ink.write(ink.indent(ink.space(document.add_paragraph(), align=ink.RIGHT), right=DATE_FROM_RIGHT), day)


def _annex(document: Any, grid: Grid, number: int) -> None:
    label = ink.space(document.add_paragraph(), align=ink.LEFT)
    label.paragraph_format.page_break_before = True
    ink.write(label, f"附件{number or ''}", font=ink.BLACK)
    _title(document, grid.title, before=ink.LINE)
    add_table(document, grid, titled=False)


def _describe(document: Any, letter: Letter) -> None:
    about = document.core_properties
    about.title, about.author, about.last_modified_by = letter.title, letter.sender, letter.sender
    about.comments, about.keywords, about.language = "", letter.number, "zh-CN"
    if letter.on:
        about.created = about.modified = datetime(letter.on.year, letter.on.month, letter.on.day, tzinfo=UTC)
