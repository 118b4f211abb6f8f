"""What is asked of everybody who is in: that the sign-in still stands, and that first things come first."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from requests import RequestException

from quancheng.kernel.orgs.models import Person
from quancheng.shells.workbench.door import commands, sessions, watch
from quancheng.shells.workbench.door.limits import Overstayed
from quancheng.shells.workbench.door.queries import has_second_factor
from quancheng.ui.entered import page_before
from quancheng.ui.sure import asks_for_proof

logger = logging.getLogger(__name__)
ENDED = {
    Overstayed.IDLE: _("您离开的时间较长，为了安全已自动退出，请重新登录。"),
    Overstayed.TOO_LONG: _("登录已满一个工作日的时长，为了安全已自动退出，请重新登录。"),
}
FOR_THE_AUDIT = {Overstayed.IDLE: "长时间没有操作", Overstayed.TOO_LONG: "登录时间已满"}
PASSWORD = "workbench:account"  # noqa: S105  # the name of an address
FACTOR = "mfa_activate_totp"
# What remains open until the first things are done: they themselves, the way out, and scripts of the frame.
ALWAYS_OPEN = frozenset(
    {
        PASSWORD, FACTOR, "account_login", "openid_connect_login", "openid_connect_callback",
        "account_reauthenticate", "mfa_reauthenticate",
        "wagtailadmin_logout", "wagtailadmin_javascript_catalog", "wagtailadmin_sprite",
    }
)  # fmt: skip


class SignInLimitsMiddleware:
    """A sign-in that was left alone, or has stood for too long, ends with the next request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if isinstance(request.user, Person):
            self._stay_or_end(request, request.user, now=timezone.now())
        return self.get_response(request)

    def _stay_or_end(self, request: HttpRequest, person: Person, *, now: datetime) -> None:
        why = sessions.use(request, now=now)
        if why is not None:
            commands.note_sign_out(person=person, why=FOR_THE_AUDIT[why], now=now)
            setattr(request, watch.BY_THE_HOUSE, True)
            logout(request)
            messages.info(request, ENDED[why])


class FirstThingsMiddleware:
    """Before any work: a password that nobody else knows and, if the house asks so, a second factor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        """The page where the first thing is done; None when nothing is left to do."""
        place = request.resolver_match.view_name if request.resolver_match else ""
        if not isinstance(request.user, Person) or place in ALWAYS_OPEN:
            return None
        first = _first_thing(request.user)
        return redirect(first) if first else None


class SureMiddleware:
    """Who would take data out or read what is personal proves once more who they are, if need be.

    What was asked for follows by itself; an act that writes is done again by hand, where it stands.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., object], *_: object
    ) -> HttpResponse | None:
        """The page that asks for the proof; None when there is one."""
        if not asks_for_proof(view) or not isinstance(request.user, Person):
            return None
        if sessions.is_sure(request, now=timezone.now()):
            return None
        then = request.get_full_path() if request.method in {"GET", "HEAD"} else page_before(request)
        return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': then})}")


class PlatformMiddleware:
    """An identity platform that does not answer is told in plain words; the password still opens the door."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """The page that says so; None for any other fault."""
        place = request.resolver_match.view_name if request.resolver_match else ""
        if not isinstance(fault, RequestException) or not place.startswith("openid_connect_"):
            return None
        logger.warning("The identity platform does not answer: %s", fault)
        return render(request, "socialaccount/authentication_error.html", status=503)


def _first_thing(person: Person) -> str:
    """The address of what must be done first; none when all is done."""
    if person.must_change_password:
        return PASSWORD
    if sessions.must_have_second_factor() and not has_second_factor(person):
        return FACTOR
    return ""
