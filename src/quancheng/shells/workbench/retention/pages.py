"""What the house keeps, how long, what the next night erases, and what is held."""

from collections.abc import Callable
from functools import partial

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.retention import commands, queries
from quancheng.kernel.retention.kinds import Fate, Kind, kind_called
from quancheng.shells.workbench.retention.forms import HoldForm, LiftForm, TermForm
from quancheng.shells.workbench.retention.handing import HOME, offered
from quancheng.ui.gate import actor_of
from quancheng.ui.sure import only_when_sure


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """Every kind of record of the actor's government. Raises NotYours."""
    lines = queries.table_for(actor_of(request), now=timezone.now())
    return render(request, "workbench/desk/retention/table.html", {"lines": lines})


@require_safe
def one_kind(request: HttpRequest, code: str) -> HttpResponse:
    """One kind: its term, what would be erased tonight, its holds. Raises NotYours, NoSuchKind."""
    return _page(request, kind_called(code))


@only_when_sure
@require_POST
def set_term(request: HttpRequest, code: str) -> HttpResponse:
    """A term from a coming day on. Raises NoSuchKind; what else is refused is shown in its place."""
    kind, form = kind_called(code), TermForm(request.POST)
    write = partial(commands.set_term, kind=code)
    if _written(request, form, write):
        messages.success(request, "已设定，到启用日期生效")
        return redirect("workbench:retention_kind", code)
    return _page(request, kind, term=form)


@require_POST
def hold(request: HttpRequest, code: str) -> HttpResponse:
    """A hold on one record or on the whole kind. Raises NoSuchKind."""
    kind, form = kind_called(code), HoldForm(request.POST)
    if _written(request, form, partial(commands.set_hold, kind=code)):
        messages.success(request, "已保全：解除以前不清除")
        return redirect("workbench:retention_kind", code)
    return _page(request, kind, hold=form)


@require_POST
def lift(request: HttpRequest, hold_id: int) -> HttpResponse:
    """Lift a hold. Raises NotYours, NoSuchHold."""
    held, form = queries.hold_for(actor_of(request), hold_id), LiftForm(request.POST, prefix=f"lift{hold_id}")
    if _written(request, form, partial(commands.lift_hold, hold_id=hold_id)):
        messages.success(request, "已解除保全；满期限的当晚清除")
        return redirect("workbench:retention_kind", held.kind)
    return _page(request, kind_called(held.kind), lifted=(hold_id, form))


def _written(request: HttpRequest, form: forms.Form, write: Callable[..., object]) -> bool:
    """Whether the command did it; what it refuses stands in the form."""
    if not form.is_valid():
        return False
    try:
        write(**form.cleaned_data, actor=actor_of(request), now=timezone.now())
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
        return False
    return True


def _page(
    request: HttpRequest,
    kind: Kind,
    *,
    term: TermForm | None = None,
    hold: HoldForm | None = None,
    lifted: tuple[int, LiftForm] | None = None,
) -> HttpResponse:
    actor, now = actor_of(request), timezone.now()
    keeper = queries.must_look(actor)
    whose = keeper.tenant_id if kind.whose else None
    term_form, hold_form = term or TermForm(), hold or HoldForm()
    term_form.tell_of(kind)
    hold_form.tell_of(kind)
    told = lifted or (0, LiftForm())
    context = {
        "term_form": term_form,
        "hold_form": hold_form,
        "line": queries.line_of(kind, tenant_id=keeper.tenant_id, now=now),
        "due": queries.due_now(kind, tenant_id=keeper.tenant_id, now=now),
        "terms": queries.terms_of(kind, tenant_id=keeper.tenant_id),
        "today": timezone.localdate(now),
        "holds": [
            (one, told[1] if one.pk == told[0] else LiftForm(prefix=f"lift{one.pk}"))
            for one in queries.holds_on(kind, tenant_id=whose)
        ],
        "own": keeper.tenant_id,
        "may_set": bool(actor.roles & queries.MAY_SET),
        "may_hold": bool(actor.roles & queries.MAY_HOLD),
        "trail": [(HOME, reverse("workbench:retention")), (kind.says, "")],
        "is_archived": kind.fate is Fate.ARCHIVE,
        **offered(actor, kind),
    }
    status = 422 if term or hold or lifted else 200
    return render(request, "workbench/desk/retention/kind.html", context, status=status)
