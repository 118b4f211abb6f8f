"""The door of citizens: an address, a code, and they are in. All of it without a script."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.citizens.agents import device_in_words
from quancheng.kernel.citizens.commands.codes import ask_code
from quancheng.kernel.citizens.commands.signing_in import end_sign_in, sign_in_by_code, sign_in_by_password
from quancheng.kernel.citizens.models import Code, EndReason, Purpose
from quancheng.kernel.citizens.trying import spend_try
from quancheng.shells.mine import door
from quancheng.shells.mine.forms import AddressForm, CodeForm, PasswordForm
from quancheng.shells.mine.notice import VERSION
from quancheng.ui import seals
from quancheng.ui.gate import actor_of, tell_to_wait
from quancheng.ui.known import known, let_in, let_out, sign_in_of

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@sensitive_post_parameters()
@get_or_post
@known
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for a code. What follows is the same for addresses with an account and without."""
    now = timezone.now()
    if request.method != "POST":
        return _shown(request, AddressForm(initial={"seal": seals.new_seal(now)}))
    form = AddressForm(request.POST)
    if not door.must_be_sealed(request, form, now=now) or not form.is_valid():
        return _shown(request, form, status=422)
    try:
        door.count_asked(request)
        code = ask_code(
            address=form.cleaned_data["address"], purpose=Purpose.SIGN_IN, actor=actor_of(request), now=now
        )
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
        return tell_to_wait(_shown(request, form, status=refusal.status), refusal)
    return redirect(_with_way_back(request, reverse("mine:code", args=[door.token_of(code)])))


@sensitive_post_parameters()
@get_or_post
@known
def code(request: HttpRequest, token: str) -> HttpResponse:
    """Enter the code that came. Raises CodeGone."""
    now = timezone.now()
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _asks_for_code(request, form, token)
    if not form.is_valid():
        return _asks_for_code(request, form, token, status=422)
    try:
        door.count_tried(request)
        number = door.number_in(token)
        spend_try(number, now=now)
        opened = sign_in_by_code(
            number=number, digits=form.cleaned_data["digits"], notice=VERSION,
            device=device_in_words(request.headers.get("User-Agent", "")), leaving=_here(request),
            actor=actor_of(request), now=now,
        )  # fmt: skip
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
        return tell_to_wait(_asks_for_code(request, form, token, status=refusal.status), refusal)
    return let_in(redirect(door.way_back(request, reverse("mine:home"))), request, opened.cookie)


@sensitive_post_parameters()
@get_or_post
@known
def by_password(request: HttpRequest) -> HttpResponse:
    """Come in by a password that was set before."""
    now = timezone.now()
    if request.method != "POST":
        return _asks_for_password(request, PasswordForm(initial={"seal": seals.new_seal(now)}))
    form = PasswordForm(request.POST)
    if not door.must_be_sealed(request, form, now=now) or not form.is_valid():
        return _asks_for_password(request, form, status=422)
    address = form.cleaned_data["address"]
    try:
        door.count_tried(request)
        door.count_password(address)
        opened = sign_in_by_password(
            address=address, password=form.cleaned_data["password"], notice=VERSION,
            device=device_in_words(request.headers.get("User-Agent", "")), leaving=_here(request),
            actor=actor_of(request), now=now,
        )  # fmt: skip
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
        return tell_to_wait(_asks_for_password(request, form, status=refusal.status), refusal)
    door.forget_passwords(address)
    return let_in(redirect(door.way_back(request, reverse("mine:home"))), request, opened.cookie)


@require_POST
@known
def sign_out(request: HttpRequest) -> HttpResponse:
    """Go out. Whoever is out already is told nothing else."""
    sign_in = sign_in_of(request)
    if sign_in is not None:
        end_sign_in(
            sign_in_id=sign_in.pk, reason=EndReason.SIGNED_OUT, actor=actor_of(request), now=timezone.now()
        )
    return let_out(redirect("mine:sign_in"), request)


def code_context(sent: Code) -> dict[str, object]:
    """Where a code went and how long it is worth something, for the page that asks for it."""
    minutes = int(settings.CITIZEN_LIMITS.code_lasts.total_seconds() // 60)
    return {"to": sent.address, "minutes": minutes, "is_trial": settings.IN_TRIAL}


def _shown(request: HttpRequest, form: AddressForm, *, status: int = 200) -> HttpResponse:
    told = {
        "form": form, "query": _query(request), "is_open": bool(settings.CITIZEN_WAYS),
        "again": "again" in request.GET, "is_in": sign_in_of(request) is not None,
    }  # fmt: skip
    return render(request, "mine/sign_in.html", told, status=status)


def _asks_for_code(request: HttpRequest, form: CodeForm, token: str, *, status: int = 200) -> HttpResponse:
    now = timezone.now()
    try:
        sent = door.live_code(token, now=now)
    except door.CodeGone as gone:
        told = {"sentence": gone.sentence, "query": _query(request)}
        return render(request, "mine/code_gone.html", told, status=gone.status)
    context = {"form": form, "query": _query(request), **code_context(sent)}
    return render(request, "mine/code.html", context, status=status)


def _asks_for_password(request: HttpRequest, form: PasswordForm, *, status: int = 200) -> HttpResponse:
    return render(request, "mine/passphrase.html", {"form": form, "query": _query(request)}, status=status)


def _here(request: HttpRequest) -> int:
    """The sign-in that this browser came with, if any."""
    here = sign_in_of(request)
    return here.pk if here else 0


def _with_way_back(request: HttpRequest, address: str) -> str:
    return f"{address}{_query(request)}"


def _query(request: HttpRequest) -> str:
    """The way back, carried along from page to page."""
    told = door.way_back(request, "")
    return f"?{urlencode({'next': told})}" if told else ""
