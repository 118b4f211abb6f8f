"""Where the links in letters lead, and the tokens in them."""

from enum import StrEnum
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.notify.models import Subscription


class Page(StrEnum):
    """The public pages behind the links. The portal serves them; a test there keeps both alike."""

    CONFIRM = "/subscriptions/{token}/confirm/"
    END = "/subscriptions/{token}/end/"
    END_ALL = "/subscriptions/{token}/end-all/"


class UnknownLink(Refusal):
    """The link is cut off, altered, or meant for another page."""

    code = "notify.unknown_link"
    status = 404


def link_to(page: Page, subscription: Subscription) -> str:
    """The address of a page for one subscription. Whoever holds the link, from their own mail, may use it."""
    return settings.PUBLIC_ADDRESS + page.value.format(token=token_of(page, subscription))


def token_of(page: Page, subscription: Subscription) -> str:
    """The subscription's number, or for all of an address its digest, signed for one page alone."""
    return _signer(page).sign(
        subscription.address_digest if page is Page.END_ALL else subscription.number.hex
    )


def number_in(token: str, page: Page) -> UUID:
    """The number of the subscription that a link is for. Raises UnknownLink."""
    return UUID(hex=_signed_text(token, page))


def address_digest_in(token: str) -> str:
    """The digest of the address that the link of a digest is for. Raises UnknownLink."""
    return _signed_text(token, Page.END_ALL)


def _signed_text(token: str, page: Page) -> str:
    try:
        return _signer(page).unsign(token)
    except BadSignature:
        raise UnknownLink("这个链接不完整或已被改动，请从邮件里重新点开，或把整行地址复制到浏览器") from None


def _signer(page: Page) -> Signer:
    return Signer(salt=f"notify.{page.name}")
