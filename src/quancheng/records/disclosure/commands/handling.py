"""What happens to a request before it is answered: correction, extension, withdrawal, supervision."""

from collections.abc import Collection
from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.access.named import named
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.queries import due_on, past_of
from quancheng.kernel.casework.refusals import BadDay, TooManyDays
from quancheng.kernel.casework.steps import take_step
from quancheng.records.disclosure import events
from quancheng.records.disclosure.commands.lettering import Secretary, latest_letter
from quancheng.records.disclosure.commands.telling import CALLED_IN, CORRECTED, HANDED_ON, tell_people
from quancheng.records.disclosure.forms.papers import Brought
from quancheng.records.disclosure.models import Applicant, Correction, IdentityPaper, Request
from quancheng.records.disclosure.queries.agencies import agency_to_ask, people_of_unit
from quancheng.records.disclosure.queries.doors import status_of
from quancheng.records.disclosure.queries.letters import about_of
from quancheng.records.disclosure.queries.norms import annual_rows, correction_days, may_extend_after_restart
from quancheng.records.disclosure.queries.papers import sealed_papers
from quancheng.records.disclosure.queries.redos import has_former_extension, must_run_by_law
from quancheng.records.disclosure.queries.requests import (
    applicant_of,
    correction_of,
    lacking_of,
    may_read_applicant,
    request_for,
)
from quancheng.records.disclosure.rules import letters
from quancheng.records.disclosure.rules.applicants import Lacks
from quancheng.records.disclosure.rules.grounds import LAPSED, WITHDRAWN
from quancheng.records.disclosure.rules.remedies import Step as Sort
from quancheng.records.disclosure.workflow import (
    ASK,
    ASK_CLOCK,
    CALL_IN,
    CORRECT,
    CORRECTION_CLOCK,
    EXTEND,
    HAND_ON,
    LAPSE,
    NOTICE_SERVED,
    WITHDRAW,
)


class AskedAlready(Refusal):
    """A request is sent back for correction once (一次性, 《条例》第三十条)."""

    code = "disclosure.asked_already"


class TooLateToAsk(Refusal):
    """The seven working days in which a correction may be asked for are over (《条例》第三十条)."""

    code = "disclosure.too_late_to_ask"


class ExtendedAlready(Refusal):
    """The government allows one extension of a request, whether or not its period began anew."""

    code = "disclosure.extended_already"


class NothingAsked(Refusal):
    """Nobody has asked for a correction, or it has come already."""

    code = "disclosure.nothing_asked"


class TooEarlyToLapse(Refusal):
    """The period for the correction is not over, or nobody knows when it began."""

    code = "disclosure.too_early_to_lapse"


class ApplicantNotYours(Refusal):
    """The actor does not handle the request."""

    code = "disclosure.applicant_not_yours"
    status = 403


@command
def ask_correction(
    *, number: str, version: int, points: str, days: int, lacks: Collection[Lacks] = (), actor: Actor,
    now: datetime,
) -> Request:  # fmt: skip
    """Tell the applicant, once and within seven working days of receipt, what to make clearer (Art. 30).

    `days`: working days for it, counted from when the notice is served. `lacks`: why it is sent back; untold,
    what it does not say of who asks (Art. 29), else that its content is unclear. Raises NoSuchRequest,
    AskedAlready, TooLateToAsk, TooManyDays, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    request = request_for(actor, number)
    last = _must_be_askable(request, timezone.localdate(now))
    _, most = correction_days(request.tenant_id, on=timezone.localdate(now))
    if days > most:
        raise TooManyDays(f"补正期限最长{most}个工作日（依据与规则），现为{days}", days=days)
    take_step(case=request.case, step=ASK, actor=actor, now=now, note=points, seen_version=version)
    assert actor.person_id is not None  # whom the step let pass is an official
    Correction.objects.create(
        request=request, points=points, days=days, asked_by_id=actor.person_id, asked_at=now
    )
    why = tuple(lacks) or lacking_of(request) or (Lacks.CONTENT,)
    lines = letters.correction(about_of(request), points=points, days=days, lacks=why)
    Secretary(actor, now).writes(request, Sort.CORRECTION, lines, serve_by=last)
    told = events.CorrectionAsked(request=number, days=days, reason=points)
    record(told, actor=actor, at=now)
    return request


@command
def note_notice_served(
    *, number: str, version: int, on: date, way: str = "", proof: str = "", actor: Actor, now: datetime
) -> Request:
    """The applicant has the notice: the period that it grants runs from here. The letter itself is told so.

    Raises NoSuchRequest, NothingAsked, StepNotOpen, NotYourStep, BadDay, MovedMeanwhile, BadLetterService,
    NoPaperNumber.
    """
    request = request_for(actor, number)
    asked = _asked(request)
    _must_not_be_before(asked, on)
    take_step(
        case=request.case, step=NOTICE_SERVED, actor=actor, now=now, on=on, days=asked.days,
        seen_version=version,
    )  # fmt: skip
    Secretary(actor, now).notes_service(
        latest_letter(request, frozenset({Sort.CORRECTION})),
        way=way,
        proof=proof,
        on=on,
    )
    record(events.CorrectionNoticeServed(request=number, served_on=on), actor=actor, at=now)
    return request


@command
def take_correction(
    *, number: str, version: int, text: str, on: date, actor: Actor, now: datetime
) -> Request:
    """The corrected request has come: the period to answer starts anew, in full (Art. 30).

    Raises NoSuchRequest, NothingAsked, StepNotOpen, NotYourStep, BadDay, MovedMeanwhile.
    """
    request = request_for(actor, number)
    asked = _asked(request)
    _must_not_be_before(asked, on)
    take_step(case=request.case, step=CORRECT, actor=actor, now=now, on=on, seen_version=version)
    _answered(asked, text, now)
    record(events.CorrectionReceived(request=number, received_on=on), actor=actor, at=now)
    return request


@command
def correct_request(
    *, number: str, code: str, text: str, paper: Brought | None = None, authority: Brought | None = None,
    actor: Actor, now: datetime,
) -> Request:  # fmt: skip
    """The applicant corrects the request on the website, with number and code; a missing paper comes with it,
    and so does a power of attorney.

    Raises NoMatch, NothingAsked, StepNotOpen.
    """
    status = status_of(number, code)
    request, today = status.request, timezone.localdate(now)
    clockwork = Actor.clockwork(request.tenant_id)
    with named([request.door]):
        asked = _waiting(status.correction)
        take_step(case=request.case, step=CORRECT, actor=clockwork, now=now, on=today)
        _answered(asked, text, now)
        IdentityPaper.objects.bulk_create(sealed_papers(request, paper, authority=authority, now=now))
        tell_people(request, CORRECTED, people_of_unit(request.case.unit_id, on=today), actor=actor, now=now)
    record(events.CorrectionReceived(request=request.number, received_on=today), actor=actor, at=now)
    return request


@command
def let_lapse(*, number: str, version: int, actor: Actor, now: datetime) -> Request:
    """The correction did not come in time: the request is deemed given up (Art. 30). A result, no deletion.

    Raises NoSuchRequest, TooEarlyToLapse, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    request = request_for(actor, number)
    last = due_on(request.case, CORRECTION_CLOCK)
    if last is None:
        raise TooEarlyToLapse("补正告知书还没有登记送达，补正期限没有开始计算；请先登记送达日期")
    if timezone.localdate(now) <= last:
        raise TooEarlyToLapse(f"补正期限到{last}届满，此后仍未补正的才视为放弃", due_on=last)
    take_step(case=request.case, step=LAPSE, actor=actor, now=now, seen_version=version)
    _ends_in_the_row_of(request, LAPSED, now)
    record(events.RequestLapsed(request=number, last_on=last), actor=actor, at=now)
    return request


@command
def extend_answer(
    *, number: str, version: int, days: int, reason: str, actor: Actor, now: datetime
) -> Request:
    """Up to twenty more working days, once in each run, by the head, before the last day (Art. 33).

    Where a government allows one extension of a request for good, a fresh run brings no second.
    Raises NoSuchRequest, ExtendedAlready, SetFromAbove, TooLate, StepNotOpen, NotYourStep, TooManyDays,
    ReasonMissing, MovedMeanwhile.
    """
    request = request_for(actor, number)
    must_run_by_law(request)
    _must_be_first(request, timezone.localdate(now))
    was = due_on(request.case)
    take_step(
        case=request.case, step=EXTEND, actor=actor, now=now, days=days, note=reason, seen_version=version
    )
    due = request.case.due_on
    lines = letters.extension(about_of(request), days=days, was_due=was, due_on=due, reason=reason)
    Secretary(actor, now).writes(request, Sort.EXTENSION, lines, serve_by=was, counted=(was, due))
    record(events.AnswerExtended(request=number, days=days, reason=reason), actor=actor, at=now)
    return request


@command
def note_withdrawal(*, number: str, version: int, reason: str, actor: Actor, now: datetime) -> Request:
    """The applicant has withdrawn the request, in writing or on the telephone; the agency writes it down.

    Raises NoSuchRequest, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    request = request_for(actor, number)
    take_step(case=request.case, step=WITHDRAW, actor=actor, now=now, note=reason, seen_version=version)
    _ends_in_the_row_of(request, WITHDRAWN, now)
    record(events.RequestWithdrawn(request=number, reason=reason), actor=actor, at=now)
    return request


@command
def withdraw_request(*, number: str, code: str, reason: str, actor: Actor, now: datetime) -> Request:
    """The applicant withdraws it on the website, with number and code.

    In which row it counts is written where outcomes are counted: the public process may not. Raises NoMatch,
    StepNotOpen.
    """
    request = status_of(number, code).request
    why = reason.strip() or "申请人在网上撤回"
    with named([request.door]):
        take_step(
            case=request.case, step=WITHDRAW, actor=Actor.clockwork(request.tenant_id), now=now, note=why
        )
    record(events.RequestWithdrawn(request=request.number, reason=why), actor=actor, at=now)
    return request


@command
def call_in_request(*, number: str, version: int, reason: str, actor: Actor, now: datetime) -> Request:
    """The openness office of the government urges the agency (督促, Art. 47).

    Raises NoSuchRequest, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    request = request_for(actor, number)
    take_step(case=request.case, step=CALL_IN, actor=actor, now=now, note=reason, seen_version=version)
    people = people_of_unit(request.case.unit_id, on=timezone.localdate(now))
    tell_people(request, CALLED_IN, people, actor=actor, now=now, reason=reason)
    record(events.RequestCalledIn(request=number, reason=reason), actor=actor, at=now)
    return request


@command
def hand_on_request(
    *, number: str, version: int, unit_id: int, reason: str, actor: Actor, now: datetime
) -> Request:
    """Another agency has taken over the duties of this one: its requests go along, with history and period.

    It is passed on for no other cause: what is not the agency's own is answered so (Art. 36(5)).
    Raises NoSuchRequest, NoSuchAgency, BadUnit, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    request = request_for(actor, number)
    unit = agency_to_ask(unit_id, on=timezone.localdate(now))
    take_step(
        case=request.case, step=HAND_ON, actor=actor, now=now, note=reason, to_unit=unit, seen_version=version
    )
    people = people_of_unit(unit.pk, on=timezone.localdate(now))
    tell_people(request, HANDED_ON, people, actor=actor, now=now)
    record(events.RequestHandedOn(request=number, unit=str(unit), reason=reason), actor=actor, at=now)
    return request


@command
def read_applicant(*, number: str, actor: Actor, now: datetime) -> Applicant:
    """Read in clear who asks; that it was read is written down. Raises NoSuchRequest, ApplicantNotYours."""
    request = request_for(actor, number)
    if not may_read_applicant(actor, request):
        raise ApplicantNotYours("只有承办机关可以查看申请人信息")
    applicant = applicant_of(request)
    record(events.ApplicantRead(request=number), actor=actor, at=now)
    return applicant


def _ends_in_the_row_of(request: Request, ground: str, now: datetime) -> None:
    """Where the annual table counts what ended by itself; a draft that lay there counts nowhere."""
    request.row = annual_rows(request.tenant_id, on=timezone.localdate(now))[ground]
    request.save(update_fields=["row"])


def _must_be_askable(request: Request, today: date) -> date | None:
    """The last day to ask. Raises AskedAlready, TooLateToAsk."""
    must_run_by_law(request)
    if any(line.step == ASK.code for line in past_of(request.case).lines):
        raise AskedAlready(
            "补正告知只能作一次（《条例》第三十条），这件申请已经告知过；仍不明确的，依第三十条作出处理"
        )
    last = due_on(request.case, ASK_CLOCK)
    if last is not None and today > last:
        raise TooLateToAsk(
            f"补正告知应当自收到之日起7个工作日内作出（{last}届满），现在已经超过；请直接办理", due_on=last
        )
    return last


def _must_be_first(request: Request, today: date) -> None:
    """Raises ExtendedAlready."""
    if has_former_extension(request):
        raise ExtendedAlready("撤销责令重新答复的登记以后恢复的期限已经包含一次延期，不能再次延期")
    if may_extend_after_restart(request.tenant_id, on=today):
        return
    if any(line.step == EXTEND.code for line in past_of(request.case).lines):
        raise ExtendedAlready("本级政府规定一件申请只能延期一次，这件申请已经延期过；请在现有期限内答复")


def _asked(request: Request) -> Correction:
    return _waiting(correction_of(request))


def _waiting(asked: Correction | None) -> Correction:
    if asked is None or asked.answered_at is not None:
        raise NothingAsked("这件申请没有等待中的补正，请刷新页面")
    return asked


def _must_not_be_before(asked: Correction, on: date) -> None:
    """What follows from the notice cannot have come before it. Raises BadDay."""
    asked_on = timezone.localdate(asked.asked_at)
    if on < asked_on:
        raise BadDay(f"日期{on}早于告知补正的{asked_on}，请核对", on=on)


def _answered(asked: Correction, text: str, now: datetime) -> None:
    asked.answer, asked.answered_at = text, now
    asked.save(update_fields=["answer", "answered_at"])
