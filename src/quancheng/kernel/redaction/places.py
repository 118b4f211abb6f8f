"""Where things stand on a page: fractions of the page as it is seen. Pure."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

COVERED_FROM = 0.3  # [D] of a sign under a box: so much of it covered, and all of it is


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle, 0 to 1 from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def area(self) -> float:
        return max(self.right - self.left, 0.0) * max(self.bottom - self.top, 0.0)

    def with_(self, other: "Rect") -> "Rect":
        """The smallest that holds both."""
        return Rect(
            min(self.left, other.left), min(self.top, other.top),
            max(self.right, other.right), max(self.bottom, other.bottom),
        )  # fmt: skip

    def cut(self, other: "Rect") -> "Rect":
        """What both share; without area when they are apart."""
        return Rect(
            max(self.left, other.left), max(self.top, other.top),
            min(self.right, other.right), min(self.bottom, other.bottom),
        )  # fmt: skip

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom


ON_THE_PAGE = Rect(0, 0, 1, 1)


@dataclass(frozen=True, slots=True)
class Sign:
    """One character and where it stands. One outside of 0 to 1 is cut away from the page and not seen."""

    text: str
    rect: Rect

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of the original: its size in points as it is seen, and its characters in reading order."""

    number: int
    width: float
    height: float
    signs: tuple[Sign, ...]


def compact(text: str) -> str:
    """A text as it is looked for: half-width, small letters, no blanks, nothing invisible."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in plain if not sign.isspace() and unicodedata.category(sign)[0] != "C")


def is_under(sign: Sign, box: Rect) -> bool:
    """Whether a box takes the sign away: its middle, or a good part of it, is covered."""
    rect = sign.rect
    if box.holds((rect.left + rect.right) / 2, (rect.top + rect.bottom) / 2):
        return True
    return rect.area > 0 and rect.cut(box).area >= COVERED_FROM * rect.area


def signs_under(sheet: Sheet, box: Rect) -> tuple[Sign, ...]:
    """The characters that a box takes away, in reading order."""
    return tuple(sign for sign in sheet.signs if not sign.is_blank and is_under(sign, box))


def grown(sheet: Sheet, box: Rect) -> Rect:
    """The box as it is painted: no sign that it takes away looks out of it."""
    whole = box
    for sign in signs_under(sheet, box):
        whole = whole.with_(sign.rect)
    return whole.cut(ON_THE_PAGE)


def runs_of(signs: Sequence[Sign]) -> Iterator[str]:
    """What stands in signs, line by line."""
    for line in lines_of(signs):
        yield "".join(sign.text for sign in line)


def lines_of(signs: Sequence[Sign]) -> Iterator[list[Sign]]:
    """Signs in reading order, cut where a new line begins or a wide gap is left."""
    line: list[Sign] = []
    for before, sign in pairwise((None, *signs)):
        if before is not None and not _goes_on(before, sign):
            yield line
            line = []
        if sign is not None:
            line.append(sign)
    if line:
        yield line


def _goes_on(before: Sign, sign: Sign | None) -> bool:
    """Beside each other on one line, whichever way the line runs."""
    if sign is None:
        return False
    one, two = before.rect, sign.rect
    shared = min(one.bottom, two.bottom) - max(one.top, two.top)
    beside = shared > 0.4 * min(one.bottom - one.top, two.bottom - two.top)
    below = min(one.right, two.right) - max(one.left, two.left) > 0.4 * min(
        one.right - one.left, two.right - two.left
    )
    near = max(one.bottom - one.top, one.right - one.left, 0.005) * 3
    gap = max(two.left - one.right, one.left - two.right) if beside else two.top - one.bottom
    return (beside or below) and gap < near


@dataclass(frozen=True, slots=True)
class Hit:
    """Words found on a page, and the rectangles that cover them: one for each line."""

    text: str
    signs: tuple[Sign, ...]
    rects: tuple[Rect, ...]
    around: tuple[str, str]  # what stands before and behind, for who chooses
    first: int  # of the signs of the page
    last: int


AROUND = 12


def hits_in(sheet: Sheet, words: str) -> Iterator[Hit]:
    """Every place of the words on a page, across blanks and the ends of lines."""
    sought = compact(words)
    text, at = spelled(sheet.signs)
    start = text.find(sought) if sought else -1
    while start >= 0:
        end = start + len(sought)
        yield hit_of(sheet, sorted(set(at[start:end])))
        start = text.find(sought, end)


def hit_of(sheet: Sheet, places: Sequence[int]) -> Hit:
    """The hit that is made of these signs of the page, as far as they can be seen."""
    signs = [
        sign
        for sign in (sheet.signs[place] for place in places)
        if not sign.is_blank and sign.rect.cut(ON_THE_PAGE).area > 0
    ]
    first, last = places[0], places[-1] + 1
    before, behind = sheet.signs[max(first - AROUND, 0) : first], sheet.signs[last : last + AROUND]
    rects = tuple(whole_of(line).cut(ON_THE_PAGE) for line in lines_of(signs))
    around = "".join(sign.text for sign in before), "".join(sign.text for sign in behind)
    return Hit("".join(sign.text for sign in signs), tuple(signs), rects, around, first, last)


def spelled(signs: Sequence[Sign]) -> tuple[str, list[int]]:
    """The compact text of signs, and for each of its letters the sign from which it comes."""
    letters = [(letter, place) for place, sign in enumerate(signs) for letter in compact(sign.text)]
    return "".join(letter for letter, _ in letters), [place for _, place in letters]


def whole_of(signs: Iterable[Sign]) -> Rect:
    """The smallest rectangle that holds all of them."""
    first, *others = signs
    whole = first.rect
    for sign in others:
        whole = whole.with_(sign.rect)
    return whole
