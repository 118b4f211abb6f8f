"""Reading the days that were moved: what the office may tell the public of, and what it has told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.models import CaseLine
from quancheng.kernel.obligations.models import DueItem
from quancheng.records.plan.models import PublishedMove
from quancheng.records.plan.queries.duties import duty_for
from quancheng.records.plan.queries.plans import KEEPERS
from quancheng.records.plan.workflow.duty import POSTPONE


class NoSuchMove(Refusal):
    """The duty has no such postponement, or the actor may not see it."""

    code = "plan.no_such_move"
    status = 404


@dataclass(frozen=True, slots=True)
class Move:
    """One postponement of a duty: from when to when, for which reason; `told` once the public knows."""

    line: CaseLine
    before_on: date
    after_on: date
    told: PublishedMove | None


def moves_of(duty: DueItem) -> tuple[Move, ...]:
    """Every postponement of a duty, the earliest first. Two queries."""
    told = {move.line_id: move for move in duty.published_moves.filter(taken_back_at__isnull=True)}
    return tuple(_moves(duty, told))


def move_for(actor: Actor, duty_id: int, line_id: int) -> tuple[DueItem, Move]:
    """One postponement of a duty that the actor may see. Raises NoSuchDuty, NoSuchMove."""
    duty = duty_for(actor, duty_id)
    found = next((move for move in moves_of(duty) if move.line.pk == line_id), None)
    if found is None:
        raise NoSuchMove("没有找到这次时限调整，请回到责任事项页面重新进入", duty=duty_id)
    return duty, found


def may_publish_moves(actor: Actor, duty: DueItem) -> bool:
    """Whether the actor sits in the openness office whose plan it is."""
    return bool(actor.roles & KEEPERS) and duty.obligation.tenant_id == actor.tenant_id


def _moves(duty: DueItem, told: Mapping[int, PublishedMove]) -> Iterator[Move]:
    """The day before a postponement is the one that the line before it left."""
    before = duty.until_on
    for line in duty.case.lines.select_related("unit").filter(until__isnull=False):
        assert line.until is not None
        if line.step == POSTPONE.code:
            yield Move(line, before, line.until, told.get(line.pk))
        before = line.until
