"""日程：one list and one calendar of what the unit has in hand."""

from datetime import date

import pytest

from quancheng.shells.workbench.agenda.month import Month, month_of

TODAY = date(2026, 3, 18)  # Wednesday


class TestMonthOf:
    def test_reads_what_the_address_says(self):
        assert month_of("2026-02", today=TODAY) == Month(date(2026, 2, 1))

    @pytest.mark.parametrize("said", ["", "2026", "2026-13", "2026-00", "1999-01", "２０２６-02", "2026-2"])
    def test_is_this_month_for_everything_else(self, said):
        assert month_of(said, today=TODAY) == Month(date(2026, 3, 1))


class TestMonth:
    def test_knows_its_neighbours_over_the_turn_of_the_year(self):
        december = Month(date(2026, 12, 1))
        assert (december.before, december.after, december.last) == (
            date(2026, 11, 1), date(2027, 1, 1), date(2026, 12, 31),
        )  # fmt: skip

    def test_lays_its_days_into_weeks_from_monday(self):
        weeks = Month(date(2026, 3, 1)).weeks(
            [(date(2026, 3, 20), "报送")], worked={date(2026, 3, 21): False}, today=TODAY
        )
        assert weeks[0][0].on == date(2026, 2, 23)  # Monday
        assert not weeks[0][0].is_inside
        days = {day.on: day for week in weeks for day in week}
        assert days[date(2026, 3, 20)].due == ["报送"]
        assert not days[date(2026, 3, 21)].is_worked  # Saturday
        assert days[TODAY].is_today
