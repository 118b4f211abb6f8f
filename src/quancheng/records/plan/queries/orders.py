"""Reading supervision orders: those of the office's own government; for a unit what was issued to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db.models import Count, F, Q, QuerySet

from quancheng.kernel.archiving.models import Handover
from quancheng.kernel.archiving.queries import handed_over
from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.orgs.models import Level, Tenant, Unit, UnitKind
from quancheng.kernel.orgs.queries import units_for
from quancheng.records.plan.models import AnswerFile, Order, OrderAnswer, Plan, Row, SupervisionRule
from quancheng.records.plan.queries.duties import NoSuchDuty, duties_for
from quancheng.records.plan.queries.plans import KEEPERS, ORDER_KIND
from quancheng.records.plan.queries.warning import soon_days
from quancheng.records.plan.queries.worklist import soon_until
from quancheng.records.plan.rules.looking import Urgency, Wanted
from quancheng.records.plan.rules.numbering import ANSWER_DAYS, default_prefix
from quancheng.records.plan.workflow.duty import DONE, NOT_OWED
from quancheng.records.plan.workflow.order import ANSWERABLE, OF_HEAD, WITH_UNIT, State

SETTLED = DONE | NOT_OWED  # of duties: there is nothing left to urge


class NoSuchOrder(Refusal):
    """Missing or out of sight: which of the two is not told."""

    code = "plan.no_such_order"
    status = 404


class NoSuchAnswerFile(Refusal):
    """Missing, removed, or out of sight."""

    code = "plan.no_such_answer_file"
    status = 404


class NotOfOffice(Refusal):
    """Only the openness office (政务公开机构) supervises."""

    code = "plan.not_of_office"
    status = 403


@dataclass(frozen=True, slots=True)
class Supervising:
    """How a government supervises on a day; `rule` is None while it has set nothing of its own."""

    prefix: str
    answer_days: int
    rule: SupervisionRule | None


@dataclass(frozen=True, slots=True)
class OrderCounts:
    """How many orders wait for what, of those that the actor may see."""

    open: int
    to_issue: int
    to_sign: int
    answered: int
    returned: int
    late: int


@dataclass(frozen=True, slots=True)
class OrdersWaiting:
    """How many orders wait for the actor: with the unit, for a signature, for a look at the answer."""

    with_unit: int
    to_issue: int
    answered: int

    @property
    def some(self) -> bool:
        return bool(self.with_unit or self.to_issue or self.answered)


def orders_for(actor: Actor) -> QuerySet[Order]:
    """What the actor may see: a sibling unit, a district, a government above find nothing."""
    if actor.kind is Kind.CLOCKWORK:
        return _orders(Q() if actor.tenant_id is None else Q(tenant_id=actor.tenant_id))
    if actor.kind is not Kind.OFFICIAL or actor.unit_id is None:
        return Order.objects.none()
    mine = Q(case__unit_id=actor.unit_id, issued_at__isnull=False)
    if is_of_office(actor):
        mine |= Q(tenant_id=actor.tenant_id)
    return _orders(mine)


def order_for(actor: Actor, order_id: int) -> Order:
    """One order. Raises NoSuchOrder."""
    found = orders_for(actor).filter(pk=order_id).first()
    if found is None:
        raise NoSuchOrder("没有找到该督办单，请从督办单列表中选择", order=order_id)
    return found


def orders_of_office(actor: Actor) -> QuerySet[Order]:
    """The orders of the actor's own government, for its openness office alone."""
    if not is_of_office(actor):
        return Order.objects.none()
    return orders_for(actor).filter(tenant_id=actor.tenant_id or 0)


def order_of_office(actor: Actor, order_id: int) -> Order:
    """One of them. Raises NoSuchOrder."""
    found = orders_of_office(actor).filter(pk=order_id).first()
    if found is None:
        raise NoSuchOrder("没有找到本级政务公开机构的这份督办单，请从督办单列表中选择", order=order_id)
    return found


def order_of_unit(actor: Actor, order_id: int) -> Order:
    """One order issued to the actor's own unit: only it signs and answers. Raises NoSuchOrder."""
    order = order_for(actor, order_id)
    if not is_addressee(actor, order):
        raise NoSuchOrder("这份督办单不是发给您所在单位的，请由承办单位签收和答复", order=order_id)
    return order


def is_of_office(actor: Actor) -> bool:
    """Whether the actor supervises for a government."""
    return actor.tenant_id is not None and bool(actor.roles & KEEPERS)


def is_addressee(actor: Actor, order: Order) -> bool:
    """Whether the order was issued to the actor's own unit."""
    return order.case.unit_id == actor.unit_id and order.issued_at is not None


def orders_listed(actor: Actor, wanted: Wanted, *, today: date) -> QuerySet[Order]:
    """The orders that are looked for: drafts and what is due first stand first, what is over last."""
    found = orders_for(actor)
    if wanted.state:
        found = found.filter(case__state=wanted.state)
    if wanted.urgency:
        until = soon_until(today, soon_days(actor.tenant_id, on=today))
        found = found.filter(_as_urgent(wanted.urgency, today=today, soon=until))
    if wanted.word:
        found = found.filter(_says(wanted.word))
    counted = found.annotate(point_count=Count("points"))
    return counted.order_by(
        F("case__ended_on").desc(nulls_first=True), F("case__due_on").asc(nulls_first=True), "-pk"
    )


def order_counts(actor: Actor, *, today: date) -> OrderCounts:
    """How many orders wait for what. One query."""
    counted = orders_for(actor).order_by().aggregate(
        open=Count("pk", filter=Q(case__ended_on__isnull=True)),
        to_issue=Count("pk", filter=Q(case__state=State.DRAFT)),
        to_sign=Count("pk", filter=Q(case__state=State.ISSUED)),
        answered=Count("pk", filter=Q(case__state=State.ANSWERED)),
        returned=Count("pk", filter=Q(case__state=State.RETURNED)),
        late=Count("pk", filter=Q(case__due_on__lt=today)),
    )  # fmt: skip
    return OrderCounts(**counted)


def orders_waiting(actor: Actor) -> OrdersWaiting:
    """What waits for the actor: with the unit, to be issued, to be looked at. One query."""
    mine = Q(case__unit_id=actor.unit_id or 0, case__state__in=WITH_UNIT)
    of_office = Q(tenant_id=actor.tenant_id or 0) if is_of_office(actor) else Q(pk__in=[])
    to_issue = of_office & Q(case__state=State.DRAFT) & ~Q(drafted_by_id=actor.person_id or 0)
    counted = (
        orders_for(actor)
        .order_by()
        .aggregate(
            with_unit=Count("pk", filter=mine),
            to_issue=Count("pk", filter=to_issue if actor.roles & OF_HEAD else Q(pk__in=[])),
            answered=Count("pk", filter=of_office & Q(case__state=State.ANSWERED)),
        )
    )
    return OrdersWaiting(**counted)


def orders_about_duty(actor: Actor, duty: DueItem) -> QuerySet[Order]:
    """The orders that urge one duty, as far as the actor may see them, the newest first."""
    return orders_for(actor).filter(points__duty=duty).order_by("-pk")


def may_urge(actor: Actor, duty: DueItem) -> bool:
    """Whether the actor may draft an order about a duty: of the office that demands it, while it is owed."""
    is_own = is_of_office(actor) and duty.obligation.tenant_id == actor.tenant_id
    return is_own and duty.case.state not in SETTLED


def duties_of_order(order: Order) -> list[DueItem]:
    """The duties that an order is about, in order."""
    points = order.points.filter(duty__isnull=False).select_related(
        "duty__case__unit", "duty__obligation__unit"
    )
    return [point.duty for point in points if point.duty]


def rows_of_order(order: Order) -> list[Row]:
    """The rows that an order is about, in order."""
    return [point.row for point in order.points.select_related("row__plan") if point.row]


def duties_to_order(actor: Actor, duty_ids: Iterable[int]) -> list[DueItem]:
    """Duties that the actor's own government demands, unit by unit. Raises NoSuchDuty for one that is not."""
    wanted = set(duty_ids)
    found = duties_for(actor).filter(pk__in=wanted, obligation__tenant_id=actor.tenant_id or 0)
    duties = list(found.order_by("case__unit__tenant_id", "case__unit__code", "case__due_on", "pk"))
    if len(duties) < len(wanted):
        raise NoSuchDuty("所选责任事项中有的已改派或不由本级督办，请回到列表重新勾选")
    return duties


def open_order_labels(actor: Actor, duties: Iterable[DueItem]) -> Mapping[int, Sequence[Order]]:
    """For each duty the orders under way that urge it already. Two queries."""
    found: dict[int, list[Order]] = {}
    seen = orders_for(actor).filter(case__ended_on__isnull=True, points__duty__in=list(duties)).distinct()
    for order in seen.prefetch_related("points"):
        for point in order.points.all():
            if point.duty_id:
                found.setdefault(point.duty_id, []).append(order)
    return found


def open_orders_about_rows(actor: Actor, plan: Plan, units: Iterable[Unit]) -> QuerySet[Order]:
    """The orders under way to these units about whole rows of a plan."""
    seen = orders_for(actor).filter(case__ended_on__isnull=True, points__row__plan=plan)
    return seen.filter(case__unit__in=list(units)).distinct()


def units_to_order(actor: Actor, row: Row) -> QuerySet[Unit]:
    """To whom an order about a row may go: standing units of the government, and the governments below it."""
    standing = units_for(actor).filter(closed_on__isnull=True).exclude(kind=UnitKind.INTERNAL)
    own = Q(tenant_id=actor.tenant_id) | Q(kind=UnitKind.GOVERNMENT)
    named = list(row.units.values_list("members", flat=True))
    return standing.filter(own).annotate(is_named=Q(pk__in=named)).order_by("-is_named", "tenant_id", "code")


def answers_seen(actor: Actor, order: Order) -> QuerySet[OrderAnswer]:
    """The answers, the newest first; a draft is the unit's own until its head sends it."""
    found = order.answers.select_related("written_by", "sent_by").prefetch_related("files__file")
    if not is_addressee(actor, order):
        found = found.filter(sent_at__isnull=False)
    return found.order_by("-round")


def answer_draft(order: Order) -> OrderAnswer | None:
    """The answer that waits to be sent, if the unit has begun one."""
    return order.answers.filter(sent_at__isnull=True).first()


def last_sent(order: Order) -> OrderAnswer | None:
    """The answer that was sent last."""
    return order.answers.filter(sent_at__isnull=False).order_by("-round").first()


def may_answer(actor: Actor, order: Order) -> bool:
    """Whether the actor's unit has the answer in hand."""
    return is_addressee(actor, order) and order.case.state in ANSWERABLE


def answer_file_for(actor: Actor, file_id: int) -> AnswerFile:
    """A file of an answer that the actor may see. Raises NoSuchAnswerFile."""
    seen = Q(answer__order__in=orders_for(actor)) & (
        Q(answer__sent_at__isnull=False) | Q(answer__order__case__unit_id=actor.unit_id or 0)
    )
    found = AnswerFile.objects.filter(seen, pk=file_id).select_related("answer__order__case", "file").first()
    if found is None:
        raise NoSuchAnswerFile("没有找到该附件，可能已移去", file=file_id)
    return found


def stored_answer_file(actor: Actor, file_id: int) -> StoredFile:
    """The file itself. Raises NoSuchAnswerFile."""
    return answer_file_for(actor, file_id).file


def supervising(tenant: Tenant, *, on: date) -> Supervising:
    """How the government supervises on the day; the house's own rule while it has set none."""
    rule = tenant.supervision_rules.filter(from_on__lte=on).order_by("-from_on", "-pk").first()
    if rule:
        return Supervising(rule.prefix, rule.answer_days, rule)
    return Supervising(default_prefix(tenant.name, is_city=tenant.level == Level.CITY), ANSWER_DAYS, None)


def proposed_answer_day(tenant: Tenant, *, today: date) -> date:
    """The last day for an answer to what is issued today, in counted working days."""
    days = supervising(tenant, on=today).answer_days
    return list(islice(work_calendar().worked_days(after=today), days))[-1]


def _orders(mine: Q) -> QuerySet[Order]:
    return Order.objects.filter(mine).select_related(
        "case__unit__tenant", "tenant", "office", "drafted_by", "issued_by"
    )


def _as_urgent(urgency: Urgency, *, today: date, soon: date) -> Q:
    return {
        Urgency.LATE: Q(case__due_on__lt=today),
        Urgency.SOON: Q(case__due_on__gte=today, case__due_on__lte=soon),
        Urgency.LATER: Q(case__due_on__gt=soon),
    }[urgency]


def _says(word: str) -> Q:
    """The word stands in the subject or the demand, in the unit's name, or is the number."""
    said = Q(subject__icontains=word) | Q(demand__icontains=word)
    unit = Q(case__unit__name__icontains=word) | Q(case__unit__short_name__icontains=word)
    number = Q(number=int(word)) if word.isdecimal() and len(word) < 6 else Q(pk__in=[])
    return said | unit | number


def own_supervising(actor: Actor, *, on: date) -> Supervising:
    """How the actor's own government supervises: for its openness office alone. Raises NotOfOffice."""
    return supervising(_own_tenant(actor), on=on)


def own_answer_day(actor: Actor, *, today: date) -> date:
    """The day that the house proposes to the actor's office. Raises NotOfOffice."""
    return proposed_answer_day(_own_tenant(actor), today=today)


def own_rules(actor: Actor) -> QuerySet[SupervisionRule]:
    """What the actor's own government has set, the newest first. Raises NotOfOffice."""
    return _own_tenant(actor).supervision_rules.select_related("set_by").order_by("-from_on", "-pk")


def _own_tenant(actor: Actor) -> Tenant:
    tenant = Tenant.objects.filter(pk=actor.tenant_id or 0).first() if is_of_office(actor) else None
    if tenant is None:
        raise NotOfOffice("督办单由政务公开机构起草，请联系本级政务公开机构")
    return tenant


def archived_by(order: Order) -> Handover | None:
    """By which handover the archive received an order, if it has."""
    return handed_over(ORDER_KIND, order.pk)
