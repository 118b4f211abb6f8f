"""Laying a paper before its leaders: whom to ask, in which order."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from quancheng.kernel.approvals import commands, queries
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.shells.workbench.approvals.forms import ChainForm, SubmitForm
from quancheng.shells.workbench.approvals.view import sorted_blocks, trail
from quancheng.ui.entered import turn_away
from quancheng.ui.gate import actor_of

SOON = timedelta(days=2)  # [D] the day that stands in the form


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, kind: str, ref: str) -> HttpResponse:
    """The paper as it reads, and the posts to ask. Raises NoSuchPaper and what the paper's module raises."""
    actor, today = actor_of(request), timezone.localdate()
    about = RecordRef(kind, ref)
    paper = queries.paper_to_submit(actor, about)
    data = request.POST if request.method == "POST" else None
    last_day = queries.last_day_of(about)
    form = SubmitForm(data, initial={"until": _proposed(today, last_day)})
    chain = ChainForm(
        queries.posts_to_ask(actor, on=today), data, queries.last_chain(actor, kind) if data is None else ()
    )
    if data is not None and form.is_valid() & chain.is_valid():
        try:
            found = commands.submit_paper(
                ref=about, chain=chain.chain(), **form.cleaned_data, actor=actor, now=timezone.now()
            )
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            messages.success(request, f"已呈送，编号{found.code}")
            return redirect("workbench:approval", found.pk)
    context = {
        "form": form, "chain": chain, "paper": paper, "blocks": sorted_blocks(paper), "trail": trail("呈送"),
        "last_day": last_day,
    }  # fmt: skip
    is_wrong = data is not None
    return render(request, "workbench/desk/approvals/new.html", context, status=422 if is_wrong else 200)


def _proposed(today: date, last_day: date | None) -> date:
    """Two days from now, and not after the day by which the record itself has to be done."""
    return today + SOON if last_day is None else max(today, min(today + SOON, last_day))
