"""A year's special meetings and trainings of the model city, and a joint mechanism with what it decided."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from decimal import Decimal

from django.conf import settings
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.queries import tenant_for
from quancheng.kernel.orgs.roles import Role
from quancheng.records.groundwork import public as groundwork
from quancheng.records.groundwork.public import AgendaLine, DecisionLine, Kind, Told
from quancheng.shells.demo.city import DemoInProduction
from quancheng.shells.demo.life.collections import OTHERS
from quancheng.shells.demo.life.people import People
from quancheng.shells.demo.life.story import at

MEETING = "政务公开工作专题会议（演示）"
TRAINING = "政务公开业务培训（演示）"
TOGETHER = "政务公开工作联席会议（演示）"
MINUTES = (
    "会议听取了本年度政务公开工作情况汇报，对照工作要点逐项检查了进度。\n"
    "会议要求，未完成的事项明确责任人和时限，公开内容发布前做好保密审查。（演示）"
)
CAME = (("演示甲", "办公室"), ("演示乙", "法规处"), ("演示丙", "宣传处"))
AGO_MEETING, AGO_TRAINING, AGO_TOGETHER = timedelta(days=21), timedelta(days=14), timedelta(days=9)
AHEAD = timedelta(days=12)
DECIDED = (("长期未更新栏目", 5), ("失效链接", 12), ("缺少解读的文件", 30))  # each with its days


def load_gatherings(now: datetime) -> int:
    """Meetings and trainings with minutes and those who came; how many. A second time changes nothing.

    Three units have met and trained, the visitor's own has met and calls a training, one has yet to do both.
    Raises DemoInProduction, NobodyThere.
    """
    if settings.IN_PRODUCTION:
        raise DemoInProduction("正式环境不能载入演示会议")
    people = People(timezone.localdate(now))
    if groundwork.gatherings_for(people.office).exists():
        return 0
    tenant = tenant_for(people.office, "jinan")
    mine = people.playing("unit").unit_id
    units = sorted({*people.units_called(OTHERS[:3], tenant), *({mine} if mine else ())})
    clerks, heads = people.of_units(units, Role.HANDLER), people.of_units(units, Role.HEAD)
    for unit_id in units:
        clerk, head = clerks[unit_id], heads[unit_id]
        _hold(_meeting(now - AGO_MEETING), clerk, head, now - AGO_MEETING)
        if unit_id == mine:
            ahead = _training(now + AHEAD)
            groundwork.plan_gathering(told=ahead, actor=clerk, now=now - timedelta(days=2))
        else:
            _hold(_training(now - AGO_TRAINING), clerk, head, now - AGO_TRAINING)
    _meet_together(people, units, clerks, now - AGO_TOGETHER)
    return len(units) * 2 + 1


def _meet_together(people: People, units: list[int], clerks: Mapping[int, Actor], day: datetime) -> None:
    """The office leads; of what its meeting decided one matter is settled and the others are under way."""
    office = people.office
    assert office.unit_id is not None
    council = groundwork.found_council(
        name="政务公开工作联席会议机制（演示）", unit_id=office.unit_id, basis="年度政务公开工作要点（演示）",
        from_on=timezone.localdate(day) - timedelta(days=60), member_ids=units, actor=office,
        now=at(timezone.localdate(day) - timedelta(days=3)),
    )  # fmt: skip
    on = timezone.localdate(day)
    decided = tuple(
        DecisionLine(f"梳理本单位的{what}（演示）", unit_id, on + timedelta(days=days))
        for unit_id, (what, days) in zip(units, DECIDED, strict=False)
    )
    told = _meeting(day, title=TOGETHER, council_id=council.pk, decisions=decided)
    _hold(told, office, people.office_head, day)
    first = groundwork.open_decisions(clerks[units[0]], is_whole=False)[0]
    groundwork.settle_decision(
        decision_id=first.pk, result="已清理栏目3个。（演示）", actor=clerks[units[0]],
        now=at(timezone.localdate(day) + timedelta(days=4)),
    )  # fmt: skip


def _hold(told: Told, clerk: Actor, head: Actor, day: datetime) -> None:
    """Called three days before, held, reported in the evening, confirmed by the head on the next day."""
    on = timezone.localdate(day)
    one = groundwork.plan_gathering(told=told, actor=clerk, now=at(on - timedelta(days=3)))
    evening = at(on).replace(hour=18)
    for name, where in CAME:
        groundwork.add_attendance(gathering_id=one.pk, name=name, unit=where, actor=clerk, now=evening)
    groundwork.hold_gathering(gathering_id=one.pk, version=one.case.version, actor=clerk, now=evening)
    groundwork.confirm_gathering(
        gathering_id=one.pk, version=one.case.version + 1, actor=head, now=at(on + timedelta(days=1))
    )


def _meeting(day: datetime, *, title: str = MEETING, **more: object) -> Told:
    starts, ends = _afternoon(day)
    return Told(
        kind=Kind.MEETING, title=title, starts_at=starts, ends_at=ends, place="第一会议室（演示）",
        chair="演示负责同志", is_chaired_by_leader=True, hears_report=True, minutes=MINUTES,
        agenda=(AgendaLine("听取政务公开工作情况汇报", "演示科长"), AgendaLine("研究下一步工作")),
        **more,  # type: ignore[arg-type]  # the council and what was decided
    )  # fmt: skip


def _training(day: datetime) -> Told:
    starts, ends = _afternoon(day)
    return Told(
        kind=Kind.TRAINING, title=TRAINING, starts_at=starts, ends_at=ends, place="培训教室（演示）",
        trainer="演示教师", hours=Decimal(2), for_whom="各处室政务公开联络员",
    )  # fmt: skip


def _afternoon(day: datetime) -> tuple[datetime, datetime]:
    on = at(timezone.localdate(day))
    return on.replace(hour=14), datetime.combine(on.date(), time(16, 30), on.tzinfo)
