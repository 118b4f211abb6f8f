"""The pages of demands (转办): the list, one of them, handing one on."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.definition import Circle
from quancheng.kernel.casework.permission import steps_open_to
from quancheng.kernel.casework.timeline import timeline
from quancheng.records.disclosure.commands import demands as writing
from quancheng.records.disclosure.forms.supervising import HandForm, NothingForm, ResultForm, WhyForm
from quancheng.records.disclosure.models import Demand
from quancheng.records.disclosure.queries import demands as queries
from quancheng.records.disclosure.queries.agencies import agencies_to_ask
from quancheng.records.disclosure.queries.conference import in_days
from quancheng.records.disclosure.queries.requests import request_for, requests_for
from quancheng.records.disclosure.rules.demands import CHECKING, SAYS, TONES, Standing
from quancheng.records.disclosure.web.supervision.conference import Act, NoSuchStep, Offered
from quancheng.ui.cases import Refused, history_of
from quancheng.ui.entered import version_of
from quancheng.ui.gate import actor_of

PAGE = 50
USUAL_DAYS = 20  # [D] working days proposed for settling a demand

ACTS: Mapping[str, Act] = {
    "accept": Act(NothingForm, writing.accept_demand, "已接收，请在期限内报送结果", "接收"),
    "report": Act(ResultForm, writing.report_demand, "结果已报送，等待核实", "报送结果"),
    "settle": Act(ResultForm, writing.settle_demand, "已核实：诉求实质解决", "核实：已解决"),
    "leave": Act(ResultForm, writing.leave_demand, "已核实：未能解决", "核实：未能解决", is_grave=True),
    "again": Act(WhyForm, writing.send_demand_again, "已退回继续办理", "退回继续办理"),
    "refuse": Act(WhyForm, writing.refuse_demand, "已退回转出单位", "不属于本单位，退回", is_grave=True),
}


@require_safe
def demands(request: HttpRequest) -> HttpResponse:
    """Those that the reader's unit handed on or owns; for the office all, what is open first."""
    actor, today = actor_of(request), timezone.localdate()
    page = Paginator(queries.demands_for(actor), PAGE).get_page(request.GET.get("page"))
    stood = [(one, Standing(one.case.state)) for one in page.object_list]
    rows = [(one, SAYS[standing], TONES[standing]) for one, standing in stood]
    handed, settled = queries.seen_and_settled(actor)
    context = {
        "page": page, "rows": rows, "today": today, "handed": handed, "settled": settled, "trail": _trail(),
    }  # fmt: skip
    return render(request, "disclosure/desk/supervision/demands.html", context)


@require_safe
def demand(request: HttpRequest, demand_id: int) -> HttpResponse:
    """One of them. Raises NoSuchDemand."""
    actor = actor_of(request)
    return _show(request, actor, queries.demand_for(actor, demand_id))


@require_http_methods(["GET", "HEAD", "POST"])
def hand_on(request: HttpRequest, number: str) -> HttpResponse:
    """Hand a demand of a request on. Raises NoSuchRequest."""
    actor, today = actor_of(request), timezone.localdate()
    about = request_for(actor, number)
    form = HandForm(request.POST or None, initial={"until": in_days(USUAL_DAYS, today=today)})
    form.offer(agencies_to_ask(on=today).filter(tenant_id=about.tenant_id))
    if request.method == "POST" and form.is_valid():
        try:
            handed = writing.hand_on_demand(
                number=number, **form.cleaned_data, actor=actor, now=timezone.now()
            )
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "已转办，承办单位已收到通知；这件申请仍按期答复")
            return redirect("disclosure_desk:demand", handed.pk)
    context = {"form": form, "about": about, "trail": _trail("转办诉求")}
    status = 422 if form.errors else 200
    return render(request, "disclosure/desk/supervision/hand_on.html", context, status=status)


@require_POST
def step(request: HttpRequest, demand_id: int, code: str) -> HttpResponse:
    """Take one step; what is refused is shown in its place. Raises NoSuchStep, NoSuchDemand."""
    actor = actor_of(request)
    act, seen = ACTS.get(code), queries.demand_for(actor, demand_id)
    if act is None:
        raise NoSuchStep("没有这个步骤，请回到页面重新选择", step=code)
    form = act.form(request.POST, auto_id=f"{code}_%s")
    if form.is_valid():
        try:
            act.command(
                demand_id=demand_id, version=version_of(request), **form.cleaned_data, actor=actor,
                now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, act.done)
            return redirect("disclosure_desk:demand", demand_id)
    return _show(request, actor, seen, refused=Refused(code, form))


def _show(
    request: HttpRequest, actor: Actor, seen: Demand, *, refused: Refused | None = None
) -> HttpResponse:
    today, standing = timezone.localdate(), Standing(seen.case.state)
    context = {
        "demand": seen,
        "state": SAYS[standing],
        "tone": TONES[standing],
        "is_late": seen.case.due_on is not None and seen.case.due_on < today,
        "acts": list(_offered(actor, seen, today=today, refused=refused)),
        "version": seen.case.version,
        "refused": refused,
        "history": list(history_of(timeline(seen.case, reader=Circle.STAFF)))[::-1],
        "opens_request": requests_for(actor).filter(pk=seen.request_id).exists(),
        "trail": _trail(f"转办{seen.pk}"),
    }
    status = 422 if refused else 200
    return render(request, "disclosure/desk/supervision/demand.html", context, status=status)


def _offered(actor: Actor, seen: Demand, *, today: date, refused: Refused | None) -> Iterator[Offered]:
    opened = {one.code for one in steps_open_to(seen.case, actor, today=today)}
    if not queries.may_check(actor, seen):
        opened -= {one.code for one in CHECKING}
    for code, act in ACTS.items():
        turned = refused.form if refused and refused.code == code else None
        if code not in opened and turned is None:
            continue
        href = reverse("disclosure_desk:demand_step", args=[seen.pk, code])
        form = turned or act.form(auto_id=f"{code}_%s")
        yield Offered(code, act, form, href, is_open=turned is not None or code in {"report", "settle"})


def _trail(here: str = "") -> list[tuple[str, str]]:
    home = [
        ("依申请公开", reverse("disclosure_desk:requests")),
        ("监管", reverse("disclosure_desk:supervision")),
    ]
    if not here:
        return [*home, ("转办事项", "")]
    return [*home, ("转办事项", reverse("disclosure_desk:demands")), (here, "")]
