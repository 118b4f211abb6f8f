"""Governments, administrators' seats and passwords as plain writes that several commands share."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.models import AdminSeat, Person, Tenant
from quancheng.kernel.orgs.roles import AdminRole


class WeakPassword(Refusal):
    """The password does not pass the rules."""

    code = "orgs.weak_password"


def new_tenant(
    *, slug: str, name: str, full_name: str, level: str, above: Tenant | None, is_demo: bool = False
) -> Tenant:
    """A government with its three empty administrators' seats."""
    tenant = Tenant.objects.create(
        slug=slug, name=name, full_name=full_name, level=level, parent=above, is_demo=is_demo
    )
    AdminSeat.objects.bulk_create(AdminSeat(tenant=tenant, role=role) for role in AdminRole)
    return tenant


def give_password(person: Person, password: str, *, must_change: bool) -> None:
    """A password that passes the rules; shared by the commands that give one. Raises WeakPassword."""
    try:
        validate_password(password, person)
    except ValidationError as weak:
        raise WeakPassword(f"密码不合要求：{''.join(weak.messages)}", account=person.account) from weak
    person.set_password(password)
    person.must_change_password = must_change
    person.save(update_fields=["password", "must_change_password"])
