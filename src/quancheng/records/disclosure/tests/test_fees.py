"""The fee by the tables of the tariff, exact; and its laws."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quancheng.records.disclosure.rules import fees
from quancheng.records.disclosure.rules.fees import BadCount, Basis, NoTariff, worksheet

ON = date(2025, 3, 3)  # a Monday
ITEMS = fees.shipped_tariff(Basis.ITEMS, on=ON)
PAGES = fees.shipped_tariff(Basis.PAGES, on=ON)
counts = st.integers(min_value=0, max_value=3000)


class TestByItem:
    @pytest.mark.parametrize(
        ("items", "marginal", "cumulative"),
        [
            (0, None, 0), (1, 0, 0), (10, 0, 0), (11, 100, 100), (20, 100, 1000), (30, 100, 2000),
            (31, 200, 2200), (35, 200, 3000), (40, 200, 4000), (41, 300, 4300), (50, 300, 7000),
            (51, 400, 7400), (60, 400, 11000), (61, 500, 11500), (100, 800, 37000),
        ],
    )  # fmt: skip
    def test_is_exact(self, items, marginal, cumulative):
        assert worksheet(Basis.ITEMS, items, ITEMS).total == cumulative
        if marginal is not None:
            assert fees.price_of(items, ITEMS) == marginal

    @given(counts.filter(bool))
    def test_follows_the_formula_of_the_rule(self, n):
        formula = 0 if n <= 10 else 100 if n <= 30 else 100 * (-(-(n - 30) // 10) + 1)
        assert fees.price_of(n, ITEMS) == formula

    @given(st.integers(0, 400), st.integers(0, 400))
    def test_of_two_batches_of_a_month_is_that_of_both(self, first, then):
        together = worksheet(Basis.ITEMS, first + then, ITEMS).total
        assert together == (
            worksheet(Basis.ITEMS, first, ITEMS).total
            + worksheet(Basis.ITEMS, then, ITEMS, before=first).total
        )


class TestByPage:
    @pytest.mark.parametrize(
        ("pages", "fee"),
        [(30, 0), (31, 10), (68, 380), (100, 700), (101, 720), (150, 1700), (200, 2700), (201, 2740),
         (250, 4700), (300, 6700), (1000, 34700)],
    )  # fmt: skip
    def test_is_exact(self, pages, fee):
        assert worksheet(Basis.PAGES, pages, PAGES).total == fee

    def test_is_never_added_up_over_requests(self):
        with pytest.raises(BadCount, match="不与其他申请累加"):
            worksheet(Basis.PAGES, 10, PAGES, before=30)


class TestEitherTariff:
    @given(counts, st.sampled_from([ITEMS, PAGES]))
    def test_never_falls(self, n, tiers):
        basis = Basis.ITEMS if tiers is ITEMS else Basis.PAGES
        assert worksheet(basis, n, tiers).total <= worksheet(basis, n + 1, tiers).total

    @given(counts.filter(bool), st.sampled_from([ITEMS, PAGES]))
    def test_grows_by_the_price_of_the_last(self, n, tiers):
        basis = Basis.ITEMS if tiers is ITEMS else Basis.PAGES
        grown = worksheet(basis, n, tiers).total - worksheet(basis, n - 1, tiers).total
        assert grown == fees.price_of(n, tiers)

    @given(counts, st.sampled_from([ITEMS, PAGES]))
    def test_shows_lines_that_cover_every_number_once(self, n, tiers):
        lines = worksheet(Basis.ITEMS, n, tiers).lines
        covered = [number for line in lines for number in range(line.first, line.last + 1)]
        assert covered == list(range(1, n + 1))

    def test_shows_its_working(self):
        assert worksheet(Basis.PAGES, 68, PAGES).says == (
            "第1至30页：不收费", "第31至68页：38页×10元＝380元", "合计380元",
        )  # fmt: skip

    @pytest.mark.parametrize("count", [-1, fees.MOST + 1])
    def test_refuses_numbers_that_cannot_be(self, count):
        with pytest.raises(BadCount):
            worksheet(Basis.ITEMS, count, ITEMS)

    def test_takes_the_greatest_number(self):
        assert worksheet(Basis.ITEMS, fees.MOST, ITEMS).lines[-1].last == fees.MOST

    def test_was_not_there_before_2021(self):
        with pytest.raises(NoTariff, match="2021-01-01"):
            fees.shipped_tariff(Basis.ITEMS, on=date(2020, 12, 31))  # a Thursday


class TestATableOfTiers:
    @pytest.mark.parametrize(
        "rows",
        [
            (("1", "10", "0", "", ""), ("12", "", "100", "", "")),
            (("1", "10", "0", "", ""),),
            (("2", "", "0", "", ""),),
            (("1", "10", "0", "", ""), ("11", "5", "1", "", ""), ("6", "", "1", "", "")),
            (("1", "", "10", "10", ""),),
            (("1", "", "10", "", ""), ("11", "", "20", "", "")),
        ],
    )
    def test_with_a_gap_or_without_an_open_end_is_refused(self, rows):
        with pytest.raises(NoTariff):
            fees.tariff_from(rows)
