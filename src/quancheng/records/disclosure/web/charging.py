"""Putting somebody in charge of a request, or nobody."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.disclosure.commands import charging
from quancheng.records.disclosure.forms.handling import ChargeForm
from quancheng.records.disclosure.queries.charged import in_charge_of, may_let_go, whom_to_put_in_charge
from quancheng.records.disclosure.queries.requests import request_for
from quancheng.records.disclosure.web.desk import show
from quancheng.records.disclosure.web.sections.charge import CODE
from quancheng.ui.cases import Refused
from quancheng.ui.gate import actor_of


@require_POST
def put_in_charge(request: HttpRequest, number: str) -> HttpResponse:
    """Put somebody in charge; what is refused is shown in its place. Raises NoSuchRequest."""
    actor = actor_of(request)
    seen = request_for(actor, number)
    form = ChargeForm(request.POST, auto_id="charge_%s")
    whom = whom_to_put_in_charge(actor, seen, today=timezone.localdate())
    form.offer(whom, or_nobody=may_let_go(actor, seen, in_charge_of(seen)))
    if form.is_valid():
        try:
            charging.put_in_charge(number=number, **form.cleaned_data, actor=actor, now=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            done = "已确定主办人" if form.cleaned_data["holding_id"] else "这件申请现在没有主办人，请另行确定"
            messages.success(request, done)
            return redirect("disclosure_desk:request", number)
    return show(request, actor, request_for(actor, number), refused=Refused(CODE, form))
