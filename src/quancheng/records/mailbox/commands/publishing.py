"""Messages in public wording: drafted by the office, released by a second person, taken down at once."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from quancheng.kernel.approvals.standing import Version
from quancheng.kernel.approvals.wording import keep_version, must_be_decided_by_another
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.text.contacts import personal_in
from quancheng.records.mailbox import events
from quancheng.records.mailbox.models import Message, Publication
from quancheng.records.mailbox.queries.messages import is_office, kind_of, message_for, sent_replies_of
from quancheng.records.mailbox.queries.publications import (
    REVIEWERS,
    last_publication,
    may_take_down,
    open_publication,
    publication_draft,
    publication_for,
)
from quancheng.records.mailbox.workflow import State


class NotYoursToPublish(Refusal):
    """Only the openness office decides what the public reads."""

    code = "mailbox.not_yours_to_publish"
    status = 403


class NotAnswered(Refusal):
    """Only what has been answered is published."""

    code = "mailbox.not_answered"


class StillPersonal(Refusal):
    """The public wording names somebody."""

    code = "mailbox.still_personal"
    status = 422


class PublishedAlready(Refusal):
    """The publication is as the caller wants it, or has been decided."""

    code = "mailbox.published_already"


class PublisherMustDiffer(Refusal):
    """Who wrote the public wording does not release it: four eyes."""

    code = "mailbox.publisher_must_differ"
    status = 403


@command
def draft_publication(
    *, number: str, title: str, question: str, answer: str, actor: Actor, now: datetime
) -> Publication:
    """Propose a message and its answer for the public, in wording that names nobody.

    Raises NoSuchMessage, NotYoursToPublish, NotAnswered, PublishedAlready, StillPersonal.
    """
    message = message_for(actor, number)
    _must_be_publishable(actor, message)
    _must_name_nobody(message, title, question, answer)
    reply = sent_replies_of(message)[0]
    former = last_publication(message)
    assert actor.person_id is not None
    assert reply.sent_at is not None
    publication = Publication.objects.create(
        tenant_id=message.tenant_id, message=message, unit_id=reply.unit_id, kind=kind_of(message),
        title=title, question=question, answer=answer, received_on=timezone.localdate(message.received_at),
        answered_on=timezone.localdate(reply.sent_at), drafted_by_id=actor.person_id, drafted_at=now,
    )  # fmt: skip
    if former is not None:
        keep_version(publication_draft(message.number), _version(former), at=now)
        keep_version(publication_draft(message.number), _version(publication), at=now)
    record(events.PublicationDrafted(message=number, title=title), actor=actor, at=now)
    return publication


@command
def publish_message(*, publication_id: int, actor: Actor, now: datetime) -> Publication:
    """Show it to the public, once a second person has looked it through.

    Raises NoSuchPublication, NotYoursToPublish, PublisherMustDiffer, WroteItYourself, PublishedAlready.
    """
    publication = publication_for(actor, publication_id)
    if not actor.roles & REVIEWERS:
        raise NotYoursToPublish("公开留言须由审核人或政务公开机构负责人审核")
    if publication.drafted_by_id == actor.person_id:
        raise PublisherMustDiffer("这份选登由您拟写，须由另一人审核后公开")
    must_be_decided_by_another(
        publication_draft(_number_of(publication)), person_id=actor.person_id or 0, what="这份选登"
    )
    waiting = Publication.objects.filter(
        pk=publication.pk, published_at__isnull=True, withdrawn_at__isnull=True
    )
    if not waiting.update(published_at=now, published_by=actor.person_id):
        raise PublishedAlready("这件选登已经有人处理，请刷新页面")
    told = events.MessagePublished(message=_number_of(publication), title=publication.title)
    record(told, actor=actor, at=now)
    return publication


@command
def withdraw_publication(*, publication_id: int, reason: str, actor: Actor, now: datetime) -> Publication:
    """Take it down at once, or send a draft back; coming down never waits. Wording and reason stay.

    Raises NoSuchPublication, NotYoursToPublish, PublishedAlready.
    """
    publication = publication_for(actor, publication_id)
    if not may_take_down(actor):
        raise NotYoursToPublish("撤下选登由政务公开机构或审核人办理；发现问题请告诉他们")
    standing = Publication.objects.filter(Q(pk=publication.pk), withdrawn_at__isnull=True)
    if not standing.update(withdrawn_at=now, withdrawn_reason=reason):
        raise PublishedAlready("这件选登已经撤下，不需要重复操作")
    kind = events.MessageWithdrawn if publication.published_at else events.PublicationDropped
    record(kind(message=_number_of(publication), reason=reason), actor=actor, at=now)
    return publication


def _number_of(publication: Publication) -> str:
    """Of which message it is; a house outside is not told."""
    return publication.message.number if publication.message else ""


def _version(one: Publication) -> Version:
    words = {"title": one.title, "question": one.question, "answer": one.answer}
    return Version(one.drafted_by_id, words)


def _must_be_publishable(actor: Actor, message: Message) -> None:
    if not is_office(actor):
        raise NotYoursToPublish("留言选登由政务公开机构拟写")
    if message.case.state != State.ANSWERED:
        raise NotAnswered("留言答复之后才能选登，请先答复")
    if open_publication(actor, message):
        raise PublishedAlready("这件留言已有选登或待审核的拟稿，请先处理那一份")


def _must_name_nobody(message: Message, *texts: str) -> None:
    names = tuple(told for told in (message.name, message.contact) if told)
    found = list(personal_in("\n".join(texts), names=names))
    if found:
        raise StillPersonal(f"公开的文字里还有{'、'.join(found)}，请删去后再提交", found=found)
