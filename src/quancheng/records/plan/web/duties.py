"""The desk's pages on which a unit works off its duties, and the office looks after them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.obligations.models import DueItem
from quancheng.records.plan.commands import duties as writing
from quancheng.records.plan.forms.duties import LookingForm
from quancheng.records.plan.queries import worklist
from quancheng.records.plan.queries.duties import duties_for, duty_for
from quancheng.records.plan.queries.lines import list_lines
from quancheng.records.plan.queries.order_lines import order_lines
from quancheng.records.plan.queries.orders import may_urge, orders_about_duty
from quancheng.records.plan.queries.proposals import evidence_with_links, has_measured_duties
from quancheng.records.plan.web.duty_page import duty_page, step_form
from quancheng.records.plan.web.duty_public import public_side
from quancheng.records.plan.web.duty_steps import OFFERS
from quancheng.records.plan.workflow.duty import CONFIRM, SIGN
from quancheng.ui.cases import Offer, Refused
from quancheng.ui.entered import version_of
from quancheng.ui.gate import actor_of

PAGE = 50
HOME = ("责任事项", "plan_desk:duties")


class NoSuchStep(Refusal):
    """An address that names a step that duties do not have."""

    code = "plan.no_such_step"
    status = 404


@require_safe
def duties(request: HttpRequest) -> HttpResponse:
    """What my unit owes, or what the office has laid upon all units."""
    actor, today = actor_of(request), timezone.localdate()
    counts = worklist.duties_at_a_glance(actor, today=today)
    form = LookingForm(request.GET, soon=counts.soon_days)
    wanted = form.wanted()
    page = Paginator(worklist.duties_listed(actor, wanted, today=today), PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "form": form,
        "wanted": wanted,
        "told": filters_told(request),
        "page": page,
        "lines": list_lines(worklist.urgent(page.object_list, today=today)),
        "is_narrowed": bool(wanted.state or wanted.urgency or wanted.word),
        "counts": counts,
        "may_oversee": worklist.may_oversee(actor),
        "has_measured": has_measured_duties(actor),
        "may_sign": bool(actor.roles & SIGN.by),
        "may_confirm": bool(actor.roles & CONFIRM.by),
    }
    return render(request, "plan/desk/duties.html", context)


@require_POST
def sign_all(request: HttpRequest) -> HttpResponse:
    """Take note of everything that waits for my unit's signature."""
    try:
        count = writing.sign_all(actor=actor_of(request), now=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, f"已签收{count}项责任事项")
    return redirect("plan_desk:duties")


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """What waits for the head's confirmation, to be confirmed several at once."""
    actor = actor_of(request)
    status = 200
    if request.method == "POST":
        try:
            count = writing.confirm_duties(seen=_ticked(request), actor=actor, now=timezone.now())
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
            status = refusal.status
        else:
            messages.success(request, f"已确认{count}项责任事项")
            return redirect("plan_desk:duties_confirm")
    waiting = list(worklist.duties_to_confirm(actor))
    lines = list_lines(worklist.urgent(waiting, today=timezone.localdate()))
    evidence = evidence_with_links(actor, waiting)
    context = {
        "waiting": [(line, evidence[line.id], f"{line.id}-{line.version}") for line in lines],
        "ticked": set(request.POST.getlist("duty")),
        "trail": _trail("待我确认"),
    }
    return render(request, "plan/desk/duties_confirm.html", context, status=status)


@require_safe
def duty(request: HttpRequest, duty_id: int) -> HttpResponse:
    """One duty: what is demanded, by when, what speaks for it, what happened, what I may do."""
    actor = actor_of(request)
    return show(request, actor, duty_for(actor, duty_id))


@require_POST
def step(request: HttpRequest, duty_id: int, code: str) -> HttpResponse:
    """Take one step with a duty; what is refused is shown in its place. Raises NoSuchStep, NoSuchDuty."""
    actor = actor_of(request)
    offer = OFFERS.get(code)
    if offer is None:
        raise NoSuchStep("没有这个步骤，请回到责任事项页面重新选择", step=code)
    seen = duty_for(actor, duty_id)
    form = step_form(offer, actor, seen, request.POST)
    if form.is_valid():
        try:
            offer.command(
                duty_id=duty_id, version=version_of(request), **form.cleaned_data,
                actor=actor, now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return _done(request, actor, duty_id, offer)
    return show(request, actor, duty_for(actor, duty_id), refused=Refused(code, form))


def show(
    request: HttpRequest, actor: Actor, seen: DueItem, *, refused: Refused | None = None
) -> HttpResponse:
    """The page of a duty, with what was just turned away in its place."""
    page = duty_page(actor, seen, today=timezone.localdate(), refused=refused)
    context = {
        "page": page,
        "public": public_side(actor, seen),
        "refused": refused,
        "orders": order_lines(orders_about_duty(actor, seen), today=timezone.localdate()),
        "may_order": may_urge(actor, seen),
        "trail": _trail(f"第{page.line.row.no}项 {page.line.period}"),
    }
    return render(request, "plan/desk/duty.html", context, status=422 if refused else 200)


def filters_told(request: HttpRequest) -> str:
    """What a list is narrowed by, as an address tells it, without the page."""
    told = request.GET.copy()
    told.pop("page", None)
    return told.urlencode()


def _done(request: HttpRequest, actor: Actor, duty_id: int, offer: Offer) -> HttpResponse:
    messages.success(request, offer.done)
    if duties_for(actor).filter(pk=duty_id).exists():
        return redirect("plan_desk:duty", duty_id)
    return redirect("plan_desk:duties")  # it went to another government


def _ticked(request: HttpRequest) -> dict[int, int]:
    """The duties that were ticked, each with the version that the page showed (`17-3`)."""
    pairs = (told.partition("-") for told in request.POST.getlist("duty"))
    return {int(one): int(version) for one, _, version in pairs if one.isdecimal() and version.isdecimal()}


def _trail(here: str) -> list[tuple[str, str]]:
    return [(HOME[0], reverse(HOME[1])), (here, "")]
