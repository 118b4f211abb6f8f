"""How a seal looks: a red ring, a star, the organ's name along the ring. As vectors and as dots."""

import io
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from pypdfium2 import PdfDocument

from quancheng.kernel.files.letterhead.pages import printed
from quancheng.kernel.files.pdfium import ONE_AT_A_TIME

RED = "#e60012"
SIDE = 1000  # of the drawing, in units of its own
MIDDLE = SIDE / 2
BELOW_AT, BELOW_SIZE = 800, 96
RIM = 22  # how thick the ring is
DOTS_A_MILLIMETRE = 12  # 300 dpi
GAP = 22  # between the ring and the characters
WIDEST_ARC = 256.0  # degrees that a name may take of the ring
LARGEST = 128.0  # of characters
NARROW_STEP = 22.0  # degrees, under which characters of that size would touch
SHEET = "html, body { margin: 0 } svg { display: block; width: 100%; height: 100% }"
A_LETTER = 29.0  # degrees between two characters while there is room


@dataclass(frozen=True, slots=True)
class Face:
    """What stands on a seal: the organ around the star, a word below it (专用章, 演示)."""

    organ: str
    below: str
    diameter: int  # millimetres


@dataclass(frozen=True, slots=True)
class Sign:
    """One character on the ring: where, how it is turned, how large."""

    text: str
    x: float
    y: float
    turn: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """A seal as numbers, for whoever draws it: on paper in red, on a page in the colour of the page."""

    face: Face
    side: int
    middle: float
    rim: int
    ring: float
    star: str
    signs: tuple[Sign, ...]
    size: float
    below_at: int
    below_size: int


def drawing(face: Face) -> Drawing:
    """How a seal is drawn."""
    return Drawing(
        face, SIDE, MIDDLE, RIM, MIDDLE - RIM, _star(), tuple(signs(face.organ)), size_of(face.organ),
        BELOW_AT, BELOW_SIZE,
    )  # fmt: skip


def as_pdf(face: Face) -> bytes:
    """The seal on a page of its own size, as vectors. Raises NoPrinter."""
    context = {"drawn": drawing(face), "red": RED}
    page = f"@page {{ size: {face.diameter}mm {face.diameter}mm; margin: 0 }}"
    return printed(render_to_string("seals/face.html", context), f"{page} {SHEET}")


def as_png(face: Face) -> bytes:
    """The same as a picture with nothing behind it. Raises NoPrinter."""
    page = as_pdf(face)
    with ONE_AT_A_TIME:
        return _drawn(page)


def _drawn(page: bytes) -> bytes:
    document = PdfDocument(page)
    try:
        dots: Any = document[0].render(scale=DOTS_A_MILLIMETRE * 25.4 / 72, fill_color=(255, 255, 255, 0))
        kept = io.BytesIO()
        dots.to_pil().save(kept, "PNG", optimize=True)
    finally:
        document.close()
    return kept.getvalue()


def size_of(organ: str) -> float:
    """The size of the characters: smaller when the name is long."""
    return min(LARGEST, LARGEST * _step(organ) / NARROW_STEP)


def signs(organ: str) -> Iterator[Sign]:
    """The characters of a name from left to right over the star, their feet to the middle."""
    reach = MIDDLE - RIM - GAP - size_of(organ)
    for place, text in enumerate(organ):
        turn = (place - (len(organ) - 1) / 2) * _step(organ)
        angle = math.radians(turn)
        yield Sign(text, MIDDLE + reach * math.sin(angle), MIDDLE - reach * math.cos(angle), turn)


def _step(organ: str) -> float:
    """Degrees from one character to the next."""
    return min(A_LETTER, WIDEST_ARC / max(len(organ) - 1, 1))


def _star() -> str:
    outer, inner = 165.0, 165.0 * 0.381966
    points = ((outer if corner % 2 == 0 else inner, math.radians(corner * 36 - 90)) for corner in range(10))
    return " ".join(
        f"{MIDDLE + reach * math.cos(angle):.2f},{MIDDLE + reach * math.sin(angle):.2f}"
        for reach, angle in points
    )
