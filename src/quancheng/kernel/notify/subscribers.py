"""Finding subscriptions by what only their owner knows: a link, or an address."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.crypto.port import machine
from quancheng.kernel.notify.addresses import Page, address_digest_in, number_in
from quancheng.kernel.notify.letters import ADDRESS
from quancheng.kernel.notify.models import Subscription


class NoSuchSubscription(Refusal):
    """The subscription of a sound link is not there any more."""

    code = "notify.no_such_subscription"
    status = 404


def subscription_behind(token: str, page: Page) -> Subscription:
    """The subscription that a link was sent for. Raises UnknownLink, NoSuchSubscription."""
    number: UUID = number_in(token, page)
    found = Subscription.objects.filter(number=number).first()
    if found is None:
        raise NoSuchSubscription("没有找到这项订阅，可能早已结束；要再次订阅，请到原页面重新填写邮箱")
    return found


def open_with_address(address: str) -> QuerySet[Subscription]:
    """The subscriptions of an address that have not ended, under every key that is still held."""
    digests = machine().keyed_digests(tidy(address), purpose=ADDRESS)
    return Subscription.objects.filter(address_digest__in=digests, ended_at__isnull=True)


def open_behind(token: str) -> QuerySet[Subscription]:
    """The subscriptions that have not ended of the address that a digest went to. Raises UnknownLink."""
    known = Subscription.objects.filter(address_digest=address_digest_in(token)).first()
    if known is None:
        return Subscription.objects.none()
    return open_with_address(machine().decrypt(known.address_sealed, purpose=ADDRESS))


def late_to_confirm(*, before: datetime) -> QuerySet[Subscription]:
    """Subscriptions asked for before then that nobody has confirmed."""
    return Subscription.objects.filter(confirmed_at__isnull=True, ended_at__isnull=True, asked_at__lt=before)


def tidy(address: str) -> str:
    """One spelling of an address: no space around it, the domain in small letters."""
    local, at, domain = address.strip().rpartition("@")
    return f"{local}{at}{domain.lower()}"
