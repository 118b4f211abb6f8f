"""Telling people something: plain functions for a module's command, inside its transaction.

What they write is the outbox: when the command is rolled back, nobody was told; when it is committed, the
letters go out however often the worker dies.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.crypto.port import machine
from quancheng.kernel.notify.models import CORRESPONDENT, Delivery, News, Notice, State, Subscription
from quancheng.kernel.notify.patterns import patterns_over
from quancheng.kernel.notify.policy import Channel, Frequency, channels_of, frequency_of
from quancheng.kernel.notify.registry import NoticeKind
from quancheng.kernel.notify.tasks.deliver import deliver
from quancheng.kernel.notify.wording import Wording, filled, one_line
from quancheng.kernel.notify.words import wording_of
from quancheng.kernel.transfer.kinds import Side

AT_A_TIME = 500
SOONEST = (Frequency.IMMEDIATE, Frequency.DAILY, Frequency.WEEKLY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One of many things to tell at once, and to whom. `once` names it: nobody is told of it twice."""

    person_ids: frozenset[int]
    facts: Mapping[str, str]
    about: RecordRef
    once: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What is told, about what, when, and in whose name."""

    kind: NoticeKind
    facts: Mapping[str, str]
    about: RecordRef | None
    at: datetime
    tenant_id: int
    once: str = ""


def tell(
    *,
    person_ids: Iterable[int],
    kind: NoticeKind,
    facts: Mapping[str, str],
    about: RecordRef,
    at: datetime,
    tenant_id: int,
    once: str = "",
) -> int:
    """Tell each of these people once, by the channels of the kind; the answer is how many were told now.

    `once` names the cause (an event, a due date): who was told of it already is not told again.
    """
    what = Telling(kind=kind, facts=facts, about=about, at=at, tenant_id=tenant_id, once=once)
    wanted = sorted(set(person_ids) - _told_people(what))
    notices = _notices(what, ({"to_person_id": person_id} for person_id in wanted))
    _post(_to_people(notice, kind, at) for notice in notices)
    return len(notices)


def tell_of_each(causes: Sequence[Cause], *, kind: NoticeKind, at: datetime, tenant_id: int) -> int:
    """Tell many people of many things of one kind, in a handful of queries; how many notices were written."""
    if not causes:
        return 0
    known = _told_of(kind, {cause.once for cause in causes})
    wording = wording_of(kind, tenant_id=tenant_id, on=timezone.localdate(at))
    notices = [
        _notice(what, wording, {"to_person_id": person_id})
        for cause, what in ((cause, _as_telling(cause, kind, at, tenant_id)) for cause in causes)
        for person_id in sorted(cause.person_ids)
        if (cause.once, person_id) not in known
    ]
    Notice.objects.bulk_create(notices, batch_size=AT_A_TIME)
    _post(_to_people(notice, kind, at) for notice in notices)
    return len(notices)


def _as_telling(cause: Cause, kind: NoticeKind, at: datetime, tenant_id: int) -> Telling:
    return Telling(
        kind=kind, facts=cause.facts, about=cause.about, at=at, tenant_id=tenant_id, once=cause.once
    )


def _told_of(kind: NoticeKind, onces: Collection[str]) -> set[tuple[str, int | None]]:
    told = Notice.objects.filter(kind=kind.code, once__in=onces, to_person__isnull=False)
    return set(told.values_list("once", "to_person_id"))


def tell_followers(
    *,
    kind: NoticeKind,
    facts: Mapping[str, str],
    about: RecordRef,
    at: datetime,
    tenant_id: int,
    once: str = "",
    part_of: Iterable[RecordRef] = (),
) -> int:
    """Tell everybody who follows a record: all of them get the notice, their frequency only says when.

    `part_of` names the records of which it is a part: who follows one of those is told too, and an address
    that follows several is told once. Before it is sent the record must be open to the public
    (`kernel.links`); what is not, is dropped.
    """
    what = Telling(kind=kind, facts=facts, about=about, at=at, tenant_id=tenant_id, once=once)
    whole = tuple(part_of)
    _keep_for_outside(what, whole)
    patterns = {pattern for ref in (about, *whole) for pattern in patterns_over(ref)}
    following = Subscription.objects.filter(
        pattern__in=patterns, tenant=tenant_id, confirmed_at__isnull=False, ended_at__isnull=True
    )
    soonest_last = sorted(following, key=lambda one: (SOONEST.index(Frequency(one.frequency)), one.pk))[::-1]
    one_each = {one.address_digest: one for one in soonest_last}
    return tell_subscribers(what, one_each.values())


def _keep_for_outside(what: Telling, part_of: Iterable[RecordRef]) -> None:
    """Where the public's house is another one, those who follow are known there: the news travel to them."""
    if settings.TRANSFER.side == Side.INSIDE:
        News.objects.create(
            tenant_id=what.tenant_id, kind=what.kind.code, facts=dict(what.facts), about=str(what.about),
            part_of=[str(ref) for ref in part_of], once=what.once, at=what.at,
        )  # fmt: skip


def tell_correspondent(
    *, address: str, kind: NoticeKind, facts: Mapping[str, str], at: datetime, tenant_id: int, once: str
) -> bool:
    """Answer somebody who wrote to the house, at the address they left for it; no account, no subscription.

    `once` names the cause and is told once. The answer is whether a letter was written now.
    """
    if Notice.objects.filter(kind=kind.code, once=once, to_correspondent=True).exists():
        return False
    what = Telling(kind=kind, facts=facts, about=None, at=at, tenant_id=tenant_id, once=once)
    sealed = machine().encrypt(address, purpose=CORRESPONDENT)
    [notice] = _notices(what, [{"to_correspondent": True, "to_sealed": sealed}])
    _post([[_delivery(notice, Channel.EMAIL, Frequency.IMMEDIATE, at)]])
    return True


def tell_subscribers(what: Telling, subscriptions: Iterable[Subscription]) -> int:
    """Tell these subscribers; the answer is how many were told now."""
    known = _told_subscribers(what)
    wanted = [one for one in subscriptions if one.pk not in known]
    notices = _notices(what, ({"to_subscription": one} for one in wanted))
    is_reply = what.about is None
    _post(
        [_delivery(n, Channel.EMAIL, Frequency.IMMEDIATE if is_reply else _frequency(n), what.at)]
        for n in notices
    )
    return len(notices)


def _frequency(notice: Notice) -> Frequency:
    assert notice.to_subscription is not None
    return Frequency(notice.to_subscription.frequency)


def _told_people(what: Telling) -> set[int | None]:
    if not what.once:
        return set()
    told = Notice.objects.filter(kind=what.kind.code, once=what.once, to_person__isnull=False)
    return set(told.values_list("to_person_id", flat=True))


def _told_subscribers(what: Telling) -> set[int | None]:
    if not what.once:
        return set()
    told = Notice.objects.filter(kind=what.kind.code, once=what.once, to_subscription__isnull=False)
    return set(told.values_list("to_subscription_id", flat=True))


def _notices(what: Telling, recipients: Iterable[Mapping[str, object]]) -> list[Notice]:
    to = list(recipients)
    if not to:
        return []
    wording = wording_of(what.kind, tenant_id=what.tenant_id, on=timezone.localdate(what.at))
    rows = [_notice(what, wording, one) for one in to]
    return Notice.objects.bulk_create(rows, batch_size=AT_A_TIME)


def _notice(what: Telling, wording: Wording, to: Mapping[str, object]) -> Notice:
    return Notice(
        **to,
        tenant_id=what.tenant_id,
        kind=what.kind.code,
        policy=what.kind.policy,
        wording=wording.named,
        facts=dict(what.facts),
        subject=one_line(filled(wording.subject, what.facts)),
        body=filled(wording.body, what.facts),
        about=str(what.about) if what.about else "",
        once=what.once,
        created_at=what.at,
    )


def _to_people(notice: Notice, kind: NoticeKind, at: datetime) -> list[Delivery]:
    return [_to_person(notice, channel, kind, at) for channel in channels_of(kind.policy)]


def _to_person(notice: Notice, channel: Channel, kind: NoticeKind, at: datetime) -> Delivery:
    if channel is not Channel.INBOX:
        return _delivery(notice, channel, frequency_of(kind.policy), at)
    return Delivery(notice=notice, channel=channel, state=State.SENT, not_before=at, ended_at=at)


def _delivery(notice: Notice, channel: Channel, frequency: Frequency, at: datetime) -> Delivery:
    return Delivery(notice=notice, channel=channel, frequency=frequency, not_before=at)


def _post(bundles: Iterable[Iterable[Delivery]]) -> None:
    """Write the deliveries, and one task that sends what may go at once; the minute job sends the rest."""
    deliveries = list(_flat(bundles))
    Delivery.objects.bulk_create(deliveries, batch_size=AT_A_TIME)
    if any(d.state == State.WAITING and d.frequency == Frequency.IMMEDIATE for d in deliveries):
        deliver.enqueue()


def _flat(bundles: Iterable[Iterable[Delivery]]) -> Iterator[Delivery]:
    for bundle in bundles:
        yield from bundle
