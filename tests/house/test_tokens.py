"""Every pair of colours that the house writes with can be read (WCAG 2.1 AA)."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).resolve().parents[2] / "src/quancheng/ui/static/ui/tokens.css"
TEXT = 4.5  # to one, for text
SHAPE = 3.0  # to one, for edges of fields, bands and dots that carry meaning

GROUNDS = ("paper", "sheet", "paper-deep")
STATES = ("green", "yellow", "orange", "red", "blue", "grey")
PAIRS_OF_TEXT = [
    *((text, ground) for text in ("text", "text-soft") for ground in GROUNDS),
    *((link, ground) for link in ("spring-700", "spring-800", "seal-deep") for ground in GROUNDS),
    *((f"{state}-text", f"{state}-ground") for state in STATES),
    ("seal", "sheet"),
    ("text-on-ink", "spring-700"),
    ("text-on-ink", "spring-800"),
    ("text-on-ink", "spring-900"),
    ("text-on-ink", "spring-950"),
    ("text-on-ink", "seal"),
    ("text-on-ink-soft", "spring-900"),
    ("text-on-ink-soft", "spring-950"),
    ("spring-900", "spring-100"),
]
PAIRS_OF_SHAPES = [
    *(("line-strong", ground) for ground in GROUNDS),
    *((f"{state}-solid", "sheet") for state in ("green", "orange", "red", "blue")),
    ("focus", "sheet"),
    ("focus", "paper"),
    ("spring-700", "paper"),
]


def colours(css: str) -> dict[str, str]:
    """The first meaning of each token that is a plain colour: the one of the root."""
    found: dict[str, str] = {}
    for name, value in re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", css):
        found.setdefault(name, value)
    return found


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


KNOWN = colours(TOKENS.read_text())


class TestContrast:
    @pytest.mark.parametrize(("text", "ground"), PAIRS_OF_TEXT)
    def test_lets_text_be_read(self, text, ground):
        assert contrast(KNOWN[text], KNOWN[ground]) >= TEXT

    @pytest.mark.parametrize(("shape", "ground"), PAIRS_OF_SHAPES)
    def test_lets_shapes_be_seen(self, shape, ground):
        assert contrast(KNOWN[shape], KNOWN[ground]) >= SHAPE

    def test_is_measured_rightly(self):
        assert contrast("#000000", "#ffffff") == pytest.approx(21)
        assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
