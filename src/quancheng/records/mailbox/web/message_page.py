"""What the page of a message shows, finished for the template."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.forms import Form
from django.urls import reverse

from quancheng.kernel.approvals.models import Approval
from quancheng.kernel.approvals.queries import approvals_of
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.casework.definition import Circle
from quancheng.kernel.casework.permission import steps_open_to
from quancheng.kernel.casework.timeline import Entry, timeline
from quancheng.kernel.casework.worksheet import ClockSheet, worksheets
from quancheng.kernel.links.registry import Linked
from quancheng.kernel.notify.models import Delivery
from quancheng.kernel.text.contacts import masked_contact, masked_name
from quancheng.records.mailbox.commands.replies import Contact
from quancheng.records.mailbox.forms.handling import UnitForm
from quancheng.records.mailbox.models import Message, Publication, Reply
from quancheng.records.mailbox.queries.approving import paper_of, reply_approval
from quancheng.records.mailbox.queries.messages import (
    about_of,
    is_office,
    kind_of,
    letter_about,
    may_read_contact,
    open_draft,
    replies_of,
)
from quancheng.records.mailbox.queries.offices import office_unit, units_to_hand_to
from quancheng.records.mailbox.queries.publications import may_take_down, open_publication
from quancheng.records.mailbox.queries.ways import must_be_approved
from quancheng.records.mailbox.web.lines import Line, line_of
from quancheng.records.mailbox.web.steps import OFFERS
from quancheng.records.mailbox.workflow import ANSWER, DRAFT, EXTEND, REFUSE, SEND, SEND_BACK, TRANSFER, State
from quancheng.ui.cases import Action, Happened, Offer, Refused, SheetLine, standing_of


@dataclass(frozen=True, slots=True)
class Answered:
    """One draft or answer, with how far it came."""

    reply: Reply
    says: str
    tone: str
    letter: Delivery | None


@dataclass(frozen=True, slots=True)
class Sender:
    """Who wrote, as far as the actor may know: masked, in clear, or only that somebody left a name."""

    is_told: bool  # a name or a contact was left
    may_read: bool
    is_clear: bool
    name: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class MessagePage:
    """One message, with all that is known of it and all that the actor may do."""

    message: Message
    line: Line
    standing: str
    about: Linked | None
    sender: Sender
    replies: tuple[Answered, ...]
    publication: Publication | None
    may_publish: bool
    may_take_down: bool
    note: str  # what to know before acting
    paper: RecordRef | None
    may_submit: bool  # the answer that waits may be laid before leaders
    approvals: Sequence[Approval]
    sheet: tuple[SheetLine, ...]
    history: tuple[Happened, ...]
    main: Action | None
    others: tuple[Action, ...]


def message_page(
    actor: Actor,
    message: Message,
    *,
    today: date,
    refused: Refused | None = None,
    clear: Contact | None = None,
) -> MessagePage:
    """One message, finished for its page. `clear`: who wrote, when it has just been read in clear."""
    [clock] = worksheets(message.case, today=today)
    entries = timeline(message.case, reader=Circle.STAFF)
    waiting = _waiting(actor, message, today=today)
    actions = tuple(_actions(actor, message, today=today, refused=refused, hidden=waiting.hidden))
    main = next((each for each in actions if OFFERS[each.code].is_main), None)
    return MessagePage(
        message=message,
        line=line_of(message, clock.level),
        standing=standing_of(clock, ended=f"办结{_late(clock)}"),
        about=about_of(actor, message),
        sender=_sender(actor, message, clear),
        replies=tuple(_answered(replies_of(message))),
        publication=open_publication(actor, message),
        may_publish=is_office(actor) and message.case.state == State.ANSWERED,
        may_take_down=may_take_down(actor),
        note=waiting.note,
        paper=waiting.paper,
        may_submit=waiting.may_submit,
        approvals=waiting.approvals,
        sheet=tuple(_sheet(clock, message)),
        history=tuple(happened(entries))[::-1],
        main=main,
        others=tuple(each for each in actions if each is not main),
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """What stands between the answer that waits and its sender."""

    note: str = ""
    hidden: frozenset[str] = frozenset()  # steps that are not the actor's to take now
    may_submit: bool = False
    paper: RecordRef | None = None
    approvals: Sequence[Approval] = ()


def _waiting(actor: Actor, message: Message, *, today: date) -> Waiting:
    """Who releases the answer: the head, unless it lies before leaders or the office wants that."""
    draft = open_draft(message)
    if draft is None:
        return Waiting(hidden=frozenset({SEND.code}))
    paper = paper_of(draft)
    approvals = list(approvals_of(actor, paper))
    may_submit = SEND.code in {step.code for step in steps_open_to(message.case, actor, today=today)}
    note, hidden = _standing_of(actor, message, draft, approvals, today=today)
    return Waiting(note, hidden, may_submit, paper, approvals)


def _standing_of(
    actor: Actor, message: Message, draft: Reply, approvals: Sequence[Approval], *, today: date
) -> tuple[str, frozenset[str]]:
    """What the actor is told of the answer that waits, and the steps that are not to be taken now."""
    if approvals and approvals[0].is_open:
        note = f"答复正在呈批（{approvals[0].code}），批准以后可以发出。"
        return note, frozenset({SEND.code, ANSWER.code, REFUSE.code})
    if reply_approval(message, draft) is not None:
        return "答复已经批准，可以发出。", frozenset({ANSWER.code})
    if must_be_approved(message, on=today):
        note = f"{kind_of(message).says}的答复须经呈批批准后发出。"
        return note, frozenset({SEND.code, ANSWER.code})
    if draft.drafted_by_id == actor.person_id:
        return "答复由您拟写，等负责人审核后发出。", frozenset({SEND.code, ANSWER.code})
    return "", frozenset({SEND.code})


def step_form(offer: Offer, actor: Actor, message: Message, data: Mapping[str, object] | None = None) -> Form:
    """The form of a step, with what is known already filled in."""
    form = offer.form(data, initial=_proposed(offer, message), auto_id=f"{offer.step.code}_%s")
    if isinstance(form, UnitForm):
        units = units_to_hand_to(actor, message)
        form.offer(units.exclude(pk=message.case.unit_id) if offer.step is TRANSFER else units)
    return form


def happened(entries: Iterable[Entry], *, with_who: bool = True) -> Iterator[Happened]:
    """What happened; the unit is named where the message comes into its hands."""
    former = ""
    for entry in entries:
        taken = f"办理单位：{entry.unit}" if entry.unit != former else ""
        former = entry.unit
        days = f"{'延长' if entry.step == EXTEND.code else '期限'}{entry.days}个工作日" if entry.days else ""
        parts = (entry.who if with_who else "", taken, days, entry.note)
        yield Happened(entry.on, entry.says, "。".join(part for part in parts if part))


def _sender(actor: Actor, message: Message, clear: Contact | None) -> Sender:
    """To whom the name is closed, not even a masked one is given: with the matter it would tell who wrote."""
    is_told, may_read = bool(message.name or message.contact), may_read_contact(actor, message)
    if clear:
        return Sender(is_told, may_read, True, clear.name, clear.contact)
    if not may_read:
        return Sender(is_told, may_read, False)
    contact = masked_contact(message.contact) if message.contact else ""
    return Sender(is_told, may_read, False, masked_name(message.name), contact)


def _actions(
    actor: Actor, message: Message, *, today: date, refused: Refused | None, hidden: frozenset[str]
) -> Iterator[Action]:
    open_codes = {step.code for step in steps_open_to(message.case, actor, today=today)} - hidden
    if message.case.unit_id == office_unit(message.tenant_id, on=today).pk:
        open_codes.discard(SEND_BACK.code)  # the office has nobody to send it back to
    for code, offer in OFFERS.items():
        turned = refused.form if refused and refused.code == code else None
        if code not in open_codes and turned is None:
            continue
        yield Action(
            code=code,
            says=offer.says,
            href=reverse("mailbox_desk:step", args=[message.number, code]),
            form=turned or step_form(offer, actor, message),
            is_grave=offer.is_grave,
            is_open=turned is not None,
        )


def _proposed(offer: Offer, message: Message) -> dict[str, object]:
    proposed: dict[str, object] = {"kind": kind_of(message).value}
    if offer.step is DRAFT:
        last = replies_of(message).first()
        proposed["text"] = last.text if last else ""
    return proposed


def _answered(replies: Iterable[Reply]) -> Iterator[Answered]:
    for reply in replies:
        if reply.sent_at:
            yield Answered(reply, "已发出", "green", letter_about(reply))
        elif reply.returned_at:
            yield Answered(reply, "已退回", "orange", None)
        else:
            yield Answered(reply, "待审核", "blue", None)


def _sheet(clock: ClockSheet, message: Message) -> Iterator[SheetLine]:
    """The working; the period itself with the source that the government gives for it."""
    sources = {clock.article: message.limit_source}
    *working, last = clock.sheet.steps
    for step in working:
        source = sources.get(step.article, step.article)
        yield SheetLine(step.begins, f"{step.rule}。依据：{source}" if source else step.rule)
    yield SheetLine(last.begins, last.rule, is_result=True)


def _late(clock: ClockSheet) -> str:
    return f"，逾期{clock.standing.overdue}个工作日" if clock.standing.overdue else ""
