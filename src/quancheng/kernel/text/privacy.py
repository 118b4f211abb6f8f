"""Numbers in a text that belong to a person: of papers, mobile telephones, bank cards, mail. Pure.

What `documents` tells of papers; ISO/IEC 7812 tells the check digit of a card. A credit code is public
(《企业信息公示暂行条例》) and is never taken for something private.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from quancheng.kernel.text.documents import is_credit_code, is_identity_number, papers_in


class Private(StrEnum):
    """What was found; the value is what people call it."""

    IDENTITY = "身份证号"
    PASSPORT = "护照号"
    PERMIT = "来往内地（大陆）通行证号"
    RESIDENCE = "外国人永久居留身份证号"
    MOBILE = "手机号"
    CARD = "银行卡号"
    MAIL = "电子邮箱"


PAPERS = frozenset({Private.IDENTITY, Private.PASSPORT, Private.PERMIT, Private.RESIDENCE})


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
_WIDE = str.maketrans({chr(sign + 0xFEE0): chr(sign) for sign in range(ord("-"), ord("z") + 1)})


def private_in(text: str) -> tuple[Found, ...]:
    """Every such number in order; of two that overlap the first kind of the list stands."""
    plain = text.translate(_WIDE)
    found: list[Found] = []
    for kind, pattern, holds in _KINDS:
        for one in _matches(plain, kind, pattern, holds):
            if not _overlaps(one, found):
                found.append(one)
    for paper in papers_in(plain):
        one = Found(Private(paper.kind.value), paper.start, paper.end)
        if not _overlaps(one, found):
            found.append(one)
    return tuple(sorted(found, key=lambda one: one.start))


def _overlaps(one: Found, found: Sequence[Found]) -> bool:
    return any(one.start < other.end and other.start < one.end for other in found)


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
