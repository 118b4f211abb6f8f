"""Reading duties: those of the actor's own unit, and for the openness office those it laid upon units."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, Count, F, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Concat

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.models import Case
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.obligations.models import DueItem, Evidence, Obligation, Snapshot
from quancheng.kernel.orgs.models import Unit, UnitKind
from quancheng.kernel.orgs.queries import units_for
from quancheng.records.plan.models import Plan, Row, Task
from quancheng.records.plan.queries.plans import KEEPERS, PLAN_KIND, TASK_KIND
from quancheng.records.plan.queries.progress import Tally
from quancheng.records.plan.workflow.duty import DONE, DUTY, OVER, UNDER_WAY, State


class NoSuchDuty(Refusal):
    """Missing or out of sight: which of the two is not told."""

    code = "plan.no_such_duty"
    status = 404


class NoSuchEvidence(Refusal):
    """Missing, withdrawn, or out of sight."""

    code = "plan.no_such_evidence"
    status = 404


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One duty in a list, with the task that it is a share of."""

    duty: DueItem
    task: Task


def duties_for(actor: Actor) -> QuerySet[DueItem]:
    """The duties of the actor's unit; for an openness office also those of its government's plans."""
    return _duties(_seen_by(actor))


def live_evidence_for(actor: Actor) -> QuerySet[Evidence]:
    """What speaks for the duties that the actor may see, the withdrawn left out."""
    seen = _seen_by(actor, "item__")
    live = Evidence.objects.filter(seen, item__case__workflow=DUTY.code, withdrawn_at__isnull=True)
    return live.select_related("item__case__unit", "file")


def cases_demanded(actor: Actor) -> QuerySet[Case]:
    """The cases of the duties that the actor's government has laid upon units: for its office alone."""
    if actor.kind is not Kind.OFFICIAL or not actor.roles & KEEPERS:
        return Case.objects.none()
    return Case.objects.filter(tenant_id=actor.tenant_id or 0, workflow=DUTY.code)


def cases_owed(actor: Actor) -> QuerySet[Case]:
    """The cases of the duties that the actor's unit owes."""
    if actor.kind is not Kind.OFFICIAL:
        return Case.objects.none()
    return Case.objects.filter(unit_id=actor.unit_id or 0, workflow=DUTY.code)


def duty_for(actor: Actor, duty_id: int) -> DueItem:
    """One duty. Raises NoSuchDuty."""
    found = duties_for(actor).filter(pk=duty_id).first()
    if found is None:
        raise NoSuchDuty("没有找到该责任事项，可能已改派给其他单位", duty=duty_id)
    return found


def own_duty(actor: Actor, duty_id: int) -> DueItem:
    """One duty of the actor's own unit: only it reports and brings evidence. Raises NoSuchDuty."""
    duty = duty_for(actor, duty_id)
    if duty.case.unit_id != actor.unit_id:
        raise NoSuchDuty("这项责任事项不由您所在的单位承担，可能已改派", duty=duty_id)
    return duty


def own_duties(actor: Actor) -> QuerySet[DueItem]:
    """What the actor's unit owes, the most urgent first; what is over stands last."""
    mine = duties_for(actor).filter(case__unit_id=actor.unit_id or 0)
    return mine.order_by(F("case__ended_on").asc(nulls_first=True), "case__due_on", "pk")


def open_duties(actor: Actor) -> QuerySet[DueItem]:
    """What the actor's unit still owes, the most urgent first."""
    return own_duties(actor).filter(case__ended_on__isnull=True)


def duties_to_sign(actor: Actor) -> QuerySet[DueItem]:
    """What waits for the signature of the actor's unit."""
    return own_duties(actor).filter(case__state=State.ISSUED)


def evidence_for(actor: Actor, evidence_id: int) -> Evidence:
    """One piece of evidence of a duty that the actor may see. Raises NoSuchEvidence."""
    seen = Evidence.objects.filter(item__in=duties_for(actor), withdrawn_at__isnull=True)
    found = seen.select_related("item__case", "file").filter(pk=evidence_id).first()
    if found is None:
        raise NoSuchEvidence("没有找到该佐证，可能已撤回", evidence=evidence_id)
    return found


def evidence_file_for(actor: Actor, evidence_id: int) -> StoredFile:
    """The file of a piece of evidence that the actor may see. Raises NoSuchEvidence."""
    found = evidence_for(actor, evidence_id)
    if found.file is None:
        raise NoSuchEvidence("这项佐证不是文件，请直接打开所列网址或记录", evidence=evidence_id)
    return found.file


def snapshot_for(actor: Actor, snapshot_id: int) -> Snapshot:
    """One look at an address of a duty that the actor may see. Raises NoSuchEvidence."""
    seen = Snapshot.objects.filter(evidence__item__in=duties_for(actor), evidence__withdrawn_at__isnull=True)
    found = seen.select_related("picture", "page", "evidence").filter(pk=snapshot_id).first()
    if found is None:
        raise NoSuchEvidence("没有找到该快照，佐证可能已撤回", snapshot=snapshot_id)
    return found


def may_bring_evidence(actor: Actor, duty: DueItem) -> bool:
    """Whether the actor may add or withdraw evidence: of the unit that owes, while the duty is under way."""
    return duty.case.unit_id == actor.unit_id and duty.case.state not in OVER


def units_to_reassign(actor: Actor, duty: DueItem) -> QuerySet[Unit]:
    """To whom a duty may go instead: units of the government that demands it, or of the unit's own."""
    among = {duty.case.tenant_id, duty.case.unit.tenant_id}
    standing = units_for(actor).filter(tenant_id__in=among, closed_on__isnull=True)
    return standing.exclude(pk=duty.case.unit_id).exclude(kind=UnitKind.INTERNAL)


def evidence_of(duty: DueItem) -> QuerySet[Evidence]:
    """What speaks for a duty, the withdrawn left out."""
    standing = duty.evidence.filter(withdrawn_at__isnull=True).select_related("file", "added_by")
    latest = Snapshot.objects.order_by("-taken_at", "-pk")
    return standing.prefetch_related(Prefetch("snapshots", latest.defer("text")))


def lines_of(duties: Iterable[DueItem]) -> list[DutyLine]:
    """The duties, each with its task, in one query."""
    listed = list(duties)
    refs = {duty.obligation.about.removeprefix(f"{TASK_KIND}:") for duty in listed}
    tasks = {task.ref: task for task in Task.objects.filter(ref__in=refs).select_related("row__plan")}
    return [DutyLine(duty, tasks[duty.obligation.about.removeprefix(f"{TASK_KIND}:")]) for duty in listed]


def duties_of_task(actor: Actor, task: Task) -> QuerySet[DueItem]:
    """Who owes what of a task, as far as the actor may see it."""
    return duties_for(actor).filter(obligation__about=f"{TASK_KIND}:{task.ref}").order_by("case__unit__code")


def duties_of_row(actor: Actor, row: Row, tasks: Iterable[Task]) -> Mapping[str, Sequence[DueItem]]:
    """For each task of a row (by its reference) who owes what, as far as the actor may see it. One query."""
    about = {f"{TASK_KIND}:{task.ref}": task.ref for task in tasks}
    whole = str(RecordRef(PLAN_KIND, row.plan.ref))
    seen = duties_for(actor).filter(case__within=whole, case__about__in=about)
    found: dict[str, list[DueItem]] = {}
    for duty in seen.order_by("until_on", "case__unit__tenant_id", "case__unit__code", "pk"):
        found.setdefault(about[duty.obligation.about], []).append(duty)
    return found


def about_tasks(tasks: QuerySet[Task]) -> QuerySet[Task, str]:
    """What the cases of these tasks' duties are about, for a query to look among."""
    written = Concat(Value(f"{TASK_KIND}:"), F("ref"), output_field=CharField())
    return tasks.annotate(written=written).order_by().values_list("written", flat=True)


def tallies(plan: Plan, *, today: date) -> Mapping[str, Tally]:
    """For each task of a plan (by its reference) how its duties stand. One query, however many duties."""
    return _counted(_cases(plan), today=today)


def tallies_of(plan: Plan, tasks: Iterable[Task], *, today: date) -> Mapping[str, Tally]:
    """For each of these tasks how its duties stand. One query."""
    about = [f"{TASK_KIND}:{task.ref}" for task in tasks]
    return _counted(_cases(plan).filter(about__in=about), today=today)


def tallies_of_refs(task_refs: Iterable[str], *, today: date) -> Mapping[str, Tally]:
    """The same for tasks of whichever plans, by their references. One query."""
    refs = list(task_refs)
    whole = Concat(Value(f"{PLAN_KIND}:"), F("row__plan__ref"), output_field=CharField())
    within = Task.objects.filter(ref__in=refs).annotate(whole=whole).order_by().values("whole")
    about = [f"{TASK_KIND}:{ref}" for ref in refs]
    return _counted(Case.objects.filter(workflow=DUTY.code, within__in=within, about__in=about), today=today)


def duties_of_tasks(tasks: Iterable[Task]) -> QuerySet[DueItem]:
    """Everything that was ever laid upon units for these tasks, in the order of periods."""
    about = [f"{TASK_KIND}:{task.ref}" for task in tasks]
    return _duties(Q(obligation__about__in=about)).order_by("obligation_id", "until_on", "pk")


def rules_standing(obligation_ids: Iterable[int]) -> QuerySet[Obligation]:
    """The rules of these numbers, with their units."""
    return Obligation.objects.filter(pk__in=list(obligation_ids)).select_related("unit")


def duties_under_way(rows: Iterable[Row]) -> QuerySet[DueItem]:
    """What units still owe of these rows."""
    refs = Task.objects.filter(row__in=rows).values_list("ref", flat=True)
    about = [f"{TASK_KIND}:{ref}" for ref in refs]
    return _duties(Q(obligation__about__in=about, case__state__in=UNDER_WAY))


def evidence_counts(plan: Plan, tasks: Iterable[Task] | None = None) -> Mapping[str, int]:
    """For each task of a plan, or for each of these, how many pieces of evidence stand. One query."""
    cases = _cases(plan)
    if tasks is not None:
        cases = cases.filter(about__in=[f"{TASK_KIND}:{task.ref}" for task in tasks])
    seen = Evidence.objects.filter(item__case__in=cases, withdrawn_at__isnull=True)
    counted = seen.order_by().values_list("item__case__about").annotate(count=Count("pk"))
    return {about.removeprefix(f"{TASK_KIND}:"): count for about, count in counted}


def _cases(plan: Plan) -> QuerySet[Case]:
    return Case.objects.filter(within=str(RecordRef(PLAN_KIND, plan.ref)), workflow=DUTY.code)


def _counted(cases: QuerySet[Case], *, today: date) -> Mapping[str, Tally]:
    cancelled, carried = Q(state=State.CANCELLED), Q(state=State.CARRIED)
    counted = (
        cases.order_by()
        .values_list("about")
        .annotate(
            total=Count("about", filter=~cancelled & ~carried),
            waiting=Count("about", filter=Q(state=State.ISSUED)),
            done=Count("about", filter=Q(state__in=DONE)),
            unverifiable=Count("about", filter=Q(state=State.UNVERIFIABLE)),
            late=Count("about", filter=Q(state__in=UNDER_WAY, last_on__lt=today)),
            cancelled=Count("about", filter=cancelled),
            carried=Count("about", filter=carried),
        )
    )
    return {about.removeprefix(f"{TASK_KIND}:"): Tally(*figures) for about, *figures in counted}


def _seen_by(actor: Actor, of: str = "") -> Q:
    """Whose duties the actor sees; `of` leads from another record to its duty."""
    if actor.kind is Kind.CLOCKWORK:
        return Q() if actor.tenant_id is None else Q(**{f"{of}case__tenant_id": actor.tenant_id})
    if actor.kind is not Kind.OFFICIAL or actor.unit_id is None:
        return Q(pk__in=[])
    mine = Q(**{f"{of}case__unit_id": actor.unit_id})
    if actor.roles & KEEPERS:
        mine |= Q(**{f"{of}case__tenant_id": actor.tenant_id})
    return mine


def _duties(mine: Q) -> QuerySet[DueItem]:
    found = DueItem.objects.filter(mine, case__workflow=DUTY.code)
    return found.select_related("case__unit", "case__parent", "obligation__unit", "obligation__tenant")
