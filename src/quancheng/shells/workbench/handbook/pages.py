"""The handbook at the desk: its contents, and one chapter."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from quancheng.kernel.audit.health import health
from quancheng.kernel.orgs.roles import AdminRole
from quancheng.shells.workbench.handbook.reading import chapter_for, contents_for
from quancheng.shells.workbench.menu import OFFICE
from quancheng.ui.gate import actor_of


@require_safe
def contents(request: HttpRequest) -> HttpResponse:
    """How the desk is used; for those who keep the house, whether it is alive."""
    roles = actor_of(request).roles
    told = health(now=timezone.now()) if roles & (OFFICE | {AdminRole.SYSTEM}) else None
    return render(request, "workbench/desk/help.html", {"health": told, "chapters": contents_for(request)})


@require_safe
def chapter(request: HttpRequest, code: str) -> HttpResponse:
    """One chapter. Raises NoSuchChapter."""
    return render(request, "workbench/desk/help_chapter.html", {"chapter": chapter_for(request, code)})
