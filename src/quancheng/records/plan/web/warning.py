"""The desk's pages of warnings: when they are given, and what one of them was about."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.plan.commands.warning import set_warning_rule
from quancheng.records.plan.forms.warning import WarningRuleForm
from quancheng.records.plan.queries import warned
from quancheng.records.plan.queries import warning as queries
from quancheng.records.plan.queries.lines import LEVEL_SAYS, list_lines
from quancheng.records.plan.queries.worklist import urgent
from quancheng.ui.cases import LEVEL_TONES
from quancheng.ui.gate import actor_of

PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """预警设置: what holds, what held, and, for the head of the office, what shall hold."""
    actor, status = actor_of(request), 200
    lines = queries.history_for(actor, today=timezone.localdate())
    current = next(line for line in lines if line.is_in_force)
    form = WarningRuleForm.of(current.setting)
    if request.method == "POST":
        form = WarningRuleForm(request.POST)
        if form.is_valid() and _is_set(request, form):
            messages.success(request, "预警设置已保存，到启用日期起生效")
            return redirect("plan_desk:warning_settings")
        status = 422
    context = {
        "form": form,
        "lines": lines,
        "current": current,
        "may_set": queries.may_set_rules(actor),
        "trail": [("一屏总览", reverse("workbench:overview")), ("预警设置", "")],
    }
    return render(request, "plan/desk/warning_settings.html", context, status=status)


@require_safe
def given(request: HttpRequest, ref: str) -> HttpResponse:
    """All duties of one warning, as they stand now. Raises NoSuchWarning."""
    actor, today = actor_of(request), timezone.localdate()
    seen = warned.warning_for(actor, ref)
    found = warned.duties_warned_of(actor, seen)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "given": seen,
        "says": LEVEL_SAYS[seen.level],
        "tone": LEVEL_TONES[seen.level],
        "is_of_office": seen.unit_id == warned.THE_OFFICE,
        "page": page,
        "lines": list_lines(urgent(page.object_list, today=today)),
        "trail": [("通知", reverse("workbench:inbox")), ("预警", "")],
    }
    return render(request, "plan/desk/warning.html", context)


def _is_set(request: HttpRequest, form: WarningRuleForm) -> bool:
    told = form.cleaned_data
    try:
        set_warning_rule(
            thresholds=form.thresholds(), soon=told["soon"], milestones=told["milestones"],
            from_on=told["from_on"], source=told["source"], actor=actor_of(request), now=timezone.now(),
        )  # fmt: skip
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
        return False
    return True
