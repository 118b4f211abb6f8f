"""The pages of the norms: all of them, and one with its history."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.norms import commands, queries
from quancheng.kernel.norms.definition import Sort, Unfit
from quancheng.kernel.norms.registry import norm_called
from quancheng.shells.workbench.norms import lines
from quancheng.shells.workbench.norms.forms import BLANK, ValueForm
from quancheng.shells.workbench.norms.history import history_of
from quancheng.ui.entered import turn_away
from quancheng.ui.gate import actor_of

HOME = "依据与规则"
MORE = 5  # rows that a press on the button adds
LONGEST_QUESTION = 60


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """Every norm of the house by module and article, and what modules set elsewhere. Raises NotYours."""
    actor, today = actor_of(request), timezone.localdate()
    show, words = request.GET.get("show", ""), request.GET.get("q", "").strip()[:LONGEST_QUESTION]
    known = queries.table_for(actor, on=today)
    left = lines.lines_left(known, show=show, words=words)
    foreign = queries.foreign_for(actor, on=today)
    context = {
        "modules": [
            *lines.modules(left, queries.names_of(actor, left)),
            *lines.foreigners(request, foreign, words, show),
        ],
        "tabs": lines.tabs(known, show), "show": show, "words": words,
        "reader": queries.must_read(actor),
    }  # fmt: skip
    return render(request, "workbench/desk/norms/list.html", context)


@require_safe
def one_norm(request: HttpRequest, code: str) -> HttpResponse:
    """One norm: what holds, what comes, what waits, and how it came about. Raises NotYours, NoSuchNorm."""
    return _page(request, code)


@require_POST
def enter(request: HttpRequest, code: str) -> HttpResponse:
    """A value of the own government, from a day on. Raises NotYours, NoSuchNorm."""
    actor, norm = actor_of(request), norm_called(code)
    queries.must_enter(actor)
    if "more" in request.POST:
        return _page(request, code, form=ValueForm(norm, request.POST, blank=MORE), is_asked=False)
    form = ValueForm(norm, request.POST)
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("value", "from_on", "source", "mark")}
        try:
            commands.enter_value(norm=code, **told, actor=actor, now=timezone.now())
        except Unfit as unfit:
            form.add_error("value", unfit.sentence)
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            messages.success(request, "已录入；由另一位合法性审核人签署后，从启用日期起施行")
            return redirect("workbench:norm", code)
    return _page(request, code, form=form)


def _page(
    request: HttpRequest, code: str, *, form: ValueForm | None = None, is_asked: bool = True
) -> HttpResponse:
    actor, today = actor_of(request), timezone.localdate()
    line = queries.line_for(actor, code, on=today)
    reader, names = queries.must_read(actor), queries.names_of(actor, [line])
    held = line.now.value if line.now else None
    if form is not None and not is_asked:
        form.errors.clear()
    is_table = line.norm.sort is Sort.TABLE
    signs = reader.may_sign and line.now is not None and not line.now.is_own and not line.now.is_signed
    context = {
        "line": line, "norm": line.norm, "held": line.now, "reader": reader,
        "shown": lines.shown(line, names), "is_table": is_table, "signs": signs,
        "is_wide": is_table and reader.may_enter and not signs and not line.waiting,
        "form": form or ValueForm(line.norm, initial={"value": held}, blank=BLANK),
        "waiting": queries.values_for(actor, code).filter(signed_at__isnull=True, withdrawn_at__isnull=True),
        "history": history_of(actor, line, today=today),
        "rows": lines.rows_shown(line, names),
        "trail": [(HOME, reverse("workbench:norms")), (line.norm.says, "")],
    }  # fmt: skip
    status = 422 if form is not None and is_asked else 200
    return render(request, "workbench/desk/norms/one.html", context, status=status)
