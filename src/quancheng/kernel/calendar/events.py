"""What can happen to the calendar."""

from dataclasses import dataclass

from quancheng.kernel.audit.event import AuditEvent


@dataclass(frozen=True, kw_only=True)
class CalendarChanged(AuditEvent):
    """Days that are worked may have changed: every open deadline is computed anew. Abstract."""


@dataclass(frozen=True, kw_only=True)
class YearImported(CalendarChanged):
    """A year's notice was entered, as a new version of that year."""

    code = "calendar.year.imported"
    sentence = "录入了{year}年放假安排（{number}）第{version}版，调整{days}天"

    year: int
    number: str
    version: int
    days: int


@dataclass(frozen=True, kw_only=True)
class YearConfirmed(AuditEvent):
    """An official compared a year's entry with the printed notice. No day changes by it."""

    code = "calendar.year.confirmed"
    sentence = "核对了{year}年放假安排（{number}）第{version}版，与通知原文一致"

    year: int
    number: str
    version: int


@dataclass(frozen=True, kw_only=True)
class NoticesLoaded(AuditEvent):
    """The notices that come with the product were entered for the years that had none.

    No day changes by it: the shipped notices were in force already.
    """

    code = "calendar.notices.loaded"
    sentence = "载入随产品提供的放假安排：{years}"

    years: tuple[int, ...]
