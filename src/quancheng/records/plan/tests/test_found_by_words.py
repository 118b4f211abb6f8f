"""Rows, duties, orders are found by their words from other modules, in the days that are asked about."""

from datetime import date

import pytest

from quancheng.kernel.links.finding import Asked, proofs, shelf_of
from quancheng.records.plan.tests.conftest import THREE_ROWS
from quancheng.records.plan.tests.test_bringing_a_plan import bring, confirm

pytestmark = pytest.mark.django_db
YEAR = (date(2026, 1, 1), date(2026, 12, 31))  # Thursdays


def rows_by_words(actor, asked):
    return proofs(shelf_of("plan.row"), actor, asked)


@pytest.fixture
def plan(office):
    return confirm(bring(office), office).plan


class TestRowsByWords:
    def test_are_those_of_the_years_of_the_own_government(self, plan, office, district, stranger):
        row = plan.rows.first()
        word = row.requirement[:4]
        assert row.ref in {one.ref.ref for one in rows_by_words(office, Asked((word,), *YEAR))}
        last_year = Asked((word,), date(2025, 1, 1), date(2025, 12, 31))  # Wednesdays
        assert rows_by_words(office, last_year) == []
        assert rows_by_words(stranger, Asked((word,), *YEAR)) == []
        assert rows_by_words(district, Asked((word,), *YEAR)) == []

    def test_are_as_many_as_asked_for_at_most(self, plan, office):
        words = tuple(row.requirement[:4] for row in plan.rows.all())
        assert len(words) == len(THREE_ROWS) - 1 or len(words) == len(THREE_ROWS)
        assert len(rows_by_words(office, Asked(words, *YEAR, most=1))) == 1


class TestTheOtherKinds:
    @pytest.mark.parametrize("kind", ["plan.duty", "plan.commitment", "plan.order", "plan.bulletin"])
    def test_find_nothing_where_nothing_is_done_or_issued(self, plan, office, stranger, kind):
        asked = Asked(tuple(row.requirement[:4] for row in plan.rows.all()), *YEAR)
        assert list(proofs(shelf_of(kind), office, asked)) == []
        assert list(proofs(shelf_of(kind), stranger, asked)) == []
