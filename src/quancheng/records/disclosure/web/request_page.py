"""What the page of a request shows, finished for the template."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects
from django.forms import Form
from django.urls import reverse
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.calendar.levels import Level
from quancheng.kernel.casework.definition import Circle
from quancheng.kernel.casework.permission import steps_open_to
from quancheng.kernel.casework.queries import HISTORY
from quancheng.kernel.casework.timeline import Entry, timeline
from quancheng.kernel.casework.worksheet import ClockSheet, worksheets
from quancheng.kernel.files.letterhead.letter import in_chinese
from quancheng.records.disclosure.forms.deciding import DraftForm
from quancheng.records.disclosure.forms.fields import ByMail
from quancheng.records.disclosure.forms.handling import CompleteForm, ConfirmForm, HandOnForm
from quancheng.records.disclosure.models import Applicant, Consultation, Correction, Item, Request
from quancheng.records.disclosure.queries.agencies import agencies_to_ask
from quancheng.records.disclosure.queries.confirming import confirmations_closed, wants_both
from quancheng.records.disclosure.queries.merging import is_left_behind
from quancheng.records.disclosure.queries.norms import correction_days, thresholds_for
from quancheng.records.disclosure.queries.redos import is_redone
from quancheng.records.disclosure.queries.replies import (
    closed_to,
    items_of,
    rows_to_choose,
)
from quancheng.records.disclosure.queries.requests import (
    applicant_of,
    correction_of,
    lacking_of,
    may_be_completed,
    may_read_applicant,
    safe_day_of,
)
from quancheng.records.disclosure.queries.untimed import has_no_last_day
from quancheng.records.disclosure.rules.applicants import Lacks
from quancheng.records.disclosure.rules.printed import Printed
from quancheng.records.disclosure.rules.receipt import RULES, Channel
from quancheng.records.disclosure.web.lines import Line, line_of
from quancheng.records.disclosure.web.sections.aids import Aids, aids_of
from quancheng.records.disclosure.web.sections.appealed import Appealed, appealed_section
from quancheng.records.disclosure.web.sections.asked import AskedParty, asked_parties
from quancheng.records.disclosure.web.sections.ending import EndingSection, ending_section
from quancheng.records.disclosure.web.sections.fee import FeeSection, fee_section, note_of_waiting
from quancheng.records.disclosure.web.sections.files import (
    FilesPart,
    PapersPart,
    files_part,
    papers_part,
)
from quancheng.records.disclosure.web.sections.letters import Letters, letters_section, offer_days
from quancheng.records.disclosure.web.sections.passing import Passing, passing_section
from quancheng.records.disclosure.web.sections.periods import Period, periods
from quancheng.records.disclosure.web.sections.reply import (
    ItemLine,
    Replied,
    divide_form,
    item_lines,
    remedy_line,
    replies_shown,
)
from quancheng.records.disclosure.web.sections.supervised import Supervised, supervised
from quancheng.records.disclosure.web.sections.who import Who, who_section
from quancheng.records.disclosure.web.steps import OFFERS
from quancheng.records.disclosure.workflow import (
    ANSWER_CLOCK,
    ASK,
    ASK_CLOCK,
    ASK_REASONS,
    COMPLETE,
    CONFIRM,
    DELAY,
    DRAFT,
    EXTEND,
    HAND_ON_ENDING,
    MAIL_CAME,
    NOTICE_SERVED,
    PASSED_ON_CAME,
    PROPOSE_FEE,
    REDOING,
    SUBMIT,
    State,
)
from quancheng.records.disclosure.workflow.asking import PUT_INSIDE
from quancheng.ui.cases import Action, Happened, Offer, Refused, standing_of

UNTIMED = "；按第三十九条第一款告知，本级政府规定不设期限，不计逾期"
SET_FROM_ABOVE = (ASK, EXTEND, DELAY, PROPOSE_FEE)  # would move a period that a decision or judgment sets


@dataclass(frozen=True, slots=True)
class Arrival:
    """When it came and how, and the day of receipt, or what will make that day, with the article."""

    came: str
    receipt: str


@dataclass(frozen=True, slots=True)
class RequestPage:
    """One request, with all that is known of it and all that the actor may do."""

    request: Request
    line: Line
    standing: str
    safe_on: date | None  # by when it is answered whatever reading of the law holds, where that is earlier
    arrival: Arrival
    who: Who
    correction: Correction | None
    asked: tuple[AskedParty, ...]
    items: tuple[ItemLine, ...]
    remedy: str  # which way is open against the reply, or what still lacks
    may_divide: bool
    divide: Form
    replies: tuple[Replied, ...]
    letters: Letters
    fee: FeeSection
    ending: EndingSection
    files: FilesPart | None
    papers: PapersPart
    aids: Aids
    passing: Passing
    appealed: Appealed | None  # the proceedings against it, and what they ordered
    note: str
    periods: tuple[Period, ...]
    supervised: Supervised
    history: tuple[Happened, ...]
    main: Action | None
    others: tuple[Action, ...]
    printed: tuple[tuple[str, str], ...] = tuple((one.value, one.says) for one in Printed)  # forms


def request_page(
    actor: Actor, request: Request, *, today: date, refused: Refused | None = None,
    clear: Applicant | None = None, clear_party: Consultation | None = None,
) -> RequestPage:  # fmt: skip
    """One request, finished for its page. `clear`, `clear_party`: who, having just been read in clear."""
    prefetch_related_objects([request], *HISTORY, "items", "applicant")  # a dozen parts read them
    sheets, answering, correction = _sheets(request, today)
    items, replies = _items_and_replies(actor, request, today, refused)
    fee, ending, hidden = _fee_and_ending(actor, request, today)
    main, others = _steps(actor, request, items, sheets, hidden, today=today, refused=refused)
    line = _line(request, answering or next(iter(sheets), None))
    return RequestPage(
        request=request,
        line=line,
        standing=_standing(answering, line) + (UNTIMED if has_no_last_day(request, items) else ""),
        safe_on=_safe_on(request, answering),
        arrival=Arrival(_came(request, line), _receipt(request)),
        who=who_section(actor, request, clear),
        correction=correction,
        asked=tuple(asked_parties(actor, request, today=today, refused=refused, clear=clear_party)),
        items=tuple(item_lines(items)),
        remedy=remedy_line(request, items, today=today),
        may_divide=_may_divide(actor, request, today),
        divide=refused.form if refused and refused.code == "divide" else divide_form(request, items),
        replies=replies,
        letters=letters_section(actor, request, today=today, refused=refused),
        fee=fee,
        ending=ending,
        files=files_part(actor, request, items, today=today, refused=refused),
        papers=papers_part(actor, request, refused),
        aids=aids_of(actor, request, items, today=today, refused=refused),
        passing=passing_section(actor, request, items, refused=refused),
        appealed=appealed_section(actor, request),
        note=_note(request, sheets),
        periods=tuple(periods(sheets)),
        supervised=supervised(actor, request),
        history=tuple(happened(timeline(request.case, reader=Circle.STAFF)))[::-1],
        main=main,
        others=others,
    )


def _fee_and_ending(
    actor: Actor, request: Request, today: date
) -> tuple[FeeSection, EndingSection, frozenset[str]]:
    """Both, with the steps that they keep from being offered."""
    fee, ending = fee_section(actor, request, today=today), ending_section(actor, request, today=today)
    return fee, ending, fee.hidden | ending.hidden


def _items_and_replies(
    actor: Actor, request: Request, today: date, refused: Refused | None
) -> tuple[list[Item], tuple[Replied, ...]]:
    """Both are for those who may read who asks; nothing for others."""
    if not may_read_applicant(actor, request):
        return [], ()
    return list(items_of(request)), tuple(replies_shown(actor, request, today=today, refused=refused))


def _steps(
    actor: Actor, request: Request, items: Sequence[Item], sheets: Sequence[ClockSheet],
    hidden: frozenset[str], *, today: date, refused: Refused | None,
) -> tuple[Action | None, tuple[Action, ...]]:  # fmt: skip
    """The step that leads on, and all others."""
    hidden |= _not_yet(actor, request, items, today) | _too_late(sheets)
    offered = tuple(_actions(actor, request, today=today, refused=refused, hidden=hidden))
    main = next((each for each in offered if OFFERS[each.code].is_main), None)
    return main, tuple(each for each in offered if each is not main)


def _sheets(
    request: Request, today: date
) -> tuple[Sequence[ClockSheet], ClockSheet | None, Correction | None]:
    """The clocks, that of the answer, and the correction that was asked for: after it, or after an order to
    answer anew, there is no time to ask for one in.
    """
    correction = correction_of(request)
    lights = thresholds_for(request.tenant_id, on=today)
    told = worksheets(request.case, today=today, thresholds={ANSWER_CLOCK.code: lights})
    may_ask = correction is None and not is_redone(request)
    answering = next((one for one in told if one.code == ANSWER_CLOCK.code), None)
    return [one for one in told if may_ask or one.code != ASK_CLOCK.code], answering, correction


def _came(request: Request, line: Line) -> str:
    """When it came and how: what was entered at the desk came on the day that was entered."""
    at = timezone.localtime(request.submitted_at)
    if request.channel == Channel.INTERNET:
        return f"{in_chinese(at.date())} {at:%H:%M}提交 · {line.channel}"
    return f"{in_chinese(line.came_on)}到达 · {line.channel} · {in_chinese(at.date())}登记"


def _receipt(request: Request) -> str:
    """The day of receipt, once there is one, and what makes it, by which article."""
    rule = RULES[Channel(request.channel)]
    told = f"{rule.day}（{rule.article}）"
    return f"{in_chinese(request.received_on)}，{told}" if request.received_on else told


def _may_divide(actor: Actor, request: Request, today: date) -> bool:
    return DRAFT in steps_open_to(request.case, actor, today=today)


def step_form(
    offer: Offer, request: Request, data: Mapping[str, object] | None = None, *, today: date
) -> Form:
    """The form of a step, with what is known already filled in."""
    initial: dict[str, object] = {"on": today}
    if offer.step is CONFIRM and request.channel == Channel.INTERNET and not wants_both(request):
        initial["how"] = "申请人网上提交即为确认，本机关已查收"
    if offer.step is ASK:
        initial["days"], _ = correction_days(request.tenant_id, on=today)
        initial["lacks"] = lacking_of(request) or (Lacks.CONTENT,)
    form = offer.form(data, initial=initial, auto_id=f"{offer.step.code}_%s")
    if isinstance(form, ConfirmForm) and wants_both(request):
        form.ask_of_applicant()
    if isinstance(form, CompleteForm):
        form.ask_only_for(applicant_of(request))
    if isinstance(form, DraftForm):
        form.offer(rows_to_choose(request, on=today))
    if isinstance(form, ByMail):
        offer_days(form, request, today=today)
    if isinstance(form, HandOnForm):
        agencies = agencies_to_ask(on=today).filter(tenant_id=request.tenant_id)
        form.offer(agencies.exclude(pk=request.case.unit_id))
        form.initial["unit_id"] = request.case.unit.merged_into_id
    return form


def happened(entries: Iterable[Entry], *, with_who: bool = True) -> Iterator[Happened]:
    """What happened; the agency is named where the request comes into its hands."""
    former = ""
    for entry in entries:
        taken = f"承办机关：{entry.unit}" if entry.unit != former else ""
        former = entry.unit
        meant = _MEANS.get(entry.step, "")
        parts = (entry.who if with_who else "", taken, _counted(entry), entry.note, meant)
        yield Happened(entry.on, entry.says, "。".join(part for part in parts if part))


def _counted(entry: Entry) -> str:
    """The days of a line, and what they are the days of."""
    if entry.until:
        return _UNTIL.get(entry.step, "延迟至{until}").format(until=entry.until)
    if not entry.days:
        return ""
    return _DAYS.get(entry.step, "期限{days}个工作日").format(days=entry.days)


_LACKING = {Lacks.PROOF: "证件号码", Lacks.CONTACT: "联系方式"}
_ON_THE_DAY = {
    Channel.PLAIN_POST: ("平常信函", RULES[Channel.PLAIN_POST].article),
    Channel.ELSEWHERE: ("转来的申请", RULES[Channel.ELSEWHERE].article),
}
_UNTIL = {
    ASK_REASONS.code: "说明期限至{until}",
    PUT_INSIDE.code: "会签期限至{until}",
    MAIL_CAME.code: "机关在收到当日（{until}）与申请人确认",
    PASSED_ON_CAME.code: "机关在收到当日（{until}）与申请人确认",
}
_DAYS = {
    EXTEND.code: "延长{days}个工作日",
    SUBMIT.code: "机关在{days}个工作日内与申请人确认收到",
    NOTICE_SERVED.code: "补正期限{days}个工作日",
    **{step.code: "答复期限{days}个工作日" for step in REDOING},
}
_MEANS = {  # of which day it is that of, in plain words (《条例》第三十一条)
    SUBMIT.code: "双方确认收到的那一天是收到申请的日期，答复期限从次日起算（《条例》第三十一条）",
    MAIL_CAME.code: "与申请人确认的那一天是收到申请的日期，答复期限从次日起算（《条例》第三十一条）",
    PASSED_ON_CAME.code: "与申请人确认的那一天是收到申请的日期，答复期限从次日起算",
    CONFIRM.code: "这一天是双方确认的收到申请的日期，答复期限从次日起算（《条例》第三十一条）",
}


def _line(request: Request, sheet: ClockSheet | None) -> Line:
    """The request as a line, under the clock that leads it now: none while its applicant is to confirm."""
    level, is_provisional = (sheet.level, sheet.sheet.provisional) if sheet else (Level.CALM, False)
    return line_of(request, level, is_provisional=is_provisional)


def _standing(answering: ClockSheet | None, line: Line) -> str:
    if answering is None or (answering.due is None and answering.stopped_on is None):
        return line.no_day
    return standing_of(answering)


def _safe_on(request: Request, answering: ClockSheet | None) -> date | None:
    safe = safe_day_of(request)
    return safe if safe and (answering is None or answering.due is None or safe < answering.due) else None


def _note(request: Request, sheets: Sequence[ClockSheet]) -> str:
    """What to know before acting: what the law wants next, and by when."""
    running = {one.code: one for one in sheets if one.stopped_on is None}
    match State(request.case.state):
        case State.UNCONFIRMED if "confirm" in running:
            day = running["confirm"].due
            return f"请在{day}前与申请人确认收到。没有确认就没有收到日期，期限不起算，但风险由本机关承担。"
        case State.UNCONFIRMED if "confirm_mail" in running:
            day = running["confirm_mail"].due
            what, law = _ON_THE_DAY[Channel(request.channel)]
            return f"{what}须在收到当日（{day}）与申请人确认，确认之日为收到日期（{law}）。"
        case State.UNCONFIRMED:
            return "机关已确认收到，等申请人在网上再次确认；来电、来信确认的在这里登记。那一天是收到之日。"
        case State.IN_HAND if "ask" in running and not running["ask"].standing.overdue:
            last = running["ask"].due
            return f"{_lack(request)}内容不明确的，最迟{last}告知补正，只能一次（《条例》第三十条）。"
        case State.CORRECTING if "correction" not in running:
            return "补正告知书送达申请人后，请登记送达日期，补正期限从这一天起算。"
        case State.CORRECTING:
            return f"补正期限到{running['correction'].due}。收到补正后，20个工作日重新计算。"
        case State.AWAITING_FEE:
            return note_of_waiting(request, running)
        case _:
            return ""


def _lack(request: Request) -> str:
    lacks = lacking_of(request)
    untold = "、".join(_LACKING[one] for one in lacks if one in _LACKING)
    told = [f"没有写明{untold}"] if untold else []
    told += ["没有附委托代理人的授权委托书"] if Lacks.AUTHORITY in lacks else []
    return f"来件{'，'.join(told)}；这些以及" if told else ""


def _too_late(sheets: Sequence[ClockSheet]) -> frozenset[str]:
    """A correction is asked for once, within its days (《条例》第三十条); later it is not offered."""
    may_ask = any(one.code == ASK_CLOCK.code and not one.standing.overdue for one in sheets)
    return frozenset() if may_ask else frozenset({ASK.code})


def _not_yet(actor: Actor, request: Request, items: Sequence[Item], today: date) -> frozenset[str]:
    """Steps that the workflow opens and that are not to be taken: nothing decided, or one's own words."""
    hidden = {one.code for one in SET_FROM_ABOVE} if is_redone(request) else set()
    ready = {
        DRAFT: bool(items) and all(item.ground for item in items),
        COMPLETE: may_be_completed(request), HAND_ON_ENDING: is_left_behind(request.case, on=today),
    }  # fmt: skip
    hidden |= {step.code for step, is_ready in ready.items() if not is_ready}
    hidden |= confirmations_closed(request)
    return frozenset(hidden | closed_to(actor, request, on=today))


def _actions(
    actor: Actor, request: Request, *, today: date, refused: Refused | None, hidden: frozenset[str]
) -> Iterator[Action]:  # fmt: skip
    open_codes = {step.code for step in steps_open_to(request.case, actor, today=today)}
    open_codes -= hidden
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
