"""Letters as files, how they were served, declaring one void, overruling a third party."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.letterhead import DOCX_TYPE, PDF_TYPE, as_docx, as_pdf
from quancheng.records.disclosure.commands import letters as commands
from quancheng.records.disclosure.commands import posting
from quancheng.records.disclosure.commands.handling import read_applicant
from quancheng.records.disclosure.commands.replies import NoReply
from quancheng.records.disclosure.forms.letters import (
    DeliveredForm,
    OverruleForm,
    VoidForm,
)
from quancheng.records.disclosure.queries.letters import as_printed
from quancheng.records.disclosure.queries.replies import as_letter, open_reply
from quancheng.records.disclosure.queries.requests import request_for
from quancheng.records.disclosure.web.desk import show
from quancheng.records.disclosure.web.sections.letters import serve_form
from quancheng.ui.answers import saved
from quancheng.ui.cases import Refused
from quancheng.ui.gate import actor_of
from quancheng.ui.sure import only_when_sure

DELIVERED = "已登记签收日期，复议、起诉的期限从次日起算"


@only_when_sure
@require_safe
def as_word(request: HttpRequest, number: str, place: int) -> HttpResponse:
    """One letter with the name of whom it is for; that it was read is written down. Raises NoSuchLetter."""
    letter = commands.read_letter(number=number, place=place, actor=actor_of(request), now=timezone.now())
    printed = as_printed(letter)
    return saved(as_docx(printed), DOCX_TYPE, f"{letter.number} {printed.title}.docx")


@only_when_sure
@require_safe
def as_pages(request: HttpRequest, number: str, place: int) -> HttpResponse:
    """The same as pdf. Raises NoSuchLetter, NoPrinter."""
    letter = commands.read_letter(number=number, place=place, actor=actor_of(request), now=timezone.now())
    printed = as_printed(letter)
    return saved(as_pdf(printed), PDF_TYPE, f"{letter.number} {printed.title}.pdf")


@only_when_sure
@require_safe
def reply_pdf(request: HttpRequest, number: str) -> HttpResponse:
    """The reply as pdf, as its docx; that the name was read is written down. Raises NoReply, NoPrinter."""
    actor = actor_of(request)
    seen = request_for(actor, number)
    reply = open_reply(seen)
    if reply is None:
        raise NoReply("还没有答复书，请先拟定处理意见并提交")
    applicant = read_applicant(number=number, actor=actor, now=timezone.now())
    letter = as_letter(seen, reply, applicant)
    return saved(as_pdf(letter), PDF_TYPE, f"{letter.number} {letter.title}.pdf")


@require_POST
def serve(request: HttpRequest, number: str, place: int) -> HttpResponse:
    """How a letter was served."""
    seen = request_for(actor_of(request), number)
    form = serve_form(seen, place, request.POST, today=timezone.localdate())
    return _entered(
        request, number, place, form, commands.note_letter_served, "已登记送达", f"letter-{place}"
    )


@require_POST
def delivered(request: HttpRequest, number: str, place: int) -> HttpResponse:
    """A posted letter was signed for."""
    form = DeliveredForm(request.POST, auto_id=f"delivered{place}_%s")
    return _entered(
        request, number, place, form, posting.note_letter_delivered, DELIVERED, f"delivered-{place}"
    )


@require_POST
def reply_delivered(request: HttpRequest, number: str, reply_id: int) -> HttpResponse:
    """A posted reply was signed for."""
    form = DeliveredForm(request.POST, auto_id=f"reply{reply_id}_%s")

    def note(*, place: int, **told: Any) -> object:
        return posting.note_reply_delivered(reply_id=place, **told)

    return _entered(request, number, reply_id, form, note, DELIVERED, f"reply-{reply_id}")


@require_POST
def void(request: HttpRequest, number: str, place: int) -> HttpResponse:
    """A letter holds no longer."""
    form = VoidForm(request.POST, auto_id=f"void{place}_%s")
    said = "已作废；文号保留，核验时会显示已作废"
    return _entered(request, number, place, form, commands.void_letter, said, f"void-{place}")


@require_POST
def overrule(request: HttpRequest, number: str, place: int) -> HttpResponse:
    """A third party that refused learns what is disclosed all the same, and why."""
    form = OverruleForm(request.POST, auto_id=f"overrule{place}_%s")
    said = "已制作告知书，请送达第三方"
    return _entered(request, number, place, form, commands.overrule_party, said, f"overrule-{place}")


def _entered(
    request: HttpRequest, number: str, place: int, form: Form, command: Callable[..., object], said: str,
    code: str,
) -> HttpResponse:  # fmt: skip
    actor = actor_of(request)
    if form.is_valid():
        try:
            command(number=number, place=place, **form.cleaned_data, actor=actor, now=timezone.now())
        except Refusal as refusal:
            if refusal.status in {403, 404}:
                raise
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, said)
            return redirect("disclosure_desk:request", number)
    return show(request, actor, request_for(actor, number), refused=Refused(code, form))
