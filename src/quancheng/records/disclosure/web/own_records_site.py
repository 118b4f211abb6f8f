"""The portal's pages of own records: what it is, the form, the receipt, how it stands, and withdrawing."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.safety import EVIDENCE, check_upload
from quancheng.kernel.text.codes import in_groups
from quancheng.records.disclosure.commands.intake import Who
from quancheng.records.disclosure.commands.own_intake import Brought, Claim, submit_own_record
from quancheng.records.disclosure.commands.own_records import withdraw_own_record
from quancheng.records.disclosure.forms.own_records import ClaimForm, OwnStatusForm, OwnSubmitForm, SureForm
from quancheng.records.disclosure.queries.agencies import agencies_to_ask
from quancheng.records.disclosure.queries.own_records import DOOR as OWN_DOOR
from quancheng.records.disclosure.queries.own_records import OwnStatus, own_status_of
from quancheng.records.disclosure.rules.own_record import OPEN, STATE_SAYS, State, tidy_number
from quancheng.records.disclosure.web.request_page import happened
from quancheng.ui import seals
from quancheng.ui.cases import working_of
from quancheng.ui.gate import actor_of, tell_to_wait
from quancheng.ui.known import known, sign_in_of
from quancheng.ui.lookups import Lookup, TooManyTries
from quancheng.ui.source import network_of

LOOKUP = Lookup("disclosure.own_record", "更正申请", tidy_number)
STATUS = "disclosure/site/own_status.html"
get_or_post = require_http_methods(["GET", "HEAD", "POST"])
_THEN = {
    State.RECEIVED: "机关正在核实您说的情况和证据，需要时会与您联系。",
    State.VERIFIED: "机关已核实记录确有不准确，正在更正，更正后书面告知您。",
    State.TO_ISSUE: "机关正在审核告知书，签发后送达给您。",
    State.TO_SERVE: "告知书已经签发，正在送达，请留意查收。",
    State.CORRECTED: "记录已经更正，告知书已送达。",
    State.FORWARDED: "记录由其他机关负责，您的申请已经转送，请向该机关了解进展。",
    State.TOLD: "记录由其他机关负责，请按告知书写明的联系方式向它提出。",
    State.NOT_VERIFIED: "理由写在告知书里。不服的，可以按告知书写明的途径申请行政复议或者起诉。",
    State.WITHDRAWN: "这件更正申请不再办理。需要的话，随时可以重新提出。",
}
_TONES = {
    State.RECEIVED: "blue", State.VERIFIED: "blue", State.TO_ISSUE: "blue", State.TO_SERVE: "orange",
    State.CORRECTED: "green",
}  # fmt: skip


@require_safe
@cache_control(public=True, max_age=60)
def index(request: HttpRequest) -> HttpResponse:
    """What one may have put right, and the two doors."""
    return render(request, "disclosure/site/own_index.html")


@get_or_post
@known
def new(request: HttpRequest) -> HttpResponse:
    """Say what is wrong. What is refused keeps all that was entered, but for the files."""
    form = _form(request)
    status, refused = 200, None
    if request.method == "POST":
        try:
            sent = _send(request, form)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
            status, refused = refusal.status, refusal
        else:
            if sent:
                token = LOOKUP.receipt_token(sent, now=timezone.now())
                return redirect("disclosure_site:own_record_receipt", token)
            status = 422
    context = {"form": form, "is_known": sign_in_of(request) is not None}
    page = render(request, "disclosure/site/own_new.html", context, status=status)
    return tell_to_wait(page, refused) if refused else page


@require_safe
@known
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """Number and query code, to be noted or printed. Raises ReceiptGone."""
    number = LOOKUP.number_on_receipt(token, now=timezone.now())
    status = own_status_of(number, OWN_DOOR.code_of(number), today=timezone.localdate())
    owner = status.own_record.citizen_id
    context = {
        "status": status, "code": in_groups(OWN_DOOR.code_of(number)),
        "is_own": owner is not None and owner == actor_of(request).citizen_id,
    }  # fmt: skip
    return render(request, "disclosure/site/own_receipt.html", context)


@get_or_post
@never_cache
def status(request: HttpRequest) -> HttpResponse:
    """How a case stands, for whoever holds its number and code."""
    form = OwnStatusForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, STATUS, {"form": form}, status=422 if form.is_bound else 200)
    try:
        seen = _looked_up(request, form)
    except Refusal as refusal:
        return _turned_away(request, form, refusal)
    return _shown(request, form, seen, SureForm())


@require_POST
@never_cache
def withdraw(request: HttpRequest) -> HttpResponse:
    """The applicant withdraws, having said so twice."""
    pair, sure = OwnStatusForm(request.POST), SureForm(request.POST)
    if not pair.is_valid():
        return render(request, STATUS, {"form": pair}, status=422)
    try:
        seen = _looked_up(request, pair)
    except Refusal as refusal:
        return _turned_away(request, pair, refusal)
    if not sure.is_valid():
        return _shown(request, pair, seen, sure)
    number, code = seen.own_record.number, pair.cleaned_data["code"]
    try:
        withdraw_own_record(number=number, code=code, actor=actor_of(request), now=timezone.now())
    except Refusal as refusal:
        sure.add_error(None, refusal.sentence)
    again = own_status_of(number, code, today=timezone.localdate())
    return _shown(request, pair, again, sure, done="" if sure.errors else "已撤回，这件更正申请不再办理。")


def brought_in(form: ClaimForm) -> list[Brought]:
    """The files of a form, each through the gate. Raises FileRefused."""
    found = []
    for each in form.cleaned_data["evidence"]:
        data = each.read()
        found.append(Brought(check_upload(data, name=each.name, accepted=EVIDENCE), data))
    return found


def who_in(form: OwnSubmitForm) -> Who:
    return Who(**{name: form.cleaned_data[name] for name in form.WHO})


def claim_in(form: ClaimForm) -> Claim:
    return Claim(**{name: form.cleaned_data[name] for name in form.CLAIM})


def _form(request: HttpRequest) -> OwnSubmitForm:
    now = timezone.now()
    is_sent = request.method == "POST"
    form = OwnSubmitForm(
        request.POST if is_sent else None, request.FILES if is_sent else None,
        initial={"seal": seals.new_seal(now)},
    )  # fmt: skip
    form.offer(agencies_to_ask(on=timezone.localdate(now)))
    return form


def _send(request: HttpRequest, form: OwnSubmitForm) -> str:
    """The number of the case; empty when the form must be mended first. Raises what the command raises."""
    now = timezone.now()
    seal = seals.unsealed(form, now=now)
    if seal is None or not form.is_valid():
        return ""
    write = partial(
        submit_own_record, unit_id=form.cleaned_data["unit"], who=who_in(form), claim=claim_in(form),
        files=brought_in(form), once=seal.once, source=network_of(request), actor=actor_of(request), now=now,
    )  # fmt: skip
    return seals.written_once(write).number


def _looked_up(request: HttpRequest, form: OwnStatusForm) -> OwnStatus:
    """Wrong pairs are counted. Raises TooManyTries, NoOwnMatch."""
    number, code = form.cleaned_data["number"], form.cleaned_data["code"]
    now = timezone.now()
    with LOOKUP.tried(network_of(request), number, wrong=Refusal, now=now):
        return own_status_of(number, code, today=timezone.localdate(now))


def _turned_away(request: HttpRequest, form: OwnStatusForm, refusal: Refusal) -> HttpResponse:
    form.add_error(None, refusal.sentence)
    page = render(request, STATUS, {"form": form}, status=refusal.status)
    return tell_to_wait(page, refusal) if isinstance(refusal, TooManyTries) else page


def _shown(
    request: HttpRequest, form: OwnStatusForm, seen: OwnStatus, sure: SureForm, *, done: str = ""
) -> HttpResponse:
    context = {
        **own_context(seen, sure),
        "pair": {name: form.cleaned_data[name] for name in ("number", "code")},
        "refused": sure if sure.errors else None,
        "done": done,
    }
    answer = render(request, STATUS, context, status=422 if sure.errors else 200)
    answer["X-Robots-Tag"] = "noindex"
    return answer


def own_context(seen: OwnStatus, sure: SureForm) -> dict[str, object]:
    """How a case stands, in plain words and finished for the template."""
    sheet = next(iter(seen.sheets), None)
    return {
        "seen": seen,
        "says": STATE_SAYS[seen.state],
        "then": _THEN[seen.state],
        "tone": _TONES.get(seen.state, "grey"),
        "is_open": seen.state in OPEN,
        "working": tuple(working_of(sheet)) if sheet and sheet.due else (),
        "history": tuple(happened(seen.history, with_who=False))[::-1],
        "sure": sure,
    }
