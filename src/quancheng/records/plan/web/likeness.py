"""The desk's page on which a government says how alike rows must be to be proposed to one another."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.plan.commands.likeness import set_likeness_rule
from quancheng.records.plan.forms.levels import LikenessForm
from quancheng.records.plan.queries import likeness as queries
from quancheng.ui.gate import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """相近度设置: what holds, what held, and, for the head of the office, what shall hold."""
    actor, today = actor_of(request), timezone.localdate()
    past = queries.likeness_rules_for(actor)
    now_so = queries.measuring_of(actor.tenant_id, on=today)
    form = LikenessForm(request.POST or None, initial=LikenessForm.told(now_so))
    if request.method == "POST" and form.is_valid():
        try:
            set_likeness_rule(**form.cleaned_data, actor=actor, now=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "相近度设置已保存，到启用日期起生效；已确定的承接不变")
            return redirect("plan_desk:likeness")
    context = {
        "form": form,
        "now_so": now_so,
        "past": past,
        "may_set": queries.may_set_likeness(actor),
        "trail": [("工作要点", reverse("plan_desk:plans")), ("相近度设置", "")],
    }
    return render(request, "plan/desk/likeness.html", context, status=422 if form.errors else 200)
