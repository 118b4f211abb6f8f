"""What is entered beside a draft: searches, parts kept back, and warnings that were read."""

from django.contrib import messages
from django.forms import Form
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.safety import EVIDENCE, Upload, check_upload
from quancheng.records.disclosure.commands import checking, searching
from quancheng.records.disclosure.forms.aids import AcknowledgeForm, PartForm, SearchForm, WithdrawForm
from quancheng.records.disclosure.queries.requests import request_for
from quancheng.records.disclosure.queries.searches import file_of_search
from quancheng.records.disclosure.web.decide_page import decide_page
from quancheng.records.disclosure.web.desk import show
from quancheng.records.disclosure.web.sections.beside import Turned
from quancheng.records.disclosure.web.sections.checks import FORM
from quancheng.ui.answers import kept
from quancheng.ui.cases import Refused
from quancheng.ui.gate import actor_of

ABSENT, PARTLY = "36-4", "37"


@require_POST
def record_search(request: HttpRequest, number: str, place: int) -> HttpResponse:
    """Write a search down; then the decision page, where its words stand in the answer already."""
    form = SearchForm(request.POST, request.FILES, auto_id="search_%s")
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in form.fields if name != "file"}
        try:
            searching.record_search(
                number=number, place=place, **told, files=_brought(form), actor=actor_of(request),
                now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(
                request, "已记录检索；答复要素还没有拟定的，已按检索记录填好，拟定过的请自行核对补充"
            )
            return _back(number, place, ABSENT)
    return decide_page(request, number, place, ground=ABSENT, turned=Turned("search", form))


@require_POST
def withdraw_search(request: HttpRequest, number: str, place: int, search_id: int) -> HttpResponse:
    """Take a search back that was entered by mistake."""
    form = WithdrawForm(request.POST, auto_id=f"withdraw_{search_id}_%s")
    if form.is_valid():
        try:
            searching.withdraw_search(
                number=number, search_id=search_id, reason=form.cleaned_data["reason"],
                actor=actor_of(request), now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "已撤回这份检索记录")
            return _back(number, place, ABSENT)
    return decide_page(request, number, place, ground=ABSENT, turned=Turned(f"withdraw-{search_id}", form))


@require_safe
def search_file(request: HttpRequest, number: str, search_id: int) -> FileResponse:
    """The proof of a search, for those who work on the request. Raises NoSuchRecord."""
    return kept(file_of_search(actor_of(request), number, search_id))


@require_POST
def record_part(request: HttpRequest, number: str, place: int) -> HttpResponse:
    """Write down a part that is kept back."""
    form = PartForm(request.POST, auto_id="part_%s")
    if form.is_valid():
        try:
            searching.record_part(
                number=number, place=place, **form.cleaned_data, actor=actor_of(request), now=timezone.now()
            )
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "已记录一处不公开部分")
            return _back(number, place, PARTLY)
    return decide_page(request, number, place, ground=PARTLY, turned=Turned("part", form))


@require_POST
def remove_part(request: HttpRequest, number: str, place: int, part_id: int) -> HttpResponse:
    """Strike a part out again. Raises as the command."""
    searching.remove_part(number=number, part_id=part_id, actor=actor_of(request), now=timezone.now())
    messages.success(request, "已删去这处不公开部分")
    return _back(number, place, PARTLY)


@require_POST
def check(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """A warning was read; the reply may go on for this reason."""
    actor = actor_of(request)
    form = AcknowledgeForm(request.POST, auto_id=f"check_{code}_%s")
    if form.is_valid():
        try:
            checking.acknowledge_check(
                number=number, check=code, **form.cleaned_data, actor=actor, now=timezone.now()
            )
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "已记下理由，随答复书一起保存")
            return redirect(f"{reverse('disclosure_desk:request', args=[number])}#checks")
    return show(request, actor, request_for(actor, number), refused=Refused(FORM.format(code), form))


def _brought(form: Form) -> list[tuple[Upload, bytes]]:
    """The file that came along, if one did. Raises what the gate raises."""
    brought = form.cleaned_data["file"]
    if not brought:
        return []
    data = brought.read()
    return [(check_upload(data, name=brought.name, accepted=EVIDENCE), data)]


def _back(number: str, place: int, ground: str) -> HttpResponse:
    page = reverse("disclosure_desk:decide", args=[number, place])
    return redirect(f"{page}?ground={ground}#say")
