"""Messages on their way from the public's network into the office's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.models import Tenant
from quancheng.kernel.transfer.kinds import Row
from quancheng.records.mailbox.models import Message


class NoSuchGovernment(Refusal):
    """The message was written to a government that is not registered here."""

    code = "mailbox.no_such_government"


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedMessage:
    """A message as its sender wrote it; what became of it stands in the office's network alone."""

    tenant: str
    number: str
    wish: str
    text: str
    name: str
    contact: str
    wants_mail: bool
    about: str
    about_title: str
    received_at: datetime
    once: str


def messages_to_carry(after: int, until: datetime, most: int) -> Sequence[Row]:
    """What came after one message and was there at an instant, the oldest first.

    Numbers and instants may be the wrong way round by a moment: nothing beyond the first that is too young
    goes, so that the mark never passes a message that was left behind.
    """
    later = Message.objects.filter(pk__gt=after)
    young = later.filter(received_at__gt=until).order_by("pk").values_list("pk", flat=True).first()
    found = later.select_related("tenant").order_by("pk")
    if young is not None:
        found = found.filter(pk__lt=young)
    return tuple(Row(one.pk, one.number, _carried(one)) for one in found[:most])


def numbers_known(numbers: Sequence[str]) -> dict[str, str]:
    """Of these numbers those that are here, each with the form from which its message came."""
    return dict(Message.objects.filter(number__in=numbers).values_list("number", "once"))


def government_called(slug: str) -> Tenant:
    """Raises NoSuchGovernment."""
    found = Tenant.objects.filter(slug=slug).first()
    if found is None:
        raise NoSuchGovernment(
            f"包里有写给“{slug}”的留言，本站没有这个政府；请先在本站登记，再导入这个包", slug=slug
        )
    return found


def _carried(one: Message) -> CarriedMessage:
    return CarriedMessage(
        tenant=one.tenant.slug,
        number=one.number,
        wish=one.wish,
        text=one.text,
        name=one.name,
        contact=one.contact,
        wants_mail=one.wants_mail,
        about=one.about,
        about_title=one.about_title,
        received_at=one.received_at,
        once=one.once,
    )
