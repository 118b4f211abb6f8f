"""What a unit got: to be read and signed for on a phone too, and the steps of its table for both sides."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
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
from quancheng.records.groundwork.commands import checking, collecting
from quancheng.records.groundwork.forms.notices import HandOnForm, LaterForm, PassOnForm, ReasonForm, StepForm
from quancheng.records.groundwork.models import Notice, Recipient
from quancheng.records.groundwork.queries import fillings, notices
from quancheng.records.groundwork.queries.addressees import is_office, successors_for
from quancheng.records.groundwork.queries.fillings import Beneath, Table
from quancheng.records.groundwork.queries.table_sheets import cells_of
from quancheng.records.groundwork.rules.columns import Column
from quancheng.records.groundwork.rules.rows import totals
from quancheng.records.groundwork.web.notice_lines import GotLine, got_lines
from quancheng.records.groundwork.web.notices import HOME
from quancheng.records.groundwork.workflow import notices as flow
from quancheng.ui.cases import Action, Happened, Offer, Refused, SheetLine, history_of, sheet_of, standing_of
from quancheng.ui.entered import version_of
from quancheng.ui.gate import actor_of

SHOWN = 50  # rows of a table on the page; all of them stand in the workbook
UNIT_OFFERS = (
    Offer(flow.SIGN, StepForm, collecting.sign_notice, "已签收", is_main=True),
    Offer(flow.CONFIRM, StepForm, collecting.confirm_table, "已确认并上报发出单位", is_main=True),
    Offer(flow.FILL, StepForm, collecting.fill_table, "已报送，等本单位负责人确认", is_main=True),
    Offer(flow.REFUSE, ReasonForm, collecting.refuse_table, "已退回填报人"),
    Offer(flow.ASK_LATER, LaterForm, collecting.ask_for_later, "已申请延期，等发出单位答复"),
)
SENDER_OFFERS = (
    Offer(flow.ACCEPT, StepForm, checking.accept_table, "已审核通过", is_main=True),
    Offer(flow.GRANT_LATER, LaterForm, checking.grant_later, "已延期，该单位会收到通知"),
    Offer(flow.DENY_LATER, ReasonForm, checking.deny_later, "已答复，期限不变"),
    Offer(flow.RETURN, ReasonForm, checking.return_table, "已退回该单位修改"),
    Offer(flow.PASS_ON, PassOnForm, checking.pass_on, "已移交", is_grave=True),
)
OFFERS: Mapping[str, Offer] = {offer.step.code: offer for offer in (*UNIT_OFFERS, *SENDER_OFFERS)}
OF_SENDER = {offer.step.code for offer in SENDER_OFFERS}


class NoSuchStep(Refusal):
    """An address that names a step that arrivals do not have."""

    code = "groundwork.no_such_step"
    status = 404


@dataclass(frozen=True, slots=True)
class ArrivalPage:
    """What a unit got, with all that the reader may see and do."""

    arrival: Recipient
    notice: Notice
    line: GotLine
    standing: str
    is_unit: bool
    is_sender: bool
    may_fill: bool
    table: Table | None
    cells: list[list[tuple[str, bool]]]  # with whether it is a number that is summed
    sums: Mapping[str, str]
    beneath: list[Beneath]
    below: Notice | None
    may_hand_on: bool
    hand_on: HandOnForm
    sheet: tuple[SheetLine, ...]
    history: tuple[Happened, ...]
    main: Action | None
    others: tuple[Action, ...]

    @property
    def summed(self) -> list[Column]:
        """The columns whose sums are shown level by level."""
        return [one for one in self.table.columns if one.is_summed] if self.table else []


@require_safe
def arrival(request: HttpRequest, arrival_id: int) -> HttpResponse:
    """What a unit got: the notice, the table, what happened, what I may do."""
    actor = actor_of(request)
    return show(request, actor, notices.arrival_for(actor, arrival_id))


@require_POST
def step(request: HttpRequest, arrival_id: int, code: str) -> HttpResponse:
    """Take one step; what is refused is shown in its place. Raises NoSuchStep, NoSuchNotice."""
    actor = actor_of(request)
    offer = OFFERS.get(code)
    if offer is None:
        raise NoSuchStep("没有这个步骤，请回到通知页面重新选择", step=code)
    form = step_form(offer, actor, request.POST)
    if form.is_valid():
        try:
            offer.command(
                arrival_id=arrival_id, version=version_of(request), **form.cleaned_data, actor=actor,
                now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, offer.done)
            return redirect("groundwork_desk:arrival", arrival_id)
    return show(request, actor, notices.arrival_for(actor, arrival_id), refused=Refused(code, form))


def show(
    request: HttpRequest,
    actor: Actor,
    found: Recipient,
    *,
    refused: Refused | None = None,
    handing: HandOnForm | None = None,
) -> HttpResponse:
    """The page, with what was just turned away in its place."""
    page = arrival_page(actor, found, today=timezone.localdate(), refused=refused, handing=handing)
    home = reverse(HOME[1])
    trail = [(HOME[0], home), (found.notice.title, "")]
    if page.is_sender and not page.is_unit:
        back = reverse("groundwork_desk:notice", args=[found.notice_id])
        trail = [(HOME[0], f"{home}?scope=sent"), (found.notice.title, back), (page.line.unit, "")]
    context = {
        "page": page,
        "refused": refused,
        "files": notices.files_of(found.notice),
        "trail": trail,
        "shown": SHOWN,
    }
    status = 422 if refused or handing else 200
    return render(request, "groundwork/desk/notices/arrival.html", context, status=status)


def arrival_page(
    actor: Actor,
    found: Recipient,
    *,
    today: date,
    refused: Refused | None = None,
    handing: HandOnForm | None = None,
) -> ArrivalPage:
    """What a unit got, finished for its page."""
    case = found.case
    assert case is not None
    [line] = got_lines([found], today=today)
    [clock] = worksheets(case, today=today)
    entries = timeline(case, reader=Circle.STAFF)
    is_unit, is_sender = case.unit_id == actor.unit_id, notices.may_read_whole(actor, found.notice)
    reads = line.is_table and (is_unit or case.state in flow.HANDED_IN)
    table = fillings.table_of(found) if reads else None
    below = fillings.handed_on(found) if line.is_table and is_unit else None
    actions = tuple(_actions(actor, found, today=today, refused=refused))
    main = next((each for each in actions if OFFERS[each.code].is_main), None)
    return ArrivalPage(
        arrival=found,
        notice=found.notice,
        line=line,
        standing=standing_of(clock, ended="报送" if line.is_table else "签收"),
        is_unit=is_unit,
        is_sender=is_sender,
        may_fill=is_unit and line.is_open and case.state in flow.TO_FILL and bool(actor.roles & flow.OF_UNIT),
        table=table,
        cells=_cells(table) if table else [],
        sums=totals_of(table),
        beneath=fillings.beneath(found) if line.is_table else [],
        below=below,
        may_hand_on=is_unit and line.is_table and line.is_open and is_office(actor) and below is None,
        hand_on=handing or HandOnForm(),
        sheet=tuple(sheet_of(clock, entries)),
        history=tuple(history_of(entries))[::-1],
        main=main,
        others=tuple(each for each in actions if each is not main),
    )


def step_form(offer: Offer, actor: Actor, data: Mapping[str, object] | None = None) -> Form:
    """The form of a step."""
    form = offer.form(data, auto_id=f"{offer.step.code}_%s")
    if isinstance(form, PassOnForm):
        form.offer(successors_for(actor, on=timezone.localdate()))
    return form


def totals_of(table: Table | None) -> Mapping[str, str]:
    """The sums of what stands in a table; nothing while a cell is no number."""
    if table is None or not table.rows:
        return {}
    try:
        return totals(table.columns, table.rows)
    except ArithmeticError:
        return {}


def _cells(table: Table) -> list[list[tuple[str, bool]]]:
    is_summed = [one.is_summed for one in table.columns]
    return [list(zip(row, is_summed, strict=True)) for row in cells_of(table)[:SHOWN]]


def _actions(actor: Actor, found: Recipient, *, today: date, refused: Refused | None) -> Iterator[Action]:
    assert found.case is not None
    codes = {step.code for step in steps_open_to(found.case, actor, today=today)}
    if not notices.is_of_sender(actor, found.notice) or found.notice.withdrawn_at is not None:
        codes -= OF_SENDER
    if found.wanted_on is None:
        codes.discard(flow.DENY_LATER.code)
    for code, offer in OFFERS.items():
        turned = refused.form if refused and refused.code == code else None
        if code not in codes and turned is None:
            continue
        yield Action(
            code=code,
            says=offer.says,
            href=reverse("groundwork_desk:step", args=[found.pk, code]),
            form=turned or step_form(offer, actor),
            is_grave=offer.is_grave,
            is_open=turned is not None or (code == flow.GRANT_LATER.code and found.wanted_on is not None),
        )
