"""Taking up the plan above (承接): which plan, which of its rows, and which of them do not concern us."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import F

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.plan import events
from quancheng.records.plan.commands.drafts import ChangedMeanwhile, Keeper, keeper_of
from quancheng.records.plan.models import Plan, Row, RowSetAside, RowTakenUp
from quancheng.records.plan.queries.plans import own_plan
from quancheng.records.plan.queries.taking_up import (
    edition_in_force,
    links_of,
    own_rows,
    plan_above,
    row_above,
    set_aside_in,
    takers_of,
)


class LinksStand(Refusal):
    """Rows are taken up already; they belong to the plan above that was chosen."""

    code = "plan.links_stand"


class AsBefore(Refusal):
    """What was chosen stands already."""

    code = "plan.as_before"


class TakenUpAlready(Refusal):
    """A row that is taken up cannot be set aside."""

    code = "plan.taken_up_already"


class WhyNot(Refusal):
    """The office above wants to know why a row does not concern us."""

    code = "plan.why_not"
    status = 422


class NotSetAside(Refusal):
    """The row is not set aside (any more)."""

    code = "plan.not_set_aside"


class NothingChosen(Refusal):
    """No proposal was ticked."""

    code = "plan.nothing_chosen"
    status = 422


@command
def choose_plan_above(*, plan_ref: str, above_ref: str, actor: Actor, now: datetime) -> Plan:
    """Say which plan of the government above this plan takes up (empty: none).

    Raises NotYourOffice, NoSuchPlan, AsBefore, LinksStand, ChangedMeanwhile.
    """
    keeper_of(actor)
    plan = own_plan(actor, plan_ref)
    above = plan_above(actor, plan, above_ref) if above_ref else None
    if plan.takes_up_id == (above.pk if above else None):
        raise AsBefore(
            f"没有更改：这份要点{f'承接的就是《{above.title}》' if above else '本来就不承接上级要点'}"
        )
    if links_of(plan).exists():
        raise LinksStand("已有行承接现在这份上级要点，请先逐行解除承接，再改选上级要点")
    here = Plan.objects.filter(pk=plan.pk, version=plan.version)
    if not here.update(takes_up=above, version=F("version") + 1):
        raise ChangedMeanwhile("这份要点刚被他人更改，请刷新页面后再试")
    plan.refresh_from_db()
    told = events.PlanAboveChosen(plan=plan.ref, title=plan.title, above=above.title if above else "无")
    record(told, actor=actor, at=now)
    return plan


@command
def take_up_row(
    *,
    plan_ref: str,
    above_ref: str,
    row_refs: frozenset[str],
    seen: frozenset[str],
    actor: Actor,
    now: datetime,
) -> Row:
    """Let these rows, and no others, take up a row above; none: it is taken up no longer.

    `seen`: those that took it up when the page was shown. Done anew, it has seen the edition in force above.
    Raises NotYourOffice, NoSuchPlan, NoSuchRowAbove, NoSuchRowHere, ChangedMeanwhile, NothingChosen.
    """
    keeper = keeper_of(actor)
    plan = own_plan(actor, plan_ref)
    above = row_above(plan, above_ref)
    rows = own_rows(plan, row_refs)
    standing = takers_of(plan, above)
    if {link.row.ref for link in standing if link.row.dropped_in_id is None} != seen:
        raise ChangedMeanwhile("这一行的承接刚被他人更改，请核对下面的最新情况后再提交")
    if not (rows or standing):
        raise NothingChosen("没有勾选任何一行，请至少勾选一行；不涉及本级的，请写明理由并标为不适用")
    standing.delete()
    _link([(row, above) for row in rows], keeper, now)
    if rows:
        set_aside_in(plan, above).delete()
    told = events.RowsTakenUp(plan=plan.ref, above=above.ref, no=above.no, rows=len(rows))
    record(told, actor=actor, at=now)
    return above


@command
def take_up_proposals(*, plan_ref: str, pairs: Sequence[tuple[str, str]], actor: Actor, now: datetime) -> int:
    """Accept many proposals at once, all or none. `pairs`: row above, own row. Those that stand, stand.

    Raises NotYourOffice, NoSuchPlan, NothingChosen, NoSuchRowAbove, NoSuchRowHere.
    """
    keeper = keeper_of(actor)
    plan = own_plan(actor, plan_ref)
    if not pairs:
        raise NothingChosen("没有勾选任何建议，请勾选后再提交；也可以点“选择…”逐行确定")
    above = {ref: row_above(plan, ref) for ref in dict.fromkeys(ref for ref, _ in pairs)}
    own = {row.ref: row for row in own_rows(plan, (ref for _, ref in pairs))}
    standing = {(link.above_id, link.row_id) for link in links_of(plan)}
    fresh = [
        (own[row], above[up])
        for up, row in dict.fromkeys(pairs)
        if (above[up].pk, own[row].pk) not in standing
    ]
    _link(fresh, keeper, now)
    for row in above.values():
        set_aside_in(plan, row).delete()
    count = len(fresh)
    record(events.ProposalsTakenUp(plan=plan.ref, links=count), actor=actor, at=now)
    return count


@command
def set_row_aside(*, plan_ref: str, above_ref: str, reason: str, actor: Actor, now: datetime) -> RowSetAside:
    """A row above does not concern this government (不适用); the office above reads why.

    Raises NotYourOffice, NoSuchPlan, NoSuchRowAbove, WhyNot, TakenUpAlready.
    """
    keeper = keeper_of(actor)
    plan = own_plan(actor, plan_ref)
    above = row_above(plan, above_ref)
    if not reason.strip():
        raise WhyNot("请写明为什么不适用，上级政务公开机构会看到这个理由")
    if any(link.row.dropped_in_id is None for link in takers_of(plan, above)):
        raise TakenUpAlready(f"上级第{above.no}项已有本级任务承接，请先解除承接，再标为不适用")
    set_aside_in(plan, above).delete()
    mark = RowSetAside.objects.create(
        plan=plan,
        above=above,
        reason=reason.strip(),
        seen=edition_in_force(above.plan),
        decided_by_id=keeper.person_id,
        decided_at=now,
    )
    told = events.RowAboveSetAside(plan=plan.ref, above=above.ref, no=above.no, reason=reason.strip())
    record(told, actor=actor, at=now)
    return mark


@command
def put_row_back(*, plan_ref: str, above_ref: str, actor: Actor, now: datetime) -> Row:
    """A row above that was set aside concerns this government after all.

    Raises NotYourOffice, NoSuchPlan, NoSuchRowAbove, NotSetAside.
    """
    keeper_of(actor)
    plan = own_plan(actor, plan_ref)
    above = row_above(plan, above_ref)
    gone, _ = set_aside_in(plan, above).delete()
    if not gone:
        raise NotSetAside(f"上级第{above.no}项没有标为不适用，可能刚被他人恢复，请刷新页面")
    record(events.RowAbovePutBack(plan=plan.ref, above=above.ref, no=above.no), actor=actor, at=now)
    return above


def _link(pairs: Iterable[tuple[Row, Row]], keeper: Keeper, now: datetime) -> None:
    wanted = list(pairs)
    if not wanted:
        return
    seen = edition_in_force(wanted[0][1].plan)
    RowTakenUp.objects.bulk_create(
        RowTakenUp(row=row, above=above, seen=seen, decided_by_id=keeper.person_id, decided_at=now)
        for row, above in wanted
    )
