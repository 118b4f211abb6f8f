"""The people of a government and its three administrators; each change is one form and one command."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.authority import may_administer, must_administer
from quancheng.kernel.orgs.commands import people as writing
from quancheng.kernel.orgs.models import Tenant
from quancheng.kernel.orgs.queries import person_for, seat_for
from quancheng.kernel.orgs.roles import AdminRole
from quancheng.shells.workbench.door import commands as guarding
from quancheng.shells.workbench.door.queries import locked_among, with_second_factor
from quancheng.shells.workbench.orgs import forms
from quancheng.shells.workbench.orgs.acts import NoSuchAct
from quancheng.shells.workbench.orgs.pages import HOME
from quancheng.shells.workbench.orgs.queries import (
    free_accounts,
    own_tenant,
    people_listed,
    posts_of_each,
    seats_listed,
)
from quancheng.ui.gate import actor_of

PAGE = 50
ROOM = ("人员和管理员", "workbench:orgs_people")
read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True, slots=True)
class PersonAct:
    """What may be done to an account: its word, its form, its command, and who may do it."""

    says: str
    form: type[Form]
    write: Callable[..., object]
    done: str
    tells: str  # what follows from it, above the form
    by: AdminRole = AdminRole.SYSTEM
    is_grave: bool = False


ACTS: Mapping[str, PersonAct] = {
    "correct": PersonAct(
        "更改姓名和邮箱",
        forms.CorrectionForm,
        writing.correct_person,
        "登记信息已更改",
        "账号不变，以前的记录仍归在这个账号名下；这次更改记入审计。",
    ),
    "password": PersonAct(
        "发放密码",
        forms.PasswordForm,
        writing.issue_password,
        "密码已发放",
        "原来的密码随即作废，本人在其他地方的登录也会退出。",
        by=AdminRole.SECURITY,
    ),
    "unlock": PersonAct(
        "解除锁定",
        forms.NothingForm,
        guarding.unlock_account,
        "账号已解锁",
        "请先向本人核实是不是自己输错了密码；不是本人的，不要解锁，先发放新密码。",
        by=AdminRole.SECURITY,
    ),
    "factor": PersonAct(
        "重置动态口令",
        forms.NothingForm,
        guarding.reset_second_factor,
        "动态口令已重置",
        "请先当面或者打电话核实是本人的手机丢失或更换。重置之后原来的动态口令和恢复码作废，本人的登录全部退出。",
        by=AdminRole.SECURITY,
        is_grave=True,
    ),
    "reinstate": PersonAct(
        "恢复使用",
        forms.NothingForm,
        writing.reinstate_person,
        "账号已恢复使用",
        "恢复之后仍用原来的密码登录；忘记密码的，请安全管理员重新发放。岗位须另行安排。",
    ),
    "retire": PersonAct(
        "停用账号",
        forms.NothingForm,
        writing.retire_person,
        "账号已停用",
        "停用之后不能登录，历史记录保留；需要时可以恢复使用。",
        is_grave=True,
    ),
}


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody who is registered, with the posts they hold today; and the three seats (三员)."""
    actor, today = actor_of(request), timezone.localdate()
    tenant = _let_in(actor)
    wanted = request.GET.get("q", "").strip()
    page = Paginator(people_listed(actor, wanted), PAGE).get_page(request.GET.get("page"))
    held = posts_of_each(page.object_list, today)
    may_secure = may_administer(actor, tenant.pk, AdminRole.SECURITY)
    people = page.object_list if may_secure else ()
    context = {
        "tenant": tenant,
        "wanted": wanted,
        "page": page,
        "lines": [(person, held.get(person.pk, ())) for person in page.object_list],
        "seats": seats_listed(actor, tenant),
        "may_register": may_administer(actor, tenant.pk),
        "may_secure": may_secure,
        "locked": locked_among([person.account for person in people], now=timezone.now()),
        "with_factor": with_second_factor(people),
        "trail": [(HOME[0], reverse(HOME[1])), (ROOM[0], "")],
    }
    return render(request, "workbench/desk/orgs/people.html", context)


@read_or_write
def add(request: HttpRequest) -> HttpResponse:
    """Register a person. Raises NotYourRegister."""
    actor = actor_of(request)
    tenant = own_tenant(actor)
    must_administer(actor, tenant)
    form = forms.PersonForm(request.POST or None)
    if form.is_valid():
        told = {"tenant": tenant.slug, **form.cleaned_data}
        if _written(form, writing.add_person, told, actor=actor, now=timezone.now()):
            messages.success(request, f"已登记“{form.cleaned_data['name']}”；发放密码并安排岗位之后可以登录")
            return redirect(ROOM[1])
    return _form(request, form, says="登记人员")


@sensitive_post_parameters()
@read_or_write
def on_person(request: HttpRequest, account: str, act: str) -> HttpResponse:
    """Do something to an account. Raises NoSuchAct, NoSuchPerson, NotYourRegister."""
    actor, chosen = actor_of(request), ACTS.get(act)
    if chosen is None:
        raise NoSuchAct("没有这项操作，请回到人员页面重新选择")
    person = person_for(actor, account)
    must_administer(actor, own_tenant(actor), chosen.by)
    form = chosen.form(
        request.POST if request.method == "POST" else None,
        initial={"name": person.name, "email": person.email},
    )
    if form.is_valid():
        told = {"account": account, **form.cleaned_data}
        if _written(form, chosen.write, told, actor=actor, now=timezone.now()):
            messages.success(request, f"{person.name}：{chosen.done}")
            return redirect(ROOM[1])
    about = f"{person.name}（{person.account}）"
    return _form(request, form, says=chosen.says, about=about, tells=chosen.tells, is_grave=chosen.is_grave)


@read_or_write
def on_seat(request: HttpRequest, role: str) -> HttpResponse:
    """Appoint an administrator, or let the seat become empty. Raises NoSuchAct, NotYourRegister."""
    actor, tenant = actor_of(request), own_tenant(actor_of(request))
    must_administer(actor, tenant, AdminRole.SECURITY)
    if role not in set(AdminRole):
        raise NoSuchAct("没有这个管理员席位，请回到人员页面重新选择")
    free, unfit = free_accounts(actor, tenant, on=timezone.localdate())
    form = forms.AppointForm(request.POST if request.method == "POST" else None, people=free, unfit=unfit)
    if form.is_valid():
        told: dict[str, object] = {"tenant": tenant.slug, "role": AdminRole(role)}
        account = form.cleaned_data["account"]
        is_vacant = account == forms.VACANT
        write = writing.vacate_seat if is_vacant else writing.appoint_administrator
        if not is_vacant:
            told["account"] = account
        if _written(form, write, told, actor=actor, now=timezone.now()):
            messages.success(request, f"{AdminRole(role).says}席位已调整")
            return redirect(ROOM[1])
    return _form(
        request, form, says=f"调整{AdminRole(role).says}", tells=_sits(actor, tenant, role), is_grave=True
    )


def _sits(actor: Actor, tenant: Tenant, role: str) -> str:
    """Who sits there now; whoever would give away their own seat is told what follows."""
    person = seat_for(actor, tenant=tenant, role=role).person
    if person is None:
        return "这个席位现在空缺。"
    told = f"现由{person.name}（{person.account}）担任；提交之后即由所选人员接替，或者空缺。"
    own = "这是您自己的席位：提交之后您不能再发放密码、调整席位。" if person.pk == actor.person_id else ""
    return told + own


def _let_in(actor: Actor) -> Tenant:
    """The room is for the administrators of the own government. Raises NotYourRegister."""
    tenant = own_tenant(actor)
    if not any(may_administer(actor, tenant.pk, role) for role in AdminRole):
        must_administer(actor, tenant)
    return tenant


def _written(
    form: Form, write: Callable[..., object], told: Mapping[str, object], *, actor: Actor, now: datetime
) -> bool:
    """Run the command; a refusal becomes a sentence in the form, with the input kept."""
    try:
        write(**told, actor=actor, now=now)
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
        return False
    return True


def _form(
    request: HttpRequest, form: Form, *, says: str, about: str = "", tells: str = "", is_grave: bool = False
) -> HttpResponse:
    context = {
        "form": form,
        "says": says,
        "about": about,
        "tells": tells,
        "is_grave": is_grave,
        "back": reverse(ROOM[1]),
        "trail": [(HOME[0], reverse(HOME[1])), (ROOM[0], reverse(ROOM[1])), (says, "")],
    }
    return render(request, "workbench/desk/orgs/act.html", context, status=422 if form.errors else 200)
