"""What a record of a search, and one of a part kept back, say in a letter. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from quancheng.kernel.files.letterhead.letter import in_chinese
from quancheng.records.disclosure.rules.grounds import ground_called


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """One search, as it is told."""

    searched_in: str
    keywords: str
    searched_by: str
    searched_on: date
    result: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One part that is kept back."""

    part: str
    ground: str
    reason: str


def statement_of(searches: Iterable[Searched]) -> str:
    """What an answer says of the searches behind it (《条例》第三十六条第（四）项), one line for each."""
    return "\n".join(_line(one) for one in searches)


def parts_told(parts: Iterable[Kept]) -> str:
    """What an answer says of the parts kept back (Art. 37), each with its own ground and reason."""
    lines = (
        f"{place}．{one.part}：依据{ground_called(one.ground).law}（{ground_called(one.ground).says}），"
        f"{one.reason.rstrip('。')}。"
        for place, one in enumerate(parts, start=1)
    )
    return "\n".join(lines)


def _line(one: Searched) -> str:
    note = f"{one.note.rstrip('。')}。" if one.note else ""
    return (
        f"{in_chinese(one.searched_on)}，{one.searched_by}在{one.searched_in.rstrip('。')}，"
        f"以“{one.keywords}”为关键词检索，{one.result}。{note}"
    )
