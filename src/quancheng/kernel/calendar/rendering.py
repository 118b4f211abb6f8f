"""The calendar as open data: iCalendar (RFC 5545) and plain data for JSON. Pure."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

from quancheng.kernel.calendar.days import ONE_DAY
from quancheng.kernel.calendar.notices import Mark, MovedDay, Notice

OCTETS_A_LINE = 75  # RFC 5545, 3.1, without the line break
CHECKED = {Mark.READ: "已核对原文", Mark.MEMORY: "待核对"}


def as_ical(notices: Sequence[Notice], *, stamp: datetime, host: str) -> str:
    """One all-day event for each day that a notice moved. `host` makes the ids unique in the world."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Quancheng//Working days//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        _text("X-WR-CALNAME", "工作日历：放假与调休上班"),
        "X-WR-TIMEZONE:Asia/Shanghai",
    ]
    for notice in notices:
        for item in sorted(notice.days, key=lambda moved: moved.day):
            lines += _event(notice, item, stamp=stamp, host=host)
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


def _event(notice: Notice, item: MovedDay, *, stamp: datetime, host: str) -> list[str]:
    kind = "调休上班" if item.worked else "放假"
    return [
        "BEGIN:VEVENT",
        f"UID:{item.day:%Y%m%d}-{'work' if item.worked else 'rest'}@{host}",
        f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{item.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{item.day + ONE_DAY:%Y%m%d}",
        _text("SUMMARY", f"{item.holiday}{kind}"),
        _text("DESCRIPTION", f"{notice.number}（{CHECKED[notice.mark]}）"),
        _text("CATEGORIES", kind),
        "TRANSP:OPAQUE" if item.worked else "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _text(name: str, value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    return f"{name}:{escaped}"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
