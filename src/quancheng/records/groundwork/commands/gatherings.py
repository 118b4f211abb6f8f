"""What a unit does with a meeting or a training, from the plan to the word of its head."""

from dataclasses import fields
from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Meanwhile, Refusal
from quancheng.kernel.casework.refusals import NotYourStep
from quancheng.kernel.casework.steps import open_case, take_step
from quancheng.kernel.files.keeping import keep_file
from quancheng.kernel.files.safety import Upload
from quancheng.kernel.orgs.models import Unit
from quancheng.records.groundwork.commands.gathering_telling import REFUSED, TO_CONFIRM, tell_of_gathering
from quancheng.records.groundwork.events import gatherings as events
from quancheng.records.groundwork.models import AgendaItem, Gathering, Material, Resolution
from quancheng.records.groundwork.queries.councils import led_by
from quancheng.records.groundwork.queries.gatherings import (
    gathering_for,
    is_planned_already,
    may_reopen,
    may_work_on,
    people_of_unit,
    told_of,
    unit_of,
    units_that_may_owe,
)
from quancheng.records.groundwork.rules.gatherings import Told, faults_of, missing_when_held
from quancheng.records.groundwork.workflow import gatherings as flow

MOST_FILES = 20  # [D] a meeting's papers; more belong into one file
LINES = {"agenda", "decisions"}


class Unfit(Refusal):
    """What was entered does not fit together."""

    code = "groundwork.unfit"
    status = 422


class NotYourGathering(Refusal):
    """The actor's post keeps no such records, or the record is another unit's."""

    code = "groundwork.not_your_gathering"
    status = 403


class UnitClosed(Refusal):
    """The unit does not exist any more."""

    code = "groundwork.unit_closed"


class PlannedAlready(Meanwhile):
    """The unit has written down the same meeting, or somebody clicked twice."""

    code = "groundwork.planned_already"


class NotHeldYet(Refusal):
    """What lies ahead cannot be said to have been held."""

    code = "groundwork.not_held_yet"
    status = 422


class NotComplete(Refusal):
    """The record does not yet say what a head has to stand by."""

    code = "groundwork.not_complete"
    status = 422


class OwnReport(Refusal):
    """Who reported that it was held does not confirm it: four eyes."""

    code = "groundwork.own_report"
    status = 403


class TooManyFiles(Refusal):
    """A record takes so many files and no more."""

    code = "groundwork.too_many_files"


@command
def plan_gathering(*, told: Told, actor: Actor, now: datetime) -> Gathering:
    """The unit writes down a meeting or training, before it is held or afterwards.

    Raises NotYourGathering, UnitClosed, Unfit, PlannedAlready, NotYourStep.
    """
    unit = _standing_unit(actor, on=timezone.localdate(now))
    _must_fit(told, actor, on=timezone.localdate(now))
    day = timezone.localdate(told.starts_at)
    if is_planned_already(unit, told):
        raise PlannedAlready(f"本单位已经登记过{day}的“{told.title}”，没有重复登记；请从列表打开那一条")
    case = open_case(workflow=flow.GATHERING, step=flow.PLAN, unit=unit, actor=actor, now=now, until=day)
    one = Gathering.objects.create(
        tenant_id=unit.tenant_id, case=case, made_by_id=actor.person_id or 0, made_at=now, **_plain(told)
    )
    _write_lines(one, told)
    record(
        events.GatheringPlanned(gathering=one.pk, title=one.title, kind=told.kind.says, on=day),
        actor=actor,
        at=now,
    )
    return one


@command
def amend_gathering(*, gathering_id: int, version: int, told: Told, actor: Actor, now: datetime) -> Gathering:
    """Change what is written down; the day stays: it is moved with a reason.

    Raises NoSuchGathering, Unfit, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    one = gathering_for(actor, gathering_id)
    _must_fit(told, actor, on=timezone.localdate(now))
    if timezone.localdate(told.starts_at) != timezone.localdate(one.starts_at):
        raise Unfit("换一天举行须写明理由：请用“改期”，这里只能调整当天的时间")
    take_step(case=one.case, step=flow.AMEND, actor=actor, now=now, seen_version=version)
    plain = _plain(told)
    for name, value in plain.items():
        setattr(one, name, value)
    one.save(update_fields=list(plain))
    _write_lines(one, told)
    record(events.GatheringAmended(gathering=one.pk, title=one.title), actor=actor, at=now)
    return one


@command
def move_gathering(
    *, gathering_id: int, version: int, starts_at: datetime, ends_at: datetime, reason: str, actor: Actor,
    now: datetime,
) -> Gathering:  # fmt: skip
    """It is held on another day, earlier or later, for a reason.

    Raises NoSuchGathering, Unfit, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    one = gathering_for(actor, gathering_id)
    if ends_at <= starts_at:
        raise Unfit("结束时间须晚于开始时间，请核对两个时间")
    day = timezone.localdate(starts_at)
    take_step(
        case=one.case, step=flow.MOVE, actor=actor, now=now, until=day, note=reason, seen_version=version
    )
    one.starts_at, one.ends_at = starts_at, ends_at
    one.save(update_fields=["starts_at", "ends_at"])
    moved = events.GatheringMoved(gathering=one.pk, title=one.title, on=day, reason=reason)
    record(moved, actor=actor, at=now)
    return one


@command
def hold_gathering(*, gathering_id: int, version: int, actor: Actor, now: datetime) -> Gathering:
    """The unit reports that it was held; its head is asked to confirm.

    Raises NoSuchGathering, NotHeldYet, NotComplete, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    one = gathering_for(actor, gathering_id)
    if one.ends_at > now:
        ends = timezone.localtime(one.ends_at)
        raise NotHeldYet(f"这次活动要到{ends:%Y年%m月%d日 %H:%M}才结束，结束以后再报送；时间写错的请先改期")
    _must_be_complete(one)
    take_step(case=one.case, step=flow.HOLD, actor=actor, now=now, seen_version=version)
    one.held_by_id = actor.person_id
    one.save(update_fields=["held_by"])
    heads = people_of_unit(one.case.unit_id, on=timezone.localdate(now), roles=set(flow.HEADS))
    tell_of_gathering(one, TO_CONFIRM, heads, actor=actor, now=now)
    record(events.GatheringHeld(gathering=one.pk, title=one.title), actor=actor, at=now)
    return one


@command
def confirm_gathering(*, gathering_id: int, version: int, actor: Actor, now: datetime) -> Gathering:
    """The unit's head stands by it; from now on it counts (每年至少1次).

    Raises NoSuchGathering, OwnReport, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    one = gathering_for(actor, gathering_id)
    take_step(case=one.case, step=flow.CONFIRM, actor=actor, now=now, seen_version=version)
    if one.held_by_id == actor.person_id:
        raise OwnReport("报送和确认须由两个人办理，请由另一位负责人确认")
    one.confirmed_by_id = actor.person_id
    one.save(update_fields=["confirmed_by"])
    record(events.GatheringConfirmed(gathering=one.pk, title=one.title), actor=actor, at=now)
    return one


@command
def refuse_gathering(
    *, gathering_id: int, version: int, reason: str, actor: Actor, now: datetime
) -> Gathering:
    """The head sends it back to be put right.

    Raises NoSuchGathering, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    one = gathering_for(actor, gathering_id)
    take_step(case=one.case, step=flow.REFUSE, actor=actor, now=now, note=reason, seen_version=version)
    who = {one.held_by_id or one.made_by_id}
    _take_back(one)
    tell_of_gathering(one, REFUSED, who, actor=actor, now=now, reason=reason)
    record(events.GatheringRefused(gathering=one.pk, title=one.title, reason=reason), actor=actor, at=now)
    return one


@command
def cancel_gathering(
    *, gathering_id: int, version: int, reason: str, actor: Actor, now: datetime
) -> Gathering:
    """It is not held; the record stays, with the reason.

    Raises NoSuchGathering, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    one = gathering_for(actor, gathering_id)
    take_step(case=one.case, step=flow.CANCEL, actor=actor, now=now, note=reason, seen_version=version)
    record(events.GatheringCancelled(gathering=one.pk, title=one.title, reason=reason), actor=actor, at=now)
    return one


@command
def reopen_gathering(
    *, gathering_id: int, version: int, reason: str, actor: Actor, now: datetime
) -> Gathering:
    """The confirmation is taken back: the record was wrong. Until it is confirmed anew it does not count.

    Raises NoSuchGathering, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    one = gathering_for(actor, gathering_id)
    if not may_reopen(actor, one):
        raise NotYourStep("撤回确认由本单位负责人或者政务公开机构办理")
    take_step(case=one.case, step=flow.REOPEN, actor=actor, now=now, note=reason, seen_version=version)
    who = {one.held_by_id or one.made_by_id, one.confirmed_by_id or 0}
    _take_back(one)
    tell_of_gathering(one, REFUSED, who, actor=actor, now=now, reason=reason)
    record(events.GatheringReopened(gathering=one.pk, title=one.title, reason=reason), actor=actor, at=now)
    return one


@command
def bring_material(
    *, gathering_id: int, upload: Upload, data: bytes, is_minutes: bool, actor: Actor, now: datetime
) -> Material:
    """Keep a file with the record; also after it was held, while nobody has confirmed it.

    Raises NoSuchGathering, NotYourGathering, TooManyFiles, QuotaReached.
    """
    one = gathering_for(actor, gathering_id)
    must_work_on(actor, one)
    if one.materials.count() >= MOST_FILES:
        raise TooManyFiles(f"一次活动最多上传{MOST_FILES}份材料，请把零散材料合并成一个文件")
    kept = keep_file(upload, data, tenant_id=one.tenant_id, actor=actor, now=now)
    told = {"is_minutes": is_minutes, "brought_by_id": actor.person_id or 0, "brought_at": now}
    material, _ = Material.objects.update_or_create(gathering=one, file=kept, defaults=told)
    event = events.MaterialBrought(gathering=one.pk, title=one.title, file=kept.name, digest=kept.digest)
    record(event, actor=actor, at=now)
    return material


def must_work_on(actor: Actor, gathering: Gathering) -> None:
    """Raises NotYourGathering."""
    if not may_work_on(actor, gathering):
        raise NotYourGathering("只有举办单位可以补充内容，确认以后不再改动；需要更正的，请负责人先“撤回确认”")


def _standing_unit(actor: Actor, *, on: date) -> Unit:
    """In whose name the actor writes. Raises NotYourGathering, UnitClosed."""
    if actor.unit_id is None or not actor.roles & flow.OF_UNIT:
        raise NotYourGathering("您所在的岗位不登记会议和培训，请由承办人或负责人登记")
    unit = unit_of(actor)
    if unit.closed_on is not None and unit.closed_on <= on:
        raise UnitClosed(f"{unit}已于{unit.closed_on}撤销，请由承接其职责的单位登记")
    return unit


def _must_fit(told: Told, actor: Actor, *, on: date) -> None:
    """Raises Unfit."""
    faults = list(faults_of(told))
    standing = set(units_that_may_owe(actor).values_list("pk", flat=True)) if told.decisions else set()
    if any(each.unit_id not in standing for each in told.decisions):
        faults.append("议定事项的责任单位已撤销或不在本级政府，请重新选择")
    if told.council_id and not led_by(actor, on=on).filter(pk=told.council_id).exists():
        faults.append("只有牵头单位可以登记议事协调机制的会议，机制终止以后也不能登记；请改选或留空")
    if faults:
        raise Unfit("；".join(faults))


def _must_be_complete(one: Gathering) -> None:
    missing = list(missing_when_held(told_of(one)))
    if one.materials.filter(is_minutes=True).exists():
        missing = [word for word in missing if word != "会议纪要"]
    if missing:
        raise NotComplete(f"还缺{'、'.join(missing)}，请先在“修改内容”里补上，再报送")


def _plain(told: Told) -> dict[str, object]:
    return {each.name: getattr(told, each.name) for each in fields(told) if each.name not in LINES}


def _write_lines(one: Gathering, told: Told) -> None:
    """The agenda, and the decisions that are not settled, as they were told."""
    one.agenda.all().delete()
    AgendaItem.objects.bulk_create(
        AgendaItem(gathering=one, place=place, title=line.title, reporter=line.reporter)
        for place, line in enumerate(told.agenda, start=1)
    )
    one.decisions.filter(settled_on__isnull=True).delete()
    Resolution.objects.bulk_create(
        Resolution(
            gathering=one, place=place, what=line.what, unit_id=line.unit_id, who=line.who, due_on=line.due_on
        )
        for place, line in enumerate(told.decisions, start=1)
    )


def _take_back(one: Gathering) -> None:
    one.held_by = one.confirmed_by = None
    one.save(update_fields=["held_by", "confirmed_by"])
