"""The pages of conferences (会商) and coordination: the list, one of them, calling one."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.permission import steps_open_to
from quancheng.records.disclosure.commands import conference as writing
from quancheng.records.disclosure.forms.supervising import (
    AlsoForm,
    CallForm,
    ConcludeForm,
    SayForm,
    WhyForm,
)
from quancheng.records.disclosure.models import Conference
from quancheng.records.disclosure.queries import conference as queries
from quancheng.records.disclosure.queries.requests import request_for, requests_for
from quancheng.records.disclosure.rules.conference import SAYS, TONES, Standing
from quancheng.ui.cases import Refused
from quancheng.ui.entered import version_of
from quancheng.ui.gate import actor_of

PAGE = 50
USUAL_DAYS = 3  # [D] working days proposed for an opinion: the period to answer goes on meanwhile


class NoSuchStep(Refusal):
    """An address that names a step that there is none of."""

    code = "disclosure.no_such_joint_step"
    status = 404


@dataclass(frozen=True, slots=True)
class Act:
    """A step on the page: its form, its command, and what is said when it is done."""

    form: type[Form]
    command: Callable[..., Any]
    done: str
    says: str
    takes_version: bool = True
    is_grave: bool = False


@dataclass(frozen=True, slots=True)
class Offered:
    """A step that the reader may take now."""

    code: str
    act: Act
    form: Form
    href: str
    is_open: bool


ACTS: Mapping[str, Act] = {
    "say": Act(SayForm, writing.give_opinion, "意见已反馈，发起单位已收到通知", "反馈本单位意见", False),
    "conclude": Act(ConcludeForm, writing.conclude_joint, "结论已记录，参加单位已收到通知", "形成结论"),
    "ask_also": Act(AlsoForm, writing.ask_also, "已通知该单位", "增加单位或者改期限"),
    "drop": Act(WhyForm, writing.drop_joint, "已取消，参加单位已收到通知", "取消", is_grave=True),
}


@require_safe
def joints(request: HttpRequest) -> HttpResponse:
    """Those that the reader's unit called or is asked in; for the office all, what is open first."""
    actor = actor_of(request)
    page = Paginator(queries.joints_for(actor), PAGE).get_page(request.GET.get("page"))
    stood = [(one, Standing(one.case.state)) for one in page.object_list]
    rows = [(one, SAYS[standing], TONES[standing]) for one, standing in stood]
    context = {"page": page, "rows": rows, "today": timezone.localdate(), "trail": _trail()}
    return render(request, "disclosure/desk/supervision/conferences.html", context)


@require_safe
def joint(request: HttpRequest, joint_id: int) -> HttpResponse:
    """One of them. Raises NoSuchJoint."""
    actor = actor_of(request)
    return _show(request, actor, queries.joint_for(actor, joint_id))


@require_http_methods(["GET", "HEAD", "POST"])
def call(request: HttpRequest, number: str) -> HttpResponse:
    """Call units together about a request. Raises NoSuchRequest."""
    actor, today = actor_of(request), timezone.localdate()
    about = request_for(actor, number)
    initial = {"until": queries.in_days(USUAL_DAYS, today=today)}
    form = CallForm(request.POST or None, initial=initial)
    form.offer(queries.units_to_call(actor, on=today))
    if request.method == "POST" and form.is_valid():
        try:
            called = writing.call_joint(number=number, **form.cleaned_data, actor=actor, now=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "已通知参加单位；答复期限照常计算")
            return redirect("disclosure_desk:joint", called.pk)
    context = {"form": form, "about": about, "trail": _trail("发起")}
    status = 422 if form.errors else 200
    return render(request, "disclosure/desk/supervision/call.html", context, status=status)


@require_POST
def step(request: HttpRequest, joint_id: int, code: str) -> HttpResponse:
    """Take one step; what is refused is shown in its place. Raises NoSuchStep, NoSuchJoint."""
    actor = actor_of(request)
    act, seen = ACTS.get(code), queries.joint_for(actor, joint_id)
    if act is None:
        raise NoSuchStep("没有这个步骤，请回到页面重新选择", step=code)
    form = _form(code, act, actor, request.POST, today=timezone.localdate())
    if form.is_valid():
        version = {"version": version_of(request)} if act.takes_version else {}
        try:
            act.command(joint_id=joint_id, **version, **form.cleaned_data, actor=actor, now=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, act.done)
            return redirect("disclosure_desk:joint", joint_id)
    return _show(request, actor, seen, refused=Refused(code, form))


def _show(
    request: HttpRequest, actor: Actor, seen: Conference, *, refused: Refused | None = None
) -> HttpResponse:
    today = timezone.localdate()
    opinions, standing = list(queries.asked_in(seen)), Standing(seen.case.state)
    context = {
        "joint": seen,
        "state": SAYS[standing],
        "tone": TONES[standing],
        "opinions": opinions,
        "given": sum(1 for one in opinions if one.given_at),
        "today": today,
        "acts": list(_offered(actor, seen, opinions_of=own(actor, opinions), today=today, refused=refused)),
        "version": seen.case.version,
        "refused": refused,
        "opens_request": requests_for(actor).filter(pk=seen.request_id).exists(),
        "trail": _trail(str(seen.get_sort_display())),
    }
    status = 422 if refused else 200
    return render(request, "disclosure/desk/supervision/conference.html", context, status=status)


def own(actor: Actor, opinions: list[Any]) -> str | None:
    """What the actor's unit has said so far; None where it is not asked."""
    return next((one.opinion for one in opinions if one.unit_id == actor.unit_id), None)


def _offered(
    actor: Actor, seen: Conference, *, opinions_of: str | None, today: date, refused: Refused | None
) -> Iterator[Offered]:
    opened = {one.code for one in steps_open_to(seen.case, actor, today=today)}
    if opinions_of is None:
        opened.discard("say")
    for code, act in ACTS.items():
        turned = refused.form if refused and refused.code == code else None
        if code not in opened and turned is None:
            continue
        form = turned or _form(code, act, actor, None, today=today, said=opinions_of or "")
        href = reverse("disclosure_desk:joint_step", args=[seen.pk, code])
        yield Offered(code, act, form, href, is_open=turned is not None or code == "say")


def _form(code: str, act: Act, actor: Actor, data: Any, *, today: date, said: str = "") -> Form:
    initial = {"held_on": today, "opinion": said, "until": queries.in_days(USUAL_DAYS, today=today)}
    form = act.form(data, initial=initial, auto_id=f"{code}_%s")
    if isinstance(form, AlsoForm):
        form.offer(queries.units_to_call(actor, on=today))
    return form


def _trail(here: str = "") -> list[tuple[str, str]]:
    home = [
        ("依申请公开", reverse("disclosure_desk:requests")),
        ("监管", reverse("disclosure_desk:supervision")),
    ]
    if not here:
        return [*home, ("会商和协调", "")]
    return [*home, ("会商和协调", reverse("disclosure_desk:joints")), (here, "")]
