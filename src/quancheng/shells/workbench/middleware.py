"""Who acts at the desk: the official who signed in, in the post they chose."""

import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django_htmx.http import retarget

from quancheng.kernel.access.actors import NoPostToday, NotYourPost, actor_for
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.models import Person
from quancheng.shells.workbench.site.rights import grant_for_this_request
from quancheng.ui.entered import page_of_form

CHOSEN_POST = "post_id"  # in the session
OF_THE_HOUSE = {"wagtailadmin_sprite", "wagtailadmin_javascript_catalog"}  # symbols and words, for all alike
AN_HOUR = "private, max-age=3600"  # seconds; every page asks for both: two questions of three would be these
SHOWN_POST = "acting_in"  # in a form: the post in which its page was opened; ui/desk.js puts it there


class NothingStaysMiddleware:
    """Nothing that keeps pages keeps one of the desk: a step back after the sign-out shows nothing.

    The symbols and the words of the frame tell of nobody: a browser keeps them for an hour. What was typed on
    a page that was left, ui/kept.js brings back.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        place = request.resolver_match.view_name if request.resolver_match else ""
        keeps = answer.status_code == 200 and place in OF_THE_HOUSE
        answer.headers["Cache-Control"] = AN_HOUR if keeps else "private, no-store"
        return answer


class ActorMiddleware:
    """Puts the Actor on the request, with one id for this one act."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor = official(request)
        if isinstance(request.user, Person):
            grant_for_this_request(request.user, actor)
        request.actor = actor  # type: ignore[attr-defined]  # read by ui.gate.actor_of
        if request.method == "POST" and _is_from_another_post(request, actor):
            return _turned_away(request, "workbench/desk/other_post", {"back": page_of_form(request)}, 409)
        return self.get_response(request)


class SignedOutMiddleware:
    """Who sends something after the sign-in has ended is told so, and keeps what they wrote.

    The way through the sign-in leads to the page from which it was sent, not to where it was sent.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        door = f"{reverse('wagtailadmin_login')}?"
        if request.method != "POST" or not response.headers.get("Location", "").startswith(door):
            return response
        sign_in = door + urlencode({"next": page_of_form(request)})
        return _turned_away(request, "workbench/desk/signed_out", {"sign_in": sign_in}, 403)


def _turned_away(request: HttpRequest, name: str, told: dict[str, str], status: int) -> HttpResponse:
    """A page that says so; on top of the page where a part was asked for, so that what is open stays open."""
    if "HX-Request" not in request.headers:
        return render(request, f"{name}.html", told, status=status)
    part = render(request, f"{name}_part.html", told, status=422)
    part["HX-Reswap"] = "afterbegin show:window:top"
    return retarget(part, "#main")


def _is_from_another_post(request: HttpRequest, actor: Actor) -> bool:
    """The page was opened in one post, and in another window its reader went on in another one."""
    shown = request.POST.get(SHOWN_POST, "") if actor.post_id is not None else ""
    return shown != "" and shown != str(actor.post_id)


def official(request: HttpRequest) -> Actor:
    """The signed-in official in the chosen post; a passer-by before the sign-in and without any post today.

    A choice that no longer holds, because the post was left, gives way to the first post.
    """
    person = request.user
    if not isinstance(person, Person):
        return Actor.anonymous()
    today, act = timezone.localdate(), uuid.uuid4().hex
    try:
        return actor_for(person, request.session.get(CHOSEN_POST), today, act)
    except NotYourPost:
        del request.session[CHOSEN_POST]
        return official(request)
    except NoPostToday:
        return Actor.anonymous()
