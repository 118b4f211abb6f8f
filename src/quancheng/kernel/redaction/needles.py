"""What is looked for in a product: the words that were covered, whole and in their parts. Pure."""

import re
from collections.abc import Iterable, Iterator

from quancheng.kernel.redaction.places import compact

_APART = re.compile(r"[^\w@.+-]+|_+")
_PLAIN_RUN = re.compile(r"[0-9a-z@.+-]{4,}")
SHORTEST_PLAIN, SHORTEST_HAN = 4, 2  # signs; shorter ones stand everywhere and prove nothing
MOST = 2000  # [D] different words of one document


def needles_of(runs: Iterable[str]) -> tuple[str, ...]:
    """Compact, each once, the longest first; single letters and short numbers only as part of a whole."""
    found = {needle for run in runs for needle in _of_run(run) if is_telling(needle)}
    return tuple(sorted(found, key=lambda needle: (-len(needle), needle))[:MOST])


def is_telling(needle: str) -> bool:
    """Whether finding it would say anything."""
    return len(needle) >= (SHORTEST_PLAIN if needle.isascii() else SHORTEST_HAN)


def _of_run(run: str) -> Iterator[str]:
    yield compact(run)
    parts = [compact(part) for part in _APART.split(run)]
    yield from parts
    for part in parts:
        yield from _PLAIN_RUN.findall(part)


def spellings_of(needle: str) -> Iterator[bytes]:
    """The needle as bytes, in every coding in which a file may hold it."""
    for form in {needle, needle.upper()}:
        for coding in ("utf-8", "utf-16-be", "utf-16-le", "gb18030"):
            coded = form.encode(coding, "ignore")
            if len(coded) >= SHORTEST_CODED:
                yield coded
                yield coded.hex().encode()
                yield coded.hex().upper().encode()


SHORTEST_CODED = 6  # bytes; fewer stand in packed pictures by chance
