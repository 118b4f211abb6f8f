"""What the register's pages fetch besides the engine's own queries."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db.models import Q, QuerySet

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.kinds import Kind
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.orgs.authority import must_administer
from quancheng.kernel.orgs.models import Holding, Person, Tenant
from quancheng.kernel.orgs.queries import NoSuchTenant, people_for, seat_for, tenants_for, units_for
from quancheng.kernel.orgs.roles import AdminRole
from quancheng.kernel.orgs.spans import in_force, standing
from quancheng.shells.workbench.orgs.forms import Offer


class NoSuchFile(Refusal):
    """No such workbook, or not one of the actor's government."""

    code = "workbench.no_such_file"
    status = 404


def own_tenant(actor: Actor) -> Tenant:
    """The government in which the actor works. Raises NoSuchTenant."""
    found = next((one for one in tenants_for(actor) if one.pk == actor.tenant_id), None)
    if found is None:
        raise NoSuchTenant("您的账号还没有登记所属政府，请联系系统管理员登记")
    return found


def administered_tenant(actor: Actor) -> Tenant:
    """The government whose register the actor keeps. Raises NoSuchTenant, NotYourRegister."""
    tenant = own_tenant(actor)
    must_administer(actor, tenant)
    return tenant


def brought_for(actor: Actor, file_id: int) -> StoredFile:
    """A workbook that was brought for the own government's register. Raises NoSuchFile, NotYourRegister."""
    tenant = administered_tenant(actor)
    found = StoredFile.objects.filter(pk=file_id, tenant=tenant, kind=Kind.XLSX.name.lower()).first()
    if found is None:
        raise NoSuchFile("没有找到这份名册文件，请重新上传", file_id=file_id)
    return found


def people_listed(actor: Actor, wanted: str) -> QuerySet[Person]:
    """The people of the own government by account; those out of use last."""
    found = people_for(actor).select_related("seat")
    if wanted:
        found = found.filter(
            Q(account__icontains=wanted) | Q(name__icontains=wanted) | Q(email__icontains=wanted)
        )
    return found.order_by("-is_active", "account")


def posts_of_each(people: Iterable[Person], on: date) -> Mapping[int, Sequence[Holding]]:
    """For each person the posts held on the day. One query."""
    held = Holding.objects.filter(in_force(on), person__in=[person.pk for person in people])
    found: dict[int, list[Holding]] = {}
    for one in held.select_related("post__unit", "stands_in_for__person").order_by("pk"):
        found.setdefault(one.person_id, []).append(one)
    return found


def seats_listed(actor: Actor, tenant: Tenant) -> list[tuple[AdminRole, Person | None]]:
    """The three administrators' seats, each with who sits there."""
    return [(role, seat_for(actor, tenant=tenant, role=role).person) for role in AdminRole]


def free_accounts(actor: Actor, tenant: Tenant, *, on: date) -> tuple[tuple[tuple[str, str], ...], int]:
    """Those who could sit, and how many others are in use: they have a seat, or a post now or later."""
    busy = Holding.objects.filter(Q(until_on=None) | Q(until_on__gte=on)).values("person")
    in_use = people_for(actor).filter(is_active=True, tenant=tenant)
    free = in_use.filter(seat=None).exclude(pk__in=busy)
    offered = tuple((person.account, f"{person.name}（{person.account}）") for person in free)
    return offered, in_use.count() - len(offered)


def offer_for(actor: Actor, tenant: Tenant, *, on: date, but: Sequence[int] = ()) -> Offer:
    """The units that last, except those named, and the people in use: what the forms offer for choice."""
    units = units_for(actor).filter(standing(on), tenant=tenant, closed_on=None).exclude(pk__in=but)
    people = people_for(actor).filter(is_active=True, seat=None)
    return Offer(
        units=tuple((str(unit.pk), f"{unit.name}（{unit.code}）") for unit in units),
        people=tuple((person.account, f"{person.name}（{person.account}）") for person in people),
    )
