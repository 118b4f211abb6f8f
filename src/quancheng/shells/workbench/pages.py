"""The desk's own pages that belong to no module."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from quancheng.shells.workbench import patterns


@require_safe
def my_work(request: HttpRequest) -> HttpResponse:
    """我的工作: what is mine and due."""
    return render(request, "workbench/desk/my_work.html", {"today": timezone.localdate()})


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How the desk is used, on one page."""
    return render(request, "workbench/desk/help.html")


@require_safe
def pattern_book(request: HttpRequest) -> HttpResponse:
    """Every component in every state, to be looked at and measured; only in trial mode."""
    return render(request, "workbench/desk/pattern_book.html", patterns.everything())
