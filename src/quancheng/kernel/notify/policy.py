"""By which channels a notice goes out, and how soon. Pure."""

from datetime import timedelta
from enum import StrEnum


class Channel(StrEnum):
    """A way to reach somebody. The inbox is a page of the house, the others leave it."""

    INBOX = "inbox"
    EMAIL = "email"
    SMS = "sms"
    WEBHOOK = "webhook"


class Policy(StrEnum):
    """How much a notice may disturb. Each kind of notice has one; it is written down with the notice."""

    QUIET = "quiet"  # the inbox alone
    DIGEST = "digest"  # the inbox, and the next digest by e-mail
    PROMPT = "prompt"  # the inbox, and an e-mail of its own outside the quiet hours
    URGENT = "urgent"  # every channel at once, quiet hours or not
    REPLY = "reply"  # an e-mail at once to somebody who waits for it; not in the inbox


class Frequency(StrEnum):
    """When something goes out: by itself, or in the next daily or weekly digest."""

    IMMEDIATE = "immediate"
    DAILY = "daily"
    WEEKLY = "weekly"


FREQUENCY_SAYS = {
    Frequency.IMMEDIATE: "有更新时立即",
    Frequency.DAILY: "每个工作日汇总一次",
    Frequency.WEEKLY: "每周汇总一次",
}
IN_THE_INBOX = frozenset({Policy.QUIET, Policy.DIGEST, Policy.PROMPT, Policy.URGENT})
IGNORES_QUIET_HOURS = frozenset({Policy.URGENT, Policy.REPLY})
_CHANNELS = {
    Policy.QUIET: (Channel.INBOX,),
    Policy.DIGEST: (Channel.INBOX, Channel.EMAIL),
    Policy.PROMPT: (Channel.INBOX, Channel.EMAIL),
    Policy.URGENT: (Channel.INBOX, Channel.EMAIL, Channel.SMS, Channel.WEBHOOK),
    Policy.REPLY: (Channel.EMAIL,),
}

MOST_ATTEMPTS = 6
_FIRST_WAIT = timedelta(minutes=10)  # [D] longer than any gateway takes to answer
_LONGEST_WAIT = timedelta(hours=6)  # [D]


def channels_of(policy: Policy) -> tuple[Channel, ...]:
    """The channels by which a person is told."""
    return _CHANNELS[policy]


def frequency_of(policy: Policy) -> Frequency:
    """When a person's e-mail goes out. Who reads every day is never told less than who reads at once."""
    return Frequency.DAILY if policy is Policy.DIGEST else Frequency.IMMEDIATE


def wait_after(attempt: int) -> timedelta:
    """How long a delivery is left alone once its n-th attempt began: 10 minutes, then ever twice as long.

    This is back-off and lease in one: while one worker tries, no other takes the delivery; when that worker
    has died, the delivery is due again by itself.
    """
    doubled: int = 2 ** (attempt - 1)
    return min(_FIRST_WAIT * doubled, _LONGEST_WAIT)
