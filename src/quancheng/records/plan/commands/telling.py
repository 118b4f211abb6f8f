"""Telling people what happened to their duties: called by the commands, inside their transaction."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.notify.policy import Policy
from quancheng.kernel.notify.registry import Kinds, NoticeKind
from quancheng.kernel.notify.telling import tell
from quancheng.kernel.notify.wording import Wording, within_quotes
from quancheng.kernel.obligations.models import DueItem, EvidenceRelease
from quancheng.records.plan.models import Edition, Plan
from quancheng.records.plan.queries.duties import lines_of
from quancheng.records.plan.queries.people import people_of_office, people_of_units
from quancheng.records.plan.queries.plans import DUTY_KIND, PLAN_KIND, RELEASE_KIND
from quancheng.records.plan.queries.releases import people_who_decide, still_waits

SINCE = date(2024, 1, 1)


_kind = Kinds(prefix="plan.", since=SINCE)


ISSUED = _kind(
    "issued",
    "任务下达",
    "请签收：{title}",
    "《{title}》的任务已下达到您所在的单位。请在“责任事项”中逐项查看并签收。",
    "title",
)
RETURNED = _kind(
    "returned", "退回", "已退回：{title}", "{by}退回了“{title}”。理由：{reason}", "title", "by", "reason"
)
POSTPONED = _kind(
    "postponed",
    "同意延期",
    "时限已改：{title}",
    "“{title}”的时限改为{until}。理由：{reason}",
    "title",
    "until",
    "reason",
)
DENIED = _kind(
    "denied",
    "不同意延期",
    "不同意延期：{title}",
    "“{title}”的时限不变。理由：{reason}",
    "title",
    "reason",
)
REASSIGNED = _kind(
    "reassigned",
    "改派",
    "已改派：{title}",
    "“{title}”由{former}改派给{unit}。理由：{reason}",
    "title",
    "former",
    "unit",
    "reason",
)
LATER_ASKED = _kind(
    "later_asked",
    "申请延期",
    "申请延期：{title}",
    "{unit}申请把“{title}”延至{until}，请决定。理由：{reason}",
    "title",
    "unit",
    "until",
    "reason",
)
AMENDED = _kind(
    "amended",
    "任务修订",
    "任务有修订：{title}",
    "《{title}》{edition}已确认。您所在的单位新增{added}项、调整时限{moved}项、取消{gone}项，请查看责任事项。",
    "title",
    "edition",
    "added",
    "moved",
    "gone",
)
TO_REVIEW = NoticeKind(
    code="plan.to_review",
    says="佐证待保密审查",
    policy=Policy.DIGEST,
    facts=frozenset({"title"}),
    wordings=(
        Wording(
            SINCE,
            "请作保密审查：{title}",
            "有人提议公开佐证“{title}”。请打开核对，作保密审查后决定是否公开。",
        ),
    ),
    still_true=still_waits,
)
CARRIED = _kind(
    "carried",
    "上年事项结转",
    "上年事项已结转：{title}",
    "上年未办结的{former}已结转到《{plan}》，请按“{title}”办理，时限{until}。",
    "title",
    "former",
    "plan",
    "until",
)
KINDS = (ISSUED, RETURNED, POSTPONED, DENIED, REASSIGNED, LATER_ASKED, AMENDED, CARRIED, TO_REVIEW)


def tell_of_tasks(plan: Plan, unit_ids: Iterable[int], *, actor: Actor, now: datetime) -> None:
    """One notice for each person of these units, however many duties they got."""
    people = people_of_units(unit_ids, on=timezone.localdate(now))
    tell(
        person_ids=people - {actor.person_id or 0},
        kind=ISSUED,
        facts={"title": plan.title},
        about=RecordRef(PLAN_KIND, plan.ref),
        at=now,
        tenant_id=plan.tenant_id,
        once=f"{plan.ref}:{now.isoformat()}",
    )


def tell_of_amendment(
    edition: Edition, by_unit: Mapping[int, tuple[int, int, int]], *, actor: Actor, now: datetime
) -> None:
    """The people of each unit are told in one notice what an amended edition changed for them."""
    for unit_id, (added, moved, gone) in by_unit.items():
        people = people_of_units([unit_id], on=timezone.localdate(now))
        tell(
            person_ids=people - {actor.person_id or 0},
            kind=AMENDED,
            facts={
                "title": edition.plan.title,
                "edition": str(edition),
                "added": str(added),
                "moved": str(moved),
                "gone": str(gone),
            },
            about=RecordRef(PLAN_KIND, edition.plan.ref),
            at=now,
            tenant_id=edition.plan.tenant_id,
            once=f"{edition.pk}:{unit_id}",
        )


def tell_units(
    duty: DueItem, kind: NoticeKind, *unit_ids: int, actor: Actor, now: datetime, **facts: str
) -> None:
    """The people of the unit that owes the duty, or of the units named, are told what happened to it."""
    people = people_of_units(unit_ids or [duty.case.unit_id], on=timezone.localdate(now))
    _tell(duty, kind, people, actor=actor, now=now, facts=facts)


def tell_of_carried(
    duty: DueItem, former: Mapping[int, str], *, plan: Plan, actor: Actor, now: datetime
) -> None:
    """The people who owe a duty are told once of everything of last year that goes on in it.

    `former`: the old duties with the titles of their tasks. What comes later into the same duty is told anew.
    """
    people = people_of_units([duty.case.unit_id], on=timezone.localdate(now))
    titles = dict.fromkeys(title[:80] for title in former.values())
    facts = {
        "former": "、".join(f"“{within_quotes(title)}”" for title in titles),
        "plan": plan.title,
        "until": str(duty.case.due_on or duty.until_on),
    }
    _tell(duty, CARRIED, people, actor=actor, now=now, facts=facts, once=f"{duty.pk}:from:{min(former)}")


def tell_office(duty: DueItem, kind: NoticeKind, *, actor: Actor, now: datetime, **facts: str) -> None:
    """The openness office that demands the duty is told what a unit did with it."""
    people = people_of_office(duty.case.tenant_id, on=timezone.localdate(now))
    _tell(duty, kind, people, actor=actor, now=now, facts=facts)


def tell_deciders(release: EvidenceRelease, *, actor: Actor, now: datetime) -> None:
    """Those who may be the second person are told that evidence waits for their review."""
    tenant_id = release.evidence.item.obligation.tenant_id
    people = people_who_decide(tenant_id, on=timezone.localdate(now))
    tell(
        person_ids=people - {release.added_by_id, release.proposed_by_id, actor.person_id or 0},
        kind=TO_REVIEW,
        facts={"title": release.title},
        about=RecordRef(RELEASE_KIND, str(release.pk)),
        at=now,
        tenant_id=tenant_id,
        once=str(release.pk),
    )


def _tell(
    duty: DueItem,
    kind: NoticeKind,
    people: set[int],
    *,
    actor: Actor,
    now: datetime,
    facts: dict[str, str],
    once: str = "",
) -> None:
    [line] = lines_of([duty])
    tell(
        person_ids=people - {actor.person_id or 0},
        kind=kind,
        facts={"title": line.task.title, **facts},
        about=RecordRef(DUTY_KIND, str(duty.pk)),
        at=now,
        tenant_id=duty.case.tenant_id,
        once=once or f"{duty.pk}:{duty.case.version}",
    )
