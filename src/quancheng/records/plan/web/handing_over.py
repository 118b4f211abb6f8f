"""The desk's page on which colleagues take over what somebody who leaves has in hand (移交清单)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from quancheng.kernel.basis.reference import row_number
from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.plan.commands.handing_over import take_over
from quancheng.records.plan.queries.in_hand import hands
from quancheng.ui.gate import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
def handover(request: HttpRequest) -> HttpResponse:
    """Who has how much in hand; one button takes it over."""
    actor = actor_of(request)
    status = 200
    if request.method == "POST":
        person, post = (row_number(request.POST.get(name, "")) for name in ("person", "post"))
        try:
            count = take_over(person_id=person, post_id=post, actor=actor, now=timezone.now())
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
            status = refusal.status
        else:
            messages.success(request, f"已接办{count}项，现在由您办理")
            return redirect("plan_desk:handover")
    found = hands(actor)
    context = {
        "others": [hand for hand in found if not hand.is_own],
        "own": [hand for hand in found if hand.is_own],
        "trail": [("移交清单", "")],
    }
    return render(request, "plan/desk/handover.html", context, status=status)
