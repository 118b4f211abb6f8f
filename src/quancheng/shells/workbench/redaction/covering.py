"""Covering and uncovering: each act is one command, and leads back to the page on which it was done."""

from collections.abc import Callable

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.redaction import looking
from quancheng.kernel.redaction.commands import drafting
from quancheng.kernel.redaction.queries import redaction_for
from quancheng.shells.workbench.redaction.forms import (
    BoxForm,
    NumbersForm,
    ReasonForm,
    SpanForm,
    WordsForm,
)
from quancheng.shells.workbench.redaction.view import page_asked, show
from quancheng.ui.entered import turn_away
from quancheng.ui.gate import actor_of


@require_POST
def box(request: HttpRequest, redaction_id: int) -> HttpResponse:
    """A box, drawn or entered."""
    form = BoxForm(request.POST, auto_id="box_%s")

    def act() -> None:
        drafting.cover_box(
            redaction_id=redaction_id, box=form.told(), reason=form.reason(), actor=actor_of(request),
            now=timezone.now(),
        )  # fmt: skip

    return _done(request, redaction_id, "box", form, act)


@require_POST
def span(request: HttpRequest, redaction_id: int) -> HttpResponse:
    """A stretch of a text."""
    form = SpanForm(request.POST, auto_id="span_%s")

    def act() -> None:
        drafting.cover_span(
            redaction_id=redaction_id, start=form.cleaned_data["start"], end=form.cleaned_data["end"],
            reason=form.reason(), actor=actor_of(request), now=timezone.now(),
        )  # fmt: skip

    return _done(request, redaction_id, "span", form, act)


@require_POST
def words(request: HttpRequest, redaction_id: int) -> HttpResponse:
    """Words wherever they stand."""
    form = WordsForm(request.POST, auto_id="words_%s")

    def act() -> None:
        drafting.cover_words(
            redaction_id=redaction_id, words=form.cleaned_data["words"], reason=form.reason(),
            actor=actor_of(request), now=timezone.now(),
        )  # fmt: skip

    return _done(request, redaction_id, "words", form, act)


@require_POST
def numbers(request: HttpRequest, redaction_id: int) -> HttpResponse:
    """Numbers of people that were found, as far as they were chosen."""
    form = NumbersForm(request.POST, auto_id="numbers_%s")
    seen = redaction_for(actor_of(request), redaction_id)
    form.offer_keys([place.key for place in looking.suggested(seen.redaction)])

    def act() -> None:
        drafting.cover_suggested(
            redaction_id=redaction_id, keys=form.cleaned_data["key"], reason=form.reason(),
            actor=actor_of(request), now=timezone.now(),
        )  # fmt: skip

    return _done(request, redaction_id, "numbers", form, act)


@require_POST
def ground(request: HttpRequest, redaction_id: int, part_id: int) -> HttpResponse:
    """Another ground for one part."""
    form = ReasonForm(request.POST, auto_id=f"part_{part_id}_%s")

    def act() -> None:
        drafting.change_ground(
            redaction_id=redaction_id, part_id=part_id, reason=form.reason(), actor=actor_of(request),
            now=timezone.now(),
        )  # fmt: skip

    return _done(request, redaction_id, "part", form, act)


@require_POST
def uncover(request: HttpRequest, redaction_id: int, part_id: int) -> HttpResponse:
    """One part is to be seen after all. Raises what `uncover` raises."""
    drafting.uncover(redaction_id=redaction_id, part_id=part_id, actor=actor_of(request), now=timezone.now())
    return _back(request, redaction_id)


def _done(
    request: HttpRequest, redaction_id: int, code: str, form: ReasonForm, act: Callable[[], None]
) -> HttpResponse:
    """The act, or the page again with what was entered and why it was turned away. Raises NoSuchRedaction."""
    seen = redaction_for(actor_of(request), redaction_id)
    form.offer(RecordRef.parse(seen.redaction.about).kind)
    if form.is_valid():
        try:
            act()
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            return _back(request, redaction_id, form)
    return show(request, redaction_id, refused=(code, form))


def _back(request: HttpRequest, redaction_id: int, form: forms.Form | None = None) -> HttpResponse:
    """The same page, with the ground that was chosen last."""
    asked = {"page": str(page_asked(request)), "show": request.POST.get("show", "")}
    if form is not None:
        asked["ground"] = form.cleaned_data["ground"]
    query = {name: value for name, value in asked.items() if value}
    return redirect(reverse("workbench:redaction", args=[redaction_id], query=query))
