"""Where the words that were looked for stand in a text, and the part of it that shows them. Pure."""

import re
from collections.abc import Iterable, Sequence

BEFORE = 24  # letters shown before the first word that was found


def pieces(text: str, words: Iterable[str]) -> Sequence[tuple[str, bool]]:
    """The text in order, cut where one of the words begins or ends; True: this piece is one of them."""
    pattern = _pattern(words)
    if pattern is None:
        return [(text, False)] if text else []
    found = ((part, place % 2 == 1) for place, part in enumerate(pattern.split(text)))
    return [(part, is_word) for part, is_word in found if part]


def excerpt(text: str, words: Iterable[str], *, length: int) -> str:
    """A part of the text, on one line, that shows the first of the words, or its beginning."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    pattern = _pattern(words)
    found = pattern.search(line) if pattern else None
    start = max(found.start() - BEFORE, 0) if found and found.end() > length - BEFORE else 0
    start = min(start, len(line) - length)
    shown = line[start : start + length]
    return f"{'…' if start else ''}{shown}{'…' if start + length < len(line) else ''}"


def _pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    longest_first = sorted({word for word in words if word}, key=len, reverse=True)
    return (
        re.compile(f"({'|'.join(map(re.escape, longest_first))})", re.IGNORECASE) if longest_first else None
    )
