"""What amends a published plan goes to a second person, who confirms it or sends it back."""

from datetime import datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.refusals import ReasonMissing
from quancheng.records.plan import events
from quancheng.records.plan.commands.drafts import keeper_of, open_draft, swap_draft
from quancheng.records.plan.commands.editions import NothingToConfirm, must_be_clear, must_be_second
from quancheng.records.plan.commands.telling_review import tell_heads, tell_sender
from quancheng.records.plan.models import Draft
from quancheng.records.plan.queries.editions import new_edition
from quancheng.records.plan.queries.plans import register_of


class NoReviewNeeded(Refusal):
    """The plan is new or not published: who keeps it confirms it alone."""

    code = "plan.no_review_needed"


class SentAlready(Refusal):
    """The draft waits for the second person already."""

    code = "plan.draft_sent_already"


@command
def send_draft(*, draft_id: int, version: int, actor: Actor, now: datetime) -> Draft:
    """Lay an amendment of a published plan before a second person (《条例》第十七条).

    Raises NoSuchDraft, DraftClosed, ChangedMeanwhile, NotYourOffice, NoReviewNeeded, SentAlready, DoubtsLeft,
    NoYear, NothingToConfirm.
    """
    keeper, draft = keeper_of(actor), open_draft(actor, draft_id, version)
    if draft.amends is None or draft.amends.published_on is None:
        raise NoReviewNeeded("要点还没有公开，可以直接确认，不需要送审")
    if draft.sent_by_id is not None:
        raise SentAlready("这份修订已经送审，请等另一位负责人审核")
    register = register_of(draft, today=timezone.localdate(now))
    must_be_clear(draft, register)
    if new_edition(draft, register).changes_nothing:
        raise NothingToConfirm(f"这份草稿与《{draft.amends.title}》现行内容一致，没有需要确认的改动")
    swap_draft(draft, sent_by=keeper.person_id, sent_at=now, returned_for="")
    tell_heads(draft, actor=actor, now=now)
    record(events.DraftSent(draft=draft.pk, title=draft.amends.title), actor=actor, at=now)
    return draft


@command
def return_draft(*, draft_id: int, version: int, reason: str, actor: Actor, now: datetime) -> Draft:
    """Back to be corrected, with what is to be mended.

    Raises NoSuchDraft, DraftClosed, ChangedMeanwhile, NotSent, NotYoursToPublish, SecondPersonNeeded,
    ReasonMissing.
    """
    draft = open_draft(actor, draft_id, version)
    sender_id = must_be_second(draft, actor)
    if not reason.strip():
        raise ReasonMissing("请写明退回的理由")
    swap_draft(draft, sent_by=None, sent_at=None, returned_for=reason.strip()[:500])
    tell_sender(draft, sender_id, now=now)
    record(events.DraftReturned(draft=draft.pk, reason=reason), actor=actor, at=now)
    return draft
