"""Telling people about meetings and trainings, inside the transaction of a command."""

from collections.abc import Iterable
from datetime import date, datetime

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.notify.registry import Kinds, NoticeKind
from quancheng.kernel.notify.telling import tell
from quancheng.records.groundwork.events.gatherings import GATHERING_KIND, YEAR_KIND
from quancheng.records.groundwork.models import Gathering, Resolution

SINCE = date(2020, 1, 1)


_kind = Kinds(prefix="groundwork.gathering_", since=SINCE)


TO_CONFIRM = _kind(
    "to_confirm",
    "会议培训待确认",
    "待确认：{title}",
    "本单位报送的{kind}《{title}》请您确认。",
    "title",
    "kind",
)
REFUSED = _kind(
    "refused",
    "会议培训退回",
    "请补正：{title}",
    "{kind}《{title}》被退回。理由：{reason}",
    "title",
    "kind",
    "reason",
)
DECISIONS_DUE = _kind(
    "decisions_due",
    "议定事项到期",
    "{count}件议定事项今天到期或已逾期",
    "最急的一件由《{title}》议定，请尽快办结并登记结果。",
    "count",
    "title",
)
URGED = _kind(
    "urged",
    "提醒举行会议培训",
    "请安排：{year}年政务公开{kind}",
    "{year}年本单位还没有举行政务公开{kind}。每年至少一次，举行后请登记并由负责人确认。",
    "year",
    "kind",
)
KINDS = (TO_CONFIRM, REFUSED, DECISIONS_DUE, URGED)


def tell_of_gathering(
    one: Gathering, kind: NoticeKind, people: Iterable[int], *, actor: Actor, now: datetime, **facts: str
) -> None:
    """These people are told what happened to a record; whoever did it is not."""
    tell(
        person_ids={*people} - {actor.person_id or 0, 0},
        kind=kind,
        facts={"title": one.title, "kind": one.get_kind_display(), **facts},
        about=RecordRef(GATHERING_KIND, str(one.pk)),
        at=now,
        tenant_id=one.tenant_id,
        once=f"{one.pk}:{one.case.version}",
    )


def remind_of_decisions(
    decisions: list[Resolution], people: Iterable[int], *, now: datetime, once: str
) -> None:
    """These people are reminded of several decisions in one notice, which opens the most urgent."""
    first = decisions[0]
    tell(
        person_ids=set(people),
        kind=DECISIONS_DUE,
        facts={"count": str(len(decisions)), "title": first.gathering.title},
        about=RecordRef(GATHERING_KIND, str(first.gathering_id)),
        at=now,
        tenant_id=first.unit.tenant_id,
        once=once,
    )


def urge_unit(
    people: Iterable[int], *, year: int, kind: str, tenant_id: int, now: datetime, once: str
) -> int:
    """The people of a unit are asked to hold what the year asks for; how many were told now."""
    return tell(
        person_ids=set(people),
        kind=URGED,
        facts={"year": str(year), "kind": kind},
        about=RecordRef(YEAR_KIND, str(year)),
        at=now,
        tenant_id=tenant_id,
        once=once,
    )
