"""The desk's pages of messages: the list, the page of one, its steps, and who wrote."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.mailbox.commands.replies import Contact, read_contact
from quancheng.records.mailbox.forms.handling import LookingForm
from quancheng.records.mailbox.models import Message
from quancheng.records.mailbox.queries import messages as queries
from quancheng.records.mailbox.queries.publications import publications_waiting
from quancheng.records.mailbox.web.lines import lines_of
from quancheng.records.mailbox.web.message_page import message_page, step_form
from quancheng.records.mailbox.web.steps import OFFERS
from quancheng.ui.cases import Offer, Refused
from quancheng.ui.entered import version_of
from quancheng.ui.gate import actor_of
from quancheng.ui.sure import only_when_sure

PAGE = 50
HOME = "群众留言"


class NoSuchStep(Refusal):
    """An address that names a step that messages do not have."""

    code = "mailbox.no_such_step"
    status = 404


@require_safe
def messages_listed(request: HttpRequest) -> HttpResponse:
    """What my unit has in hand, or for the office everything, the most urgent first."""
    actor, today = actor_of(request), timezone.localdate()
    form = LookingForm(request.GET)
    wanted = form.wanted()
    listed = queries.messages_listed(actor, wanted, today=today)
    page = Paginator(listed, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "wanted": wanted,
        "page": page,
        "lines": lines_of(queries.urgent(page.object_list, today=today)),
        "is_narrowed": bool(wanted.state or wanted.kind or wanted.urgency or wanted.word),
        "counts": queries.messages_at_a_glance(actor, today=today),
        "is_office": queries.is_office(actor),
        "waiting": publications_waiting(actor).count(),
    }
    return render(request, "mailbox/desk/messages.html", context)


@require_safe
def message(request: HttpRequest, number: str) -> HttpResponse:
    """One message: what was written, by when it is answered, what happened, what I may do."""
    actor = actor_of(request)
    return show(request, actor, queries.message_for(actor, number))


@only_when_sure
@require_POST
@never_cache
def contact(request: HttpRequest, number: str) -> HttpResponse:
    """Who wrote, in clear, on this one answer and nowhere else; it is written down that it was read."""
    actor = actor_of(request)
    clear = read_contact(number=number, actor=actor, now=timezone.now())
    return show(request, actor, queries.message_for(actor, number), clear=clear)


@require_POST
def step(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """Take one step; what is refused is shown in its place. Raises NoSuchStep, NoSuchMessage."""
    actor = actor_of(request)
    offer = OFFERS.get(code)
    if offer is None:
        raise NoSuchStep("没有这个步骤，请回到留言页面重新选择", step=code)
    seen = queries.message_for(actor, number)
    form = step_form(offer, actor, seen, request.POST)
    if form.is_valid():
        try:
            offer.command(
                number=number, version=version_of(request), **form.cleaned_data, actor=actor,
                now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return _done(request, actor, number, offer)
    return show(request, actor, queries.message_for(actor, number), refused=Refused(code, form))


def show(
    request: HttpRequest,
    actor: Actor,
    seen: Message,
    *,
    refused: Refused | None = None,
    clear: Contact | None = None,
) -> HttpResponse:
    """The page of a message, with what was just turned away in its place."""
    page = message_page(actor, seen, today=timezone.localdate(), refused=refused, clear=clear)
    context = {
        "page": page,
        "refused": refused,
        "trail": [(HOME, reverse("mailbox_desk:messages")), (seen.number, "")],
    }
    return render(request, "mailbox/desk/message.html", context, status=422 if refused else 200)


def _done(request: HttpRequest, actor: Actor, number: str, offer: Offer) -> HttpResponse:
    messages.success(request, offer.done)
    if queries.messages_for(actor).filter(number=number).exists():
        return redirect("mailbox_desk:message", number)
    return redirect("mailbox_desk:messages")  # it went to another unit
