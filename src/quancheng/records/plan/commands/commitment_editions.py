"""Public commitments go up: sent for review by one official, published by another, taken back at once."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import F
from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan import events
from quancheng.records.plan.commands.commitment_changes import apply_changes, must_spare_what_is_done
from quancheng.records.plan.commands.commitment_drafts import open_commitment_draft, seen, swap_draft
from quancheng.records.plan.commands.commitment_telling import tell_of_amendment, tell_of_promises
from quancheng.records.plan.commands.drafts import ChangedMeanwhile, keeper_of
from quancheng.records.plan.commands.editions import DoubtsLeft, NothingToConfirm, NoYear
from quancheng.records.plan.commands.publishing import (
    NotYoursToPublish,
    PublishedAlready,
    SecondPersonNeeded,
)
from quancheng.records.plan.models import CommitmentDraft, CommitmentEdition, CommitmentList
from quancheng.records.plan.queries.commitment_drafts import (
    commitment_draft_for,
    facts_drafted,
    facts_in_force,
    latest_commitment_edition,
    list_of_year,
    list_refs_taken,
    register_of_commitments,
    waiting_draft_of_year,
)
from quancheng.records.plan.queries.commitments import own_list
from quancheng.records.plan.rules.commitment_cells import doubts_of, is_settled
from quancheng.records.plan.rules.commitment_drafts import (
    Facts,
    FactsDifference,
    facts_difference,
    rows_from_json,
)
from quancheng.records.plan.rules.difference import Change
from quancheng.records.plan.rules.naming import free_ref


class NotWaiting(Refusal):
    """The draft does not wait for the second person."""

    code = "plan.commitments_not_waiting"


class AnotherWaits(Refusal):
    """Another draft of the year waits for the second person already."""

    code = "plan.commitments_another_waits"


class WhyMissing(Refusal):
    """What was promised in public is changed with a reason that the public reads, and taken back with one."""

    code = "plan.commitments_why_missing"
    status = 422


@command
def confirm_commitments(
    *, draft_id: int, version: int, reason: str, actor: Actor, now: datetime
) -> CommitmentDraft:
    """The draft says what was promised; it goes to a second person. An amendment needs a public reason.

    Raises NoSuchCommitmentDraft, CommitmentDraftClosed, ChangedMeanwhile, NoYear, DoubtsLeft, WhyMissing,
    NothingToConfirm, DoneAlready, AnotherWaits.
    """
    draft = open_commitment_draft(actor, draft_id, version)
    after = _clear_facts(draft, today=timezone.localdate(now))
    before = facts_in_force(list_of_year(draft))
    changes = facts_difference([facts for facts, _ in before], after)
    _must_change(before, changes)
    must_spare_what_is_done(before, changes)
    if before and not reason.strip():
        raise WhyMissing("修订已公开的承诺须写明修订说明，公众会看到这段话")
    if waiting_draft_of_year(draft):
        raise AnotherWaits(f"{draft.year}年度已有一份承诺待审核公开，请先审核或退回那一份")
    swap_draft(
        draft,
        state=CommitmentDraft.State.CONFIRMED,
        confirmed_by=keeper_of(actor).person_id,
        confirmed_at=now,
        reason=reason.strip(),
        returned_for="",
    )
    told = events.CommitmentsConfirmed(draft=draft.pk, title=draft.title, rows=len(after))
    record(told, actor=actor, at=now)
    return draft


@command
def return_commitments(
    *, draft_id: int, version: int, reason: str, actor: Actor, now: datetime
) -> CommitmentDraft:
    """Back to be corrected, with what is to be mended.

    Raises NoSuchCommitmentDraft, NotWaiting, ChangedMeanwhile, WhyMissing.
    """
    draft = _waiting(actor, draft_id, version)
    if not reason.strip():
        raise WhyMissing("请写明退回的理由")
    swap_draft(
        draft,
        state=CommitmentDraft.State.OPEN,
        confirmed_by=None,
        confirmed_at=None,
        returned_for=reason.strip(),
    )
    record(events.CommitmentsReturned(draft=draft.pk, reason=reason), actor=actor, at=now)
    return draft


@command
def publish_commitments(*, draft_id: int, version: int, actor: Actor, now: datetime) -> CommitmentEdition:
    """A second person has looked it through (《条例》第十七条): the promises hold from today, in public.

    Raises NoSuchCommitmentDraft, NotWaiting, ChangedMeanwhile, NotYoursToPublish, SecondPersonNeeded,
    DoubtsLeft, DoneAlready.
    """
    draft = _waiting(actor, draft_id, version)
    _must_be_second(actor, draft.confirmed_by_id)
    after = _clear_facts(draft, today=timezone.localdate(now))
    found = list_of_year(draft) or _new_list(draft)
    before = facts_in_force(found)
    changes = facts_difference([facts for facts, _ in before], after)
    must_spare_what_is_done(before, changes)
    swap_draft(draft, state=CommitmentDraft.State.PUBLISHED)
    edition = _new_edition(found, draft, actor=actor, now=now)
    charged = apply_changes(edition, before, changes, actor=actor, now=now)
    tell_of_promises(found, charged, edition=edition.number, actor=actor, now=now)
    if edition.number > 1:
        tell_of_amendment(edition, now=now)
    record(_told(edition, changes), actor=actor, at=now)
    return edition


@command
def withdraw_commitments(*, ref: str, reason: str, actor: Actor, now: datetime) -> CommitmentList:
    """Take the list back from the public at once; coming down never waits.

    Raises NoSuchCommitments, NotYoursToPublish, PublishedAlready, WhyMissing.
    """
    found = _list_of_head(actor, ref)
    if not reason.strip():
        raise WhyMissing("请写明撤下的理由")
    here = CommitmentList.objects.filter(pk=found.pk, published_on__isnull=False)
    if not here.update(published_on=None, version=F("version") + 1):
        raise PublishedAlready(f"《{found.title}》没有公开，不需要撤下")
    found.published_on = None
    told = events.CommitmentsWithdrawn(list=found.ref, title=found.title, reason=reason)
    record(told, actor=actor, at=now)
    return found


@command
def restore_commitments(*, ref: str, actor: Actor, now: datetime) -> CommitmentList:
    """Show a list again that was taken back: by somebody who did not confirm its edition.

    Raises NoSuchCommitments, NotYoursToPublish, SecondPersonNeeded, PublishedAlready.
    """
    found = _list_of_head(actor, ref)
    edition = latest_commitment_edition(found)
    _must_be_second(actor, edition.confirmed_by_id if edition else None)
    today = timezone.localdate(now)
    here = CommitmentList.objects.filter(pk=found.pk, published_on__isnull=True)
    if not here.update(published_on=today, version=F("version") + 1):
        raise PublishedAlready(f"《{found.title}》已经公开，不需要重复操作")
    found.published_on = today
    record(events.CommitmentsRestored(list=found.ref, title=found.title), actor=actor, at=now)
    return found


def _clear_facts(draft: CommitmentDraft, *, today: date) -> tuple[Facts, ...]:
    if draft.year is None:
        raise NoYear("没有读出年度，请在“标题和年度”里填写")
    if not draft.title:
        raise NoYear("没有读出标题，请在“标题和年度”里填写")
    register, rows = register_of_commitments(draft, today=today), rows_from_json(draft.rows)
    left = [row.no for row in rows if not is_settled(doubts_of(row, register, year=draft.year))]
    if left or not rows:
        shown = "、".join(left[:10]) + ("等" if len(left) > 10 else "")
        raise DoubtsLeft(
            f"还有{len(left)}项有疑点（第{shown}项），请更正，或点“疑点已核对”" if left else "草稿里没有承诺"
        )
    return facts_drafted(draft, register)


def _must_change(before: Sequence[object], changes: Sequence[FactsDifference]) -> None:
    if before and all(each.change is Change.SAME for each in changes):
        raise NothingToConfirm("这份草稿与已公开的承诺一致，没有需要确认的改动")


def _waiting(actor: Actor, draft_id: int, version: int) -> CommitmentDraft:
    draft = commitment_draft_for(actor, draft_id)
    if draft.state != CommitmentDraft.State.CONFIRMED:
        raise NotWaiting(f"该草稿{draft.get_state_display()}，不在待审核之列，请回到公开承诺页面")
    return seen(draft, version)


def _must_be_second(actor: Actor, first_id: int | None) -> None:
    if Role.OPENNESS_HEAD not in actor.roles:
        raise NotYoursToPublish("公开和撤下承诺须由政务公开机构负责人操作")
    if first_id == actor.person_id:
        raise SecondPersonNeeded("这份承诺由您核对送审，须由另一位负责人审核公开")


def _list_of_head(actor: Actor, ref: str) -> CommitmentList:
    found = own_list(actor, ref)
    if Role.OPENNESS_HEAD not in actor.roles:
        raise NotYoursToPublish("公开和撤下承诺须由政务公开机构负责人操作")
    return found


def _new_list(draft: CommitmentDraft) -> CommitmentList:
    assert draft.year is not None, "checked above"
    wanted = f"{draft.tenant.slug}-{draft.year}"
    ref = free_ref(wanted, list_refs_taken(wanted))
    return CommitmentList.objects.create(tenant=draft.tenant, ref=ref, year=draft.year, title=draft.title)


def _new_edition(
    found: CommitmentList, draft: CommitmentDraft, *, actor: Actor, now: datetime
) -> CommitmentEdition:
    assert draft.confirmed_by_id, "a draft that waits was confirmed by somebody"
    assert draft.confirmed_at, "and at some time"
    last = latest_commitment_edition(found)
    found.published_on = found.published_on or timezone.localdate(now)
    here = CommitmentList.objects.filter(pk=found.pk, version=found.version)
    if not here.update(title=draft.title, published_on=found.published_on, version=F("version") + 1):
        raise ChangedMeanwhile("这份承诺刚被他人更改，本次没有公开；请刷新页面，核对后再公开")
    found.version += 1
    found.title = draft.title
    return CommitmentEdition.objects.create(
        list=found,
        number=last.number + 1 if last else 1,
        draft=draft,
        confirmed_by_id=draft.confirmed_by_id,
        confirmed_at=draft.confirmed_at,
        published_by_id=keeper_of(actor).person_id,
        published_at=now,
    )


def _told(edition: CommitmentEdition, changes: Sequence[FactsDifference]) -> events.CommitmentsPublished:
    kinds = [each.change for each in changes]
    return events.CommitmentsPublished(
        list=edition.list.ref,
        title=edition.list.title,
        edition=edition.number,
        added=kinds.count(Change.ADDED),
        changed=kinds.count(Change.CHANGED),
        dropped=kinds.count(Change.DROPPED),
    )
