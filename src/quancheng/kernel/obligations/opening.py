"""Laying duties upon units. Called by the commands of modules, inside their transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.casework.definition import Step, Workflow
from quancheng.kernel.casework.steps import Opening, open_cases
from quancheng.kernel.obligations.models import DueItem, Obligation
from quancheng.kernel.obligations.rhythm import Period, Rhythm, periods_owed
from quancheng.kernel.orgs.models import Tenant, Unit


@dataclass(frozen=True, slots=True)
class Rule:
    """What one unit will owe."""

    unit: Unit
    about: RecordRef
    within: RecordRef  # the record that its duties are counted with
    rhythm: Rhythm
    from_on: date
    until_on: date
    part: str = ""
    measure: str = ""
    target: int | None = None
    since: date | None = None  # periods that ended before this day are not owed; the last one always is

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods that the unit will owe."""
        return periods_owed(self.rhythm, from_on=self.from_on, until_on=self.until_on, since=self.since)


def lay_duties(
    rules: Sequence[Rule], *, tenant: Tenant, workflow: Workflow, step: Step, actor: Actor, now: datetime
) -> int:
    """Make a rule and its due items for each unit, with a case each; how many duties there are now more.

    A constant number of queries, however many units. Raises what `open_cases` refuses.
    """
    made = Obligation.objects.bulk_create([_obligation(rule, tenant) for rule in rules])
    owed = [
        (obligation, period) for obligation, rule in zip(made, rules, strict=True) for period in rule.periods
    ]
    within = {str(rule.about): str(rule.within) for rule in rules}
    return lay_periods(owed, within=within, workflow=workflow, step=step, actor=actor, now=now)


def lay_periods(
    owed: Sequence[tuple[Obligation, Period]],
    *,
    within: Mapping[str, str],
    workflow: Workflow,
    step: Step,
    actor: Actor,
    now: datetime,
    on: date | None = None,
) -> int:
    """Make due items for periods of rules that stand, with a case each; how many duties there are now more.

    `within`: for what each rule is about, the record that its duties are counted with. `on`: the day on which
    they arose in law, when not today. A constant number of queries. Raises what `open_cases` refuses.
    """
    openings = [_opening(obligation, period, within[obligation.about]) for obligation, period in owed]
    cases = open_cases(workflow=workflow, step=step, openings=openings, actor=actor, now=now, on=on)
    DueItem.objects.bulk_create(
        [_item(obligation, period, case.pk) for (obligation, period), case in zip(owed, cases, strict=True)]
    )
    return len(owed)


def lay_one_period(
    rules: Sequence[Rule],
    period: Period,
    *,
    tenant: Tenant,
    workflow: Workflow,
    step: Step,
    actor: Actor,
    now: datetime,
) -> int:
    """One more period of rules that return until the law says otherwise; a rule is made the first time.

    The duties arise on the first day of the period. Whoever calls asks first who has the period already. A
    constant number of queries. Raises what `open_cases` refuses.
    """
    abouts = {str(rule.about) for rule in rules}
    found = Obligation.objects.filter(about__in=abouts, unit__in=[rule.unit for rule in rules])
    standing = {(one.about, one.unit_id): one for one in found.select_related("unit")}
    missing = [rule for rule in rules if (str(rule.about), rule.unit.pk) not in standing]
    made = Obligation.objects.bulk_create([_obligation(rule, tenant) for rule in missing])
    standing |= {(one.about, one.unit_id): one for one in made}
    return lay_periods(
        [(standing[str(rule.about), rule.unit.pk], period) for rule in rules],
        within={str(rule.about): str(rule.within) for rule in rules},
        workflow=workflow,
        step=step,
        actor=actor,
        now=now,
        on=period.from_on,
    )


def reshape(obligation_id: int, rule: Rule) -> None:
    """A rule that stands says from now on what another says: rhythm, part, days, target."""
    Obligation.objects.filter(pk=obligation_id).update(
        part=rule.part,
        rhythm=rule.rhythm,
        target=rule.target,
        from_on=rule.from_on,
        until_on=rule.until_on,
    )


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


def _opening(obligation: Obligation, period: Period, within: str) -> Opening:
    return Opening(
        obligation.unit,
        until=period.until_on,
        tenant_id=obligation.tenant_id,
        about=obligation.about,
        within=within,
    )


def _item(obligation: Obligation, period: Period, case_id: int) -> DueItem:
    return DueItem(
        obligation=obligation,
        case_id=case_id,
        period=period.label,
        from_on=period.from_on,
        until_on=period.until_on,
    )
