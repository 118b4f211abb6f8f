"""An order is found by its words once it is issued, by who may see it."""

from datetime import date

import pytest

from quancheng.kernel.links.finding import Asked, proofs, shelf_of

pytestmark = pytest.mark.django_db
YEAR = (date(2026, 1, 1), date(2026, 12, 31))  # Thursdays


def orders_by_words(actor, asked):
    return proofs(shelf_of("plan.order"), actor, asked)


class TestOrdersByWords:
    def test_are_those_issued_in_these_days(self, issued, office, stranger):
        [one] = orders_by_words(office, Asked((issued.subject[:3],), *YEAR))
        assert one.ref.ref == str(issued.pk)
        assert orders_by_words(stranger, Asked((issued.subject[:3],), *YEAR)) == []

    def test_are_no_drafts(self, drafted, office):
        assert orders_by_words(office, Asked((drafted.subject[:3],), *YEAR)) == []
