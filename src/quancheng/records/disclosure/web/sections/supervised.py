"""What other units work on about a request: conferences and demands."""

from dataclasses import dataclass

from quancheng.kernel.basis.actor import Actor
from quancheng.records.disclosure.models import Request
from quancheng.records.disclosure.queries.conference import joints_of
from quancheng.records.disclosure.queries.demands import demands_of
from quancheng.records.disclosure.rules import conference, demands
from quancheng.records.disclosure.rules.conference import STAFF
from quancheng.records.disclosure.workflow import OVER


@dataclass(frozen=True, slots=True)
class Matter:
    """One conference or demand as the page of its request shows it."""

    pk: int
    sort: str
    text: str
    unit: str
    state: str
    tone: str


@dataclass(frozen=True, slots=True)
class Supervised:
    """What other units work on, and whether the reader may ask them to."""

    joints: tuple[Matter, ...]
    demands: tuple[Matter, ...]
    may_call: bool
    may_hand_on: bool


def supervised(actor: Actor, request: Request) -> Supervised:
    is_staff = bool(actor.roles & STAFF)
    return Supervised(
        tuple(
            Matter(
                one.pk, one.get_sort_display(), one.question, str(one.case.unit),
                conference.SAYS[conference.Standing(one.case.state)],
                conference.TONES[conference.Standing(one.case.state)],
            )
            for one in joints_of(actor, request)
        ),
        tuple(
            Matter(
                one.pk, one.get_sort_display(), one.matter, str(one.case.unit),
                demands.SAYS[demands.Standing(one.case.state)],
                demands.TONES[demands.Standing(one.case.state)],
            )
            for one in demands_of(actor, request)
        ),
        may_call=is_staff and request.case.state not in OVER,
        may_hand_on=is_staff,
    )  # fmt: skip
