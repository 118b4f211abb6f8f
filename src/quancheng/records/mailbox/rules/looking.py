"""What people look for in a list of messages. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from quancheng.records.mailbox.rules.kinds import Kind


class Urgency(StrEnum):
    """How near the last day is, as people look for it."""

    LATE = "late"
    TODAY = "today"
    LATER = "later"

    @property
    def says(self) -> str:
        return _SAYS[self]


_SAYS = {Urgency.LATE: "已逾期", Urgency.TODAY: "今天到期", Urgency.LATER: "尚未到期"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; nothing told finds all. `is_whole`: not only what my own unit has in hand."""

    state: str = ""
    kind: Kind | None = None
    urgency: Urgency | None = None
    word: str = ""
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Selected:
    """What a reader looks for among the published messages; nothing told finds all."""

    kind: Kind | None = None
    word: str = ""
    unit_id: int | None = None
