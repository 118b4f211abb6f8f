"""The desk's page on which the office tells the public of a moved day, and takes that back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.plan.commands import moves as writing
from quancheng.records.plan.forms.showing import PublishMoveForm
from quancheng.records.plan.queries.duties import lines_of
from quancheng.records.plan.queries.moves import may_publish_moves, move_for
from quancheng.ui.gate import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, duty_id: int, line_id: int) -> HttpResponse:
    """One postponement: what the public would read of it. Raises NoSuchDuty, NoSuchMove."""
    actor = actor_of(request)
    duty, seen = move_for(actor, duty_id, line_id)
    form = PublishMoveForm(request.POST or None, initial={"reason": seen.line.note[:500]})
    if request.method == "POST" and form.is_valid():
        try:
            writing.publish_move(
                duty_id=duty_id, line_id=line_id, reason=form.cleaned_data["reason"],
                actor=actor, now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "已公开这次时限调整，门户上现在可以看到")
            return redirect("plan_desk:duty", duty_id)
    [line] = lines_of([duty])
    context = {
        "duty": duty,
        "line": line,
        "move": seen,
        "form": form,
        "may_publish": may_publish_moves(actor, duty),
        "trail": [("责任事项", reverse("plan_desk:duty", args=[duty_id])), ("公开时限调整", "")],
    }
    return render(request, "plan/desk/move.html", context, status=422 if form.errors else 200)


@require_POST
def take_back(request: HttpRequest, duty_id: int, line_id: int) -> HttpResponse:
    """The public sees the plan's own day again."""
    try:
        writing.take_back_move(duty_id=duty_id, line_id=line_id, actor=actor_of(request), now=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, "已撤回，公众现在看不到这次时限调整")
    return redirect("plan_desk:duty", duty_id)
