"""Numbers of papers by which people and organisations are known: how they are built, where they stand. Pure.

GB 11643-1999 tells the check sign of an identity number (居民身份证, 港澳台居民居住证, and since 2023 the
外国人永久居留身份证), GB 32100-2015 that of a unified credit code. Passports and permits have a shape and no
check that is public: such a number is one only where the text calls it so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643-1999
IDENTITY_CHECKS = "10X98765432"
CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100-2015
CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
OLDEST = 1880  # the year before which nobody who has a paper was born


def is_identity_number(text: str) -> bool:
    """Eighteen places, a day of birth that was, and the right check sign (GB 11643)."""
    if not re.fullmatch(r"[1-9][0-9]{16}[0-9Xx]", text) or not _is_day(text[6:14]):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(text, IDENTITY_WEIGHTS, strict=False))
    return int(text[6:10]) >= OLDEST and IDENTITY_CHECKS[total % 11] == text[17].upper()


def is_credit_code(text: str) -> bool:
    """A unified social credit code (统一社会信用代码, GB 32100)."""
    if len(text) != 18 or any(sign not in CREDIT_SIGNS for sign in text):
        return False
    total = sum(CREDIT_SIGNS.index(sign) * weight for sign, weight in zip(text, CREDIT_WEIGHTS, strict=False))
    return CREDIT_SIGNS[(31 - total % 31) % 31] == text[17]


class Called(StrEnum):
    """A paper whose number is known by what the text calls it; the value is what people call that number."""

    PASSPORT = "护照号"
    PERMIT = "来往内地（大陆）通行证号"
    RESIDENCE = "外国人永久居留身份证号"


@dataclass(frozen=True, slots=True)
class PaperNumber:
    """A number and where it stands: `text[start:end]`."""

    kind: Called
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Shape:
    """How such a number looks, and the words by which it is called.

    Signs with letters may stand anywhere in the sentence that calls them, digits alone only right behind it:
    digits are days, sums and telephones too.
    """

    kind: Called
    number: re.Pattern[str]
    words: str
    is_digits: bool = False


def _numbers(shape: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![0-9A-Za-z])(?:{shape})(?![0-9A-Za-z])")


# [M] shapes as they are printed: 因私护照 E/G and eight, E with a letter and seven, 公务 D/S/P; others vary.
_PASSPORT = r"护照|[Pp]assport|PASSPORT"
_PERMIT = r"回乡证|来往内地|来往大陆|港澳居民|台湾居民|台胞证|(?<![车辆货运区入园])通行证"
_SHAPES = (
    _Shape(Called.PASSPORT, _numbers(r"[A-Za-z][0-9]{7,8}|[A-Za-z]{2}[0-9]{7}"), _PASSPORT),
    _Shape(Called.PASSPORT, _numbers(r"[0-9]{9}"), _PASSPORT, is_digits=True),
    _Shape(Called.PERMIT, _numbers(r"[HhMm][0-9]{8}(?:[0-9]{2})?"), _PERMIT),
    _Shape(
        Called.PERMIT, _numbers(r"[0-9]{8}|[0-9]{10}(?:[(（][A-Za-z][)）])?"),
        r"台胞证|来往大陆(?:的)?通行证", is_digits=True,
    ),
    _Shape(Called.RESIDENCE, _numbers(r"[A-Za-z]{3}[0-9]{12}"), r"居留"),
)  # fmt: skip
_BEFORE, _BEHIND, _BETWEEN = 40, 10, 10  # [D] signs within which a number belongs to its word
_ENDS = re.compile(r"[。；;！!？?\r\n]")
_OTHER = re.compile(r"电话|手机|传真|日期|时间|费|金额|邮编|于|自|共|约|近|达")
_COUNTED = re.compile(r"\s*[年月日元万亿份本件人个次张％%-]")


def papers_in(text: str) -> Iterator[PaperNumber]:
    """Numbers of passports and permits, where the sentence calls them so."""
    for shape in _SHAPES:
        for one in shape.number.finditer(text):
            if _is_called(text, one, shape):
                yield PaperNumber(shape.kind, one.start(), one.end())


def _is_called(text: str, one: re.Match[str], shape: _Shape) -> bool:
    before = _ENDS.split(text[max(0, one.start() - _BEFORE) : one.start()])[-1]
    if not shape.is_digits:
        behind = _ENDS.split(text[one.end() : one.end() + _BEHIND])[0]
        return bool(re.search(shape.words, f"{before}\n{behind}"))
    if _COUNTED.match(text, one.end()) or _is_day(one[0]):
        return False
    close = re.search(rf"(?:{shape.words})([^0-9A-Za-z]{{0,{_BETWEEN}}})$", before)
    return close is not None and not _OTHER.search(close[1])


def _is_day(digits: str) -> bool:
    """Whether eight digits are a day, as 20240315."""
    if len(digits) != 8:
        return False
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True
