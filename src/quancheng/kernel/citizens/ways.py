"""By what a citizen can be reached, and so be known again: a mobile phone or an e-mail address. Pure."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

MOBILE = re.compile(r"1[3-9]\d{9}")
MAIL = re.compile(r"[^@\s\x00]+@[^@\s\x00.]+(?:\.[^@\s\x00.]+)+")
LONGEST = 254  # signs of an e-mail address (RFC 5321)
HIDDEN = "*"


class Way(StrEnum):
    """The two sorts of address."""

    PHONE = "phone"
    EMAIL = "email"

    @property
    def says(self) -> str:
        return {Way.PHONE: "手机号码", Way.EMAIL: "电子邮箱"}[self]


@dataclass(frozen=True, slots=True)
class Address:
    """One address in the spelling by which addresses are compared."""

    way: Way
    text: str

    @property
    def masked(self) -> str:
        """Enough for its owner to know it again, too little to use it."""
        if self.way is Way.EMAIL:
            local, _, domain = self.text.rpartition("@")
            return f"{local[:1]}{HIDDEN * 4}@{domain}"
        return f"{self.text[:3]}{HIDDEN * 4}{self.text[-4:]}"


def address_in(text: str) -> Address | None:
    """The address that was typed, however it was spaced; None when it is neither of the two.

    By RFC 5321 the part before the @ could tell LI from li; no provider in use does, and who types both is
    one person.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    number = re.sub(r"[-‐‑‒–—―]", "", plain).removeprefix("+86")
    if MOBILE.fullmatch(number):
        return Address(Way.PHONE, number)
    if len(plain) <= LONGEST and MAIL.fullmatch(plain):
        return Address(Way.EMAIL, plain.lower())
    return None
