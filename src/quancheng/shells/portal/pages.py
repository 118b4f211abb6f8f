"""Pages of the portal that are not drawn by the site tree."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from quancheng.ui.shelf import shelved


@require_safe
@shelved()
def accessibility(request: HttpRequest) -> HttpResponse:
    """What this site does so that everyone can use it, and whom to tell when it fails."""
    return render(request, "portal/site/accessibility.html")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django's signature
    """An address behind which nothing stands: said within the site, with the ways that lead on."""
    return render(request, "portal/site/not_found.html", status=404)
