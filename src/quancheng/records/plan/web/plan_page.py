"""What the page of a plan shows: each row with its progress, narrowed to what is looked for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.models import Plan, Row
from quancheng.records.plan.queries.plans import KEEPERS
from quancheng.records.plan.queries.progress import Progress, Tally
from quancheng.records.plan.queries.status import PlanStatus, RowStatus
from quancheng.records.plan.rules.picking import Mark
from quancheng.ui.bands import Share, Tone

UNIT_CHIPS = 6  # more units than these are told as a number


@dataclass(frozen=True, slots=True)
class Looking:
    """What the reader narrows the table to; nothing told shows all."""

    progress: str = ""
    unit: str = ""
    chapter: str = ""

    @classmethod
    def of(cls, told: Mapping[str, str]) -> "Looking":
        return cls(*(told.get(name, "").strip() for name in ("progress", "unit", "chapter")))

    def finds(self, status: RowStatus) -> bool:
        return (
            (not self.progress or status.progress.name == self.progress)
            and (not self.chapter or status.row.section == self.chapter)
            and (not self.unit or self.unit in {str(pk) for pk in status.unit_ids})
        )


@dataclass(frozen=True, slots=True)
class RowLine:
    """One row with its progress, finished for the table."""

    row: Row
    progress: Progress
    tally: Tally
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class StatusGroup:
    """Rows under one heading of the plan."""

    section: str
    subsection: str
    rows: tuple[RowLine, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """One number about the duties of the plan; for its office it leads to the duties that it counts."""

    says: str
    count: int
    href: str = ""
    is_bad: bool = False


@dataclass(frozen=True, slots=True)
class PlanPage:
    """All that the page of a plan shows."""

    plan: Plan
    groups: tuple[StatusGroup, ...]
    row_count: int
    shown_count: int
    shares: tuple[Share, ...]
    tally: Tally
    sums: tuple[Sum, ...]
    looking: Looking
    progresses: tuple[tuple[str, str], ...]
    units: tuple[tuple[str, str], ...]
    chapters: tuple[str, ...]
    may_issue: bool
    may_publish: bool


def plan_page(status: PlanStatus, looking: Looking, actor: Actor) -> PlanPage:
    """Gather the page for one reader."""
    shown = [row for row in status.rows if looking.finds(row)]
    is_own = status.plan.tenant_id == actor.tenant_id
    keeps = is_own and bool(actor.roles & KEEPERS)
    return PlanPage(
        plan=status.plan,
        groups=tuple(_groups(shown)),
        row_count=len(status.rows),
        shown_count=len(shown),
        shares=shares_of(status),
        tally=status.tally,
        sums=_sums(status, leads=keeps),
        looking=looking,
        progresses=tuple((each.name, each.value) for each in status.counts),
        units=_unit_choices(status.units.values()),
        chapters=tuple(dict.fromkeys(row.row.section for row in status.rows if row.row.section)),
        may_issue=keeps and _waits(status.rows),
        may_publish=is_own and Role.OPENNESS_HEAD in actor.roles,
    )


def shares_of(status: PlanStatus) -> tuple[Share, ...]:
    """The rows of the plan by progress; each share leads to its rows."""
    return tuple(
        Share(each.value, count, Tone(each.tone), href=f"?progress={each.name}#rows")
        for each, count in status.counts.items()
    )


def shares_of_tally(tally: Tally) -> tuple[Share, ...]:
    """The duties of a row or a task as a band."""
    rest = tally.total - tally.done - tally.unverifiable - tally.late
    untouched = bool(tally.total) and tally.waiting == tally.total
    resting = (Progress.NOT_BEGUN, Tone.GREY) if untouched else (Progress.UNDER_WAY, Tone.BLUE)
    return (
        Share(Progress.DONE.value, tally.done, Tone.GREEN),
        Share(resting[0].value, rest, resting[1]),
        Share(Progress.LATE.value, tally.late, Tone.RED),
        Share(Progress.UNVERIFIABLE.value, tally.unverifiable, Tone.ORANGE),
    )


def _sums(status: PlanStatus, *, leads: bool) -> tuple[Sum, ...]:
    tally = status.tally
    lists = f"{reverse('plan_desk:duties_of')}?plan={status.plan.ref}" if leads and tally.total else ""

    def behind(mark: Mark) -> str:
        return f"{lists}&state={mark}" if lists else ""

    return (
        Sum("总数", tally.total, lists),
        Sum("已完成", tally.done, behind(Mark.DONE)),
        Sum("待签收", tally.waiting),
        Sum("已逾期", tally.late, behind(Mark.LATE), is_bad=bool(tally.late)),
        Sum("无法核实", tally.unverifiable, behind(Mark.UNVERIFIABLE)),
    )


def _unit_choices(units: Iterable[Unit]) -> tuple[tuple[str, str], ...]:
    ordered = sorted(units, key=lambda unit: (unit.tenant_id, unit.code))
    return tuple((str(unit.pk), str(unit)) for unit in ordered)


def _waits(rows: Iterable[RowStatus]) -> bool:
    """Whether something is left to issue: a row that has no task yet, or a task not issued."""
    return any(not row.tasks or any(task.task.issued_at is None for task in row.tasks) for row in rows)


def _groups(rows: Iterable[RowStatus]) -> Iterator[StatusGroup]:
    for (section, subsection), under in groupby(
        rows, key=lambda each: (each.row.section, each.row.subsection)
    ):
        yield StatusGroup(section, subsection, tuple(_line(each) for each in under))


def _line(status: RowStatus) -> RowLine:
    tally = status.tally
    return RowLine(status.row, status.progress, tally, shares_of_tally(tally))
