"""The office's view: which units have held this year's meeting and training, and which have not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.tables import Sheet
from quancheng.kernel.orgs.models import Tenant, Unit, UnitKind
from quancheng.kernel.orgs.queries import governments_below
from quancheng.kernel.orgs.spans import standing
from quancheng.records.groundwork.models import Gathering
from quancheng.records.groundwork.queries.gatherings import day_of, gatherings_for, is_office
from quancheng.records.groundwork.rules.gatherings import Kind
from quancheng.records.groundwork.workflow.gatherings import UNDER_WAY, State

OWING = (UnitKind.DEPARTMENT, UnitKind.DISTRICT_OFFICE, UnitKind.STREET)  # 各部门（单位）


class NotYourOverview(Refusal):
    """The openness office of a government looks over its units."""

    code = "groundwork.not_your_overview"
    status = 403


@dataclass(frozen=True, slots=True)
class UnitYear:
    """What one unit has held in a year, and what it still plans."""

    unit: Unit
    is_below: bool  # the government of a level below
    meetings: tuple[Gathering, ...]
    trainings: tuple[Gathering, ...]
    planned: int

    @property
    def lacks(self) -> tuple[Kind, ...]:
        """What the year asks for and has not been held."""
        held = {Kind.MEETING: self.is_led, Kind.TRAINING: bool(self.trainings)}
        return tuple(kind for kind, is_held in held.items() if not is_held)

    @property
    def is_led(self) -> bool:
        """Whether the principal leader called one of the meetings; the others do not fulfil the row."""
        return any(one.is_chaired_by_leader for one in self.meetings)


@dataclass(frozen=True, slots=True)
class YearView:
    """All units of a government in a year."""

    year: int
    units: tuple[UnitYear, ...]

    @property
    def met(self) -> int:
        return sum(each.is_led for each in self.units)

    @property
    def trained(self) -> int:
        return sum(bool(each.trainings) for each in self.units)

    def lacking(self, kind: Kind) -> list[UnitYear]:
        """Those that have not held one of a kind."""
        return [each for each in self.units if kind in each.lacks]


def year_view(actor: Actor, year: int, *, on: date) -> YearView:
    """The units of the actor's government and the governments below. Raises NotYourOverview."""
    if not is_office(actor) or actor.tenant_id is None:
        raise NotYourOverview("各单位的开展情况由政务公开机构查看；本单位的在列表里")
    units = _units(Tenant.objects.get(pk=actor.tenant_id), on=on)
    found = gatherings_for(actor).filter(case__unit__in=units, starts_at__year=year).order_by("starts_at")
    of_units: dict[int, list[Gathering]] = {}
    for one in found:
        of_units.setdefault(one.case.unit_id, []).append(one)
    return YearView(
        year, tuple(_unit_year(unit, of_units.get(unit.pk, []), actor.tenant_id) for unit in units)
    )


def year_sheet(view: YearView) -> Sheet:
    """The same as a table."""
    columns = (
        "单位",
        "范围",
        "专题会议（次）",
        "最近一次",
        "业务培训（次）",
        "最近一次培训",
        "筹备中",
        "尚缺",
    )
    rows = (
        (
            str(each.unit),
            "下级政府" if each.is_below else "本级单位",
            len(each.meetings),
            _last(each.meetings),
            len(each.trainings),
            _last(each.trainings),
            each.planned,
            "、".join(kind.says for kind in each.lacks),
        )
        for each in view.units
    )
    return Sheet(f"{view.year}年会议与培训开展情况", columns, rows)


def _units(tenant: Tenant, *, on: date) -> Sequence[Unit]:
    own = Unit.objects.filter(standing(on), tenant=tenant, kind__in=OWING)
    below = governments_below(tenant, on=on)
    return [*own.select_related("tenant").order_by("code"), *below.select_related("tenant")]


def _unit_year(unit: Unit, found: Iterable[Gathering], tenant_id: int) -> UnitYear:
    ones = list(found)
    held = [one for one in ones if one.case.state == State.CONFIRMED]
    return UnitYear(
        unit=unit,
        is_below=unit.tenant_id != tenant_id,
        meetings=tuple(one for one in held if one.kind == Kind.MEETING),
        trainings=tuple(one for one in held if one.kind == Kind.TRAINING),
        planned=sum(one.case.state in UNDER_WAY for one in ones),
    )


def _last(ones: Sequence[Gathering]) -> date | None:
    return day_of(ones[-1].starts_at) if ones else None
