"""Confirming a draft: it becomes an edition, and the plan's rows say what it says."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F
from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.matching import Register
from quancheng.kernel.orgs.roles import Role as PostRole
from quancheng.records.plan import events
from quancheng.records.plan.commands.amending import follow, release
from quancheng.records.plan.commands.drafts import ChangedMeanwhile, close_draft, keeper_of, open_draft
from quancheng.records.plan.commands.following import tell_of_edition
from quancheng.records.plan.commands.publishing import NotYoursToPublish, SecondPersonNeeded
from quancheng.records.plan.commands.telling import tell_of_amendment
from quancheng.records.plan.commands.years import follow_earlier
from quancheng.records.plan.models import Draft, Edition, Plan, Row, RowUnit, RowVersion, Task
from quancheng.records.plan.queries.editions import NewRow, new_edition
from quancheng.records.plan.queries.plans import latest_edition, refs_taken, register_of, row_refs_taken
from quancheng.records.plan.rules.difference import Change, RowDifference
from quancheng.records.plan.rules.drafting import (
    doubts_of,
    findings_of,
    reading_as_json,
    rows_from_json,
)
from quancheng.records.plan.rules.naming import free_ref, row_refs


class DoubtsLeft(Refusal):
    """Doubts that nobody has corrected or let stand."""

    code = "plan.doubts_left"


class NothingToConfirm(Refusal):
    """The draft says what the plan says already."""

    code = "plan.nothing_to_confirm"


class NoYear(Refusal):
    """Nobody knows for which year the plan is."""

    code = "plan.no_year"


class NotSent(Refusal):
    """The draft amends a published plan and has not been sent for review."""

    code = "plan.draft_not_sent"


@command
def confirm_draft(*, draft_id: int, version: int, actor: Actor, now: datetime) -> Edition:
    """Make a draft the edition in force. Rows that are the same stay untouched; history stays.

    Duties already issued follow: new units owe, released ones owe no more, moved days move. What amends a
    published plan is public at once, so a second person confirms what the first has sent for review.
    Raises NoSuchDraft, DraftClosed, ChangedMeanwhile, DoubtsLeft, NoYear, NothingToConfirm, NotSent,
    NotYoursToPublish, SecondPersonNeeded.
    """
    draft, today = open_draft(actor, draft_id, version), timezone.localdate(now)
    register = register_of(draft, today=today)
    must_be_clear(draft, register)
    coming = new_edition(draft, register)
    effects = coming.effects(draft, today=today)
    plan = draft.amends or _new_plan(draft)
    if coming.changes_nothing:
        raise NothingToConfirm(f"这份草稿与《{plan.title}》现行内容一致，没有需要确认的改动")
    sent_by = must_be_second(draft, actor) if plan.published_on is not None else None
    close_draft(draft, Draft.State.CONFIRMED)
    edition = _new_edition(plan, draft, sent_by=sent_by, actor=actor, now=now)
    _rewrite(edition, coming.rows, register)
    _drop(edition, coming.dropped)
    release(edition, actor=actor, now=now)
    follow(effects, edition, actor=actor, now=now)
    follow_earlier(edition, now=now)
    tell_of_amendment(edition, effects.by_unit, actor=actor, now=now)
    if plan.published_on is not None:
        tell_of_edition(plan, edition, now=now)
    record(_told(plan, edition, coming.changes), actor=actor, at=now)
    return edition


def must_be_clear(draft: Draft, register: Register) -> None:
    """Raises NoYear, DoubtsLeft."""
    rows = rows_from_json(draft.rows)
    if draft.year is None:
        raise NoYear("没有读出年度，请在“标题和年度”里填写")
    left = [row.said.no for row in rows if doubts_of(row, register)]
    if left:
        shown = "、".join(left[:10]) + ("等" if len(left) > 10 else "")
        raise DoubtsLeft(f"还有{len(left)}项有疑点（第{shown}项），请更正，或点“疑点已核对”")


def must_be_second(draft: Draft, actor: Actor) -> int:
    """Who sent the draft, when the actor may decide on it.

    Raises NotSent, NotYoursToPublish, SecondPersonNeeded.
    """
    if draft.sent_by_id is None:
        raise NotSent("这份要点已经公开，修订须先送审，由另一位负责人审核后生效；请点“送审”")
    if PostRole.OPENNESS_HEAD not in actor.roles:
        raise NotYoursToPublish("修订已公开的要点须由政务公开机构负责人审核")
    if draft.sent_by_id == actor.person_id:
        raise SecondPersonNeeded("这份修订由您送审，须由另一位负责人审核")
    return draft.sent_by_id


def _new_plan(draft: Draft) -> Plan:
    assert draft.year is not None, "checked above"
    wanted = f"{draft.tenant.slug}-{draft.year}"
    return Plan.objects.create(
        tenant=draft.tenant, ref=free_ref(wanted, refs_taken(wanted)), year=draft.year, title=draft.title
    )


def _new_edition(plan: Plan, draft: Draft, *, sent_by: int | None, actor: Actor, now: datetime) -> Edition:
    """Two officials who amend one plan at once: the version of the plan lets one through."""
    last = latest_edition(plan)
    here = Plan.objects.filter(pk=plan.pk, version=plan.version)
    if not here.update(title=draft.title, year=draft.year, version=F("version") + 1):
        raise ChangedMeanwhile("这份要点刚被他人更改，本次没有确认；请刷新页面，核对后再确认")
    plan.refresh_from_db()
    number = last.number + 1 if last else 1
    return Edition.objects.create(
        plan=plan,
        number=number,
        draft=draft,
        confirmed_at=now,
        confirmed_by_id=keeper_of(actor).person_id,
        sent_by_id=sent_by,
    )


def _rewrite(edition: Edition, steps: Sequence[NewRow], register: Register) -> None:
    fresh = [step for step in steps if step.row is None]
    made = dict(zip((step.place for step in fresh), _added(edition.plan, fresh), strict=True))
    new_units, versions = list[tuple[Row, NewRow]](), list[RowVersion]()
    for step in steps:
        row = step.row or made[step.place]
        if step.row and _moves(row, step):
            _retitle(row, step)
            _update(row, step)
        if step.row is None or step.is_regrouped or "units" in step.change.fields:
            new_units.append((row, step))
        if step.row is None or step.change.change is Change.CHANGED or step.change.renumbered:
            versions.append(RowVersion(row=row, edition=edition, facts=reading_as_json(step.said)))
    _set_units(new_units, register)
    RowVersion.objects.bulk_create(versions)


def _moves(row: Row, step: NewRow) -> bool:
    return step.change.change is Change.CHANGED or (row.no, row.place) != (step.said.no, step.place)


def _added(plan: Plan, fresh: Sequence[NewRow]) -> list[Row]:
    refs = row_refs(plan.ref, (step.said.no for step in fresh), row_refs_taken(plan))
    rows = [Row(plan=plan, ref=ref, **_facts(step)) for ref, step in zip(refs, fresh, strict=True)]
    return Row.objects.bulk_create(rows)


def _update(row: Row, step: NewRow) -> None:
    Row.objects.filter(pk=row.pk).update(version=F("version") + 1, **_facts(step))


def _retitle(row: Row, step: NewRow) -> None:
    """A row that is one task gives it its words."""
    Task.objects.filter(row=row, title=row.requirement[:500]).update(title=step.said.requirement[:500])


def _facts(step: NewRow) -> dict[str, object]:
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


def _set_units(rows: Sequence[tuple[Row, NewRow]], register: Register) -> None:
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


def _drop(edition: Edition, dropped: Sequence[Row]) -> None:
    gone = [row.pk for row in dropped]
    Row.objects.filter(pk__in=gone).update(dropped_in=edition, version=F("version") + 1)


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
