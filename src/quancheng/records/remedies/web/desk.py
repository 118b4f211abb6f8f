"""The desk's pages of proceedings: the list, the page of one, its steps, entering one."""

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
from quancheng.records.remedies.commands import proceedings as entering
from quancheng.records.remedies.commands.proceedings import Filing
from quancheng.records.remedies.forms.proceedings import (
    ColumnForm,
    FilingForm,
    HandingOnForm,
    KnownForm,
    LessonsForm,
    LookingForm,
)
from quancheng.records.remedies.models import Proceeding
from quancheng.records.remedies.queries import proceedings as queries
from quancheng.records.remedies.queries.measures import units_to_urge
from quancheng.records.remedies.web.lines import proceeding_lines
from quancheng.records.remedies.web.proceeding_page import proceeding_page
from quancheng.records.remedies.web.steps import offers_for
from quancheng.records.remedies.workflow import ENTERS
from quancheng.ui.cases import Refused
from quancheng.ui.entered import version_of
from quancheng.ui.gate import actor_of

PAGE = 50
HOME = ("复议和诉讼", "remedies_desk:proceedings")


class NoSuchStep(Refusal):
    """An address that names a step that there is not."""

    code = "remedies.no_such_step"
    status = 404


@require_safe
def proceedings(request: HttpRequest) -> HttpResponse:
    """What was brought against my unit, or for the office against any, the most urgent first."""
    actor, today = actor_of(request), timezone.localdate()
    form = LookingForm(request.GET)
    wanted = form.wanted()
    listed = queries.proceedings_listed(actor, wanted, today=today)
    page = Paginator(listed, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form, "wanted": wanted, "page": page, "asked": request.GET.urlencode(),
        "lines": proceeding_lines(page.object_list, today=today),
        "counts": queries.proceedings_at_a_glance(actor, today=today),
        "is_office": queries.is_office(actor), "may_enter": bool(actor.roles & ENTERS),
    }  # fmt: skip
    return render(request, "remedies/desk/proceedings.html", context)


@require_safe
def proceeding(request: HttpRequest, proceeding_id: int) -> HttpResponse:
    """One of them. Raises NoSuchProceeding."""
    actor = actor_of(request)
    return show(request, actor, queries.proceeding_for(actor, proceeding_id))


@require_POST
def step(request: HttpRequest, proceeding_id: int, code: str) -> HttpResponse:
    """Take one step; what is refused is shown in its place. Raises NoSuchStep, NoSuchProceeding."""
    actor = actor_of(request)
    seen = queries.proceeding_for(actor, proceeding_id)
    offer = offers_for(seen.kind).get(code)
    if offer is None:
        raise NoSuchStep("没有这个步骤，请回到案件页面重新选择", step=code)
    form = offer.form(request.POST, auto_id=f"{code}_%s")
    if isinstance(form, HandingOnForm):
        form.offer(units_to_urge(actor) if queries.is_office(actor) else ())
    if form.is_valid():
        told = {"version": version_of(request), **form.cleaned_data}
        try:
            offer.command(proceeding_id=proceeding_id, **told, actor=actor, now=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, offer.done)
            return redirect("remedies_desk:proceeding", proceeding_id)
    return show(request, actor, seen, refused=Refused(code, form))


@require_POST
def known(request: HttpRequest, proceeding_id: int) -> HttpResponse:
    """Put down when what is attacked was received. Raises NoSuchProceeding."""
    form, done = KnownForm(request.POST, auto_id="known_%s"), "已登记收到日期"
    return _written(request, proceeding_id, "known", form, entering.note_known, done)


@require_POST
def lessons(request: HttpRequest, proceeding_id: int) -> HttpResponse:
    """Put down what was learned. Raises NoSuchProceeding."""
    form = LessonsForm(request.POST)
    return _written(request, proceeding_id, "lessons", form, entering.write_lessons, "已保存经验教训")


@require_POST
def column(request: HttpRequest, proceeding_id: int) -> HttpResponse:
    """Count it in another column of table 四. Raises NoSuchProceeding."""
    form = ColumnForm(request.POST)
    return _written(request, proceeding_id, "column", form, entering.count_otherwise, "已改列，年报随之变化")


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Enter a reconsideration or a suit against what my unit has in hand; first it is said against which."""
    actor, number = actor_of(request), request.GET.get("request", "").strip()
    context: dict[str, Any] = {"number": number, "trail": trail(("登记", ""))}
    if not number:
        return render(request, "remedies/desk/enter.html", context)
    try:
        attacked, context["linked"] = queries.attacked_named(actor, number)
    except Refusal as refusal:
        context["fault"] = refusal.sentence
        return render(request, "remedies/desk/enter.html", context, status=refusal.status)
    form = FilingForm(request.POST or None, initial={"accepted_on": timezone.localdate()})
    form.offer(queries.replies_to(actor, attacked), queries.reviews_of(actor, number))
    if request.method == "POST" and form.is_valid():
        filing = Filing(request=number, **form.cleaned_data)
        try:
            made = entering.enter_proceeding(filing=filing, actor=actor, now=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, f"已登记，编号{made.number}")
            return redirect("remedies_desk:proceeding", made.pk)
    status = 422 if form.errors else 200
    return render(request, "remedies/desk/enter.html", {**context, "form": form}, status=status)


def show(
    request: HttpRequest, actor: Actor, seen: Proceeding, *, refused: Refused | None = None
) -> HttpResponse:
    """The page of a proceeding, with what was just turned away in its place."""
    page = proceeding_page(actor, seen, today=timezone.localdate(), refused=refused)
    context = {"page": page, "refused": refused, "trail": trail((seen.number, ""))}
    return render(request, "remedies/desk/proceeding.html", context, status=422 if refused else 200)


def trail(*below: tuple[str, str]) -> list[tuple[str, str]]:
    """The way back to the list."""
    return [(HOME[0], reverse(HOME[1])), *below]


def _written(
    request: HttpRequest, proceeding_id: int, code: str, form: Form, command: Any, done: str
) -> HttpResponse:
    actor = actor_of(request)
    seen = queries.proceeding_for(actor, proceeding_id)
    if form.is_valid():
        try:
            command(proceeding_id=proceeding_id, **form.cleaned_data, actor=actor, now=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, done)
            return redirect("remedies_desk:proceeding", proceeding_id)
    return show(request, actor, seen, refused=Refused(code, form))
