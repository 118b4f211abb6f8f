"""What the styles of a Word document say: heading levels, list numbers, hidden text."""

import re
from collections.abc import Iterator

from lxml import etree

from quancheng.kernel.files.readers.docx.markup import W, is_on, number, value

HEADING = re.compile(r"(?:heading|标题|標題)\s*([1-9])", re.IGNORECASE)
TITLE = re.compile(r"title|标题|標題", re.IGNORECASE)


class Styles:
    """The styles by id; each inherits from the one it is based on."""

    def __init__(self, root: etree._Element | None) -> None:
        found = root.iterchildren(f"{W}style") if root is not None else ()
        self.styles = {each.get(f"{W}styleId") or "": each for each in found}

    def chain(self, style: str) -> Iterator[etree._Element]:
        """The style and those it inherits from, nearest first."""
        seen: set[str] = set()
        while style in self.styles and style not in seen:
            seen.add(style)
            yield self.styles[style]
            style = value(self.styles[style], "basedOn")

    def level(self, paragraph: etree._Element | None) -> int:
        """The heading level of a paragraph's properties, 0 for body text."""
        told = value(paragraph, "outlineLvl")
        if told:
            return _level(told)
        for style in self.chain(value(paragraph, "pStyle")):
            heading = HEADING.fullmatch(value(style, "name"))
            if heading:
                return int(heading[1])
            if TITLE.fullmatch(value(style, "name")):
                return 1
            told = value(style, "pPr/outlineLvl")
            if told:
                return _level(told)
        return 0

    def numbering(self, paragraph: etree._Element | None) -> tuple[str, int]:
        """The list and the level in it to which a paragraph belongs; ("", 0) when to none."""
        own = paragraph.find(f"{W}numPr") if paragraph is not None else None
        own_list = value(own, "numId")
        own_level = value(own, "ilvl")
        for style in self.chain(value(paragraph, "pStyle")):
            if own_list:
                break
            own_list = value(style, "pPr/numPr/numId")
            own_level = own_level or value(style, "pPr/numPr/ilvl")
        if own_list in {"", "0"}:
            return "", 0
        return own_list, min(max(number(own_level), 0), 8)

    def hides(self, run: etree._Element | None, paragraph: etree._Element | None) -> bool:
        """Whether a run is hidden text, by itself or by its style."""
        told = is_on(run, "vanish")
        if told is not None:
            return told
        for style in (*self.chain(value(run, "rStyle")), *self.chain(value(paragraph, "pStyle"))):
            told = is_on(style.find(f"{W}rPr"), "vanish")
            if told is not None:
                return told
        return False


def _level(outline: str) -> int:
    level = number(outline, 9)
    return level + 1 if 0 <= level <= 8 else 0
