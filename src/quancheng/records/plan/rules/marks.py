"""Numbering of headings and items: 一、 （一） 1. 第一条; page numbers and other traces of paper."""

import re
from dataclasses import dataclass
from enum import IntEnum

from quancheng.records.plan.rules.wording import number_of, plain

_NUMERAL = "[〇零一二三四五六七八九十百]{1,5}"
_MARKS = re.compile(
    rf"\s*(?:(?P<chapter>(?P<a>{_NUMERAL})\s*[、.]|第(?P<b>{_NUMERAL})[章部篇节](?:分)?)"
    rf"|(?P<section>（\s*(?P<c>{_NUMERAL})\s*）)"
    r"|(?P<item>(?P<d>[0-9]{1,3})\s*[.、](?![0-9])|第(?P<e>[一二三四五六七八九十百0-9]{1,5})条)"
    r"|(?P<point>（\s*(?P<f>[0-9]{1,3})\s*）|(?P<g>[①-⑳])))\s*"
)
_PAGE = re.compile(
    r"\s*(?:[-—–－─―]+\s*\d{1,4}\s*[-—–－─―]+|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|\d{1,3}\s*/\s*\d{1,3})\s*\Z"
)
_NUMBER = re.compile(r"\s*\d{1,4}\s*\Z")


_DEPTHS = ("chapter", "section", "item", "point")


class Depth(IntEnum):
    """How deep a numbering stands: 一、 over （一） over 1. over （1）."""

    CHAPTER = 1
    SECTION = 2
    ITEM = 3
    POINT = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """The numbering in front of a text, its number, and where the text behind it begins."""

    depth: Depth
    number: int
    end: int


def mark_of(text: str) -> Mark | None:
    """The numbering that a text begins with, if any."""
    found = _MARKS.match(plain(text[:24]))
    if not found:
        return None
    words = next((found[group] for group in "abcdefg" if found[group]), "")
    number = ord(words) - ord("①") + 1 if found["g"] else number_of(words)
    return Mark(_depth(found), number or 0, found.end())


def is_page_number(text: str) -> bool:
    """Whether a line is only the number of a page, with its dashes or words."""
    return bool(_PAGE.match(plain(text[:40]))) and len(text) < 40


def is_bare_number(text: str) -> bool:
    """Whether a line is only a number: the number of a page, where the others are."""
    return len(text) < 12 and bool(_NUMBER.match(plain(text)))


def _depth(found: re.Match[str]) -> Depth:
    return next(Depth[name.upper()] for name in _DEPTHS if found[name])
