"""Pages on which an account takes in what was sent without one, and shows once that it is the sender's."""

from collections.abc import Callable

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from quancheng.kernel.basis.refusal import Refusal
from quancheng.ui.gate import tell_to_wait
from quancheng.ui.lookups import Lookup, LookupForm, TooManyTries, Wrong
from quancheng.ui.source import network_of


def claim_page(
    request: HttpRequest, form: LookupForm, template: str, *, lookup: Lookup,
    take: Callable[[str, str], HttpResponse], wrong: Wrong,
) -> HttpResponse:  # fmt: skip
    """The form; sound, the record is taken in and shown. Wrong pairs count as for everybody."""
    if not form.is_valid():
        return render(request, template, {"form": form}, status=422 if form.is_bound else 200)
    number = form.cleaned_data["number"]
    try:
        with lookup.tried(network_of(request), number, wrong=wrong, now=timezone.now()):
            return take(number, form.cleaned_data["code"])
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
        return tell_to_wait(render(request, template, {"form": form}, status=refusal.status), refusal)


def signs_given(
    request: HttpRequest, form: Form, number: str, *, lookup: Lookup, unlock: Callable[[str], HttpResponse],
    wrong: type[Refusal], again: Callable[[Form], HttpResponse],
) -> HttpResponse:  # fmt: skip
    """What the right signs open; with wrong ones the page again. They count as wrong codes do, and longer."""
    if not form.is_valid():
        return again(form)
    try:
        with lookup.signs_tried(network_of(request), number, wrong=wrong, now=timezone.now()):
            return unlock(form.cleaned_data["tail"])
    except (wrong, TooManyTries) as refusal:
        form.add_error("tail", refusal.sentence)
        page = again(form)
        page.status_code = refusal.status if isinstance(refusal, TooManyTries) else page.status_code
        return tell_to_wait(page, refusal)
