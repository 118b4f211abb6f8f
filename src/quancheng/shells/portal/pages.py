"""Pages of the portal that are not drawn by the site tree."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from quancheng.shells.portal.furniture import home_of
from quancheng.shells.portal.models import Notice
from quancheng.ui.shelf import shelved

NOTICES_A_PAGE = 20


@require_safe
@shelved("page")
def notices(request: HttpRequest) -> HttpResponse:
    """通知公告: what has been told to the public, the latest first."""
    home = home_of(request)
    told = Notice.objects.live().public().descendant_of(home) if home else Notice.objects.none()
    page = Paginator(told.order_by("-issued_on", "-pk"), NOTICES_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "portal/site/notices.html", {"notices": page})


@require_safe
@shelved()
def accessibility(request: HttpRequest) -> HttpResponse:
    """What this site does so that everyone can use it, and whom to tell when it fails."""
    return render(request, "portal/site/accessibility.html")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django's signature
    """An address behind which nothing stands: said within the site, with the ways that lead on."""
    return render(request, "portal/site/not_found.html", status=404)
