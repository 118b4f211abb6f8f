"""The pages of corrections for whoever is signed in: one of them, its letter, taking one in."""

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.disclosure.commands.claiming import claim_own_record
from quancheng.records.disclosure.commands.own_records import withdraw_own_record
from quancheng.records.disclosure.commands.unlocking import open_own_letter, unlock_own_letter
from quancheng.records.disclosure.forms.asking import SignsForm
from quancheng.records.disclosure.forms.own_records import OwnStatusForm, SureForm
from quancheng.records.disclosure.queries.accounts import is_unlocked
from quancheng.records.disclosure.queries.own_citizens import own_record_status
from quancheng.records.disclosure.queries.own_records import DOOR, NoOwnMatch
from quancheng.records.disclosure.queries.receipts import SignsWanted, WrongTail
from quancheng.records.disclosure.web.own_records_site import LOOKUP, STATUS, own_context
from quancheng.ui.claims import claim_page, signs_given
from quancheng.ui.gate import actor_of
from quancheng.ui.known import citizens_only

CLAIM, LETTER = "disclosure/site/own_claim.html", "disclosure/site/own_letter.html"
OWN = "disclosure_site:own_record_mine"


@require_safe
@citizens_only
def own(request: HttpRequest, number: str) -> HttpResponse:
    """How one of the own corrections stands. Raises NoSuchOwnRecord."""
    return _page(request, number)


@require_http_methods(["GET", "HEAD", "POST"])
@citizens_only
def claim(request: HttpRequest) -> HttpResponse:
    """Take in one that was sent before, by its number and code."""
    form = OwnStatusForm(request.POST if request.method == "POST" else None)

    def take(number: str, code: str) -> HttpResponse:
        taken = claim_own_record(number=number, code=code, actor=actor_of(request), now=timezone.now())
        return redirect(OWN, taken.number)

    return claim_page(request, form, CLAIM, lookup=LOOKUP, take=take, wrong=NoOwnMatch)


@require_POST
@citizens_only
def own_signs(request: HttpRequest, number: str) -> HttpResponse:
    """The signs of the paper, once. Raises NoSuchOwnRecord."""

    def unlock(tail: str) -> HttpResponse:
        unlock_own_letter(number=number, tail=tail, actor=actor_of(request), now=timezone.now())
        return redirect(OWN, number)

    return signs_given(
        request, SignsForm(request.POST, auto_id="tail_%s"), number, lookup=LOOKUP, unlock=unlock,
        wrong=WrongTail, again=lambda form: _page(request, number, refused=form),
    )  # fmt: skip


@require_safe
@citizens_only
def own_letter(request: HttpRequest, number: str) -> HttpResponse:
    """The served letter. Raises NoSuchOwnRecord, NoOwnLetter."""
    try:
        letter = open_own_letter(number=number, actor=actor_of(request), now=timezone.now())
    except SignsWanted:
        return redirect(OWN, number)
    return render(request, LETTER, {"letter": letter, "number": number})


@require_POST
@citizens_only
def own_withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Withdraw one of them, having said so twice. Raises NoSuchOwnRecord."""
    now, sure = timezone.now(), SureForm(request.POST)
    seen = own_record_status(actor_of(request), number, today=timezone.localdate(now)).own_record
    if not sure.is_valid():
        return _page(request, number, refused=sure)
    try:
        withdraw_own_record(
            number=seen.number, code=DOOR.code_of(seen.number), actor=actor_of(request), now=now
        )  # fmt: skip
    except Refusal as refusal:
        sure.add_error(None, refusal.sentence)
        return _page(request, number, refused=sure)
    return redirect(OWN, seen.number)


def _page(request: HttpRequest, number: str, *, refused: Form | None = None) -> HttpResponse:
    actor = actor_of(request)
    seen = own_record_status(actor, number, today=timezone.localdate())
    context = {
        **own_context(seen, refused if isinstance(refused, SureForm) else SureForm()),
        "is_own": True,
        "is_unlocked": is_unlocked(actor, seen.own_record),
        "signs": refused if isinstance(refused, SignsForm) else SignsForm(auto_id="tail_%s"),
        "refused": refused,
    }
    return render(request, STATUS, context, status=422 if refused else 200)
