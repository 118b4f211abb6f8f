"""The writes of the outbox that stand by themselves; telling and sending are told apart in the README."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from quancheng.kernel.access.named import named
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.crypto.port import machine
from quancheng.kernel.notify import digests, events
from quancheng.kernel.notify.addresses import Page, link_to
from quancheng.kernel.notify.kinds import CONFIRM, KNOWN
from quancheng.kernel.notify.letters import ADDRESS
from quancheng.kernel.notify.models import (
    DigestRun,
    EndReason,
    Notice,
    QuietHours,
    Subscription,
    Template,
)
from quancheng.kernel.notify.patterns import is_sound
from quancheng.kernel.notify.policy import FREQUENCY_SAYS, Frequency
from quancheng.kernel.notify.registry import NoticeKind
from quancheng.kernel.notify.subscribers import (
    CONFIRM_WITHIN,
    digests_of,
    late_to_confirm,
    open_behind,
    open_with_address,
    same_reader,
    subscription_behind,
    subscription_to_confirm,
)
from quancheng.kernel.notify.telling import Telling, tell_subscribers
from quancheng.kernel.notify.wording import Wording, faults
from quancheng.kernel.orgs.roles import AdminRole

MOST_LETTERS_A_DAY = 5  # [D] confirmation letters to one address
A_DAY = timedelta(days=1)


class NotFollowable(Refusal):
    """The pattern names nothing that could be followed."""

    code = "notify.not_followable"
    status = 404


class TooManyLetters(Refusal):
    """The address has been sent enough confirmation letters for one day."""

    code = "notify.too_many_letters"
    status = 429
    wait = int(A_DAY.total_seconds())


class DigestsAlreadyMade(Refusal):
    """The digests of this day have been made."""

    code = "notify.digests_already_made"


class NotYourSetting(Refusal):
    """Only the system administrator of the government sets its words and hours."""

    code = "notify.not_your_setting"
    status = 403


class UnsoundWords(Refusal):
    """A template names what it cannot know, or has no subject."""

    code = "notify.unsound_words"
    status = 422


class TooEarly(Refusal):
    """A setting would change days that are over."""

    code = "notify.too_early"
    status = 422


@command
def subscribe(
    *,
    address: str,
    pattern: str,
    title: str,
    frequency: Frequency,
    tenant_id: int,
    actor: Actor,
    now: datetime,
) -> Subscription:
    """Let somebody follow a record or a group of records, as soon as they have confirmed by a letter.

    The answer looks the same whether or not the address follows already: nobody learns that from here.
    Raises NotFollowable, TooManyLetters.
    """
    if not is_sound(pattern):
        raise NotFollowable("这项内容不能订阅，请从要订阅的页面进入", pattern=pattern)
    _must_have_letters_left(address, now)
    known = [one for one in open_with_address(address) if one.pattern == pattern]
    subscription = known[0] if known else _new_subscription(address, pattern, title, tenant_id)
    if subscription.confirmed_at is None:
        subscription.frequency, subscription.asked_at = frequency, now
        _keep(subscription, "frequency", "asked_at")
    _answer(subscription, now)
    told = events.SubscriptionAsked(
        number=subscription.number.hex, pattern=pattern, frequency=FREQUENCY_SAYS[frequency]
    )
    record(told, actor=actor, at=now)
    return subscription


@command
def confirm_subscription(*, token: str, actor: Actor, now: datetime) -> Subscription:
    """The reader of the letter wants the subscription. Confirming again changes nothing and is no fault.

    Raises UnknownLink, NoSuchSubscription, TooLateToConfirm.
    """
    subscription = subscription_to_confirm(token, now=now)
    if subscription.confirmed_at is not None:
        return subscription
    subscription.confirmed_at = now
    _keep(subscription, "confirmed_at")
    told = events.SubscriptionConfirmed(number=subscription.number.hex, pattern=subscription.pattern)
    record(told, actor=actor, at=now)
    return subscription


@command
def end_subscription(*, token: str, actor: Actor, now: datetime) -> int:
    """One subscription ends by its link; how many did. Ending again is no fault (RFC 8058).

    Raises UnknownLink, NoSuchSubscription.
    """
    told = _ended([subscription_behind(token, Page.END)], EndReason.UNSUBSCRIBED, now)
    if not told.count:
        return 0
    record(told, actor=actor, at=now)
    return told.count


@command
def end_every_subscription(*, token: str, actor: Actor, now: datetime) -> int:
    """All subscriptions of one address end by the link in a digest; how many did.

    Ending again changes nothing and is no fault (RFC 8058). Raises UnknownLink.
    """
    told = _ended(open_behind(token), EndReason.UNSUBSCRIBED, now)
    if not told.count:
        return 0
    record(told, actor=actor, at=now)
    return told.count


@command
def end_unconfirmed(*, actor: Actor, now: datetime) -> int:
    """Subscriptions that nobody confirmed in time end; how many."""
    late = list(late_to_confirm(before=now - CONFIRM_WITHIN))
    if not late:
        return 0
    told = _ended(late, EndReason.NEVER_CONFIRMED, now)
    record(told, actor=actor, at=now)
    return told.count


@command
def make_digests(*, on: date, actor: Actor, now: datetime) -> DigestRun:
    """The digests of a day: one letter a reader with everything that waits; whole or not at all.

    Raises DigestsAlreadyMade.
    """
    if DigestRun.objects.filter(on=on).exists():
        raise DigestsAlreadyMade(f"{on} 的汇总已经生成，不必再生成", on=on)
    run = DigestRun(on=on, with_weekly=digests.is_week_open(on), made_at=now, letters=0, notices=0)
    deliveries = list(digests.waiting(run))
    run.notices = len(deliveries)
    run.save(force_insert=True)
    run.letters = digests.make_letters(run, deliveries, now=now)
    run.save(update_fields=["letters"])
    record(events.DigestsMade(on=on, letters=run.letters, notices=run.notices), actor=actor, at=now)
    return run


@command
def set_words(*, kind: NoticeKind, wording: Wording, actor: Actor, now: datetime) -> Template:
    """A government tells a kind of notice in words of its own from a day on.

    Raises NotYourSetting, UnsoundWords, TooEarly.
    """
    tenant_id = _administered(actor)
    if found := list(faults(wording, kind.facts)):
        raise UnsoundWords("；".join(found), kind=kind.code)
    _must_be_ahead(wording.from_on, now)
    template = Template.objects.create(
        tenant_id=tenant_id,
        kind=kind.code,
        version=Template.objects.filter(tenant=tenant_id, kind=kind.code).count() + 1,
        from_on=wording.from_on,
        subject=wording.subject,
        body=wording.body,
        made_at=now,
        made_by_id=actor.person_id,
    )
    told = events.WordsSet(kind=kind.code, version=template.version, from_on=template.from_on)
    record(told, actor=actor, at=now)
    return template


@command
def set_quiet_hours(
    *, starts: time, ends: time, from_on: date, source: str, actor: Actor, now: datetime
) -> QuietHours:
    """A government sets the hours in which its letters wait, from a day on.

    Raises NotYourSetting, TooEarly.
    """
    tenant_id = _administered(actor)
    _must_be_ahead(from_on, now)
    hours = QuietHours.objects.create(
        tenant_id=tenant_id, from_on=from_on, starts=starts, ends=ends, source=source
    )
    told = events.QuietHoursSet(starts=f"{starts:%H:%M}", ends=f"{ends:%H:%M}", from_on=from_on)
    record(told, actor=actor, at=now)
    return hours


def _new_subscription(address: str, pattern: str, title: str, tenant_id: int) -> Subscription:
    return Subscription(
        tenant_id=tenant_id,
        address_sealed=machine().encrypt(address.strip(), purpose=ADDRESS),
        address_digest=machine().keyed_digest(same_reader(address), purpose=ADDRESS),
        pattern=pattern,
        title=title,
    )


def _keep(subscription: Subscription, *names: str) -> None:
    """Write these fields of a subscription, or all of a new one."""
    with named([subscription.number]):
        subscription.save(update_fields=None if subscription.pk is None else names)


def _must_have_letters_left(address: str, now: datetime) -> None:
    sent = Notice.objects.filter(
        kind__in=[CONFIRM.code, KNOWN.code],
        to_subscription__address_digest__in=digests_of(address),
        created_at__gt=now - A_DAY,
    )
    with named(digests_of(address)):
        count = sent.count()
    if count >= MOST_LETTERS_A_DAY:
        raise TooManyLetters("今天向这个邮箱发送的确认邮件已达上限，请查看收件箱和垃圾邮件，或明天再试")


def _answer(subscription: Subscription, now: datetime) -> None:
    """A letter to confirm, or one that says that there is nothing to confirm."""
    facts = {"title": subscription.title, "frequency": FREQUENCY_SAYS[Frequency(subscription.frequency)]}
    kind = KNOWN
    if subscription.confirmed_at is None:
        kind = CONFIRM
        facts |= {"link": link_to(Page.CONFIRM, subscription), "days": str(CONFIRM_WITHIN.days)}
    what = Telling(kind=kind, facts=facts, about=None, at=now, tenant_id=subscription.tenant_id)
    with named([subscription.number]):
        tell_subscribers(what, [subscription])


def _ended(subscriptions: list[Subscription], reason: EndReason, now: datetime) -> events.SubscriptionsEnded:
    """End what is still open, and what there is to tell of it: nothing when all had ended before."""
    still_open = Subscription.objects.filter(pk__in=[one.pk for one in subscriptions], ended_at__isnull=True)
    with named(one.number for one in subscriptions):
        count = still_open.update(ended_at=now, end_reason=reason)
    numbers = tuple(one.number.hex for one in subscriptions)
    return events.SubscriptionsEnded(count=count, numbers=numbers, reason=reason.label)


def _administered(actor: Actor) -> int:
    """The government whose settings the actor may change. Raises NotYourSetting."""
    if AdminRole.SYSTEM not in actor.roles or actor.tenant_id is None:
        raise NotYourSetting("只有本级政府的系统管理员可以修改，请联系系统管理员")
    return actor.tenant_id


def _must_be_ahead(from_on: date, now: datetime) -> None:
    if from_on < timezone.localdate(now):
        raise TooEarly("启用日期不能早于今天：已发出的通知不改", from_on=from_on)
