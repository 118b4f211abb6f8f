"""Calling units together about a request, speaking there, and what comes of it (疑难会商、跨部门协调)."""

from collections.abc import Collection
from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.refusals import BadDay, ReasonMissing
from quancheng.kernel.casework.steps import open_case, take_step
from quancheng.kernel.notify.registry import NoticeKind
from quancheng.kernel.orgs.models import Unit
from quancheng.records.disclosure import events
from quancheng.records.disclosure.commands.watch_telling import (
    JOINT_CALLED,
    JOINT_OVER,
    OPINION_GIVEN,
    tell_about,
)
from quancheng.records.disclosure.models import Conference, ConferenceUnit, Request
from quancheng.records.disclosure.queries.agencies import people_of_unit
from quancheng.records.disclosure.queries.conference import (
    asked_in,
    joint_for,
    own_place,
    own_unit,
    units_to_call,
)
from quancheng.records.disclosure.queries.requests import request_for
from quancheng.records.disclosure.queries.unnamed import must_not_name
from quancheng.records.disclosure.rules.conference import (
    ASK_ALSO,
    CALL,
    CONCLUDE,
    DROP,
    JOINT,
    SAY,
    STAFF,
    Sort,
)
from quancheng.records.disclosure.workflow import OVER


class NobodyCalled(Refusal):
    """No unit was chosen, or one that cannot take part."""

    code = "disclosure.nobody_called"
    status = 422


class NotAsked(Refusal):
    """The actor's unit takes no part."""

    code = "disclosure.not_asked"
    status = 403


class RequestOver(Refusal):
    """The request was answered or closed."""

    code = "disclosure.request_over"


@command
def call_joint(
    *, number: str, sort: Sort, question: str, excerpt: str, unit_ids: Collection[int], until: date,
    actor: Actor, now: datetime,
) -> Conference:  # fmt: skip
    """Call units of the government together about a request; the period to answer goes on meanwhile.

    They read the question and the excerpt, never who asks. Raises NoSuchRequest, RequestOver,
    NamesApplicant, NobodyCalled, BadDay, NotYourStep.
    """
    request, today = request_for(actor, number), timezone.localdate(now)
    _must_be_open(request)
    must_not_name(actor, request, question, excerpt)
    units = _units(actor, unit_ids, today=today)
    _must_come(until, today=today)
    case = open_case(workflow=JOINT, step=CALL, unit=own_unit(actor), actor=actor, now=now, until=until)
    joint = Conference.objects.create(
        tenant_id=request.tenant_id, request=request, case=case, sort=sort, question=question,
        excerpt=excerpt, opened_by_id=actor.person_id or 0,
    )  # fmt: skip
    ConferenceUnit.objects.bulk_create(ConferenceUnit(joint=joint, unit=unit, due_on=until) for unit in units)
    for unit in units:
        _invite(joint, unit, until, actor=actor, now=now)
    told = events.JointCalled(
        request=number, sort=Sort(sort).says, units="、".join(map(str, units)), reason=question
    )
    record(told, actor=actor, at=now)
    return joint


@command
def ask_also(
    *, joint_id: int, version: int, unit_id: int, until: date, actor: Actor, now: datetime
) -> Conference:
    """Ask one more unit, or one anew by another day.

    Raises NoSuchJoint, NobodyCalled, BadDay, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    joint, today = joint_for(actor, joint_id), timezone.localdate(now)
    [unit] = _units(actor, [unit_id], today=today)
    _must_come(until, today=today)
    take_step(case=joint.case, step=ASK_ALSO, actor=actor, now=now, note=str(unit), seen_version=version)
    ConferenceUnit.objects.update_or_create(joint=joint, unit=unit, defaults={"due_on": until})
    _invite(joint, unit, until, actor=actor, now=now)
    told = events.JointCalled(
        request=joint.request.number, sort=joint.get_sort_display(), units=str(unit), reason=joint.question
    )
    record(told, actor=actor, at=now)
    return joint


@command
def give_opinion(*, joint_id: int, opinion: str, actor: Actor, now: datetime) -> Conference:
    """The actor's unit speaks; until there is a conclusion it may put it otherwise.

    Raises NoSuchJoint, NotAsked, ReasonMissing, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    joint = joint_for(actor, joint_id)
    place = own_place(actor, joint)
    if place is None:
        raise NotAsked("这次会商没有请您所在的单位反馈意见")
    if not opinion.strip():
        raise ReasonMissing("请写明本单位的意见")
    take_step(case=joint.case, step=SAY, actor=actor, now=now, note=str(place.unit))
    place.opinion, place.given_by_id, place.given_at = opinion.strip(), actor.person_id, now
    place.save(update_fields=["opinion", "given_by", "given_at"])
    _tell(
        joint, OPINION_GIVEN, people_of_unit(joint.case.unit_id, on=timezone.localdate(now), roles=STAFF),
        actor=actor, now=now, sort=joint.get_sort_display(), unit=str(place.unit),
    )  # fmt: skip
    told = events.OpinionGiven(request=joint.request.number, unit=str(place.unit), reason=opinion)
    record(told, actor=actor, at=now)
    return joint


@command
def conclude_joint(
    *, joint_id: int, version: int, held_on: date, attended: str, conclusion: str, actor: Actor,
    now: datetime,
) -> Conference:  # fmt: skip
    """What came of it, who was there; it binds nobody by itself, the reply is decided as always.

    Raises NoSuchJoint, ReasonMissing, NamesApplicant, BadDay, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    joint = joint_for(actor, joint_id)
    if not conclusion.strip() or not attended.strip():
        raise ReasonMissing("请写明结论和参加的单位、人员")
    if not joint.case.opened_on <= held_on <= timezone.localdate(now):
        raise BadDay(f"会商日期须在{joint.case.opened_on}至今天之间", on=held_on)
    must_not_name(actor, joint.request, conclusion, attended)
    take_step(case=joint.case, step=CONCLUDE, actor=actor, now=now, seen_version=version)
    joint.held_on, joint.attended, joint.conclusion = held_on, attended.strip(), conclusion.strip()
    joint.save(update_fields=["held_on", "attended", "conclusion"])
    _tell_all(joint, "已形成结论", actor=actor, now=now)
    told = events.JointConcluded(
        request=joint.request.number, sort=joint.get_sort_display(), reason=conclusion
    )
    record(told, actor=actor, at=now)
    return joint


@command
def drop_joint(*, joint_id: int, version: int, reason: str, actor: Actor, now: datetime) -> Conference:
    """It is not needed any more.

    Raises NoSuchJoint, ReasonMissing, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    joint = joint_for(actor, joint_id)
    take_step(case=joint.case, step=DROP, actor=actor, now=now, note=reason, seen_version=version)
    _tell_all(joint, "已取消", actor=actor, now=now)
    told = events.JointDropped(request=joint.request.number, sort=joint.get_sort_display(), reason=reason)
    record(told, actor=actor, at=now)
    return joint


def _must_be_open(request: Request) -> None:
    if request.case.state in OVER:
        raise RequestOver("这件申请已经办结，不需要会商；经验可以写入典型案例")


def _must_come(until: date, *, today: date) -> None:
    if until < today:
        raise BadDay(f"反馈期限{until}已经过去，请填写今天或者以后的日期", on=until)


def _units(actor: Actor, unit_ids: Collection[int], *, today: date) -> list[Unit]:
    found = list(units_to_call(actor, on=today).filter(pk__in=unit_ids))
    if not found or len(found) != len(set(unit_ids)):
        raise NobodyCalled("请选择本级政府中有人办理申请的其他单位")
    return found


def _invite(joint: Conference, unit: Unit, until: date, *, actor: Actor, now: datetime) -> None:
    people = people_of_unit(unit.pk, on=timezone.localdate(now), roles=STAFF)
    tell_about(
        _ref(joint), JOINT_CALLED, people, tenant_id=joint.tenant_id, actor=actor, now=now,
        once=f"call:{joint.pk}:{unit.pk}:{until}", sort=joint.get_sort_display(), unit=str(joint.case.unit),
        until=str(until),
    )  # fmt: skip


def _tell_all(joint: Conference, what: str, *, actor: Actor, now: datetime) -> None:
    today = timezone.localdate(now)
    people = {
        person for place in asked_in(joint) for person in people_of_unit(place.unit_id, on=today, roles=STAFF)
    }
    _tell(
        joint, JOINT_OVER, people, actor=actor, now=now, sort=joint.get_sort_display(),
        unit=str(joint.case.unit), what=what,
    )  # fmt: skip


def _tell(
    joint: Conference, kind: NoticeKind, people: Collection[int], *, actor: Actor, now: datetime, **facts: str
) -> None:
    tell_about(
        _ref(joint), kind, people, tenant_id=joint.tenant_id, actor=actor, now=now,
        once=f"{joint.pk}:{joint.case.version}", **facts,
    )  # fmt: skip


def _ref(joint: Conference) -> RecordRef:
    return RecordRef(events.JOINT_KIND, str(joint.pk))
