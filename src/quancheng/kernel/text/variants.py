"""The spellings of one word: 简体 and 繁体, half and full width. Pure."""

import unicodedata
from functools import lru_cache

import opencc

_SIMPLE, _TRADITIONAL = opencc.OpenCC("t2s"), opencc.OpenCC("s2t")
_WIDE_SIGNS = str.maketrans("(),:;!?%", "（），：；！？％")
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


def half_width(text: str) -> str:
    """The text with half-width digits, letters and signs, as most of what is kept is written."""
    return unicodedata.normalize("NFKC", text)


def simplified(text: str) -> str:
    """The text in simplified letters (简体)."""
    return str(_SIMPLE.convert(text))


@lru_cache(maxsize=2048)
def spellings(word: str) -> tuple[str, ...]:
    """Every way in which a word may stand in what was written, each once; the usual one first."""
    half = half_width(word)
    simple = simplified(half)
    old = str(_TRADITIONAL.convert(simple))
    all_ways = (simple, half, old, simple.translate(_WIDE_SIGNS), simple.translate(_WIDE), word)
    return tuple(dict.fromkeys(all_ways))
