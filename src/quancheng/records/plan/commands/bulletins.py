"""Drafting a bulletin from the figures of a day, putting it into words, issuing it."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import F
from django.utils import timezone

from quancheng.kernel.approvals.queries import signer_of
from quancheng.kernel.approvals.standing import Version
from quancheng.kernel.approvals.wording import keep_rewording, must_be_decided_by_another
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.numbers import next_number
from quancheng.kernel.casework.refusals import NotYourStep, ReasonMissing
from quancheng.records.plan import events
from quancheng.records.plan.commands.drafts import ChangedMeanwhile, keeper_of
from quancheng.records.plan.commands.orders import DrafterDoesNotIssue
from quancheng.records.plan.commands.telling_orders import (
    tell_heads_of_bulletin,
    tell_units_of_bulletin,
    tell_units_of_withdrawal,
)
from quancheng.records.plan.models import Bulletin, BulletinText, Plan
from quancheng.records.plan.queries.approving import (
    bulletin_approval,
    bulletin_draft,
    bulletin_words,
    title_of,
)
from quancheng.records.plan.queries.board import overseen_plan
from quancheng.records.plan.queries.bulletins import (
    bulletin_of_office,
    figures_of,
    open_draft,
    texts_of,
    units_owing_in,
)
from quancheng.records.plan.rules.bulletin import Part, as_json, from_json, proposed_texts
from quancheng.records.plan.workflow.order import OF_HEAD

SERIES = "bulletin"


class BulletinOver(Refusal):
    """A bulletin that was issued or given up is not changed any more."""

    code = "plan.bulletin_over"


class DraftedAlready(Refusal):
    """A draft about the same plan is open; `bulletin` in the facts says which."""

    code = "plan.bulletin_drafted_already"


class NotIssued(Refusal):
    """Only what was issued, and still holds, is withdrawn."""

    code = "plan.bulletin_not_issued"


class EmptyBulletin(Refusal):
    """A bulletin that says nothing cannot be issued."""

    code = "plan.empty_bulletin"
    status = 422


@command
def draft_bulletin(*, plan_ref: str, actor: Actor, now: datetime) -> Bulletin:
    """Begin a bulletin about a plan with the figures of today and the words that the house proposes.

    Raises NotYourOffice, NoSuchPlan, DraftedAlready.
    """
    keeper = keeper_of(actor)
    plan, today = overseen_plan(actor, plan_ref), timezone.localdate(now)
    _must_be_the_only_draft(plan)
    assert actor.unit_id is not None  # an office is a unit
    figures = figures_of(plan, today=today)
    bulletin = Bulletin.objects.create(
        tenant_id=keeper.tenant_id, plan=plan, office_id=actor.unit_id,
        title=title_of(plan), as_of=today, figures=as_json(figures),
        drafted_by_id=keeper.person_id, drafted_at=now,
    )  # fmt: skip
    proposed = proposed_texts(figures, plan=plan.title, as_of=today)
    BulletinText.objects.bulk_create(
        BulletinText(bulletin=bulletin, part=part, place=place, text=said, proposed=said)
        for place, (part, said) in enumerate(proposed.items(), start=1)
    )
    tell_heads_of_bulletin(bulletin, actor=actor, now=now)
    told = events.BulletinDrafted(bulletin=bulletin.pk, plan=plan.title, as_of=today)
    record(told, actor=actor, at=now)
    return bulletin


@command
def gather_again(*, bulletin_id: int, version: int, actor: Actor, now: datetime) -> Bulletin:
    """Take the figures of today instead; what an official has put into own words stays as it is.

    Raises NotYourOffice, NoSuchBulletin, BulletinOver, ChangedMeanwhile.
    """
    bulletin = _changed(bulletin_id, version, actor)
    today = timezone.localdate(now)
    figures = figures_of(bulletin.plan, today=today)
    bulletin.as_of, bulletin.figures = today, as_json(figures)
    bulletin.save(update_fields=["as_of", "figures"])
    proposed = proposed_texts(figures, plan=bulletin.plan.title, as_of=today)
    texts = list(texts_of(bulletin))
    for each in texts:
        said = proposed[Part(each.part)]
        each.text = each.text if each.is_own else said
        each.proposed = said
    BulletinText.objects.bulk_update(texts, ["text", "proposed"])
    record(events.BulletinGathered(bulletin=bulletin.pk, as_of=today), actor=actor, at=now)
    return bulletin


@command
def amend_bulletin(
    *, bulletin_id: int, version: int, title: str, texts: Mapping[Part, str], actor: Actor, now: datetime
) -> Bulletin:
    """Put it into the office's own words; whose words stand in it does not issue it.

    Raises NotYourOffice, NoSuchBulletin, BulletinOver, ChangedMeanwhile.
    """
    bulletin = _changed(bulletin_id, version, actor)
    before = Version(bulletin.drafted_by_id, bulletin_words(bulletin))
    bulletin.title = title
    kept = list(texts_of(bulletin))
    for each in kept:
        each.text = texts.get(Part(each.part), each.text).replace("\r\n", "\n").strip()
    BulletinText.objects.bulk_update(kept, ["text"])
    after = Version(keeper_of(actor).person_id, bulletin_words(bulletin))
    if keep_rewording(bulletin_draft(bulletin), before=before, after=after, at=now):
        bulletin.drafted_by_id, bulletin.drafted_at = after.written_by, now
    bulletin.save(update_fields=["title", "drafted_by", "drafted_at"])
    record(events.BulletinAmended(bulletin=bulletin.pk), actor=actor, at=now)
    return bulletin


@command
def discard_bulletin(*, bulletin_id: int, version: int, actor: Actor, now: datetime) -> Bulletin:
    """Give a draft up; no number was ever given to it.

    Raises NotYourOffice, NoSuchBulletin, BulletinOver, ChangedMeanwhile.
    """
    bulletin = _changed(bulletin_id, version, actor)
    bulletin.discarded_at = now
    bulletin.save(update_fields=["discarded_at"])
    record(events.BulletinDiscarded(bulletin=bulletin.pk), actor=actor, at=now)
    return bulletin


@command
def issue_bulletin(*, bulletin_id: int, version: int, actor: Actor, now: datetime) -> Bulletin:
    """The head of the openness office issues it with its figures as they stand; every unit that owes is told.

    A criticism in it is the supervising office's own measure (通报批评,《条例》第四十七条).
    Raises NotYourOffice, NoSuchBulletin, NotYourStep, DrafterDoesNotIssue, WroteItYourself, EmptyBulletin,
    BulletinOver, ChangedMeanwhile.
    """
    bulletin = _changed(bulletin_id, version, actor)
    _must_be_issuable(bulletin, actor)
    units = _put_out(bulletin, actor.person_id or 0, actor=actor, now=now)
    told = events.BulletinIssued(bulletin=bulletin.pk, label=bulletin.label, units=units)
    record(told, actor=actor, at=now)
    return bulletin


@command
def send_approved_bulletin(*, bulletin_id: int, version: int, actor: Actor, now: datetime) -> Bulletin:
    """The office puts out a bulletin whose present words were approved (呈批); the last signer issues it.

    Raises NotYourOffice, NoSuchBulletin, NotApproved, DrafterDoesNotIssue, WroteItYourself, EmptyBulletin,
    BulletinOver, ChangedMeanwhile.
    """
    bulletin = _changed(bulletin_id, version, actor)
    signer = signer_of(bulletin_approval(bulletin), what="通报")
    if signer.pk == bulletin.drafted_by_id:
        raise DrafterDoesNotIssue(f"通报由{signer}拟稿，最后的批示也是本人作出，须由另一人签发")
    must_be_decided_by_another(bulletin_draft(bulletin), person_id=signer.pk, what="通报", who=str(signer))
    _must_have_words(bulletin)
    units = _put_out(bulletin, signer.pk, actor=actor, now=now)
    told = events.ApprovedBulletinSent(bulletin=bulletin.pk, label=bulletin.label, units=units)
    record(told, actor=actor, at=now)
    return bulletin


@command
def withdraw_bulletin(
    *, bulletin_id: int, version: int, reason: str, actor: Actor, now: datetime
) -> Bulletin:
    """Declare an issued bulletin void, with the reason. It keeps its number; everybody it went to is told.

    Raises NotYourOffice, NoSuchBulletin, NotYourStep, NotIssued, ReasonMissing, ChangedMeanwhile.
    """
    keeper, bulletin = keeper_of(actor), bulletin_of_office(actor, bulletin_id)
    if not actor.roles & OF_HEAD:
        raise NotYourStep("通报由政务公开机构负责人撤销")
    if not bulletin.issued_at or bulletin.withdrawn_at:
        raise NotIssued("只有已印发、尚未撤销的通报可以撤销，请刷新页面核对")
    if not reason.strip():
        raise ReasonMissing("请写明撤销的理由，收到通报的单位会看到这段话")
    here = Bulletin.objects.filter(pk=bulletin.pk, version=version, withdrawn_at__isnull=True)
    if not here.update(
        version=F("version") + 1,
        withdrawn_by=keeper.person_id,
        withdrawn_at=now,
        withdrawn_for=reason.strip()[:500],
    ):
        raise ChangedMeanwhile("这份通报刚被他人修改，请核对最新内容后再操作")
    bulletin.refresh_from_db()
    tell_units_of_withdrawal(bulletin, actor=actor, now=now)
    told = events.BulletinWithdrawn(bulletin=bulletin.pk, label=bulletin.label, reason=reason)
    record(told, actor=actor, at=now)
    return bulletin


def _must_be_the_only_draft(plan: Plan) -> None:
    if draft := open_draft(plan):
        raise DraftedAlready(
            f"《{plan.title}》已有{draft.drafted_by}起草的通报待签发，请在这份草稿上修改，或先作废",
            bulletin=draft.pk,
        )


def _changed(bulletin_id: int, version: int, actor: Actor) -> Bulletin:
    """The draft, with its version moved on: whoever comes second finds no row of the version they saw."""
    keeper_of(actor)
    bulletin = bulletin_of_office(actor, bulletin_id)
    if bulletin.issued_at or bulletin.discarded_at:
        raise BulletinOver(f"《{bulletin.title}》已{'印发' if bulletin.issued_at else '作废'}，不能再修改")
    here = Bulletin.objects.filter(
        pk=bulletin.pk, version=version, issued_at__isnull=True, discarded_at__isnull=True
    )
    if not here.update(version=F("version") + 1):
        raise ChangedMeanwhile("这份通报刚被他人修改，请核对最新内容后再操作")
    bulletin.refresh_from_db(fields=["version"])
    return bulletin


def _must_be_issuable(bulletin: Bulletin, actor: Actor) -> None:
    if not actor.roles & OF_HEAD:
        raise NotYourStep("通报由政务公开机构负责人签发")
    if bulletin.drafted_by_id == actor.person_id:
        raise DrafterDoesNotIssue("这份通报由您拟稿，须由另一位负责人签发；也可请经办人改写以后再由您签发")
    must_be_decided_by_another(bulletin_draft(bulletin), person_id=actor.person_id or 0, what="通报")
    _must_have_words(bulletin)


def _must_have_words(bulletin: Bulletin) -> None:
    """Raises EmptyBulletin."""
    if not any(each.text.strip() for each in texts_of(bulletin)):
        raise EmptyBulletin("通报没有任何文字，请先填写再签发")


def _put_out(bulletin: Bulletin, signer_id: int, *, actor: Actor, now: datetime) -> int:
    """It gets its number and goes to every unit that owes; the answer is to how many."""
    year = timezone.localdate(now).year
    bulletin.year = year
    bulletin.number = next_number(SERIES, tenant=bulletin.tenant, year=year)
    bulletin.issued_by_id, bulletin.issued_at = signer_id, now
    bulletin.save(update_fields=["year", "number", "issued_by", "issued_at"])
    units = list(units_owing_in(from_json(bulletin.figures)))
    bulletin.addressees.set(units)
    tell_units_of_bulletin(bulletin, [unit.pk for unit in units], actor=actor, now=now)
    return len(units)
