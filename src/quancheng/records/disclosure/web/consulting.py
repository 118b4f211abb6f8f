"""What is entered about a party that was asked: it has the letter, it said this, it said nothing."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.disclosure.commands import consulting as commands
from quancheng.records.disclosure.commands import countersigning
from quancheng.records.disclosure.forms.handling import DayForm, OpinionForm, ReasonForm, StepForm
from quancheng.records.disclosure.models import Consultation
from quancheng.records.disclosure.queries.requests import request_for
from quancheng.records.disclosure.web.desk import show
from quancheng.records.disclosure.workflow.asking import Asked
from quancheng.ui.cases import Refused
from quancheng.ui.gate import actor_of
from quancheng.ui.sure import only_when_sure


@only_when_sure
@require_POST
@never_cache
def party(request: HttpRequest, number: str, place: int) -> HttpResponse:
    """A third party and its reasons, in clear, on this one answer; it is written down that it was read."""
    actor = actor_of(request)
    clear = commands.read_party(number=number, place=place, actor=actor, now=timezone.now())
    return show(request, actor, request_for(actor, number), clear_party=clear)


@require_POST
def delivery(request: HttpRequest, number: str, place: int) -> HttpResponse:
    """The party has the letter."""
    return _entered(
        request, number, place, DayForm, commands.note_delivery, "已登记签收，对方的答复期限开始计算"
    )


@require_POST
def opinion(request: HttpRequest, number: str, place: int) -> HttpResponse:
    """What the party said."""
    return _entered(request, number, place, OpinionForm, commands.note_opinion, "")


@require_POST
def silence(request: HttpRequest, number: str, place: int) -> HttpResponse:
    """The party said nothing in time."""
    return _entered(
        request, number, place, StepForm, commands.note_silence, "已登记逾期未回复，答复期限继续计算"
    )


@require_POST
def department(request: HttpRequest, number: str, place: int) -> HttpResponse:
    """What a department of the agency's own said."""
    return _entered(request, number, place, OpinionForm, countersigning.note_department, "已登记会签意见")


@require_POST
def department_dropped(request: HttpRequest, number: str, place: int) -> HttpResponse:
    """Nobody waits for the department any longer."""
    return _entered(request, number, place, ReasonForm, countersigning.drop_department, "已登记不再等待会签")


def _entered(
    request: HttpRequest, number: str, place: int, sort: type[StepForm] | type[OpinionForm],
    command: Callable[..., Consultation], said: str,
) -> HttpResponse:  # fmt: skip
    actor = actor_of(request)
    form = sort(request.POST, auto_id=f"asked{place}_%s")
    if form.is_valid():
        try:
            asked = command(number=number, place=place, **form.cleaned_data, actor=actor, now=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, said or _said_of(asked))
            return redirect("disclosure_desk:request", number)
    return show(request, actor, request_for(actor, number), refused=Refused(f"asked-{place}", form))


def _said_of(asked: Consultation) -> str:
    """What an opinion did: it ended the pause, or came when silence had."""
    is_late = asked.case.state == Asked.SILENT
    return "已登记逾期意见，供本机关参考，期限不变" if is_late else "已登记意见，答复期限继续计算"
