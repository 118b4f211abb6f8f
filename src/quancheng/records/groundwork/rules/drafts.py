"""What somebody writes into a notice before it is issued, and how an issued one is named. Pure."""

from dataclasses import dataclass
from datetime import date

from quancheng.records.groundwork.rules.columns import Column


@dataclass(frozen=True, slots=True)
class TableWish:
    """The table that goes with a notice: by when, how many rows, which columns."""

    due_on: date
    is_many: bool
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """A notice as it is written."""

    title: str
    text: str
    sign_by: date
    unit_ids: tuple[int, ...]
    table: TableWish | None = None


def number_says(year: int | None, number: int | None) -> str:
    """The number of an issued notice in the series of its government."""
    return f"通知〔{year}〕{number}号" if number else "草稿"


def days_between(due: date | None, today: date) -> str:
    """How long is left, in the words of a list."""
    if due is None:
        return ""
    left = (due - today).days
    if left < 0:
        return f"逾期{-left}天"
    return f"还有{left}天" if left else "今天到期"
