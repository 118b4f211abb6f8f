"""Pages of the portal that are not in the site tree."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What this site does so that everyone can use it, and whom to tell when it fails."""
    return render(request, "portal/site/accessibility.html")
