"""What a reply is called by what it decides, and in which series it is numbered. Pure."""

from collections.abc import Iterable
from enum import StrEnum

from quancheng.records.disclosure.rules.grounds import Ground

_WITHHELD, _NOT_HANDLED, _ENDED = 17, 23, 24  # in the list of letters


class Paper(StrEnum):
    """The name of a reply. Where its items end differently it is the plain reply."""

    REPLY = "reply"
    DECISION = "decision"
    NOT_HANDLED = "not_handled"
    ENDED = "ended"

    @property
    def says(self) -> str:
        return _SAYS[self][0]

    @property
    def sign(self) -> str:
        return _SAYS[self][1]

    @property
    def word(self) -> str:
        """What the letter calls itself in its remedy clause."""
        return _SAYS[self][2]

    def series(self, unit_id: int) -> str:
        return f"disclosure.{_SERIES[self]}:{unit_id}"


_SAYS = {
    Paper.REPLY: ("政府信息公开申请答复书", "依复", "答复"),
    Paper.DECISION: ("政府信息不予公开决定书", "依决", "决定"),
    Paper.NOT_HANDLED: ("政府信息公开申请不予处理告知书", "依不理", "告知"),
    Paper.ENDED: ("政府信息公开申请不再处理告知书", "依终", "告知"),
}
_SERIES = {
    Paper.REPLY: "reply", Paper.DECISION: "reply.decision", Paper.NOT_HANDLED: "reply.not_handled",
    Paper.ENDED: "reply.ended",
}  # fmt: skip
_BY_LETTER = {_WITHHELD: Paper.DECISION, _NOT_HANDLED: Paper.NOT_HANDLED, _ENDED: Paper.ENDED}


def paper_of(grounds: Iterable[Ground]) -> Paper:
    """What a reply on these grounds is called: theirs if all of them share one, else the plain reply."""
    named = {_BY_LETTER.get(one.letter, Paper.REPLY) for one in grounds}
    return named.pop() if len(named) == 1 else Paper.REPLY
