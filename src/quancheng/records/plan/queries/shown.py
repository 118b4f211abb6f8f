"""What the public sees of a plan: confirmed results, released evidence, published moves; never lateness.

Nothing here depends on the day on which it is asked: whether a day has gone by stays on the desk.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath

from django.db.models import QuerySet

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.links.registry import resolve
from quancheng.kernel.obligations.models import DueItem, Evidence, EvidenceRelease
from quancheng.kernel.obligations.releasing import shown_releases
from quancheng.records.plan.models import Plan, PublishedMove, Row, Task
from quancheng.records.plan.queries.duties import lines_of, tallies, tallies_of_refs
from quancheng.records.plan.queries.plans import TASK_KIND, plans_for, row_for
from quancheng.records.plan.queries.progress import Progress, Tally, of_row, together
from quancheng.records.plan.workflow.duty import DUTY, State

PUBLIC = Actor.anonymous()
NEVER_LATE = date.min  # asked as of this day, nothing is late
# What the desk keeps to itself is not even read here: the role of the public process may not.
_INSIDE_RELEASE = (
    "added_by", "proposed_by", "proposed_at", "decided_by", "opinion", "withdrawn_by", "withdrawn_at",
    "withdrawn_for", "version", "evidence__says", "evidence__added_by", "evidence__added_at",
    "evidence__item__wanted_until", "evidence__file__digest", "evidence__file__kept_at",
    "evidence__file__kept_by_id",
)  # fmt: skip
_INSIDE_MOVE = ("published_by", "taken_back_by", "duty__wanted_until")


class NotShown(Refusal):
    """Not released, taken down, or its plan or row does not stand before the public."""

    code = "plan.not_shown"
    status = 404


@dataclass(frozen=True, slots=True)
class ShownEvidence:
    """One released piece of evidence: its public title, and where it leads. `kind`: a file, or a page."""

    release_id: int
    title: str
    is_file: bool
    form: str  # docx, pdf, … ; 网页
    size: int
    address: str  # of a page; a file is handed out under its release
    released_at: datetime


@dataclass(frozen=True, slots=True)
class Result:
    """A confirmed result: whose, for which period, since when, and what speaks for it."""

    unit: str
    period: str
    task: str
    confirmed_on: date
    evidence: tuple[ShownEvidence, ...]


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row as the public sees it."""

    row: Row
    tally: Tally
    progress: Progress
    moves: tuple[PublishedMove, ...]
    evidence: tuple[ShownEvidence, ...]

    @property
    def done(self) -> int:
        return self.tally.done

    @property
    def total(self) -> int:
        return self.tally.total


@dataclass(frozen=True, slots=True)
class ShownPlan:
    """A published plan as the public sees it, its rows in order."""

    plan: Plan
    rows: tuple[ShownRow, ...]

    @property
    def counts(self) -> Mapping[Progress, int]:
        """How many rows stand how, in the order in which one reads it: what is done first."""
        found = [row.progress for row in self.rows]
        return {each: found.count(each) for each in PUBLIC_ORDER if each in found}

    @property
    def chapters(self) -> Mapping[str, str]:
        """The chapters in their order, each with its place on the page."""
        titles = dict.fromkeys(shown.row.section for shown in self.rows if shown.row.section)
        return {title: f"chapter-{number}" for number, title in enumerate(titles, start=1)}


PUBLIC_ORDER = (Progress.DONE, Progress.UNDER_WAY, Progress.NOT_BEGUN, Progress.CANCELLED)


def newest_shown() -> ShownPlan | None:
    """The newest plan before the public; None while there is none."""
    plan = plans_for(PUBLIC).first()
    return shown_plan(plan) if plan else None


def shown_plan(plan: Plan) -> ShownPlan:
    """A plan with all its rows. A constant number of queries, however many rows and duties."""
    rows = list(plan.rows.filter(dropped_in__isnull=True).prefetch_related("units"))
    row_of_task = _row_of_task(Task.objects.filter(row__in=rows))
    counted = tallies(plan, today=NEVER_LATE)
    about = {f"{TASK_KIND}:{ref}": row for ref, row in row_of_task.items()}
    moves, evidence = _by_row(moves_about(about), about), _evidence_by_row(about)
    tasks_by_row: dict[int, list[Tally]] = {}
    for ref, row_id in row_of_task.items():
        tasks_by_row.setdefault(row_id, []).append(counted.get(ref, Tally()))
    return ShownPlan(
        plan,
        tuple(
            _shown(row, tasks_by_row.get(row.pk, ()), moves.get(row.pk, ()), evidence.get(row.pk, ()))
            for row in rows
        ),
    )


def shown_row(ref: str) -> tuple[ShownRow, tuple[Result, ...]]:
    """One row of a published plan with its results; of one that was dropped only what it said.

    Raises NoSuchRow.
    """
    row = row_for(PUBLIC, ref)
    if row.dropped_in_id is not None:
        return ShownRow(row, Tally(), Progress.CANCELLED, (), ()), ()
    row_of_task = _row_of_task(Task.objects.filter(row=row))
    counted = tallies_of_refs(row_of_task, today=NEVER_LATE)
    about = {f"{TASK_KIND}:{ref}": row_id for ref, row_id in row_of_task.items()}
    results = _results(about)
    evidence = tuple(one for result in results for one in result.evidence)
    tasks = [counted.get(ref, Tally()) for ref in row_of_task]
    return _shown(row, tasks, tuple(moves_about(about)), evidence), results


def neighbours(row: Row) -> tuple[Row | None, Row | None]:
    """The rows before and after, to read on."""
    others = row.plan.rows.filter(dropped_in__isnull=True)
    before = others.filter(place__lt=row.place).order_by("-place").first()
    return before, others.filter(place__gt=row.place).order_by("place").first()


def narrowed(rows: Iterable[ShownRow], *, unit: str, word: str, progress: str) -> list[ShownRow]:
    """The rows that name a unit, hold a word, stand so; what is empty narrows nothing."""
    sought = word.casefold()
    return [
        shown
        for shown in rows
        if (not unit or any(named.name == unit for named in shown.row.units.all()))
        and (not progress or shown.progress == progress)
        and (not word or sought in f"{shown.row.requirement}\n{shown.row.section}".casefold())
    ]


def shown_file(release_id: int) -> EvidenceRelease:
    """A released file of a row that stands in a published plan, and whose result is confirmed.

    Raises NotShown.
    """
    found = releases_seen([release_id]).get(release_id)
    if found is None or found[0].evidence.file is None:
        raise NotShown("没有找到这份材料，可能已经撤下；请回到任务页面查看现在公开的内容")
    return found[0]


def releases_seen(release_ids: Iterable[int]) -> Mapping[int, tuple[EvidenceRelease, Task]]:
    """Of these releases those that the public sees, each with the task for which it speaks."""
    asked = list(_of_confirmed(shown_releases().filter(pk__in=list(release_ids))))
    tasks = _standing(release.evidence.item for release in asked)
    return {
        release.pk: (release, tasks[release.evidence.item.obligation.about])
        for release, _ in as_shown(asked)
        if release.evidence.item.obligation.about in tasks
    }


def moves_seen(move_ids: Iterable[int]) -> Mapping[int, tuple[PublishedMove, Task]]:
    """Of these moves those that the public sees, each with the task that was moved."""
    asked = list(_told(PublishedMove.objects.filter(pk__in=list(move_ids))))
    tasks = _standing(move.duty for move in asked)
    return {
        move.pk: (move, tasks[move.duty.obligation.about])
        for move in asked
        if move.duty.obligation.about in tasks
    }


def _standing(duties: Iterable[DueItem]) -> Mapping[str, Task]:
    """The tasks of these duties, by what the duty is about: of rows that stand in published plans."""
    refs = [duty.obligation.about.removeprefix(f"{TASK_KIND}:") for duty in duties]
    tasks = Task.objects.filter(ref__in=refs, row__dropped_in__isnull=True, row__plan__in=plans_for(PUBLIC))
    return {f"{TASK_KIND}:{task.ref}": task for task in tasks.select_related("row__plan")}


def rows_by_duty(plan: Plan) -> Mapping[str, Row]:
    """By what a duty is about: the row of the plan that it belongs to; rows that stand. One query."""
    tasks = Task.objects.filter(row__plan=plan, row__dropped_in__isnull=True).select_related("row")
    return {f"{TASK_KIND}:{task.ref}": task.row for task in tasks}


def rows_done(duties: Iterable[DueItem]) -> list[Row]:
    """Of the rows to which these duties belong, those that are done. A constant number of queries."""
    rows = {line.task.row.pk: line.task.row for line in lines_of(duties)}
    row_of_task = _row_of_task(Task.objects.filter(row__in=rows))
    counted = tallies_of_refs(row_of_task, today=NEVER_LATE)
    found: dict[int, list[Tally]] = {}
    for ref, row_id in row_of_task.items():
        found.setdefault(row_id, []).append(counted.get(ref, Tally()))
    return [rows[pk] for pk, tasks in found.items() if of_row(tasks) is Progress.DONE]


def is_row_done(about: RecordRef) -> bool:
    """Whether a row is (still) done, asked before a letter says so."""
    tasks = Task.objects.filter(row__ref=about.ref, row__dropped_in__isnull=True)
    refs = list(tasks.values_list("ref", flat=True))
    counted = tallies_of_refs(refs, today=NEVER_LATE)
    return of_row(counted.get(ref, Tally()) for ref in refs) is Progress.DONE


def _row_of_task(tasks: QuerySet[Task]) -> dict[str, int]:
    return dict(tasks.order_by("row__place", "place").values_list("ref", "row_id"))


def _shown(
    row: Row, tasks: Sequence[Tally], moves: Sequence[PublishedMove], evidence: Sequence[ShownEvidence]
) -> ShownRow:
    progress = of_row(tasks).for_the_public
    return ShownRow(row, together(tasks), progress, tuple(moves), tuple(evidence))


def moves_about(about: Iterable[str]) -> QuerySet[PublishedMove]:
    """What the office has told of moved days, in the order in which they were given."""
    return _told(PublishedMove.objects.filter(duty__obligation__about__in=list(about)))


def _told(moves: QuerySet[PublishedMove]) -> QuerySet[PublishedMove]:
    standing = moves.filter(taken_back_at__isnull=True).exclude(duty__case__state=State.CANCELLED)
    return standing.select_related("unit", "duty__obligation").defer(*_INSIDE_MOVE).order_by("line_id")


def _by_row(
    moves: Iterable[PublishedMove], about: Mapping[str, int]
) -> Mapping[int, Sequence[PublishedMove]]:
    found: dict[int, list[PublishedMove]] = {}
    for move in moves:
        found.setdefault(about[move.duty.obligation.about], []).append(move)
    return found


def releases_about(about: Iterable[str]) -> QuerySet[EvidenceRelease]:
    """What has been released of these tasks, in the order in which it was proposed."""
    return _of_confirmed(shown_releases().filter(evidence__item__obligation__about__in=list(about)))


def _of_confirmed(releases: QuerySet[EvidenceRelease]) -> QuerySet[EvidenceRelease]:
    """Evidence goes with a result: when that is confirmed no longer, the evidence is not shown either."""
    found = releases.filter(
        evidence__item__case__workflow=DUTY.code, evidence__item__case__state=State.CONFIRMED
    )
    related = ("evidence__file", "evidence__item__obligation", "evidence__item__case__unit")
    return found.select_related(*related).defer(*_INSIDE_RELEASE).order_by("pk")


def _evidence_by_row(about: Mapping[str, int]) -> Mapping[int, Sequence[ShownEvidence]]:
    found: dict[int, list[ShownEvidence]] = {}
    releases = list(releases_about(about))
    for release, one in as_shown(releases):
        found.setdefault(about[release.evidence.item.obligation.about], []).append(one)
    return found


def _results(about: Mapping[str, int]) -> tuple[Result, ...]:
    confirmed = (
        DueItem.objects.filter(
            obligation__about__in=about, case__workflow=DUTY.code, case__state=State.CONFIRMED
        )
        .select_related("obligation", "case__unit")
        .defer("wanted_until")
    )
    duties = list(confirmed.order_by("until_on", "case__unit__tenant_id", "case__unit__code", "pk"))
    evidence: dict[int, list[ShownEvidence]] = {}
    for release, one in as_shown(list(releases_about(about))):
        evidence.setdefault(release.evidence.item_id, []).append(one)
    return tuple(_result(line.duty, line.task, evidence.get(line.duty.pk, ())) for line in lines_of(duties))


def _result(duty: DueItem, task: Task, evidence: Sequence[ShownEvidence]) -> Result:
    return Result(
        unit=str(duty.case.unit),
        period=duty.period,
        task=task.title,
        confirmed_on=duty.case.ended_on or duty.until_on,
        evidence=tuple(evidence),
    )


def as_shown(releases: Sequence[EvidenceRelease]) -> list[tuple[EvidenceRelease, ShownEvidence]]:
    """Each with what it leads to; a record of the house only when that is public itself."""
    refs = [release.evidence.ref for release in releases if release.evidence.kind == Evidence.Kind.RECORD]
    opened = resolve(PUBLIC, [RecordRef.parse(ref) for ref in refs]) if refs else {}
    addresses = {str(ref): linked.address for ref, linked in opened.items()}
    return [
        (release, _evidence(release, addresses.get(release.evidence.ref, "")))
        for release in releases
        if release.evidence.kind != Evidence.Kind.RECORD or release.evidence.ref in addresses
    ]


def _evidence(release: EvidenceRelease, record_address: str) -> ShownEvidence:
    evidence, file = release.evidence, release.evidence.file
    assert release.decided_at is not None
    return ShownEvidence(
        release_id=release.pk,
        title=release.title,
        is_file=file is not None,
        form=ending_of(file) if file else "网页",
        size=file.size if file else 0,
        address=evidence.address or record_address,
        released_at=release.decided_at,
    )


def ending_of(file: StoredFile) -> str:
    """docx, pdf, …: all that the public learns of the name under which a file came in."""
    return PurePath(file.name).suffix[1:].lower() or file.kind
