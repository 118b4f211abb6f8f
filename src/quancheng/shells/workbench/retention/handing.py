"""Handing records over to the archive: the package, its receipt, its end."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from quancheng.kernel.archiving import commands, queries
from quancheng.kernel.archiving.holdings import holding_of, is_holding
from quancheng.kernel.archiving.models import Handover
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.safety import EVIDENCE, Upload, check_upload
from quancheng.kernel.retention.kinds import Kind, kind_called
from quancheng.shells.workbench.retention.forms import ReceiptForm, WithdrawForm
from quancheng.ui.answers import kept
from quancheng.ui.gate import actor_of
from quancheng.ui.sure import only_when_sure

HOME = "数据留存"


def offered(actor: Actor, kind: Kind) -> dict[str, object]:
    """For the page of a kind: what may be handed over now, and what was, for whoever does it."""
    if not is_holding(kind.code) or not queries.may_hand_over(actor) or actor.tenant_id is None:
        return {}
    ready = queries.rows_to_hand_over(kind, tenant_id=actor.tenant_id, now=timezone.now())
    return {
        "hands_over": True,
        "ready": ready.count(),
        "most": commands.MOST,
        "handovers": queries.handovers_for(actor, kind),
    }


@only_when_sure
@require_POST
def prepare(request: HttpRequest, code: str) -> HttpResponse:
    """Make a package of what is past its term. Raises NoSuchKind, NotByYou."""
    holding_of(code)
    try:
        made = commands.prepare_handover(kind=code, actor=actor_of(request), now=timezone.now())
    except queries.NotByYou:
        raise
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("workbench:retention_kind", code)
    messages.success(request, f"已生成移交包，共{made.count}件；接收登记以前系统里的记录不变")
    return redirect("workbench:handover", made.pk)


@require_safe
def handover(request: HttpRequest, handover_id: int) -> HttpResponse:
    """One handover: what it carries, where it stands. Raises NoSuchHandover, NotByYou."""
    return _page(request, queries.handover_for(actor_of(request), handover_id))


@only_when_sure
@require_safe
def package(request: HttpRequest, handover_id: int) -> FileResponse:
    """The package itself. Raises NoSuchHandover, NotByYou."""
    return kept(queries.handover_for(actor_of(request), handover_id).package)


@require_safe
def receipt(request: HttpRequest, handover_id: int) -> FileResponse:
    """The scan of the signed list. Raises NoSuchHandover, NotByYou."""
    found = queries.handover_for(actor_of(request), handover_id)
    if found.receipt is None:
        raise queries.NoSuchHandover("这次移交没有回执扫描件", handover=handover_id)
    return kept(found.receipt)


@only_when_sure
@require_POST
def receive(request: HttpRequest, handover_id: int) -> HttpResponse:
    """Enter the receipt; what is refused stands in its form. Raises NoSuchHandover, NotByYou."""
    found, form = (
        queries.handover_for(actor_of(request), handover_id),
        ReceiptForm(request.POST, request.FILES),
    )
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("received_by", "received_unit", "received_on")}
        try:
            commands.receive_handover(
                handover_id=handover_id, **told, receipt=_scan(form), actor=actor_of(request),
                now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "已登记接收，所列记录标记为已归档")
            return redirect("workbench:handover", handover_id)
    return _page(request, found, receipt_form=form)


@require_POST
def withdraw(request: HttpRequest, handover_id: int) -> HttpResponse:
    """Let a package count no more. Raises NoSuchHandover, NotByYou."""
    found, form = queries.handover_for(actor_of(request), handover_id), WithdrawForm(request.POST)
    if form.is_valid():
        try:
            commands.withdraw_handover(
                handover_id=handover_id, **form.cleaned_data, actor=actor_of(request), now=timezone.now()
            )
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "已作废；其中的记录可以重新移交")
            return redirect("workbench:handover", handover_id)
    return _page(request, found, withdraw_form=form)


def _scan(form: ReceiptForm) -> tuple[Upload, bytes] | None:
    brought = form.cleaned_data["scan"]
    if brought is None:
        return None
    data = brought.read()
    return check_upload(data, name=brought.name, accepted=EVIDENCE), data


def _page(
    request: HttpRequest,
    found: Handover,
    *,
    receipt_form: ReceiptForm | None = None,
    withdraw_form: WithdrawForm | None = None,
) -> HttpResponse:
    kind = kind_called(found.kind)
    is_open = found.entered_at is None and found.withdrawn_at is None
    today = timezone.localdate()
    context = {
        "handover": found,
        "kind": kind,
        "records": queries.records_of(found),
        "is_open": is_open,
        "held": queries.held_among(found, kind, on=today) if is_open else [],
        "receipt_form": receipt_form or ReceiptForm(initial={"received_on": today}),
        "withdraw_form": withdraw_form or WithdrawForm(),
        "trail": [
            (HOME, reverse("workbench:retention")),
            (kind.says, reverse("workbench:retention_kind", args=[kind.code])),
            (found.label, ""),
        ],
    }
    status = 422 if receipt_form or withdraw_form else 200
    return render(request, "workbench/desk/retention/handover.html", context, status=status)
