"""Beginning a case and taking a step. Called by the commands of the modules, inside their transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.calendar.days import WorkCalendar
from quancheng.kernel.casework import permission
from quancheng.kernel.casework.clock import MOVED_ALONG, Line
from quancheng.kernel.casework.definition import Step, Workflow
from quancheng.kernel.casework.models import Case, CaseLine
from quancheng.kernel.casework.queries import Past, past_of, workflow_of
from quancheng.kernel.casework.refusals import BadUnit, MovedMeanwhile, StepNotOpen
from quancheng.kernel.orgs.models import Unit


@dataclass(frozen=True, slots=True)
class Opening:
    """What is peculiar to one case when several are begun at once."""

    unit: Unit
    until: date | None = None
    note: str = ""
    tenant_id: int | None = None  # whose matter it is, when not the government of the unit
    days: int = 0
    about: str = ""  # the record that the case is about
    within: str = ""  # the record that it is counted with

    @property
    def of_tenant(self) -> int:
        return self.tenant_id or self.unit.tenant_id


@dataclass(frozen=True, slots=True)
class Taken:
    """What a step brings with it into the line that it writes."""

    on: date
    days: int = 0
    until: date | None = None
    note: str = ""


def open_case(
    *,
    workflow: Workflow,
    step: Step,
    unit: Unit,
    actor: Actor,
    now: datetime,
    on: date | None = None,
    days: int = 0,
    until: date | None = None,
    note: str = "",
    parent: Case | None = None,
) -> Case:
    """Begin a case of a unit, or a sub-case, with its first step.

    Raises StepNotOpen, NotYourStep, TooManyDays, BadDay, ReasonMissing.
    """
    opening = Opening(unit=unit, days=days, until=until, note=note)
    [case] = open_cases(
        workflow=workflow, step=step, openings=[opening], actor=actor, now=now, on=on, parent=parent
    )
    return case


def open_cases(
    *,
    workflow: Workflow,
    step: Step,
    openings: Sequence[Opening],
    actor: Actor,
    now: datetime,
    on: date | None = None,
    parent: Case | None = None,
) -> list[Case]:
    """Begin many cases of one kind at once, in a few queries for all of them.

    Raises StepNotOpen, NotYourStep, TooManyDays, BadDay, ReasonMissing.
    """
    today = timezone.localdate(now)
    on = on or today
    if not step.opens or step.into is None or step not in workflow.steps:
        raise StepNotOpen(f"“{step.says}”不是“{workflow.says}”的第一步")
    permission.must_be_possible(on, today=today, opened_on=parent.opened_on if parent else on)
    for opening in openings:
        unit = opening.unit
        permission.must_be_theirs(step, actor, unit_id=unit.pk, tenant_id=opening.of_tenant)
        permission.must_fit(step, days=opening.days, until=opening.until, note=opening.note)
    if parent:
        _hold_parent(parent)
        if parent.ended_on:
            raise StepNotOpen("主办件已经办结，不能再增加子办件")
    calendar = work_calendar()
    cases = Case.objects.bulk_create(
        _new(workflow, step, opening, calendar, on=on, parent=parent) for opening in openings
    )
    CaseLine.objects.bulk_create(
        _line(case, step.code, _brought(opening, on), actor=actor, now=now)
        for case, opening in zip(cases, openings, strict=True)
    )
    if parent:
        _set_copies(parent)
    return cases


def take_step(
    *,
    case: Case,
    step: Step,
    actor: Actor,
    now: datetime,
    on: date | None = None,
    days: int = 0,
    until: date | None = None,
    note: str = "",
    to_unit: Unit | None = None,
    seen_version: int | None = None,
) -> Case:
    """Move the case by one step, write the step down, and set its deadline anew.

    `seen_version` is the version of the page on which the step was clicked. Raises StepNotOpen, NotYourStep,
    TooManyDays, TooLate, BadDay, ReasonMissing, BadUnit, or MovedMeanwhile when another person was quicker.
    """
    taken = Taken(on or timezone.localdate(now), days, until, note)
    past = past_of(case)
    if seen_version is not None and seen_version != case.version:
        raise MovedMeanwhile(_MOVED, seen=seen_version, now=case.version)
    permission.must_be_open(case, step, past)
    permission.must_be_theirs(step, actor, unit_id=case.unit_id, tenant_id=case.tenant_id)
    permission.must_fit(step, days=days, until=until, note=note)
    permission.must_be_possible(taken.on, today=timezone.localdate(now), opened_on=case.opened_on)
    permission.must_be_in_time(case, step, past, on=taken.on, until=until)
    _must_take_over(case, step, to_unit)
    former_id = case.unit_id
    _swap(case, step, taken, to_unit=to_unit)
    CaseLine.objects.bulk_create([_line(case, step.code, taken, actor=actor, now=now)])
    if to_unit:
        _move_subcases(case, former_id, to_unit, actor=actor, now=now)
    _set_copies(case)
    if case.parent:
        _hold_parent(case.parent)
        _set_copies(case.parent)
    return case


def _brought(opening: Opening, on: date) -> Taken:
    return Taken(on, opening.days, opening.until, opening.note)


_MOVED = "您打开页面之后，这一项已经有人办理过，本次没有提交；请看最新状态，需要时再办"


def _new(
    workflow: Workflow, step: Step, opening: Opening, calendar: WorkCalendar, *, on: date, parent: Case | None
) -> Case:
    state = step.into or ""
    first = Past([Line(step.code, state, on, opening.days, opening.until)]).copies(workflow.leading, calendar)
    ended = state in workflow.ends_in
    return Case(
        workflow=workflow.code,
        state=state,
        tenant_id=opening.of_tenant,
        unit=opening.unit,
        parent=parent,
        about=opening.about,
        within=opening.within,
        opened_on=on,
        ended_on=on if ended else None,
        due_on=None if ended else first.due_on,
        last_on=first.last_on,
        is_moved=first.is_moved,
    )


def _line(case: Case, code: str, taken: Taken, *, actor: Actor, now: datetime) -> CaseLine:
    return CaseLine(
        case=case,
        step=code,
        state=case.state,
        on=taken.on,
        at=now,
        days=taken.days,
        until=taken.until,
        note=taken.note,
        unit_id=case.unit_id,
        person_id=actor.person_id,
        post_id=actor.post_id,
    )


def _swap(case: Case, step: Step, taken: Taken, *, to_unit: Unit | None) -> None:
    """Compare and swap: whoever comes second finds no row of the version they saw."""
    state = step.into or case.state
    ended = state in workflow_of(case).ends_in
    here = Case.objects.filter(pk=case.pk, version=case.version)
    changed = here.update(
        state=state,
        ended_on=case.ended_on if step.into is None else taken.on if ended else None,
        due_on=None,  # set anew below
        version=F("version") + 1,
        **({"unit_id": to_unit.pk} if to_unit else {}),
    )
    if not changed:
        raise MovedMeanwhile(_MOVED)
    case.refresh_from_db()


def _must_take_over(case: Case, step: Step, to_unit: Unit | None) -> None:
    if step.hands_over is not (to_unit is not None):
        raise BadUnit(f"“{step.says}”{'须选择接收单位' if step.hands_over else '不能更换承办单位'}")
    if to_unit is None:
        return
    if to_unit.pk == case.unit_id:
        raise BadUnit(f"办件已由{to_unit}承办，请选择其他单位")
    if to_unit.tenant_id not in {case.tenant_id, case.unit.tenant_id}:
        raise BadUnit(f"{to_unit}不属于本级政府，请选择本级政府的单位")
    if to_unit.closed_on is not None:
        raise BadUnit(f"{to_unit}已于{to_unit.closed_on}撤销，请选择现有单位")


def _move_subcases(case: Case, former_id: int, to_unit: Unit, *, actor: Actor, now: datetime) -> None:
    """Sub-cases under way that the former unit handled go along, with a line in the history of each."""
    moving = list(case.subcases.filter(ended_on__isnull=True, unit_id=former_id))
    for sub in moving:
        sub.unit, sub.version = to_unit, sub.version + 1
    Case.objects.bulk_update(moving, ["unit", "version"])
    today = Taken(timezone.localdate(now))
    CaseLine.objects.bulk_create(_line(sub, MOVED_ALONG, today, actor=actor, now=now) for sub in moving)


def _hold_parent(parent: Case) -> None:
    """A new version holds the row: two sub-cases that end at once set the deadline one after the other."""
    Case.objects.filter(pk=parent.pk).update(version=F("version") + 1)
    parent.refresh_from_db()


def _set_copies(case: Case) -> None:
    """What the case keeps of its history; one that has ended is due no more."""
    kept = past_of(case).copies(workflow_of(case).leading, work_calendar())
    case.due_on = None if case.ended_on else kept.due_on
    case.last_on, case.is_moved = kept.last_on, kept.is_moved
    case.save(update_fields=["due_on", "last_on", "is_moved"])
