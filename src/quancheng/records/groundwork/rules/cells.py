"""What somebody wrote into a cell, understood: numbers, days and words as people write them. Pure."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from quancheng.records.groundwork.rules.columns import NUMBERS, Column, ColumnKind

LONGEST_TEXT = 1000  # characters of one cell
MOST_DIGITS = 15  # before the point; spreadsheets keep no more exactly
MOST_PLACES = 6
_WHOLE = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.0+)?")
_AMOUNT = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
_DAY = re.compile(r"(\d{4})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?(?:[ T]0?0:00(?::00)?)?")
_DAY_PLAIN = re.compile(r"(\d{4})(\d{2})(\d{2})")
YES, NO = "是", "否"
_YES_NO = {
    "是": YES, "√": YES, "y": YES, "yes": YES, "有": YES, "true": YES,
    "否": NO, "×": NO, "n": NO, "no": NO, "无": NO, "false": NO,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Understood:
    """A cell in one spelling; with a fault, what was written stays as it is."""

    value: str
    fault: str = ""


def understood(column: Column, written: str) -> Understood:
    """The cell as it is kept, or what is wrong with it and what to write instead."""
    text = written.strip() if column.kind is ColumnKind.TEXT else _plain(written)
    if not text:
        return Understood("", "没有填，这一列必填" if column.is_required else "")
    match column.kind:
        case ColumnKind.TEXT:
            return _text(text)
        case ColumnKind.DAY:
            return _day(text)
        case ColumnKind.YES:
            said = _YES_NO.get(text.lower())
            return Understood(said) if said else Understood(text, f"须填“是”或“否”，现为“{text}”")
        case ColumnKind.CHOICE:
            return _choice(column, text)
    return _number(column, text)


def number_of(value: str) -> Decimal:
    """A cell of a column of numbers, which has been understood; an empty one counts nothing."""
    return Decimal(value) if value else Decimal(0)


def spoken(number: Decimal) -> str:
    """A number in its one spelling, without an exponent or idle zeros."""
    return f"{number.normalize():f}" if number else "0"


def bound_of(written: str) -> str | None:
    """A bound as its sender wrote it, in one spelling; None when it is no number."""
    text = _plain(written)
    if not text:
        return ""
    return spoken(_decimal(text)) if _AMOUNT.fullmatch(text) else None


def _plain(written: str) -> str:
    """Full-width signs as their plain ones, without blanks inside or around."""
    return re.sub(
        r"\s+", "" if not re.search(r"\d\s+\d", written) else " ", unicodedata.normalize("NFKC", written)
    ).strip()


def _text(text: str) -> Understood:
    if len(text) > LONGEST_TEXT:
        return Understood(text, f"超过{LONGEST_TEXT}字（现在{len(text)}字），请缩短")
    return Understood(text)


def _day(text: str) -> Understood:
    found = _DAY.fullmatch(text) or _DAY_PLAIN.fullmatch(text)
    if found is None:
        return Understood(text, f"看不出是哪一天（“{text}”），请写成 2024-06-30 或 2024年6月30日")
    try:
        return Understood(date(int(found[1]), int(found[2]), int(found[3])).isoformat())
    except ValueError:
        return Understood(text, f"没有“{text}”这一天，请核对")


def _choice(column: Column, text: str) -> Understood:
    for option in column.options:
        if _plain(option) == text:
            return Understood(option)
    return Understood(text, f"“{text}”不在选项中，只能填{'、'.join(column.options)}")


def _number(column: Column, text: str) -> Understood:
    assert column.kind in NUMBERS
    is_whole = column.kind is ColumnKind.WHOLE
    pattern = _WHOLE if is_whole else _AMOUNT
    if not pattern.fullmatch(text):
        said = "整数" if is_whole else "数字"
        unit = f"（单位是{column.measure}，只写数字）" if column.measure else ""
        return Understood(text, f"须填{said}{unit}，现为“{text}”")
    number = _decimal(text)
    if abs(number) >= Decimal(10) ** MOST_DIGITS:
        return Understood(text, f"整数部分超过{MOST_DIGITS}位，请核对单位")
    if -int(number.normalize().as_tuple().exponent) > MOST_PLACES:
        return Understood(text, f"小数超过{MOST_PLACES}位，请四舍五入")
    if column.least and number < Decimal(column.least):
        return Understood(text, f"不能小于{column.least}，现为{spoken(number)}")
    if column.most and number > Decimal(column.most):
        return Understood(text, f"不能大于{column.most}，现为{spoken(number)}")
    return Understood(spoken(number))


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))
