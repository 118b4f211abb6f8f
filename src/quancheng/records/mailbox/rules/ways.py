"""Who looks an answer through before it goes out: a dated setting for each kind of message. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from quancheng.records.mailbox.rules.kinds import Kind


class Way(StrEnum):
    """How an answer comes to be released."""

    HEAD = "head"
    APPROVAL = "approval"

    @property
    def says(self) -> str:
        return _SAYS[self]


_SAYS = {
    Way.HEAD: "由单位负责人审核发出，也可以呈批",
    Way.APPROVAL: "须经呈批批准后发出",
}
WAYS = [(way.value, way.says) for way in Way]
SINCE = date(2020, 1, 1)
SHIPPED_SOURCE = "四眼原则：拟稿人不审核自己的答复；暂定，待本级政府确定"


@dataclass(frozen=True, slots=True)
class DatedWay:
    """How answers to messages of one kind are released from a day on, with where that comes from."""

    kind: Kind
    from_on: date
    way: Way
    source: str


def way_in_force(kind: Kind, own: Iterable[DatedWay], *, on: date) -> DatedWay:
    """What holds on a day: the government's own newest one, else the head of the unit."""
    known = [one for one in own if one.kind is kind and one.from_on <= on]
    return max(known, key=lambda one: one.from_on, default=DatedWay(kind, SINCE, Way.HEAD, SHIPPED_SOURCE))


def every_way(own: Iterable[DatedWay], *, on: date) -> Mapping[Kind, DatedWay]:
    """What holds on a day, for each kind in the order of the list."""
    known = list(own)
    return {kind: way_in_force(kind, known, on=on) for kind in Kind}
