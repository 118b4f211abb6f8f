"""Headers that every answer of the house bears, whatever it is: what a page may use, and who may load it."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from quancheng.kernel.basis.refusal import A_MINUTE

# No page of the house uses any of these; a script that got in could not either.
FORBIDDEN = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "geolocation", "gyroscope",
    "hid", "magnetometer", "microphone", "midi", "payment", "picture-in-picture", "publickey-credentials-get",
    "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
HEADERS = {
    "Permissions-Policy": ", ".join(f"{name}=()" for name in FORBIDDEN),
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}


class HeadersMiddleware:
    """Stands outermost, so that files and refusals bear the headers too. Django adds the others."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        if answer.status_code == HTTPStatus.TOO_MANY_REQUESTS:
            answer.headers.setdefault("Retry-After", str(A_MINUTE))  # the door's own counts run by the minute
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)
        return answer
