"""The office's pages of complaints: the list, entering one, the page of one, what was found."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.definition import Circle
from quancheng.kernel.casework.timeline import timeline
from quancheng.kernel.casework.worksheet import worksheets
from quancheng.kernel.links.registry import resolve
from quancheng.records.remedies.commands.complaints import (
    answer_complainant,
    enter_complaint,
    read_complainant,
)
from quancheng.records.remedies.events import COMPLAINT_KIND
from quancheng.records.remedies.forms.measures import AnswerForm, ComplaintForm, LookingForComplaintsForm
from quancheng.records.remedies.models import Complaint
from quancheng.records.remedies.queries import complaints as queries
from quancheng.records.remedies.queries.measures import measures_about, units_to_urge
from quancheng.records.remedies.queries.proceedings import REQUEST_KIND, is_office
from quancheng.records.remedies.web.desk import PAGE, NoSuchStep
from quancheng.records.remedies.web.lines import complaint_lines
from quancheng.records.remedies.web.proceeding_page import actions_of, periods_of
from quancheng.records.remedies.web.steps import COMPLAINT_OFFERS
from quancheng.ui.cases import Refused, history_of
from quancheng.ui.entered import carried_out, version_of
from quancheng.ui.gate import actor_of
from quancheng.ui.sure import only_when_sure

OWES = "查证属实，应当督促整改或者通报批评：在左边起草监督措施，签发后自动办结；不采取措施的，写明理由。"
HOME = ("投诉举报", "remedies_desk:complaints")


@require_safe
def complaints(request: HttpRequest) -> HttpResponse:
    """What came to the office, the most urgent first."""
    actor, today = actor_of(request), timezone.localdate()
    form = LookingForComplaintsForm(request.GET)
    wanted = form.wanted()
    listed = queries.complaints_listed(actor, wanted, today=today)
    page = Paginator(listed, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form, "wanted": wanted, "page": page, "is_office": is_office(actor),
        "lines": complaint_lines(page.object_list, today=today),
        "owing": queries.owing_at_a_glance(actor),
    }  # fmt: skip
    return render(request, "remedies/desk/complaints.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Take a complaint in."""
    actor = actor_of(request)
    form = ComplaintForm(request.POST or None, initial={"came_on": timezone.localdate()})
    form.offer(units_to_urge(actor) if is_office(actor) else ())
    if request.method == "POST" and form.is_valid():
        try:
            made = enter_complaint(**form.cleaned_data, actor=actor, now=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, f"已登记，编号{made.number}")
            return redirect("remedies_desk:complaint", made.pk)
    context = {"form": form, "is_office": is_office(actor), "trail": trail(("登记投诉举报", ""))}
    status = 422 if form.errors else 200
    return render(request, "remedies/desk/enter_complaint.html", context, status=status)


@require_safe
def complaint(request: HttpRequest, complaint_id: int) -> HttpResponse:
    """One of them. Raises NoSuchComplaint."""
    actor = actor_of(request)
    return show(request, actor, queries.complaint_for(actor, complaint_id))


@only_when_sure
@require_POST
@never_cache
def complainant(request: HttpRequest, complaint_id: int) -> HttpResponse:
    """Who complains, in clear, on this one answer; it is written down that it was read."""
    actor = actor_of(request)
    clear = read_complainant(complaint_id=complaint_id, actor=actor, now=timezone.now())
    return show(request, actor, queries.complaint_for(actor, complaint_id), clear=clear)


@require_POST
def answer(request: HttpRequest, complaint_id: int) -> HttpResponse:
    """Put down what the complainant was told. Raises NoSuchComplaint."""
    actor = actor_of(request)
    seen = queries.complaint_for(actor, complaint_id)
    form, told = (
        AnswerForm(request.POST),
        {"complaint_id": complaint_id, "actor": actor, "now": timezone.now()},
    )
    if carried_out(form, answer_complainant, **told) is None:
        return show(request, actor, seen, refused=Refused("answer", form))
    messages.success(request, "已登记答复")
    return redirect("remedies_desk:complaint", complaint_id)


@require_POST
def step(request: HttpRequest, complaint_id: int, code: str) -> HttpResponse:
    """Put down what was found. Raises NoSuchStep, NoSuchComplaint."""
    actor = actor_of(request)
    offer = COMPLAINT_OFFERS.get(code)
    if offer is None:
        raise NoSuchStep("没有这个步骤，请回到投诉举报页面重新选择", step=code)
    seen = queries.complaint_for(actor, complaint_id)
    form = offer.form(request.POST, auto_id=f"{code}_%s")
    told = {"complaint_id": complaint_id, "version": version_of(request), "actor": actor}
    if carried_out(form, offer.command, **told, now=timezone.now()) is None:
        return show(request, actor, seen, refused=Refused(code, form))
    messages.success(request, offer.done)
    return redirect("remedies_desk:complaint", complaint_id)


def show(
    request: HttpRequest, actor: Actor, seen: Complaint, *, refused: Refused | None = None, clear: str = ""
) -> HttpResponse:
    """The page of a complaint, with what was just turned away in its place."""
    today = timezone.localdate()
    page = _page(actor, seen, refused)
    context = {
        "page": page, "refused": refused, "clear": clear, "trail": trail((seen.number, "")),
        "periods": list(periods_of(worksheets(seen.case, today=today))),
    }  # fmt: skip
    return render(request, "remedies/desk/complaint.html", context, status=422 if refused else 200)


def trail(*below: tuple[str, str]) -> list[tuple[str, str]]:
    """The way back to the list."""
    return [(HOME[0], reverse(HOME[1])), *below]


def _page(actor: Actor, one: Complaint, refused: Refused | None) -> dict[str, Any]:
    today = timezone.localdate()
    offered = actions_of(
        actor, one, COMPLAINT_OFFERS, name="remedies_desk:complaint_step", today=today, refused=refused
    )
    [shown] = complaint_lines([one], today=today)
    ref = RecordRef(REQUEST_KIND, one.request)
    about = str(RecordRef(COMPLAINT_KIND, str(one.pk)))
    may_answer = one.is_true is not None and not one.answered_on
    return {
        "answer": (
            refused.form if refused and refused.code == "answer" else AnswerForm(initial={"on": today})
        )
        if may_answer and (one.complainant or one.erased_at)
        else None,
        "note": OWES if one.case.state == queries.OWING else "",
        "one": one, "line": shown.case, "about": about,
        "request": resolve(actor, [ref]).get(ref) if one.request else None,
        "measures": list(measures_about(actor, about)),
        "main": next((each for each in offered if COMPLAINT_OFFERS[each.code].is_main), None),
        "others": [each for each in offered if not COMPLAINT_OFFERS[each.code].is_main],
        "history": tuple(history_of(timeline(one.case, reader=Circle.STAFF)))[::-1],
    }  # fmt: skip
