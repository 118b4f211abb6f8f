"""Bringing in governments and whole registers: all of it, or nothing."""

from datetime import datetime

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs import events
from quancheng.kernel.orgs.authority import NotYourRegister, must_administer
from quancheng.kernel.orgs.models import Tenant
from quancheng.kernel.orgs.queries import locked_tenant, tenant_exists, tenant_for
from quancheng.kernel.orgs.register.difference import Fate
from quancheng.kernel.orgs.register.preview import Lines, Preview, preview_of
from quancheng.kernel.orgs.register.rows import Book
from quancheng.kernel.orgs.register.write import Writer
from quancheng.kernel.orgs.seats import new_tenant


class TenantExists(Refusal):
    """Another government has this slug."""

    code = "orgs.tenant_exists"


class RegisterUnsound(Refusal):
    """Some rows cannot stand; nothing was written."""

    code = "orgs.register_unsound"


class NotAsPreviewed(Refusal):
    """What would be done now is not what the preview showed."""

    code = "orgs.not_as_previewed"


@command
def add_tenant(
    *, slug: str, name: str, full_name: str, level: str, above: str = "", actor: Actor, now: datetime
) -> Tenant:
    """Register a government. Only a console may: nobody administers a government that is not yet there.

    Raises NotYourRegister, TenantExists, NoSuchTenant.
    """
    if actor.kind is not Kind.CLOCKWORK:
        raise NotYourRegister("新的政府只能由运维人员在控制台登记")
    if tenant_exists(slug):
        raise TenantExists(f"代号“{slug}”已被使用，请换一个", slug=slug)
    higher = tenant_for(actor, above) if above else None
    tenant = new_tenant(slug=slug, name=name, full_name=full_name, level=level, above=higher)
    event = events.TenantAdded(slug=slug, full_name=full_name, level=level)
    record(event, actor=actor, at=now, about=RecordRef("orgs.tenant", slug))
    return tenant


@command
def import_register(
    *,
    tenant: str,
    brought: Book,
    lines: Lines,
    unread: tuple[str, ...] = (),
    seen: str = "",
    actor: Actor,
    now: datetime,
) -> Preview:
    """Lay a file over the register of a government. What it does not name stays; a wrong row stops it all.

    The same file again changes nothing, and that is told in the audit too. `seen` is the fingerprint of the
    preview that somebody agreed to: nothing else is done then.
    Raises NoSuchTenant, NotYourRegister, NotAsPreviewed, RegisterUnsound.
    """
    told = locked_tenant(tenant_for(actor, tenant))
    must_administer(actor, told)
    preview = preview_of(told, brought, lines=lines, unread=unread)
    if seen and preview.fingerprint != seen:
        raise NotAsPreviewed("预览之后名册或文件已有变化，没有导入任何内容；请核对新的预览再确认")
    if preview.wrong:
        more = f"（另有{len(preview.wrong) - 1}处）" if len(preview.wrong) > 1 else ""
        raise RegisterUnsound(f"没有导入任何内容。{preview.wrong[0]}{more}", wrong=preview.wrong)
    Writer(told, preview.target, preview.changes, demo=False).write()
    record(_imported(tenant, preview), actor=actor, at=now, about=RecordRef("orgs.tenant", tenant))
    return preview


def _imported(tenant: str, preview: Preview) -> events.RegisterImported:
    return events.RegisterImported(
        tenant=tenant,
        added=len(preview.of(Fate.ADDED)),
        changed=len(preview.of(Fate.CHANGED)),
        unchanged=len(preview.of(Fate.UNCHANGED)),
    )
