"""Telling people of supervision orders and bulletins: called by the commands, inside their transaction."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.notify.policy import Policy
from quancheng.kernel.notify.registry import Kinds, NoticeKind
from quancheng.kernel.notify.telling import tell
from quancheng.records.plan.models import Bulletin, Order
from quancheng.records.plan.queries.people import heads_of_office, people_of_office, people_of_units
from quancheng.records.plan.queries.plans import BULLETIN_KIND, ORDER_KIND

SINCE = date(2024, 1, 1)


_kind = Kinds(prefix="plan.", since=SINCE, policy=Policy.PROMPT)


ORDER_DRAFTED = _kind(
    "order_drafted", "督办单待签发", "请签发：{subject}", "督办单“{subject}”（送{unit}）已拟好，请审核签发。",
    "subject", "unit", policy=Policy.DIGEST,
)  # fmt: skip
ORDER_ISSUED = _kind(
    "order_issued", "督办单", "督办单{label}：{subject}",
    "您所在的单位收到督办单{label}“{subject}”，请签收，并于{until}前书面答复。", "label", "subject", "until",
)  # fmt: skip
ORDER_ANSWERED = _kind(
    "order_answered", "督办单答复", "{unit}已答复{label}",
    "{unit}对督办单{label}“{subject}”作出答复，请审核。", "unit", "label", "subject",
)  # fmt: skip
ORDER_RETURNED = _kind(
    "order_returned", "督办单退回", "答复被退回：{label}",
    "督办单{label}“{subject}”的答复被退回，请补充后重新报送。理由：{reason}", "label", "subject", "reason",
)  # fmt: skip
ORDER_CLOSED = _kind(
    "order_closed", "督办单办结", "已办结：{label}", "督办单{label}“{subject}”已办结。", "label", "subject",
    policy=Policy.DIGEST,
)  # fmt: skip
ORDER_PROLONGED = _kind(
    "order_prolonged", "督办单延期", "答复期限已改：{label}",
    "督办单{label}“{subject}”的答复期限改为{until}。理由：{reason}", "label", "subject", "until", "reason",
)  # fmt: skip
ORDER_WITHDRAWN = _kind(
    "order_withdrawn", "督办单撤销", "已撤销：{label}",
    "督办单{label}“{subject}”已撤销，不需要再办理。理由：{reason}", "label", "subject", "reason",
)  # fmt: skip
BULLETIN_DRAFTED = _kind(
    "bulletin_drafted", "通报待签发", "请签发：{title}", "《{title}》已拟好，请审核签发。", "title",
    policy=Policy.DIGEST,
)  # fmt: skip
BULLETIN_ISSUED = _kind(
    "bulletin_issued", "通报", "通报：{title}", "《{title}》（{label}）已印发，请查阅。", "title", "label"
)
BULLETIN_WITHDRAWN = _kind(
    "bulletin_withdrawn", "通报撤销", "通报已撤销：{label}",
    "《{title}》（{label}）已撤销，请以撤销说明为准。理由：{reason}", "title", "label", "reason",
)  # fmt: skip
KINDS = (
    ORDER_DRAFTED, ORDER_ISSUED, ORDER_ANSWERED, ORDER_RETURNED, ORDER_CLOSED, ORDER_PROLONGED,
    ORDER_WITHDRAWN, BULLETIN_DRAFTED, BULLETIN_ISSUED, BULLETIN_WITHDRAWN,
)  # fmt: skip


def tell_heads_of_orders(orders: Iterable[Order], *, actor: Actor, now: datetime) -> None:
    """The head of the openness office is told what waits to be issued."""
    for order in orders:
        people = heads_of_office(order.tenant_id, on=timezone.localdate(now))
        facts = {"subject": order.subject, "unit": str(order.case.unit)}
        _tell_of_order(order, ORDER_DRAFTED, people, facts, actor=actor, now=now)


def tell_unit_of_order(order: Order, kind: NoticeKind, *, actor: Actor, now: datetime, **facts: str) -> None:
    """The people of the unit that the order went to are told what happened to it."""
    people = people_of_units([order.case.unit_id], on=timezone.localdate(now))
    told = {"label": order.label, "subject": order.subject, **facts}
    _tell_of_order(order, kind, people, told, actor=actor, now=now)


def tell_office_of_order(order: Order, kind: NoticeKind, *, actor: Actor, now: datetime) -> None:
    """The openness office is told that the unit has answered."""
    people = people_of_office(order.tenant_id, on=timezone.localdate(now))
    facts = {"label": order.label, "subject": order.subject, "unit": str(order.case.unit)}
    _tell_of_order(order, kind, people, facts, actor=actor, now=now)


def tell_heads_of_bulletin(bulletin: Bulletin, *, actor: Actor, now: datetime) -> None:
    """The head of the openness office is told what waits to be issued."""
    people = heads_of_office(bulletin.tenant_id, on=timezone.localdate(now))
    _tell_of_bulletin(bulletin, BULLETIN_DRAFTED, people, {"title": bulletin.title}, actor=actor, now=now)


def tell_units_of_bulletin(
    bulletin: Bulletin, unit_ids: Iterable[int], *, actor: Actor, now: datetime
) -> None:
    """Everybody who works off duties in the units addressed is told that the bulletin is out."""
    people = people_of_units(unit_ids, on=timezone.localdate(now))
    facts = {"title": bulletin.title, "label": bulletin.label}
    _tell_of_bulletin(bulletin, BULLETIN_ISSUED, people, facts, actor=actor, now=now)


def tell_units_of_withdrawal(bulletin: Bulletin, *, actor: Actor, now: datetime) -> None:
    """Everybody in the units that a bulletin went to is told that it no longer holds, and why."""
    unit_ids = bulletin.addressees.values_list("pk", flat=True)
    people = people_of_units(unit_ids, on=timezone.localdate(now))
    facts = {"title": bulletin.title, "label": bulletin.label, "reason": bulletin.withdrawn_for}
    _tell_of_bulletin(bulletin, BULLETIN_WITHDRAWN, people, facts, actor=actor, now=now)


def _tell_of_order(
    order: Order, kind: NoticeKind, people: set[int], facts: dict[str, str], *, actor: Actor, now: datetime
) -> None:
    tell(
        person_ids=people - {actor.person_id or 0},
        kind=kind,
        facts=facts,
        about=RecordRef(ORDER_KIND, str(order.pk)),
        at=now,
        tenant_id=order.tenant_id,
        once=f"{order.pk}:{order.case.version}",
    )


def _tell_of_bulletin(
    bulletin: Bulletin,
    kind: NoticeKind,
    people: set[int],
    facts: dict[str, str],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    tell(
        person_ids=people - {actor.person_id or 0},
        kind=kind,
        facts=facts,
        about=RecordRef(BULLETIN_KIND, str(bulletin.pk)),
        at=now,
        tenant_id=bulletin.tenant_id,
        once=f"{bulletin.pk}:{bulletin.version}",
    )
