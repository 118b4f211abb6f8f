"""The mailbox's pages for whoever is signed in: one of their messages, and taking an earlier one in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from quancheng.records.mailbox.commands.claiming import claim_message
from quancheng.records.mailbox.forms.sending import StatusForm
from quancheng.records.mailbox.queries.citizens import own_status
from quancheng.records.mailbox.queries.senders import NoMatch
from quancheng.records.mailbox.web.door import DOOR
from quancheng.records.mailbox.web.message_page import happened
from quancheng.ui.claims import claim_page
from quancheng.ui.gate import actor_of
from quancheng.ui.known import citizens_only


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

    def take(number: str, code: str) -> HttpResponse:
        taken = claim_message(number=number, code=code, actor=actor_of(request), now=timezone.now())
        return redirect("mailbox_site:own", taken.number)

    return claim_page(request, form, "mailbox/site/claim.html", lookup=DOOR, take=take, wrong=NoMatch)
