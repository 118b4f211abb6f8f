"""Who acts at the desk: the official who signed in, in the post they chose."""

import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from quancheng.kernel.basis.actor import Actor, Kind


class ActorMiddleware:
    """Puts the Actor on the request. Posts, units and roles come once `kernel.access` stands."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = official(request)  # type: ignore[attr-defined]  # read by ui.gate.actor_of
        return self.get_response(request)


def official(request: HttpRequest) -> Actor:
    """The signed-in official as an Actor, with one id for this one act; a passer-by before the sign-in."""
    if not request.user.is_authenticated:
        return Actor.anonymous()
    return Actor(kind=Kind.OFFICIAL, person_id=request.user.pk, act_id=uuid.uuid4().hex)
