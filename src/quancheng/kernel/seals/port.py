"""What the house asks of whoever seals, and the machine that the settings name.

Paper and ink (the default), keys in a folder, or a certified seal server (签章服务器), whose adapter is named
by its dotted path. A reliable electronic signature counts as a seal
(《电子签名法》第十四条); what makes it reliable (《电子签名法》第十三条) is what a verdict looks at.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

from quancheng.kernel.seals.picture import Face
from quancheng.kernel.seals.told import KEY, WET
from quancheng.kernel.seals.verdict import Report

MACHINES = {
    WET: "quancheng.kernel.seals.wet.WetSeal",
    KEY: "quancheng.kernel.seals.keyed.KeySeal",
}


class Paper(StrEnum):
    """What can bear an electronic seal."""

    PDF = "pdf"
    OFD = "ofd"


@dataclass(frozen=True, slots=True)
class Place:
    """The middle of the seal: the page, counted from one, and millimetres from its upper left corner."""

    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealing:
    """What is to be sealed: by which seal, where, why, and when."""

    paper: Paper
    face: Face
    key: str  # the name under which the machine knows the seal
    place: Place
    reason: str
    at: datetime


class SealMachine(Protocol):
    """Puts seals on documents and looks at those that stand there."""

    is_electronic: bool
    says: str

    def sign(self, data: bytes, sealing: Sealing) -> bytes:
        """The document with the seal on it. Raises NoKey, NotSealable, FileRefused."""
        ...

    def verify(self, data: bytes, *, paper: Paper, now: datetime) -> Report:
        """A verdict for each signature in the document. Raises FileRefused."""
        ...


@cache
def machine() -> SealMachine:
    """The one seal machine of this house."""
    named = settings.SEALS.machine
    return cast("SealMachine", import_string(MACHINES.get(named, named))())
