"""Walking the chain line by line and saying where it first breaks. Pure, and of constant memory.

What is told apart: a changed line, a line that does not follow the one before, a missing line, a missing
tail, an end that is not the recorded one, and a chain that is sound in itself but not the one that was
anchored.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from quancheng.kernel.audit.chain import NOTHING_BEFORE, Line, hash_of


class Fault(StrEnum):
    """In which way a chain is broken."""

    CONTENT = "content"
    LINK = "link"
    GAP = "gap"
    TAIL = "tail"
    HEAD = "head"
    ANCHOR = "anchor"
    GUARD = "guard"


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where the chain does not hold: the number of the line, and what differs, in words."""

    seq: int
    fault: Fault
    sentence: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A line as the database gives it back. `line` is None when it cannot even be read."""

    seq: int
    line: Line | None
    hash: str


@dataclass(frozen=True, slots=True)
class Held:
    """What an anchor, or the head, holds about one line."""

    seq: int
    hash: str
    on: date | None = None  # the day of the anchor


@dataclass(slots=True)
class Walk:
    """How far the chain has been walked, with the anchors that are still to be met."""

    anchors: Mapping[int, tuple[Held, ...]]
    seq: int = 0
    hash: str = NOTHING_BEFORE

    def start(self) -> Break | None:
        """Whether the anchors of the time before line 1 agree that there was nothing."""
        return self._anchored()

    def meet(self, kept: Kept) -> Break | None:
        """Take one step; says where it breaks, if it does here."""
        expected = self.seq + 1
        if kept.seq > expected:
            return Break(expected, Fault.GAP, f"第{expected}行不见了：后面还有第{kept.seq}行，这一行被删除")
        if kept.seq < expected:
            return Break(kept.seq, Fault.LINK, f"多出一行，编号为{kept.seq}：编号应从1开始、逐行加一")
        if kept.line is None or not _intact(kept):
            return Break(expected, Fault.CONTENT, f"第{expected}行的内容与本行摘要不符：内容被改动")
        if kept.line.previous != self.hash:
            sentence = f"第{expected}行没有接在前一行之后：第{self.seq}行被换过，或者顺序被调换"
            return Break(expected, Fault.LINK, sentence)
        self.seq, self.hash = kept.seq, kept.hash
        return self._anchored()

    def end(self, head: Held | None) -> Break | None:
        """Whether the end reached is the one that the head and the anchors hold."""
        last = max(self.anchors, default=0)
        if head is not None and head.seq > self.seq:
            return self._tail(f"链尾记到第{head.seq}行")
        if last > self.seq:
            return self._tail(f"{self.anchors[last][0].on}的锚记到第{last}行")
        if head is None and self.seq == 0:
            return None
        if head is None or (head.seq, head.hash) != (self.seq, self.hash):
            return Break(self.seq, Fault.HEAD, f"第{self.seq}行不是链尾所记的最后一行：链尾或这一行被改动")
        return None

    def _tail(self, held: str) -> Break:
        return Break(self.seq + 1, Fault.TAIL, f"第{self.seq + 1}行起不见了：{held}，末尾被删除")

    def _anchored(self) -> Break | None:
        for anchor in self.anchors.get(self.seq, ()):
            if anchor.hash != self.hash:
                sentence = f"第{self.seq}行与{anchor.on}的锚不符：这一行或更早的行被改写，摘要也被重算"
                return Break(self.seq, Fault.ANCHOR, sentence)
        return None


def _intact(kept: Kept) -> bool:
    try:
        return kept.line is not None and hash_of(kept.line) == kept.hash
    except (TypeError, ValueError, AttributeError):  # a member of a type that no line of ours has
        return False
