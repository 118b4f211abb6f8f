"""Who of the public is signed in: asked by the few pages that are one citizen's, and by no other.

A view opts in with `@known`, or with `@citizens_only`. For every other page of the portal everybody is
nobody, whatever cookie they bring: it looks the same to all, so that it can be kept (`ui/shelf.py`) and leaks
nothing. What a view that knows answers is kept by no cache and listed by no search engine. While it runs, the
rows of this one account can be seen by the role of the public process (`kernel/access/named.py`).
"""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from quancheng.kernel.access.named import named
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.citizens.limits import is_sure
from quancheng.kernel.citizens.models import SignIn
from quancheng.kernel.citizens.queries import sign_in_behind
from quancheng.kernel.citizens.trying import mark_seen
from quancheng.ui.entered import page_of_form

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
COOKIE = "quancheng_mine"
BOUND = (
    "__Host-"  # a browser takes such a cookie from this very host alone, never from a neighbour of its name
)
KNOWS = "knows_citizens"
PRIVATE = "is_one_citizens"  # on the request: what answers it is nobody else's
ACTOR = "actor"  # where ui/gate looks
_SIGN_IN = "citizen_sign_in"


class SignedOut(Refusal):
    """The sign-in ended while a form was being filled in."""

    code = "ui.signed_out"
    status = 403


def known(view: View[P]) -> View[P]:
    """The view is told who is signed in, if anybody is: `actor_of(request)` gives the citizen."""

    @wraps(view)
    def with_citizen(request: HttpRequest, /, *told: P.args, **by_name: P.kwargs) -> HttpResponse:
        setattr(request, PRIVATE, True)
        sign_in = _opened(request)
        if sign_in is None:
            return _private(view(request, *told, **by_name))
        setattr(request, _SIGN_IN, sign_in)
        setattr(request, ACTOR, Actor.citizen(sign_in.citizen_id, act_id=uuid.uuid4().hex))
        with named([sign_in.citizen.number]):
            return _private(view(request, *told, **by_name))

    setattr(with_citizen, KNOWS, True)
    return with_citizen


def citizens_only(view: View[P]) -> View[P]:
    """The view is there for whoever is signed in; others are shown the way in. Raises SignedOut."""

    @wraps(view)
    def for_citizens(request: HttpRequest, /, *told: P.args, **by_name: P.kwargs) -> HttpResponse:
        if sign_in_of(request) is not None:
            return view(request, *told, **by_name)
        if request.method == "POST":
            raise SignedOut("登录已结束，刚才的操作没有进行；请重新登录后再试一次")
        return to_sign_in(request)

    return known(for_citizens)


def sure_only(view: View[P]) -> View[P]:
    """The same, for whoever signed in a moment ago: what changes an account asks again who one is."""

    @wraps(view)
    def for_the_sure(request: HttpRequest, /, *told: P.args, **by_name: P.kwargs) -> HttpResponse:
        sign_in = sign_in_of(request)
        assert sign_in is not None
        if is_sure(settings.CITIZEN_LIMITS, begun=sign_in.begun_at, now=timezone.now()):
            return view(request, *told, **by_name)
        return to_sign_in(request, again=True)

    return citizens_only(for_the_sure)


def sign_in_of(request: HttpRequest) -> SignIn | None:
    """The sign-in by which a request came, as a view that knows was told."""
    found: SignIn | None = getattr(request, _SIGN_IN, None)
    return found


def to_sign_in(request: HttpRequest, *, again: bool = False) -> HttpResponse:
    """To the door, and from there back to the page that was wanted."""
    told = {
        "next": page_of_form(request) if request.method == "POST" else request.path,
        **({"again": "1"} if again else {}),
    }
    return redirect(f"{reverse(settings.CITIZEN_SIGN_IN)}?{urlencode(told)}")


def let_in(answer: HttpResponse, request: HttpRequest, cookie: str) -> HttpResponse:
    """The browser keeps the cookie until it is closed; forms that were open before hold no more."""
    rotate_token(request)
    answer.set_cookie(
        _name(request), cookie, path="/", secure=request.is_secure(), httponly=True, samesite="Lax"
    )
    return answer


def let_out(answer: HttpResponse, request: HttpRequest) -> HttpResponse:
    """The browser forgets the cookie."""
    rotate_token(request)
    answer.set_cookie(
        _name(request), "", max_age=0, path="/", secure=request.is_secure(), httponly=True, samesite="Lax"
    )
    return answer


def _opened(request: HttpRequest) -> SignIn | None:
    cookie = request.COOKIES.get(_name(request), "")
    if not cookie or settings.SURFACE != "public":
        return None
    now = timezone.now()
    found = sign_in_behind(cookie, now=now)
    if found is not None:
        mark_seen(found, now=now)
    return found


def _name(request: HttpRequest) -> str:
    return f"{BOUND}{COOKIE}" if request.is_secure() else COOKIE


def _private(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    patch_vary_headers(answer, ["Cookie"])
    return answer
