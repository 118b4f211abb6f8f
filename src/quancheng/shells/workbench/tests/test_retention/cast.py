"""Who keeps, what is kept, and on which day."""

import uuid
from datetime import UTC, date, datetime, timedelta

from django.db.models import Model

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.orgs.models import AdminSeat, Person, Tenant
from quancheng.kernel.retention import commands
from quancheng.kernel.retention.kinds import (
    Measure,
)
from quancheng.kernel.retention.models import Hold, Term
from quancheng.records.mailbox.public import Kind as Wish
from quancheng.records.mailbox.public import send_message, set_message_aside

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # Monday, 9 in the morning in Jinan
DAY = timedelta(days=1)
TOMORROW = date(2026, 3, 3)  # Tuesday
SENDER, FAILURE = "mailbox.sender", "door.failure"


def admin(tenant: Tenant, role: str) -> Person:
    person = Person.objects.create(account=f"{role}-{tenant.slug}", name="演示管理员", tenant=tenant)
    AdminSeat.objects.create(tenant=tenant, role=role, person=person)
    return person


def acting(person: Person, *roles: str) -> Actor:
    return Actor(kind=Kind.OFFICIAL, person_id=person.pk, tenant_id=person.tenant_id, roles=frozenset(roles))


def message(tenant: Tenant, head: Actor, *, over: bool = True) -> Model:
    """A message with the name of its sender; set aside on the same Monday, unless it is not over."""
    sent = send_message(
        tenant_id=tenant.pk, wish=Wish.FAULT, text="电话打不通，请更正。", name="张三丰",
        contact="zhang@example.cn", wants_mail=True, once=uuid.uuid4().hex, source=uuid.uuid4().hex,
        actor=Actor.anonymous(), now=NOW,
    )  # fmt: skip
    if over:
        set_message_aside(number=sent.number, version=sent.case.version, reason="重复", actor=head, now=NOW)
    return sent


def term(actor: Actor, kind: str = SENDER, value: int = 12, from_on: date = TOMORROW) -> Term:
    return commands.set_term(
        kind=kind, value=value, from_on=from_on, source="档案分类方案", actor=actor, now=NOW
    )


def held(actor: Actor, ref: str = "", kind: str = SENDER) -> Hold:
    return commands.set_hold(kind=kind, ref=ref, reason="信访复查", actor=actor, now=NOW)


def anew(sent: Model):
    return type(sent).objects.get(pk=sent.pk)


def name_of(sent: Model) -> str:
    return anew(sent).name


def months(count: int) -> datetime:
    return Measure.MONTHS.before(NOW, -count)
