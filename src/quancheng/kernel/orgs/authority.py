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
    if not may_administer(actor, tenant.pk, role):
        raise NotYourRegister(f"只有{tenant}的{role.says}可以办理，请与其联系", tenant=tenant.slug)


def must_arrange_deputies(actor: Actor, unit: Unit) -> None:
    """The system administrator, or the head of the very unit: an absence cannot wait.

    Raises NotYourRegister.
    """
    if not may_arrange_deputies(actor, unit):
        raise NotYourRegister("只有本单位负责人或系统管理员可以安排代理，请与其联系", unit_id=unit.pk)


def may_arrange_deputies(actor: Actor, unit: Unit) -> bool:
    """Whether `must_arrange_deputies` would let the actor: what a page asks before it offers the step."""
    leads = actor.kind is Kind.OFFICIAL and Role.HEAD in actor.roles and actor.unit_id == unit.pk
    return leads or may_administer(actor, unit.tenant_id)


def may_administer(actor: Actor, tenant_id: int, role: AdminRole = AdminRole.SYSTEM) -> bool:
    """Whether `must_administer` would let the actor: what a page asks before it offers the step."""
    if actor.kind is Kind.CLOCKWORK:
        return actor.tenant_id in {None, tenant_id}
    return actor.kind is Kind.OFFICIAL and actor.tenant_id == tenant_id and role in actor.roles
