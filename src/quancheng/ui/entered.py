"""What somebody had entered when an act was turned away, and the page from which they came.

A refusal away from its form, a sign-in that ended, a form older than its seal: none of them may cost anybody
what they wrote. It is shown again, to be copied; nothing of it is kept.
"""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve

WORTH_KEEPING = 4  # signs; shorter entries are choices, numbers and marks of the form


def entered_words(request: HttpRequest) -> tuple[str, ...]:
    """The texts that people wrote, never a password, and nothing that another house sent."""
    if (
        request.method != "POST"
        or hasattr(request, "sensitive_post_parameters")
        or not _is_from_here(request)
    ):
        return ()
    return tuple(
        text
        for name, values in request.POST.lists()
        if "password" not in name and name != "csrfmiddlewaretoken"
        for value in values
        if len(text := value.strip()) >= WORTH_KEEPING and not text.isascii()
    )


def page_before(request: HttpRequest) -> str:
    """The address that was shown when the reader clicked; else the nearest page above this address."""
    told = urlsplit(request.headers.get("Referer", ""))
    if told.netloc == request.get_host() and told.path != request.path:
        return f"{told.path}?{told.query}" if told.query else told.path
    return request.path if request.method in {"GET", "HEAD"} else page_above(request.path)


def page_above(path: str) -> str:
    """The nearest address above that has a name, and so a page; at last the front door."""
    while path.rstrip("/"):
        path = path.rstrip("/").rpartition("/")[0] + "/"
        try:
            found = resolve(path)
        except Resolver404:
            continue
        if found.url_name:
            return path
    return "/"


def _is_from_here(request: HttpRequest) -> bool:
    """A page of another house may not have its words shown in ours."""
    told = urlsplit(request.headers.get("Origin") or request.headers.get("Referer", ""))
    return told.netloc == request.get_host()
