"""What a filled-in table asks for, line by line. Pure."""

import re
from collections.abc import Callable, Iterator
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
    wrong: tuple[str, ...] = ()  # each names its cell and says what to write


@dataclass(frozen=True, slots=True)
class ConfirmWish:
    """What one line of a confirmation table asks for."""

    row: FilledRow
    duty_id: int
    version: int
    decision: Decision
    reason: str
    wrong: tuple[str, ...] = ()


Wish = TypeVar("Wish", ReportWish, ConfirmWish)


@dataclass(frozen=True, slots=True)
class Read(Generic[Wish]):
    """What was asked for, what cannot be told whose it is, and how many lines were left as they came."""

    wishes: tuple[Wish, ...]
    wrong: tuple[str, ...]
    untouched: int


def report_wishes(filled: Filled) -> Read[ReportWish]:
    """What a filled-in report table (办理表) asks for, and every fault of each line."""
    return _read(filled, REPORTS, _is_report_filled, _faults_of_report, _report)


def confirm_wishes(filled: Filled) -> Read[ConfirmWish]:
    """What a filled-in confirmation table (待确认表) asks for, and every fault of each line."""
    return _read(filled, CONFIRMATIONS, _is_decision_filled, _faults_of_decision, _decision)


def _read(
    filled: Filled,
    template: Template,
    is_filled: Callable[[FilledRow], bool],
    faults: Callable[[FilledRow], Iterator[str]],
    understand: Callable[[FilledRow, int, int, tuple[str, ...]], Wish],
) -> Read[Wish]:
    wishes: dict[int, Wish] = {}
    wrong, untouched = list(filled.faults), 0
    for row in filled.rows:
        if not is_filled(row):
            untouched += 1
            continue
        found: tuple[str, ...] = tuple(faults(row))
        where = row.where(template.key)
        named = _named(row, template)
        if named is None:
            again = f"请重新导出{template.name}，不要自行增加行"
            wrong += [f"{where}：隐藏列中的编号或版本不是系统导出的内容，{again}", *found]
            continue
        wish = understand(row, *named, found)
        if (first := wishes.setdefault(wish.duty_id, wish)) is not wish:
            same = first.row.where(template.key)
            wrong += [f"{where}：与{same}是同一事项，请删去其中一行", *found]
    return Read(tuple(wishes.values()), tuple(wrong), untouched)


def _is_report_filled(row: FilledRow) -> bool:
    return bool(row.cells[NOTE] or _addresses(row)) or row.cells[REPORT] not in ("", NO)


def _faults_of_report(row: FilledRow) -> Iterator[str]:
    note, told = row.cells[NOTE], row.cells[REPORT]
    if len(note) > LONGEST_NOTE:
        yield f"{row.where(NOTE)}：“{NOTE}”超过{LONGEST_NOTE}字，请缩短"
    if told not in ("", YES, NO):
        yield _not_a_word(row, REPORT, (YES, NO))
    elif note and told != YES:
        yield f"{row.where(REPORT)}：填写了“{NOTE}”，请在“{REPORT}”填“{YES}”，或清空“{NOTE}”"


def _report(row: FilledRow, duty_id: int, version: int, wrong: tuple[str, ...]) -> ReportWish:
    is_report = row.cells[REPORT] == YES
    return ReportWish(row, duty_id, version, row.cells[NOTE], _addresses(row), is_report, wrong)


def _is_decision_filled(row: FilledRow) -> bool:
    return bool(row.cells[DECISION] or row.cells[REASON])


def _faults_of_decision(row: FilledRow) -> Iterator[str]:
    decided, reason = row.cells[DECISION], row.cells[REASON]
    if not decided:
        yield f"{row.where(DECISION)}：填写了“{REASON}”，请填“{YES}”或“{BACK}”，或清空“{REASON}”"
    elif decided not in (YES, BACK):
        yield _not_a_word(row, DECISION, (YES, BACK))
    if len(reason) > LONGEST_NOTE:
        yield f"{row.where(REASON)}：“{REASON}”超过{LONGEST_NOTE}字，请缩短"
    if decided == BACK and not reason:
        yield f"{row.where(REASON)}：退回须填写“{REASON}”"
    if decided == YES and reason:
        yield f"{row.where(REASON)}：确认不需要“{REASON}”，请清空；要退回的请填“{BACK}”"


def _decision(row: FilledRow, duty_id: int, version: int, wrong: tuple[str, ...]) -> ConfirmWish:
    decision = Decision.CONFIRM if row.cells[DECISION] == YES else Decision.REFUSE
    return ConfirmWish(row, duty_id, version, decision, row.cells[REASON], wrong)


def _not_a_word(row: FilledRow, heading: str, words: tuple[str, ...]) -> str:
    said = "”或“".join(words)
    return f"{row.where(heading)}：“{row.cells[heading]}”不能识别，只能填“{said}”，或留空"


def _named(row: FilledRow, template: Template) -> tuple[int, int] | None:
    """The number and the version of the duty, as they were exported; None when these are others."""
    numbers = (row.cells[template.key], row.cells[VERSION])
    if not all(re.fullmatch(r"[0-9]{1,15}", number) for number in numbers):
        return None
    return int(numbers[0]), int(numbers[1])


def _addresses(row: FilledRow) -> tuple[str, ...]:
    """Several stand in one cell, apart by blanks or lines; a word that is a link means what it links to."""
    told = row.cells[ADDRESSES]
    if told and "://" not in told:
        told = row.links.get(ADDRESSES, told)
    parts = (part.strip("；;，、,") for part in _BETWEEN.split(told))
    return tuple(dict.fromkeys(part for part in parts if part))
