"""Warning units of what falls due, and telling the openness office what has become late."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.calendar.levels import Level
from quancheng.kernel.notify.policy import Policy
from quancheng.kernel.notify.registry import NoticeKind
from quancheng.kernel.notify.telling import Cause, tell_of_each
from quancheng.kernel.notify.wording import Wording
from quancheng.kernel.orgs.models import Unit
from quancheng.records.plan import events
from quancheng.records.plan.models import Task, WarnedDuty
from quancheng.records.plan.queries.people import people_by_unit, people_of_office, units_by_id
from quancheng.records.plan.queries.warned import (
    THE_OFFICE,
    Given,
    Near,
    duties_to_warn_of,
    still_warned_of,
    tasks_by_ref,
)

SINCE = date(2024, 1, 1)
FEW = 5  # duties named in one notice; the rest is behind its link
SHORT = 28  # characters of a title
AT_A_TIME = 500
ByUnit = Mapping[tuple[Level, int], Sequence[Near]]

WARNING = NoticeKind(
    code="plan.warning",
    says="到期预警",
    policy=Policy.DIGEST,
    facts=frozenset({"level", "count", "unit", "duties"}),
    wordings=(
        Wording(
            SINCE,
            "{level}：{count}项责任事项",
            "{unit}有{count}项责任事项进入{level}：\n{duties}\n"
            "请在时限内报送；确实不能按期完成的，请尽早申请延期。",
        ),
    ),
    still_true=still_warned_of,
)
LATE = NoticeKind(
    code="plan.late",
    says="新增逾期",
    policy=Policy.DIGEST,
    facts=frozenset({"count", "units", "duties"}),
    wordings=(
        Wording(
            SINCE,
            "新增逾期{count}项，涉及{units}个单位",
            "新增{count}项责任事项逾期，涉及{units}个单位：\n{duties}",
        ),
    ),
    still_true=still_warned_of,
)
WARNING_KINDS = (WARNING, LATE)
SAYS = {Level.OVERDUE: "已逾期"}


class OnlyByTheClock(Refusal):
    """Nobody warns by hand: the house itself does it, once a worked day, for one government."""

    code = "plan.warning.only_by_the_clock"
    status = 403


@command
def warn_of_duties(*, actor: Actor, now: datetime) -> int:
    """Warn each unit of what comes under a warning today; how many notices were written.

    Each duty is told once at each level; one notice holds all that a unit is warned of at one level that day.
    A second round on the same day finds nothing left. Raises OnlyByTheClock.
    """
    if actor.kind is not Kind.CLOCKWORK or actor.tenant_id is None:
        raise OnlyByTheClock("预警由系统每个工作日自动发出，不能手工发出")
    today = timezone.localdate(now)
    near = duties_to_warn_of(actor.tenant_id, today=today)
    if not any(near.values()):
        return 0
    WarnedDuty.objects.bulk_create(_lines(actor.tenant_id, near, today), batch_size=AT_A_TIME)
    notices = _tell(actor.tenant_id, near, now=now)
    told = events.DutiesWarned(
        on=today,
        yellow=len(near[Level.YELLOW]),
        orange=len(near[Level.ORANGE]),
        red=len(near[Level.RED]),
        overdue=len(near[Level.OVERDUE]),
        notices=notices,
    )
    record(told, actor=actor, at=now)
    return notices


def _lines(tenant_id: int, near: Mapping[Level, Sequence[Near]], today: date) -> Iterator[WarnedDuty]:
    for level, duties in near.items():
        for duty in duties:
            yield WarnedDuty(
                tenant_id=tenant_id,
                item_id=duty.item_id,
                unit_id=duty.unit_id,
                level=level.name.lower(),
                due_on=duty.due_on,
                on=today,
            )


def _tell(tenant_id: int, near: Mapping[Level, Sequence[Near]], *, now: datetime) -> int:
    """Each unit is told of its own, the office of all that is late. A handful of queries."""
    today, by_unit = timezone.localdate(now), _by_unit(near)
    late = near[Level.OVERDUE]
    unit_ids = {unit_id for _, unit_id in by_unit}
    people, units = people_by_unit(unit_ids, on=today), units_by_id(unit_ids)
    named = [duty for duties in (*by_unit.values(), late) for duty in duties[:FEW]]
    tasks = tasks_by_ref(duty.task_ref for duty in named)
    causes = [
        Cause(
            person_ids=people.get(unit_id, frozenset()),
            facts={
                "level": SAYS.get(level, str(level)),
                "count": str(len(duties)),
                "unit": str(units[unit_id]),
                "duties": _named(duties, tasks, {}),
            },
            about=Given(tenant_id, unit_id, level, today).ref,
            once=_once(Given(tenant_id, unit_id, level, today), duties),
        )
        for (level, unit_id), duties in by_unit.items()
    ]
    told = tell_of_each(causes, kind=WARNING, at=now, tenant_id=tenant_id)
    return told + _tell_office(tenant_id, late, tasks, units, now=now)


def _tell_office(
    tenant_id: int,
    late: Sequence[Near],
    tasks: Mapping[str, Task],
    units: Mapping[int, Unit],
    *,
    now: datetime,
) -> int:
    if not late:
        return 0
    today = timezone.localdate(now)
    given = Given(tenant_id, THE_OFFICE, Level.OVERDUE, today)
    cause = Cause(
        person_ids=frozenset(people_of_office(tenant_id, on=today)),
        facts={
            "count": str(len(late)),
            "units": str(len({duty.unit_id for duty in late})),
            "duties": _named(late, tasks, units),
        },
        about=given.ref,
        once=_once(given, late),
    )
    return tell_of_each([cause], kind=LATE, at=now, tenant_id=tenant_id)


def _by_unit(near: Mapping[Level, Sequence[Near]]) -> ByUnit:
    """By level and unit; within, the nearest stays first."""
    return {
        (level, unit_id): list(duties)
        for level, found in near.items()
        for unit_id, duties in groupby(sorted(found, key=lambda d: d.unit_id), key=lambda d: d.unit_id)
    }


def _named(duties: Sequence[Near], tasks: Mapping[str, Task], units: Mapping[int, Unit]) -> str:
    """The first few by name, with the unit where several are told of, and how many there are besides."""
    lines = [
        f"· {f'{units[duty.unit_id]}：' if units else ''}{_short(tasks[duty.task_ref])}（{duty.due_on}到期）"
        for duty in duties[:FEW]
    ]
    rest = len(duties) - FEW
    return "\n".join([*lines, f"· 另有{rest}项"] if rest > 0 else lines)


def _short(task: Task) -> str:
    title = task.title if len(task.title) <= SHORT else f"{task.title[:SHORT]}…"
    return f"第{task.row.no}项 {title}"


def _once(given: Given, duties: Sequence[Near]) -> str:
    """The cause by name: this warning with these duties, so that a later round of the day is told too."""
    return f"{given}:{min(duty.item_id for duty in duties)}"
