"""The portal's pages of requests: what it is, the guide, the form, the receipt, and how a request stands."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_safe

from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.links.registry import Linked, resolve
from quancheng.kernel.text.codes import in_groups
from quancheng.records.disclosure.commands.intake import SentAlready, What, Who, submit_request
from quancheng.records.disclosure.forms.asking import StatusForm, SubmitForm
from quancheng.records.disclosure.queries.agencies import agencies_to_ask
from quancheng.records.disclosure.queries.doors import Status, code_of, status_of
from quancheng.records.disclosure.queries.waiting import waiting_for
from quancheng.records.disclosure.rules.receipt import Channel
from quancheng.records.disclosure.web.door import DOOR
from quancheng.records.disclosure.web.looking import Looked, form_kept, is_look, looked_for
from quancheng.records.disclosure.web.status_page import StatusPage, status_page
from quancheng.records.disclosure.workflow import State
from quancheng.ui import seals
from quancheng.ui.gate import actor_of, tell_to_wait
from quancheng.ui.known import known, sign_in_of
from quancheng.ui.lookups import LookupForm, TooManyTries
from quancheng.ui.source import network_of

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
fresh = cache_control(public=True, max_age=60)
STATUS = "disclosure/site/status.html"


@require_safe
@fresh
def index(request: HttpRequest) -> HttpResponse:
    """What one can ask for, how long it takes, and the two doors."""
    return render(request, "disclosure/site/index.html")


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """Where else it may be quicker; whoever wants to, goes straight on to the form."""
    about, linked = _about(request)
    looked = looked_for(request, request.GET.get("q", ""), about=linked)
    context = {"about": about, "linked": linked, "looked": looked}
    return render(request, "disclosure/site/guide.html", context)


@get_or_post
@known
def new(request: HttpRequest) -> HttpResponse:
    """Ask for information. What is refused keeps all that was entered."""
    form, (about, linked) = form_kept(request) if is_look(request) else _form(request), _about(request)
    status, refused = 200, None
    if request.method == "POST" and not is_look(request):
        try:
            sent = _send(request, form)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
            status, refused = refusal.status, refusal
        else:
            if sent:
                return redirect("disclosure_site:receipt", DOOR.receipt_token(sent, now=timezone.now()))
            status = 422
    context = {
        "form": form, "about": about, "linked": linked, "is_known": sign_in_of(request) is not None,
        "looked": _looked(request, linked) if is_look(request) else None,
        "is_look": is_look(request),
    }  # fmt: skip
    page = render(request, "disclosure/site/new.html", context, status=status)
    return tell_to_wait(page, refused) if refused else page


@require_safe
@known
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """Number and query code, to be noted or printed, and what happens next. Raises ReceiptGone."""
    number = DOOR.number_on_receipt(token, now=timezone.now())
    status = status_of(number, code_of(number))
    owner = status.request.citizen_id
    context = {
        "status": status, "code": in_groups(code_of(number)), "channel": Channel(status.request.channel).says,
        "waiting": waiting_for(status.request), "is_waiting": status.state == State.UNCONFIRMED,
        "is_own": owner is not None and owner == actor_of(request).citizen_id,
    }  # fmt: skip
    return render(request, "disclosure/site/receipt.html", context)


@get_or_post
@never_cache
def status(request: HttpRequest) -> HttpResponse:
    """How a request stands, for whoever holds its number and code; nothing of them stands in an address."""
    form = StatusForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, STATUS, {"form": form}, status=422 if form.is_bound else 200)
    try:
        seen = looked_up(request, form)
    except Refusal as refusal:
        return turned_away(request, form, refusal)
    return shown(request, form, status_page(seen, today=timezone.localdate()))


def looked_up(request: HttpRequest, form: LookupForm) -> Status:
    """How the request stands that the form names; wrong pairs are counted. Raises TooManyTries, NoMatch."""
    number, code = form.cleaned_data["number"], form.cleaned_data["code"]
    with DOOR.tried(network_of(request), number, wrong=Refusal, now=timezone.now()):
        return status_of(number, code)


def turned_away(request: HttpRequest, form: LookupForm, refusal: Refusal | None) -> HttpResponse:
    """The form again, with what is wrong about number and code."""
    if refusal is not None:
        form.add_error(None, refusal.sentence)
    page = render(request, STATUS, {"form": form}, status=refusal.status if refusal else 422)
    return tell_to_wait(page, refusal) if isinstance(refusal, TooManyTries) else page


def shown(request: HttpRequest, form: LookupForm, page: StatusPage, *, done: str = "") -> HttpResponse:
    """The page of a request; number and code go along in its forms, never in an address."""
    told = {"number": form.cleaned_data["number"], "code": form.cleaned_data["code"]}
    context = {"page": page, "pair": told, "done": done}
    answer = render(request, STATUS, context, status=422 if page.refused else 200)
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _about(request: HttpRequest) -> tuple[RecordRef | None, Linked | None]:
    """The public record from whose page one came, if it is still there; one may ask all the same."""
    try:
        about = RecordRef.parse(request.GET.get("about", ""))
    except ValueError:
        return None, None
    linked = resolve(actor_of(request), [about]).get(about)
    return (about, linked) if linked else (None, None)


def _looked(request: HttpRequest, about: Linked | None) -> Looked | None:
    return looked_for(request, request.POST.get("wanted", ""), about=about)


def _form(request: HttpRequest) -> SubmitForm:
    _, linked = _about(request)
    now = timezone.now()
    data = request.POST if request.method == "POST" else None
    initial = {"seal": seals.new_seal(now), "features": linked.title[:200] if linked else ""}
    form = SubmitForm(data, request.FILES or None, initial=initial)
    form.offer(agencies_to_ask(on=timezone.localdate(now)))
    return form


def _send(request: HttpRequest, form: SubmitForm) -> str:
    """The number of the request; empty when the form must be mended first. Raises what the command raises."""
    now = timezone.now()
    seal = seals.unsealed(form, now=now)
    if seal is None or not form.is_valid():
        return ""
    told = form.cleaned_data
    write = partial(
        submit_request, unit_id=told["unit"], who=Who(**{name: told[name] for name in form.WHO}),
        what=What(**{name: told[name] for name in form.WHAT}), once=seal.once, source=network_of(request),
        paper=told["paper"], authority=told["authority"], actor=actor_of(request), now=now,
    )  # fmt: skip
    try:
        return seals.written_once(write).number
    except SentAlready:
        seals.seal_anew(form, at=now - seals.TOO_FAST)  # whoever sent it has waited with the first seal
        raise
