"""How a promise stands is read from its days."""

from datetime import date

from quancheng.records.plan.rules.promises import Day, Outcome, Promise

WHY = "苗木供应推迟，须待秋季栽植。"


class TestAPromise:
    def test_is_read_from_its_days(self):
        days = (Day(date(2026, 6, 30), date(2026, 1, 5)), Day(date(2026, 9, 30), date(2026, 6, 1), WHY))
        moved = Promise(days)
        assert (moved.first_day, moved.day, moved.outcome) == (days[0].until, days[1].until, Outcome.MOVED)
        assert Promise(days, date(2026, 6, 30)).outcome is Outcome.ON_TIME
        assert Promise(days, date(2026, 7, 1)).outcome is Outcome.AS_MOVED
        assert Promise(days, date(2026, 10, 1)).outcome is Outcome.LATE
        assert Promise(days, is_cancelled=True).outcome is Outcome.CANCELLED

    def test_that_keeps_its_day_has_not_moved(self):
        days = (Day(date(2026, 6, 30), date(2026, 1, 5)), Day(date(2026, 6, 30), date(2026, 6, 1)))
        assert Promise(days).moves == ()
