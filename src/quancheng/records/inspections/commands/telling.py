"""Telling people of tasks, inside the transaction of a command."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.notify.registry import Kinds, NoticeKind
from quancheng.kernel.notify.telling import tell
from quancheng.records.inspections.events import TASK_KIND
from quancheng.records.inspections.models import Task
from quancheng.records.inspections.queries.tasks import people_of_office, people_of_unit

SINCE = date(2024, 1, 1)


_kind = Kinds(prefix="inspections.", since=SINCE, facts=frozenset({"name"}))


LAID = _kind(
    "laid", "下达迎检任务", "请报送迎检材料：{name}",
    "您所在的单位收到一项迎检任务“{name}”，请签收，并于{until}前报送材料。", "until",
)  # fmt: skip
HANDED_IN = _kind(
    "handed_in", "报送迎检材料", "{unit}已报送：{name}", "{unit}报送了“{name}”的材料，请验收。", "unit"
)
RETURNED = _kind(
    "returned", "退回迎检材料", "材料被退回：{name}",
    "“{name}”的材料被退回，请补充后重新报送。理由：{reason}", "reason",
)  # fmt: skip
ACCEPTED = _kind("accepted", "验收迎检材料", "已验收：{name}", "“{name}”的材料已验收，不需要再办理。")
PROLONGED = _kind(
    "prolonged", "迎检任务改期", "报送期限已改：{name}", "“{name}”的报送期限改为{until}。理由：{reason}",
    "until", "reason",
)  # fmt: skip
CANCELLED = _kind(
    "cancelled",
    "取消迎检任务",
    "已取消：{name}",
    "“{name}”的迎检任务已取消，不需要再办理。理由：{reason}",
    "reason",
)
PASSED_ON = _kind(
    "passed_on", "移交迎检任务", "移交本单位：{name}",
    "政务公开机构把迎检任务“{name}”移交给您所在的单位，报送期限{until}。理由：{reason}", "until", "reason",
)  # fmt: skip
DUE = _kind(
    "due", "迎检任务将到期", "{count}项迎检任务将到期或已逾期",
    "最急的一项是“{name}”，报送期限{until}。请尽快报送，办不了的请联系政务公开机构改期。", "count", "until",
)  # fmt: skip
KINDS = (LAID, HANDED_IN, RETURNED, ACCEPTED, PROLONGED, CANCELLED, PASSED_ON, DUE)


def tell_unit(task: Task, kind: NoticeKind, *, actor: Actor, now: datetime, **facts: str) -> None:
    """The people of the unit are told what happened to its task."""
    people = people_of_unit(task.case.unit_id, on=timezone.localdate(now))
    _tell(task, kind, people - {actor.person_id or 0}, now, facts)


def tell_office(task: Task, kind: NoticeKind, *, actor: Actor, now: datetime, **facts: str) -> None:
    """The openness office is told what a unit has done."""
    people = people_of_office(task.case.tenant_id, on=timezone.localdate(now))
    _tell(task, kind, people - {actor.person_id or 0}, now, facts)


def remind_unit(tasks: list[Task], *, now: datetime) -> None:
    """One notice for all that a unit owes; it opens the most urgent. Once a day."""
    first, today = tasks[0], timezone.localdate(now)
    told = {"name": first.indicator.name, "count": str(len(tasks)), "until": str(first.case.due_on)}
    tell(
        person_ids=people_of_unit(first.case.unit_id, on=today),
        kind=DUE,
        facts=told,
        about=RecordRef(TASK_KIND, str(first.pk)),
        at=now,
        tenant_id=first.case.tenant_id,
        once=f"due:{first.case.unit_id}:{first.case.tenant_id}:{today}",
    )


def _tell(task: Task, kind: NoticeKind, people: Iterable[int], now: datetime, facts: dict[str, str]) -> None:
    tell(
        person_ids=people,
        kind=kind,
        facts={"name": task.indicator.name, **facts},
        about=RecordRef(TASK_KIND, str(task.pk)),
        at=now,
        tenant_id=task.case.tenant_id,
        once=f"{task.pk}:{task.case.version}",
    )
