"""Confirming a draft: it becomes an edition, and the plan's rows say what it says."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F
from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.steps import take_step
from quancheng.kernel.orgs.matching import Register
from quancheng.records.plan import events
from quancheng.records.plan.commands.drafts import close_draft, keeper_of, open_draft
from quancheng.records.plan.models import Draft, Edition, Plan, Row, RowUnit, RowVersion
from quancheng.records.plan.queries.duties import duties_under_way
from quancheng.records.plan.queries.plans import (
    latest_edition,
    reading_of,
    refs_taken,
    register_of,
    row_refs_taken,
    rows_of,
)
from quancheng.records.plan.rules.difference import Change, RowDifference, rows_difference
from quancheng.records.plan.rules.drafting import (
    DraftRow,
    doubts_of,
    findings_of,
    reading_as_json,
    rows_from_json,
)
from quancheng.records.plan.rules.naming import free_ref, row_refs
from quancheng.records.plan.rules.reading import RowReading
from quancheng.records.plan.workflow.duty import CANCEL


class DoubtsLeft(Refusal):
    """Doubts that nobody has corrected or let stand."""

    code = "plan.doubts_left"


class NothingToConfirm(Refusal):
    """The draft says what the plan says already."""

    code = "plan.nothing_to_confirm"


class NoYear(Refusal):
    """Nobody knows for which year the plan is."""

    code = "plan.no_year"


@dataclass(frozen=True, slots=True)
class _Step:
    """One row of the new edition: what it says now, and the row of the plan that said it before."""

    place: int
    said: RowReading
    drafted: DraftRow
    change: RowDifference
    row: Row | None


@command
def confirm_draft(*, draft_id: int, version: int, actor: Actor, now: datetime) -> Edition:
    """Make a draft the edition in force. Rows that are the same stay untouched; history stays.

    Raises NoSuchDraft, DraftClosed, ChangedMeanwhile, DoubtsLeft, NoYear, NothingToConfirm.
    """
    draft = open_draft(actor, draft_id, version)
    rows, register = rows_from_json(draft.rows), register_of(draft, today=timezone.localdate(now))
    _must_be_clear(draft, rows, register)
    plan = draft.amends or _new_plan(draft)
    before = [(reading_of(row), row) for row in rows_of(plan)]
    changes = rows_difference([said for said, _ in before], [row.said for row in rows])
    _must_change(plan, before, changes)
    close_draft(draft, Draft.State.CONFIRMED)
    edition = _new_edition(plan, draft, actor=actor, now=now)
    _rewrite(edition, list(_steps(before, rows, changes)), register)
    _drop(edition, before, changes)
    _release(edition, actor=actor, now=now)
    record(_told(plan, edition, changes), actor=actor, at=now)
    return edition


def _must_be_clear(draft: Draft, rows: Sequence[DraftRow], register: Register) -> None:
    if draft.year is None:
        raise NoYear("没有读出年度，请在“标题和年度”里填写")
    left = [row.said.no for row in rows if doubts_of(row, register)]
    if left:
        shown = "、".join(left[:10]) + ("等" if len(left) > 10 else "")
        raise DoubtsLeft(f"还有{len(left)}行有疑点（第{shown}行），请更正，或点“疑点已核对”")


def _must_change(
    plan: Plan, before: Sequence[tuple[RowReading, Row]], changes: Iterable[RowDifference]
) -> None:
    if before and all(each.change is Change.SAME and not each.renumbered for each in changes):
        raise NothingToConfirm(f"这份草稿与《{plan.title}》现行内容一致，没有需要确认的改动")


def _new_plan(draft: Draft) -> Plan:
    assert draft.year is not None, "checked above"
    wanted = f"{draft.tenant.slug}-{draft.year}"
    return Plan.objects.create(
        tenant=draft.tenant, ref=free_ref(wanted, refs_taken(wanted)), year=draft.year, title=draft.title
    )


def _new_edition(plan: Plan, draft: Draft, *, actor: Actor, now: datetime) -> Edition:
    """Two officials who amend one plan at once: the version of the plan lets one through."""
    last = latest_edition(plan)
    Plan.objects.filter(pk=plan.pk, version=plan.version).update(
        title=draft.title, year=draft.year, version=F("version") + 1
    )
    plan.refresh_from_db()
    number = last.number + 1 if last else 1
    return Edition.objects.create(
        plan=plan, number=number, draft=draft, confirmed_at=now, confirmed_by_id=keeper_of(actor).person_id
    )


def _steps(
    before: Sequence[tuple[RowReading, Row]], rows: Sequence[DraftRow], changes: Iterable[RowDifference]
) -> Iterable[_Step]:
    """Differences come in the order of the new rows, what was dropped at the end."""
    row_of = {id(said): row for said, row in before}
    standing = (each for each in changes if each.change is not Change.DROPPED)
    for place, (drafted, change) in enumerate(zip(rows, standing, strict=True), start=1):
        old = row_of[id(change.before)] if change.before else None
        yield _Step(place, drafted.said, drafted, change, old)


def _rewrite(edition: Edition, steps: Sequence[_Step], register: Register) -> None:
    fresh = [step for step in steps if step.row is None]
    made = dict(zip((step.place for step in fresh), _added(edition.plan, fresh), strict=True))
    new_units, versions = list[tuple[Row, _Step]](), list[RowVersion]()
    for step in steps:
        row = step.row or made[step.place]
        if step.row and _moves(row, step):
            _update(row, step)
        if step.row is None or "units" in step.change.fields:
            new_units.append((row, step))
        if step.row is None or step.change.change is Change.CHANGED or step.change.renumbered:
            versions.append(RowVersion(row=row, edition=edition, facts=reading_as_json(step.said)))
    _set_units(new_units, register)
    RowVersion.objects.bulk_create(versions)


def _moves(row: Row, step: _Step) -> bool:
    return step.change.change is Change.CHANGED or (row.no, row.place) != (step.said.no, step.place)


def _added(plan: Plan, fresh: Sequence[_Step]) -> list[Row]:
    refs = row_refs(plan.ref, (step.said.no for step in fresh), row_refs_taken(plan))
    rows = [Row(plan=plan, ref=ref, **_facts(step)) for ref, step in zip(refs, fresh, strict=True)]
    return Row.objects.bulk_create(rows)


def _update(row: Row, step: _Step) -> None:
    Row.objects.filter(pk=row.pk).update(version=F("version") + 1, **_facts(step))


def _facts(step: _Step) -> dict[str, object]:
    said = step.said
    return {
        "no": said.no,
        "place": step.place,
        "section": said.section,
        "subsection": said.subsection,
        "requirement": said.requirement,
        "deadline_text": said.deadline.text,
        "deadline_kind": said.deadline.kind,
        "deadline_on": said.deadline.date,
    }


def _set_units(rows: Sequence[tuple[Row, _Step]], register: Register) -> None:
    RowUnit.objects.filter(row__in=[row for row, _ in rows]).delete()
    meant = [
        (RowUnit(row=row, name=unit.name, role=unit.role, place=place), finding.unit_ids)
        for row, step in rows
        for place, (unit, finding) in enumerate(
            zip(step.said.units, findings_of(step.drafted, register), strict=True)
        )
    ]
    RowUnit.objects.bulk_create([unit for unit, _ in meant])
    through = RowUnit.members.through
    through.objects.bulk_create(
        [through(rowunit_id=unit.pk, unit_id=member) for unit, members in meant for member in members]
    )


def _drop(
    edition: Edition, before: Sequence[tuple[RowReading, Row]], changes: Iterable[RowDifference]
) -> None:
    gone = {id(each.before) for each in changes if each.change is Change.DROPPED}
    pks = [row.pk for said, row in before if id(said) in gone]
    Row.objects.filter(pk__in=pks).update(dropped_in=edition, version=F("version") + 1)


def _release(edition: Edition, *, actor: Actor, now: datetime) -> None:
    """Nobody owes any longer what the plan no longer demands; what has been done stays done."""
    for duty in duties_under_way(edition.dropped_rows.all()):
        take_step(case=duty.case, step=CANCEL, actor=actor, now=now, note=f"{edition}删除了这一行")


def _told(plan: Plan, edition: Edition, changes: Sequence[RowDifference]) -> events.PlanConfirmed:
    kinds = [each.change for each in changes]
    return events.PlanConfirmed(
        plan=plan.ref,
        title=plan.title,
        edition=edition.number,
        added=kinds.count(Change.ADDED),
        changed=kinds.count(Change.CHANGED),
        dropped=kinds.count(Change.DROPPED),
    )
