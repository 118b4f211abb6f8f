"""The table of what letters stand on, at the desk: seen by all, entered and confirmed by the office."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quancheng.insight.scorecards.commands import bases as writing
from quancheng.insight.scorecards.forms import BasisForm
from quancheng.insight.scorecards.queries import bases as queries
from quancheng.insight.scorecards.queries.sets import is_head, is_office, must_be_office
from quancheng.insight.scorecards.web.desk import HOME
from quancheng.kernel.basis.refusal import Refusal
from quancheng.ui.entered import turn_away
from quancheng.ui.gate import actor_of

BASES = "函件依据表"
LEAD = "写明出处；确认后从开始日期起用于拟稿，已签发的函件不变。"
ACTS = {
    "confirm": (writing.confirm_basis, "已确认，自开始日期起按它拟稿"),
    "drop": (writing.drop_basis, "已放弃这条依据"),
}


@require_safe
def basis(request: HttpRequest) -> HttpResponse:
    """What each kind of letter may say: verb, organ, basis, and what is still to be checked."""
    actor = actor_of(request)
    context = {
        "table": queries.basis_table(actor, timezone.localdate()), "is_office": is_office(actor),
        "may_confirm": is_head(actor), "trail": _trail((BASES, "")),
    }  # fmt: skip
    return render(request, "scorecards/desk/basis.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A basis of the government's own, from a day on. Raises NotOfOffice."""
    actor = actor_of(request)
    must_be_office(actor)
    form = BasisForm(request.POST or None, initial={"from_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            writing.enter_basis(
                wording=writing.BasisWording(**form.cleaned_data), actor=actor, now=timezone.now()
            )
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            messages.success(request, "已录入，等政务公开机构负责人确认后生效")
            return redirect("scorecards_desk:basis")
    context = {
        "form": form, "title": "录入函件依据", "lead": LEAD,
        "trail": _trail((BASES, reverse("scorecards_desk:basis")), ("录入", "")),
    }  # fmt: skip
    return render(request, "scorecards/desk/form.html", context, status=422 if form.errors else 200)


@require_POST
def step(request: HttpRequest, basis_id: int, code: str) -> HttpResponse:
    """Confirm what was entered, or give it up; what is refused is told on the page of the table."""
    if code not in ACTS:
        raise queries.NoSuchBasis("没有这个步骤，请回到依据表重新选择", step=code)
    act, done = ACTS[code]
    try:
        act(basis_id=basis_id, actor=actor_of(request), now=timezone.now())
    except queries.NoSuchBasis:
        raise
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, done)
    return redirect("scorecards_desk:basis")


def _trail(*rest: tuple[str, str]) -> list[tuple[str, str]]:
    return [
        (HOME, reverse("scorecards_desk:matrix")), ("考核函件", reverse("scorecards_desk:letters")), *rest
    ]  # fmt: skip
