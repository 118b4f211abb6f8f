"""The desk's pages on which records become evidence, for one duty or for all that they have reached."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.links.naming import ref_named
from quancheng.kernel.obligations.proposals import Proposal
from quancheng.records.plan.commands import proposals as writing
from quancheng.records.plan.forms.proposals import EvidenceRecordForm, ProposedForm, RecordsForm
from quancheng.records.plan.queries.duties import duty_for
from quancheng.records.plan.queries.lines import ListLine, list_lines
from quancheng.records.plan.queries.proposals import Reached, reached_duties
from quancheng.records.plan.queries.worklist import may_oversee, urgent
from quancheng.records.plan.web.duties import HOME, show
from quancheng.records.plan.workflow.duty import REPORT
from quancheng.ui.cases import Refused
from quancheng.ui.gate import actor_of

_UNNAMED = "没有认出这是哪条记录：请打开该记录，粘贴它在本系统内的完整页面地址；外部网页请用“添加网址”"


@dataclass(frozen=True, slots=True)
class ReachedLine:
    """One duty that the records have reached, as the page shows it."""

    line: ListLine
    proposal: Proposal
    mark: str  # what the page showed, as its tick box sends it back
    is_returned: bool


@require_POST
def take_records(request: HttpRequest, duty_id: int) -> HttpResponse:
    """The ticked records become evidence. Raises NoSuchDuty."""
    form = RecordsForm(request.POST)
    return _taken(request, duty_id, form.refs(), Refused("records", form))


@require_POST
def name_record(request: HttpRequest, duty_id: int) -> HttpResponse:
    """A record that somebody names becomes evidence. Raises NoSuchDuty."""
    form = EvidenceRecordForm(request.POST, auto_id="record_%s")
    if form.is_valid():
        named = ref_named(form.cleaned_data["named"], hosts=_own_hosts(request))
        if named:
            return _taken(request, duty_id, [named], Refused("record", form))
        form.add_error("named", _UNNAMED)
    actor = actor_of(request)
    return show(request, actor, duty_for(actor, duty_id), refused=Refused("record", form))


@require_http_methods(["GET", "HEAD", "POST"])
def proposed(request: HttpRequest) -> HttpResponse:
    """What the records say is done, to be reported several at once."""
    actor, today, status = actor_of(request), timezone.localdate(), 200
    form = ProposedForm(request.POST) if request.method == "POST" else None
    if form:
        try:
            count = writing.report_proposed(seen=form.seen(), actor=actor, now=timezone.now())
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
            status = refusal.status
        else:
            messages.success(request, f"已报送{count}项责任事项，等单位负责人确认")
            return redirect("plan_desk:duties_proposed")
    lines = _lines(reached_duties(actor, today=today))
    context = {
        "lines": lines,
        "ticked": form.ticked if form else {each.mark for each in lines if not each.is_returned},
        "has_returned": any(each.is_returned for each in lines),
        "may_report": bool(actor.roles & REPORT.by),
        "may_oversee": may_oversee(actor),
        "trail": [(HOME[0], reverse(HOME[1])), ("系统已核到", "")],
    }
    return render(request, "plan/desk/proposals.html", context, status=status)


def _taken(request: HttpRequest, duty_id: int, refs: Sequence[RecordRef], refused: Refused) -> HttpResponse:
    actor = actor_of(request)
    try:
        added = writing.add_evidence_records(duty_id=duty_id, refs=refs, actor=actor, now=timezone.now())
    except Refusal as refusal:
        refused.form.add_error(None, refusal.sentence)
        return show(request, actor, duty_for(actor, duty_id), refused=refused)
    messages.success(request, f"已选用{len(added)}条系统记录作佐证")
    return redirect("plan_desk:duty", duty_id)


def _own_hosts(request: HttpRequest) -> set[str]:
    houses = (settings.PUBLIC_ADDRESS, settings.DESK_ADDRESS)
    return {request.get_host(), *(house.partition("//")[2].rstrip("/") for house in houses)}


def _lines(reached: Sequence[Reached]) -> list[ReachedLine]:
    lines = list_lines(urgent([each.duty for each in reached], today=timezone.localdate()))
    return [
        ReachedLine(
            line,
            each.proposal,
            f"{line.id}-{line.version}-{each.proposal.fingerprint}",
            is_returned=each.is_returned,
        )
        for line, each in zip(lines, reached, strict=True)
    ]
