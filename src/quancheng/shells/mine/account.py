"""Changing, taking along and closing one's own account. All of it asks for a sign-in of a moment ago."""

from collections.abc import Callable, Mapping

from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.citizens.commands import own_account
from quancheng.kernel.citizens.commands.codes import ask_code
from quancheng.kernel.citizens.models import Purpose
from quancheng.kernel.citizens.queries import citizen_for
from quancheng.kernel.citizens.trying import spend_try
from quancheng.kernel.citizens.ways import Address
from quancheng.shells.mine import door
from quancheng.shells.mine.forms import CloseForm, CodeForm, NameForm, NewAddressForm, NewPasswordForm
from quancheng.shells.mine.signing_in import code_context
from quancheng.shells.mine.taken_along import as_file
from quancheng.ui import seals
from quancheng.ui.answers import saved
from quancheng.ui.gate import actor_of, tell_to_wait
from quancheng.ui.known import citizens_only, let_out, sign_in_of, sure_only
from quancheng.ui.tries import measured

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
@citizens_only
def name(request: HttpRequest) -> HttpResponse:
    """How one wants to be called."""
    actor = actor_of(request)
    form = NameForm(request.POST or None, initial={"name": citizen_for(actor).name})
    if not form.is_valid():
        return _page(request, "name", form)
    own_account.set_name(name=form.cleaned_data["name"].strip(), actor=actor, now=timezone.now())
    return redirect("mine:home")


@sensitive_post_parameters()
@get_or_post
@sure_only
def password(request: HttpRequest) -> HttpResponse:
    """Set a password, or another one."""
    actor, here = actor_of(request), sign_in_of(request)
    assert here is not None
    citizen = citizen_for(actor)
    form = NewPasswordForm(request.POST or None, citizen=citizen)
    if not form.is_valid():
        return _page(request, "set_passphrase", form, told={"has_one": bool(citizen.password)})
    own_account.set_password(
        password=form.cleaned_data["password"], sign_in_id=here.pk, actor=actor, now=timezone.now()
    )
    return redirect("mine:home")


@require_POST
@sure_only
def no_password(request: HttpRequest) -> HttpResponse:
    """Come in by codes alone again."""
    own_account.take_password_away(actor=actor_of(request), now=timezone.now())
    return redirect("mine:home")


@sensitive_post_parameters()
@get_or_post
@sure_only
def new_address(request: HttpRequest) -> HttpResponse:
    """Ask for a code to another phone or e-mail address."""
    form = NewAddressForm(_sent(request), initial={"seal": seals.new_seal(timezone.now())})
    return _asked(
        request, "new_address", form, Purpose.CHANGE, "mine:new_address_code",
        lambda: form.cleaned_data["address"],
    )  # fmt: skip


@get_or_post
@sure_only
def new_address_code(request: HttpRequest, token: str) -> HttpResponse:
    """Prove by the code that the address is one's own, and go by it from now on."""
    here = sign_in_of(request)
    assert here is not None

    def change(digits: str) -> HttpResponse:
        own_account.change_address(
            number=door.number_in(token), digits=digits, sign_in_id=here.pk, actor=actor_of(request),
            now=timezone.now(),
        )  # fmt: skip
        return redirect("mine:home")

    return _proved(request, token, "new_address_code", change)


@get_or_post
@sure_only
def close(request: HttpRequest) -> HttpResponse:
    """What goes and what stays; the code that closes the account is asked for here."""
    citizen = citizen_for(actor_of(request))
    form = CloseForm(_sent(request), initial={"seal": seals.new_seal(timezone.now())})
    form.offer(citizen.addresses)
    own = {one.way.value: one for one in citizen.addresses}
    return _asked(
        request, "close", form, Purpose.CLOSE, "mine:close_code", lambda: own[form.cleaned_data["to"]]
    )


@get_or_post
@sure_only
def close_code(request: HttpRequest, token: str) -> HttpResponse:
    """Prove by the code who closes the account; it is gone at once."""

    def shut(digits: str) -> HttpResponse:
        own_account.close_account(
            number=door.number_in(token), digits=digits, actor=actor_of(request), now=timezone.now()
        )
        return let_out(redirect("mine:closed"), request)

    return _proved(request, token, "close_code", shut)


@require_safe
def closed(request: HttpRequest) -> HttpResponse:
    """The account is gone; the same for everybody."""
    return render(request, "mine/closed.html")


@require_safe
@sure_only
def what_is_kept(request: HttpRequest) -> HttpResponse:
    """What the file holds, and the file itself behind a link."""
    return render(request, "mine/export.html")


@require_safe
@measured
@sure_only
def export(request: HttpRequest) -> HttpResponse:
    """Everything that is kept of oneself, as a file (《个人信息保护法》第四十五条)."""
    data = as_file(actor_of(request), now=timezone.now())
    return saved(data, "application/json; charset=utf-8", "我的数据.json")


def _sent(request: HttpRequest) -> QueryDict | None:
    """What a form brought; one that came back empty was sent all the same."""
    return request.POST if request.method == "POST" else None


def _asked(
    request: HttpRequest,
    page: str,
    form: Form,
    purpose: Purpose,
    then: str,
    address: Callable[[], Address],
) -> HttpResponse:
    """Show the form; when it comes back sound, send the code and lead on to where it is entered."""
    now = timezone.now()
    if request.method != "POST":
        return _page(request, page, form)
    if not door.must_be_sealed(request, form, now=now) or not form.is_valid():
        return _page(request, page, form)
    try:
        door.count_asked(request)
        code = ask_code(address=address(), purpose=purpose, actor=actor_of(request), now=now)
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
        return tell_to_wait(_page(request, page, form, status=refusal.status), refusal)
    return redirect(then, door.token_of(code))


def _proved(request: HttpRequest, token: str, page: str, act: Callable[[str], HttpResponse]) -> HttpResponse:
    """Ask for the digits; with the right ones the act is done. Raises CodeGone."""
    form = CodeForm(request.POST or None)
    told = code_context(door.live_code(token, now=timezone.now()))
    if not form.is_valid():
        return _page(request, page, form, told=told)
    try:
        door.count_tried(request)
        spend_try(door.number_in(token), now=timezone.now())
        return act(form.cleaned_data["digits"])
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
        return tell_to_wait(_page(request, page, form, status=refusal.status, told=told), refusal)


def _page(
    request: HttpRequest, page: str, form: Form, *, status: int = 0, told: Mapping[str, object] | None = None
) -> HttpResponse:
    found = status or (422 if form.is_bound else 200)
    return render(request, f"mine/{page}.html", {"form": form, **(told or {})}, status=found)
