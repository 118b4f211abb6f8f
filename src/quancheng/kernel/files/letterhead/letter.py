"""What an official letter says, as data. Pure."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the first level: 一、总体进展."""

    text: str


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading of the second level: （一）主动公开."""

    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; the widths share the width of the page. Numbers stand in the middle."""

    title: str
    width: int
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its title."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""  # under the table


@dataclass(frozen=True, slots=True)
class Box:
    """One box of a ruled table, over so many rows and columns."""

    text: str
    rows: int = 1
    columns: int = 1
    is_head: bool = False
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Ruled:
    """A table whose boxes span rows and columns, set small. `head`: its lines that each page repeats."""

    title: str
    head: tuple[tuple[Box, ...], ...]
    body: tuple[tuple[Box, ...], ...]
    widths: tuple[int, ...]  # of the columns, to one another


Block = Heading | Subheading | Text | Grid | Ruled


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter: who writes to whom, under which number, what, and on which day.

    An empty part is left out. `annexes` follow on pages of their own and are listed below the body.
    """

    issuer: str  # in red at the head of the first page (发文机关标志)
    title: str
    body: tuple[Block, ...]
    sender: str  # under the body (署名)
    number: str = ""
    recipient: str = ""
    on: date | None = None
    annexes: tuple[Grid, ...] = ()


def paragraphs_of(text: str) -> Iterator[Text]:
    """What somebody wrote into a box: each line that says something is a paragraph."""
    return (Text(line.strip()) for line in text.splitlines() if line.strip())


def in_chinese(day: date) -> str:
    """A date as official documents write it: 2024年6月30日."""
    return f"{day.year}年{day.month}月{day.day}日"


def width_of(text: str) -> float:
    """How wide a text is, in characters; a figure or a Latin letter takes half the place."""
    return sum(0.5 if sign.isascii() else 1 for sign in text)


def balanced(title: str, *, most: int = 20) -> tuple[str, ...]:
    """A title in lines of about one length, broken where the words allow it."""
    lines = -(-math.ceil(width_of(title)) // most)
    if lines < 2:
        return (title,)
    cut = _cut_near(title, -(-len(title) // lines))
    return (title[:cut], *balanced(title[cut:], most=most))


def _cut_near(title: str, place: int) -> int:
    near = [
        at for at in range(max(place - 4, 1), min(place + 5, len(title))) if title[at - 1] in "、，的等和"
    ]
    return min(near, key=lambda at: abs(at - place)) if near else place
