"""How far a task, a row, a plan has come: computed from the states of its duties, never stored. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from quancheng.records.plan.workflow.duty import DONE, State


class Progress(StrEnum):
    """How a row or a task stands, in words for the page."""

    NOT_ISSUED = "未下达"
    NOT_BEGUN = "未开始"
    UNDER_WAY = "进行中"
    LATE = "已逾期"
    DONE = "已完成"
    UNVERIFIABLE = "无法核实"
    CANCELLED = "已取消"
    CARRIED = "已结转"

    @property
    def tone(self) -> str:
        return _TONES[self]

    @property
    def for_the_public(self) -> "Progress":
        """What citizens are told: confirmed results; lateness and doubts stay on the desk."""
        return _PUBLIC.get(self, self)


_TONES = {
    Progress.NOT_ISSUED: "grey",
    Progress.NOT_BEGUN: "grey",
    Progress.UNDER_WAY: "blue",
    Progress.LATE: "red",
    Progress.DONE: "green",
    Progress.UNVERIFIABLE: "orange",
    Progress.CANCELLED: "grey",
    Progress.CARRIED: "yellow",
}


_PUBLIC = {
    Progress.LATE: Progress.UNDER_WAY,
    Progress.UNVERIFIABLE: Progress.UNDER_WAY,
    Progress.CARRIED: Progress.UNDER_WAY,
    Progress.NOT_ISSUED: Progress.NOT_BEGUN,
}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many duties stand how. `late`: under way with their day gone by.

    Cancelled ones are not owed; carried ones are owed in the next year's plan, and done nowhere yet.
    """

    total: int = 0
    waiting: int = 0
    done: int = 0
    unverifiable: int = 0
    late: int = 0
    cancelled: int = 0
    carried: int = 0

    def with_(self, state: str, count: int, late: int) -> "Tally":
        """The tally with some more duties of one state."""
        match State(state):
            case State.CANCELLED:
                return replace(self, cancelled=self.cancelled + count)
            case State.CARRIED:
                return replace(self, carried=self.carried + count)
            case State.ISSUED:
                more = replace(self, waiting=self.waiting + count)
            case State.UNVERIFIABLE:
                more = replace(self, unverifiable=self.unverifiable + count)
            case known:
                more = replace(self, done=self.done + count * (known in DONE))
        return replace(more, total=self.total + count, late=self.late + late)

    @property
    def progress(self) -> Progress:
        """A task is done when all its duties are."""
        if not self.total:
            return self._not_owed
        if self.done == self.total:
            return Progress.CARRIED if self.carried else Progress.DONE
        if self.late:
            return Progress.LATE
        if self.done + self.unverifiable == self.total:
            return Progress.UNVERIFIABLE
        return Progress.NOT_BEGUN if self.waiting == self.total else Progress.UNDER_WAY

    @property
    def _not_owed(self) -> Progress:
        if self.carried:
            return Progress.CARRIED
        return Progress.CANCELLED if self.cancelled else Progress.NOT_ISSUED


def of_row(tasks: Iterable[Tally]) -> Progress:
    """A row is done when all its tasks are; one late task makes it late."""
    found = [tally.progress for tally in tasks]
    live = [each for each in found if each is not Progress.CANCELLED]
    if not found:
        return Progress.NOT_ISSUED
    if not live:
        return Progress.CANCELLED
    for one in (Progress.LATE, Progress.UNDER_WAY):
        if one in live:
            return one
    kinds = set(live)
    if len(kinds) == 1:
        return live[0]
    if Progress.UNVERIFIABLE in kinds and kinds <= {Progress.UNVERIFIABLE, Progress.DONE}:
        return Progress.UNVERIFIABLE
    return Progress.CARRIED if kinds <= {Progress.CARRIED, Progress.DONE} else Progress.UNDER_WAY


def together(tallies: Iterable[Tally]) -> Tally:
    """Several tallies as one."""
    whole = Tally()
    for each in tallies:
        whole = Tally(
            whole.total + each.total,
            whole.waiting + each.waiting,
            whole.done + each.done,
            whole.unverifiable + each.unverifiable,
            whole.late + each.late,
            whole.cancelled + each.cancelled,
            whole.carried + each.carried,
        )
    return whole
