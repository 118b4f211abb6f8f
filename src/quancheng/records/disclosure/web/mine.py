"""The pages of requests for whoever is signed in: one of their own, and taking an earlier one in."""

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quancheng.records.disclosure.commands.claiming import claim_request
from quancheng.records.disclosure.forms.asking import StatusForm
from quancheng.records.disclosure.queries.accounts import is_unlocked
from quancheng.records.disclosure.queries.citizens import own_status
from quancheng.records.disclosure.queries.doors import NoMatch, code_of
from quancheng.records.disclosure.web.acting import (
    Act,
    confirmation_form,
    confirmed,
    corrected,
    correction_form,
    explain_form,
    explained,
    withdrawal_form,
    withdrawn,
)
from quancheng.records.disclosure.web.door import DOOR
from quancheng.records.disclosure.web.site import STATUS
from quancheng.records.disclosure.web.status_page import status_page
from quancheng.ui.claims import claim_page
from quancheng.ui.gate import actor_of
from quancheng.ui.known import citizens_only

CLAIM = "disclosure/site/claim.html"


@require_safe
@citizens_only
def own(request: HttpRequest, number: str) -> HttpResponse:
    """How one of the own requests stands. Raises NoSuchRequest."""
    return own_page(request, number)


@require_POST
@citizens_only
def own_correct(request: HttpRequest, number: str) -> HttpResponse:
    """Make one of the own requests clearer. Raises NoSuchRequest."""
    return _acted(request, number, correction_form(request), corrected)


@require_POST
@citizens_only
def own_explain(request: HttpRequest, number: str) -> HttpResponse:
    """Explain one of the own requests. Raises NoSuchRequest."""
    return _acted(request, number, explain_form(request), explained)


@require_POST
@citizens_only
def own_confirm(request: HttpRequest, number: str) -> HttpResponse:
    """Confirm one of the own requests once more. Raises NoSuchRequest."""
    return _acted(request, number, confirmation_form(request), confirmed)


@require_POST
@citizens_only
def own_withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Withdraw one of the own requests. Raises NoSuchRequest."""
    return _acted(request, number, withdrawal_form(request), withdrawn)


@require_http_methods(["GET", "HEAD", "POST"])
@citizens_only
def claim(request: HttpRequest) -> HttpResponse:
    """Take in a request that was sent before, by its number and code."""
    form = StatusForm(request.POST if request.method == "POST" else None)

    def take(number: str, code: str) -> HttpResponse:
        taken = claim_request(number=number, code=code, actor=actor_of(request), now=timezone.now())
        return redirect("disclosure_site:own", taken.number)

    return claim_page(request, form, CLAIM, lookup=DOOR, take=take, wrong=NoMatch)


def own_page(request: HttpRequest, number: str, *, refused: Form | None = None) -> HttpResponse:
    """One of the own requests, with what was turned away in its place. Raises NoSuchRequest."""
    actor = actor_of(request)
    seen = own_status(actor, number)
    page = status_page(seen, today=timezone.localdate(), refused=refused)
    context = {"page": page, "is_own": True, "is_unlocked": is_unlocked(actor, seen.request)}
    return render(request, STATUS, context, status=422 if refused else 200)


def _acted(request: HttpRequest, number: str, form: Form, act: Act) -> HttpResponse:
    seen = own_status(actor_of(request), number).request
    if act(request, form, seen.number, code_of(seen.number)):
        return redirect("disclosure_site:own", seen.number)
    return own_page(request, number, refused=form)
