"""Fonts, sizes and spacing of official letters (GB/T 9704), put on paragraphs and runs of a docx."""

import re
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

TITLE, BODY, BLACK, KAI, PAGE = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
LATIN = "Times New Roman"
INSTEAD = {TITLE: "宋体", BODY: "仿宋", KAI: "楷体"}  # drawn where a font is not installed
SIZE_2, SIZE_3, SIZE_4, SIZE_SMALL_4 = 22.0, 16.0, 14.0, 12.0  # 2号, 3号, 4号, 小四, in points
LINE = 28.95  # 22 lines on the 225 mm of a page, in points
RED = RGBColor(0xE6, 0x00, 0x12)
LEFT, CENTRE, RIGHT, BOTH = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")


def write(paragraph: Any, text: str, *, font: str = BODY, size: float = SIZE_3) -> Any:
    """Add words to a paragraph; what cannot stand in a docx is left out."""
    run = paragraph.add_run(_UNPRINTABLE.sub("", text))
    run.font.size = Pt(size)
    set_fonts(run._element.get_or_add_rPr(), font)
    return run


def set_fonts(properties: Any, font: str) -> None:
    """The Chinese font, and the Latin one beside it."""
    fonts = properties.get_or_add_rFonts()
    for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(kind), None)
    for kind in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(kind), LATIN)
    fonts.set(qn("w:eastAsia"), font)


def space(
    paragraph: Any, *, align: Any = BOTH, before: float = 0, after: float = 0, line: float = LINE
) -> Any:
    """How a paragraph stands: to which side, how far below the one before, how high its lines are."""
    layout = paragraph.paragraph_format
    layout.alignment = align
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
    return paragraph


def indent(paragraph: Any, *, first: float = 0, left: float = 0, right: float = 0) -> Any:
    """Indents in characters of the paragraph, as Word counts them; for others in points as well."""
    properties = paragraph._element.get_or_add_pPr().get_or_add_ind()
    for name, count in (("firstLine", first), ("left", left), ("right", right)):
        if count:
            properties.set(qn(f"w:{name}Chars"), str(round(count * 100)))
            properties.set(qn(f"w:{name}"), str(round(count * SIZE_3 * 20)))
    return paragraph


def underline_red(paragraph: Any) -> None:
    """The red line below the number (版头的分隔线), 4 mm under it and as wide as the page."""
    borders = element("w:pBdr")
    borders.append(
        element("w:bottom", {"w:val": "single", "w:sz": "12", "w:space": "11", "w:color": str(RED)})
    )
    _put(paragraph, borders)


def off_the_grid(paragraph: Any) -> None:
    """Inside a table lines stand closer than on the page."""
    _put(paragraph, element("w:snapToGrid", {"w:val": "0"}))


def _put(paragraph: Any, made: Any) -> None:
    """Into its place: the properties of a paragraph have a fixed order."""
    place = [qn(name) for name in _ORDER].index(made.tag)
    paragraph._element.get_or_add_pPr().insert_element_before(made, *_ORDER[place + 1 :])


def element(name: str, attributes: dict[str, str] | None = None) -> Any:
    """An element of the docx's own language."""
    made = OxmlElement(name)
    for key, value in (attributes or {}).items():
        made.set(qn(key), value)
    return made


_ORDER = (
    "w:pBdr", "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct",
    "w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid",
    "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:rPr",
)  # fmt: skip
