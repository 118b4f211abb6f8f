"""What is owed is asked for otherwise: another day, another rhythm. Pure as to what; a few writes as to how.

Called by the commands of modules, inside their transaction.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.casework.definition import Step
from quancheng.kernel.casework.steps import take_step
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.obligations.rhythm import Period


@dataclass(frozen=True, slots=True)
class PeriodChanges:
    """What becomes of the due items of one rule once other periods are asked for."""

    added: tuple[Period, ...] = ()
    moved: tuple[tuple[DueItem, Period], ...] = ()
    gone: tuple[DueItem, ...] = ()
    same: tuple[DueItem, ...] = ()


def period_changes(items: Sequence[DueItem], wanted: Sequence[Period]) -> PeriodChanges:
    """Due items and periods are the same by their label (2026年第三季度), else by their last day.

    One alone is the same as one alone: a date that moved.
    """
    asked = _matched(items, wanted)
    taken = set(asked.values())
    return PeriodChanges(
        added=tuple(period for period in wanted if period not in taken),
        moved=tuple((item, asked[item.pk]) for item in items if item.pk in asked and _differs(item, asked)),
        gone=tuple(item for item in items if item.pk not in asked),
        same=tuple(item for item in items if item.pk in asked and not _differs(item, asked)),
    )


def set_period(
    item: DueItem, period: Period, *, step: Step, reason: str, actor: Actor, now: datetime
) -> DueItem:
    """Give a due item another period by a step that states its last day.

    Raises StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    take_step(case=item.case, step=step, actor=actor, now=now, until=period.until_on, note=reason)
    item.period, item.from_on, item.until_on = period.label, period.from_on, period.until_on
    item.save(update_fields=["period", "from_on", "until_on"])
    return item


def _matched(items: Sequence[DueItem], wanted: Sequence[Period]) -> Mapping[int, Period]:
    if len(items) == 1 and len(wanted) == 1:
        return {items[0].pk: wanted[0]}
    by_label = {period.label: period for period in wanted}
    found = {item.pk: by_label[item.period] for item in items if item.period in by_label}
    left = {period.until_on: period for period in wanted if period not in found.values()}
    for item in items:
        if item.pk not in found and item.until_on in left:
            found[item.pk] = left.pop(item.until_on)
    return found


def _differs(item: DueItem, asked: Mapping[int, Period]) -> bool:
    period = asked[item.pk]
    return (item.until_on, item.period) != (period.until_on, period.label)
