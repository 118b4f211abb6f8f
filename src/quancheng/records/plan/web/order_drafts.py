"""The desk's pages on which the office words a supervision order, before it is issued."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import row_numbers
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.obligations.models import DueItem
from quancheng.records.plan.commands import orders as writing
from quancheng.records.plan.forms.orders import OrderAboutRowForm, OrderForm
from quancheng.records.plan.models import Plan
from quancheng.records.plan.queries import orders as queries
from quancheng.records.plan.queries.levels import gaps_to_urge, overseen_from_above
from quancheng.records.plan.queries.lines import list_lines
from quancheng.records.plan.queries.plans import own_row
from quancheng.records.plan.queries.worklist import urgent
from quancheng.records.plan.rules.subject import subject_of
from quancheng.records.plan.web.orders import trail
from quancheng.ui.entered import turn_away, version_of, version_to_show
from quancheng.ui.gate import actor_of

read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@read_or_write
def new(request: HttpRequest) -> HttpResponse:
    """An order about the duties that were ticked: one to each unit that owes some. Raises NoSuchDuty."""
    actor = actor_of(request)
    told = request.POST if request.method == "POST" else request.GET
    duty_ids = row_numbers(told.getlist("duty"))
    duties = queries.duties_to_order(actor, duty_ids)
    form = OrderForm(request.POST or None, initial=_proposed(actor, duties))
    if request.method == "POST" and form.is_valid():
        try:
            drafted = writing.draft_orders(
                duty_ids=duty_ids, wording=_wording(form), actor=actor, now=timezone.now()
            )
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            return _drafted(request, [order.pk for order in drafted])
    return render(request, "plan/desk/order_new.html", _context(actor, form, duties), status=_status(form))


@read_or_write
def new_about_row(request: HttpRequest, ref: str) -> HttpResponse:
    """An order to one unit about a whole row. Raises NoSuchRow."""
    actor = actor_of(request)
    row = own_row(actor, ref)
    form = OrderAboutRowForm(request.POST or None, initial=_proposed(actor, ()))
    form.offer(queries.units_to_order(actor, row))
    if request.method == "POST" and form.is_valid():
        unit_id = form.cleaned_data["unit_id"]
        try:
            drafted = writing.draft_order_about_row(
                row_ref=ref, unit_id=unit_id, wording=_wording(form), actor=actor, now=timezone.now()
            )
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            return _drafted(request, [order.pk for order in drafted])
    context = {**_context(actor, form, ()), "row": row}
    return render(request, "plan/desk/order_new.html", context, status=_status(form))


@read_or_write
def new_about_gaps(request: HttpRequest, ref: str) -> HttpResponse:
    """An order to each government that was ticked, about what it has not taken up. Raises NoSuchPlan."""
    actor = actor_of(request)
    plan = overseen_from_above(actor, ref)
    told = request.POST if request.method == "POST" else request.GET
    slugs = told.getlist("to")
    form = OrderForm(request.POST or None, initial=_proposed(actor, ()) | _asking_to_take_up(plan))
    if request.method == "POST" and form.is_valid():
        try:
            drafted = writing.draft_orders_about_gaps(
                plan_ref=ref, slugs=slugs, wording=_wording(form), actor=actor, now=timezone.now()
            )
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            return _drafted(request, [order.pk for order in drafted])
    gaps = gaps_to_urge(actor, plan, slugs, today=timezone.localdate())
    units = [each.unit for each in gaps]
    context = {
        **_context(actor, form, ()), "plan": plan, "gaps": gaps, "units": units,
        "known_orders": queries.open_orders_about_rows(actor, plan, units),
    }  # fmt: skip
    return render(request, "plan/desk/order_new.html", context, status=_status(form))


@read_or_write
def edit(request: HttpRequest, order_id: int) -> HttpResponse:
    """A draft in other words. Raises NoSuchOrder."""
    actor = actor_of(request)
    order = queries.order_of_office(actor, order_id)
    said = {"subject": order.subject, "demand": order.demand, "answer_on": order.answer_on}
    form = OrderForm(request.POST or None, initial=said)
    if request.method == "POST" and form.is_valid():
        try:
            writing.amend_order(
                order_id=order_id, version=version_of(request), wording=_wording(form),
                actor=actor, now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            messages.success(request, "督办单草稿已保存，等另一位负责人签发")
            return redirect("plan_desk:order", order_id)
    context = {
        "form": form, "order": order, "version": version_to_show(request, form, order.case.version),
        "trail": trail("修改草稿"),
    }  # fmt: skip
    return render(request, "plan/desk/order_edit.html", context, status=_status(form))


def _context(actor: Actor, form: OrderForm, duties: Iterable[DueItem]) -> dict[str, object]:
    listed = list(duties)
    lines = list_lines(urgent(listed, today=timezone.localdate()))
    known = queries.open_order_labels(actor, listed)
    return {
        "form": form,
        "lines": lines,
        "units": list(dict.fromkeys(line.unit for line in lines)),
        "known": [(line, order) for line in lines for order in known.get(line.id, ())],
        "days": queries.own_supervising(actor, on=timezone.localdate()).answer_days,
        "trail": trail("发督办单"),
    }


def _proposed(actor: Actor, duties: Iterable[DueItem]) -> dict[str, object]:
    """The day in counted working days, and where only one thing is urged its own words as the subject."""
    lines = list_lines(urgent(duties, today=timezone.localdate()))
    titles = list(dict.fromkeys(line.task.title.rstrip("。") for line in lines))
    day = queries.own_answer_day(actor, today=timezone.localdate())
    return {"subject": subject_of(titles[0]) if len(titles) == 1 else "", "answer_on": day}


def _asking_to_take_up(plan: Plan) -> dict[str, object]:
    """What an order about gaps says, unless the office says otherwise."""
    demand = (
        "请对照所列各行，在本级工作要点中逐行承接；确实不涉及的，标为不适用并写明理由。"
        "尚未制定本级工作要点的，请先上传并确认。"
    )
    return {"subject": f"承接{plan.year}年政务公开工作要点", "demand": demand}


def _wording(form: OrderForm) -> writing.OrderWording:
    told = form.cleaned_data
    return writing.OrderWording(subject=told["subject"], demand=told["demand"], answer_on=told["answer_on"])


def _drafted(request: HttpRequest, order_ids: list[int]) -> HttpResponse:
    if len(order_ids) == 1:
        messages.success(request, "督办单草稿已保存，等政务公开机构负责人签发")
        return redirect("plan_desk:order", order_ids[0])
    messages.success(request, f"已按单位起草{len(order_ids)}份督办单，等政务公开机构负责人签发")
    return redirect("plan_desk:orders")


def _status(form: OrderForm) -> int:
    return 422 if form.errors else 200
