"""One cell of a workbook, both ways. Pure."""

import re
from datetime import date, datetime

from quancheng.kernel.orgs.register.rows import Column, Kind, Value

YES, NO = "是", "否"
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_BETWEEN = re.compile(r"[、,，;；\s]+")


class UnreadableCell(Exception):
    """The cell does not hold what its column asks for; the text says what to write."""


def read_cell(value: object, column: Column) -> Value:
    """What the cell means. Raises UnreadableCell."""
    if _is_empty(value):
        return _empty(column)
    if column.kind is Kind.DATE:
        return _day(value, column)
    text = _text(value)
    if column.kind is Kind.CHOICE:
        return _choice(text, column)
    if column.kind is Kind.CHOICES:
        return tuple(sorted({_choice(word, column) for word in _BETWEEN.split(text) if word}))
    if column.kind is Kind.YES:
        return _yes(text, column)
    if len(text) > column.longest:
        raise UnreadableCell(f"“{column.heading}”超过{column.longest}字，请缩短")
    return text


def written(value: Value, column: Column) -> str | date | None:
    """How a value stands in its cell."""
    said = {stored: word for word, stored in column.choices.items()}
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, tuple):
        return "、".join(said.get(str(one), str(one)) for one in value)
    if column.kind is Kind.CHOICE:
        return said.get(str(value), str(value))
    return value or None


def _is_empty(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _text(value: object) -> str:
    """Text as it is meant: a code typed as a number has no decimal point."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _empty(column: Column) -> Value:
    if column.required:
        raise UnreadableCell(f"“{column.heading}”必须填写")
    return {Kind.DATE: None, Kind.CHOICES: (), Kind.YES: True}.get(column.kind, "")


def _day(value: object, column: Column) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = _DAY.fullmatch(str(value).strip())
    try:
        if found:
            year, month, day = map(int, found.groups())
            return date(year, month, day)
    except ValueError:
        pass
    raise UnreadableCell(f"“{column.heading}”的“{value}”不是日期，请写作2024-03-04")


def _choice(text: str, column: Column) -> str:
    if text not in column.choices:
        raise UnreadableCell(f"“{column.heading}”不能是“{text}”，可填：{'、'.join(column.choices)}")
    return column.choices[text]


def _yes(text: str, column: Column) -> bool:
    if text not in {YES, NO}:
        raise UnreadableCell(f"“{column.heading}”只能填“是”或“否”，不能是“{text}”")
    return text == YES
