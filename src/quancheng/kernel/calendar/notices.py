"""Reading a year's holiday notice: our own json, a csv table, or the text of the notice itself. Pure."""

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.calendar.days import WEEKDAYS, WorkCalendar

SHIPPED = Path(__file__).parent / "notices"
FIRST_YEAR, LAST_YEAR = 2000, 2100
NOT_OURS = "没有读懂这份放假安排"
INSTEAD = "请用系统导出的文件，或改传通知原文（txt）"
EARLIEST = (12, 20)  # a notice may move days of the last December before its year


class Mark(StrEnum):
    """Whether an official has compared the entry with the printed notice."""

    READ = "read"
    MEMORY = "memory"


class UnreadableNotice(Refusal):
    """The notice cannot be read; the sentence names the place and the remedy."""

    code = "calendar.unreadable_notice"
    status = 400


@dataclass(frozen=True, slots=True)
class MovedDay:
    """One day that a notice moved: off, or worked to make up for it."""

    day: date
    worked: bool
    holiday: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """What the State Council's office ordered for one year."""

    year: int
    number: str
    days: tuple[MovedDay, ...]
    issued_on: date | None = None
    mark: Mark = Mark.MEMORY
    source: str = ""


@cache
def shipped_notices() -> tuple[Notice, ...]:
    """The notices that come with the product, by year."""
    return tuple(read_json(path.read_text("utf-8")) for path in sorted(SHIPPED.glob("*.json")))


def calendar_of(notices: tuple[Notice, ...]) -> WorkCalendar:
    """The calendar that these notices make, one for each year."""
    moved = [day for notice in notices for day in notice.days]
    return WorkCalendar(
        rest={item.day: item.holiday for item in moved if not item.worked},
        work={item.day: item.holiday for item in moved if item.worked},
        years=frozenset(notice.year for notice in notices),
        unchecked=frozenset(notice.year for notice in notices if notice.mark is Mark.MEMORY),
    )


def read_notice(text: str, *, name: str, year: int | None = None, number: str = "") -> Notice:
    """Read a notice from a file by its name: `.json`, `.csv`, anything else as the text of the notice.

    Raises UnreadableNotice.
    """
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise UnreadableNotice(f"文件“{name}”是空的，请选择放假通知的文件")
    suffix = Path(name).suffix.lower()
    if suffix == ".json":
        return read_json(text)
    if suffix == ".csv":
        return read_csv(text, number=number)
    return read_text(text, year=year, number=number)


def read_json(text: str) -> Notice:
    """Our own shape, as the house writes it. Raises UnreadableNotice."""
    try:
        return _checked(_from_json(json.loads(text)))
    except json.JSONDecodeError as fault:
        raise UnreadableNotice(
            f"{NOT_OURS}：第{fault.lineno}行读不下去，可能没有保存完整。{INSTEAD}"
        ) from fault
    except KeyError as fault:
        raise UnreadableNotice(f"{NOT_OURS}：缺少“{fault.args[0]}”一项。{INSTEAD}") from fault
    except (ValueError, TypeError, AttributeError, OverflowError) as fault:
        raise UnreadableNotice(f"{NOT_OURS}：有一项的写法不对，日期须写作2024-01-01。{INSTEAD}") from fault


def _from_json(told: dict[str, Any]) -> Notice:
    days = tuple(
        MovedDay(date.fromisoformat(day), worked, str(holiday["name"]))
        for holiday in told["holidays"]
        for key, worked in (("rest", False), ("work", True))
        for day in holiday[key]
    )
    issued = date.fromisoformat(told["issued_on"]) if told.get("issued_on") else None
    mark = Mark(told.get("mark", "memory"))
    return Notice(int(told["year"]), str(told["number"]), days, issued, mark, str(told.get("source", "")))


def read_csv(text: str, *, number: str = "") -> Notice:
    """A table with the columns date and is (rest or working). Raises UnreadableNotice."""
    rows = csv.DictReader(StringIO(text))
    if not {"date", "is"} <= {*(rows.fieldnames or ())}:
        raise UnreadableNotice("表格第一行须有 date 和 is 两列（is 填 rest 或 working）")
    told = [(n, row) for n, row in enumerate(rows, start=2)]
    days = tuple(_csv_day(n, row) for n, row in told)
    if not days:
        raise UnreadableNotice("表格里没有一天，请补上放假和调休上班的日期")
    years = [item.day.year for item in days]
    number = number or str(told[0][1].get("notice") or "")
    return _checked(Notice(max(years), number, days))


def _csv_day(n: int, row: dict[str, str]) -> MovedDay:
    try:
        day = date.fromisoformat((row["date"] or "").strip())
    except ValueError:
        raise UnreadableNotice(f"表格第{n}行的日期“{row['date']}”无效，请写成 2027-01-01 的样子") from None
    kind = (row["is"] or "").strip()
    if kind not in ("rest", "working"):
        raise UnreadableNotice(f"表格第{n}行的 is 列是“{kind}”，只能填 rest 或 working")
    return MovedDay(day, kind == "working", (row.get("holiday") or "").strip())


_DAY = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:[（(]([^）)]*)[）)])?")
_ITEM = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十]+[）)]?[、.．]?)\s*([^：:，。]{2,12})[：:](.+)$")
_YEAR = re.compile(r"(\d{4})年(?:部分)?节假日")
_NUMBER = re.compile(r"国办发明电[〔\[［](\d{4})[〕\]］](\d+)号")


def read_text(text: str, *, year: int | None = None, number: str = "") -> Notice:
    """The notice in words: one holiday a paragraph, its days off, and the sentence that ends in 上班.

    A weekday in brackets behind a date is compared with the date. Raises UnreadableNotice.
    """
    named = _YEAR.search(text)
    year = year or (int(named[1]) if named else None)
    if year is None:
        raise UnreadableNotice("通知里没有找到“××××年部分节假日安排”，请另行注明年份")
    found = _NUMBER.search(text)
    number = number or (found[0] if found else "")
    days = tuple(day for line in text.splitlines() for day in _item_days(line, year))
    if not days:
        raise UnreadableNotice("通知里没有读到放假的日期，每个节日须单独成段，例如“一、元旦：1月1日放假。”")
    return _checked(Notice(year, number, days))


def _item_days(line: str, year: int) -> Iterator[MovedDay]:
    item = _ITEM.match(line)
    if not item:
        return
    holiday = item[1].strip()
    for sentence in re.split(r"[。；;]", item[2]):
        if "上班" in sentence:
            yield from (MovedDay(day, True, holiday) for day in _days_in(sentence, year))
        elif "放假" in sentence:
            before, _, _ = sentence.partition("放假")
            yield from (MovedDay(day, False, holiday) for day in _days_in(before, year))


def _days_in(sentence: str, year: int) -> list[date]:
    days: list[date] = []
    month, joined = 0, 0
    for found in _DAY.finditer(sentence):
        month = int(found[2] or month)
        day = _day(int(found[1] or year), month, int(found[3]), bracket=found[4] or "")
        if days and "至" in sentence[joined : found.start()]:
            days += [days[-1] + timedelta(days=n + 1) for n in range((day - days[-1]).days)]
        else:
            days.append(day)
        joined = found.end()
    return days


def _day(year: int, month: int, number: int, *, bracket: str) -> date:
    try:
        day = date(year, month, number)
    except ValueError:
        raise UnreadableNotice(f"“{month}月{number}日”不是有效日期，请核对通知") from None
    told = re.search(r"(?:星期|周)([一二三四五六日])", bracket)
    if told and f"星期{told[1]}" != WEEKDAYS[day.weekday()]:
        raise UnreadableNotice(
            f"{day} 是{WEEKDAYS[day.weekday()]}，通知里写的是星期{told[1]}，请核对日期和年份"
        )
    return day


def _checked(notice: Notice) -> Notice:
    """The notice with its days in order, each of its year and there once. Raises UnreadableNotice."""
    if not FIRST_YEAR <= notice.year <= LAST_YEAR:
        raise UnreadableNotice(f"年度{notice.year}不在{FIRST_YEAR}年至{LAST_YEAR}年之间，请核对")
    if not notice.days:
        raise UnreadableNotice("安排里没有一天，请补上放假和调休上班的日期")
    if not notice.number.strip():
        raise UnreadableNotice("缺少通知文号，请补上，例如“国办发明电〔2023〕7号”")
    seen: set[date] = set()
    for item in notice.days:
        if not date(notice.year - 1, *EARLIEST) <= item.day <= date(notice.year, 12, 31):
            raise UnreadableNotice(f"{item.day} 不属于{notice.year}年的放假安排，请核对")
        if item.day in seen:
            raise UnreadableNotice(f"{item.day} 在同一份安排里出现了两次，请保留一次")
        if item.worked and item.day.weekday() < WEEKDAYS.index("星期六"):
            raise UnreadableNotice(
                f"{item.day} 是{WEEKDAYS[item.day.weekday()]}，本来就上班，不能是调休上班日"
            )
        seen.add(item.day)
    return replace(notice, days=tuple(sorted(notice.days, key=lambda item: item.day)))
