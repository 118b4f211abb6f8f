"""The desk's pages of notices: what we sent, what we got, one notice with all its units, and its acts."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from quancheng.kernel.approvals.queries import approvals_of
from quancheng.kernel.approvals.refusals import NotApproved
from quancheng.kernel.approvals.workflow import State
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.groundwork.commands import issuing
from quancheng.records.groundwork.commands import notices as writing
from quancheng.records.groundwork.events.notices import NOTICE_KIND
from quancheng.records.groundwork.forms.notices import ReasonForm
from quancheng.records.groundwork.models import Notice
from quancheng.records.groundwork.queries import notices as queries
from quancheng.records.groundwork.queries.addressees import may_send
from quancheng.records.groundwork.queries.approving import notice_approval
from quancheng.records.groundwork.queries.fillings import collection_of, columns_above, columns_of
from quancheng.records.groundwork.queries.table_sheets import signing_sheet
from quancheng.records.groundwork.rules.drafts import number_says
from quancheng.records.groundwork.web.files import sheet_answer
from quancheng.records.groundwork.web.notice_lines import (
    got_lines,
    level_lines,
    narrowed,
    sent_line,
    shares,
)
from quancheng.records.groundwork.workflow.notices import HEADS
from quancheng.ui.answers import kept
from quancheng.ui.entered import version_of
from quancheng.ui.gate import actor_of
from quancheng.ui.sure import only_when_sure

PAGE = 50
HOME = ("通知与收表", "groundwork_desk:notices")


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """What my unit got and what it sent, each with its state and the days that are left."""
    actor, today = actor_of(request), timezone.localdate()
    sends = may_send(actor, on=today)
    scope = request.GET.get("scope", "") or "got"
    is_sent = scope == "sent" and sends
    page = _page(request, actor, today, is_sent=is_sent)
    context = {
        "is_sent": is_sent,
        "sends": sends,
        **page,
        "waits": queries.notices_waiting(actor, today=today),
        "is_head": bool(actor.roles & HEADS),
    }
    return render(request, "groundwork/desk/notices/list.html", context)


@require_safe
def notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """One notice: for its sender with every unit, for a unit that got it its own page."""
    actor = actor_of(request)
    found = queries.notice_for(actor, notice_id)
    if not queries.may_read_whole(actor, found):
        mine = queries.arrivals_got(actor).filter(notice=found).first()
        if mine is not None:
            return redirect("groundwork_desk:arrival", mine.pk)
        found = queries.notice_read_whole(actor, notice_id)
    return show(request, actor, found)


@require_POST
def issue(request: HttpRequest, notice_id: int) -> HttpResponse:
    """A second person issues it. What is refused is shown on its page."""
    actor = actor_of(request)
    try:
        issuing.issue_notice(
            notice_id=notice_id, version=version_of(request), actor=actor, now=timezone.now()
        )
    except (writing.DraftUnsound, writing.NotByYou, writing.WrittenMeanwhile) as refusal:
        return show(request, actor, queries.notice_for(actor, notice_id), refused=refusal)
    messages.success(request, "已签发，各接收单位会收到提醒")
    return redirect("groundwork_desk:notice", notice_id)


@require_POST
def send(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Send out what was approved in just these words. What is refused is shown on its page."""
    actor = actor_of(request)
    try:
        issuing.send_approved_notice(
            notice_id=notice_id, version=version_of(request), actor=actor, now=timezone.now()
        )
    except (NotApproved, writing.DraftUnsound, writing.NotByYou, writing.WrittenMeanwhile) as refusal:
        return show(request, actor, queries.notice_for(actor, notice_id), refused=refusal)
    messages.success(request, "已印发，各接收单位会收到提醒")
    return redirect("groundwork_desk:notice", notice_id)


@require_POST
def urge(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Urge those who have not signed or not handed in."""
    actor = actor_of(request)
    try:
        count = writing.urge_units(notice_id=notice_id, actor=actor, now=timezone.now())
    except writing.NothingToUrge as refusal:
        messages.warning(request, refusal.sentence)
    else:
        messages.success(request, f"已催办{count}个单位")
    return redirect("groundwork_desk:notice", notice_id)


@require_POST
def withdraw(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Take the notice back, with the reason."""
    actor = actor_of(request)
    form = ReasonForm(request.POST)
    found = queries.notice_of_sender(actor, notice_id)
    if not form.is_valid():
        return show(request, actor, found, withdrawing=form)
    writing.withdraw_notice(
        notice_id=notice_id, reason=form.cleaned_data["reason"], actor=actor, now=timezone.now()
    )
    messages.success(request, "已撤回，各接收单位会收到理由")
    return redirect("groundwork_desk:notice", notice_id)


@require_POST
def discard(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Delete a draft."""
    writing.discard_notice(notice_id=notice_id, actor=actor_of(request), now=timezone.now())
    messages.success(request, "草稿已删除")
    return redirect(f"{reverse('groundwork_desk:notices')}?scope=sent")


@only_when_sure
@require_safe
def signing_list(request: HttpRequest, notice_id: int, ending: str) -> HttpResponse:
    """Who has signed, as a file. Raises NoSuchNotice, NotOfSender, NoSuchFormat."""
    found = queries.notice_read_whole(actor_of(request), notice_id)
    return sheet_answer(ending, signing_sheet(found))


@require_safe
def notice_file(request: HttpRequest, file_id: int) -> FileResponse:
    """A file that goes along with a notice."""
    return kept(queries.file_for(actor_of(request), file_id))


def show(
    request: HttpRequest,
    actor: Actor,
    found: Notice,
    *,
    refused: Refusal | None = None,
    withdrawing: ReasonForm | None = None,
) -> HttpResponse:
    """The page of a notice, with what was just turned away in its place."""
    today = timezone.localdate()
    is_table, is_draft = hasattr(found, "collection"), found.issued_at is None
    every = [] if is_draft else got_lines(queries.arrivals_of(found), notice=found, today=today)
    wanted = request.GET.get("show", "")
    columns = columns_of(collection_of(found)) if is_table else ()
    context = {
        "notice": found,
        "number": number_says(found.year, found.number),
        "is_draft": is_draft,
        "is_mine": queries.is_of_sender(actor, found),
        "may_issue": is_draft and _may_issue(actor, found),
        "collection": collection_of(found) if is_table else None,
        "columns": columns,
        "is_behind": columns_above(found) not in ((), columns),
        "files": queries.files_of(found),
        "chosen": found.recipients.select_related("unit").order_by("unit__code") if is_draft else (),
        "every": every,
        "lines": narrowed(every, wanted),
        "show": wanted,
        "levels": level_lines(every),
        "to_check": 0 if found.withdrawn_at else len(narrowed(every, "check")),
        "shares": shares(every, is_table=is_table),
        "wishes": sum(line.wanted_on is not None for line in every),
        **(_approved(actor, found) if is_draft else {}),
        "refused": refused,
        "withdrawing": withdrawing or ReasonForm(),
        "trail": [(HOME[0], f"{reverse(HOME[1])}?scope=sent"), (found.title, "")],
    }
    status = 422 if refused or withdrawing else 200
    return render(request, "groundwork/desk/notices/notice.html", context, status=status)


def _page(request: HttpRequest, actor: Actor, today: date, *, is_sent: bool) -> dict[str, object]:
    """One page of the list, as its lines."""
    number = request.GET.get("page")
    if is_sent:
        sent = Paginator(queries.notices_sent(actor), PAGE).get_page(number)
        return {"page": sent, "lines": [sent_line(one, today) for one in sent.object_list]}
    got = Paginator(queries.arrivals_got(actor), PAGE).get_page(number)
    return {"page": got, "lines": got_lines(got.object_list, today=today)}


def _approved(actor: Actor, found: Notice) -> dict[str, object]:
    """What leaders have said of a draft (呈批), and whether they said it of these words."""
    ref = RecordRef(NOTICE_KIND, str(found.pk))
    approvals, is_approved = list(approvals_of(actor, ref)), notice_approval(found) is not None
    was_granted = any(one.case.state == State.GRANTED for one in approvals)
    return {
        "ref": ref, "approvals": approvals, "is_approved": is_approved,
        "is_changed": was_granted and not is_approved,
    }  # fmt: skip


def _may_issue(actor: Actor, found: Notice) -> bool:
    try:
        issuing.must_issue(actor, found)
    except writing.NotByYou:
        return False
    return queries.is_of_sender(actor, found)
