"""The notices that come with the product."""

import csv
from pathlib import Path

import chinese_calendar
import pytest

from quancheng.kernel.calendar.days import days_after, working_days_between
from quancheng.kernel.calendar.ledger import Ledger, work_out
from quancheng.kernel.calendar.notices import Mark, shipped_notices
from quancheng.kernel.calendar.question import ANSWER_ARTICLES
from quancheng.kernel.calendar.tests.examples import SHIPPED, day

ROOT = Path(__file__).resolve().parents[5]
TABLE = ROOT.parent / "shared" / "domain" / "working-days.csv"


def test_only_2024_was_read_in_the_notice():
    assert [notice.year for notice in shipped_notices()] == [*range(2019, 2027)]
    assert [notice.year for notice in shipped_notices() if notice.mark is Mark.READ] == [2024]
    assert SHIPPED.unchecked == {2019, 2020, 2021, 2022, 2023, 2025, 2026}


@pytest.mark.parametrize("year", [notice.year for notice in shipped_notices()])
def test_a_second_calendar_agrees_on_every_day(year):
    every = days_after(day(f"{year - 1}-12-31"), until=day(f"{year}-12-31"))
    assert [one for one in every if SHIPPED.is_worked(one) != chinese_calendar.is_workday(one)] == []


def test_2024_has_251_working_days():
    ends = ["01-31", "02-29", "03-31", "04-30", "05-31", "06-30",
            "07-31", "08-31", "09-30", "10-31", "11-30", "12-31"]  # fmt: skip
    until = [working_days_between(SHIPPED, after=day("2023-12-31"), until=day(f"2024-{end}")) for end in ends]
    months = [later - earlier for earlier, later in zip([0, *until], until, strict=False)]
    assert months == [22, 18, 21, 22, 21, 19, 23, 22, 21, 19, 21, 22]


@pytest.mark.real_input
@pytest.mark.skipif(not TABLE.exists(), reason="the table of working days is not beside the checkout")
def test_the_table_beside_the_checkout_says_the_same():
    with TABLE.open(encoding="utf-8") as lines:
        told = [(day(row["date"]), row["is"]) for row in csv.DictReader(lines)]
    assert {one for one, kind in told if kind == "working"} == {*SHIPPED.work}
    assert {one for one, kind in told if kind == "rest"} == {one for one in SHIPPED.rest if one.weekday() < 5}


class TestAYearWithoutNotice:
    @pytest.mark.parametrize(
        ("received", "provisional"), [("2026-12-03", False), ("2026-12-04", True), ("2027-01-04", True)]
    )
    def test_makes_the_day_provisional(self, received, provisional):
        sheet = work_out(Ledger(day(received), 20), SHIPPED, ANSWER_ARTICLES)
        assert sheet.provisional is provisional
        assert any("2027年的放假安排没有录入" in step.rule for step in sheet.steps) is provisional

    def test_says_of_an_open_pause_that_it_came_too_late_only_when_it_did(self):
        for begins, late in (
            ("2024-01-08", False),
            ("2024-01-15", False),
            ("2024-02-04", True),
        ):  # last: Sunday
            ledger = Ledger(day("2024-01-08"), 20, pauses=((day(begins), None),))
            told = " ".join(step.rule for step in work_out(ledger, SHIPPED, ANSWER_ARTICLES).steps)
            assert ("暂停开始前期限已届满" in told) is late

    def test_is_told_apart_from_a_year_not_yet_checked(self):
        sheet = work_out(Ledger(day("2025-03-03"), 20), SHIPPED, ANSWER_ARTICLES)
        assert not sheet.provisional
        assert any("2025年的放假安排待核对" in step.rule for step in sheet.steps)
