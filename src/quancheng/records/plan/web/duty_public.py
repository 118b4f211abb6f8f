"""What the page of a duty says of the public's sight: evidence that is shown, moved days that are told."""

from collections.abc import Mapping
from dataclasses import dataclass

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.obligations.models import DueItem, EvidenceRelease
from quancheng.records.plan.queries.duties import evidence_of
from quancheng.records.plan.queries.moves import Move, may_publish_moves, moves_of
from quancheng.records.plan.queries.redacting import redactable_in
from quancheng.records.plan.queries.releases import may_propose, newest_releases

OPEN = {EvidenceRelease.State.PROPOSED, EvidenceRelease.State.RELEASED}


@dataclass(frozen=True, slots=True)
class PublicSide:
    """For one duty: evidence (by its number) with its last release, and the moved days."""

    releases: Mapping[int, EvidenceRelease]
    may_propose: bool
    moves: tuple[Move, ...]
    may_publish_moves: bool
    redactable: frozenset[int]  # evidence whose file can be redacted

    @property
    def open_ids(self) -> frozenset[int]:
        """The evidence that is proposed or shown, and so need not be proposed."""
        return frozenset(pk for pk, one in self.releases.items() if one.state in OPEN)


def public_side(actor: Actor, duty: DueItem) -> PublicSide:
    """Gathered in three queries."""
    evidence = list(evidence_of(duty))
    return PublicSide(
        releases=newest_releases(evidence),
        may_propose=may_propose(actor),
        moves=moves_of(duty),
        may_publish_moves=may_publish_moves(actor, duty),
        redactable=redactable_in(evidence),
    )
