"""The desk's pages of requests: the list, the page of one, its steps, and who asks."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.disclosure.commands.handling import read_applicant
from quancheng.records.disclosure.forms.handling import LookingForm
from quancheng.records.disclosure.models import Applicant, Consultation, Request
from quancheng.records.disclosure.queries import requests as queries
from quancheng.records.disclosure.queries.charged import names_in_charge
from quancheng.records.disclosure.queries.endings import end_notices_of_mine
from quancheng.records.disclosure.rules.looking import Wanted
from quancheng.records.disclosure.web.lines import lines_of
from quancheng.records.disclosure.web.request_page import request_page, step_form
from quancheng.records.disclosure.web.sections.charge import charge_section
from quancheng.records.disclosure.web.steps import OFFERS
from quancheng.records.disclosure.workflow import REGISTRARS
from quancheng.ui.cases import Offer, Refused
from quancheng.ui.entered import version_of
from quancheng.ui.gate import actor_of
from quancheng.ui.narrow_pages import NarrowPaginator
from quancheng.ui.sure import only_when_sure

PAGE = 50
HOME = "依申请公开"


class NoSuchStep(Refusal):
    """An address that names a step that requests do not have."""

    code = "disclosure.no_such_step"
    status = 404


@require_safe
def requests_listed(request: HttpRequest) -> HttpResponse:
    """What my agency has in hand, or for the office everything, the most urgent first."""
    actor, today = actor_of(request), timezone.localdate()
    form = LookingForm(request.GET)
    wanted = form.wanted()
    lacking = end_notices_of_mine(actor)
    listed = queries.requests_listed(actor, wanted, today=today)
    if wanted.lacks_end_notice:
        listed = listed.filter(pk__in=lacking.values("pk"))
    page = NarrowPaginator(listed, PAGE, whole=queries.requests_whole()).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "wanted": wanted,
        "page": page,
        "lines": lines_of(
            queries.urgent(page.object_list, today=today), names=names_in_charge(page.object_list)
        ),
        "is_narrowed": _is_narrowed(wanted),
        "counts": queries.requests_at_a_glance(actor, today=today),
        "lacking": lacking.count(),
        "is_office": queries.is_office(actor),
        "may_register": bool(actor.roles & REGISTRARS),
    }
    return render(request, "disclosure/desk/requests.html", context)


@require_safe
def request_shown(request: HttpRequest, number: str) -> HttpResponse:
    """One request: what is asked for, by when it is answered, what happened, what I may do."""
    actor = actor_of(request)
    return show(request, actor, queries.request_for(actor, number))


@only_when_sure
@require_POST
@never_cache
def applicant(request: HttpRequest, number: str) -> HttpResponse:
    """Who asks, in clear, on this one answer and nowhere else; it is written down that it was read."""
    actor = actor_of(request)
    clear = read_applicant(number=number, actor=actor, now=timezone.now())
    return show(request, actor, queries.request_for(actor, number), clear=clear)


@require_POST
def step(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """Take one step; what is refused is shown in its place. Raises NoSuchStep, NoSuchRequest."""
    actor = actor_of(request)
    offer = OFFERS.get(code)
    if offer is None:
        raise NoSuchStep("没有这个步骤，请回到申请页面重新选择", step=code)
    seen = queries.request_for(actor, number)
    form = step_form(offer, seen, request.POST, today=timezone.localdate())
    if form.is_valid():
        try:
            offer.command(
                number=number, version=version_of(request), **form.cleaned_data, actor=actor,
                now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return done(request, actor, number, offer)
    return show(request, actor, queries.request_for(actor, number), refused=Refused(code, form))


def show(
    request: HttpRequest,
    actor: Actor,
    seen: Request,
    *,
    refused: Refused | None = None,
    clear: Applicant | None = None,
    clear_party: Consultation | None = None,
) -> HttpResponse:
    """The page of a request, with what was just turned away in its place, and what was just read in clear."""
    today = timezone.localdate()
    page = request_page(actor, seen, today=today, refused=refused, clear=clear, clear_party=clear_party)
    context = {
        "page": page,
        "charge": charge_section(actor, seen, today=today, refused=refused),
        "refused": refused,
        "trail": [(HOME, reverse("disclosure_desk:requests")), (seen.number, "")],
    }
    status = 422 if refused else 200
    return render(request, "disclosure/desk/request.html", context, status=status)


def done(request: HttpRequest, actor: Actor, number: str, offer: Offer) -> HttpResponse:
    """Back to the page of the request, or to the list when it is out of the actor's sight now."""
    messages.success(request, offer.done)
    if queries.requests_for(actor).filter(number=number).exists():
        return redirect("disclosure_desk:request", number)
    return redirect("disclosure_desk:requests")


def _is_narrowed(wanted: Wanted) -> bool:
    return bool(
        wanted.is_in_my_charge
        or wanted.state
        or wanted.channel
        or wanted.urgency
        or wanted.word
        or wanted.lacks_end_notice
    )
