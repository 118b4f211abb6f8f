"""The portal's pages of the mailbox: writing, the receipt, how it stands, and what was answered to others."""

from functools import partial

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_safe

from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.links.registry import Linked, resolve
from quancheng.kernel.text.codes import in_groups
from quancheng.records.mailbox.commands.sending import NothingThere, SentAlready, send_message
from quancheng.records.mailbox.forms.sending import MessageForm, SelectionForm, StatusForm
from quancheng.records.mailbox.queries import publications
from quancheng.records.mailbox.queries.limits import limits_on
from quancheng.records.mailbox.queries.offices import NobodyReceives, tenants_to_write_to
from quancheng.records.mailbox.queries.senders import code_of, status_of
from quancheng.records.mailbox.rules.kinds import Kind
from quancheng.records.mailbox.rules.looking import Selected
from quancheng.records.mailbox.web.door import DOOR
from quancheng.records.mailbox.web.message_page import happened
from quancheng.ui import seals
from quancheng.ui.gate import actor_of, tell_to_wait
from quancheng.ui.known import known, sign_in_of
from quancheng.ui.lookups import TooManyTries
from quancheng.ui.source import network_of

PAGE = 20
get_or_post = require_http_methods(["GET", "HEAD", "POST"])
fresh = cache_control(public=True, max_age=60)


@require_safe
@fresh
def index(request: HttpRequest) -> HttpResponse:
    """Where one writes, where one looks it up, and what was answered to others."""
    form = SelectionForm(request.GET)
    form.offer((unit.pk, str(unit)) for unit in publications.units_published())
    wanted = form.wanted()
    page = Paginator(publications.published(wanted), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "is_narrowed": wanted != Selected(),
        "figures": publications.figures_of(timezone.localdate().year),
    }
    return render(request, "mailbox/site/index.html", context)


@require_safe
@fresh
def published(request: HttpRequest, publication_id: int) -> HttpResponse:
    """One message and its answer in public wording."""
    seen = publications.published_one(publication_id)
    return render(request, "mailbox/site/published.html", {"publication": seen})


@get_or_post
@known
def new(request: HttpRequest) -> HttpResponse:
    """Write a message, about a public record or anything. What is refused keeps all that was entered."""
    about, linked = _about(request)
    form = _form(request, linked)
    status, refused = 200, None
    if request.method == "POST":
        try:
            sent = _send(request, form, about)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
            status, refused = refusal.status, refusal
        else:
            if sent:
                return redirect("mailbox_site:receipt", DOOR.receipt_token(sent, now=timezone.now()))
            status = 422
    context = {
        "form": form, "about": about, "linked": linked, "limits": _limits(form),
        "is_known": sign_in_of(request) is not None,
    }  # fmt: skip
    page = render(request, "mailbox/site/new.html", context, status=status)
    return tell_to_wait(page, refused) if refused else page


@require_safe
@known
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """Number and query code, to be noted or printed. Raises ReceiptGone."""
    number = DOOR.number_on_receipt(token, now=timezone.now())
    status = status_of(number, code_of(number))
    is_own = (
        status.message.citizen_id is not None and status.message.citizen_id == actor_of(request).citizen_id
    )
    context = {"status": status, "code": in_groups(code_of(number)), "is_own": is_own}
    return render(request, "mailbox/site/receipt.html", context)


@get_or_post
@never_cache
def status(request: HttpRequest) -> HttpResponse:
    """How a message stands, for whoever holds its number and code; nothing of them stands in an address."""
    form = StatusForm(request.POST if request.method == "POST" else None)
    context: dict[str, object] = {"form": form}
    if not form.is_valid():
        return render(request, "mailbox/site/status.html", context, status=422 if form.is_bound else 200)
    number, code = form.cleaned_data["number"], form.cleaned_data["code"]
    now, source = timezone.now(), network_of(request)
    try:
        DOOR.must_not_hammer(source, number, now=now)
        seen = status_of(number, code)
    except TooManyTries as refusal:
        form.add_error(None, refusal.sentence)
        page = render(request, "mailbox/site/status.html", context, status=refusal.status)
        return tell_to_wait(page, refusal)
    except Refusal as refusal:
        DOOR.count_wrong(source, number, now=now)
        form.add_error(None, refusal.sentence)
        return render(request, "mailbox/site/status.html", context, status=refusal.status)
    context |= {"status": seen, "history": tuple(happened(seen.history, with_who=False))[::-1]}
    return _unlisted(render(request, "mailbox/site/status.html", context))


def _about(request: HttpRequest) -> tuple[RecordRef | None, Linked | None]:
    """The public record that the message is about, if any. Raises NothingThere."""
    told = request.GET.get("about", "")
    if not told:
        return None, None
    try:
        about = RecordRef.parse(told)
    except ValueError:
        raise NothingThere("没有找到您要说的内容，请回到原页面重新进入") from None
    linked = resolve(actor_of(request), [about]).get(about)
    if linked is None:
        raise NothingThere("没有找到您要说的内容，可能已经撤下；请回到原页面重新进入")
    return about, linked


def _form(request: HttpRequest, linked: Linked | None) -> MessageForm:
    """The form with the governments to write to; about a record, its own alone. Raises NobodyReceives."""
    now = timezone.now()
    tenants = tenants_to_write_to(on=timezone.localdate(now))
    own = [one for one in tenants if linked is not None and one.pk == linked.tenant_id]
    choices = own or list(tenants)
    if not choices:
        raise NobodyReceives("网上留言尚未开通；请拨打12345热线")
    data = request.POST if request.method == "POST" else None
    form = MessageForm(data, initial={"seal": seals.new_seal(now), "wish": Kind.QUESTION.value})
    form.offer(choices)
    return form


def _send(request: HttpRequest, form: MessageForm, about: RecordRef | None) -> str:
    """The number of the message; empty when the form must be mended first. Raises what the command raises."""
    now = timezone.now()
    seal = seals.unsealed(form, now=now)
    if seal is None:
        return ""
    if not form.is_valid():
        return ""
    told = {name: form.cleaned_data[name] for name in ("wish", "text", "name", "contact", "wants_mail")}
    write = partial(
        send_message, **told, tenant_id=form.cleaned_data["tenant"], about=about, once=seal.once,
        source=network_of(request), actor=actor_of(request), now=now,
    )  # fmt: skip
    try:
        return seals.written_once(write).number
    except SentAlready:
        seals.seal_anew(form, at=now - seals.TOO_FAST)  # whoever sent it has waited with the first seal
        raise


def _limits(form: MessageForm) -> list[tuple[str, int]]:
    """By when each kind is answered, by the rules of the first government on offer."""
    first, _ = form.offered[0]
    held = {one.rule.value: one.value for one in limits_on(tenant_id=first, on=timezone.localdate())}
    return [(kind.says, held[kind.value]) for kind in Kind]


def _unlisted(answer: HttpResponse) -> HttpResponse:
    """A page for one person belongs in no search engine."""
    answer["X-Robots-Tag"] = "noindex"
    return answer
