"""Periods of duties that return."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from quancheng.kernel.obligations.rhythm import Rhythm, periods

days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def ends(rhythm: Rhythm, first: str, last: str) -> list[str]:
    found = periods(rhythm, from_on=date.fromisoformat(first), until_on=date.fromisoformat(last))
    return [period.until_on.isoformat() for period in found]


class TestPeriods:
    def test_end_with_the_quarters_of_the_calendar(self):
        assert ends(Rhythm.QUARTERLY, "2026-02-10", "2026-12-31") == [
            "2026-03-31",
            "2026-06-30",
            "2026-09-30",
            "2026-12-31",
        ]

    def test_are_named(self):
        found = periods(Rhythm.HALF_YEARLY, from_on=date(2026, 1, 1), until_on=date(2026, 12, 31))
        assert [period.label for period in found] == ["2026年上半年", "2026年下半年"]

    def test_are_one_when_owed_once(self):
        assert ends(Rhythm.ONCE, "2026-01-01", "2026-09-30") == ["2026-09-30"]

    @given(st.sampled_from(Rhythm), days, st.integers(0, 800))
    def test_cover_the_span_without_gap_or_overlap(self, rhythm, first, length):
        last = first + timedelta(days=length)
        found = periods(rhythm, from_on=first, until_on=last)
        assert (found[0].from_on, found[-1].until_on) == (first, last)
        for one, following in pairwise(found):
            assert following.from_on - one.until_on == timedelta(days=1)
