"""Finding subscriptions by what only their owner knows: a link, or an address."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from quancheng.kernel.access.named import named
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.crypto.port import machine
from quancheng.kernel.notify.addresses import Page, address_digest_in, number_in
from quancheng.kernel.notify.letters import ADDRESS
from quancheng.kernel.notify.models import Subscription

CONFIRM_WITHIN = timedelta(days=7)  # [D]


class NoSuchSubscription(Refusal):
    """The subscription of a sound link is not there any more."""

    code = "notify.no_such_subscription"
    status = 404


class TooLateToConfirm(Refusal):
    """The days to confirm a subscription are over, or it has ended."""

    code = "notify.too_late_to_confirm"
    status = 410


def subscription_behind(token: str, page: Page) -> Subscription:
    """The subscription that a link was sent for. Raises UnknownLink, NoSuchSubscription."""
    number: UUID = number_in(token, page)
    with named([number]):
        found = Subscription.objects.filter(number=number).first()
    if found is None:
        raise NoSuchSubscription("没有找到这项订阅，可能早已结束；要再次订阅，请到原页面重新填写邮箱")
    return found


def subscription_to_confirm(token: str, *, now: datetime) -> Subscription:
    """What the link of a letter confirms, now or long since.

    Raises UnknownLink, NoSuchSubscription, TooLateToConfirm.
    """
    subscription = subscription_behind(token, Page.CONFIRM)
    is_late = subscription.confirmed_at is None and now > subscription.asked_at + CONFIRM_WITHIN
    if subscription.ended_at is not None or is_late:
        raise TooLateToConfirm("确认链接已过期或订阅已结束；要订阅，请到原页面重新填写邮箱")
    return subscription


def open_with_address(address: str) -> list[Subscription]:
    """The subscriptions of an address that have not ended, under every key that is still held."""
    digests = digests_of(address)
    with named(digests):
        return list(Subscription.objects.filter(address_digest__in=digests, ended_at__isnull=True))


def open_behind(token: str) -> list[Subscription]:
    """The subscriptions that have not ended of the address that a digest went to. Raises UnknownLink."""
    digest = address_digest_in(token)
    with named([digest]):
        known = Subscription.objects.filter(address_digest=digest).first()
    if known is None:
        return []
    return open_with_address(machine().decrypt(known.address_sealed, purpose=ADDRESS))


def late_to_confirm(*, before: datetime) -> QuerySet[Subscription]:
    """Subscriptions asked for before then that nobody has confirmed."""
    return Subscription.objects.filter(confirmed_at__isnull=True, ended_at__isnull=True, asked_at__lt=before)


def digests_of(address: str) -> frozenset[str]:
    """The digests under which an address may be written down, in each spelling of one person."""
    spellings = (same_reader(address), _as_once_compared(address))
    return frozenset(digest for one in spellings for digest in machine().keyed_digests(one, purpose=ADDRESS))


def same_reader(address: str) -> str:
    """The spelling by which addresses are compared: no space around it, all of it in small letters.

    By RFC 5321 the part before the @ could tell LI from li; no provider in use does, and a person who types
    both is one person. It is for comparing alone: a letter goes to the address as it was typed.
    """
    return address.strip().lower()


def _as_once_compared(address: str) -> str:
    """The spelling under which older subscriptions were written down: only the domain in small letters."""
    local, at, domain = address.strip().rpartition("@")
    return f"{local}{at}{domain.lower()}"
