"""The pages of bulletins about requests: the list, one bulletin, its words, its paper."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quancheng.kernel.approvals.queries import approvals_of
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.letterhead import DOCX_TYPE, as_docx, paragraphs_of
from quancheng.records.disclosure.commands import bulletins as writing
from quancheng.records.disclosure.events import BULLETIN_KIND
from quancheng.records.disclosure.forms.handling import ReasonForm
from quancheng.records.disclosure.forms.supervising import BulletinForm, DraftBulletinForm, IssueForm
from quancheng.records.disclosure.models import RequestBulletin
from quancheng.records.disclosure.queries import bulletins as queries
from quancheng.records.disclosure.queries.requests import is_office
from quancheng.records.disclosure.rules.bulletin import from_json, slots_of
from quancheng.records.disclosure.rules.bulletin_moves import as_it_stood
from quancheng.ui.answers import saved
from quancheng.ui.entered import carried_out, turn_away, version_of, version_to_show
from quancheng.ui.gate import actor_of

PAGE = 50
ACTS: Mapping[str, tuple[Callable[..., Any], str]] = {
    "gather": (writing.gather_again, "已按今天的数据更新；您改写过的部分没有动，其中绑定的数字已更新"),
    "discard": (writing.discard_bulletin, "通报草稿已作废"),
}
ISSUES: Mapping[str, tuple[Callable[..., Any], str]] = {
    "issue": (writing.issue_bulletin, "已签发，各单位已收到通知"),
    "send": (writing.send_approved, "已印发，各单位已收到通知"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def bulletins(request: HttpRequest) -> HttpResponse:
    """What the office drafted and issued; for a unit what it was told. The office begins one here."""
    actor, today = actor_of(request), timezone.localdate()
    form = DraftBulletinForm(request.POST or None, initial={"on": today})
    if request.method == "POST" and form.is_valid():
        try:
            drafted = writing.draft_bulletin(**form.cleaned_data, actor=actor, now=timezone.now())
        except writing.DraftedAlready as refusal:
            messages.warning(request, refusal.sentence)
            return redirect("disclosure_desk:bulletin", refusal.facts["bulletin"])
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "已取数并拟出初稿，请逐段核对修改")
            return redirect("disclosure_desk:bulletin_edit", drafted.pk)
    context = {
        "page": Paginator(queries.bulletins_for(actor), PAGE).get_page(request.GET.get("page")),
        "is_office": is_office(actor),
        "form": form,
        "trail": _trail(),
    }
    status = 422 if form.errors else 200
    return render(request, "disclosure/desk/supervision/bulletins.html", context, status=status)


@require_safe
def bulletin(request: HttpRequest, bulletin_id: int) -> HttpResponse:
    """One bulletin, as it will be or was issued. Raises NoSuchBulletin."""
    actor = actor_of(request)
    return _show(request, actor, queries.bulletin_for(actor, bulletin_id))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, bulletin_id: int) -> HttpResponse:
    """The words of a draft, part by part. Raises NoSuchBulletin."""
    actor = actor_of(request)
    seen = queries.bulletin_of_office(actor, bulletin_id)
    form = BulletinForm(request.POST or None, texts=seen.texts, initial={"title": seen.title})
    if request.method == "POST" and form.is_valid():
        try:
            writing.amend_bulletin(
                bulletin_id=bulletin_id, version=version_of(request), title=form.cleaned_data["title"],
                texts=form.texts(), actor=actor, now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            messages.success(request, "通报草稿已保存")
            return redirect("disclosure_desk:bulletin", bulletin_id)
    context = {
        "bulletin": seen,
        "form": form,
        "version": version_to_show(request, form, seen.version),
        "slots": slots_of(from_json(seen.figures)),
        "trail": _trail("修改"),
    }
    status = 422 if form.errors else 200
    return render(request, "disclosure/desk/supervision/bulletin_edit.html", context, status=status)


@require_POST
def step(request: HttpRequest, bulletin_id: int, code: str) -> HttpResponse:
    """Take the figures again, issue it, or give it up; what is refused is told on its page."""
    actor = actor_of(request)
    if code in ISSUES:
        return _issue(request, bulletin_id, code)
    seen = queries.bulletin_for(actor, bulletin_id)
    try:
        if code not in ACTS:
            raise queries.NoSuchBulletin("没有这个步骤，请回到通报页面重新选择", step=code)
        act, done = ACTS[code]
        act(bulletin_id=bulletin_id, version=version_of(request), actor=actor, now=timezone.now())
    except Refusal as refusal:
        return _show(request, actor, seen, refusal=refusal)
    messages.success(request, done)
    return redirect("disclosure_desk:bulletin", bulletin_id)


def _issue(request: HttpRequest, bulletin_id: int, code: str) -> HttpResponse:
    """Put it out; where the figures moved, with the reason. What was entered stands on the page again."""
    actor, form = actor_of(request), IssueForm(request.POST, auto_id=f"{code}_%s")
    act, done = ISSUES[code]
    seen = queries.bulletin_for(actor, bulletin_id)
    if form.is_valid():
        try:
            act(
                bulletin_id=bulletin_id, version=version_of(request), **form.cleaned_data, actor=actor,
                now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            return _show(request, actor, seen, refusal=refusal, issue=form)
        messages.success(request, done)
        return redirect("disclosure_desk:bulletin", bulletin_id)
    return _show(request, actor, seen, issue=form)


@require_POST
def withdraw(request: HttpRequest, bulletin_id: int) -> HttpResponse:
    """Declare it void, with the reason; what lacks is told on its page. Raises NoSuchBulletin."""
    actor, form = actor_of(request), ReasonForm(request.POST)
    told = {"bulletin_id": bulletin_id, "version": version_of(request), "actor": actor, "now": timezone.now()}
    done = carried_out(form, writing.withdraw_bulletin, **told)
    if done is None:
        return _show(request, actor, queries.bulletin_for(actor, bulletin_id), withdraw=form)
    messages.success(request, f"已撤销{done.label}，收到通报的单位已收到通知")
    return redirect("disclosure_desk:bulletin", bulletin_id)


@require_safe
def paper(request: HttpRequest, bulletin_id: int) -> HttpResponse:
    """The bulletin as a docx to be printed. Raises NoSuchBulletin."""
    seen = queries.bulletin_for(actor_of(request), bulletin_id)
    return saved(as_docx(queries.letter_of(seen)), DOCX_TYPE, f"{seen.label or '通报草稿'} {seen.title}.docx")


def _show(
    request: HttpRequest,
    actor: Actor,
    seen: RequestBulletin,
    *,
    refusal: Refusal | None = None,
    withdraw: ReasonForm | None = None,
    issue: IssueForm | None = None,
) -> HttpResponse:
    of_office = is_office(actor) and seen.tenant_id == actor.tenant_id
    may_amend, ref = seen.is_draft and of_office, RecordRef(BULLETIN_KIND, str(seen.pk))
    counted = from_json(seen.figures)
    context = {
        "bulletin": seen,
        "counted": counted,
        "moved": queries.moved_since(actor, seen, today=timezone.localdate()) if may_amend else (),
        "stood": as_it_stood(seen.figures),
        "issue": issue or IssueForm(auto_id="issue_%s"),
        "units": [(one, _behind(seen, one.id) if of_office else {}) for one in counted.units],
        "parts": [
            (numeral, heading, [one.text for one in paragraphs_of(text)])
            for numeral, heading, text in queries.parts_of(seen)
        ],
        "refused": refusal.sentence if refusal else "",
        "may_amend": may_amend,
        "may_issue": may_amend and bool(actor.roles & queries.SIGNERS),
        "may_withdraw": of_office and seen.holds and bool(actor.roles & queries.SIGNERS),
        "withdraw": withdraw or ReasonForm(),
        "drafted_it": seen.drafted_by_id == actor.person_id,
        "ref": ref,
        "approvals": list(approvals_of(actor, ref)) if may_amend else [],
        "is_approved": may_amend and queries.approval_of(seen) is not None,
        "trail": _trail(seen.label or "草稿"),
    }
    status = refusal.status if refusal else 422 if withdraw or issue else 200
    return render(request, "disclosure/desk/supervision/bulletin.html", context, status=status)


def _behind(seen: RequestBulletin, unit_id: int) -> Mapping[str, str]:
    """The records behind the numbers of a unit."""
    told = {"unit": unit_id, "first": seen.first.isoformat(), "last": seen.last.isoformat()}
    screen = reverse("disclosure_desk:supervision")
    lists = ("answered", "late", "extended", "corrected", "open", "overdue")
    return {name: f"{screen}?{urlencode({**told, 'list': name})}#list" for name in lists}


def _trail(here: str = "") -> list[tuple[str, str]]:
    home = [
        ("依申请公开", reverse("disclosure_desk:requests")),
        ("监管", reverse("disclosure_desk:supervision")),
    ]
    if not here:
        return [*home, ("通报", "")]
    return [*home, ("通报", reverse("disclosure_desk:bulletins")), (here, "")]
