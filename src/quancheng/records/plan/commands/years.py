"""The turn of the year: a draft from last year's rows, and which row goes on with which."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F
from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.plan import events
from quancheng.records.plan.commands.drafts import AlreadyBrought, ChangedMeanwhile, NoRows, keeper_of
from quancheng.records.plan.commands.tasks import make_tasks
from quancheng.records.plan.models import Draft, Edition, Plan, Row, RowContinues
from quancheng.records.plan.queries.plans import own_plan, own_row, plan_for, plan_to_amend, rows_confirmed
from quancheng.records.plan.queries.years import (
    continuing,
    earlier_of_draft,
    earlier_rows,
    open_draft_from,
    pairs_by_likeness,
    parts_as_last_year,
    plan_after,
    rows_to_go_on,
    rows_to_take_apart,
)
from quancheng.records.plan.rules.doubts import doubts_of_numbers
from quancheng.records.plan.rules.drafting import DraftRow, inherited, problems_as_json, rows_as_json
from quancheng.records.plan.rules.years import moved, moved_row


class FollowedAlready(Refusal):
    """Next year's plan is there already."""

    code = "plan.followed_already"


class NotEarlier(Refusal):
    """A plan follows one of an earlier year of the same government."""

    code = "plan.not_earlier"
    status = 422


class CarriedOver(Refusal):
    """Duties of last year's plan have been settled under this one."""

    code = "plan.carried_over"


class NothingToTakeApart(Refusal):
    """No row without parts goes on with one that had some."""

    code = "plan.nothing_to_take_apart"


@command
def draft_from_last_year(*, plan_ref: str, only_open: bool, actor: Actor, now: datetime) -> Draft:
    """Begin next year's plan with the rows of this one, deadlines moved along; a draft like any other.

    `only_open`: without the rows that are done and come to an end.
    Raises NotYourOffice, NoSuchPlan, AlreadyBrought, FollowedAlready, NoRows.
    """
    keeper = keeper_of(actor)
    plan, today = own_plan(actor, plan_ref), timezone.localdate(now)
    _must_be_last(plan)
    year = plan.year + 1
    said = rows_to_go_on(plan, only_open=only_open, today=today)
    if not said:
        raise NoRows(f"《{plan.title}》的任务都已完成，没有可以沿用的行；请上传新的任务分工")
    rows = tuple(
        DraftRow(place, moved_row(row, before=plan.year, after=year)) for place, row in enumerate(said, 1)
    )
    title = moved(plan.title, before=plan.year, after=year)
    draft = Draft.objects.create(
        tenant_id=keeper.tenant_id,
        starts_from=plan,
        title=title,
        year=year,
        amends=plan_to_amend(keeper.tenant_id, title=title, year=year),
        rows=rows_as_json(inherited(rows, rows_confirmed(plan))),
        problems=problems_as_json(doubts_of_numbers([row.said for row in rows])),
        brought_by_id=keeper.person_id,
        brought_at=now,
    )
    told = events.DraftStarted(draft=draft.pk, earlier=plan.title, title=title, rows=len(rows))
    record(told, actor=actor, at=now)
    return draft


@command
def follow_plan(*, plan_ref: str, version: int, earlier_ref: str, actor: Actor, now: datetime) -> Plan:
    """Say which plan of an earlier year this one follows; rows are tied as their words tell.

    Of the plan that it follows already, ties that stand are kept: only rows without one are tied.
    Raises NotYourOffice, NoSuchPlan, NotEarlier, CarriedOver, ChangedMeanwhile.
    """
    keeper = keeper_of(actor)
    plan, earlier = own_plan(actor, plan_ref), plan_for(actor, earlier_ref)
    if plan.version != version:
        raise ChangedMeanwhile(_CHANGED)
    if earlier.tenant_id != plan.tenant_id or earlier.year >= plan.year:
        raise NotEarlier("只能与本级以前年度的工作要点比较，请从列表中选择")
    if plan.carry_overs.exists():
        raise CarriedOver("已按现在的上年要点办理结转，不能改选上年要点")
    if earlier.pk != plan.follows_id:
        continuing(plan).delete()
    _follow(plan, earlier, person_id=keeper.person_id, now=now)
    count = len(_rows_tied(plan))
    told = events.PlanFollowed(plan=plan.ref, title=plan.title, earlier=earlier.title, rows=count)
    record(told, actor=actor, at=now)
    return plan


@command
def tie_row(
    *,
    row_ref: str,
    earlier_refs: frozenset[str],
    seen: frozenset[str],
    actor: Actor,
    now: datetime,
) -> Row:
    """Say which rows of last year a row goes on with; none: it is new. `seen`: those that stood on the page.

    Raises NotYourOffice, NoSuchRow, NoSuchEarlierRow, ChangedMeanwhile.
    """
    keeper = keeper_of(actor)
    row = own_row(actor, row_ref)
    earlier = earlier_rows(row.plan, earlier_refs)
    # A page that shows all ties is old from now on.
    Plan.objects.filter(pk=row.plan_id).update(version=F("version") + 1)
    standing = continuing(row.plan).filter(row=row)
    if set(standing.values_list("earlier__ref", flat=True)) != seen:
        raise ChangedMeanwhile("这一行与上年的对应刚被他人更改，请核对下面的最新情况后再提交")
    standing.delete()
    _tie([(row, each) for each in earlier], person_id=keeper.person_id, now=now)
    record(events.RowTied(row=row.ref, no=row.no, earlier=len(earlier)), actor=actor, at=now)
    return row


@command
def take_apart_as_last_year(*, plan_ref: str, actor: Actor, now: datetime) -> int:
    """Take every row that goes on with one of last year apart as that one was; rows with parts stay.

    Raises NotYourOffice, NoSuchPlan, NothingToTakeApart.
    """
    keeper_of(actor)
    plan = own_plan(actor, plan_ref)
    found = [(row, parts_as_last_year(row)) for row in rows_to_take_apart(plan)]
    ready = [(row, parts) for row, parts in found if all(part.unit_roles for part in parts)]
    if not ready:
        raise NothingToTakeApart("没有可以按上年分项分解的行：延续上年的行都已分解，或还没有指定单位")
    for row, parts in ready:
        make_tasks(row, parts)
    count = len(ready)
    record(events.TakenApartAsLastYear(plan=plan.ref, rows=count), actor=actor, at=now)
    return count


def follow_earlier(edition: Edition, *, now: datetime) -> None:
    """A new plan follows the one with which its draft was compared. Called when the draft is confirmed."""
    earlier = earlier_of_draft(edition.draft)
    if earlier is None or edition.plan.follows_id is not None:
        return
    if earlier.tenant_id == edition.plan.tenant_id and earlier.year < edition.plan.year:
        _follow(edition.plan, earlier, person_id=edition.confirmed_by_id, now=now)


def _must_be_last(plan: Plan) -> None:
    if draft := open_draft_from(plan):
        raise AlreadyBrought(f"已有以《{plan.title}》为底稿的草稿，正在等待核对", draft=draft.pk)
    if after := plan_after(plan):
        raise FollowedAlready(f"下一年度的《{after.title}》已经确认；需要调整的，请上传修订文件")


_CHANGED = "这份要点或其中的对应刚被他人更改，请核对最新情况后再提交"


def _follow(plan: Plan, earlier: Plan, *, person_id: int, now: datetime) -> None:
    here = Plan.objects.filter(pk=plan.pk, version=plan.version)
    if not here.update(follows=earlier, version=F("version") + 1):
        raise ChangedMeanwhile(_CHANGED)
    plan.refresh_from_db()
    tied = _rows_tied(plan)
    free = [(row, before) for row, before in pairs_by_likeness(plan, earlier) if row.pk not in tied]
    _tie(free, person_id=person_id, now=now)


def _rows_tied(plan: Plan) -> set[int]:
    return set(continuing(plan).values_list("row_id", flat=True))


def _tie(pairs: Iterable[tuple[Row, Row]], *, person_id: int, now: datetime) -> None:
    RowContinues.objects.bulk_create(
        RowContinues(row=row, earlier=earlier, decided_by_id=person_id, decided_at=now)
        for row, earlier in pairs
    )
