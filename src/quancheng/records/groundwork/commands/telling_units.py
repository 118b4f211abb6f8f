"""Telling units about notices and tables, inside the transaction of a command."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.notify.registry import Kinds, NoticeKind
from quancheng.kernel.notify.telling import Cause, tell_of_each
from quancheng.records.groundwork.events.notices import ARRIVAL_KIND, NOTICE_KIND
from quancheng.records.groundwork.models import Notice, Recipient
from quancheng.records.groundwork.queries.addressees import people_by_unit
from quancheng.records.groundwork.workflow.notices import HEADS, OF_UNIT

SINCE = date(2020, 1, 1)


_kind = Kinds(prefix="groundwork.", since=SINCE, facts=frozenset({"title", "sender"}))


ISSUED = _kind(
    "issued",
    "收到通知",
    "请签收：{title}",
    "{sender}发来通知，请在{sign_by}前签收{asks}。",
    "sign_by",
    "asks",
)
TO_ISSUE = _kind("to_issue", "通知待签发", "待签发：{title}", "{sender}的一份通知已拟好，请审核签发。")
URGED = _kind("urged", "催办", "催办：{title}", "{sender}催办：{what}，请尽快办理。", "what")
WITHDRAWN = _kind(
    "withdrawn", "通知撤回", "已撤回：{title}", "{sender}撤回了这份通知。理由：{reason}", "reason"
)
TO_CONFIRM = _kind(
    "to_confirm", "收表待确认", "待确认：{title}", "本单位的收表已填好，请确认后上报{sender}。"
)
HANDED_IN = _kind("handed_in", "收表待审核", "待审核：{title}", "{unit}报来收表，请审核。", "unit")
REFUSED = _kind(
    "refused", "收表退回填报人", "请修改：{title}", "本单位负责人退回收表。理由：{reason}", "reason"
)
RETURNED = _kind("returned", "收表退回", "请修改：{title}", "{sender}退回收表。理由：{reason}", "reason")
ACCEPTED = _kind("accepted", "收表审核通过", "已通过：{title}", "{sender}审核通过了本单位的收表。")
ASKED = _kind(
    "later_asked", "收表申请延期", "申请延期：{title}", "{unit}申请延至{until}。理由：{reason}",
    "unit", "until", "reason",
)  # fmt: skip
DECIDED = _kind(
    "later_decided", "收表延期的决定", "延期：{title}", "{sender}{what}。理由：{reason}", "what", "reason"
)
AMENDED = _kind(
    "layout_amended", "表样调整", "表样有调整：{title}", "{sender}调整了表样：{what}。{then}", "what", "then"
)
PASSED_ON = _kind(
    "passed_on",
    "通知移交",
    "移交本单位：{title}",
    "{sender}把这份通知移交给您所在的单位。理由：{reason}",
    "reason",
)
KINDS = (
    ISSUED, TO_ISSUE, URGED, WITHDRAWN, TO_CONFIRM, HANDED_IN, REFUSED, RETURNED, ACCEPTED, ASKED, DECIDED,
    AMENDED, PASSED_ON,
)  # fmt: skip


def tell_receivers(
    arrivals: Sequence[Recipient],
    kind: NoticeKind,
    *,
    actor: Actor,
    now: datetime,
    once: str,
    roles: Iterable[str] = OF_UNIT,
    facts: Mapping[int, Mapping[str, str]] | None = None,
    **same: str,
) -> None:
    """The people of these units are told; each opens the unit's own page. `facts`: by arrival."""
    if not arrivals:
        return
    units = {one.pk: one.case.unit_id if one.case else one.unit_id for one in arrivals}
    people = people_by_unit(set(units.values()), on=timezone.localdate(now), roles=roles)
    notice = arrivals[0].notice
    told = {"title": notice.title, "sender": str(notice.unit), **same}
    causes = [
        Cause(
            person_ids=frozenset(people[units[one.pk]] - {actor.person_id or 0}),
            facts={**told, **(facts or {}).get(one.pk, {})},
            about=RecordRef(ARRIVAL_KIND, str(one.pk)),
            once=f"{one.pk}:{once}",
        )
        for one in arrivals
    ]
    tell_of_each(causes, kind=kind, at=now, tenant_id=notice.tenant_id)


def tell_sender(
    notice: Notice,
    kind: NoticeKind,
    *,
    actor: Actor,
    now: datetime,
    once: str,
    about: RecordRef | None = None,
    roles: Iterable[str] = OF_UNIT,
    **facts: str,
) -> None:
    """The people of the unit that sent a notice are told."""
    people = people_by_unit({notice.unit_id}, on=timezone.localdate(now), roles=roles)
    cause = Cause(
        person_ids=frozenset(people[notice.unit_id] - {actor.person_id or 0}),
        facts={"title": notice.title, "sender": str(notice.unit), **facts},
        about=about or RecordRef(NOTICE_KIND, str(notice.pk)),
        once=f"{notice.pk}:{once}",
    )
    tell_of_each([cause], kind=kind, at=now, tenant_id=notice.tenant_id)


def tell_heads(notice: Notice, *, actor: Actor, now: datetime) -> None:
    """The heads of the sending unit learn that a draft waits for them."""
    tell_sender(notice, TO_ISSUE, actor=actor, now=now, once=f"issue:{notice.version}", roles=HEADS)
