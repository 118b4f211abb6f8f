"""Handing on at once what a unit has in hand, when another takes over its duties (机构调整)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.disclosure.commands.merging import hand_on_everything
from quancheng.records.disclosure.forms.handling import HandOnForm
from quancheng.records.disclosure.queries import merging as queries
from quancheng.records.disclosure.queries.agencies import agencies_to_ask
from quancheng.ui.entered import turn_away
from quancheng.ui.gate import actor_of

MERGING = "机构调整移交"


@require_safe
def merging(request: HttpRequest) -> HttpResponse:
    """The units with something in hand, each with its list. Raises NotYourMerger."""
    context = {"units": queries.units_holding(actor_of(request)), "trail": _trail(MERGING)}
    return render(request, "disclosure/desk/merging.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def leaving(request: HttpRequest, unit_id: int) -> HttpResponse:
    """All that a unit has in hand, and the form that hands it on. Raises NotYourMerger, NoSuchFormer."""
    actor, today = actor_of(request), timezone.localdate()
    seen = queries.leaving_of(actor, unit_id)
    form = HandOnForm(request.POST or None)
    form.offer(queries.heirs_of(seen.unit, agencies_to_ask(on=today)))
    status = 422 if form.is_bound and not form.is_valid() else 200
    if form.is_bound and form.is_valid():
        try:
            count = hand_on_everything(
                from_unit=unit_id, seen=request.POST.get("seen", ""), **form.cleaned_data, actor=actor,
                now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            turn_away(form, refusal)
            status = refusal.status
        else:
            messages.success(request, f"已移交{count}件，承接机关已收到通知；编号、经过和期限不变")
            return redirect("disclosure_desk:merging")
    context = {
        "seen": seen, "form": form, "nearest": queries.nearest_day(seen),
        "trail": _trail(MERGING, str(seen.unit)),
    }  # fmt: skip
    return render(request, "disclosure/desk/leaving.html", context, status=status)


def _trail(*here: str) -> list[tuple[str, str]]:
    above = [("依申请公开", reverse("disclosure_desk:requests"))]
    if len(here) > 1:
        above.append((here[0], reverse("disclosure_desk:merging")))
    return [*above, (here[-1], "")]
