"""Very many requests (《条例》第三十五条): reasons are asked for, given, and a later day may be fixed."""

from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.access.named import named
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.casework.queries import due_on
from quancheng.kernel.casework.refusals import BadDay
from quancheng.kernel.casework.steps import take_step
from quancheng.records.disclosure import events
from quancheng.records.disclosure.commands.lettering import Secretary
from quancheng.records.disclosure.commands.telling import EXPLAINED, tell_people
from quancheng.records.disclosure.models import Explanation, Request
from quancheng.records.disclosure.queries.agencies import people_of_unit
from quancheng.records.disclosure.queries.doors import status_of
from quancheng.records.disclosure.queries.fees import explanation_of
from quancheng.records.disclosure.queries.letters import about_of
from quancheng.records.disclosure.queries.norms import is_paused_for_reasons
from quancheng.records.disclosure.queries.redos import has_former_delay, must_run_by_law
from quancheng.records.disclosure.queries.requests import request_for
from quancheng.records.disclosure.rules import letters
from quancheng.records.disclosure.rules.grounds import Ground
from quancheng.records.disclosure.rules.remedies import Step as Sort
from quancheng.records.disclosure.workflow import ASK_REASONS, DELAY, REASONS_GOT


class ReasonsAskedAlready(Refusal):
    """The applicant of a request is asked for reasons once."""

    code = "disclosure.reasons_asked_already"


class NoReasonsAsked(Refusal):
    """Nobody has asked for reasons."""

    code = "disclosure.no_reasons_asked"


class NoReasonsGiven(Refusal):
    """A later day is fixed for good reasons, and none have been given."""

    code = "disclosure.no_reasons_given"


class DelayedAlready(Refusal):
    """A later day is fixed once."""

    code = "disclosure.delayed_already"


class NotSoMany(Refusal):
    """One request alone is not beyond reason."""

    code = "disclosure.not_so_many"
    status = 422


@command
def ask_reasons(
    *, number: str, version: int, count: int, period: str, points: str, until: date, actor: Actor,
    now: datetime,
) -> Request:  # fmt: skip
    """Number or frequency is clearly beyond reason: the applicant is asked to explain.

    The period runs on, unless the government's norm of today lets it rest until `until` at the latest.
    Raises NoSuchRequest, ReasonsAskedAlready, NotSoMany, BadDay, StepNotOpen, NotYourStep, ReasonMissing,
    MovedMeanwhile.
    """
    request, today = request_for(actor, number), timezone.localdate(now)
    if explanation_of(request):
        raise ReasonsAskedAlready("这件申请已经告知申请人说明理由，不再重复告知")
    if count < 2:
        raise NotSoMany("要求说明理由的，须写明申请数量，至少2件（《条例》第三十五条）", count=count)
    if until <= today:
        raise BadDay(f"说明期限{until}须晚于今天{today}", until=until)
    note = f"请在{until}前说明：{points.strip()}" if points.strip() else ""
    take_step(
        case=request.case, step=ASK_REASONS, actor=actor, now=now, until=until, note=note,
        seen_version=version,
    )  # fmt: skip
    assert actor.person_id is not None  # whom the step let pass is an official
    Explanation.objects.create(
        request=request, count=count, period=period, points=points, until=until,
        asked_by_id=actor.person_id, asked_at=now,
    )  # fmt: skip
    is_paused = is_paused_for_reasons(request.tenant_id, on=today)
    wait = letters.NOT_COUNTED_WHILE if is_paused else letters.COUNTED_WHILE
    lines = letters.reasons(
        about_of(request), count=count, period=period, points=points, until=until, wait=wait
    )
    Secretary(actor, now).writes(request, Sort.REASONS, lines)
    record(events.ReasonsAsked(request=number, until=until, reason=points), actor=actor, at=now)
    return request


@command
def note_reasons(*, number: str, version: int, on: date, text: str, actor: Actor, now: datetime) -> Request:
    """The applicant has explained; whether that is good enough the agency decides (第三十五条).

    Raises NoSuchRequest, NoReasonsAsked, BadDay, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    request = request_for(actor, number)
    asked = _asked(request)
    if on < timezone.localdate(asked.asked_at):
        raise BadDay(f"日期{on}早于告知说明理由的{timezone.localdate(asked.asked_at)}，请核对", on=on)
    take_step(case=request.case, step=REASONS_GOT, actor=actor, now=now, on=on, seen_version=version)
    asked.answer, asked.answered_on = text, on
    asked.save(update_fields=["answer", "answered_on"])
    record(events.ReasonsGiven(request=number, received_on=on), actor=actor, at=now)
    return request


@command
def explain_request(*, number: str, code: str, text: str, actor: Actor, now: datetime) -> Request:
    """The applicant explains on the website, with number and code.

    Raises NoMatch, NoReasonsAsked, StepNotOpen.
    """
    status = status_of(number, code)
    request, asked, today = status.request, status.explanation, timezone.localdate(now)
    if asked is None:
        raise NoReasonsAsked("这件申请没有等待中的理由说明，请刷新页面")
    with named([request.door]):
        clockwork = Actor.clockwork(request.tenant_id)
        take_step(case=request.case, step=REASONS_GOT, actor=clockwork, now=now, on=today)
        asked.answer, asked.answered_on = text, today
        asked.save(update_fields=["answer", "answered_on"])
        tell_people(request, EXPLAINED, people_of_unit(request.case.unit_id, on=today), actor=actor, now=now)
    record(events.ReasonsGiven(request=request.number, received_on=today), actor=actor, at=now)
    return request


@command
def delay_answer(
    *, number: str, version: int, until: date, reason: str, actor: Actor, now: datetime
) -> Request:
    """The reasons are good, the time too short: the head fixes a reasonable later day, before the last one.

    It is a day, not a number of days, and has no ceiling in the text. Raises NoSuchRequest, SetFromAbove,
    NoReasonsAsked, NoReasonsGiven, DelayedAlready, BadDay, TooLate, StepNotOpen, NotYourStep, ReasonMissing,
    MovedMeanwhile.
    """
    request = request_for(actor, number)
    must_run_by_law(request)
    asked = _asked(request)
    if asked.answered_on is None:
        raise NoReasonsGiven("申请人还没有说明理由；理由合理的才能确定延迟答复的期限（《条例》第三十五条）")
    if has_former_delay(request):
        raise DelayedAlready(
            f"恢复的期限就是此前确定的延迟答复期限{asked.delayed_until}，不能再次延迟",
            until=asked.delayed_until,
        )
    if not work_calendar().is_worked(until):
        raise BadDay(f"{until}不是工作日，请另选一天", until=until)
    was = due_on(request.case)
    take_step(
        case=request.case, step=DELAY, actor=actor, now=now, until=until, note=reason, seen_version=version
    )
    asked.delayed_until = until
    asked.save(update_fields=["delayed_until"])
    lines = letters.delay(about_of(request), was_due=was, until=until, reason=reason)
    Secretary(actor, now).writes(request, Sort.DELAY, lines, serve_by=was, counted=(was, until))
    record(events.AnswerDelayed(request=number, until=until, reason=reason), actor=actor, at=now)
    return request


def must_have_asked_reasons(request: Request, ground: Ground, *, today: date) -> None:
    """Nobody is refused for their number of requests before they could explain. Raises NoReasonsGiven."""
    if ground.code != "35":
        return
    asked = _asked(request)
    if asked.answered_on is None and today <= asked.until:
        raise NoReasonsGiven(f"说明理由的期限到{asked.until}届满，收到说明或者届满以后才能依据第三十五条处理")


def _asked(request: Request) -> Explanation:
    asked = explanation_of(request)
    if asked is None:
        raise NoReasonsAsked("还没有告知申请人说明理由，请先办理“告知说明理由”（《条例》第三十五条）")
    return asked
