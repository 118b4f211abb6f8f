"""What somebody looks for among proceedings and measures."""

from dataclasses import dataclass
from enum import StrEnum

RESTING = "stayed"  # of proceedings: those that are stayed


class Urgency(StrEnum):
    """How the last day stands to today."""

    LATE = "late"
    SOON = "soon"
    LATER = "later"

    @property
    def says(self) -> str:
        return {Urgency.LATE: "已逾期", Urgency.SOON: "7日内到期", Urgency.LATER: "7日以后"}[self]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Kind (or verb), state, column, urgency, a word; of the whole government or of one's own unit."""

    kind: str = ""
    standing: str = ""  # open, RESTING, over
    column: int = 0
    urgency: Urgency | None = None
    word: str = ""
    is_whole: bool = True

    @property
    def is_narrowed(self) -> bool:
        return bool(self.kind or self.standing or self.column or self.urgency or self.word)
