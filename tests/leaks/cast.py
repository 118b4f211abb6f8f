"""Everybody who might look: officials of three governments, administrators, and citizens with accounts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.test import Client

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.citizens.commands.codes import ask_code
from quancheng.kernel.citizens.commands.signing_in import sign_in_by_code
from quancheng.kernel.citizens.models import Purpose
from quancheng.kernel.citizens.queries import digits_of
from quancheng.kernel.citizens.ways import Address, Way
from quancheng.kernel.orgs.models import AdminSeat, Level, Person, Tenant, Unit, UnitKind
from quancheng.kernel.orgs.roles import AdminRole, Role
from quancheng.records.disclosure.tests.conftest import PASSER_BY, staff
from tests.leaks.marks import MARKS

POSTS: Mapping[str, tuple[str, Role]] = {
    "handler": ("市财政局", Role.HANDLER),
    "reviewer": ("市财政局", Role.REVIEWER),
    "head": ("市财政局", Role.HEAD),
    "called": ("市水务局", Role.HANDLER),  # of a unit that is asked for its opinion and handed a demand
    "called head": ("市水务局", Role.HEAD),
    "neighbour": ("市商务局", Role.HANDLER),  # of a unit that has nothing to do with it
    "office": ("市政府办公厅", Role.OPENNESS_OFFICE),
    "office head": ("市政府办公厅", Role.OPENNESS_HEAD),
    "legal": ("市政府办公厅", Role.LEGAL_READER),
    "above": ("省政府办公厅", Role.OPENNESS_HEAD),
    "other government": ("邻市政府办公厅", Role.OPENNESS_HEAD),
}
SEATS: Mapping[str, AdminRole] = {
    "system administrator": AdminRole.SYSTEM,
    "security administrator": AdminRole.SECURITY,
    "auditor": AdminRole.AUDIT,
}
CITIZENS: Mapping[str, str] = {  # by the telephone of their account
    "claimant": "13800000003",  # took the requests in by number and code
    "owner": MARKS["account phone"],  # filed them: also, told the signs of the paper
    "other citizen": "13800000004",
}
_GOVERNMENTS = (
    ("sheng", "演示省", Level.PROVINCE, "", ("省政府办公厅",)),
    ("qzw", "泉州湾市", Level.CITY, "sheng", ("市政府办公厅", "市财政局", "市水务局", "市商务局")),
    ("lin", "邻市", Level.CITY, "sheng", ("邻市政府办公厅",)),
)


@dataclass(frozen=True)
class Cast:
    """Who acts, and through which window each looks."""

    officials: Mapping[str, Actor]
    citizens: Mapping[str, Actor]
    windows: Mapping[str, Client]

    def __getitem__(self, name: str) -> Actor:
        return self.officials[name] if name in self.officials else self.citizens[name]


def gathered(now: datetime) -> Cast:
    """All of them, signed in."""
    for slug, name, level, parent, units in _GOVERNMENTS:
        tenant = Tenant.objects.create(
            slug=slug, name=name, full_name=f"{name}人民政府", level=level,
            parent=Tenant.objects.filter(slug=parent).first(),
        )  # fmt: skip
        for place, unit in enumerate(units, start=1):
            Unit.objects.create(
                tenant=tenant, code=f"{slug}-{place}", kind=UnitKind.DEPARTMENT, name=unit, short_name=unit
            )
    officials = {name: staff(unit, name, role) for name, (unit, role) in POSTS.items()}
    officials |= {name: _seated(name, role) for name, role in SEATS.items()}
    citizens = {name: citizen_at(phone, now) for name, phone in CITIZENS.items()}
    windows = {name: _signed_in(actor) for name, actor in officials.items()}
    windows |= {name: window for name, (_, window) in citizens.items()}
    return Cast(officials, {name: actor for name, (actor, _) in citizens.items()}, windows)


def _seated(name: str, role: AdminRole) -> Actor:
    city = Tenant.objects.get(slug="qzw")
    person = Person.objects.create(account=name.replace(" ", "-"), name=name, tenant=city)
    AdminSeat.objects.create(tenant=city, role=role, person=person)
    return Actor(kind=Kind.OFFICIAL, person_id=person.pk, tenant_id=city.pk, roles=frozenset({role}))


def _signed_in(actor: Actor) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(Person.objects.get(pk=actor.person_id))
    return client


def citizen_at(phone: str, now: datetime) -> tuple[Actor, Client]:
    code = ask_code(address=Address(Way.PHONE, phone), purpose=Purpose.SIGN_IN, actor=PASSER_BY, now=now)
    opened = sign_in_by_code(
        number=code.number, digits=digits_of(code), notice="2026-11", device="手机", actor=PASSER_BY, now=now
    )
    client = Client(raise_request_exception=False)
    client.cookies["quancheng_mine"] = opened.cookie
    return Actor.citizen(opened.sign_in.citizen_id), client
