"""Reading notices, for the actor they were written to; and how well the outbox does."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.calendar.days import WorkCalendar
from quancheng.kernel.links.registry import Linked, resolve
from quancheng.kernel.notify.models import Delivery, DigestRun, Notice, State
from quancheng.kernel.notify.policy import IN_THE_INBOX, Frequency

STUCK_AFTER = timedelta(hours=24)  # [D] longer than all attempts of one delivery and a night together
LOOKED_BACK = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class InboxItem:
    """A notice as its reader sees it, with the record it is about as far as they may open it."""

    notice: Notice
    linked: Linked | None


def inbox_for(actor: Actor) -> QuerySet[Notice]:
    """What an official was told, newest first. A person's letters stay theirs in whatever post they act."""
    if actor.kind is not Kind.OFFICIAL or actor.person_id is None:
        return Notice.objects.none()
    told = Notice.objects.filter(to_person=actor.person_id, policy__in=sorted(IN_THE_INBOX))
    return told.order_by("-created_at", "-pk")


def unread_for(actor: Actor) -> QuerySet[Notice]:
    """What the official has not read yet, newest first."""
    return inbox_for(actor).filter(read_at__isnull=True)


def unread_count(actor: Actor) -> int:
    """How many notices wait to be read. One query, from an index that holds the unread alone."""
    return unread_for(actor).order_by().count()


def opened(actor: Actor, notices: Sequence[Notice]) -> tuple[InboxItem, ...]:
    """Notices with where each leads: one call to the finder of each kind of record."""
    refs = {notice.pk: RecordRef.parse(notice.about) for notice in notices if notice.about}
    seen = resolve(actor, refs.values())
    return tuple(
        InboxItem(notice, seen.get(refs[notice.pk]) if notice.pk in refs else None) for notice in notices
    )


def deliveries_about(actor: Actor, about: RecordRef) -> QuerySet[Delivery]:
    """When and by which channel people were told of a record, for the officials of its government."""
    if actor.kind is not Kind.OFFICIAL or actor.tenant_id is None:
        return Delivery.objects.none()
    told = Delivery.objects.filter(notice__about=str(about), notice__tenant=actor.tenant_id)
    return told.select_related("notice__to_person").order_by("notice__created_at", "pk")


def missing_digests(calendar: WorkCalendar, *, since: date, until: date) -> tuple[date, ...]:
    """The worked days of a stretch, both ends included, on which no digests were made."""
    made = set(DigestRun.objects.filter(on__gte=since, on__lte=until).values_list("on", flat=True))
    days = calendar.worked_days(after=since - timedelta(days=1), until=until)
    return tuple(day for day in days if day not in made)


def stuck(*, now: datetime) -> QuerySet[Delivery]:
    """What should long have gone out or been given up."""
    late = Delivery.objects.filter(state=State.WAITING, notice__created_at__lt=now - STUCK_AFTER)
    return late.filter(frequency=Frequency.IMMEDIATE).select_related("notice").order_by("pk")


def failed(*, now: datetime) -> QuerySet[Delivery]:
    """What was given up in the last thirty days: somebody has to look at it."""
    lost = Delivery.objects.filter(state=State.FAILED, carrier__isnull=True, ended_at__gte=now - LOOKED_BACK)
    return lost.select_related("notice").order_by("-ended_at", "pk")


def first_digest_on() -> date | None:
    """The day from which on the house makes digests."""
    return DigestRun.objects.order_by("on").values_list("on", flat=True).first()


def faults(calendar: WorkCalendar, *, now: datetime, today: date) -> Iterator[str]:
    """What is wrong with the outbox, a sentence each; today's digests are not missed until tomorrow."""
    first = first_digest_on()
    if first is not None:
        since = max(first, today - LOOKED_BACK)
        for day in missing_digests(calendar, since=since, until=today - timedelta(days=1)):
            yield f"{day} 没有生成汇总"
    for delivery in stuck(now=now):
        yield f"第{delivery.pk}号（{delivery.channel}）超过一天仍未发出：{delivery.notice.kind}"
    for delivery in failed(now=now):
        yield f"第{delivery.pk}号（{delivery.channel}）发送失败：{delivery.reason}"
