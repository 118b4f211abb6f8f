"""The register of seals: the list, one seal, a new one, handed over, stopped."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.seals import commands, queries
from quancheng.shells.workbench.seals.forms import HandOverForm, SealForm, StopForm
from quancheng.shells.workbench.seals.view import card, may_manage, tabs, trail
from quancheng.ui.entered import turn_away, version_of
from quancheng.ui.gate import actor_of
from quancheng.ui.sure import only_when_sure

LATEST = 10


@dataclass(slots=True)
class Forms:
    """The forms of a seal's page; one that was just refused stands in its place."""

    hand_over: HandOverForm = field(default_factory=lambda: HandOverForm(auto_id="hand_%s"))
    stop: StopForm = field(default_factory=lambda: StopForm(auto_id="stop_%s"))
    refused: str = ""


@require_safe
def seals(request: HttpRequest) -> HttpResponse:
    """The seals of my unit and those that my post keeps; for the office all of its government."""
    actor, today = actor_of(request), timezone.localdate()
    context = {
        "cards": [card(actor, one, today=today) for one in queries.seals_for(actor)],
        "may_register": queries.may_register(actor),
        "tabs": tabs(actor, "seals", today=today),
    }
    return render(request, "workbench/desk/seals/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Enter a seal. Raises NotYours."""
    actor, today = actor_of(request), timezone.localdate()
    commands.must_register(actor)
    form = SealForm(request.POST if request.method == "POST" else None, initial={"from_on": today})
    form.offer(queries.keeper_posts(actor, on=today))
    if form.is_bound and form.is_valid():
        try:
            made = commands.register_seal(told=form.told(), actor=actor, now=timezone.now())
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            messages.success(request, f"已登记“{made.name}”")
            return redirect("workbench:seal", made.pk)
    context = {"form": form, "trail": trail("登记印章")}
    return render(request, "workbench/desk/seals/new.html", context, status=422 if form.errors else 200)


@require_safe
def seal(request: HttpRequest, seal_id: int) -> HttpResponse:
    """One seal: how it looks, who keeps it, what it sealed last. Raises NoSuchSeal."""
    return show(request, seal_id)


@only_when_sure
@require_POST
def hand_over(request: HttpRequest, seal_id: int) -> HttpResponse:
    """Another post keeps it. Raises NoSuchSeal."""
    actor = actor_of(request)
    form = HandOverForm(request.POST, auto_id="hand_%s")
    form.offer(queries.keeper_posts(actor, on=timezone.localdate()))
    if form.is_valid():
        try:
            commands.hand_over_seal(
                seal_id=seal_id, version=version_of(request), **form.cleaned_data, actor=actor,
                now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            messages.success(request, "已改由新的岗位保管")
            return redirect("workbench:seal", seal_id)
    return show(request, seal_id, Forms(hand_over=form, refused="hand_over"))


@only_when_sure
@require_POST
def stop(request: HttpRequest, seal_id: int) -> HttpResponse:
    """It seals nothing more. Raises NoSuchSeal."""
    form = StopForm(request.POST, auto_id="stop_%s")
    if form.is_valid():
        try:
            commands.stop_seal(
                seal_id=seal_id, version=version_of(request), **form.cleaned_data,
                actor=actor_of(request), now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            messages.success(request, "印章已停用，已经盖过的文件不受影响")
            return redirect("workbench:seal", seal_id)
    return show(request, seal_id, Forms(stop=form, refused="stop"))


def show(request: HttpRequest, seal_id: int, forms: Forms | None = None) -> HttpResponse:
    """The page of a seal, with what was just turned away in its place. Raises NoSuchSeal."""
    actor, today = actor_of(request), timezone.localdate()
    found = queries.seal_for(actor, seal_id)
    shown = forms or Forms()
    if not shown.hand_over.is_bound:
        shown.hand_over.offer(queries.keeper_posts(actor, on=today))
    context = {
        "card": card(actor, found, today=today),
        "uses": queries.uses_listed(actor, queries.Wanted(seal_id=found.pk))[:LATEST],
        "may_manage": may_manage(actor, found),
        "forms": shown,
        "trail": trail(found.name),
    }
    return render(request, "workbench/desk/seals/one.html", context, status=422 if forms else 200)
