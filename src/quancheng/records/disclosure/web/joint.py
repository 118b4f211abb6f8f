"""Tying requests together, parting them, and using one's decisions for the others, previewed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.disclosure.commands import joint as commands
from quancheng.records.disclosure.queries.akin import alike_as_a_whole
from quancheng.records.disclosure.queries.joint import previews
from quancheng.records.disclosure.queries.requests import request_for
from quancheng.records.disclosure.queries.working import request_in_hand
from quancheng.records.disclosure.rules.grounds import BY_CODE
from quancheng.records.disclosure.web.desk import HOME, show
from quancheng.records.disclosure.web.sections.joint import join_form
from quancheng.ui.cases import Refused
from quancheng.ui.gate import actor_of


@require_POST
def join(request: HttpRequest, number: str) -> HttpResponse:
    """Work on the chosen requests together with this one."""
    actor = actor_of(request)
    seen = request_for(actor, number)
    today = timezone.localdate()
    near = alike_as_a_whole(actor, seen, on=today)
    form = join_form(actor, seen, near, request.POST, today=today)
    if form.is_valid():
        try:
            commands.join_requests(
                number=number, others=form.cleaned_data["numbers"], actor=actor, now=timezone.now()
            )
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "已并案办理；各件的答复书、文号和期限仍然分开")
            return redirect(f"{reverse('disclosure_desk:request', args=[number])}#joint")
    return show(request, actor, seen, refused=Refused("join", form))


@require_POST
def part(request: HttpRequest, number: str) -> HttpResponse:
    """Work on this one alone again. Raises as the command."""
    commands.part_request(number=number, actor=actor_of(request), now=timezone.now())
    messages.success(request, "已移出并案，处理意见不变")
    return redirect("disclosure_desk:request", number)


@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, number: str) -> HttpResponse:
    """What this one's decisions would be for the others; then the act itself. Raises as the command."""
    actor, refused, status = actor_of(request), "", 200
    seen = request_in_hand(actor, number)
    if request.method == "POST":
        chosen = {other: _version(request, other) for other in request.POST.getlist("numbers")}
        try:
            done = commands.copy_decisions(number=number, versions=chosen, actor=actor, now=timezone.now())
        except Refusal as refusal:
            refused, status = refusal.sentence, refusal.status
        else:
            messages.success(request, f"已用于{len(done)}件申请，请逐件核对后提交答复稿")
            return redirect("disclosure_desk:request", number)
    shown = previews(seen, on=timezone.localdate())
    context = {
        "number": number,
        "refused": refused,
        "previews": [(one, [(copy, BY_CODE[copy.source.ground]) for copy in one.copies]) for one in shown],
        "may_copy": any(not one.fault for one in shown),
        "trail": [
            (HOME, reverse("disclosure_desk:requests")),
            (number, reverse("disclosure_desk:request", args=[number])),
            ("用于并案的申请", ""),
        ],
    }
    return render(request, "disclosure/desk/copy.html", context, status=status)


def _version(request: HttpRequest, number: str) -> int:
    told = request.POST.get(f"version_{number}", "")
    return int(told) if told.isdecimal() else -1
