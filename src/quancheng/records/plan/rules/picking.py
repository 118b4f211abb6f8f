"""Which duties of a plan are meant by a number: the same words for counting and for listing. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """How a duty stands, as the office counts it. Done, under way, late and unverifiable make up the whole;
    soon is a part of what is under way, moved and wished are parts of any."""

    DONE = "done"
    UNDER_WAY = "under_way"
    LATE = "late"
    SOON = "soon"
    MOVED = "moved"
    WISHED = "wished"
    UNVERIFIABLE = "unverifiable"

    @property
    def says(self) -> str:
        return _SAYS[self]

    @property
    def tone(self) -> str:
        return _TONES[self]


_SAYS = {
    Mark.DONE: "已完成",
    Mark.UNDER_WAY: "进行中",
    Mark.LATE: "已逾期",
    Mark.SOON: "即将到期",
    Mark.MOVED: "已延期",
    Mark.WISHED: "延期申请待决定",
    Mark.UNVERIFIABLE: "无法核实",
}
_TONES = {
    Mark.DONE: "green",
    Mark.UNDER_WAY: "blue",
    Mark.LATE: "red",
    Mark.SOON: "yellow",
    Mark.MOVED: "orange",
    Mark.WISHED: "yellow",
    Mark.UNVERIFIABLE: "orange",
}
NO_CHAPTER = "（未分部分）"
THE_WHOLE = (Mark.DONE, Mark.UNDER_WAY, Mark.LATE, Mark.UNVERIFIABLE)


@dataclass(frozen=True, slots=True)
class Picked:
    """What is meant; nothing told means every duty of the plan. `month` is written 2024-06."""

    mark: Mark | None = None
    unit: str = ""
    month: str = ""
    chapter: str = ""

    @classmethod
    def of(cls, told: Mapping[str, str]) -> "Picked":
        """What an address names; what it names wrongly is not there, and finds nothing."""
        unit, month, chapter = (told.get(name, "").strip() for name in ("unit", "month", "chapter"))
        mark = told.get("state", "")
        return cls(Mark(mark) if mark in set(Mark) else None, unit, month, chapter)

    @property
    def is_narrowed(self) -> bool:
        return self != Picked()


@dataclass(frozen=True, slots=True)
class Counts:
    """How many duties bear which mark."""

    total: int = 0
    done: int = 0
    under_way: int = 0
    late: int = 0
    soon: int = 0
    unverifiable: int = 0

    @classmethod
    def together(cls, several: Iterable["Counts"]) -> "Counts":
        """Several counts as one."""
        total = done = under_way = late = soon = unverifiable = 0
        for each in several:
            total += each.total
            done += each.done
            under_way += each.under_way
            late += each.late
            soon += each.soon
            unverifiable += each.unverifiable
        return cls(total, done, under_way, late, soon, unverifiable)

    @property
    def done_percent(self) -> int:
        """Rounded down: nothing is called wholly done before it is."""
        return self.done * 100 // self.total if self.total else 0

    @property
    def tone(self) -> str:
        """The colour of these duties together: the worst among them."""
        if self.late:
            return "red"
        if self.soon:
            return "yellow"
        if self.unverifiable:
            return "orange"
        return "green" if self.done == self.total else "blue"
