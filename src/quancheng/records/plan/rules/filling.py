"""What a filled-in table asks for, line by line. Pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from quancheng.kernel.files.filled import Filled, FilledRow, Template

VERSION = "版本"
NOTE, ADDRESSES, REPORT = "完成情况", "佐证网址", "确认报送（是）"
DECISION, REASON = "确认（是／退回）", "理由"
YES, NO, BACK = "是", "否", "退回"
REPORTS = Template("办理表", 1, (VERSION, NOTE, ADDRESSES, REPORT))
CONFIRMATIONS = Template("待确认表", 1, (VERSION, DECISION, REASON))
LONGEST_NOTE = 1000  # characters, as in the form on the duty's page
_BETWEEN = re.compile(r"[\s；;，、]+(?=https?:)|\s+")


class Faulty(Exception):
    """The line cannot be understood; the text names the cell and says what to write."""


class Decision(StrEnum):
    """What a head decides about a report."""

    CONFIRM = "confirm"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class ReportWish:
    """What one line of a report table asks for."""

    row: FilledRow
    duty_id: int
    version: int
    note: str
    addresses: tuple[str, ...]
    is_report: bool


@dataclass(frozen=True, slots=True)
class ConfirmWish:
    """What one line of a confirmation table asks for."""

    row: FilledRow
    duty_id: int
    version: int
    decision: Decision
    reason: str


Wish = TypeVar("Wish", ReportWish, ConfirmWish)


@dataclass(frozen=True, slots=True)
class Read(Generic[Wish]):
    """What was asked for, what could not be understood, and how many lines were left as they came."""

    wishes: tuple[Wish, ...]
    wrong: tuple[str, ...]
    untouched: int


def report_wishes(filled: Filled) -> Read[ReportWish]:
    """What a filled-in report table (办理表) asks for."""
    return _read(filled, REPORTS, _report)


def confirm_wishes(filled: Filled) -> Read[ConfirmWish]:
    """What a filled-in confirmation table (待确认表) asks for."""
    return _read(filled, CONFIRMATIONS, _decision)


def _read(filled: Filled, template: Template, understand: Callable[[FilledRow], Wish | None]) -> Read[Wish]:
    wishes: dict[int, Wish] = {}
    wrong, untouched = list(filled.faults), 0
    for row in filled.rows:
        try:
            wish = understand(row)
        except Faulty as fault:
            wrong.append(str(fault))
            continue
        if wish is None:
            untouched += 1
        elif (first := wishes.setdefault(wish.duty_id, wish)) is not wish:
            wrong.append(
                f"{row.where(template.key)}：与{first.row.where(template.key)}是同一事项，请删去其中一行"
            )
    return Read(tuple(wishes.values()), tuple(wrong), untouched)


def _report(row: FilledRow) -> ReportWish | None:
    note, addresses = row.cells[NOTE], _addresses(row)
    is_report = _one_of(row, REPORT, (YES, NO)) == YES
    if not (note or addresses or is_report):
        return None
    if len(note) > LONGEST_NOTE:
        raise Faulty(f"{row.where(NOTE)}：“{NOTE}”超过{LONGEST_NOTE}字，请缩短")
    if note and not is_report:
        raise Faulty(f"{row.where(REPORT)}：填写了“{NOTE}”，请在“{REPORT}”填“{YES}”，或清空“{NOTE}”")
    return ReportWish(row, *_named(row, REPORTS), note, addresses, is_report)


def _decision(row: FilledRow) -> ConfirmWish | None:
    decided, reason = _one_of(row, DECISION, (YES, BACK)), row.cells[REASON]
    if not (decided or reason):
        return None
    if not decided:
        raise Faulty(f"{row.where(DECISION)}：填写了“{REASON}”，请填“{YES}”或“{BACK}”，或清空“{REASON}”")
    if len(reason) > LONGEST_NOTE:
        raise Faulty(f"{row.where(REASON)}：“{REASON}”超过{LONGEST_NOTE}字，请缩短")
    if decided == BACK and not reason:
        raise Faulty(f"{row.where(REASON)}：退回须填写“{REASON}”")
    if decided == YES and reason:
        raise Faulty(f"{row.where(REASON)}：确认不需要“{REASON}”，请清空；要退回的请填“{BACK}”")
    decision = Decision.REFUSE if decided == BACK else Decision.CONFIRM
    return ConfirmWish(row, *_named(row, CONFIRMATIONS), decision, reason)


def _one_of(row: FilledRow, heading: str, words: tuple[str, ...]) -> str:
    told = row.cells[heading]
    if told and told not in words:
        raise Faulty(f"{row.where(heading)}：“{told}”不能识别，只能填“{'”或“'.join(words)}”，或留空")
    return told


def _named(row: FilledRow, template: Template) -> tuple[int, int]:
    """The number and the version of the duty, as they were exported."""
    numbers = (row.cells[template.key], row.cells[VERSION])
    if not all(re.fullmatch(r"[0-9]{1,15}", number) for number in numbers):
        raise Faulty(
            f"{row.where(template.key)}：隐藏列中的编号或版本不是系统导出的内容，请重新导出{template.name}，不要自行增加行"
        )
    return int(numbers[0]), int(numbers[1])


def _addresses(row: FilledRow) -> tuple[str, ...]:
    """Several stand in one cell, apart by blanks or lines; a word that is a link means what it links to."""
    told = row.cells[ADDRESSES]
    if told and "://" not in told:
        told = row.links.get(ADDRESSES, told)
    parts = (part.strip("；;，、,") for part in _BETWEEN.split(told))
    return tuple(dict.fromkeys(part for part in parts if part))
