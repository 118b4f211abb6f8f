"""What somebody looks for among requests. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class Urgency(StrEnum):
    """How the last day stands to today."""

    LATE = "late"
    TODAY = "today"
    LATER = "later"

    @property
    def says(self) -> str:
        return {Urgency.LATE: "已逾期", Urgency.TODAY: "今天到期", Urgency.LATER: "未到期"}[self]


@dataclass(frozen=True, slots=True)
class Wanted:
    """By what a list of requests is narrowed. `is_whole`: all agencies of the government, not mine alone.

    `lacks_end_notice`: those of mine alone that ended without a reply and without letter 24.
    `is_in_my_charge`: those of which I am in charge (主办人), or for whom I stand in.
    """

    state: str = ""
    channel: str = ""
    urgency: Urgency | None = None
    word: str = ""
    is_whole: bool = True
    lacks_end_notice: bool = False
    is_in_my_charge: bool = False
