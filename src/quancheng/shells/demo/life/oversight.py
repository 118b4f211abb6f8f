"""What the office does about what is late: a bulletin, and three supervision orders at three stages."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan import public as plans
from quancheng.shells.demo.city import DemoInProduction
from quancheng.shells.demo.life import story
from quancheng.shells.demo.life.people import People

MOST_POINTS = 3  # duties in one order
A_DAY, TO_ANSWER, TO_CLOSE = timedelta(days=1), timedelta(days=14), timedelta(days=9)  # from the drafting on
ANSWERED_AGO, WAITING_AGO = timedelta(days=9), timedelta(days=4)  # drafted before the city moves in
ROW, ROW_UNIT = "5", "市住房城乡建设局"  # what the order that is closed was about
ABOUT_ROW, ABOUT_DUTIES = "老旧小区改造信息更新不及时（演示）", "逾期责任事项办理情况（演示）"
DEMAND = "请核实未按期办结的原因，写明已采取的措施和预计办结日期，并附公开页面。（演示）"
ANSWER = "已逐项核对：资料已备齐，本月内公开；今后由专人每月核对一次。（演示）"
SETTLED = "措施和日期明确，同意办结。（演示）"


def load_oversight(now: datetime) -> int:
    """A bulletin is issued; of three orders one is closed, one is answered, one waits. How many orders.

    A second time changes nothing. Raises DemoInProduction, NobodyThere, NoSuchPlan.
    """
    if settings.IN_PRODUCTION:
        raise DemoInProduction("正式环境不能载入演示督办")
    people = People(timezone.localdate(now))
    if plans.orders_of_office(people.office).exists():
        return 0
    plan = plans.overseen_plan(people.office)
    _tell_all(plan, people)
    _close(_answer(_urge_about_row(plan, people), people), people)
    mine, late = people.playing("unit").unit_id, _late(plan, people)
    other = next(unit for unit in late if unit not in {mine, people.office.unit_id})
    _answer(_urge(late[other], people, now=now - ANSWERED_AGO), people)
    _urge(late[mine or other], people, now=now - WAITING_AGO)
    return 3


def _tell_all(plan: plans.Plan, people: People) -> None:
    """The bulletin on the year that is over: the office drafts it, its head issues it."""
    drafted = story.at(story.SUMMED_UP)
    draft = plans.draft_bulletin(plan_ref=plan.ref, actor=people.office, now=drafted)
    draft = plans.amend_bulletin(
        bulletin_id=draft.pk, version=draft.version, title=f"{draft.title}（演示）", texts={},
        actor=people.office, now=drafted,
    )  # fmt: skip
    plans.issue_bulletin(
        bulletin_id=draft.pk, version=draft.version, actor=people.office_head, now=drafted + A_DAY
    )


def _late(plan: plans.Plan, people: People) -> Mapping[int, Sequence[int]]:
    """For each unit its duties whose day has gone by; of those that a measure reads the records will tell."""
    duties = plans.duties_of_plan(people.office, plan.ref)
    found: dict[int, list[int]] = {}
    for duty in duties.filter(case__due_on__lt=people.on, obligation__measure=""):
        found.setdefault(duty.case.unit_id, []).append(duty.pk)
    return found


def _urge(duty_ids: Sequence[int], people: People, *, now: datetime) -> plans.Order:
    [order] = plans.draft_orders(
        duty_ids=duty_ids[:MOST_POINTS], wording=_wording(ABOUT_DUTIES, now), actor=people.office, now=now
    )
    return _issue(order, people)


def _urge_about_row(plan: plans.Plan, people: People) -> plans.Order:
    now = story.at(story.SUMMED_UP)
    [row_ref] = (row.ref for row in plans.rows_of(plan) if row.no == ROW)
    [unit_id] = people.units_called({ROW_UNIT}, plan.tenant)
    [order] = plans.draft_order_about_row(
        row_ref=row_ref, unit_id=unit_id, wording=_wording(ABOUT_ROW, now), actor=people.office, now=now
    )
    return _issue(order, people)


def _wording(subject: str, now: datetime) -> plans.OrderWording:
    return plans.OrderWording(subject=subject, demand=DEMAND, answer_on=timezone.localdate(now + TO_ANSWER))


def _issue(order: plans.Order, people: People) -> plans.Order:
    return plans.issue_order(
        order_id=order.pk, version=order.case.version, until=order.answer_on, actor=people.office_head,
        now=order.drafted_at + A_DAY,
    )  # fmt: skip


def _answer(order: plans.Order, people: People) -> plans.Order:
    """The unit signs the day after, and its head sends the answer four days later."""
    unit = order.case.unit_id
    handler, head = people.of_units([unit], Role.HANDLER)[unit], people.of_units([unit], Role.HEAD)[unit]
    signed = order.drafted_at + 2 * A_DAY
    order = plans.sign_order(order_id=order.pk, version=order.case.version, actor=handler, now=signed)
    return plans.send_answer(
        order_id=order.pk, version=order.case.version, text=ANSWER, files=(), actor=head,
        now=signed + 4 * A_DAY,
    ).order  # fmt: skip


def _close(order: plans.Order, people: People) -> None:
    plans.close_order(
        order_id=order.pk, version=order.case.version, note=SETTLED, actor=people.office,
        now=order.drafted_at + TO_CLOSE,
    )  # fmt: skip
