"""A door that counts: whoever tried too often is answered with 429, and told when to come again."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.forms import Form
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from quancheng.shells.workbench.door.sessions import limits

View = Callable[..., HttpResponseBase]
TOO_OFTEN = ("locked", "too_many_login_attempts", "rate_limited")  # of ours the first, of allauth the others


def counted(view: View) -> View:
    """The page stays as it is, with its sentence; only its status and one header say so to machines."""

    @wraps(view)
    def within_measure(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        answer = view(request, *args, **kwargs)
        form = (getattr(answer, "context_data", None) or {}).get("form")
        if isinstance(form, Form) and form.is_bound and _is_too_often(form):
            answer.status_code = HTTPStatus.TOO_MANY_REQUESTS
            answer.headers["Retry-After"] = str(int(limits().locked_for.total_seconds()))
        return answer

    return within_measure


def _is_too_often(form: Form) -> bool:
    return any(form.has_error(place, code) for place in form.errors for code in TOO_OFTEN)
