"""The settings by which a government warns, and the warning that stands over a duty today."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.calendar.levels import Thresholds
from quancheng.kernel.casework.definition import Clock
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.models import WarningRule
from quancheng.records.plan.queries.plans import KEEPERS
from quancheng.records.plan.rules.warning import Setting, in_force, shipped


class NotYoursToSee(Refusal):
    """The settings are read by the openness office of the government."""

    code = "plan.warning.not_yours_to_see"
    status = 403


@dataclass(frozen=True, slots=True)
class Line:
    """One setting in the history, with whether it holds today or waits for its day."""

    rule: WarningRule | None  # none: as shipped
    setting: Setting
    is_in_force: bool
    is_ahead: bool


def rules_for(actor: Actor) -> QuerySet[WarningRule]:
    """All that the actor's government has ever set, in order. Raises NotYoursToSee."""
    if actor.kind is not Kind.OFFICIAL or actor.tenant_id is None or not actor.roles & KEEPERS:
        raise NotYoursToSee("预警设置由政务公开机构查看，请联系本级政务公开机构")
    return WarningRule.objects.filter(tenant=actor.tenant_id).select_related("set_by")


def may_set_rules(actor: Actor) -> bool:
    """Whether the actor decides when their government warns: the head of its openness office."""
    return Role.OPENNESS_HEAD in actor.roles


def history_for(actor: Actor, *, today: date) -> tuple[Line, ...]:
    """Every setting of the actor's government, the newest first, down to what was shipped."""
    rules = list(rules_for(actor))
    settings = [rule.as_setting() for rule in rules]
    now = in_force(settings, on=today)
    lines = [
        Line(rule, setting, is_in_force=setting is now, is_ahead=setting.from_on > today)
        for rule, setting in zip(rules, settings, strict=True)
    ]
    lines.insert(0, Line(None, shipped(), is_in_force=now is shipped(), is_ahead=False))
    return tuple(reversed(lines))


def settings_of(tenant_id: int) -> Sequence[Setting]:
    """Every setting of a government, in order."""
    return [rule.as_setting() for rule in WarningRule.objects.filter(tenant=tenant_id)]


def thresholds_of(tenant_ids: Iterable[int], *, on: date) -> Mapping[int, Thresholds]:
    """When each of these governments warns on a day. One query."""
    wanted = set(tenant_ids)
    told: dict[int, list[Setting]] = {tenant_id: [] for tenant_id in wanted}
    for rule in WarningRule.objects.filter(tenant__in=wanted, from_on__lte=on):
        told[rule.tenant_id].append(rule.as_setting())
    return {tenant_id: in_force(settings, on=on).thresholds for tenant_id, settings in told.items()}


def soon_days(tenant_id: int | None, *, on: date) -> int:
    """How many working days ahead a government calls soon on a day."""
    begun = WarningRule.objects.filter(tenant=tenant_id or 0, from_on__lte=on)
    return in_force([rule.as_setting() for rule in begun], on=on).soon


def thresholds_on(clock: Clock, *, tenant_id: int, today: date) -> Mapping[str, Thresholds]:
    """When the government that demands something warns today, by the code of the clock."""
    return {clock.code: thresholds_of([tenant_id], on=today)[tenant_id]}
