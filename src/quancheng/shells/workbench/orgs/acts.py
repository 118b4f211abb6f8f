"""What may be done to a unit, a post or a holding: each one form, one POST, one command."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs import queries
from quancheng.kernel.orgs.authority import must_administer, must_arrange_deputies
from quancheng.kernel.orgs.commands import posts, units
from quancheng.kernel.orgs.handover import InHand, left_by, left_by_unit
from quancheng.kernel.orgs.models import Unit
from quancheng.shells.workbench.orgs import forms
from quancheng.shells.workbench.orgs.pages import HOME
from quancheng.shells.workbench.orgs.queries import administered_tenant, offer_for
from quancheng.ui.gate import actor_of


class NoSuchAct(Refusal):
    """The address names nothing that can be done here."""

    code = "workbench.no_such_act"
    status = 404


@dataclass(frozen=True, slots=True)
class Act:
    """A word, the shape of its input, the command, and by which word the command knows its subject."""

    says: str
    form: type[forms.ActForm]
    write: Callable[..., object]
    subject: str
    done: str
    tells: str = ""  # what follows from it, above the form
    is_grave: bool = False
    for_heads: bool = False  # the head of the unit may do it too
    is_leaving: bool = False  # nothing may be left in hand
    starts_today: str = ""  # the day that is usually today


UNIT_ACTS: Mapping[str, Act] = {
    "rename": Act("更名", forms.RenameForm, units.rename_unit, "unit_id", "已更名", starts_today="from_on"),
    "alias": Act("增加别名", forms.AliasForm, units.add_alias, "unit_id", "别名已登记"),
    "move": Act("调整隶属", forms.MoveForm, units.move_unit, "unit_id", "隶属已调整", starts_today="from_on"),
    "post": Act("设岗", forms.PostForm, posts.open_post, "unit_id", "岗位已设立", starts_today="opened_on"),
    "merge": Act(
        "并入其他单位",
        forms.MergeForm,
        units.merge_unit,
        "unit_id",
        "已并入",
        is_grave=True,
        starts_today="last_on",
    ),
    "close": Act(
        "撤销单位",
        forms.LastDayForm,
        units.close_unit,
        "unit_id",
        "单位已撤销",
        is_grave=True,
        starts_today="last_on",
    ),
}
POST_ACTS: Mapping[str, Act] = {
    "roles": Act(
        "调整角色",
        forms.RolesForm,
        posts.change_roles,
        "post_id",
        "角色已调整",
        tells="提交之后，在岗人员和代理人能办的事项随即改变；调整前后的角色都记入审计。",
    ),
    "seat": Act(
        "安排人员", forms.SeatForm, posts.seat_person, "post_id", "人员已到岗", starts_today="from_on"
    ),
    "close": Act(
        "撤岗",
        forms.LastDayForm,
        posts.close_post,
        "post_id",
        "岗位已撤销",
        is_grave=True,
        starts_today="last_on",
    ),
}
HOLDING_ACTS: Mapping[str, Act] = {
    "deputy": Act(
        "安排代理",
        forms.DeputyForm,
        posts.seat_deputy,
        "holding_id",
        "代理已安排",
        for_heads=True,
        starts_today="from_on",
    ),
    "relieve": Act(
        "办理离岗",
        forms.LastDayForm,
        posts.relieve_person,
        "holding_id",
        "已办理离岗",
        is_grave=True,
        is_leaving=True,
        starts_today="last_on",
    ),
    "call-off": Act(
        "取消代理",
        forms.NoWordForm,
        posts.call_off_deputy,
        "holding_id",
        "代理已取消",
        tells="代理还没有开始。取消之后，代理人不会到岗；这次取消记入审计。",
        is_grave=True,
        for_heads=True,
    ),
    "end": Act(
        "结束代理",
        forms.LastDayForm,
        posts.relieve_person,
        "holding_id",
        "代理的末日已登记",
        is_grave=True,
        is_leaving=True,
        for_heads=True,
        starts_today="last_on",
    ),
}
read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@read_or_write
def add(request: HttpRequest) -> HttpResponse:
    """Register a unit. Raises NotYourRegister."""
    actor, now = actor_of(request), timezone.now()
    tenant = administered_tenant(actor)
    offer = offer_for(actor, tenant, on=timezone.localdate(now))
    form = (
        forms.AddUnitForm(request.POST, offer=offer)
        if request.method == "POST"
        else forms.AddUnitForm(offer=offer, initial={"under": request.GET.get("under")})
    )
    if form.is_valid():
        try:
            made = units.add_unit(tenant=tenant.slug, actor=actor, now=now, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, f"已登记“{made.name}”")
            return redirect("workbench:orgs_unit", made.pk)
    context = {"form": form, "says": "新增单位", "trail": [(HOME[0], reverse(HOME[1])), ("新增单位", "")]}
    return render(request, "workbench/desk/orgs/act.html", context, status=422 if form.errors else 200)


@read_or_write
def on_unit(request: HttpRequest, unit_id: int, act: str) -> HttpResponse:
    """Do something to a unit. Raises NoSuchAct, NoSuchUnit, NotYourRegister."""
    unit = queries.unit_for(actor_of(request), unit_id)
    started = {"name": unit.name, "short_name": unit.short_name}
    doing = _act(UNIT_ACTS, act)
    left = left_by_unit(unit.pk) if doing.is_grave else ()
    return _page(request, doing, unit.pk, unit, about=unit.name, started=started, left=left)


@read_or_write
def on_post(request: HttpRequest, post_id: int, act: str) -> HttpResponse:
    """Do something to a post. Raises NoSuchAct, NoSuchPost, NotYourRegister."""
    post = queries.post_for(actor_of(request), post_id)
    started = {"roles": [one.role for one in post.roles.all()]}
    return _page(request, _act(POST_ACTS, act), post.pk, post.unit, about=post.title, started=started)


@read_or_write
def on_holding(request: HttpRequest, holding_id: int, act: str) -> HttpResponse:
    """Do something about a person in a post. Raises NoSuchAct, NoSuchHolding, NotYourRegister."""
    held = queries.holding_for(actor_of(request), holding_id)
    about = f"{held}（{held.post.title}）"
    doing = _act(HOLDING_ACTS, act)
    left = left_by(person_id=held.person_id, post_id=held.post_id) if doing.is_leaving else ()
    return _page(request, doing, held.pk, held.post.unit, about=about, left=left)


def _page(
    request: HttpRequest,
    act: Act,
    subject_id: int,
    unit: Unit,
    *,
    about: str,
    started: Mapping[str, object] | None = None,
    left: Sequence[InHand] = (),
) -> HttpResponse:
    actor, now = actor_of(request), timezone.now()
    today = timezone.localdate(now)
    _must_be_let(actor, act, unit, today)
    offer = offer_for(actor, unit.tenant, on=today, but=[unit.pk])
    if request.method == "POST":
        form = act.form(request.POST, offer=offer)
    else:
        form = act.form(offer=offer, initial={**(started or {}), act.starts_today: today})
    if form.is_valid() and _written(form, act, subject_id, actor, now):
        messages.success(request, f"{about}：{act.done}")
        return redirect("workbench:orgs_unit", unit.pk)
    context = {
        "form": form,
        "says": act.says,
        "tells": act.tells,
        "about": about,
        "is_grave": act.is_grave,
        "left": left,
        "back": reverse("workbench:orgs_unit", args=[unit.pk]),
        "trail": _trail(unit, act.says),
    }
    return render(request, "workbench/desk/orgs/act.html", context, status=422 if form.errors else 200)


def _written(form: forms.ActForm, act: Act, subject_id: int, actor: Actor, now: datetime) -> bool:
    """Run the command; a refusal becomes a sentence in the form, with the input kept."""
    try:
        act.write(**{act.subject: subject_id}, **form.cleaned_data, actor=actor, now=now)
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
        return False
    return True


def _act(known: Mapping[str, Act], told: str) -> Act:
    if told not in known:
        raise NoSuchAct("没有这项操作，请回到单位页面重新选择")
    return known[told]


def _must_be_let(actor: Actor, act: Act, unit: Unit, today: date) -> None:
    """Nobody is shown a form that the command would refuse them."""
    if act.for_heads:
        must_arrange_deputies(actor, queries.acting_unit(unit, on=today))
    else:
        must_administer(actor, unit.tenant)


def _trail(unit: Unit, here: str) -> list[tuple[str, str]]:
    return [
        (HOME[0], reverse(HOME[1])),
        (unit.name, reverse("workbench:orgs_unit", args=[unit.pk])),
        (here, ""),
    ]
