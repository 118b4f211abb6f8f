"""Laying duties upon units. Called by the commands of modules, inside their transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.casework.definition import Step, Workflow
from quancheng.kernel.casework.steps import Opening, open_cases
from quancheng.kernel.obligations.models import DueItem, Obligation
from quancheng.kernel.obligations.rhythm import Period, Rhythm, periods
from quancheng.kernel.orgs.models import Tenant, Unit


@dataclass(frozen=True, slots=True)
class Rule:
    """What one unit will owe."""

    unit: Unit
    about: RecordRef
    rhythm: Rhythm
    from_on: date
    until_on: date
    part: str = ""
    measure: str = ""
    target: int | None = None


def lay_duties(
    rules: Sequence[Rule], *, tenant: Tenant, workflow: Workflow, step: Step, actor: Actor, now: datetime
) -> int:
    """Make a rule and its due items for each unit, with a case each; how many duties there are now more.

    A constant number of queries, however many units. Raises what `open_cases` refuses.
    """
    made = Obligation.objects.bulk_create([_obligation(rule, tenant) for rule in rules])
    owed = [
        (obligation, period)
        for obligation, rule in zip(made, rules, strict=True)
        for period in periods(rule.rhythm, from_on=rule.from_on, until_on=rule.until_on)
    ]
    openings = [
        Opening(obligation.unit, until=period.until_on, tenant_id=tenant.pk) for obligation, period in owed
    ]
    cases = open_cases(workflow=workflow, step=step, openings=openings, actor=actor, now=now)
    DueItem.objects.bulk_create(
        [_item(obligation, period, case.pk) for (obligation, period), case in zip(owed, cases, strict=True)]
    )
    return len(owed)


def _obligation(rule: Rule, tenant: Tenant) -> Obligation:
    return Obligation(
        tenant=tenant,
        unit=rule.unit,
        about=str(rule.about),
        part=rule.part,
        rhythm=rule.rhythm,
        measure=rule.measure,
        target=rule.target,
        from_on=rule.from_on,
        until_on=rule.until_on,
    )


def _item(obligation: Obligation, period: Period, case_id: int) -> DueItem:
    return DueItem(
        obligation=obligation,
        case_id=case_id,
        period=period.label,
        from_on=period.from_on,
        until_on=period.until_on,
    )
