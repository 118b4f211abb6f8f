"""Gathering what waits for a digest: one letter a reader, never "what is new since yesterday"."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from quancheng.kernel.notify.kinds import DIGEST
from quancheng.kernel.notify.models import Delivery, DigestRun, Notice, State
from quancheng.kernel.notify.policy import Channel, Frequency
from quancheng.kernel.notify.wording import filled, one_line
from quancheng.kernel.notify.words import wording_of

AT_A_TIME = 500
Reader = tuple[str, int | str]  # a person by number, or a subscriber by the digest of the address


def is_week_open(on: date) -> bool:
    """Whether no run of this week has taken the weekly letters yet: the first worked day takes them."""
    monday = on - timedelta(days=on.weekday())
    return not DigestRun.objects.filter(on__gte=monday, on__lt=on, with_weekly=True).exists()


def waiting(run: DigestRun) -> QuerySet[Delivery]:
    """Everything that this run takes: all that waits, however long, oldest first."""
    wanted = [Frequency.DAILY, Frequency.WEEKLY] if run.with_weekly else [Frequency.DAILY]
    rows = Delivery.objects.filter(state=State.WAITING, frequency__in=wanted, carrier__isnull=True)
    return rows.select_related("notice__to_subscription").order_by("pk")


def make_letters(run: DigestRun, deliveries: Iterable[Delivery], *, now: datetime) -> int:
    """One letter for each reader, carrying everything that waits for them; how many letters."""
    by_reader: dict[Reader, list[Delivery]] = {}
    for delivery in deliveries:
        by_reader.setdefault(_reader(delivery.notice), []).append(delivery)
    words: dict[int, tuple[str, str, str]] = {}
    notices = [_notice(run, bundle[0].notice, words, now) for bundle in by_reader.values()]
    Notice.objects.bulk_create(notices, batch_size=AT_A_TIME)
    carriers = Delivery.objects.bulk_create(
        [Delivery(notice=n, channel=Channel.EMAIL, not_before=now) for n in notices], batch_size=AT_A_TIME
    )
    for carrier, bundle in zip(carriers, by_reader.values(), strict=True):
        for delivery in bundle:
            delivery.carrier = carrier
    carried = [delivery for bundle in by_reader.values() for delivery in bundle]
    Delivery.objects.bulk_update(carried, ["carrier"], batch_size=AT_A_TIME)
    return len(carriers)


def _reader(notice: Notice) -> Reader:
    if notice.to_subscription is None:
        assert notice.to_person_id is not None
        return "person", notice.to_person_id
    return "address", notice.to_subscription.address_digest or f"ended {notice.to_subscription.pk}"


def _notice(run: DigestRun, first: Notice, words: dict[int, tuple[str, str, str]], now: datetime) -> Notice:
    if first.tenant_id not in words:
        words[first.tenant_id] = _words(first.tenant_id, run.on)
    version, subject, body = words[first.tenant_id]
    return Notice(
        tenant_id=first.tenant_id,
        to_person_id=first.to_person_id,
        to_subscription=first.to_subscription,
        kind=DIGEST.code,
        policy=DIGEST.policy,
        wording=version,
        facts=_facts(run.on),
        subject=subject,
        body=body,
        run=run,
        created_at=now,
    )


def _words(tenant_id: int, on: date) -> tuple[str, str, str]:
    wording = wording_of(DIGEST, tenant_id=tenant_id, on=on)
    facts = _facts(on)
    return wording.named, one_line(filled(wording.subject, facts)), filled(wording.body, facts)


def _facts(on: date) -> Mapping[str, str]:
    return {"day": f"{on.year}年{on.month}月{on.day}日"}
