"""How alike two rows must be before one is proposed for the other. Pure.

Settings are dated: each holds from a day on until the next one does. Numbers are percent.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

MOST_HEADING = 50  # percent: the demand itself always counts as much as its heading at least


@dataclass(frozen=True, slots=True)
class Measuring:
    """From which likeness on a row is proposed, from which its tick is set, how much the heading counts."""

    from_on: date
    proposed_from: int
    sure_from: int
    heading_weighs: int
    source: str


@cache
def shipped() -> Measuring:
    """What holds while a government has set nothing itself."""
    told = json.loads(Path(__file__).with_suffix(".json").read_text())
    return Measuring(**{**told, "from_on": date.fromisoformat(told["from_on"])})


def in_force(settings: Sequence[Measuring], *, on: date) -> Measuring:
    """The setting of a day: the latest that has begun; of two from one day the later in the list."""
    begun = [setting for setting in settings if setting.from_on <= on]
    return max(enumerate(begun), key=lambda pair: (pair[1].from_on, pair[0]))[1] if begun else shipped()


def faults(*, proposed_from: int, sure_from: int, heading_weighs: int) -> Iterator[str]:
    """What is wrong with the numbers: one sentence each."""
    if not 0 < proposed_from < sure_from <= 100:
        yield "“列为建议”须大于0，并小于“预先勾选”；“预先勾选”不超过100"
    if not 0 <= heading_weighs <= MOST_HEADING:
        yield f"章节标题的比重须在0至{MOST_HEADING}之间"
