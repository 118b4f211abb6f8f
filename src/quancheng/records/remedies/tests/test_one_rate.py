"""The rate of correction has one count, whoever shows it."""

import pytest

from quancheng.kernel.obligations.measures import measures
from quancheng.records.remedies import public
from quancheng.records.remedies.commands import deciding
from quancheng.records.remedies.commands.correcting import take_back_proceeding
from quancheng.records.remedies.queries.overview import overview_of
from quancheng.records.remedies.tests.conftest import at, day, enter, finance, seen, suit

pytestmark = pytest.mark.django_db
YEAR = (day("2024-01-01"), day("2024-12-31"))


def decided(clerk, outcome, on="2024-05-20", **told):
    one = enter(clerk, **told)
    return deciding.decide_review(
        **seen(one), outcome=outcome, decided_on=day(on), received_on=day(on), decision_number="泉政复决1号",
        redo_by=None, actor=clerk, now=at(on),
    )  # fmt: skip


@pytest.fixture
def settled(clerk):
    """Two upheld, one corrected, one corrected in the year after, one suit that is pending."""
    decided(clerk, "r-upheld")
    decided(clerk, "r-upheld")
    suit(clerk)
    decided(clerk, "r-quashed", on="2025-01-06")
    return decided(clerk, "r-quashed")


def screen(first=YEAR[0], last=YEAR[1]) -> int:
    """What disclosure's screen of supervision reads, by the code that it knows."""
    return len(measures["remedies.corrected"].of_each([finance().pk], first, last)[finance().pk])


class TestTheRate:
    def test_is_the_same_on_the_page_and_on_the_screen(self, settled, clerk):
        page = overview_of(clerk, year=2024)
        assert (page.review.corrected, page.review.settled, page.review.percent) == (1, 3, "33.3%")
        assert page.suit.corrected + page.review.corrected == screen() == 1
        door = public.corrected_of_each([finance().pk], *YEAR)
        assert [one.pk for one in door[finance().pk]] == [settled.pk]

    def test_leaves_out_what_was_taken_back_in_both(self, settled, clerk, office):
        take_back_proceeding(**seen(settled), reason="登记错了", actor=office, now=at("2024-05-21"))
        assert overview_of(clerk, year=2024).review.corrected == screen() == 0

    def test_is_of_the_days_that_are_asked_for(self, settled):
        assert screen(day("2025-01-01"), day("2025-12-31")) == 1
        assert screen(day("2024-05-21"), day("2024-12-31")) == 0

    def test_says_what_stands_behind_it(self, settled):
        [found] = measures["remedies.corrected"].read(finance().pk, *YEAR)
        assert str(found.ref) == f"remedies.proceeding:{settled.pk}"
        assert "撤销" in found.says

    def test_costs_one_query_however_many_units(self, settled, django_assert_num_queries):
        mine = finance().pk
        with django_assert_num_queries(1):
            public.corrected_of_each([mine, mine + 1], *YEAR)
