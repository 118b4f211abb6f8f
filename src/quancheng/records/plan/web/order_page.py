"""What the page of a supervision order shows, finished for the template."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.forms import Form
from django.urls import reverse

from quancheng.kernel.approvals.models import Approval
from quancheng.kernel.approvals.queries import approvals_of
from quancheng.kernel.archiving.models import Handover
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.calendar.levels import Level
from quancheng.kernel.casework.definition import Circle
from quancheng.kernel.casework.permission import steps_open_to
from quancheng.kernel.casework.timeline import Entry, timeline
from quancheng.kernel.casework.worksheet import ClockSheet, worksheets
from quancheng.kernel.seals.queries import Marks
from quancheng.records.plan.forms.duties import StepForm
from quancheng.records.plan.forms.orders import AnswerForm
from quancheng.records.plan.models import Order, OrderAnswer, Plan, Row
from quancheng.records.plan.queries import orders as queries
from quancheng.records.plan.queries.approving import order_approval
from quancheng.records.plan.queries.lines import ListLine, list_lines
from quancheng.records.plan.queries.order_lines import OrderLine, order_line
from quancheng.records.plan.queries.plans import ORDER_KIND
from quancheng.records.plan.queries.sealing import order_marks
from quancheng.records.plan.queries.taking_up import own_answers_to
from quancheng.records.plan.queries.warning import thresholds_on
from quancheng.records.plan.queries.worklist import urgent
from quancheng.records.plan.web.order_steps import ORDER_OFFERS
from quancheng.records.plan.workflow.order import (
    AMEND,
    ANSWER,
    ANSWER_CLOCK,
    ISSUE,
    SEND,
    STATE_SAYS,
    WRITE,
    State,
)
from quancheng.ui.cases import Action, Happened, Offer, Refused, SheetLine, history_of, sheet_of, standing_of


@dataclass(frozen=True, slots=True)
class OrderPage:
    """One order, with all that the actor may know of it and do with it."""

    order: Order
    line: OrderLine
    duties: Sequence[ListLine]
    rows: Sequence[tuple[Row, str]]  # each with the page on which its reader takes it up, if there is one
    standing: str
    sheet: tuple[SheetLine, ...]
    history: tuple[Happened, ...]
    answers: Sequence[OrderAnswer]
    draft: OrderAnswer | None
    answer_form: AnswerForm | None
    may_send: bool
    may_amend: bool
    ref: RecordRef
    approvals: Sequence[Approval]
    marks: Marks
    main: Action | None
    others: tuple[Action, ...]
    archived: Handover | None


def order_page(actor: Actor, order: Order, *, today: date, refused: Refused | None = None) -> OrderPage:
    """One order, finished for its page. `refused`: what was just turned away, shown again in its place."""
    held = thresholds_on(ANSWER_CLOCK, tenant_id=order.tenant_id, today=today)
    clock = next(iter(worksheets(order.case, today=today, thresholds=held)), None)
    entries = [each for each in timeline(order.case, reader=Circle.STAFF) if _is_told(each, actor, order)]
    open_codes = {step.code for step in steps_open_to(order.case, actor, today=today)}
    is_draft = SEND.code in open_codes
    if is_draft and order_approval(order) is None:
        open_codes.discard(SEND.code)
    actions = tuple(_actions(order, open_codes, refused=refused))
    main = next((each for each in actions if ORDER_OFFERS[each.code].is_main), None)
    answers = list(queries.answers_seen(actor, order))
    return OrderPage(
        order=order,
        line=order_line(order, clock.level if clock else Level.CALM),
        duties=list_lines(urgent(queries.duties_of_order(order), today=today)),
        rows=_rows(actor, order),
        standing=_standing(order, clock),
        sheet=tuple(sheet_of(clock, entries)) if clock else (),
        history=tuple(history_of(entries))[::-1],
        answers=[each for each in answers if each.sent_at],
        draft=next((each for each in answers if not each.sent_at), None),
        answer_form=_answer_form(actor, order, answers, open_codes, refused),
        may_send=ANSWER.code in open_codes,
        may_amend=AMEND.code in open_codes,
        ref=RecordRef(ORDER_KIND, str(order.pk)),
        approvals=list(approvals_of(actor, RecordRef(ORDER_KIND, str(order.pk)))) if is_draft else [],
        marks=order_marks(actor, order, on=today),
        main=main,
        others=tuple(each for each in actions if each is not main),
        archived=queries.archived_by(order),
    )


def order_step_form(offer: Offer, order: Order, data: Mapping[str, object] | None = None) -> Form:
    """The form of a step; the day that the draft proposes stands in it when the order is issued."""
    proposed = {"until": order.answer_on} if offer.step is ISSUE else {}
    return offer.form(data, initial=proposed, auto_id=f"{offer.step.code}_%s")


def _actions(order: Order, open_codes: set[str], *, refused: Refused | None) -> Iterator[Action]:
    for code, offer in ORDER_OFFERS.items():
        turned = refused.form if refused and refused.code == code else None
        if code not in open_codes and turned is None:
            continue
        yield Action(
            code=code,
            says=offer.says,
            href=reverse("plan_desk:order_step", args=[order.pk, code]),
            form=turned if isinstance(turned, StepForm) else order_step_form(offer, order),
            is_grave=offer.is_grave,
            is_open=turned is not None,
        )


def _answer_form(
    actor: Actor,
    order: Order,
    answers: Sequence[OrderAnswer],
    open_codes: set[str],
    refused: Refused | None,
) -> AnswerForm | None:
    """The box for the answer, with the words that stand in the draft, or were sent last."""
    if refused and isinstance(refused.form, AnswerForm):
        return refused.form
    if not queries.may_answer(actor, order) or not open_codes & {WRITE.code, ANSWER.code}:
        return None
    return AnswerForm(initial={"text": answers[0].text if answers else ""}, auto_id="answer_%s")


def _rows(actor: Actor, order: Order) -> list[tuple[Row, str]]:
    rows = queries.rows_of_order(order)
    own = own_answers_to(actor, {row.plan for row in rows})
    return [(row, _taken_up_at(own.get(row.plan_id), row)) for row in rows]


def _taken_up_at(own: Plan | None, row: Row) -> str:
    if own is None:
        return ""
    if own.takes_up_id is None:
        return reverse("plan_desk:plan_above", args=[own.ref])
    return reverse("plan_desk:taking_up_row", args=[own.ref, row.ref])


def _is_told(entry: Entry, actor: Actor, order: Order) -> bool:
    """A draft is the business of those who write it: the office's own, and the unit's own."""
    if not queries.is_addressee(actor, order):
        return entry.says != WRITE.says
    return queries.is_of_office(actor) or entry.state != STATE_SAYS[State.DRAFT]


def _standing(order: Order, clock: ClockSheet | None) -> str:
    if clock is None:
        return ""
    return standing_of(clock, ended="答复" if order.case.state == State.ANSWERED else "终结")
