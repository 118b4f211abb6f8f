"""Telling people what happens to public commitments: called by the commands, inside their transaction."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.notify.registry import Kinds, NoticeKind
from quancheng.kernel.notify.telling import tell, tell_followers
from quancheng.records.plan.models import Commitment, CommitmentEdition, CommitmentList
from quancheng.records.plan.queries.commitments import COMMITMENT_KIND, LIST_KIND, people_of
from quancheng.records.plan.queries.people import people_of_office

SINCE = date(2024, 1, 1)


_kind = Kinds(prefix="plan.commitment_", since=SINCE, facts=frozenset({"title"}))


PROMISED = _kind(
    "promised",
    "公开承诺已公开",
    "已向社会承诺：{title}",
    "《{title}》已公开，其中有您所在单位负责的承诺。请在“公开承诺”中按时填报进展。",
)
REFUSED = _kind(
    "refused",
    "承诺进展被退回",
    "进展已退回：{title}",
    "单位负责人退回了“{title}”的进展。理由：{reason}",
    "reason",
)
MOVED = _kind(
    "moved",
    "承诺时限已调整",
    "承诺时限已调整：{title}",
    "“{title}”的完成时限由{before}调整为{until}。理由：{reason}",
    "before",
    "until",
    "reason",
)
DENIED = _kind(
    "denied",
    "不同意调整承诺时限",
    "承诺时限不变：{title}",
    "不同意调整“{title}”的完成时限。理由：{reason}",
    "reason",
)
MOVE_ASKED = _kind(
    "move_asked",
    "申请调整承诺时限",
    "申请调整承诺时限：{title}",
    "{unit}申请把“{title}”的完成时限调整为{until}，请决定。理由：{reason}",
    "unit",
    "until",
    "reason",
)
REOPENED = _kind(
    "reopened",
    "承诺更正为未完成",
    "更正为未完成：{title}",
    "“{title}”更正为未完成。理由：{reason}",
    "reason",
)
FINISHED = _kind(
    "finished",
    "承诺已完成",
    "承诺已完成：{title}",
    "公开承诺“{title}”已于{on}完成。{words}",
    "on",
    "words",
)
AMENDED = _kind(
    "amended",
    "公开承诺清单已修订",
    "公开承诺清单已修订：{title}",
    "您关注的《{title}》已修订。修订说明：{reason}",
    "reason",
)
COMMITMENT_KINDS = (PROMISED, REFUSED, MOVED, DENIED, MOVE_ASKED, REOPENED, FINISHED, AMENDED)


def tell_of_promises(
    found: CommitmentList, unit_ids: Iterable[int], *, edition: int, actor: Actor, now: datetime
) -> None:
    """One notice for each person of these units, however many commitments the list lays upon them."""
    tell(
        person_ids=people_of(unit_ids, on=timezone.localdate(now)) - {actor.person_id or 0},
        kind=PROMISED,
        facts={"title": found.title},
        about=RecordRef(LIST_KIND, found.ref),
        at=now,
        tenant_id=found.tenant_id,
        once=f"{found.ref}:{edition}",
    )


def tell_unit(commitment: Commitment, kind: NoticeKind, *, actor: Actor, now: datetime, **facts: str) -> None:
    """The people of the unit that promised are told what happened."""
    people = people_of([commitment.case.unit_id], on=timezone.localdate(now))
    _tell(commitment, kind, people, actor=actor, now=now, facts=facts)


def tell_openness_office(
    commitment: Commitment, kind: NoticeKind, *, actor: Actor, now: datetime, **facts: str
) -> None:
    """The openness office that keeps the list is told what a unit asks."""
    people = people_of_office(commitment.list.tenant_id, on=timezone.localdate(now))
    _tell(commitment, kind, people, actor=actor, now=now, facts=facts)


def tell_public(commitment: Commitment, kind: NoticeKind, *, now: datetime, **facts: str) -> None:
    """Everybody who follows the commitment, or its whole list, is told what the page now says."""
    for about in (RecordRef(COMMITMENT_KIND, commitment.ref), RecordRef(LIST_KIND, commitment.list.ref)):
        tell_followers(
            kind=kind,
            facts={"title": commitment.task, **facts},
            about=about,
            at=now,
            tenant_id=commitment.list.tenant_id,
            once=f"{commitment.pk}:{commitment.case.version}",
        )


def tell_of_amendment(edition: CommitmentEdition, *, now: datetime) -> None:
    """Everybody who follows the list is told that it was amended, and why."""
    found = edition.list
    tell_followers(
        kind=AMENDED,
        facts={"title": found.title, "reason": edition.draft.reason},
        about=RecordRef(LIST_KIND, found.ref),
        at=now,
        tenant_id=found.tenant_id,
        once=f"{found.ref}:{edition.number}",
    )


def _tell(
    commitment: Commitment,
    kind: NoticeKind,
    people: set[int],
    *,
    actor: Actor,
    now: datetime,
    facts: dict[str, str],
) -> None:
    tell(
        person_ids=people - {actor.person_id or 0},
        kind=kind,
        facts={"title": commitment.task, **facts},
        about=RecordRef(COMMITMENT_KIND, commitment.ref),
        at=now,
        tenant_id=commitment.list.tenant_id,
        once=f"{commitment.pk}:{commitment.case.version}",
    )
