"""The desk's pages of own records: the list, one case with its steps, entering one, its letter."""

import uuid
from base64 import b64decode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.definition import Circle
from quancheng.kernel.casework.permission import steps_open_to
from quancheng.kernel.casework.timeline import timeline
from quancheng.kernel.files.letterhead import DOCX_TYPE, PDF_TYPE, Letter, as_docx, as_pdf
from quancheng.records.disclosure.commands import own_records as commands
from quancheng.records.disclosure.commands.intake import Who
from quancheng.records.disclosure.commands.own_intake import register_own_record
from quancheng.records.disclosure.forms.handling import HandOnForm, ReasonForm, StepForm
from quancheng.records.disclosure.forms.own_records import (
    OwnRegisterForm,
    OwnServeForm,
    OwnSieve,
    ProposeForm,
    VerifyForm,
)
from quancheng.records.disclosure.models import OwnRecord, OwnRecordClaim, OwnRecordEvidence
from quancheng.records.disclosure.queries import own_records as queries
from quancheng.records.disclosure.queries.agencies import agencies_to_ask
from quancheng.records.disclosure.queries.merging import is_left_behind
from quancheng.records.disclosure.queries.requests import is_office
from quancheng.records.disclosure.rules import own_record as flow
from quancheng.records.disclosure.rules.receipt import Channel
from quancheng.records.disclosure.web.desk import HOME, PAGE, NoSuchStep
from quancheng.records.disclosure.web.lines import LEVEL_SAYS
from quancheng.records.disclosure.web.own_records_site import brought_in, claim_in
from quancheng.records.disclosure.web.sections.appealed import Appealed, own_appealed_section
from quancheng.records.disclosure.web.sections.claim import ClaimSection, claim_section
from quancheng.ui.answers import saved
from quancheng.ui.cases import (
    LEVEL_TONES,
    Action,
    Happened,
    Offer,
    Refused,
    SheetLine,
    history_of,
    standing_of,
    working_of,
)
from quancheng.ui.entered import version_of
from quancheng.ui.gate import actor_of
from quancheng.ui.sure import only_when_sure

OWN = "更正申请"
TONES = {
    flow.State.RECEIVED: "blue", flow.State.VERIFIED: "blue", flow.State.TO_ISSUE: "blue",
    flow.State.TO_SERVE: "orange", flow.State.CORRECTED: "green", flow.State.FORWARDED: "green",
    flow.State.TOLD: "green", flow.State.NOT_VERIFIED: "grey", flow.State.WITHDRAWN: "grey",
}  # fmt: skip
OFFERS: Mapping[str, Offer] = {
    offer.step.code: offer
    for offer in (
        Offer(flow.ISSUE, StepForm, commands.issue_own_record, "已签发，请送达申请人", is_main=True),
        *(
            Offer(
                step, OwnServeForm, commands.serve_own_record, "已登记送达，更正申请办结", is_main=True,
                words="登记送达",
            )
            for step in flow.SERVE_AS.values()
        ),
        Offer(flow.VERIFY, VerifyForm, commands.verify_own_record, "已登记核实结果，请更正记录后拟写告知书"),
        Offer(flow.PROPOSE, ProposeForm, commands.propose_own_record_end, "告知书已提交签发", is_main=True),
        Offer(flow.RETURN, ReasonForm, commands.return_own_record, "已退回重新核实"),
        Offer(flow.HAND_ON, HandOnForm, commands.hand_on_own_record, "已移交承接机关"),
        Offer(
            flow.HAND_ON_PAST, HandOnForm, commands.hand_on_own_record, "已移交承接机关，由其应对复议诉讼",
            words="原机关已撤销，移交承接机关",
        ),
        Offer(
            flow.WITHDRAW, ReasonForm, commands.note_own_withdrawal, "已登记申请人撤回", is_grave=True,
            words="登记申请人撤回",
        ),
    )
}  # fmt: skip
_NOTES = {
    flow.State.RECEIVED: "有权更正的，核实属实后更正；不属于本机关的，可以转送，也可以告诉申请人找谁。",
    flow.State.VERIFIED: "请先在业务系统中更正记录，再拟写告知书。",
    flow.State.TO_ISSUE: "告知书由负责人签发，拟写人不能签发自己的。",
    flow.State.TO_SERVE: "告知书送达后登记日期和凭证，这件更正申请才办结。",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One case as a line of a list."""

    number: str
    version: int
    channel: str
    unit: str
    came_on: date
    due_on: date | None
    ended_on: date | None
    level: str
    level_tone: str
    state: str
    state_tone: str


@dataclass(frozen=True, slots=True)
class Page:
    """One case, with all that is known of it and all that the actor may do."""

    own_record: OwnRecord
    line: Line
    standing: str
    claim: ClaimSection
    evidence: tuple[OwnRecordEvidence, ...]
    letter: tuple[str, ...]
    working: tuple[SheetLine, ...]
    history: tuple[Happened, ...]
    note: str
    main: Action | None
    others: tuple[Action, ...]
    appealed: Appealed | None  # what was brought against its letter


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """What my agency has in hand, or for the office everything, the most urgent first."""
    actor, today, form = actor_of(request), timezone.localdate(), OwnSieve(request.GET)
    form.is_valid()
    everything = bool(form.cleaned_data.get("everything"))
    found = queries.own_records_listed(actor, only_open=not everything)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "everything": everything,
        "page": page,
        "lines": [_line(each) for each in queries.lit(page.object_list, today=today)],
        "counts": queries.own_records_at_a_glance(actor, today=today),
        "is_office": is_office(actor),
        "may_register": bool(actor.roles & flow.TAKERS),
        "trail": [(HOME, reverse("disclosure_desk:requests")), (OWN, "")],
    }
    return render(request, "disclosure/desk/own_records.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """The register form; what is refused keeps all that was entered, but for the files."""
    status = 200
    if request.method == "POST":
        form, status = OwnRegisterForm(request.POST, request.FILES), 422
        if form.is_valid():
            try:
                number = _registered(request, form)
            except Refusal as refusal:
                form.add_error(None, refusal.sentence)
                status = refusal.status
            else:
                messages.success(request, "已登记，请核实")
                return redirect("disclosure_desk:own_record", number)
    else:
        form = OwnRegisterForm(initial={"once": uuid.uuid4().hex, "came_on": timezone.localdate()})
    context = {"form": form, "trail": [*_trail(), ("登记更正申请", "")]}
    return render(request, "disclosure/desk/own_register.html", context, status=status)


@require_safe
def shown(request: HttpRequest, number: str) -> HttpResponse:
    """One case: what is to be put right, how it stands, what I may do."""
    actor = actor_of(request)
    return _show(request, actor, queries.own_record_for(actor, number))


@only_when_sure
@require_POST
@never_cache
def claim(request: HttpRequest, number: str) -> HttpResponse:
    """Who says what, in clear, on this one answer; it is written down that it was read."""
    actor = actor_of(request)
    clear = commands.read_claim(number=number, actor=actor, now=timezone.now())
    return _show(request, actor, queries.own_record_for(actor, number), clear=clear)


@only_when_sure
@require_POST
@never_cache
def evidence(request: HttpRequest, number: str, place: int) -> HttpResponse:
    """One file, to be saved; it is written down that it was read."""
    one = commands.read_evidence(number=number, place=place, actor=actor_of(request), now=timezone.now())
    return saved(b64decode(one.content), "application/octet-stream", one.name)


@only_when_sure
@require_safe
def letter_docx(request: HttpRequest, number: str) -> HttpResponse:
    """Letter 26 to its applicant; that the name was read is written down."""
    letter = _letter(request, number)
    return saved(as_docx(letter), DOCX_TYPE, f"{letter.number} {letter.title}.docx")


@only_when_sure
@require_safe
def letter_pdf(request: HttpRequest, number: str) -> HttpResponse:
    """The same as pdf. Raises NoPrinter."""
    letter = _letter(request, number)
    return saved(as_pdf(letter), PDF_TYPE, f"{letter.number} {letter.title}.pdf")


def _letter(request: HttpRequest, number: str) -> Letter:
    """Raises BadEnd."""
    actor = actor_of(request)
    own_record = queries.own_record_for(actor, number)
    if not own_record.end:
        raise commands.BadEnd("还没有告知书，请先核实并拟写")
    told = commands.read_claim(number=number, actor=actor, now=timezone.now())
    return queries.as_letter(own_record, told)


@require_POST
def step(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """Take one step; what is refused is shown in its place. Raises NoSuchStep, NoSuchOwnRecord."""
    actor, offer = actor_of(request), OFFERS.get(code)
    if offer is None:
        raise NoSuchStep("没有这个步骤，请回到更正申请页面重新选择", step=code)
    seen = queries.own_record_for(actor, number)
    form = _step_form(offer, seen, request.POST)
    if form.is_valid():
        try:
            offer.command(
                number=number, version=version_of(request), **form.cleaned_data, actor=actor,
                now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, offer.done)
            if queries.own_records_for(actor).filter(number=number).exists():
                return redirect("disclosure_desk:own_record", number)
            return redirect("disclosure_desk:own_records")
    return _show(request, actor, queries.own_record_for(actor, number), refused=Refused(code, form))


def _registered(request: HttpRequest, form: OwnRegisterForm) -> str:
    told = form.cleaned_data
    made = register_own_record(
        channel=told["channel"], came_on=told["came_on"],
        who=Who(**{name: told[name] for name in form.WHO}), claim=claim_in(form), files=brought_in(form),
        once=told["once"], actor=actor_of(request), now=timezone.now(),
    )  # fmt: skip
    return made.number


def _show(
    request: HttpRequest, actor: Actor, seen: OwnRecord, *, refused: Refused | None = None,
    clear: OwnRecordClaim | None = None,
) -> HttpResponse:  # fmt: skip
    page = _page(actor, seen, refused=refused, clear=clear)
    context = {"page": page, "refused": refused, "trail": [*_trail(), (seen.number, "")]}
    return render(request, "disclosure/desk/own_record.html", context, status=422 if refused else 200)


def _page(actor: Actor, seen: OwnRecord, *, refused: Refused | None, clear: OwnRecordClaim | None) -> Page:
    today = timezone.localdate()
    [lit], sheets = queries.lit([seen], today=today), queries.sheets_of(seen, today=today)
    actions = tuple(_actions(actor, seen, refused=refused))
    main = next((each for each in actions if OFFERS[each.code].is_main), None)
    is_ours = queries.may_read_claim(actor, seen)
    told = clear or (queries.claim_of(seen) if is_ours else None)
    return Page(
        own_record=seen,
        line=_line(lit),
        standing=standing_of(sheets[0]) if sheets else "",
        claim=claim_section(told, is_clear=clear is not None),
        evidence=tuple(queries.evidence_names(seen)) if is_ours else (),
        letter=tuple(told.text.splitlines()) if told else (),
        working=tuple(working_of(sheets[0])) if sheets else (),
        history=tuple(history_of(timeline(seen.case, reader=Circle.STAFF)))[::-1],
        note=_NOTES.get(flow.State(seen.case.state), ""),
        main=main,
        others=tuple(each for each in actions if each is not main),
        appealed=own_appealed_section(actor, seen.number),
    )


def _actions(actor: Actor, seen: OwnRecord, *, refused: Refused | None) -> Iterator[Action]:
    open_codes = {one.code for one in steps_open_to(seen.case, actor, today=timezone.localdate())}
    wrong = set() if is_left_behind(seen.case, on=timezone.localdate()) else {flow.HAND_ON_PAST.code}
    wrong |= {one.code for end, one in flow.SERVE_AS.items() if end.value != seen.end}
    own = {flow.ISSUE.code} if actor.person_id == seen.proposed_by_id else set()
    for code, offer in OFFERS.items():
        turned = refused.form if refused and refused.code == code else None
        if code not in open_codes - wrong - own and turned is None:
            continue
        yield Action(
            code=code,
            says=offer.says,
            href=reverse("disclosure_desk:own_record_step", args=[seen.number, code]),
            form=turned or _step_form(offer, seen),
            is_grave=offer.is_grave,
            is_open=turned is not None,
        )


def _step_form(offer: Offer, seen: OwnRecord, data: Mapping[str, object] | None = None) -> Form:
    today = timezone.localdate()
    initial: dict[str, object] = {"on": today}
    if seen.case.state == flow.State.VERIFIED:
        initial["end"] = flow.End.CORRECTED
    form = offer.form(data, initial=initial, auto_id=f"{offer.step.code}_%s")
    if isinstance(form, HandOnForm):
        agencies = agencies_to_ask(on=today).filter(tenant_id=seen.tenant_id)
        form.offer(agencies.exclude(pk=seen.case.unit_id))
        form.initial["unit_id"] = seen.case.unit.merged_into_id
    return form


def _line(lit: queries.Lit) -> Line:
    one, case = lit.own_record, lit.own_record.case
    state = flow.State(case.state)
    return Line(
        number=one.number,
        version=case.version,
        channel=Channel(one.channel).says,
        unit=str(case.unit),
        came_on=case.opened_on,
        due_on=case.due_on,
        ended_on=case.ended_on,
        level=LEVEL_SAYS[lit.level] if case.due_on else "",
        level_tone=LEVEL_TONES[lit.level],
        state=flow.STATE_SAYS[state],
        state_tone=TONES[state],
    )


def _trail() -> list[tuple[str, str]]:
    return [
        (HOME, reverse("disclosure_desk:requests")), (OWN, reverse("disclosure_desk:own_records"))
    ]  # fmt: skip
