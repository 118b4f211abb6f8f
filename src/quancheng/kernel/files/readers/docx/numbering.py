"""Automatic list numbers: what Word shows before a paragraph but does not write into it."""

import re
from dataclasses import dataclass

from lxml import etree

from quancheng.kernel.files.readers.docx.markup import W, is_on, number, value
from quancheng.kernel.files.readers.docx.styles import Styles
from quancheng.kernel.files.readers.numerals import numeral

PLACE = re.compile("%([1-9])")
CLOSED = re.compile(r"[\s、，,.．。:：;；)）\]】〕>》章节条款项]$")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list as declared."""

    start: int
    style: str
    text: str
    suffix: str
    restart: int | None  # restarts after this level or a higher one; None: after any higher one; 0: never
    plain: bool  # all numbers in plain digits ("legal" numbering)


class Numbering:
    """The lists of a document and how far each has counted."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self.styles = styles
        self.lists = {} if root is None else _by_id(root, "num", "numId")
        self.abstracts = {} if root is None else _by_id(root, "abstractNum", "abstractNumId")
        self.counts: dict[str, dict[int, int]] = {}
        self.begun: set[tuple[str, int]] = set()

    def next_label(self, list_id: str, at: int) -> str:
        """The number that stands before the next paragraph of this list and level, with what parts it."""
        abstract = self._abstract(list_id)
        level = self._level(list_id, at, abstract)
        if level is None:
            return ""
        self._count(list_id, at, abstract, level)
        label = PLACE.sub(lambda found: self._part(list_id, int(found[1]) - 1, abstract, level), level.text)
        if level.style == "bullet" or not label.strip():
            return ""
        parted = level.suffix == "nothing" or CLOSED.search(label)
        return label if parted else f"{label} "

    def _count(self, list_id: str, at: int, abstract: str, level: Level) -> None:
        counts = self.counts.setdefault(abstract, {})
        override = self._override(list_id, at)
        start = value(override, "startOverride") if override is not None else ""
        if start and (list_id, at) not in self.begun:
            counts[at] = number(start, 1)
        else:
            counts[at] = counts[at] + 1 if at in counts else level.start
        self.begun.add((list_id, at))
        for deeper in [each for each in counts if each > at]:
            below = self._level(list_id, deeper, abstract)
            if below is None or below.restart is None or at < below.restart:
                del counts[deeper]

    def _part(self, list_id: str, at: int, abstract: str, shown: Level) -> str:
        level = self._level(list_id, at, abstract)
        if level is None:
            return ""
        count = self.counts[abstract].get(at, level.start)
        return numeral(count, "decimal" if shown.plain else level.style)

    def _abstract(self, list_id: str) -> str:
        """The declaration behind a list; one that only names a style is followed to the style's own list."""
        found = value(self.lists.get(list_id), "abstractNumId")
        for _ in range(5):
            linked = value(self.abstracts.get(found), "numStyleLink")
            style = self.styles.styles.get(linked)
            if style is None:
                break
            found = value(self.lists.get(value(style, "pPr/numPr/numId")), "abstractNumId")
        return found

    def _override(self, list_id: str, at: int) -> etree._Element | None:
        owner = self.lists.get(list_id)
        overrides = owner.iterchildren(f"{W}lvlOverride") if owner is not None else ()
        return next((each for each in overrides if number(each.get(f"{W}ilvl"), -1) == at), None)

    def _level(self, list_id: str, at: int, abstract: str) -> Level | None:
        override = self._override(list_id, at)
        declared = override.find(f"{W}lvl") if override is not None else None
        if declared is None:
            owner = self.abstracts.get(abstract)
            levels = owner.iterchildren(f"{W}lvl") if owner is not None else ()
            declared = next((each for each in levels if number(each.get(f"{W}ilvl"), -1) == at), None)
        return None if declared is None else _declared(declared)


def _declared(level: etree._Element) -> Level:
    restart = value(level, "lvlRestart")
    return Level(
        start=number(value(level, "start"), 1),
        style=_format(level),
        text=value(level, "lvlText"),
        suffix=value(level, "suff", "tab"),
        restart=number(restart) if restart else None,
        plain=is_on(level, "isLgl") is True,
    )


def _format(level: etree._Element) -> str:
    found = level.find(f"{W}numFmt")
    if found is None:  # newer formats stand in a choice, with a usual one to fall back on
        found = next(level.iterdescendants(f"{W}numFmt"), None)
    return "decimal" if found is None else found.get(f"{W}val") or "decimal"


def _by_id(root: etree._Element, tag: str, attribute: str) -> dict[str, etree._Element]:
    return {each.get(W + attribute) or "": each for each in root.iterchildren(W + tag)}
