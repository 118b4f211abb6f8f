"""From the same wish to the public page (第四十四条); and refusals looked at again (第十八条)."""

from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.access.named import named
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.steps import open_case, take_step
from quancheng.kernel.orgs.models import Unit
from quancheng.records.disclosure.commands.lettering import Secretary
from quancheng.records.disclosure.commands.own_telling import (
    SENT_BACK,
    TO_ASSESS,
    TO_DECIDE,
    TO_PUBLISH,
    tell_of_made_open,
)
from quancheng.records.disclosure.events import own_records as events
from quancheng.records.disclosure.models import MadeOpen, SameWish, Suggestion
from quancheng.records.disclosure.queries.agencies import agency_to_ask, people_of_unit
from quancheng.records.disclosure.queries.doors import status_of
from quancheng.records.disclosure.queries.made_open import (
    made_open_for,
    may_suggest,
    open_suggestions,
    same_wishes,
    suggestions_of,
    under_way,
)
from quancheng.records.disclosure.queries.norms import made_open_days
from quancheng.records.disclosure.rules.made_open import (
    ASSESS,
    DECIDERS,
    DECLINE,
    HAND_ON,
    LONGEST_SUGGESTION,
    MADE_OPEN,
    NOTICE,
    OPEN,
    PUBLISH,
    RETURN,
    Origin,
    answer_told,
    likeness_of,
)
from quancheng.records.disclosure.rules.remedies import Step as Sort

OPENED, DECLINED = "opened", "declined"


class MayNotSuggest(Refusal):
    """It was not given to the applicant, or they have suggested it already."""

    code = "disclosure.may_not_suggest"


class NotSaidWhy(Refusal):
    """An assessment says why."""

    code = "disclosure.not_said_why"
    status = 422


class SameAssessor(Refusal):
    """Who assessed it does not decide."""

    code = "disclosure.same_assessor"
    status = 403


class BadPublication(Refusal):
    """It cannot have been published so."""

    code = "disclosure.bad_publication"
    status = 422


@command
def notice_same_wishes(*, actor: Actor, now: datetime) -> int:
    """Tell agencies what several applicants asked for and may have. How many; again none."""
    today, count = timezone.localdate(now), 0
    for wish in list(same_wishes(on=today)):
        unit = Unit.objects.select_related("tenant").get(pk=wish.unit_id)
        one = _opened(unit, Origin.SAME_WISH, wish.requests[0].wanted, wish.likeness, now)
        SameWish.objects.bulk_create(SameWish(made_open=one, request=each) for each in wish.requests)
        tell_of_made_open(one, TO_ASSESS, people_of_unit(unit.pk, on=today), actor=actor, now=now)
        count += 1
    if not count:
        return 0
    record(events.SameWishesNoticed(count=count), actor=actor, at=now)
    return count


@command
def suggest_openness(*, number: str, code: str, reason: str, actor: Actor, now: datetime) -> Suggestion:
    """The applicant suggests that what they were given be public for all (Art. 44(2)).

    Raises NoMatch, MayNotSuggest.
    """
    request = status_of(number, code).request
    if not may_suggest(request):
        raise MayNotSuggest("只有已公开给您的信息可以建议主动公开，每件申请建议一次")
    with named([request.door]):
        made = Suggestion.objects.create(
            request=request, reason=reason.strip()[:LONGEST_SUGGESTION], made_at=now
        )
    record(events.OpennessSuggested(request=request.number), actor=actor, at=now)
    return made


@command
def take_up_suggestion(*, actor: Actor, now: datetime) -> int:
    """One suggestion at a time becomes an assessment, or joins the one under way. How many; again none."""
    suggestion = open_suggestions().first()
    if suggestion is None:
        return 0
    request, unit = suggestion.request, suggestion.request.case.unit
    likeness = likeness_of(request.wanted)
    one = under_way(unit_id=unit.pk, likeness=likeness)
    if one is None:
        one = _opened(unit, Origin.SUGGESTED, request.wanted, likeness, now)
        people = people_of_unit(unit.pk, on=timezone.localdate(now))
        tell_of_made_open(one, TO_ASSESS, people, actor=actor, now=now)
    SameWish.objects.get_or_create(made_open=one, request=request)
    suggestion.made_open = one
    suggestion.save(update_fields=["made_open"])
    record(events.SuggestionTakenUp(made_open=one.pk, request=request.number), actor=actor, at=now)
    return 1


@command
def assess_openness(
    *, made_open_id: int, version: int, makes_open: bool, reason: str, actor: Actor, now: datetime
) -> MadeOpen:
    """The handler says whether it should be public, and why.

    Raises NoSuchMadeOpen, NotSaidWhy, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    one = made_open_for(actor, made_open_id)
    if not reason.strip():
        raise NotSaidWhy("请写明评估理由：是否属于主动公开范围，是否涉及国家秘密、商业秘密、个人隐私")
    take_step(case=one.case, step=ASSESS, actor=actor, now=now, seen_version=version)
    one.makes_open, one.reason, one.assessed_by_id = makes_open, reason.strip(), actor.person_id
    one.save(update_fields=["makes_open", "reason", "assessed_by"])
    heads = people_of_unit(one.case.unit_id, on=timezone.localdate(now), roles=DECIDERS)
    tell_of_made_open(one, TO_DECIDE, heads, actor=actor, now=now)
    says = "转为主动公开" if makes_open else "不转为主动公开"
    record(events.MadeOpenMoved(made_open=one.pk, what=f"拟{says}"), actor=actor, at=now)
    return one


@command
def decide_openness(*, made_open_id: int, version: int, actor: Actor, now: datetime) -> MadeOpen:
    """The head agrees with the assessment: it is to be published, or those who suggested it are told why not.

    Raises NoSuchMadeOpen, SameAssessor, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    one, today = made_open_for(actor, made_open_id), timezone.localdate(now)
    step, days = (OPEN, made_open_days(one.tenant_id, on=today)) if one.makes_open else (DECLINE, 0)
    take_step(case=one.case, step=step, actor=actor, now=now, days=days, seen_version=version)
    if actor.person_id == one.assessed_by_id:
        raise SameAssessor("评估意见由您提出，须由另一人审定")
    one.decided_by_id, one.decided_at = actor.person_id, now
    one.save(update_fields=["decided_by", "decided_at"])
    if one.makes_open:
        people = people_of_unit(one.case.unit_id, on=today)
        tell_of_made_open(one, TO_PUBLISH, people, actor=actor, now=now)
    else:
        _answer(one, actor=actor, now=now)
    record(events.MadeOpenMoved(made_open=one.pk, what=step.says), actor=actor, at=now)
    return one


@command
def return_assessment(
    *, made_open_id: int, version: int, reason: str, actor: Actor, now: datetime
) -> MadeOpen:
    """The head wants it looked at again. Raises NoSuchMadeOpen, StepNotOpen, NotYourStep, ReasonMissing."""
    one = made_open_for(actor, made_open_id)
    take_step(case=one.case, step=RETURN, actor=actor, now=now, note=reason, seen_version=version)
    people = {one.assessed_by_id} if one.assessed_by_id else set()
    tell_of_made_open(one, SENT_BACK, people, actor=actor, now=now, reason=reason)
    record(events.MadeOpenReturned(made_open=one.pk, reason=reason), actor=actor, at=now)
    return one


@command
def note_publication(
    *, made_open_id: int, version: int, address: str, on: date, actor: Actor, now: datetime
) -> MadeOpen:
    """It stands there for everybody; those who suggested it are told where.

    Raises NoSuchMadeOpen, BadPublication, StepNotOpen, NotYourStep, BadDay, MovedMeanwhile.
    """
    one = made_open_for(actor, made_open_id)
    if not address.startswith(("https://", "http://")):
        raise BadPublication("请填写公开网址，以 https:// 开头")
    take_step(case=one.case, step=PUBLISH, actor=actor, now=now, on=on, seen_version=version)
    one.address, one.published_on = address, on
    one.save(update_fields=["address", "published_on"])
    _answer(one, actor=actor, now=now)
    told = events.InformationMadeOpen(made_open=one.pk, published_on=on, address=address)
    record(told, actor=actor, at=now)
    return one


@command
def hand_on_assessment(
    *, made_open_id: int, version: int, unit_id: int, reason: str, actor: Actor, now: datetime
) -> MadeOpen:
    """Another agency has taken over the duties of this one: its assessments go along.

    Raises NoSuchMadeOpen, NoSuchAgency, BadUnit, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    one = made_open_for(actor, made_open_id)
    unit = agency_to_ask(unit_id, on=timezone.localdate(now))
    take_step(
        case=one.case, step=HAND_ON, actor=actor, now=now, note=reason, to_unit=unit, seen_version=version
    )
    told = events.MadeOpenHandedOn(made_open=one.pk, unit=str(unit), reason=reason)
    record(told, actor=actor, at=now)
    return one


def _opened(unit: Unit, origin: Origin, about: str, likeness: str, now: datetime) -> MadeOpen:
    clockwork = Actor.clockwork(unit.tenant_id)
    case = open_case(workflow=MADE_OPEN, step=NOTICE, unit=unit, actor=clockwork, now=now)
    return MadeOpen.objects.create(
        tenant_id=unit.tenant_id, case=case, origin=origin, about=about, likeness=likeness, opened_at=now
    )


def _answer(one: MadeOpen, *, actor: Actor, now: datetime) -> None:
    """Letter 27 to each who suggested it, under a number of its own series, with a code to check it by."""
    unit, secretary = one.case.unit, Secretary(actor, now)
    answer = answer_told(
        opens=one.published_on is not None, address=one.address, published_on=one.published_on,
        reason=one.reason,
    )  # fmt: skip
    for suggestion in suggestions_of(one):
        told_as = secretary.numbers(Sort.SUGGESTION, unit, tenant=one.tenant)
        suggestion.outcome = OPENED if one.published_on else DECLINED
        suggestion.answer, suggestion.answered_at = answer, now
        suggestion.letter, suggestion.letter_code = told_as.number, told_as.code
        suggestion.save(update_fields=["outcome", "answer", "answered_at", "letter", "letter_code"])
