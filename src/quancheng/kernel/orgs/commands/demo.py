"""The model city moves in and out. Its governments and people are marked 演示; nothing else is touched."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.hashers import make_password

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs import events
from quancheng.kernel.orgs.authority import NotYourRegister
from quancheng.kernel.orgs.models import AdminSeat, Person, Tenant
from quancheng.kernel.orgs.queries import demo_people, demo_tenants, tenants_by_slug
from quancheng.kernel.orgs.register.difference import Fate
from quancheng.kernel.orgs.register.preview import preview_of
from quancheng.kernel.orgs.register.rows import Book
from quancheng.kernel.orgs.register.write import Writer
from quancheng.kernel.orgs.removal import RealRecordReached, remove_tenants
from quancheng.kernel.orgs.roles import AdminRole
from quancheng.kernel.orgs.seats import new_tenant


class RealTenantInTheWay(Refusal):
    """A government of this slug is there and is no demo."""

    code = "orgs.real_tenant_in_the_way"


class DemoUnsound(Refusal):
    """The model city does not pass the checks that every register passes."""

    code = "orgs.demo_unsound"


class DemoStillInUse(Refusal):
    """Records of real governments point at the model city."""

    code = "orgs.demo_still_in_use"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoGovernment:
    """One government of the model city: who it is, its register, and who administers it."""

    slug: str
    name: str
    full_name: str
    level: str
    above: str = ""
    book: Book = field(default_factory=Book)
    administrators: Mapping[AdminRole, str] = field(default_factory=dict)  # role → account


@dataclass(frozen=True, slots=True)
class Moved:
    """How much moved in or out."""

    tenants: int = 0
    units: int = 0
    people: int = 0


@command
def load_demo(
    *, governments: tuple[DemoGovernment, ...], password: str, actor: Actor, now: datetime
) -> Moved:
    """Bring the model city in, in one act; governments above stand before those below them.

    A second time changes nothing but what was lost, and resets the password.
    Raises NotYourRegister, RealTenantInTheWay, DemoUnsound.
    """
    _only_from_a_console(actor)
    counted: Counter[str] = Counter()
    known = tenants_by_slug([told.slug for told in governments])
    for told in governments:
        tenant = known.get(told.slug) or _new(told, known, counted)
        if not tenant.is_demo:
            raise RealTenantInTheWay(f"代号“{told.slug}”的政府是正式登记的，不能载入演示数据", slug=told.slug)
        known[told.slug] = tenant
        _lay(tenant, told, counted)
    people = demo_people()
    people.update(password=make_password(password))
    moved = Moved(counted["tenants"], counted["单位"], counted["人员"])
    record(
        events.DemoLoaded(tenants=moved.tenants, units=moved.units, people=moved.people), actor=actor, at=now
    )
    return moved


@command
def remove_demo(*, actor: Actor, now: datetime) -> Moved:
    """Take the model city out: its governments, people, and whatever any module keeps for them.

    The audit keeps what happened.

    Raises NotYourRegister, DemoStillInUse.
    """
    _only_from_a_console(actor)
    try:
        tenants, units, people = remove_tenants(demo_tenants(), demo_people())
    except RealRecordReached as real:
        raise DemoStillInUse(f"正式政府的记录（{real}）还引用演示城市，请先改正这些记录") from real
    moved = Moved(tenants, units, people)
    record(
        events.DemoRemoved(tenants=moved.tenants, units=moved.units, people=moved.people), actor=actor, at=now
    )
    return moved


def _only_from_a_console(actor: Actor) -> None:
    if actor.kind is not Kind.CLOCKWORK:
        raise NotYourRegister("演示城市只能由运维人员在控制台载入或移除")


def _new(told: DemoGovernment, known: Mapping[str, Tenant], counted: Counter[str]) -> Tenant:
    counted["tenants"] += 1
    return new_tenant(
        slug=told.slug,
        name=told.name,
        full_name=told.full_name,
        level=told.level,
        above=known[told.above] if told.above else None,
        is_demo=True,
    )


def _lay(tenant: Tenant, told: DemoGovernment, counted: Counter[str]) -> None:
    preview = preview_of(tenant, told.book, lines={})
    if preview.wrong:
        raise DemoUnsound(f"演示城市“{told.name}”的名册有误：{preview.wrong[0]}", wrong=preview.wrong)
    Writer(tenant, preview.target, preview.changes, demo=True).write()
    counted.update(change.sheet.title for change in preview.of(Fate.ADDED))
    _seat_administrators(tenant, told.administrators)


def _seat_administrators(tenant: Tenant, administrators: Mapping[AdminRole, str]) -> None:
    for role, account in administrators.items():
        person = Person.objects.get(account=account, tenant=tenant)
        AdminSeat.objects.filter(tenant=tenant, role=role).update(person=person)
