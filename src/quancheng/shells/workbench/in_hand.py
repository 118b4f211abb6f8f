"""What waits for the official from all modules, for the first page of the day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from quancheng.kernel.approvals.queries import cases_to_decide
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.casework.agenda import Line, Tally, named, open_cases_of, tallies_of

MOST_URGENT = 15  # [D] of everything in hand, on the first page of the day


@dataclass(frozen=True, slots=True)
class InHand:
    """The most urgent of what the unit has in hand and the post has to decide, and how much of each kind."""

    lines: Sequence[Line]
    tallies: Sequence[Tally]

    @property
    def count(self) -> int:
        return sum(one.count for one in self.tallies)


def in_hand_of(actor: Actor, *, today: date) -> InHand:
    """In the order of days, whatever module keeps it. Three queries, and one for each kind of record."""
    cases = open_cases_of(actor, besides=cases_to_decide(actor))
    return InHand(named(actor, list(cases[:MOST_URGENT])), tallies_of(cases, today=today))
