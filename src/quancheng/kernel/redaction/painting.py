"""Boxes drawn into the picture of a page: black, with the ground's short word in white where it fits."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from quancheng.kernel.redaction.places import Rect

FONTS = (
    "NotoSansCJK-Regular.ttc", "NotoSerifCJK-Regular.ttc", "SourceHanSansCN-Regular.otf", "wqy-microhei.ttc",
    "wqy-zenhei.ttc", "simhei.ttf", "simsun.ttc", "msyh.ttc",
)  # fmt: skip
BLACK, WHITE = (0, 0, 0), (255, 255, 255)
RIM = 0.01  # inch around a box: the soft edges of signs
LABEL_SHARE = 0.62  # of the height of a box
LARGEST_LABEL, SMALLEST_LABEL = 0.16, 0.05  # inch
AIR = 1.15


@dataclass(frozen=True, slots=True)
class Cover:
    """What is painted on a page: where, and the word in it."""

    rect: Rect
    label: str


@dataclass(frozen=True, slots=True)
class Patch:
    """A painted place in dots: left, top, right, bottom."""

    box: tuple[int, int, int, int]
    label: str


def paint(picture: Image.Image, covers: Sequence[Cover], *, dpi: int) -> tuple[Patch, ...]:
    """Draw the covers into the picture; where each was drawn."""
    patches = tuple(Patch(_dots(cover.rect, picture, dpi), cover.label) for cover in covers)
    draw_patches(picture, patches, dpi=dpi)
    return patches


def draw_patches(picture: Image.Image, patches: Sequence[Patch], *, dpi: int) -> None:
    """All the black first, so that no box cuts through the word of another that it touches."""
    drawing = ImageDraw.Draw(picture)
    for patch in patches:
        drawing.rectangle(_inclusive(patch.box), fill=BLACK)
    for patch in patches:
        _write(drawing, patch, dpi)


def _inclusive(box: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    left, top, right, bottom = box
    return left, top, right - 1, bottom - 1


def _dots(rect: Rect, picture: Image.Image, dpi: int) -> tuple[int, int, int, int]:
    """Rounded outwards, with a rim."""
    rim = max(round(RIM * dpi), 1)
    wide, high = picture.size
    left, top = int(rect.left * wide) - rim, int(rect.top * high) - rim
    right, bottom = int(rect.right * wide) + 1 + rim, int(rect.bottom * high) + 1 + rim
    return max(left, 0), max(top, 0), min(right, wide), min(bottom, high)


def _write(drawing: ImageDraw.ImageDraw, patch: Patch, dpi: int) -> None:
    left, top, right, bottom = patch.box
    size = int(
        min(
            (bottom - top) * LABEL_SHARE, LARGEST_LABEL * dpi, (right - left) / max(len(patch.label), 1) / AIR
        )
    )
    font = _font(size) if size >= SMALLEST_LABEL * dpi else None
    if font is None or not patch.label:
        return
    middle = ((left + right) / 2, (top + bottom) / 2)
    drawing.text(middle, patch.label, font=font, fill=WHITE, anchor="mm")


@lru_cache(maxsize=64)
def _font(size: int) -> ImageFont.FreeTypeFont | None:
    """A Chinese font of the machine; without one the boxes stay black."""
    for name in FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return None
