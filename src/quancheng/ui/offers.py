"""What the house offers beside a public record: to follow it, to say something about it.

Who can do something for records of other modules registers it once, in `apps.ready`; the page of any record
draws all of it with `{% offers "plan.row" row.ref %}` and knows nobody:

    offers.register(Offer("follow", "用邮件订阅更新", "portal:follow"))
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode

from quancheng.kernel.basis.reference import RecordRef


@dataclass(frozen=True, slots=True)
class Offer:
    """A word, and the name of the address behind it, which takes the record as `?about=kind:ref`."""

    code: str
    says: str
    url_name: str


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer as a page shows it."""

    says: str
    href: str


_offers: dict[str, Offer] = {}


def register(offer: Offer) -> Offer:
    """Take in an offer. Raises TypeError when its code is taken by another."""
    known = _offers.setdefault(offer.code, offer)
    if known != offer:
        raise TypeError(f"two offers bear the code {offer.code!r}")
    return offer


def offers_for(about: RecordRef) -> Iterator[Offered]:
    """What can be done with the record here; an offer whose page this surface lacks is not shown."""
    for offer in _offers.values():
        try:
            address = reverse(offer.url_name)
        except NoReverseMatch:
            continue
        yield Offered(offer.says, f"{address}?{urlencode({'about': str(about)})}")
