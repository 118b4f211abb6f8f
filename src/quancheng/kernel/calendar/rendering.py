"""Days as data: iCalendar (RFC 5545), and the working calendar as plain data for JSON. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from quancheng.kernel.calendar.days import ONE_DAY
from quancheng.kernel.calendar.notices import Mark, MovedDay, Notice

OCTETS_A_LINE = 75  # RFC 5545, 3.1, without the line break
CHECKED = {Mark.READ: "已核对原文", Mark.MEMORY: "待核对"}


@dataclass(frozen=True, slots=True)
class AllDay:
    """One all-day event; `uid` is unique in the world, `address` leads to what it is about."""

    uid: str
    on: date
    says: str
    tells: str
    category: str
    is_busy: bool = False
    address: str = ""


def as_ical(notices: Sequence[Notice], *, stamp: datetime, host: str) -> str:
    """One all-day event for each day that a notice moved. `host` makes the ids unique in the world."""
    days = [
        _moved(notice, item, host=host)
        for notice in notices
        for item in sorted(notice.days, key=lambda moved: moved.day)
    ]
    return all_days(days, called="工作日历：放假与调休上班", product="Working days", stamp=stamp)


def all_days(events: Iterable[AllDay], *, called: str, product: str, stamp: datetime) -> str:
    """A file of all-day events, as every calendar reads it."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Quancheng//{product}//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        _text("X-WR-CALNAME", called),
        "X-WR-TIMEZONE:Asia/Shanghai",
    ]
    for event in events:
        lines += _event(event, stamp=stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def as_data(notices: Sequence[Notice]) -> dict[str, object]:
    """The same days as plain data, each year with its notice and whether it has been checked."""
    return {"years": [_year(notice) for notice in notices]}


def folded(line: str) -> Iterator[str]:
    """A content line in pieces of at most 75 octets; no character is cut, later pieces begin with a blank."""
    piece = ""
    for character in line:
        if len((piece + character).encode()) > OCTETS_A_LINE:
            yield piece
            piece = " "
        piece += character
    yield piece


def _year(notice: Notice) -> dict[str, object]:
    return {
        "year": notice.year,
        "notice": notice.number,
        "issued_on": _iso(notice.issued_on),
        "checked": notice.mark is Mark.READ,
        "days": [
            {"date": item.day.isoformat(), "worked": item.worked, "holiday": item.holiday}
            for item in sorted(notice.days, key=lambda moved: moved.day)
        ],
    }


def _moved(notice: Notice, item: MovedDay, *, host: str) -> AllDay:
    kind = "调休上班" if item.worked else "放假"
    return AllDay(
        uid=f"{item.day:%Y%m%d}-{'work' if item.worked else 'rest'}@{host}",
        on=item.day,
        says=f"{item.holiday}{kind}",
        tells=f"{notice.number}（{CHECKED[notice.mark]}）",
        category=kind,
        is_busy=item.worked,
    )


def _event(event: AllDay, *, stamp: datetime) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{event.on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{event.on + ONE_DAY:%Y%m%d}",
        _text("SUMMARY", event.says),
        _text("DESCRIPTION", event.tells),
        _text("CATEGORIES", event.category),
        *([f"URL:{event.address}"] if event.address else []),
        "TRANSP:OPAQUE" if event.is_busy else "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _text(name: str, value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    return f"{name}:{escaped}"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
