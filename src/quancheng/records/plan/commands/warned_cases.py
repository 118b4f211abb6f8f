"""Warning units of supervision orders to answer and public commitments to keep, and telling the office."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.command import command
from quancheng.kernel.calendar.levels import Level
from quancheng.kernel.notify.policy import Policy
from quancheng.kernel.notify.registry import NoticeKind
from quancheng.kernel.notify.telling import Cause, tell_of_each
from quancheng.kernel.notify.wording import Wording
from quancheng.records.plan import events
from quancheng.records.plan.commands.warned import SAYS, SINCE, OnlyByTheClock
from quancheng.records.plan.models import WarnedCase
from quancheng.records.plan.queries.people import people_by_unit, people_of_office, units_by_id
from quancheng.records.plan.queries.warned_cases import NearCase, cases_to_warn_of, still_due

CASE_WARNING = NoticeKind(
    code="plan.case_warning",
    says="督办单、公开承诺到期预警",
    policy=Policy.DIGEST,
    facts=frozenset({"level", "says", "title", "unit", "until"}),
    wordings=(
        Wording(
            SINCE,
            "{level}：{says}“{title}”",
            "{unit}的{says}“{title}”进入{level}，期限{until}。请按期办理；确实不能按期的，请尽早申请延期。",
        ),
    ),
    still_true=still_due,
)
CASE_LATE = NoticeKind(
    code="plan.case_late",
    says="督办单、公开承诺新增逾期",
    policy=Policy.DIGEST,
    facts=frozenset({"says", "title", "unit", "until"}),
    wordings=(
        Wording(
            SINCE,
            "{unit}逾期：{says}“{title}”",
            "{unit}的{says}“{title}”期限{until}，已经逾期。",
        ),
    ),
    still_true=still_due,
)
CASE_WARNING_KINDS = (CASE_WARNING, CASE_LATE)


@command
def warn_of_cases(*, actor: Actor, now: datetime) -> int:
    """Warn of orders and commitments that fall due; how many notices were written.

    Each is told once at each level; what is late is told to the openness office too. A second round on the
    same day finds nothing left. Raises OnlyByTheClock.
    """
    if actor.kind is not Kind.CLOCKWORK or actor.tenant_id is None:
        raise OnlyByTheClock("预警由系统每个工作日自动发出，不能手工发出")
    today = timezone.localdate(now)
    near = cases_to_warn_of(actor.tenant_id, today=today)
    if not near:
        return 0
    WarnedCase.objects.bulk_create(
        WarnedCase(case_id=one.case_id, unit_id=one.unit_id, level=one.word, due_on=one.due_on, on=today)
        for one in near
    )
    notices = _tell(actor.tenant_id, near, now=now)
    late = sum(1 for each in near if each.level is Level.OVERDUE)
    told = events.CasesWarned(on=today, near=len(near) - late, late=late, notices=notices)
    record(told, actor=actor, at=now)
    return notices


def _tell(tenant_id: int, near: Sequence[NearCase], *, now: datetime) -> int:
    late = [each for each in near if each.level is Level.OVERDUE]
    told = tell_of_each(list(_to_units(near, now)), kind=CASE_WARNING, at=now, tenant_id=tenant_id)
    office = people_of_office(tenant_id, on=timezone.localdate(now)) if late else set[int]()
    to_office = [_cause(each, office, unit) for each, unit in _with_units(late)]
    return told + tell_of_each(to_office, kind=CASE_LATE, at=now, tenant_id=tenant_id)


def _to_units(near: Sequence[NearCase], now: datetime) -> Iterator[Cause]:
    people = people_by_unit({each.unit_id for each in near}, on=timezone.localdate(now))
    for each, unit in _with_units(near):
        level = SAYS.get(each.level, str(each.level))
        yield _cause(each, people.get(each.unit_id, frozenset()), unit, level=level)


def _with_units(near: Sequence[NearCase]) -> Iterator[tuple[NearCase, str]]:
    units = units_by_id({each.unit_id for each in near})
    for each in near:
        yield each, str(units[each.unit_id])


def _cause(each: NearCase, people: set[int] | frozenset[int], unit: str, **more: str) -> Cause:
    return Cause(
        person_ids=frozenset(people),
        facts={
            "says": each.says,
            "title": each.title[:80],
            "unit": unit,
            "until": str(each.due_on),
            **more,
        },
        about=each.about,
        once=each.once,
    )
