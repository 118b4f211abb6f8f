"""What the desk's page of one commitment shows, and which steps it offers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.forms import Form
from django.urls import reverse

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.definition import Circle
from quancheng.kernel.casework.permission import steps_open_to
from quancheng.kernel.casework.refusals import BadDay
from quancheng.kernel.casework.timeline import timeline
from quancheng.kernel.casework.worksheet import worksheets
from quancheng.records.plan.commands import commitments as writing
from quancheng.records.plan.forms.commitments import AskForm, MoveForm, ProgressForm, PublicReasonForm
from quancheng.records.plan.forms.duties import ReasonForm, StepForm
from quancheng.records.plan.models import Commitment, CommitmentNote
from quancheng.records.plan.queries.commitments import CommitmentLine, line_of, waiting_note, works_on
from quancheng.records.plan.workflow import commitment as flow
from quancheng.ui.cases import Action, Happened, Offer, Refused, SheetLine, history_of, sheet_of

OFFERS: Mapping[str, Offer] = {
    offer.step.code: offer
    for offer in (
        Offer(flow.REPORT, ProgressForm, writing.report_progress, "已填报，等单位负责人确认", is_main=True),
        Offer(flow.FINISH, StepForm, writing.confirm_progress, "已确认完成，公众现在可以看到", is_main=True),
        Offer(flow.CONFIRM, StepForm, writing.confirm_progress, "已确认，公众现在可以看到", is_main=True),
        Offer(flow.REFUSE, ReasonForm, writing.refuse_progress, "已退回承办人", words="退回承办人"),
        Offer(flow.RECALL, StepForm, writing.recall_progress, "已撤回填报"),
        Offer(flow.ASK_LATER, AskForm, writing.ask_to_move, "申请已提交；决定之前仍按现在的时限"),
        Offer(flow.MOVE, MoveForm, writing.move_commitment, "时限已调整，理由已公开"),
        Offer(flow.DENY_LATER, ReasonForm, writing.deny_move, "已答复：不同意调整"),
        Offer(flow.REOPEN, PublicReasonForm, writing.reopen_commitment, "已更正为未完成", is_grave=True),
    )
}


# Beside which field a refusal stands; the others stand over the form.
FIELD_OF_REFUSAL: Mapping[type[Refusal], str] = {
    writing.NothingToShow: "address",
    writing.BadProgressDay: "on",
    writing.NotLaterThanPromised: "until",
    BadDay: "until",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What the parts that are shared with the page of a duty ask for."""

    version: int


@dataclass(frozen=True, slots=True)
class CommitmentPage:
    """One commitment, with all that is known of it and all that the actor may do."""

    line: Standing
    about: CommitmentLine
    state: str
    standing: str
    is_late: bool
    waiting: CommitmentNote | None
    sheet: tuple[SheetLine, ...]
    history: tuple[Happened, ...]
    main: Action | None
    others: tuple[Action, ...]


def commitment_page(
    actor: Actor, commitment: Commitment, *, today: date, refused: Refused | None = None
) -> CommitmentPage:
    """One commitment, finished for its page. `refused`: what was just turned away, shown again."""
    [clock] = worksheets(commitment.case, today=today)
    is_inside = works_on(actor, commitment)
    entries = timeline(commitment.case, reader=Circle.STAFF if is_inside else Circle.PUBLIC)
    waiting = waiting_note(commitment) if is_inside else None
    actions = tuple(_actions(actor, commitment, waiting, today=today, refused=refused))
    main = next((each for each in actions if OFFERS[each.code].is_main), None)
    late = clock.standing.overdue if not clock.stopped_on else 0
    standing = f"已过时限{late}个工作日" if late else f"还有{clock.standing.left}个工作日"
    return CommitmentPage(
        line=Standing(commitment.case.version),
        about=line_of(commitment),
        state=flow.STATE_SAYS[flow.State(commitment.case.state)],
        standing=f"已于{clock.stopped_on}办结" if clock.stopped_on else standing,
        is_late=bool(late),
        waiting=waiting,
        sheet=tuple(sheet_of(clock, entries)),
        history=tuple(history_of(entries))[::-1],
        main=main,
        others=tuple(each for each in actions if each is not main),
    )


def step_form(
    offer: Offer, commitment: Commitment, *, today: date, data: Mapping[str, object] | None = None
) -> Form:
    """The form of a step; a later day that was asked for is proposed, progress is told of today."""
    proposed = {"until": commitment.wanted_until} if offer.step is flow.MOVE else {"on": today}
    return offer.form(data, initial=proposed, auto_id=f"{offer.step.code}_%s")


def _actions(
    actor: Actor,
    commitment: Commitment,
    waiting: CommitmentNote | None,
    *,
    today: date,
    refused: Refused | None,
) -> Iterator[Action]:
    open_codes = {step.code for step in steps_open_to(commitment.case, actor, today=today)}
    open_codes -= {flow.CONFIRM.code if waiting and waiting.is_done else flow.FINISH.code}
    if commitment.wanted_until is None:
        open_codes.discard(flow.DENY_LATER.code)  # nothing was asked
    for code, offer in OFFERS.items():
        turned = refused.form if refused and refused.code == code else None
        if code not in open_codes and turned is None:
            continue
        asked = offer.step is flow.MOVE and commitment.wanted_until is not None
        yield Action(
            code=code,
            says=offer.says,
            href=reverse("plan_desk:commitment_step", args=[commitment.ref, code]),
            form=turned if isinstance(turned, StepForm) else step_form(offer, commitment, today=today),
            is_grave=offer.is_grave,
            is_open=turned is not None or asked,
        )
