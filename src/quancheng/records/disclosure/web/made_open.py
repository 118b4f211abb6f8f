"""The desk's pages of what may become public (转为主动公开评估): the list, one assessment, letter 27."""

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
from django.views.decorators.http import require_POST, require_safe

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.definition import Circle
from quancheng.kernel.casework.permission import steps_open_to
from quancheng.kernel.casework.timeline import timeline
from quancheng.kernel.casework.worksheet import worksheets
from quancheng.kernel.files.letterhead import DOCX_TYPE, PDF_TYPE, Letter, as_docx, as_pdf
from quancheng.records.disclosure.commands import made_open as commands
from quancheng.records.disclosure.commands.handling import read_applicant
from quancheng.records.disclosure.forms.handling import HandOnForm, ReasonForm, StepForm
from quancheng.records.disclosure.forms.own_records import AssessForm, PublicationForm
from quancheng.records.disclosure.models import MadeOpen, Request, Suggestion
from quancheng.records.disclosure.queries import made_open as queries
from quancheng.records.disclosure.queries.agencies import agencies_to_ask
from quancheng.records.disclosure.queries.requests import is_office
from quancheng.records.disclosure.rules import made_open as flow
from quancheng.records.disclosure.web.desk import HOME, PAGE, NoSuchStep
from quancheng.ui.answers import saved
from quancheng.ui.cases import (
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

MADE_OPEN = "转为主动公开评估"
SHOWN = 60
TONES = {
    flow.State.TO_ASSESS: "yellow", flow.State.TO_DECIDE: "blue", flow.State.TO_PUBLISH: "orange",
    flow.State.PUBLISHED: "green", flow.State.DECLINED: "grey",
}  # fmt: skip
OFFERS: Mapping[str, Offer] = {
    offer.step.code: offer
    for offer in (
        Offer(flow.ASSESS, AssessForm, commands.assess_openness, "评估意见已提交审定", is_main=True),
        Offer(flow.OPEN, StepForm, commands.decide_openness, "已决定公开，请在期限内公开", is_main=True),
        Offer(flow.DECLINE, StepForm, commands.decide_openness, "已决定不转为主动公开", is_main=True),
        Offer(flow.PUBLISH, PublicationForm, commands.note_publication, "已登记公开", is_main=True),
        Offer(flow.RETURN, ReasonForm, commands.return_assessment, "已退回重新评估"),
        Offer(flow.HAND_ON, HandOnForm, commands.hand_on_assessment, "已移交承接机关"),
    )
}  # fmt: skip
_NOTES = {
    flow.State.TO_ASSESS: "多人申请相同且可以公开的信息，可以纳入主动公开范围（《条例》第四十四条）。",
    flow.State.TO_DECIDE: "由负责人审定，提出意见的人不能审定自己的。",
    flow.State.TO_PUBLISH: "自决定之日起在期限内公开（《条例》第二十六条），公开后登记网址和日期。",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One assessment as a line of a list."""

    ref: int
    version: int
    begins: str
    origin: str
    unit: str
    opened_on: date
    due_on: date | None
    state: str
    state_tone: str


@dataclass(frozen=True, slots=True)
class Page:
    """One assessment, with all that is known of it and all that the actor may do."""

    one: MadeOpen
    line: Line
    standing: str
    wishes: tuple[Request, ...]
    suggestions: tuple[Suggestion, ...]
    is_ours: bool
    working: tuple[SheetLine, ...]
    history: tuple[Happened, ...]
    note: str
    main: Action | None
    others: tuple[Action, ...]


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """What my agency is to consider, for the office that of all its agencies."""
    actor = actor_of(request)
    page = Paginator(queries.made_opens_listed(actor), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": [_line(one) for one in page.object_list],
        "is_office": is_office(actor),
        "trail": [(HOME, reverse("disclosure_desk:requests")), (MADE_OPEN, "")],
    }
    return render(request, "disclosure/desk/made_opens.html", context)


@require_safe
def shown(request: HttpRequest, made_open_id: int) -> HttpResponse:
    """One assessment: who asked for it, how it stands, what I may do."""
    actor = actor_of(request)
    return _show(request, actor, queries.made_open_for(actor, made_open_id))


@require_POST
def step(request: HttpRequest, made_open_id: int, code: str) -> HttpResponse:
    """Take one step; what is refused is shown in its place. Raises NoSuchStep, NoSuchMadeOpen."""
    actor, offer = actor_of(request), OFFERS.get(code)
    if offer is None:
        raise NoSuchStep("没有这个步骤，请回到评估页面重新选择", step=code)
    seen = queries.made_open_for(actor, made_open_id)
    form = _step_form(offer, seen, request.POST)
    if form.is_valid():
        try:
            offer.command(
                made_open_id=made_open_id, version=version_of(request), **form.cleaned_data, actor=actor,
                now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, offer.done)
            if queries.made_opens_for(actor).filter(pk=made_open_id).exists():
                return redirect("disclosure_desk:made_open", made_open_id)
            return redirect("disclosure_desk:made_opens")
    return _show(request, actor, queries.made_open_for(actor, made_open_id), refused=Refused(code, form))


@only_when_sure
@require_safe
def letter_docx(request: HttpRequest, made_open_id: int, number: str) -> HttpResponse:
    """Letter 27 to the applicant who suggested it; that the name was read is written down."""
    letter = _letter(request, made_open_id, number)
    return saved(as_docx(letter), DOCX_TYPE, f"{letter.number} {letter.title}.docx")


@only_when_sure
@require_safe
def letter_pdf(request: HttpRequest, made_open_id: int, number: str) -> HttpResponse:
    """The same as pdf. Raises NoPrinter."""
    letter = _letter(request, made_open_id, number)
    return saved(as_pdf(letter), PDF_TYPE, f"{letter.number} {letter.title}.pdf")


def _letter(request: HttpRequest, made_open_id: int, number: str) -> Letter:
    actor = actor_of(request)
    suggestion = queries.answered_suggestion(actor, made_open_id, number)
    applicant = read_applicant(number=number, actor=actor, now=timezone.now())
    return queries.as_letter(suggestion, applicant)


def _show(
    request: HttpRequest, actor: Actor, seen: MadeOpen, *, refused: Refused | None = None
) -> HttpResponse:
    context = {
        "page": _page(actor, seen, refused=refused),
        "refused": refused,
        "trail": [
            (HOME, reverse("disclosure_desk:requests")), (MADE_OPEN, reverse("disclosure_desk:made_opens")),
            (f"第{seen.pk}号", ""),
        ],
    }  # fmt: skip
    return render(request, "disclosure/desk/made_open.html", context, status=422 if refused else 200)


def _page(actor: Actor, seen: MadeOpen, *, refused: Refused | None) -> Page:
    today = timezone.localdate()
    sheet = next(iter(worksheets(seen.case, today=today)), None)
    actions = tuple(_actions(actor, seen, refused=refused))
    main = next((each for each in actions if OFFERS[each.code].is_main), None)
    is_ours = actor.unit_id == seen.case.unit_id
    return Page(
        one=seen,
        line=_line(seen),
        standing=standing_of(sheet) if sheet else "",
        wishes=tuple(queries.wishes_of(seen)),
        suggestions=tuple(queries.suggestions_of(seen)) if is_ours else (),
        is_ours=is_ours,
        working=tuple(working_of(sheet)) if sheet else (),
        history=tuple(history_of(timeline(seen.case, reader=Circle.STAFF)))[::-1],
        note=_NOTES.get(flow.State(seen.case.state), ""),
        main=main,
        others=tuple(each for each in actions if each is not main),
    )


def _actions(actor: Actor, seen: MadeOpen, *, refused: Refused | None) -> Iterator[Action]:
    open_codes = {one.code for one in steps_open_to(seen.case, actor, today=timezone.localdate())}
    hidden = {flow.DECLINE.code if seen.makes_open else flow.OPEN.code}
    if actor.person_id == seen.assessed_by_id:
        hidden |= {flow.OPEN.code, flow.DECLINE.code}
    for code, offer in OFFERS.items():
        turned = refused.form if refused and refused.code == code else None
        if code not in open_codes - hidden and turned is None:
            continue
        yield Action(
            code=code,
            says=offer.says,
            href=reverse("disclosure_desk:made_open_step", args=[seen.pk, code]),
            form=turned or _step_form(offer, seen),
            is_grave=offer.is_grave,
            is_open=turned is not None,
        )


def _step_form(offer: Offer, seen: MadeOpen, data: Mapping[str, object] | None = None) -> Form:
    today = timezone.localdate()
    form = offer.form(data, initial={"on": today}, auto_id=f"{offer.step.code}_%s")
    if isinstance(form, HandOnForm):
        agencies = agencies_to_ask(on=today).filter(tenant_id=seen.tenant_id)
        form.offer(agencies.exclude(pk=seen.case.unit_id))
    return form


def _line(one: MadeOpen) -> Line:
    state, flat = flow.State(one.case.state), " ".join(one.about.split())
    return Line(
        ref=one.pk,
        version=one.case.version,
        begins=flat[:SHOWN] + ("…" if len(flat) > SHOWN else ""),
        origin=flow.Origin(one.origin).says,
        unit=str(one.case.unit),
        opened_on=timezone.localdate(one.opened_at),
        due_on=one.case.due_on,
        state=flow.STATE_SAYS[state],
        state_tone=TONES[state],
    )
