"""Who may change the register."""

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.models import Tenant, Unit
from quancheng.kernel.orgs.roles import AdminRole, Role


class NotYourRegister(Refusal):
    """Only the administrator of that government may do this."""

    code = "orgs.not_your_register"
    status = 403


def must_administer(actor: Actor, tenant: Tenant, role: AdminRole = AdminRole.SYSTEM) -> None:
    """The administrator of this government in this role, or the clockwork. Raises NotYourRegister."""
    if not _is_administrator(actor, tenant.pk, role):
        raise NotYourRegister(f"只有{tenant}的{role.says}可以办理，请与其联系", tenant=tenant.slug)


def must_arrange_deputies(actor: Actor, unit: Unit) -> None:
    """The system administrator, or the head of the very unit: an absence cannot wait.

    Raises NotYourRegister.
    """
    leads = actor.kind is Kind.OFFICIAL and Role.HEAD in actor.roles and actor.unit_id == unit.pk
    if not (leads or _is_administrator(actor, unit.tenant_id, AdminRole.SYSTEM)):
        raise NotYourRegister("只有本单位负责人或系统管理员可以安排代理，请与其联系", unit_id=unit.pk)


def _is_administrator(actor: Actor, tenant_id: int, role: AdminRole) -> bool:
    if actor.kind is Kind.CLOCKWORK:
        return actor.tenant_id in {None, tenant_id}
    return actor.kind is Kind.OFFICIAL and actor.tenant_id == tenant_id and role in actor.roles
