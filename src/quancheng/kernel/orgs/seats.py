"""Governments and administrators' seats as plain writes that several commands share."""

from quancheng.kernel.orgs.models import AdminSeat, Tenant
from quancheng.kernel.orgs.roles import AdminRole


def new_tenant(
    *, slug: str, name: str, full_name: str, level: str, above: Tenant | None, is_demo: bool = False
) -> Tenant:
    """A government with its three empty administrators' seats."""
    tenant = Tenant.objects.create(
        slug=slug, name=name, full_name=full_name, level=level, parent=above, is_demo=is_demo
    )
    AdminSeat.objects.bulk_create(AdminSeat(tenant=tenant, role=role) for role in AdminRole)
    return tenant
