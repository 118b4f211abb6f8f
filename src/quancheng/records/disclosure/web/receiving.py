"""The applicant receives the reply: by number, code and last signs of the paper, or in their account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.letterhead import DOCX_TYPE, PDF_TYPE, as_docx, as_pdf
from quancheng.records.disclosure.commands.delivery import fetch_file, open_reply
from quancheng.records.disclosure.commands.unlocking import unlock_reply
from quancheng.records.disclosure.forms.asking import SignsForm, StatusForm, TailForm
from quancheng.records.disclosure.queries.doors import NoMatch
from quancheng.records.disclosure.queries.files import NoSuchFile
from quancheng.records.disclosure.queries.receipts import NothingToRead, Opened, Pair, SignsWanted, WrongTail
from quancheng.records.disclosure.web.door import DOOR
from quancheng.records.disclosure.web.mine import own_page
from quancheng.records.disclosure.web.reply_page import reply_page
from quancheng.records.disclosure.web.site import looked_up, shown, turned_away
from quancheng.records.disclosure.web.status_page import status_page
from quancheng.ui.answers import saved
from quancheng.ui.claims import signs_given
from quancheng.ui.gate import actor_of, tell_to_wait
from quancheng.ui.known import citizens_only
from quancheng.ui.source import network_of

PAGE = "disclosure/site/reply.html"
DOCX, PDF = "docx", "pdf"
LONGEST_PLACE = 6  # digits


@require_POST
@never_cache
def reply(request: HttpRequest) -> HttpResponse:
    """The letter, or what of it is taken along; wrong signs are counted like wrong codes."""
    form = TailForm(request.POST, auto_id="letter_%s" if request.POST.get("letter") else "tail_%s")
    if not form.is_valid():
        return _turned_away(request, form, None)
    told = form.cleaned_data
    pair, number = Pair(told["code"], told["tail"]), told["number"]
    try:
        with (
            DOOR.tried(network_of(request), number, wrong=NoMatch, now=timezone.now()),
            DOOR.signs_tried(network_of(request), number, wrong=WrongTail, now=timezone.now()),
        ):
            return _answered(request, number, pair, request.POST.get("what", ""), told["letter"] or 0)
    except Refusal as refusal:
        return _turned_away(request, form, refusal)


@require_safe
@citizens_only
def own_reply(request: HttpRequest, number: str) -> HttpResponse:
    """The letter to a request of one's own. Raises NoSuchRequest, NothingToRead."""
    return _answered_at_home(request, number, "")


@require_POST
@citizens_only
def own_signs(request: HttpRequest, number: str) -> HttpResponse:
    """The signs of the paper, once; wrong ones are counted like wrong codes.

    Raises NoSuchRequest, NothingToRead.
    """

    def unlock(tail: str) -> HttpResponse:
        seen = unlock_reply(number=number, tail=tail, actor=actor_of(request), now=timezone.now())
        return redirect("disclosure_site:own_reply" if seen.online_on else "disclosure_site:own", number)

    return signs_given(
        request, SignsForm(request.POST, auto_id="tail_%s"), number, lookup=DOOR, unlock=unlock,
        wrong=WrongTail, again=lambda form: own_page(request, number, refused=form),
    )  # fmt: skip


@require_safe
@citizens_only
def own_taken(request: HttpRequest, number: str, what: str) -> HttpResponse:
    """What of it is taken along. Raises NoSuchRequest, NothingToRead, NoSuchFile."""
    return _answered_at_home(request, number, what)


def _answered_at_home(request: HttpRequest, number: str, what: str) -> HttpResponse:
    """The same; where the signs are wanted first, the page that asks for them."""
    try:
        return _answered(request, number, None, what, _place_of(request))
    except SignsWanted:
        return redirect("disclosure_site:own", number)


def _place_of(request: HttpRequest) -> int:
    """Which letter on the way is asked for; 0 for the reply. Raises NothingToRead."""
    told = request.GET.get("letter", "0")
    if not (told.isascii() and told.isdecimal() and len(told) < LONGEST_PLACE):
        raise NothingToRead("没有这份文书，请回到申请页面重新选择")
    return int(told)


def _answered(request: HttpRequest, number: str, by: Pair | None, what: str, place: int) -> HttpResponse:
    """Page, letter as a file, or one of the files. Raises what the commands raise."""
    actor, now = actor_of(request), timezone.now()
    if what in {"", DOCX, PDF}:
        seen = open_reply(number=number, by=by, how=what or "网页", place=place, actor=actor, now=now)
        return _letter(seen, what) if what else _page(request, seen, by)
    if not what.isdecimal():
        raise NoSuchFile("这份答复没有这个附件，请回到答复页面重新选择")
    one = fetch_file(number=number, by=by, key=int(what), actor=actor, now=now)
    with one.file.data.open("rb") as lying:
        return saved(lying.read(), "application/octet-stream", one.name)


def _letter(seen: Opened, what: str) -> HttpResponse:
    name = f"{seen.letter.number} {seen.letter.title}.{what}"
    if what == PDF:
        return saved(as_pdf(seen.letter), PDF_TYPE, name)
    return saved(as_docx(seen.letter), DOCX_TYPE, name)


def _page(request: HttpRequest, seen: Opened, by: Pair | None) -> HttpResponse:
    context = {
        "page": reply_page(seen, today=timezone.localdate()),
        "pair": {"number": seen.request.number, "code": by.code, "tail": by.tail} if by else None,
        "is_own": by is None,
    }
    answer = render(request, PAGE, context)
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _turned_away(request: HttpRequest, form: TailForm, refusal: Refusal | None) -> HttpResponse:
    """The page of the request again, with what is wrong; without its number and code the first form."""
    pair = StatusForm(request.POST)
    if not pair.is_valid() or not (refusal is None or isinstance(refusal, WrongTail)):
        return turned_away(request, pair, refusal)
    if refusal is not None:
        form.add_error("tail", refusal.sentence)
    try:
        seen = looked_up(request, pair)
    except Refusal as fault:
        return turned_away(request, pair, fault)
    page = status_page(seen, today=timezone.localdate(), refused=form)
    answer = shown(request, pair, page)
    return tell_to_wait(answer, refusal) if refusal else answer
