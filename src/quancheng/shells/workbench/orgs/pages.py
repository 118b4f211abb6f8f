"""The register as it is read: the tree of the own government on a day, and one unit."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.authority import may_administer, may_arrange_deputies
from quancheng.kernel.orgs.chart import Seat, UnitSheet, chart, unit_sheet
from quancheng.kernel.orgs.queries import acting_unit
from quancheng.kernel.orgs.roles import AdminRole, Role
from quancheng.shells.workbench.orgs.forms import LookForm
from quancheng.shells.workbench.orgs.queries import own_tenant
from quancheng.ui.gate import actor_of

HOME = ("机构与人员", "workbench:orgs")


@require_safe
def government(request: HttpRequest) -> HttpResponse:
    """The tree of the actor's government on a day, whole or searched. Raises NoSuchTenant."""
    actor, today = actor_of(request), timezone.localdate()
    form = LookForm({"on": today, **request.GET.dict()})
    day = form.cleaned_data.get("on") or today if form.is_valid() else today
    wanted = form.cleaned_data.get("q", "")
    tenant = own_tenant(actor)
    context = {
        "form": form,
        "tenant": tenant,
        "chart": chart(actor, tenant=tenant, on=day, wanted=wanted),
        "wanted": wanted,
        "day": day,
        "is_today": day == today,
        "may_administer": may_administer(actor, tenant.pk),
        "is_administrator": any(may_administer(actor, tenant.pk, role) for role in AdminRole),
    }
    return render(request, "workbench/desk/orgs/government.html", context)


@require_safe
def unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """One unit today: names, place, posts, people, and what is still in hand. Raises NoSuchUnit."""
    actor, today = actor_of(request), timezone.localdate()
    sheet = unit_sheet(actor, unit_id, on=today)
    context = {
        "sheet": sheet,
        "seats": [(seat, _roles(seat)) for seat in sheet.seats],
        "is_own": actor.tenant_id == sheet.unit.tenant_id,
        "may_administer": may_administer(actor, sheet.unit.tenant_id),
        "may_arrange": _may_arrange(actor, sheet, today),
        "trail": [(HOME[0], reverse(HOME[1])), (sheet.unit.name, "")],
    }
    return render(request, "workbench/desk/orgs/unit.html", context)


def _may_arrange(actor: Actor, sheet: UnitSheet, today: date) -> bool:
    return actor.tenant_id == sheet.unit.tenant_id and may_arrange_deputies(
        actor, acting_unit(sheet.unit, on=today)
    )


def _roles(seat: Seat) -> list[str]:
    return [Role(role).says for role in seat.roles]
