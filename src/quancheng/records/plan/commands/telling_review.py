"""Telling people of amendments that wait for the second person: called by the commands, inside theirs."""

from datetime import datetime

from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.notify.policy import Policy
from quancheng.kernel.notify.registry import NoticeKind
from quancheng.kernel.notify.telling import tell
from quancheng.kernel.notify.wording import Wording
from quancheng.records.plan.commands.telling import SINCE
from quancheng.records.plan.models import Draft
from quancheng.records.plan.queries.people import heads_of_office
from quancheng.records.plan.queries.plans import DRAFT_KIND, still_to_review

TO_REVIEW = NoticeKind(
    code="plan.draft_to_review",
    says="修订待审核",
    policy=Policy.DIGEST,
    facts=frozenset({"title", "by"}),
    wordings=(
        Wording(
            SINCE,
            "请审核修订：{title}",
            "{by}把已公开的《{title}》的修订送审。请逐行核对，确认后随即公开。",
        ),
    ),
    still_true=still_to_review,
)
SENT_BACK = NoticeKind(
    code="plan.draft_returned",
    says="修订被退回",
    policy=Policy.DIGEST,
    facts=frozenset({"title", "reason"}),
    wordings=(
        Wording(SINCE, "修订被退回：{title}", "《{title}》的修订被退回，请更正后重新送审。理由：{reason}"),
    ),
)
REVIEW_KINDS = (TO_REVIEW, SENT_BACK)


def tell_heads(draft: Draft, *, actor: Actor, now: datetime) -> None:
    """Those who may be the second person learn that an amendment waits."""
    heads = heads_of_office(draft.tenant_id, on=timezone.localdate(now))
    facts = {"title": draft.title, "by": str(draft.sent_by)}
    _tell(draft, TO_REVIEW, heads - {actor.person_id or 0}, facts=facts, now=now)


def tell_sender(draft: Draft, sender_id: int, *, now: datetime) -> None:
    """Who sent the amendment learns what is to be mended."""
    facts = {"title": draft.title, "reason": draft.returned_for}
    _tell(draft, SENT_BACK, {sender_id}, facts=facts, now=now)


def _tell(draft: Draft, kind: NoticeKind, people: set[int], *, facts: dict[str, str], now: datetime) -> None:
    tell(
        person_ids=people,
        kind=kind,
        facts=facts,
        about=RecordRef(DRAFT_KIND, str(draft.pk)),
        at=now,
        tenant_id=draft.tenant_id,
        once=f"{draft.pk}:{draft.version}",
    )
