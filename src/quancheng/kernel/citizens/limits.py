"""How long and how often: the numbers of the citizens' door, told by the machine of the house. Pure.

No rule of law gives these numbers; the machine's operator sets them in the environment, as for the desk.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class CitizenLimits:
    """The limits of one house."""

    code_lasts: timedelta  # from asking for a code until it is worth nothing
    code_tries: int  # wrong and right ones together, of one code
    code_pause: timedelta  # between two codes to one address
    codes_a_day: int  # to one address
    idle: timedelta  # without a request for so long, a sign-in ends
    longest: timedelta  # so long after it began, it ends whatever happened
    at_once: int  # sign-ins of one account side by side; the oldest gives way
    sure_for: timedelta  # how long after a sign-in an account may be changed
    wrong_passwords: int  # for one address, then no password is looked at
    locked_for: timedelta  # and for how long


def is_over(limits: CitizenLimits, *, begun: datetime, seen: datetime, now: datetime) -> bool:
    """Whether a sign-in that began and was last seen at these instants has ended by itself."""
    return now - begun >= limits.longest or now - seen >= limits.idle


def is_sure(limits: CitizenLimits, *, begun: datetime, now: datetime) -> bool:
    """Whether a sign-in is fresh enough for what changes the account."""
    return now - begun < limits.sure_for
