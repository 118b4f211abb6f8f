"""How many places the merges and links of a workbook's parts reach over, before anybody lays them out.

A line of forty signs can name seventeen thousand million cells; a library that makes each of them would need
more memory than any machine has. Hidden sheets count too: whoever reads the workbook whole reads them.
"""

import re

from quancheng.kernel.files.package import Package
from quancheng.kernel.files.refused import TooMuch

FURTHEST = 200_000  # [D] places: ten thousand lines merged over twenty columns each
LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
ROOT_OF_LETTERS = 26
# In these encodings a name of an element stands as it is; in any other one it has to be parsed to be seen.
PLAIN = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*<(?:\?xml(?![^>]*encoding=(?![\"'](?i:utf-8|us-ascii)[\"']))|[^?])"
)
XML_STARTS = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
REACHES = (b"mergeCell", b"hyperlink")
PLACES = re.compile(r"\$?([A-Za-z]{1,3})?\$?([0-9]+)?(?::\$?([A-Za-z]{1,3})?\$?([0-9]+)?)?")


def refuse_far_reach(package: Package, part: str, inside: bytes) -> None:
    """A part that would be laid out over more places than any table has. Raises TooMuch, Damaged."""
    if PLAIN.match(inside) and not any(word in inside for word in REACHES):
        return
    reached = 0
    for element in package.elements(part, "{*}mergeCell", "{*}hyperlink"):
        reached += places_of(element.get("ref") or "")
        if reached > FURTHEST:
            raise TooMuch(
                f"“{package.name}”里合并的单元格或链接覆盖了二十万个以上的格子。"
                "请取消整行、整列的合并和链接，另存后再上传。"
            )


def is_like_xml(inside: bytes) -> bool:
    """A sheet may lie under any name: it is known by how it begins."""
    return inside.lstrip().startswith(XML_STARTS)


def places_of(reference: str) -> int:
    """How many cells a reference covers; whole rows and columns to their ends. None that is odd."""
    found = PLACES.fullmatch(reference)
    if found is None:
        return 0
    left, top, right, bottom = found.groups()
    if ":" not in reference:
        right, bottom = left, top
    high = abs(_number(bottom, LAST_ROW) - _number(top, 1)) + 1
    wide = abs(_column(right, LAST_COLUMN) - _column(left, 1)) + 1
    return high * wide


def _number(text: str | None, otherwise: int) -> int:
    return min(int(text[:9]), LAST_ROW) if text else otherwise


def _column(letters: str | None, otherwise: int) -> int:
    if not letters:
        return otherwise
    number = 0
    for letter in letters.upper():
        number = number * ROOT_OF_LETTERS + ord(letter) - ord("A") + 1
    return min(number, LAST_COLUMN)
