"""Numbers as papers bear them, and as people type them. Pure."""

import re
from dataclasses import dataclass

from quancheng.kernel.text.variants import half_width

_ONLY = re.compile(r"第?([0-9]{1,5})[号期]?")
_PRINTED = re.compile(
    r"(?P<before>[^0-9]*?)[〔\[(【]?(?P<year>20[0-9]{2})[〕\])】年]第?(?P<number>[0-9]{1,5})[号期]?"
)


@dataclass(frozen=True, slots=True)
class NumberAsked:
    """A number that is asked for: the words before it, which may be none; its year, when one is told."""

    before: str
    year: int | None
    number: int


def printed_asked(text: str) -> NumberAsked | None:
    """济政公开督办〔2026〕3号, 〔2026〕3, 2026年第3期, 3号, 3: a number as it is printed, or a part of it."""
    plain = "".join(half_width(text).split())
    only = _ONLY.fullmatch(plain)
    if only:
        return NumberAsked("", None, int(only[1]))
    found = _PRINTED.fullmatch(plain)
    return found and NumberAsked(found["before"], int(found["year"]), int(found["number"]))
