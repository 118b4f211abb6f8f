"""Numbers in a text that belong to a person: of identity cards, mobile telephones, bank cards, mail. Pure.

GB 11643 tells the check digit of an identity number, GB 32100 that of a unified credit code, ISO/IEC 7812
that of a card. A credit code is public (《企业信息公示暂行条例》) and is never taken for something private.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Private(StrEnum):
    """What was found; the value is what people call it."""

    IDENTITY = "身份证号"
    MOBILE = "手机号"
    CARD = "银行卡号"
    MAIL = "电子邮箱"


@dataclass(frozen=True, slots=True)
class Found:
    """A number and where it stands in the text: `text[start:end]`."""

    kind: Private
    start: int
    end: int


_GAP = r"[ \t\r\n]{0,3}"  # the end of a line, or digits in groups
_NOT_BEFORE, _NOT_BEHIND = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
_IDENTITY = re.compile(rf"{_NOT_BEFORE}(?=((?:[0-9]{_GAP}){{17}}[0-9Xx]){_NOT_BEHIND})")
_MOBILE = re.compile(r"(?<![0-9])(?=((?:\+?86[- ]?)?1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4})(?![0-9]))")
_CARD = re.compile(rf"{_NOT_BEFORE}(?=([3-69](?:{_GAP}-?[0-9]){{15,18}}){_NOT_BEHIND})")
_MAIL = re.compile(
    r"(?=((?<![\w.+-])[a-z0-9][\w.+-]{0,63}@[a-z0-9-]+(?:\.[a-z0-9-]+)+))", re.ASCII | re.IGNORECASE
)
_WIDE = str.maketrans("０１２３４５６７８９Ｘｘ＠－．", "0123456789Xx@-.")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
OLDEST = 1880


def private_in(text: str) -> tuple[Found, ...]:
    """Every such number in order; of two that overlap the first kind of the list stands."""
    plain = text.translate(_WIDE)
    found: list[Found] = []
    for kind, pattern, holds in _KINDS:
        for one in _matches(plain, kind, pattern, holds):
            if not any(one.start < other.end and other.start < one.end for other in found):
                found.append(one)
    return tuple(sorted(found, key=lambda one: one.start))


def is_identity_number(text: str) -> bool:
    """Eighteen places, a day of birth that was, and the right check digit (GB 11643)."""
    if not re.fullmatch(r"[1-9][0-9]{16}[0-9Xx]", text):
        return False
    try:
        born = date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(text, _WEIGHTS, strict=False))
    return born.year >= OLDEST and _CHECKS[total % 11] == text[17].upper()


def is_credit_code(text: str) -> bool:
    """A unified social credit code (统一社会信用代码, GB 32100)."""
    if len(text) != 18 or any(sign not in _CREDIT_SIGNS for sign in text):
        return False
    total = sum(
        _CREDIT_SIGNS.index(sign) * weight for sign, weight in zip(text, _CREDIT_WEIGHTS, strict=False)
    )
    return _CREDIT_SIGNS[(31 - total % 31) % 31] == text[17]


def is_card_number(text: str) -> bool:
    """Sixteen to nineteen digits with the right last one (Luhn); no credit code, no identity number."""
    if not re.fullmatch(r"[0-9]{16,19}", text) or is_credit_code(text) or is_identity_number(text):
        return False
    digits = [int(digit) for digit in reversed(text)]
    doubled = sum(sum(divmod(digit * 2, 10)) for digit in digits[1::2])
    return (sum(digits[0::2]) + doubled) % 10 == 0 and len(set(text)) > 2


def _always(_: str) -> bool:
    return True


_KINDS: tuple[tuple[Private, re.Pattern[str], Callable[[str], bool]], ...] = (
    (Private.IDENTITY, _IDENTITY, is_identity_number),
    (Private.CARD, _CARD, is_card_number),
    (Private.MOBILE, _MOBILE, _always),
    (Private.MAIL, _MAIL, _always),
)


def _matches(
    text: str, kind: Private, pattern: re.Pattern[str], holds: Callable[[str], bool]
) -> Iterator[Found]:
    end = 0
    for found in pattern.finditer(text):
        whole = found[1]
        bare = whole if kind is Private.MAIL else re.sub(r"[\s-]", "", whole)
        if found.start() >= end and holds(bare):
            end = found.start() + len(whole)
            yield Found(kind, found.start(), end)
