"""Brackets and quotes: what stands inside belongs together."""

import re
from collections.abc import Iterator

_OPENING = "（(〔【《"
_CLOSING = "）)〕】》"
_ANY = re.compile(f"[{re.escape(_OPENING)}]")


def depths(text: str) -> list[int]:
    """For each letter, how many brackets are open around it; a bracket never closed opens nothing."""
    if not _ANY.search(text):
        return [0] * len(text)
    change = [0] * (len(text) + 1)
    stack: list[int] = []
    for place, letter in enumerate(text):
        if letter in _OPENING:
            stack.append(place)
        elif letter in _CLOSING and stack:
            change[stack.pop()] += 1
            change[place + 1] -= 1
    found, depth = [], 0
    for place in range(len(text)):
        depth += change[place]
        found.append(depth)
    return found


def split_outside(text: str, marks: str) -> list[str]:
    """The pieces between marks that stand outside of all brackets."""
    pieces, start = [], 0
    for place, depth in enumerate(depths(text)):
        if depth == 0 and text[place] in marks:
            pieces.append(text[start:place])
            start = place + 1
    return [*pieces, text[start:]]


def outermost(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each outermost pair of round brackets, the brackets included."""
    start = None
    all_depths = depths(text)
    for place, depth in enumerate(all_depths):
        if start is None and depth > 0:
            start = place
        closes = place + 1 == len(text) or all_depths[place + 1] == 0 or _reopens(text, all_depths, place)
        if start is not None and closes:
            if text[start] in "（(":
                yield start, place + 1
            start = None


def _reopens(text: str, all_depths: list[int], place: int) -> bool:
    """Whether one pair ends here and the next begins at once: ）（."""
    return all_depths[place] == 1 and text[place] in _CLOSING and text[place + 1] in _OPENING
