"""How a reader wants to read: the elder-friendly mode (长者模式), kept in a cookie, without a script."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

COOKIE = "reading"
ELDER = "elder"
A_YEAR = 365 * 24 * 60 * 60  # seconds


def reads_as_elder(request: HttpRequest) -> bool:
    """Whether this reader has switched the elder-friendly mode on."""
    return request.COOKIES.get(COOKIE) == ELDER


def switch_address(request: HttpRequest) -> str:
    """The link that turns the mode on or off and comes back to the page at hand."""
    mode = "plain" if reads_as_elder(request) else ELDER
    return f"{reverse('portal:reading', args=[mode])}?{urlencode({'back': request.get_full_path()})}"


@require_safe
@never_cache
def reading(request: HttpRequest, mode: str) -> HttpResponse:
    """Remember how this reader wants to read, and go back. Nothing is stored here."""
    back = request.GET.get("back", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    answer = HttpResponseRedirect(back)
    if mode == ELDER:
        answer.set_cookie(
            COOKIE, ELDER, max_age=A_YEAR, samesite="Lax", secure=request.is_secure(), httponly=True
        )
    else:
        answer.delete_cookie(COOKIE, samesite="Lax")
    return answer


class ReadingMiddleware:
    """A page looks different for readers in the elder-friendly mode, and caches are told so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if answer.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(answer, ["Cookie"])
        return answer
