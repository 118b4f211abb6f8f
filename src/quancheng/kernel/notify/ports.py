"""What the house asks of a gateway, and the gateways that the settings name.

A provider of SMS or a webhook is an adapter with one method; `settings.NOTIFY_PORTS` names its class for each
channel. The shipped ones write files (filed.py) and mail by Django (mail.py).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

from quancheng.kernel.notify.policy import Channel


@dataclass(frozen=True, slots=True)
class Message:
    """What goes through a gateway. `key` is the same however often the same letter is tried."""

    key: str
    kind: str
    wording: str
    subject: str
    text: str
    facts: Mapping[str, str]
    headers: Mapping[str, str] = field(default_factory=dict)


class Unreachable(Exception):  # tells the outbox what to do, never shown to a person
    """The gateway does not answer now; it is tried again later."""


class Undeliverable(Exception):
    """The gateway will never take this letter: the address is wrong. Not tried again."""


class Port(Protocol):
    """A way out of the house."""

    def send(self, message: Message, *, to: str) -> str:
        """Hand the message over; the answer is the provider's receipt.

        The same key may come again when a worker died half way; a provider that can tell must not deliver it
        twice. Raises Unreachable, Undeliverable.
        """
        ...


class EmailPort(Port, Protocol):
    """Sends letters: `to` is an e-mail address; the key becomes the Message-ID."""


class SmsPort(Port, Protocol):
    """Sends short messages: `to` is a phone number; providers want the kind and its facts, not our text."""


class WebhookPort(Port, Protocol):
    """Posts to the office's own messenger: `to` is the account of the person."""


@cache
def port_of(channel: Channel) -> Port:
    """The gateway of a channel that leaves the house."""
    return cast("Port", import_string(settings.NOTIFY_PORTS[channel.value])())


PhoneOf = Callable[[int], str]
_phone_books: list[PhoneOf] = []


def ask_for_phones(book: PhoneOf) -> None:
    """Name the function that knows the phone number of a person; without one nobody has a number."""
    _phone_books[:] = [book]


def phone_of(person_id: int) -> str:
    """The number of a person; empty when nobody knows one."""
    return next((book(person_id) for book in _phone_books), "")
