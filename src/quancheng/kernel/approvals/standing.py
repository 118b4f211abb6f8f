"""Whose words still stand in a draft, read from its versions. Pure."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

RUN = (
    8  # [D] so many signs in a row are nobody's by chance; a name or a day in a cell of its own counts whole
)
SHORT = 4  # [D] what is shorter stands only when the cell says just that

HEADINGS = ("title", "subject")  # the places that people read first

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a draft: who wrote it, and its words by the names of their places."""

    written_by: int
    words: Words


def bare(words: Words) -> dict[str, str]:
    """The words without blanks and punctuation: what a draft says, however it is set.

    The heading first, then the other places by their names, and figures last, for a date says little: a
    database gives them back in an order of its own, and what is named of them is the same on each.
    """
    plain = {place: "".join(_signs(text)) for place, text in words.items()}
    return {place: plain[place] for place in sorted(plain, key=lambda place: _as_read(place, plain[place]))}


def is_same(one: Words, other: Words) -> bool:
    """Whether two versions say the same. Saved again, it is nobody's new wording."""
    return _filled(one) == _filled(other)


def standing_words(versions: Sequence[Version]) -> Mapping[int, str]:
    """Who wrote words that are still in the newest version, each with the first of them.

    Words belong to whoever wrote them first; who saves them again, or moves them, does not become their
    writer. Nothing stands of what others have rewritten.
    """
    if not versions:
        return {}
    runs, cells = _first_writers(versions)
    present = bare(versions[-1].words)
    found: dict[int, str] = {}
    for run in (run for text in present.values() for run in _runs(text)):
        found.setdefault(runs[run], run)
    for (place, text), person in cells.items():
        if _stands(text, present.get(place, "")):
            found.setdefault(person, text)
    return found


def _first_writers(versions: Sequence[Version]) -> tuple[dict[str, int], dict[tuple[str, str], int]]:
    """Who wrote each run of signs first, and who filled a cell too short for one."""
    runs: dict[str, int] = {}
    cells: dict[tuple[str, str], int] = {}
    for version in versions:
        for place, text in bare(version.words).items():
            for run in _runs(text):
                runs.setdefault(run, version.written_by)
            if 0 < len(text) < RUN:
                cells.setdefault((place, text), version.written_by)
    return runs, cells


def _as_read(place: str, text: str) -> tuple[bool, int, str]:
    rank = HEADINGS.index(place) if place in HEADINGS else len(HEADINGS)
    return text.isdecimal(), rank, place


def _stands(text: str, now: str) -> bool:
    return text == now if len(text) < SHORT else text in now


def _runs(text: str) -> Iterator[str]:
    return (text[at : at + RUN] for at in range(len(text) - RUN + 1))


def _signs(text: str) -> Iterator[str]:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return (sign for sign in plain if unicodedata.category(sign)[0] in "LN")


def _filled(words: Words) -> dict[str, str]:
    return {place: text for place, text in bare(words).items() if text}
