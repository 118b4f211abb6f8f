"""How a plan stood at the milestones of its year: read from the history up to an instant, and kept."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from django.db.models import Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.calendar.days import working_days_between
from quancheng.kernel.casework.models import CaseLine
from quancheng.kernel.obligations.models import DueItem
from quancheng.records.plan.models import MilestoneReport, MilestoneShare, Plan, Row, Task
from quancheng.records.plan.queries.plans import KEEPERS, TASK_KIND
from quancheng.records.plan.queries.progress import Progress, Tally, of_row
from quancheng.records.plan.queries.warning import settings_of
from quancheng.records.plan.rules.warning import milestones_of
from quancheng.records.plan.workflow.duty import DUTY, STATES_DAY, UNDER_WAY

MILESTONE_KIND = "plan.milestone"
NOT_BEGUN = {Progress.NOT_ISSUED, Progress.NOT_BEGUN}


class NoSuchMilestone(Refusal):
    """Missing or out of sight: which of the two is not told."""

    code = "plan.no_such_milestone"
    status = 404


class When(StrEnum):
    """Where a milestone lies, as seen from today."""

    REPORTED = "reported"
    UNREPORTED = "unreported"  # its day is over, and nothing had been issued by then or nobody looked yet
    NEXT = "next"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Point:
    """One milestone on the line of the year: over with its figures, next with the days left, or ahead."""

    on: date
    when: When
    report: MilestoneReport | None = None
    days_left: int = 0

    @property
    def ref(self) -> str:
        return ref_of(self.report) if self.report else ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """How rows and duties stood at an instant."""

    rows: Sequence[Progress]
    by_unit: Mapping[int, Tally]

    def counted(self, *wanted: Progress) -> int:
        return sum(progress in wanted for progress in self.rows)


@dataclass(frozen=True, slots=True)
class Seen:
    """A report as far as its reader may see it: the office reads every unit's share, a unit its own."""

    report: MilestoneReport
    shares: Sequence[MilestoneShare]
    is_whole: bool


@dataclass(slots=True)
class _Then:
    """What is counted while the history is read."""

    by_task: dict[str, Tally] = field(default_factory=dict)
    by_unit: dict[int, Tally] = field(default_factory=dict)

    def add(self, about: str, unit_id: int, state: str, late: int) -> None:
        ref = about.removeprefix(f"{TASK_KIND}:")
        self.by_task[ref] = self.by_task.get(ref, Tally()).with_(state, 1, late)
        self.by_unit[unit_id] = self.by_unit.get(unit_id, Tally()).with_(state, 1, late)


def end_of(day: date) -> datetime:
    """The first instant after a day."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def snapshot(plan: Plan, *, on: date, before: datetime) -> Snapshot:
    """How a plan stood on a day, by what had been written down before an instant. Three queries."""
    then = _Then()
    about = [f"{TASK_KIND}:{ref}" for ref in _tasks(plan).values_list("ref", flat=True)]
    for task, unit_id, state, due_on in _duties_then(about, before):
        if state is not None:
            then.add(task, unit_id, state, int(state in UNDER_WAY and due_on is not None and due_on < on))
    rows = [of_row(tallies) for tallies in _by_row(plan, then.by_task, before)]
    owing = {unit_id: tally for unit_id, tally in then.by_unit.items() if tally.total}
    return Snapshot(rows, owing)


def _duties_then(
    about: Iterable[str], before: datetime
) -> Iterator[tuple[str, int, str | None, date | None]]:
    lines = CaseLine.objects.filter(case=OuterRef("case_id"), at__lt=before).order_by("-id")
    dated = lines.filter(step__in=[step.code for step in STATES_DAY])
    found = DueItem.objects.filter(case__workflow=DUTY.code, obligation__about__in=list(about)).annotate(
        unit_then=Subquery(lines.values("unit")[:1]),
        state_then=Subquery(lines.values("state")[:1]),
        due_then=Subquery(dated.values("until")[:1]),
    )
    return found.values_list("obligation__about", "unit_then", "state_then", "due_then").iterator()


def _by_row(plan: Plan, by_task: Mapping[str, Tally], before: datetime) -> Iterator[list[Tally]]:
    """For each row that stood then, the tallies of its tasks."""
    standing = Q(dropped_in__isnull=True) | Q(dropped_in__confirmed_at__gte=before)
    rows = Row.objects.filter(standing, plan=plan, versions__edition__confirmed_at__lt=before)
    refs: dict[int, list[str]] = {pk: [] for pk in rows.values_list("pk", flat=True)}
    for row_id, ref in _tasks(plan).values_list("row_id", "ref"):
        if row_id in refs and ref in by_task:
            refs[row_id].append(ref)
    return ([by_task[ref] for ref in own] for own in refs.values())


def _tasks(plan: Plan) -> QuerySet[Task]:
    return Task.objects.filter(row__plan=plan).order_by("row__place", "place")


def milestones_to_report(*, today: date) -> Iterator[tuple[Plan, date]]:
    """Milestones that have come and have no report yet, of plans that had been issued by then."""
    issued = Plan.objects.annotate(issued_at=Min("rows__tasks__issued_at")).exclude(issued_at__isnull=True)
    reported = set(MilestoneReport.objects.values_list("plan_id", "on"))
    for plan in issued.order_by("tenant_id", "pk"):
        for day in days_of(plan):
            if day <= today and plan.issued_at < end_of(day) and (plan.pk, day) not in reported:
                yield plan, day


def days_of(plan: Plan) -> tuple[date, ...]:
    """The milestones of a plan's year."""
    return milestones_of(settings_of(plan.tenant_id), year=plan.year)


def report_of(plan: Plan, *, on: date) -> MilestoneReport | None:
    """What was kept of a milestone."""
    return _reports().filter(plan=plan, on=on).first()


def line_of_year(plan: Plan, *, today: date) -> tuple[Point, ...]:
    """The milestones of the plan's year, with what was kept of those that are over. A few queries."""
    reports = {report.on: report for report in _reports().filter(plan=plan)}
    days = sorted({*days_of(plan), *reports})
    ahead = [day for day in days if day >= today and day not in reports]
    calendar = work_calendar()
    return tuple(
        Point(
            day,
            _when(day, reports, ahead),
            reports.get(day),
            working_days_between(calendar, after=today, until=day) if day in ahead[:1] else 0,
        )
        for day in days
    )


def _when(day: date, reports: Mapping[date, MilestoneReport], ahead: Sequence[date]) -> When:
    if day in reports:
        return When.REPORTED
    if day not in ahead:
        return When.UNREPORTED
    return When.NEXT if day == ahead[0] else When.AHEAD


def ref_of(report: MilestoneReport) -> str:
    """By what a report is called: its plan and its day."""
    return f"{report.plan.ref}-{report.on:%Y%m%d}"


def about_report(report: MilestoneReport) -> RecordRef:
    return RecordRef(MILESTONE_KIND, ref_of(report))


def reports_for(actor: Actor) -> QuerySet[MilestoneReport]:
    """The reports on plans that the actor's office keeps, and on those of which its unit owes a share."""
    if actor.kind is not Kind.OFFICIAL:
        return MilestoneReport.objects.none()
    mine = Q(pk__in=MilestoneShare.objects.filter(unit=actor.unit_id or 0).values("report"))
    if actor.roles & KEEPERS:
        mine |= Q(plan__tenant=actor.tenant_id or 0)
    return _reports().filter(mine)


def milestone_for(actor: Actor, ref: str) -> Seen:
    """One report. Raises NoSuchMilestone."""
    plan_ref, _, day = ref.rpartition("-")
    found = next(
        (one for one in reports_for(actor).filter(plan__ref=plan_ref) if f"{one.on:%Y%m%d}" == day), None
    )
    if found is None:
        raise NoSuchMilestone("没有找到这个节点的报告，请从通知或一屏总览里重新打开", ref=ref)
    is_whole = bool(actor.roles & KEEPERS) and found.plan.tenant_id == actor.tenant_id
    shares = found.shares.select_related("unit").order_by("-late", "unit__tenant_id", "unit__code")
    own = shares if is_whole else shares.filter(unit=actor.unit_id or 0)
    return Seen(found, list(own), is_whole)


def _reports() -> QuerySet[MilestoneReport]:
    """With the figures of all units together."""
    return MilestoneReport.objects.select_related("plan__tenant").annotate(
        total=Sum("shares__total"),
        done=Sum("shares__done"),
        late=Sum("shares__late"),
        waiting=Sum("shares__waiting"),
        unverifiable=Sum("shares__unverifiable"),
    )
