"""The desk's pages of joint mechanisms (议事协调机制) and of what meetings decided."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.groundwork.commands import councils as commands
from quancheng.records.groundwork.forms.councils import CouncilForm, EndForm, MemberForm, ResultForm
from quancheng.records.groundwork.forms.gatherings import choices_of
from quancheng.records.groundwork.models import Council
from quancheng.records.groundwork.queries import councils as queries
from quancheng.records.groundwork.queries.gatherings import ids_seen, is_office, units_that_may_owe
from quancheng.records.groundwork.web.gatherings import HOME
from quancheng.ui.cases import LEVEL_TONES
from quancheng.ui.gate import actor_of

PAGE = 50


class NoSuchChange(Refusal):
    """An address that names a change that mechanisms do not have."""

    code = "groundwork.no_such_change"
    status = 404


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a mechanism: its form, its command, and what is said when it is done."""

    form: type[Any]
    command: Callable[..., object]
    says: str
    done: str


CHANGES: Mapping[str, Change] = {
    "join": Change(MemberForm, commands.join_council, "增加成员单位", "已加入"),
    "leave": Change(MemberForm, commands.leave_council, "成员单位退出", "已退出"),
    "end": Change(EndForm, commands.end_council, "终止机制", "已终止，议定事项继续跟踪"),
}


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """The mechanisms of the government."""
    today = timezone.localdate()
    found = queries.councils_listed(actor_of(request), on=today)
    context = {"councils": found, "trail": [(HOME[0], reverse(HOME[1])), ("议事协调机制", "")]}
    return render(request, "groundwork/desk/councils.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write down a mechanism."""
    actor = actor_of(request)
    form = CouncilForm(request.POST or None, initial={"unit_id": actor.unit_id})
    form.offer(choices_of(units_that_may_owe(actor)))
    if request.method == "POST" and form.is_valid():
        try:
            council = commands.found_council(**form.cleaned_data, actor=actor, now=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "已登记")
            return redirect("groundwork_desk:council", council.pk)
    trail = [(HOME[0], reverse(HOME[1])), ("议事协调机制", reverse("groundwork_desk:councils")), ("登记", "")]
    status = 422 if request.method == "POST" else 200
    return render(request, "groundwork/desk/council_form.html", {"form": form, "trail": trail}, status=status)


@require_safe
def council(request: HttpRequest, council_id: int) -> HttpResponse:
    """One mechanism: its units over time, its meetings, what they decided. Raises NoSuchCouncil."""
    actor = actor_of(request)
    return _show(request, actor, queries.council_for(actor, council_id))


@require_POST
def change(request: HttpRequest, council_id: int, act: str) -> HttpResponse:
    """Let a unit join or leave, or end it. Raises NoSuchChange, NoSuchCouncil."""
    actor, asked = actor_of(request), CHANGES.get(act)
    if asked is None:
        raise NoSuchChange("没有这一项办理，请回到议事协调机制的页面重新选择", act=act)
    one = queries.council_for(actor, council_id)
    form = _form(actor, act, asked, request.POST)
    if form.is_valid():
        try:
            asked.command(council_id=council_id, **form.cleaned_data, actor=actor, now=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, asked.done)
            return redirect("groundwork_desk:council", council_id)
    return _show(request, actor, one, refused=(act, form))


@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """What is still to be done, the most urgent first."""
    actor = actor_of(request)
    is_whole = request.GET.get("scope") == "all" and is_office(actor)
    return _decisions(request, actor, is_whole=is_whole)


@require_POST
def settle(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Write down the result of a decision. Raises NoSuchDecision, NotYourDecision."""
    actor = actor_of(request)
    queries.decision_for(actor, decision_id)
    form = ResultForm(request.POST, auto_id=f"settle_{decision_id}_%s")
    if form.is_valid():
        try:
            commands.settle_decision(
                decision_id=decision_id, **form.cleaned_data, actor=actor, now=timezone.now()
            )
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "办理结果已登记，这件议定事项办结")
            return redirect("groundwork_desk:decisions")
    return _decisions(request, actor, is_whole=is_office(actor), refused=(decision_id, form))


def _decisions(
    request: HttpRequest, actor: Actor, *, is_whole: bool, refused: tuple[int, ResultForm] | None = None
) -> HttpResponse:
    found = queries.open_decisions(actor, is_whole=is_whole)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    turned = dict([refused]) if refused else {}
    lines = [
        (each, LEVEL_TONES[each.level], turned.get(pk) or ResultForm(auto_id=f"settle_{pk}_%s"), pk in turned)
        for each in queries.followed(page.object_list, today=timezone.localdate())
        for pk in [each.decision.pk]
    ]
    context = {
        "lines": lines,
        "opened": ids_seen(actor, [each.decision.gathering_id for each, *_ in lines]),
        "page": page,
        "is_whole": is_whole,
        "is_office": is_office(actor),
        "refused": refused,
        "trail": [(HOME[0], reverse(HOME[1])), ("议定事项", "")],
    }
    return render(request, "groundwork/desk/decisions.html", context, status=422 if refused else 200)


def _form(actor: Actor, act: str, asked: Change, data: Any = None) -> Any:
    form = asked.form(data, auto_id=f"{act}_%s", initial={"on": timezone.localdate()})
    if hasattr(form, "offer"):
        form.offer(choices_of(units_that_may_owe(actor)))
    return form


def _show(
    request: HttpRequest, actor: Actor, one: Council, *, refused: tuple[str, Any] | None = None
) -> HttpResponse:
    today = timezone.localdate()
    of_council = queries.decisions_for(actor).filter(gathering__council=one)
    context = {
        "council": one,
        "members": one.members.select_related("unit"),
        "meetings": queries.meetings_of(actor, one),
        "decisions": queries.followed(of_council, today=today),
        "may_keep": queries.may_keep(actor, one),
        "is_lead": actor.unit_id == one.unit_id and one.until_on is None,
        "changes": [
            (act, asked.says, refused[1] if refused and refused[0] == act else _form(actor, act, asked),
             bool(refused and refused[0] == act))
            for act, asked in CHANGES.items()
        ],
        "refused": refused[1] if refused else None,
        "trail": [
            (HOME[0], reverse(HOME[1])), ("议事协调机制", reverse("groundwork_desk:councils")), (one.name, "")
        ],
    }  # fmt: skip
    return render(request, "groundwork/desk/council.html", context, status=422 if refused else 200)
