"""By when one may apply for reconsideration or sue: E21 to E24 of the worked examples, each way to file."""

from datetime import date

import pytest

from quancheng.kernel.calendar.book import work_calendar
from quancheng.records.remedies.rules.filing import (
    Periods,
    filing_until,
    is_in_time,
    review_until,
    review_until_untold,
    suit_after_review_until,
    suit_until,
)
from quancheng.records.remedies.rules.kinds import Kind

pytestmark = pytest.mark.django_db
PERIODS = Periods(review_days=60, suit_after_days=15, suit_months=6)


class TestReviewUntil:
    def test_e21_rolls_over_the_national_day(self):
        sheet = review_until(date(2024, 8, 2), PERIODS, work_calendar())  # Friday; 60 days end 1 October
        assert sheet.due == date(2024, 10, 8)  # Tuesday

    def test_e22_counts_calendar_days(self):
        assert review_until(date(2024, 3, 1), PERIODS, work_calendar()).due == date(2024, 4, 30)  # Tuesday

    def test_is_a_year_when_the_right_was_not_told(self):
        assert review_until_untold(date(2024, 3, 1), work_calendar()).due == date(2025, 3, 3)  # Monday


class TestSuitUntil:
    def test_e22_rolls_from_sunday(self):
        assert suit_until(date(2024, 3, 1), PERIODS, work_calendar()).due == date(2024, 9, 2)  # Monday

    def test_e24_ends_with_a_month_that_has_no_such_day(self):
        assert suit_until(date(2024, 8, 31), PERIODS, work_calendar()).due == date(2025, 2, 28)  # Friday


class TestSuitAfterReviewUntil:
    def test_e23_rolls_over_the_national_day(self):
        sheet = suit_after_review_until(date(2024, 9, 20), PERIODS, work_calendar())  # Friday
        assert sheet.due == date(2024, 10, 8)  # Tuesday
        assert "顺延" in "".join(step.rule for step in sheet.steps)


class TestFilingUntil:
    @pytest.mark.parametrize(
        ("kind", "due"),
        [
            (Kind.REVIEW, date(2024, 4, 30)), (Kind.DIRECT, date(2024, 9, 2)),
            (Kind.AFTER, date(2024, 3, 18)),  # Saturday 16 March rolls to Monday
        ],
    )  # fmt: skip
    def test_goes_by_the_way_that_is_taken(self, kind, due):
        sheet = filing_until(kind, date(2024, 3, 1), PERIODS, work_calendar())
        assert sheet.due == due
        assert is_in_time(due, sheet)
        assert not is_in_time(date.fromordinal(due.toordinal() + 1), sheet)
