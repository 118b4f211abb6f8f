"""What somebody looks for, cut into the words that must all occur. Pure."""

import re
from itertools import islice

from quancheng.kernel.text.variants import half_width

LONGEST = 100  # [D] signs of a question: longer than any number or title that one types or pastes
MOST_WORDS = 6  # [D] more words find less, and each costs a look at every record
_WHOLE = re.compile(r"[“\"「『《]([^”\"」』》]+)[”\"」』》]")
_APART = re.compile(r"[\s,，、。;；!！?？|+]+")
_OF = re.compile(r"(?<=[\u4e00-\u9fff]{2})的(?=[\u4e00-\u9fff]{2})")  # 老旧小区的改造
_HAN = re.compile(r"[\u4e00-\u9fff]{4,}")


def tidy(text: str) -> str:
    """What was asked, on one line, in half-width signs, not longer than a question can be."""
    return " ".join(half_width(text).split())[:LONGEST]


def words_of(text: str) -> tuple[str, ...]:
    """The words of a question: apart by blanks or signs; what stands in quotes stays whole."""
    whole = _WHOLE.findall(text)
    rest = (part for piece in _APART.split(_WHOLE.sub(" ", text)) for part in _OF.split(piece))
    found = dict.fromkeys(word.strip() for word in (*whole, *rest) if word.strip())
    return tuple(islice(found, MOST_WORDS))


def looser(words: tuple[str, ...]) -> tuple[str, ...]:
    """The same words with the long ones taken apart, two letters each: 营商环境评价 as 营商, 环境, 评价.

    Empty when no word is long enough: there is nothing looser to ask.
    """
    if not any(_HAN.fullmatch(word) for word in words):
        return ()
    parts = dict.fromkeys(part for word in words for part in _in_twos(word))
    return tuple(parts)


def _in_twos(word: str) -> list[str]:
    if not _HAN.fullmatch(word):
        return [word]
    starts = [*range(0, len(word) - 1, 2)]
    twos = [word[start : start + 2] for start in starts]
    return twos if len(word) % 2 == 0 else [*twos, word[-2:]]
