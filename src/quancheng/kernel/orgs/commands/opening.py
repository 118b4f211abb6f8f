"""A real house begins empty: its first government, three administrators and openness office in one act."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.validators import slug_re
from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs import events
from quancheng.kernel.orgs.accounts import LONGEST, is_account
from quancheng.kernel.orgs.authority import NotYourRegister
from quancheng.kernel.orgs.commands.people import (
    AccountTaken,
    NeverOnePerson,
    OddAccount,
)
from quancheng.kernel.orgs.models import (
    AdminSeat,
    Holding,
    NameKind,
    Person,
    Post,
    PostRole,
    Tenant,
    Unit,
    UnitKind,
    UnitName,
)
from quancheng.kernel.orgs.queries import account_is_taken, first_real_tenant, tenant_exists
from quancheng.kernel.orgs.roles import AdminRole, Role
from quancheng.kernel.orgs.seats import give_password, new_tenant

OFFICE_CODE = "0001"
HEAD_POST, CLERK_POST = "政务公开机构负责人", "政务公开经办人"


class HouseOpenedAlready(Refusal):
    """A government is registered: whatever else is wanted, its administrators do at the desk."""

    code = "orgs.house_opened_already"


class SlugTaken(Refusal):
    """A government of the demonstration has this slug."""

    code = "orgs.slug_taken"


class DoesNotFit(Refusal):
    """A word is too long for the register, empty, or cannot stand in an address."""

    code = "orgs.does_not_fit"
    status = 422


class TwoPeopleNeeded(Refusal):
    """Whoever drafts does not issue: an openness office of one person could do neither."""

    code = "orgs.two_people_needed"


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A person who gets an account."""

    account: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstGovernment:
    """What a house begins with."""

    slug: str
    name: str
    full_name: str
    level: str
    office: str
    administrators: Mapping[AdminRole, Newcomer]
    head: Newcomer
    clerk: Newcomer

    @property
    def everybody(self) -> tuple[Newcomer, ...]:
        return (*self.administrators.values(), self.head, self.clerk)


@command
def open_house(*, told: FirstGovernment, passwords: Mapping[str, str], actor: Actor, now: datetime) -> Tenant:
    """Register the first government with its three administrators (三员) and its openness office.

    Each gets a password that must be changed at the first sign-in (GB/T 22239-2019 8.1.4.1). Only a console
    may, once. Raises NotYourRegister, HouseOpenedAlready, SlugTaken, DoesNotFit, OddAccount, AccountTaken,
    NeverOnePerson, TwoPeopleNeeded, WeakPassword.
    """
    _must_be_the_first(actor, told)
    _must_fit(told)
    _must_be_five_people(told)
    tenant = new_tenant(
        slug=told.slug, name=told.name, full_name=told.full_name, level=told.level, above=None
    )
    people = {one.account: _person(one, tenant, passwords[one.account]) for one in told.everybody}
    for role, one in told.administrators.items():
        AdminSeat.objects.filter(tenant=tenant, role=role).update(person=people[one.account])
    _open_office(tenant, told, people, now)
    seats = told.administrators
    event = events.HouseOpened(
        tenant=told.full_name, office=told.office, system=seats[AdminRole.SYSTEM].account,
        security=seats[AdminRole.SECURITY].account, audit=seats[AdminRole.AUDIT].account,
        head=told.head.account, clerk=told.clerk.account,
    )  # fmt: skip
    record(event, actor=actor, at=now, about=RecordRef("orgs.tenant", told.slug))
    return tenant


def _must_be_the_first(actor: Actor, told: FirstGovernment) -> None:
    if actor.kind is not Kind.CLOCKWORK:
        raise NotYourRegister("第一个政府只能由运维人员在控制台登记")
    if known := first_real_tenant():
        raise HouseOpenedAlready(
            f"本站已登记“{known.full_name}”，不能再次开通；单位、岗位和人员请由系统管理员在工作台办理",
            tenant=known.slug,
        )
    if tenant_exists(told.slug):
        raise SlugTaken(f"代号“{told.slug}”已被演示城市使用，请换一个，或先运行 manage.py demo remove")


def _must_fit(told: FirstGovernment) -> None:
    of_tenant = ("slug", "name", "full_name")
    given = [(Tenant._meta.get_field(name), str(getattr(told, name))) for name in of_tenant]
    given.append((Unit._meta.get_field("name"), told.office))
    given += [(Person._meta.get_field("name"), one.name) for one in told.everybody]
    for field, text in given:
        most = getattr(field, "max_length", 0)
        if not 0 < len(text) <= most:
            says = getattr(field, "verbose_name", "")
            raise DoesNotFit(f"“{says}”须为1至{most}字，现在是{len(text)}字（{text[:20]}），请改正")
    if slug_re.fullmatch(told.slug) is None:
        raise DoesNotFit(f"政府代号“{told.slug}”只能用字母、数字、减号和下划线，请改正")


def _must_be_five_people(told: FirstGovernment) -> None:
    """The three administrators are never one person, and none of them does business."""
    accounts = Counter(one.account for one in told.everybody)
    seats = Counter(one.account for one in told.administrators.values())
    names = Counter(one.name for one in told.administrators.values())
    for account, times in seats.items():
        if times > 1:
            raise NeverOnePerson(f"账号“{account}”占了两个管理员席位；三员不能由一人担任，请另选人员")
        if accounts[account] > 1:
            raise NeverOnePerson(f"账号“{account}”既是管理员又有业务岗位；管理员不办业务，请另选人员")
    for name, times in names.items():
        if times > 1:
            raise NeverOnePerson(
                f"两个管理员都叫“{name}”；三员不能由一人担任，确为两人的，请在姓名后注明区别"
            )
    if told.head.account == told.clerk.account:
        raise TwoPeopleNeeded("政务公开机构负责人和经办人须为两人：拟稿的人不能签发，请另选人员")


def _person(one: Newcomer, tenant: Tenant, password: str) -> Person:
    if not is_account(one.account):
        raise OddAccount(
            f"账号“{one.account}”不合要求：以文字或数字开头，只用文字、数字和 . @ + - _，不超过{LONGEST}字"
        )
    if account_is_taken(one.account):
        raise AccountTaken(f"账号“{one.account}”已被使用，请换一个账号", account=one.account)
    person = Person(account=one.account, name=one.name, tenant=tenant)
    person.set_unusable_password()
    person.save(force_insert=True)
    give_password(person, password, must_change=True)
    return person


def _open_office(tenant: Tenant, told: FirstGovernment, people: Mapping[str, Person], now: datetime) -> None:
    today = timezone.localdate(now)
    unit = Unit.objects.create(
        tenant=tenant, code=OFFICE_CODE, kind=UnitKind.DEPARTMENT, name=told.office, opened_on=None
    )
    UnitName.objects.create(unit=unit, name=told.office, kind=NameKind.OFFICIAL)
    seated = ((HEAD_POST, Role.OPENNESS_HEAD, told.head), (CLERK_POST, Role.OPENNESS_OFFICE, told.clerk))
    for title, role, one in seated:
        post = Post.objects.create(unit=unit, title=title, opened_on=today)
        PostRole.objects.create(post=post, role=role)
        Holding.objects.create(post=post, person=people[one.account], from_on=today)
