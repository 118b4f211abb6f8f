"""Drafting a bulletin about requests from the figures of a month or quarter, wording it, issuing it."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db.models import F
from django.utils import timezone

from quancheng.kernel.approvals.queries import signer_of
from quancheng.kernel.approvals.standing import Version
from quancheng.kernel.approvals.wording import keep_rewording, must_be_decided_by_another
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Meanwhile, Refusal
from quancheng.kernel.casework.numbers import next_number
from quancheng.kernel.casework.refusals import BadDay, NotYourStep, ReasonMissing
from quancheng.kernel.notify.registry import NoticeKind
from quancheng.records.disclosure import events
from quancheng.records.disclosure.commands.watch_telling import (
    BULLETIN_DRAFTED,
    BULLETIN_ISSUED,
    BULLETIN_WITHDRAWN,
    tell_about,
)
from quancheng.records.disclosure.models import RequestBulletin
from quancheng.records.disclosure.models.requests import LONGEST_REASON
from quancheng.records.disclosure.queries.agencies import people_of_unit
from quancheng.records.disclosure.queries.bulletins import (
    SIGNERS,
    approval_of,
    bulletin_of_office,
    counted_for,
    draft_of,
    moved_since,
    open_draft,
    units_in,
    words_of,
)
from quancheng.records.disclosure.queries.requests import is_office
from quancheng.records.disclosure.rules.bulletin import (
    Part,
    Span,
    as_json,
    from_json,
    proposed,
    strange_names,
    title_of,
)
from quancheng.records.disclosure.rules.bulletin_moves import AsItStood, as_it_stood, with_reason
from quancheng.records.disclosure.workflow import REGISTRARS

SERIES = "disclosure_bulletin"


class NotYourOffice(Refusal):
    """Bulletins are the openness office's."""

    code = "disclosure.not_your_office"
    status = 403


class DraftedAlready(Refusal):
    """A draft about the same days is open; `bulletin` in the facts says which."""

    code = "disclosure.bulletin_drafted_already"


class BulletinOver(Refusal):
    """A bulletin that was issued or given up is not changed any more."""

    code = "disclosure.bulletin_over"


class DrafterDoesNotIssue(Refusal):
    """Four eyes: who drafted it does not issue it."""

    code = "disclosure.drafter_does_not_issue"


class ChangedBulletin(Meanwhile):
    """Somebody else was quicker."""

    code = "disclosure.bulletin_changed_meanwhile"


class NotIssued(Refusal):
    """Only what was issued and stands is withdrawn."""

    code = "disclosure.bulletin_not_issued"


class FiguresMoved(Refusal):
    """The figures of today are others, and nobody has said why it should go out with the old ones."""

    code = "disclosure.figures_moved"


class EmptyBulletin(Refusal):
    """A bulletin that says nothing cannot be issued."""

    code = "disclosure.empty_bulletin"
    status = 422


class StrangeNumber(Refusal):
    """The words name a number that there is none of."""

    code = "disclosure.strange_number"
    status = 422


@command
def draft_bulletin(*, span: Span, on: date, actor: Actor, now: datetime) -> RequestBulletin:
    """Begin a bulletin about the month or quarter of a day, with its figures and the words of the house.

    Raises NotYourOffice, BadDay, DraftedAlready.
    """
    _must_be_office(actor)
    first, last = Span(span).days(on)
    today = timezone.localdate(now)
    if first > today:
        raise BadDay(f"{Span(span).of(first)}还没有开始，没有数据可通报", on=on)
    if draft := open_draft(actor.tenant_id or 0, first, last):
        raise DraftedAlready(
            f"{Span(span).of(first)}已有{draft.drafted_by}起草的通报待签发，请在这份草稿上修改，或先作废",
            bulletin=draft.pk,
        )
    counted = counted_for(actor, first, last, today=today)
    words = proposed(counted, Span(span), first, today)
    bulletin = RequestBulletin.objects.create(
        tenant_id=actor.tenant_id or 0, office_id=actor.unit_id or 0, span=span, first=first, last=last,
        as_of=today, title=title_of(Span(span), first), figures=as_json(counted),
        texts={part.value: text for part, text in words.items()}, drafted_by_id=actor.person_id or 0,
        drafted_at=now,
    )  # fmt: skip
    heads = people_of_unit(bulletin.office_id, on=today, roles=SIGNERS)
    tell_about(
        _ref(bulletin), BULLETIN_DRAFTED, heads, tenant_id=bulletin.tenant_id, actor=actor, now=now,
        once=f"draft:{bulletin.pk}", title=bulletin.title,
    )  # fmt: skip
    told = events.BulletinDrafted(bulletin=bulletin.pk, span=Span(span).of(first))
    record(told, actor=actor, at=now)
    return bulletin


@command
def gather_again(*, bulletin_id: int, version: int, actor: Actor, now: datetime) -> RequestBulletin:
    """Take the figures of today; what an official has put into own words stays, with its numbers moved.

    Raises NotYourOffice, NoSuchBulletin, BulletinOver, ChangedBulletin.
    """
    bulletin, today = _changed(bulletin_id, version, actor), timezone.localdate(now)
    span = Span(bulletin.span)
    before = proposed(from_json(bulletin.figures), span, bulletin.first, bulletin.as_of)
    counted = counted_for(actor, bulletin.first, bulletin.last, today=today)
    fresh = proposed(counted, span, bulletin.first, today)
    bulletin.texts = {
        part.value: fresh[part] if bulletin.texts.get(part.value) == before[part]
        else bulletin.texts.get(part.value, "")
        for part in Part
    }  # fmt: skip
    bulletin.figures, bulletin.as_of = as_json(counted), today
    bulletin.save(update_fields=["texts", "figures", "as_of"])
    told = events.BulletinChanged(bulletin=bulletin.pk, what=f"按{today}的数据重新取数")
    record(told, actor=actor, at=now)
    return bulletin


@command
def amend_bulletin(
    *, bulletin_id: int, version: int, title: str, texts: Mapping[Part, str], actor: Actor, now: datetime
) -> RequestBulletin:
    """Put it into the office's own words; whose words stand in it does not issue it.

    Raises NotYourOffice, NoSuchBulletin, BulletinOver, StrangeNumber, ChangedBulletin.
    """
    bulletin = _changed(bulletin_id, version, actor)
    if strange := strange_names(texts.values(), from_json(bulletin.figures)):
        names = "、".join(f"{{{{{name}}}}}" for name in strange)
        raise StrangeNumber(f"{names}不是可用的数字，请从页面列出的名称中选用，或者直接写文字")
    before = Version(bulletin.drafted_by_id, words_of(bulletin))
    bulletin.title = title
    bulletin.texts = {part.value: texts.get(part, "").replace("\r\n", "\n").strip() for part in Part}
    after = Version(actor.person_id or 0, words_of(bulletin))
    if keep_rewording(draft_of(bulletin), before=before, after=after, at=now):
        bulletin.drafted_by_id, bulletin.drafted_at = after.written_by, now
    bulletin.save(update_fields=["title", "texts", "drafted_by", "drafted_at"])
    record(events.BulletinChanged(bulletin=bulletin.pk, what="修改文字"), actor=actor, at=now)
    return bulletin


@command
def discard_bulletin(*, bulletin_id: int, version: int, actor: Actor, now: datetime) -> RequestBulletin:
    """Give a draft up. Raises NotYourOffice, NoSuchBulletin, BulletinOver, ChangedBulletin."""
    bulletin = _changed(bulletin_id, version, actor)
    bulletin.discarded_at = now
    bulletin.save(update_fields=["discarded_at"])
    record(events.BulletinChanged(bulletin=bulletin.pk, what="作废草稿"), actor=actor, at=now)
    return bulletin


@command
def issue_bulletin(
    *, bulletin_id: int, version: int, actor: Actor, now: datetime, as_it_stands: str = ""
) -> RequestBulletin:
    """The head of the office issues what another drafted; every unit of which it speaks is told.

    `as_it_stands`: why it goes out with its figures although those of today are others.
    Raises NotYourOffice, NoSuchBulletin, NotYourStep, DrafterDoesNotIssue, WroteItYourself, EmptyBulletin,
    FiguresMoved, BulletinOver, ChangedBulletin.
    """
    bulletin = _changed(bulletin_id, version, actor)
    if not actor.roles & SIGNERS:
        raise NotYourStep("通报由政务公开机构负责人签发")
    units = _put_out(bulletin, actor.person_id or 0, as_it_stands, actor=actor, now=now)
    record(_issued(bulletin, units), actor=actor, at=now)
    return bulletin


@command
def send_approved(
    *, bulletin_id: int, version: int, actor: Actor, now: datetime, as_it_stands: str = ""
) -> RequestBulletin:
    """The office puts out a bulletin whose present words were approved (呈批); the last signer issues it.

    Raises NotYourOffice, NoSuchBulletin, NotApproved, DrafterDoesNotIssue, WroteItYourself, EmptyBulletin,
    FiguresMoved, BulletinOver, ChangedBulletin.
    """
    bulletin = _changed(bulletin_id, version, actor)
    signer = signer_of(approval_of(bulletin), what="通报")
    units = _put_out(bulletin, signer.pk, as_it_stands, actor=actor, now=now)
    record(_issued(bulletin, units), actor=actor, at=now)
    return bulletin


@command
def withdraw_bulletin(
    *, bulletin_id: int, version: int, reason: str, actor: Actor, now: datetime
) -> RequestBulletin:
    """Declare an issued bulletin void, with the reason. It keeps its number; everybody it went to is told.

    Raises NotYourOffice, NoSuchBulletin, NotYourStep, NotIssued, ReasonMissing, ChangedBulletin.
    """
    _must_be_office(actor)
    bulletin = bulletin_of_office(actor, bulletin_id)
    if not actor.roles & SIGNERS:
        raise NotYourStep("通报由政务公开机构负责人撤销")
    if not bulletin.holds:
        raise NotIssued("只有已印发、尚未撤销的通报可以撤销，请刷新页面核对")
    if not reason.strip():
        raise ReasonMissing("请写明撤销的理由，收到通报的单位会看到这段话")
    here = RequestBulletin.objects.filter(pk=bulletin.pk, version=version, withdrawn_at__isnull=True)
    if not here.update(
        version=F("version") + 1, withdrawn_by=actor.person_id, withdrawn_at=now,
        withdrawn_for=reason.strip()[:500],
    ):  # fmt: skip
        raise ChangedBulletin("这份通报刚被他人修改，请核对最新内容后再操作")
    bulletin.refresh_from_db()
    _tell_units(
        bulletin, BULLETIN_WITHDRAWN, "withdrawn", actor=actor, now=now, reason=bulletin.withdrawn_for
    )
    told = events.BulletinWithdrawn(bulletin=bulletin.pk, label=bulletin.label, reason=reason)
    record(told, actor=actor, at=now)
    return bulletin


def _must_be_office(actor: Actor) -> None:
    if not is_office(actor):
        raise NotYourOffice("依申请公开通报由政务公开机构起草和印发")


def _changed(bulletin_id: int, version: int, actor: Actor) -> RequestBulletin:
    """The draft, with its version moved on: whoever comes second finds no row of the version they saw."""
    _must_be_office(actor)
    bulletin = bulletin_of_office(actor, bulletin_id)
    if not bulletin.is_draft:
        raise BulletinOver(f"《{bulletin.title}》已{'印发' if bulletin.issued_at else '作废'}，不能再修改")
    here = RequestBulletin.objects.filter(
        pk=bulletin.pk, version=version, issued_at__isnull=True, discarded_at__isnull=True
    )
    if not here.update(version=F("version") + 1):
        raise ChangedBulletin("这份通报刚被他人修改，请核对最新内容后再操作")
    bulletin.refresh_from_db(fields=["version"])
    return bulletin


def _put_out(
    bulletin: RequestBulletin, signer_id: int, as_it_stands: str, *, actor: Actor, now: datetime
) -> int:
    """It gets its number and goes to every unit of which it speaks; the answer is to how many."""
    if signer_id == bulletin.drafted_by_id:
        raise DrafterDoesNotIssue("拟稿人不能签发自己的通报，须由另一位负责人签发")
    must_be_decided_by_another(draft_of(bulletin), person_id=signer_id, what="通报")
    if not any(text.strip() for text in bulletin.texts.values()):
        raise EmptyBulletin("通报没有任何文字，请先填写再签发")
    today = timezone.localdate(now)
    _keep_why_old(bulletin, as_it_stands, actor=actor, today=today)
    bulletin.year = today.year
    bulletin.number = next_number(SERIES, tenant=bulletin.tenant, year=today.year)
    bulletin.issued_by_id, bulletin.issued_at = signer_id, now
    bulletin.save(update_fields=["year", "number", "issued_by", "issued_at", "figures"])
    units = list(units_in(from_json(bulletin.figures)))
    bulletin.addressees.set(units)
    _tell_units(bulletin, BULLETIN_ISSUED, "issued", actor=actor, now=now)
    return len(units)


def _keep_why_old(bulletin: RequestBulletin, reason: str, *, actor: Actor, today: date) -> None:
    """No bulletin goes out with old figures unless somebody says why. Raises FiguresMoved."""
    moved = moved_since(actor, bulletin, today=today)
    if not moved:
        return
    if not reason.strip():
        first = moved[0]
        raise FiguresMoved(
            f"通报的数据截至{bulletin.as_of}，与现在的数据有{len(moved)}处不同，如{first.of}的{first.what}"
            f"由{first.stands}变为{first.now}；请重新取数，或者写明仍按原数据印发的理由"
        )
    told = AsItStood(today, reason.strip()[:LONGEST_REASON], moved)
    bulletin.figures = with_reason(bulletin.figures, told)


def _issued(bulletin: RequestBulletin, units: int) -> events.BulletinEvent:
    """What is written down of the issue; with old figures also how many they were, and why."""
    told = as_it_stood(bulletin.figures)
    if told is None:
        return events.BulletinIssued(bulletin=bulletin.pk, label=bulletin.label, units=units)
    return events.BulletinIssuedAsItStood(
        bulletin=bulletin.pk, label=bulletin.label, units=units, as_of=bulletin.as_of,
        moved=len(told.differences), reason=told.reason,
    )  # fmt: skip


def _tell_units(
    bulletin: RequestBulletin, kind: NoticeKind, what: str, *, actor: Actor, now: datetime, **facts: str
) -> None:
    """Whoever registers requests in the units that it went to."""
    units, today = bulletin.addressees.values_list("pk", flat=True), timezone.localdate(now)
    people = {one for unit in units for one in people_of_unit(unit, on=today, roles=REGISTRARS)}
    tell_about(
        _ref(bulletin), kind, people, tenant_id=bulletin.tenant_id, actor=actor, now=now,
        once=f"{what}:{bulletin.pk}", label=bulletin.label, title=bulletin.title, **facts,
    )  # fmt: skip


def _ref(bulletin: RequestBulletin) -> RecordRef:
    return RecordRef(events.BULLETIN_KIND, str(bulletin.pk))
