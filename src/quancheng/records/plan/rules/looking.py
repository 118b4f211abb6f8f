"""What people look for in a list of duties. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class Urgency(StrEnum):
    """How near the last day is, as people look for it."""

    LATE = "late"
    SOON = "soon"
    LATER = "later"

    def says(self, soon: int) -> str:
        """In words; `soon`: how many working days ahead count as soon (a dated setting of the government)."""
        return _SAYS[self].format(soon=soon)


_SAYS = {
    Urgency.LATE: "已逾期",
    Urgency.SOON: "{soon}个工作日内到期",
    Urgency.LATER: "{soon}个工作日以后到期",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; nothing told finds all. `is_whole`: not only what my own unit owes."""

    state: str = ""
    urgency: Urgency | None = None
    word: str = ""
    is_whole: bool = False
    asks_later: bool = False
