"""The clocks of a request, each with its working."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quancheng.kernel.casework.worksheet import ClockSheet
from quancheng.records.disclosure.workflow import ANSWER_CLOCK, ASK_CLOCK
from quancheng.ui.cases import SheetLine, standing_of


@dataclass(frozen=True, slots=True)
class Period:
    """One clock of the request with its working."""

    says: str
    standing: str
    lines: tuple[SheetLine, ...]
    is_leading: bool


def periods(sheets: Iterable[ClockSheet]) -> Iterator[Period]:
    for sheet in sheets:
        yield Period(
            says=f"{sheet.says}期限",
            standing=_standing(sheet),
            lines=tuple(_working(sheet)),
            is_leading=sheet.code == ANSWER_CLOCK.code,
        )


def _standing(sheet: ClockSheet) -> str:
    """How it stands; whoever asked for no correction is not late with one: they can only not ask any more."""
    if sheet.code == ASK_CLOCK.code and sheet.stopped_on is None and sheet.standing.overdue:
        return f"已于{sheet.due}届满，不能再告知补正"
    return standing_of(sheet) if sheet.due or sheet.stopped_on else "暂停，没有届满日"


def _working(sheet: ClockSheet) -> Iterator[SheetLine]:
    *working, last = sheet.sheet.steps
    for step in working:
        yield SheetLine(step.begins, f"{step.rule}。依据：{step.article}" if step.article else step.rule)
    yield SheetLine(last.begins, last.rule, is_result=sheet.due is not None)
