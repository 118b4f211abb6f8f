"""How long and how often: the numbers of the door, told by the machine that the house runs on.

GB/T 22239-2019 (等级保护基本要求) 8.1.4.1 asks for limits on failed sign-ins, for an end of idle connections
and for two factors, and leaves the numbers to the operator: so they are settings, none is a constant.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class SecondFactor(StrEnum):
    """Whether an official must prove by a second thing who they are, or may."""

    REQUIRED = "required"
    OFFERED = "offered"


class Overstayed(StrEnum):
    """Why a sign-in has ended by itself."""

    IDLE = "idle"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class DoorLimits:
    """The limits of one house."""

    idle: timedelta  # without a request for so long, the sign-in ends
    longest: timedelta  # so long after it began, the sign-in ends whatever happened
    at_once: int  # sign-ins of one person that may stand side by side; the oldest gives way
    failures: int  # wrong passwords in a row, then the account is locked
    locked_for: timedelta  # and how long wrong passwords are remembered
    sure_for: timedelta  # how long a proof of who one is holds for exports and the like
    second_factor: SecondFactor


def overstayed(limits: DoorLimits, *, begun: datetime, seen: datetime, now: datetime) -> Overstayed | None:
    """Whether a sign-in that began and was last seen at these instants is over, and why."""
    if now - begun >= limits.longest:
        return Overstayed.TOO_LONG
    if now - seen >= limits.idle:
        return Overstayed.IDLE
    return None
