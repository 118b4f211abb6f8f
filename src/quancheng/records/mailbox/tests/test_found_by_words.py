"""Answered messages and published answers are found by their words from other modules."""

from datetime import date

from quancheng.kernel.links.finding import Asked, proofs, shelf_of
from quancheng.records.mailbox.tests.conftest import at, publish

YEAR = (date(2026, 1, 1), date(2026, 12, 31))  # Thursdays


def messages_by_words(actor, asked):
    return proofs(shelf_of("mailbox.message"), actor, asked)


def publications_by_words(actor, asked):
    return proofs(shelf_of("mailbox.published"), actor, asked)


class TestMessagesByWords:
    def test_are_those_answered_in_the_days_for_who_may_see_them(self, answered, office, neighbour, district):
        [one] = messages_by_words(office, Asked(("办事指南", "没有"), *YEAR))
        assert one.ref.ref == answered.number
        assert one.on == date(2026, 3, 3)  # Tuesday
        assert messages_by_words(office, Asked(("供水",), *YEAR)) == []
        assert messages_by_words(office, Asked(("办事指南",), date(2025, 1, 1), date(2025, 12, 31))) == []
        for stranger in (neighbour, district):
            assert messages_by_words(stranger, Asked(("办事指南",), *YEAR)) == []

    def test_are_not_those_under_way(self, handed, office):
        assert messages_by_words(office, Asked(("办事指南",), *YEAR)) == []


class TestPublicationsByWords:
    def test_are_those_of_the_own_government(self, answered, office, reviewer, district):
        publish(answered, office, reviewer, now=at("2026-03-04"))
        [one] = publications_by_words(office, Asked(("电话更正",), *YEAR))
        assert one.title == "电话更正"
        assert publications_by_words(district, Asked(("电话更正",), *YEAR)) == []
