"""What the openness office does with supervision orders: draft, issue, return, close, prolong, withdraw."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.approvals.queries import signer_of
from quancheng.kernel.approvals.standing import Version
from quancheng.kernel.approvals.wording import keep_rewording, must_be_decided_by_another
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.numbers import next_number
from quancheng.kernel.casework.refusals import NotYourStep
from quancheng.kernel.casework.steps import Opening, open_cases, take_step
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.orgs.models import Unit
from quancheng.records.plan import events
from quancheng.records.plan.commands.drafts import keeper_of
from quancheng.records.plan.commands.telling_orders import (
    ORDER_CLOSED,
    ORDER_ISSUED,
    ORDER_PROLONGED,
    ORDER_RETURNED,
    ORDER_WITHDRAWN,
    tell_heads_of_orders,
    tell_unit_of_order,
)
from quancheng.records.plan.models import Order, OrderPoint, Row, SupervisionRule
from quancheng.records.plan.queries.approving import order_approval, order_draft, order_words
from quancheng.records.plan.queries.levels import gaps_to_urge, overseen_from_above
from quancheng.records.plan.queries.orders import (
    SETTLED,
    duties_to_order,
    order_of_office,
    supervising,
    units_to_order,
)
from quancheng.records.plan.queries.plans import own_row
from quancheng.records.plan.rules.numbering import order_to_correct_in
from quancheng.records.plan.workflow.order import (
    AMEND,
    CLOSE,
    DISCARD,
    DRAFT,
    ISSUE,
    LATER,
    OF_HEAD,
    ORDER,
    RETURN,
    SEND,
    WITHDRAW,
)


class NothingToOrder(Refusal):
    """No duty was chosen, or a chosen one is settled."""

    code = "plan.nothing_to_order"
    status = 422


class NotToThisUnit(Refusal):
    """The unit is not one that the office may send an order to."""

    code = "plan.not_to_this_unit"
    status = 422


class NoAnswerDay(Refusal):
    """The day for the answer is gone, or is today."""

    code = "plan.no_answer_day"
    status = 422


class OrdersCorrection(Refusal):
    """The words are those of an order to correct, which is not the supervising office's to give."""

    code = "plan.orders_correction"
    status = 422


class DrafterDoesNotIssue(Refusal):
    """Who worded it does not issue it: four eyes."""

    code = "plan.drafter_does_not_issue"
    status = 403


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderWording:
    """What an order says: about what, what is demanded, and by when the unit answers."""

    subject: str
    demand: str
    answer_on: date


@command
def set_supervision_rule(
    *, prefix: str, answer_days: int, from_on: date, source: str, actor: Actor, now: datetime
) -> SupervisionRule:
    """Say how the government supervises from a day on: the words before its numbers, the days for an answer.

    Raises NotYourOffice, NotYourStep.
    """
    keeper = keeper_of(actor)
    if not actor.roles & OF_HEAD:
        raise NotYourStep("督办规则由政务公开机构负责人设定")
    rule = SupervisionRule.objects.create(
        tenant_id=keeper.tenant_id, from_on=from_on, prefix=prefix, answer_days=answer_days, source=source,
        set_by_id=keeper.person_id, set_at=now,
    )  # fmt: skip
    told = events.SupervisionRuleSet(from_on=from_on, prefix=prefix, answer_days=answer_days, source=source)
    record(told, actor=actor, at=now)
    return rule


@command
def draft_orders(
    *, duty_ids: Iterable[int], wording: OrderWording, actor: Actor, now: datetime
) -> Sequence[Order]:
    """Draft an order about these duties to each unit that owes some of them.

    Raises NotYourOffice, NothingToOrder, NoSuchDuty, OrdersCorrection, NoAnswerDay.
    """
    keeper_of(actor)
    _must_be_sound(wording, now)
    duties = duties_to_order(actor, duty_ids)
    _must_be_owed(duties)
    by_unit: dict[Unit, list[OrderPoint]] = {}
    for duty in duties:
        by_unit.setdefault(duty.case.unit, []).append(OrderPoint(duty=duty))
    orders = _draft(by_unit, wording, actor=actor, now=now)
    record(_drafted(orders), actor=actor, at=now)
    return orders


@command
def draft_order_about_row(
    *, row_ref: str, unit_id: int, wording: OrderWording, actor: Actor, now: datetime
) -> Sequence[Order]:
    """Draft an order to one unit about a whole row.

    Raises NotYourOffice, NoSuchRow, NotToThisUnit, OrdersCorrection, NoAnswerDay.
    """
    keeper_of(actor)
    _must_be_sound(wording, now)
    row: Row = own_row(actor, row_ref)
    unit = units_to_order(actor, row).filter(pk=unit_id).first()
    if unit is None:
        raise NotToThisUnit("该单位不在可督办的单位之列，请从列表中选择现有单位")
    orders = _draft({unit: [OrderPoint(row=row)]}, wording, actor=actor, now=now)
    record(_drafted(orders), actor=actor, at=now)
    return orders


@command
def draft_orders_about_gaps(
    *, plan_ref: str, slugs: Collection[str], wording: OrderWording, actor: Actor, now: datetime
) -> Sequence[Order]:
    """Draft an order to each of these governments below about the rows that it has not taken up (缺口).

    Raises NotYourOffice, NoSuchPlan, NothingToOrder, OrdersCorrection, NoAnswerDay.
    """
    keeper_of(actor)
    _must_be_sound(wording, now)
    plan = overseen_from_above(actor, plan_ref)
    gaps = gaps_to_urge(actor, plan, slugs, today=timezone.localdate(now))
    if not gaps:
        raise NothingToOrder("没有选定有缺口的下级政府，请回到承接情况页面重新勾选")
    points = {each.unit: [OrderPoint(row=row) for row in each.rows] for each in gaps}
    orders = _draft(points, wording, actor=actor, now=now)
    record(_drafted(orders), actor=actor, at=now)
    return orders


@command
def amend_order(*, order_id: int, version: int, wording: OrderWording, actor: Actor, now: datetime) -> Order:
    """Put a draft into other words; whose words stand in it does not issue it.

    Raises NoSuchOrder, NotYourOffice, OrdersCorrection, NoAnswerDay, StepNotOpen, NotYourStep,
    MovedMeanwhile.
    """
    keeper = keeper_of(actor)
    _must_be_sound(wording, now)
    order = order_of_office(actor, order_id)
    take_step(case=order.case, step=AMEND, actor=actor, now=now, seen_version=version)
    before = Version(order.drafted_by_id, order_words(order))
    order.subject, order.demand, order.answer_on = wording.subject, wording.demand, wording.answer_on
    after = Version(keeper.person_id, order_words(order))
    if keep_rewording(order_draft(order), before=before, after=after, at=now):
        order.drafted_by_id, order.drafted_at = keeper.person_id, now
    order.save(update_fields=["subject", "demand", "answer_on", "drafted_by", "drafted_at"])
    record(events.OrderAmended(order=order.pk), actor=actor, at=now)
    return order


@command
def discard_order(*, order_id: int, version: int, reason: str, actor: Actor, now: datetime) -> Order:
    """Give a draft up; no number was ever given to it.

    Raises NoSuchOrder, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    order = order_of_office(actor, order_id)
    take_step(case=order.case, step=DISCARD, actor=actor, now=now, note=reason, seen_version=version)
    record(events.OrderDiscarded(order=order.pk, reason=reason), actor=actor, at=now)
    return order


@command
def issue_order(*, order_id: int, version: int, until: date, actor: Actor, now: datetime) -> Order:
    """The head of the openness office issues the order (督促整改,《条例》第四十七条): it gets its number.

    Raises NoSuchOrder, DrafterDoesNotIssue, WroteItYourself, NotToThisUnit, NoAnswerDay, StepNotOpen,
    NotYourStep, MovedMeanwhile.
    """
    order = order_of_office(actor, order_id)
    if order.drafted_by_id == actor.person_id:
        raise DrafterDoesNotIssue("督办单由您拟稿，须由另一位负责人签发；也可请经办人改写以后再由您签发")
    must_be_decided_by_another(order_draft(order), person_id=actor.person_id or 0, what="督办单")
    today = timezone.localdate(now)
    _must_stand(order.case.unit, today=today)
    _must_be_later(until, today=today)
    take_step(case=order.case, step=ISSUE, actor=actor, now=now, until=until, seen_version=version)
    _number_and_tell(order, actor.person_id or 0, until=until, actor=actor, now=now)
    told = events.OrderIssued(order=order.pk, label=order.label, unit=str(order.case.unit), until=until)
    record(told, actor=actor, at=now)
    return order


@command
def send_approved_order(*, order_id: int, version: int, actor: Actor, now: datetime) -> Order:
    """The office sends out an order whose present words were approved (呈批); the last signer issues it.

    Raises NoSuchOrder, NotApproved, DrafterDoesNotIssue, WroteItYourself, NotToThisUnit, NoAnswerDay,
    StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    order = order_of_office(actor, order_id)
    signer = signer_of(order_approval(order), what="督办单")
    if signer.pk == order.drafted_by_id:
        raise DrafterDoesNotIssue(f"督办单由{signer}拟稿，最后的批示也是本人作出，须由另一人签发")
    must_be_decided_by_another(order_draft(order), person_id=signer.pk, what="督办单", who=str(signer))
    today, until = timezone.localdate(now), order.answer_on
    _must_stand(order.case.unit, today=today)
    _must_be_later(until, today=today)
    take_step(
        case=order.case,
        step=SEND,
        actor=actor,
        now=now,
        until=until,
        note=f"{signer}签发",
        seen_version=version,
    )
    _number_and_tell(order, signer.pk, until=until, actor=actor, now=now)
    told = events.ApprovedOrderSent(order=order.pk, label=order.label, unit=str(order.case.unit), until=until)
    record(told, actor=actor, at=now)
    return order


@command
def return_order(*, order_id: int, version: int, reason: str, actor: Actor, now: datetime) -> Order:
    """The answer does not do: back to the unit, whose day stands as it was.

    Raises NoSuchOrder, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    order = order_of_office(actor, order_id)
    take_step(case=order.case, step=RETURN, actor=actor, now=now, note=reason, seen_version=version)
    tell_unit_of_order(order, ORDER_RETURNED, actor=actor, now=now, reason=reason)
    record(events.OrderReturned(order=order.pk, reason=reason), actor=actor, at=now)
    return order


@command
def close_order(*, order_id: int, version: int, note: str, actor: Actor, now: datetime) -> Order:
    """The answer does: the order is settled.

    Raises NoSuchOrder, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    order = order_of_office(actor, order_id)
    take_step(case=order.case, step=CLOSE, actor=actor, now=now, note=note, seen_version=version)
    tell_unit_of_order(order, ORDER_CLOSED, actor=actor, now=now)
    record(events.OrderClosed(order=order.pk), actor=actor, at=now)
    return order


@command
def prolong_order(
    *, order_id: int, version: int, until: date, reason: str, actor: Actor, now: datetime
) -> Order:
    """Give the unit a later day for its answer.

    Raises NoSuchOrder, NoAnswerDay, BadDay, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    order = order_of_office(actor, order_id)
    _must_be_later(until, today=timezone.localdate(now))
    take_step(
        case=order.case, step=LATER, actor=actor, now=now, until=until, note=reason, seen_version=version
    )
    order.answer_on = until
    order.save(update_fields=["answer_on"])
    tell_unit_of_order(order, ORDER_PROLONGED, actor=actor, now=now, until=str(until), reason=reason)
    record(events.OrderProlonged(order=order.pk, until=until, reason=reason), actor=actor, at=now)
    return order


@command
def withdraw_order(*, order_id: int, version: int, reason: str, actor: Actor, now: datetime) -> Order:
    """The order no longer stands; its number is not given again.

    Raises NoSuchOrder, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    order = order_of_office(actor, order_id)
    take_step(case=order.case, step=WITHDRAW, actor=actor, now=now, note=reason, seen_version=version)
    tell_unit_of_order(order, ORDER_WITHDRAWN, actor=actor, now=now, reason=reason)
    record(events.OrderWithdrawn(order=order.pk, reason=reason), actor=actor, at=now)
    return order


def _number_and_tell(order: Order, signer_id: int, *, until: date, actor: Actor, now: datetime) -> None:
    """It gets its number and its day, and the unit is told: shared with orders that were approved before."""
    today = timezone.localdate(now)
    order.year, order.prefix = today.year, supervising(order.tenant, on=today).prefix
    order.number = next_number(ORDER.code, tenant=order.tenant, year=today.year)
    order.issued_by_id, order.issued_at, order.answer_on = signer_id, now, until
    order.office_id = actor.unit_id or order.office_id
    order.save()
    tell_unit_of_order(order, ORDER_ISSUED, actor=actor, now=now, until=str(until))


def _draft(
    points: dict[Unit, list[OrderPoint]], wording: OrderWording, *, actor: Actor, now: datetime
) -> list[Order]:
    keeper = keeper_of(actor)
    assert actor.unit_id is not None  # an office is a unit
    openings = [Opening(unit=unit, tenant_id=keeper.tenant_id) for unit in points]
    cases = open_cases(workflow=ORDER, step=DRAFT, openings=openings, actor=actor, now=now)
    orders = []
    for case, about in zip(cases, points.values(), strict=True):
        order = Order.objects.create(
            tenant_id=keeper.tenant_id, case=case, office_id=actor.unit_id, subject=wording.subject,
            demand=wording.demand, answer_on=wording.answer_on, drafted_by_id=keeper.person_id,
            drafted_at=now,
        )  # fmt: skip
        for place, point in enumerate(about, start=1):
            point.order, point.place = order, place
        OrderPoint.objects.bulk_create(about)
        orders.append(order)
    tell_heads_of_orders(orders, actor=actor, now=now)
    return orders


def _drafted(orders: Sequence[Order]) -> events.OrdersDrafted:
    units = "、".join(str(order.case.unit) for order in orders)
    return events.OrdersDrafted(orders=tuple(order.pk for order in orders), units=units)


def _must_be_sound(wording: OrderWording, now: datetime) -> None:
    for said in (wording.subject, wording.demand):
        if words := order_to_correct_in(said):
            raise OrdersCorrection(
                f"“{words}”须由上一级行政机关作出（《条例》第五十二条、第五十三条），政务公开机构可以督促整改，请改写"
            )
    _must_be_later(wording.answer_on, today=timezone.localdate(now))


def _must_stand(unit: Unit, *, today: date) -> None:
    """Nobody would sign and answer for a unit that has closed."""
    if unit.closed_on is not None and unit.closed_on <= today:
        raise NotToThisUnit(
            f"{unit}已于{unit.closed_on}撤销，不能再收督办单；请作废这份草稿，改向现在承担该事项的单位另行起草"
        )


def _must_be_later(day: date, *, today: date) -> None:
    if day <= today:
        raise NoAnswerDay(f"答复期限{day}须晚于今天{today}，请另定日期")


def _must_be_owed(duties: Sequence[DueItem]) -> None:
    if not duties:
        raise NothingToOrder("没有选定责任事项，请先在列表中勾选至少一项")
    settled = sum(duty.case.state in SETTLED for duty in duties)
    if settled:
        raise NothingToOrder(f"所选事项中有{settled}项已完成、已取消或已结转，不需要督办，请去掉后再起草")
