"""The mailbox's pages for whoever is signed in: one of their messages, and taking an earlier one in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.mailbox.commands.claiming import claim_message
from quancheng.records.mailbox.forms.sending import StatusForm
from quancheng.records.mailbox.queries.citizens import own_status
from quancheng.records.mailbox.queries.senders import NoMatch
from quancheng.records.mailbox.web.door import DOOR
from quancheng.records.mailbox.web.message_page import happened
from quancheng.ui.gate import actor_of, tell_to_wait
from quancheng.ui.known import citizens_only
from quancheng.ui.source import network_of


@require_safe
@citizens_only
def own(request: HttpRequest, number: str) -> HttpResponse:
    """How one of the own messages stands. Raises NoSuchMessage."""
    seen = own_status(actor_of(request), number)
    context = {
        "status": seen, "history": tuple(happened(seen.history, with_who=False))[::-1], "is_own": True,
    }  # fmt: skip
    return render(request, "mailbox/site/status.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@citizens_only
def claim(request: HttpRequest) -> HttpResponse:
    """Take in a message that was sent before, by its number and code."""
    form = StatusForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "mailbox/site/claim.html", {"form": form}, status=status)
    try:
        message = _claimed(request, form.cleaned_data["number"], form.cleaned_data["code"])
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
        page = render(request, "mailbox/site/claim.html", {"form": form}, status=refusal.status)
        return tell_to_wait(page, refusal)
    return redirect("mailbox_site:own", message)


def _claimed(request: HttpRequest, number: str, code: str) -> str:
    """The number of the message. Wrong pairs count as for everybody. Raises what the command raises."""
    now, source = timezone.now(), network_of(request)
    DOOR.must_not_hammer(source, number, now=now)
    try:
        return claim_message(number=number, code=code, actor=actor_of(request), now=now).number
    except NoMatch:
        DOOR.count_wrong(source, number, now=now)
        raise
