"""A question to the calendar as people put it, on a console or in a form. Pure."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.calendar.days import WorkCalendar
from quancheng.kernel.calendar.ledger import Articles, Ledger, Pause, work_out
from quancheng.kernel.calendar.periods import period_of_days, period_of_months
from quancheng.kernel.calendar.worksheet import Worksheet

LONGEST_EXTENSION = 20  # working days, 《政府信息公开条例》 art. 33
MOST_DAYS = 1000
MOST_MONTHS = 240
FIRST_YEAR, LAST_YEAR = 2000, 2100
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
NUMBER = re.compile(r"\d{1,4}", re.ASCII)

ANSWER_ARTICLES = Articles(
    count="《政府信息公开条例》第三十三条第二款",
    reset="《政府信息公开条例》第三十条",
    pause="《政府信息公开条例》第三十三条第三款",
    extend="《政府信息公开条例》第三十三条第二款",
)


class BadQuestion(Refusal):
    """What was asked cannot be counted; the sentence names the place and the remedy, `field` what to mend."""

    code = "calendar.bad_question"
    status = 400

    def __init__(self, sentence: str, *, field: str) -> None:
        super().__init__(sentence, field=field)
        self.field = field


@dataclass(frozen=True, slots=True)
class Told:
    """The question as it was typed; an empty text where nothing was."""

    received: str = ""
    days: str = ""
    calendar_days: str = ""
    months: str = ""
    resets: Sequence[str] = ()
    pauses: Sequence[str] = ()
    extend: str = ""


def answer(told: Told, calendar: WorkCalendar) -> Worksheet:
    """The worksheet for a question as it was typed. Raises BadQuestion."""
    received = read_day(told.received, place="收到日", field="received")
    named = [name for name in ("days", "calendar_days", "months") if getattr(told, name).strip()]
    if len(named) != 1:
        raise BadQuestion("请填写且只填写一种期限：工作日数、日历日数或月数", field="days")
    if named == ["days"]:
        return work_out(_ledger(told, received), calendar, ANSWER_ARTICLES)
    if any((*told.resets, *told.pauses, told.extend.strip())):
        raise BadQuestion(
            "重新起算、暂停和延长只用于按工作日计算的期限，请改填工作日数或去掉这几项", field=named[0]
        )
    if named == ["months"]:
        months = _number(told.months, place="月数", field="months", most=MOST_MONTHS)
        return period_of_months(received, months, calendar)
    days = _number(told.calendar_days, place="日历日数", field="calendar_days", most=MOST_DAYS)
    return period_of_days(received, days, calendar)


def read_day(text: str, *, place: str, field: str) -> date:
    """A date as 2024-01-08. Raises BadQuestion with the name of the place."""
    if not text.strip():
        raise BadQuestion(f"请填写{place}，例如 2024-01-08", field=field)
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise BadQuestion(
            f"{place}“{text.strip()}”不是有效日期，请写成 2024-01-08 的样子", field=field
        ) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadQuestion(f"{place}“{text.strip()}”的年份须在{FIRST_YEAR}至{LAST_YEAR}之间", field=field)
    return day


def _ledger(told: Told, received: date) -> Ledger:
    extension = 0
    if told.extend.strip():
        extension = _number(told.extend, place="延长的工作日数", field="extend", most=LONGEST_EXTENSION)
    return Ledger(
        received=received,
        days=_number(told.days, place="工作日数", field="days", most=MOST_DAYS),
        resets=tuple(_resets(told, received)),
        pauses=tuple(_pause(text, received) for text in told.pauses if text.strip()),
        extension=extension,
    )


def _resets(told: Told, received: date) -> Iterator[date]:
    for text in told.resets:
        if text.strip():
            day = read_day(text, place="重新起算日", field="resets")
            if day < received:
                raise BadQuestion(f"重新起算日 {day} 早于收到日 {received}，请核对", field="resets")
            yield day


def _pause(text: str, received: date) -> Pause:
    first, colon, last = _plain(text).partition(":")
    if not colon:
        raise BadQuestion(f"暂停“{text}”须写成 起:止，例如 2024-08-26:2024-09-10", field="pauses")
    begins = read_day(first, place="暂停起日", field="pauses")
    ends = read_day(last, place="暂停止日", field="pauses")
    if ends < begins:
        raise BadQuestion(f"暂停止日 {ends} 早于暂停起日 {begins}，请核对", field="pauses")
    if begins < received:
        raise BadQuestion(f"暂停起日 {begins} 早于收到日 {received}，请核对", field="pauses")
    return begins, ends


def _number(text: str, *, place: str, field: str, most: int) -> int:
    digits = _plain(text)
    if not NUMBER.fullmatch(digits) or not 1 <= int(digits) <= most:
        raise BadQuestion(f"{place}“{digits}”须是1至{most}的整数", field=field)
    return int(digits)


def _plain(text: str) -> str:
    """As it was typed, with full-width digits and colons as plain ones."""
    return unicodedata.normalize("NFKC", text).strip()
