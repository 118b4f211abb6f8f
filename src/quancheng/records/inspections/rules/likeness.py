"""How like a record is to what an indicator asks, and by which words: explained, never a black box. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

STOPS = re.compile(
    r"[^\u4e00-\u9fffA-Za-z0-9]+|是否|以及|或者|对于|关于|按照|根据|进行|有关|相关|情况|工作|要求|应当|及时|开展|"
    r"落实|做好|加强|推进|完善|建立|规范|本级|各级|的|和|与|及|或|等|对|在|于|并|未|每|不|得|扣|分|年|月|日"
)
SHORTEST, LONGEST = 2, 4
MOST_WORDS = 24
LEAST = 0.18  # [D] below it the words in common are those of any two papers on open government


@dataclass(frozen=True, slots=True)
class Likeness:
    """The share of the indicator's words that the record bears, and which they are."""

    share: float
    words: tuple[str, ...]

    @property
    def percent(self) -> int:
        return round(self.share * 100)


def terms_of(*texts: str) -> tuple[str, ...]:
    """What is asked, in words: pieces between the small words and the signs, each once, in order."""
    pieces = (piece for text in texts for piece in STOPS.split(text))
    return tuple(dict.fromkeys(piece for piece in pieces if len(piece) >= SHORTEST and not piece.isdigit()))


def words_to_find(terms: Iterable[str]) -> tuple[str, ...]:
    """The words by which records are looked up: long pieces by their beginning and their end."""
    found: dict[str, None] = {}
    for term in terms:
        for word in (term,) if len(term) <= LONGEST else (term[:LONGEST], term[-LONGEST:]):
            found[word] = None
    return tuple(found)[:MOST_WORDS]


def likeness(terms: Iterable[str], text: str) -> Likeness:
    """How much of the terms stands in the text: a term as a whole, else its longest piece of three signs."""
    whole, met, words = 0, 0, dict[str, None]()
    for term in terms:
        whole += len(term)
        shared = _shared(term, text)
        if shared:
            met += len(shared)
            words[shared] = None
    return Likeness(min(met / whole, 1.0) if whole else 0.0, tuple(words))


def _shared(term: str, text: str) -> str:
    if term in text:
        return term
    for size in range(len(term) - 1, SHORTEST, -1):
        for start in range(len(term) - size + 1):
            if term[start : start + size] in text:
                return term[start : start + size]
    return ""
