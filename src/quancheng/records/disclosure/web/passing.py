"""What is another agency's: chosen from the register before the reply, passed along after it if wished."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.disclosure.commands.made_open import suggest_openness
from quancheng.records.disclosure.commands.transfers import (
    name_right_agency,
    note_wish,
    wish_passed_along,
)
from quancheng.records.disclosure.forms.asking import StatusForm
from quancheng.records.disclosure.forms.own_records import RightAgencyForm, SuggestForm, WishForm
from quancheng.records.disclosure.queries.citizens import own_status
from quancheng.records.disclosure.queries.doors import code_of, status_of
from quancheng.records.disclosure.queries.requests import request_for
from quancheng.records.disclosure.queries.transfers import units_to_name
from quancheng.records.disclosure.web.desk import show
from quancheng.records.disclosure.web.mine import own_page
from quancheng.records.disclosure.web.site import looked_up, shown, turned_away
from quancheng.records.disclosure.web.status_page import status_page
from quancheng.ui.cases import Refused
from quancheng.ui.entered import version_of
from quancheng.ui.gate import actor_of
from quancheng.ui.known import citizens_only

Act = Callable[[str, str], None]
WISHED = "已记下：我们替您向该机关提出，几分钟后这里会显示新的编号和查询码。"
SUGGESTED = "已收到您的建议，评估的结果会显示在这里。"


@require_POST
def right_agency(request: HttpRequest, number: str, place: int) -> HttpResponse:
    """The right agency for one item; the reply names it."""
    actor = actor_of(request)
    seen = request_for(actor, number)
    form = RightAgencyForm(request.POST, auto_id=f"agency{place}_%s")
    form.offer(units_to_name(seen))
    if form.is_valid():
        try:
            name_right_agency(
                number=number, version=version_of(request), place=place, **form.cleaned_data, actor=actor,
                now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "已写入答复：负责公开的机关的名称和联系方式")
            return redirect("disclosure_desk:request", number)
    return show(request, actor, request_for(actor, number), refused=Refused(f"agency-{place}", form))


@require_POST
def wish(request: HttpRequest, number: str, place: int) -> HttpResponse:
    """The applicant has told us to pass it along."""
    actor = actor_of(request)
    form = WishForm(request.POST, auto_id=f"wish{place}_%s")
    if form.is_valid():
        try:
            note_wish(number=number, place=place, **form.cleaned_data, actor=actor, now=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "已登记申请人的要求，系统随即在该机关登记新申请")
            return redirect("disclosure_desk:request", number)
    return show(request, actor, request_for(actor, number), refused=Refused(f"wish-{place}", form))


@require_POST
@never_cache
def wished_online(request: HttpRequest, place: int) -> HttpResponse:
    """The applicant, with number and code: “请替我向该机关提出”."""
    return _acted(request, Form(request.POST), _wishing(request, place), WISHED)


@require_POST
@never_cache
def suggested_online(request: HttpRequest) -> HttpResponse:
    """The applicant suggests that it be public for all."""
    form = SuggestForm(request.POST, auto_id="suggest_%s")
    return _acted(request, form, _suggesting(request, form), SUGGESTED)


@require_POST
@citizens_only
def own_wish(request: HttpRequest, number: str, place: int) -> HttpResponse:
    """The same from the account. Raises NoSuchRequest."""
    return _acted_at_home(request, number, Form(request.POST), _wishing(request, place))


@require_POST
@citizens_only
def own_suggestion(request: HttpRequest, number: str) -> HttpResponse:
    """The same from the account. Raises NoSuchRequest."""
    form = SuggestForm(request.POST, auto_id="suggest_%s")
    return _acted_at_home(request, number, form, _suggesting(request, form))


def _wishing(request: HttpRequest, place: int) -> Act:
    def act(number: str, code: str) -> None:
        actor, now = actor_of(request), timezone.now()
        wish_passed_along(number=number, code=code, place=place, actor=actor, now=now)

    return act


def _suggesting(request: HttpRequest, form: Form) -> Act:
    def act(number: str, code: str) -> None:
        actor, now = actor_of(request), timezone.now()
        suggest_openness(number=number, code=code, reason=form.cleaned_data["reason"], actor=actor, now=now)

    return act


def _acted_at_home(request: HttpRequest, number: str, form: Form, act: Act) -> HttpResponse:
    seen = own_status(actor_of(request), number).request
    _try(form, act, seen.number, code_of(seen.number))
    if not form.errors:
        return redirect("disclosure_site:own", seen.number)
    return own_page(request, number, refused=form)


def _try(form: Form, act: Act, number: str, code: str) -> None:
    """What is refused stands in the form."""
    if form.is_valid():
        try:
            act(number, code)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)


def _acted(request: HttpRequest, form: Form, act: Act, done: str) -> HttpResponse:
    pair = StatusForm(request.POST)
    if not pair.is_valid():
        return turned_away(request, pair, None)
    try:
        seen = looked_up(request, pair)
    except Refusal as refusal:
        return turned_away(request, pair, refusal)
    number, code = seen.request.number, pair.cleaned_data["code"]
    _try(form, act, number, code)
    page = status_page(
        status_of(number, code), today=timezone.localdate(), refused=form if form.errors else None
    )
    return shown(request, pair, page, done="" if form.errors else done)
