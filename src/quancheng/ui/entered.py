"""What somebody had entered when an act was turned away, and the page from which they came.

A refusal away from its form, a sign-in that ended, a form older than its seal: none of them may cost anybody
what they wrote. It is shown again, to be copied; nothing of it is kept.
"""

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlsplit

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import Form
from django.http import HttpRequest
from django.urls import Resolver404, resolve

from quancheng.kernel.basis.refusal import Meanwhile, Refusal

Done = TypeVar("Done")
WORTH_KEEPING = 4  # signs; shorter entries are choices, numbers and marks of the form
QUICKER = "meanwhile"  # the code of the error by which a form knows that its writer was told
LONGEST_NUMBER = 18  # digits; more fit no column


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
        if _is_written(text := value.strip())
    )


def version_of(request: HttpRequest) -> int:
    """The version that the page showed; none that can be counts as an old one."""
    told = request.POST.get("version", "")
    return int(told) if told.isdecimal() and len(told) <= LONGEST_NUMBER else -1


def turn_away(form: Form, refusal: Refusal) -> None:
    """Tell the refusal on top of the form; `version_to_show` knows it again."""
    form.add_error(
        None, ValidationError(refusal.sentence, code=QUICKER if isinstance(refusal, Meanwhile) else None)
    )


def carried_out(form: Form, act: Callable[..., Done], **told: object) -> Done | None:
    """What a valid form asks for: the command hears its fields beside `told`. What is refused stands on the
    form; None when nothing was done.
    """
    if not form.is_valid():
        return None
    try:
        return act(**form.cleaned_data, **told)
    except Refusal as refusal:
        turn_away(form, refusal)
        return None


def version_to_show(request: HttpRequest, form: Form, current: int) -> int:
    """The version that a form carries when it is shown, or shown again.

    It stays the one on which the writer began until they have been told that another was quicker: a form that
    was merely incomplete may not write over what they have not seen. Once told, they decide.
    """
    is_fresh = not form.is_bound or form.has_error(NON_FIELD_ERRORS, QUICKER)
    return current if is_fresh else version_of(request)


def page_before(request: HttpRequest) -> str:
    """The address that was shown when the reader clicked; else the nearest page above this address."""
    told = urlsplit(request.headers.get("Referer", ""))
    if told.netloc == request.get_host() and told.path != request.path:
        return f"{told.path}?{told.query}" if told.query else told.path
    return request.path if request.method in {"GET", "HEAD"} else page_above(request.path)


def page_of_form(request: HttpRequest) -> str:
    """Where the form stood that was sent: many a form sends to the very address on which it stands."""
    told = urlsplit(request.headers.get("Referer", ""))
    if told.netloc == request.get_host() and told.path == request.path:
        return f"{told.path}?{told.query}" if told.query else told.path
    return page_before(request)


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


def _is_written(text: str) -> bool:
    """Chinese, an address on the web or of a mailbox, several words: not a choice, a number or a mark."""
    return len(text) >= WORTH_KEEPING and (
        not text.isascii() or any(sign in text for sign in ("://", "@", " "))
    )


def _is_from_here(request: HttpRequest) -> bool:
    """A page of another house may not have its words shown in ours."""
    told = urlsplit(request.headers.get("Origin") or request.headers.get("Referer", ""))
    return told.netloc == request.get_host()
