"""Dividing a request into items, deciding each, and the reply as a letter."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.letterhead import DOCX_TYPE, as_docx
from quancheng.records.disclosure.commands.handling import read_applicant
from quancheng.records.disclosure.commands.replies import NoReply, decide_item, divide_request
from quancheng.records.disclosure.forms.deciding import DecideForm, DivideForm
from quancheng.records.disclosure.queries.norms import annual_rows
from quancheng.records.disclosure.queries.replies import as_letter, item_for, open_reply
from quancheng.records.disclosure.queries.requests import request_for
from quancheng.records.disclosure.rules.grounds import BY_CODE
from quancheng.records.disclosure.web.decide_page import decide_page
from quancheng.records.disclosure.web.desk import show
from quancheng.ui.answers import saved
from quancheng.ui.cases import Refused
from quancheng.ui.entered import version_of
from quancheng.ui.gate import actor_of
from quancheng.ui.sure import only_when_sure


@require_POST
def divide(request: HttpRequest, number: str) -> HttpResponse:
    """The items of the request, one on each line."""
    actor = actor_of(request)
    form = DivideForm(request.POST, auto_id="divide_%s")
    if form.is_valid():
        try:
            divide_request(
                number=number,
                version=version_of(request),
                wanted=form.cleaned_data["wanted"].splitlines(),
                actor=actor,
                now=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "已分项，请逐项拟定处理意见")
            return redirect("disclosure_desk:request", number)
    return show(request, actor, request_for(actor, number), refused=Refused("divide", form))


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, number: str, place: int) -> HttpResponse:
    """One item: the questions in their order, and for the chosen ground what it must say."""
    if request.method != "POST":
        return decide_page(request, number, place)
    item, today = item_for(actor_of(request), number, place), timezone.localdate()
    ground = BY_CODE.get(request.GET.get("ground", item.ground))
    if ground is None:
        return decide_page(request, number, place, status=422)
    usual = annual_rows(item.request.tenant_id, on=today)[ground.code]
    form, status = DecideForm(request.POST, ground=ground, row=usual), 422
    if form.is_valid():
        try:
            decide_item(
                number=number, version=version_of(request), place=place, ground=ground.code,
                said=form.said(), withheld=form.cleaned_data.get("withheld", []),
                row=form.cleaned_data["row"], row_reason=form.cleaned_data["row_reason"],
                actor=actor_of(request), now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
            status = refusal.status
        else:
            messages.success(request, f"第{place}项已拟定处理意见")
            return redirect("disclosure_desk:request", number)
    return decide_page(request, number, place, form=form, status=status)


@only_when_sure
@require_safe
def reply_docx(request: HttpRequest, number: str) -> HttpResponse:
    """The reply as a letter to its applicant; that the name was read is written down. Raises NoReply."""
    actor = actor_of(request)
    seen = request_for(actor, number)
    reply = open_reply(seen)
    if reply is None:
        raise NoReply("还没有答复书，请先拟定处理意见并提交")
    applicant = read_applicant(number=number, actor=actor, now=timezone.now())
    letter = as_letter(seen, reply, applicant)
    return saved(as_docx(letter), DOCX_TYPE, f"{letter.number} {letter.title}.docx")
