"""From a request to the actor behind it, and from a refusal to its answer."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.ui.entered import page_above, page_before
from quancheng.ui.readable import too_large_in, unreadable_in

Answer = Callable[[HttpRequest], HttpResponse]


def actor_of(request: HttpRequest) -> Actor:
    """Who asks: put on the request by the surface that took it in; a passer-by when nobody did."""
    actor: Actor = getattr(request, "actor", Actor.anonymous())
    return actor


def surfaces(request: HttpRequest) -> dict[str, str]:  # noqa: ARG001  # a context processor's signature
    """For templates: which surface this is, and where the other one stands."""
    return {
        "surface": settings.SURFACE,
        "public_address": settings.PUBLIC_ADDRESS,
        "desk_address": settings.DESK_ADDRESS,
    }


class RefusalMiddleware:
    """A refusal that no page showed in its own place is answered with its sentence and its status.

    So is an address that only takes what is sent to it, when somebody opens it as a page; and what no field
    may hold is refused before any page sees it.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content:
            page = render(request, "405.html", {"back": page_before(request)}, status=response.status_code)
            page["Allow"] = response["Allow"]
            return page
        return response

    def process_view(
        self, request: HttpRequest, _view: Answer, _args: tuple[object, ...], told: dict[str, object]
    ) -> HttpResponse | None:
        refusal = unreadable_in(request, told)
        return self.process_exception(request, refusal) if refusal else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        exception = too_large_in(request, exception) or exception
        if not isinstance(exception, Refusal):
            return None
        back = page_before(request)
        is_its_own = back == request.path or (request.method == "POST" and request.path.startswith(back))
        if exception.status == HTTPStatus.NOT_FOUND and is_its_own:
            back = page_above(back)  # what the address named is gone, and its page with it
        told = {"refusal": exception, "back": back}
        page = render(request, f"ui/refused_{settings.SURFACE}.html", told, status=exception.status)
        if request.method == "POST":  # what was written stands on it
            page["Cache-Control"] = "private, no-store"
        return tell_to_wait(page, exception)


def tell_to_wait(answer: HttpResponse, refusal: Refusal) -> HttpResponse:
    """Machines read from the answer when they may come again, as people read it from the sentence."""
    if refusal.wait:
        answer["Retry-After"] = str(refusal.wait)
    return answer
