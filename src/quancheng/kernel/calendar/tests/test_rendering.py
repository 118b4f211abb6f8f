"""The calendar as iCalendar and as data."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from quancheng.kernel.calendar.notices import MovedDay, Notice, shipped_notices
from quancheng.kernel.calendar.rendering import as_data, as_ical, folded
from quancheng.kernel.calendar.tests.examples import day

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
HOLIDAY = Notice(
    2024, "演示, 7;号", (MovedDay(day("2024-02-18"), True, "春节"), MovedDay(day("2024-02-10"), False))
)


class TestICalendar:
    def test_has_one_whole_day_event_for_each_moved_day(self):
        told = as_ical(shipped_notices(), stamp=NOW, host="zwgk.example.cn")
        assert told.count("BEGIN:VEVENT\r\n") == sum(len(notice.days) for notice in shipped_notices())
        assert told.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
        assert told.endswith("END:VCALENDAR\r\n")
        ids = [line for line in told.split("\r\n") if line.startswith("UID:")]
        assert len(ids) == len({*ids})

    def test_ends_the_day_after_and_sorts_the_days(self):
        told = as_ical([HOLIDAY], stamp=NOW, host="h")
        lines = told.split("\r\n")
        starts = [n for n, line in enumerate(lines) if line.startswith("DTSTART")]
        assert lines[starts[0] : starts[0] + 3] == [
            "DTSTART;VALUE=DATE:20240210",
            "DTEND;VALUE=DATE:20240211",
            "SUMMARY:放假",
        ]
        assert "SUMMARY:春节调休上班" in lines
        assert "DTSTAMP:20261123T083000Z" in lines

    def test_escapes_commas_and_semicolons(self):
        assert "DESCRIPTION:演示\\, 7\\;号（待核对）" in as_ical([HOLIDAY], stamp=NOW, host="h")

    @given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=300))
    def test_folds_lines_at_75_octets_without_cutting_a_character(self, line):
        pieces = list(folded(line))
        assert all(len(piece.encode()) <= 75 for piece in pieces)
        assert all(piece.startswith(" ") for piece in pieces[1:])
        assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == line


def test_data_names_the_notice_and_whether_it_was_checked():
    years = {year["year"]: year for year in as_data(shipped_notices())["years"]}
    assert years[2024]["checked"] is True
    assert years[2025]["checked"] is False
    assert {"date": "2024-02-04", "worked": True, "holiday": "春节"} in years[2024]["days"]
