"""A reply, or letter 24, as its applicant reads it, finished for the template: letter, files, remedy."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.calendar.worksheet import Worksheet
from quancheng.kernel.files.letterhead import Letter, Text, in_chinese
from quancheng.records.disclosure.queries.annexes import withheld_in_words
from quancheng.records.disclosure.queries.receipts import GivenFile, Opened, Remedy
from quancheng.records.disclosure.rules.last_days import last_days
from quancheng.records.disclosure.rules.remedies import RemedyClass
from quancheng.ui.cases import SheetLine


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file to be taken along."""

    key: int
    name: str
    size: int
    withheld: str


@dataclass(frozen=True, slots=True)
class LastDay:
    """Until when something may be done, and how that day was found."""

    on: date
    lines: tuple[SheetLine, ...]
    is_provisional: bool


@dataclass(frozen=True, slots=True)
class Ways:
    """What stands open against the reply, in plain words."""

    is_review_first: bool
    organs: str
    court: str
    channel: str
    is_address: bool
    suit_after_days: int
    review: LastDay
    suit: LastDay | None
    is_over: bool  # the last of the days is past


@dataclass(frozen=True, slots=True)
class ReplyPage:
    """The whole page."""

    says: str  # what it is called
    place: int  # of a letter on the way; 0 of the reply
    number: str
    letter: Letter
    paragraphs: tuple[str, ...]
    dated: str
    served_on: date
    files: tuple[FileLine, ...]
    ways: Ways | None


def reply_page(seen: Opened, *, today: date) -> ReplyPage:
    """The page of an opened reply."""
    letter = seen.letter
    return ReplyPage(
        says=seen.says, place=seen.place, number=seen.request.number, letter=letter,
        paragraphs=tuple(_paragraphs(letter)), dated=in_chinese(letter.on) if letter.on else "",
        served_on=seen.served_on,
        files=tuple(_line(one) for one in seen.files), ways=_ways(seen.remedy, seen.served_on, today),
    )  # fmt: skip


def _paragraphs(letter: Letter) -> Iterator[str]:
    return (block.text for block in letter.body if isinstance(block, Text))


def _line(one: GivenFile) -> FileLine:
    return FileLine(one.key, one.name, one.size, withheld_in_words(one.withheld))


def _ways(remedy: Remedy, served_on: date, today: date) -> Ways | None:
    """None where the letter ends nothing."""
    sort = RemedyClass(remedy.sort)
    if sort is RemedyClass.C:
        return None
    days = last_days(
        served_on, sort=sort, review_days=remedy.review_days, suit_months=remedy.suit_months,
        calendar=work_calendar(),
    )  # fmt: skip
    ends = [one.due for one in (days.review, days.suit) if one is not None and one.due is not None]
    return Ways(
        is_review_first=sort is RemedyClass.A, organs="或者".join(remedy.organs), court=remedy.court,
        channel=remedy.channel, is_address=remedy.channel.startswith(("http://", "https://")),
        suit_after_days=remedy.suit_after_days, review=_last_day(days.review),
        suit=_last_day(days.suit) if days.suit else None, is_over=bool(ends) and today > max(ends),
    )  # fmt: skip


def _last_day(sheet: Worksheet) -> LastDay:
    assert sheet.due is not None  # such a period is never interrupted
    *working, last = sheet.steps
    lines = [
        SheetLine(step.begins, f"{step.rule}。依据：{step.article}" if step.article else step.rule)
        for step in working
    ]
    return LastDay(
        sheet.due, (*lines, SheetLine(last.begins, last.rule, is_result=True)), bool(sheet.provisional)
    )
