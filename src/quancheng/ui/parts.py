"""Answering with a page, or with the part of it that htmx asked for."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def page_or_part(
    request: HttpRequest, template: str, *, part: str, context: Mapping[str, object]
) -> HttpResponse:
    """One template serves both: the whole page, or its named part when htmx asks for that."""
    name = f"{template}#{part}" if _wants_part(request) else template
    response = render(request, name, dict(context))
    patch_vary_headers(response, ["HX-Request"])
    return response


def _wants_part(request: HttpRequest) -> bool:
    """A boosted link and a step back in the browser's history want the whole page."""
    told = request.headers
    return "HX-Request" in told and "HX-Boosted" not in told and "HX-History-Restore-Request" not in told
