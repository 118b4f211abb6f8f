"""What the page of a request shows, finished for the template."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.forms import Form
from django.urls import reverse
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.definition import Circle
from quancheng.kernel.casework.permission import steps_open_to
from quancheng.kernel.casework.timeline import Entry, timeline
from quancheng.kernel.casework.worksheet import ClockSheet, worksheets
from quancheng.kernel.text.contacts import masked_contact, masked_name
from quancheng.records.disclosure.forms.deciding import DivideForm, DraftForm
from quancheng.records.disclosure.forms.handling import HandOnForm, OpinionForm
from quancheng.records.disclosure.models import Applicant, Consultation, Correction, Item, Reply, Request
from quancheng.records.disclosure.queries.agencies import agencies_to_ask
from quancheng.records.disclosure.queries.consultations import consultations_of
from quancheng.records.disclosure.queries.norms import correction_days, thresholds_for
from quancheng.records.disclosure.queries.replies import (
    item_grounds,
    items_of,
    letter_of,
    open_reply,
    remedy_for,
    replies_of,
    rows_to_choose,
    writers_of,
)
from quancheng.records.disclosure.queries.requests import applicant_of, correction_of, may_read_applicant
from quancheng.records.disclosure.rules.applicants import Applicant as Sort
from quancheng.records.disclosure.rules.applicants import Proof, masked_number
from quancheng.records.disclosure.rules.receipt import RULES, Channel
from quancheng.records.disclosure.web.lines import Line, line_of
from quancheng.records.disclosure.web.steps import OFFERS
from quancheng.records.disclosure.workflow import (
    ANSWER_CLOCK,
    ASK,
    ASKED_SAYS,
    CLEAR,
    CONFIRM,
    DRAFT,
    EXTEND,
    ISSUE,
    REVIEW,
    SETTLED,
    Asked,
    State,
)
from quancheng.ui.cases import Action, Happened, Offer, Refused, SheetLine, standing_of

ASKED_TONES = {
    Asked.SENT: "orange", Asked.DELIVERED: "blue", Asked.HEARD: "green", Asked.SILENT: "grey",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing told of the applicant."""

    says: str
    told: str


@dataclass(frozen=True, slots=True)
class Who:
    """Who asks, as far as the actor may know: masked, in clear, or only what sort."""

    sort: str
    facts: tuple[Fact, ...]
    may_read: bool
    is_clear: bool
    erased_on: date | None


@dataclass(frozen=True, slots=True)
class AskedParty:
    """One party that was asked, with where it stands and what may be entered."""

    asked: Consultation
    says: str
    tone: str
    name: str
    due_on: date | None
    may_deliver: bool
    may_hear: bool
    may_be_silent: bool
    form: Form


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item with its decision, if there is one."""

    item: Item
    says: str
    law: str


@dataclass(frozen=True, slots=True)
class Replied:
    """One reply, with how far it came and through whose hands."""

    reply: Reply
    lines: tuple[str, ...]
    says: str
    tone: str
    who: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Period:
    """One clock of the request with its working."""

    says: str
    standing: str
    lines: tuple[SheetLine, ...]
    is_leading: bool


@dataclass(frozen=True, slots=True)
class RequestPage:
    """One request, with all that is known of it and all that the actor may do."""

    request: Request
    line: Line
    standing: str
    receipt: str  # what makes the day of receipt on its channel, and by which article
    who: Who
    correction: Correction | None
    asked: tuple[AskedParty, ...]
    items: tuple[ItemLine, ...]
    remedy: str  # which way is open against the reply, or what still lacks
    may_divide: bool
    divide: Form
    replies: tuple[Replied, ...]
    note: str
    periods: tuple[Period, ...]
    history: tuple[Happened, ...]
    main: Action | None
    others: tuple[Action, ...]


def request_page(
    actor: Actor,
    request: Request,
    *,
    today: date,
    refused: Refused | None = None,
    clear: Applicant | None = None,
) -> RequestPage:
    """One request, finished for its page. `clear`: who asks, when it has just been read in clear."""
    lights = thresholds_for(request.tenant_id, on=today)
    sheets = worksheets(request.case, today=today, thresholds={ANSWER_CLOCK.code: lights})
    answering = next((one for one in sheets if one.code == ANSWER_CLOCK.code), None)
    entries = timeline(request.case, reader=Circle.STAFF)
    items = list(items_of(request)) if may_read_applicant(actor, request) else []
    hidden = _not_yet(actor, request, items)
    actions = tuple(_actions(actor, request, today=today, refused=refused, hidden=hidden))
    main = next((each for each in actions if OFFERS[each.code].is_main), None)
    rule = RULES[Channel(request.channel)]
    may_divide = DRAFT.code in {step.code for step in steps_open_to(request.case, actor, today=today)}
    line = line_of(request, answering.level if answering else sheets[0].level)
    return RequestPage(
        request=request,
        line=line,
        standing=_standing(answering, line),
        receipt=f"{rule.day}（{rule.article}）",
        who=_who(actor, request, clear),
        correction=correction_of(request),
        asked=tuple(_parties(actor, request, today=today, refused=refused)),
        items=tuple(_items(items)),
        remedy=_remedy(request, items, today=today),
        may_divide=may_divide,
        divide=refused.form if refused and refused.code == "divide" else _divide_form(request, items),
        replies=tuple(_replied(request)) if may_read_applicant(actor, request) else (),
        note=_note(request, sheets),
        periods=tuple(_periods(sheets)),
        history=tuple(happened(entries))[::-1],
        main=main,
        others=tuple(each for each in actions if each is not main),
    )


def step_form(
    offer: Offer, request: Request, data: Mapping[str, object] | None = None, *, today: date
) -> Form:
    """The form of a step, with what is known already filled in."""
    initial: dict[str, object] = {"on": today}
    if offer.step is CONFIRM and request.channel == Channel.INTERNET:
        initial["how"] = "申请人网上提交即为确认，本机关已查收"
    if offer.step is ASK:
        initial["days"], _ = correction_days(request.tenant_id, on=today)
    form = offer.form(data, initial=initial, auto_id=f"{offer.step.code}_%s")
    if isinstance(form, DraftForm):
        form.offer(rows_to_choose(request))
    if isinstance(form, HandOnForm):
        agencies = agencies_to_ask(on=today).filter(tenant_id=request.tenant_id)
        form.offer(agencies.exclude(pk=request.case.unit_id))
    return form


def happened(entries: Iterable[Entry], *, with_who: bool = True) -> Iterator[Happened]:
    """What happened; the agency is named where the request comes into its hands."""
    former = ""
    for entry in entries:
        taken = f"承办机关：{entry.unit}" if entry.unit != former else ""
        former = entry.unit
        days = ""
        if entry.days:
            days = f"{'延长' if entry.step == EXTEND.code else '期限'}{entry.days}个工作日"
        parts = (entry.who if with_who else "", taken, days, entry.note)
        yield Happened(entry.on, entry.says, "。".join(part for part in parts if part))


def _standing(answering: ClockSheet | None, line: Line) -> str:
    if answering is None or (answering.due is None and answering.stopped_on is None):
        return line.no_day
    return standing_of(answering)


def _note(request: Request, sheets: Sequence[ClockSheet]) -> str:
    """What to know before acting: what the law wants next, and by when."""
    running = {one.code: one for one in sheets if one.stopped_on is None}
    match State(request.case.state):
        case State.UNCONFIRMED if "confirm" in running:
            day = running["confirm"].due
            return f"请在{day}前与申请人确认收到。没有确认就没有收到日期，期限不起算，但风险由本机关承担。"
        case State.IN_HAND if "ask" in running and not running["ask"].standing.overdue:
            return f"内容不明确的，最迟{running['ask'].due}告知补正，只能一次（《条例》第三十条）。"
        case State.CORRECTING if "correction" not in running:
            return "补正告知书送达申请人后，请登记送达日期，补正期限从这一天起算。"
        case State.CORRECTING:
            return f"补正期限到{running['correction'].due}。收到补正后，20个工作日重新计算。"
        case _:
            return ""


def _who(actor: Actor, request: Request, clear: Applicant | None) -> Who:
    """To whom the applicant is closed, not even a masked name is given."""
    applicant = clear or applicant_of(request)
    sort, may_read = Sort(applicant.sort), may_read_applicant(actor, request)
    erased = timezone.localdate(applicant.erased_at) if applicant.erased_at else None
    if erased or not may_read:
        return Who(sort.says, (), may_read, False, erased)
    return Who(
        sort.says, tuple(_facts(applicant, is_clear=clear is not None)), may_read, clear is not None, None
    )


def _facts(applicant: Applicant, *, is_clear: bool) -> Iterator[Fact]:
    def shown(text: str, masked: str) -> str:
        return text if is_clear else masked

    name = applicant.name
    if Sort(applicant.sort).is_person:
        name = shown(name, masked_name(name))
    yield Fact("申请人", name)
    yield Fact(
        Proof(applicant.proof).says, shown(applicant.proof_number, masked_number(applicant.proof_number))
    )
    for says, text in (("负责人", applicant.representative), ("联系人", applicant.contact_person)):
        if text:
            yield Fact(says, shown(text, masked_name(text)))
    for says, text in (("电话", applicant.phone), ("电子邮箱", applicant.email)):
        if text:
            yield Fact(says, shown(text, masked_contact(text)))
    if applicant.address:
        yield Fact("地址", shown(applicant.address, f"{applicant.address[:3]}…"))


def _parties(actor: Actor, request: Request, *, today: date, refused: Refused | None) -> Iterator[AskedParty]:
    for asked in consultations_of(actor, request.number):
        open_codes = {step.code for step in steps_open_to(asked.case, actor, today=today)}
        state, due = Asked(asked.case.state), asked.case.due_on
        turned = refused.form if refused and refused.code == f"asked-{asked.place}" else None
        yield AskedParty(
            asked=asked,
            says=asked.get_opinion_display() if state in SETTLED else ASKED_SAYS[state],
            tone=ASKED_TONES[state],
            name=asked.name,
            due_on=due,
            may_deliver="delivered" in open_codes,
            may_hear="heard" in open_codes,
            may_be_silent="silent" in open_codes and due is not None and today > due,
            form=turned or OpinionForm(initial={"on": today}, auto_id=f"asked{asked.place}_%s"),
        )


def _items(items: Iterable[Item]) -> Iterator[ItemLine]:
    for item in items:
        grounds = item_grounds(item) if item.ground else ()
        yield ItemLine(
            item, grounds[0].says if grounds else "", "、".join(dict.fromkeys(one.law for one in grounds))
        )


def _remedy(request: Request, items: Sequence[Item], *, today: date) -> str:
    """The clause that follows from the grounds, or what still lacks before the reply can be laid before."""
    if not items or any(not item.ground for item in items):
        return ""
    try:
        told = remedy_for(request, on=today)
        letter_of(request, on=today)
    except Refusal as refusal:
        return refusal.sentence
    return f"救济途径：{told.remedy.value}类，{told.remedy.says}。"


def _divide_form(request: Request, items: Sequence[Item]) -> Form:
    wanted = "\n".join(item.wanted for item in items) or " ".join(request.wanted.split())
    return DivideForm(initial={"wanted": wanted}, auto_id="divide_%s")


def _replied(request: Request) -> Iterator[Replied]:
    for reply in replies_of(request):
        hands = (
            (reply.drafted_by, reply.drafted_at, "拟稿"), (reply.reviewed_by, reply.reviewed_at, "审核"),
            (reply.cleared_by, reply.cleared_at, "保密审查"), (reply.issued_by, reply.issued_at, "签发"),
        )  # fmt: skip
        who = " · ".join(
            f"{person.name} {timezone.localdate(at)} {did}" for person, at, did in hands if person and at
        )
        says, tone = _reply_standing(reply)
        yield Replied(
            reply, tuple(reply.text.splitlines()), says, tone, who, is_open=reply.returned_at is None
        )


def _reply_standing(reply: Reply) -> tuple[str, str]:
    if reply.returned_at:
        return "已退回", "orange"
    if reply.served_on:
        return f"{reply.number}，{reply.served_on}{reply.get_way_display()}", "green"
    if reply.issued_at:
        return f"{reply.number}，待送达", "blue"
    return "审核中", "blue"


def _periods(sheets: Iterable[ClockSheet]) -> Iterator[Period]:
    for sheet in sheets:
        yield Period(
            says=f"{sheet.says}期限",
            standing=standing_of(sheet) if sheet.due or sheet.stopped_on else "暂停，没有届满日",
            lines=tuple(_working(sheet)),
            is_leading=sheet.code == ANSWER_CLOCK.code,
        )


def _working(sheet: ClockSheet) -> Iterator[SheetLine]:
    *working, last = sheet.sheet.steps
    for step in working:
        yield SheetLine(step.begins, f"{step.rule}。依据：{step.article}" if step.article else step.rule)
    yield SheetLine(last.begins, last.rule, is_result=sheet.due is not None)


def _not_yet(actor: Actor, request: Request, items: Sequence[Item]) -> frozenset[str]:
    """Steps that the workflow opens and that are not to be taken: nothing decided, or one's own words."""
    hidden = set()
    if not items or any(not item.ground for item in items):
        hidden.add(DRAFT.code)
    reply = open_reply(request)
    if reply is not None and actor.person_id in writers_of(request, reply):
        hidden |= {REVIEW.code, CLEAR.code, ISSUE.code}
    return frozenset(hidden)


def _actions(
    actor: Actor, request: Request, *, today: date, refused: Refused | None, hidden: frozenset[str]
) -> Iterator[Action]:
    open_codes = {step.code for step in steps_open_to(request.case, actor, today=today)} - hidden
    for code, offer in OFFERS.items():
        turned = refused.form if refused and refused.code == code else None
        if code not in open_codes and turned is None:
            continue
        yield Action(
            code=code,
            says=offer.says,
            href=reverse("disclosure_desk:step", args=[request.number, code]),
            form=turned or step_form(offer, request, today=today),
            is_grave=offer.is_grave,
            is_open=turned is not None,
        )
