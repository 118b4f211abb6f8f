"""By which numbers people ask for a row."""

import pytest

from quancheng.kernel.text.numbers import NumberAsked
from quancheng.records.plan.rules.asked import row_asked


class TestRowAsked:
    @pytest.mark.parametrize(
        ("text", "before", "number"),
        [
            ("第12项", "", 12),
            ("第十二项", "", 12),
            ("12项", "", 12),
            ("第12条", "", 12),
            ("第12", "", 12),
            ("12", "", 12),
            ("2026年工作要点第12项", "2026年工作要点", 12),
            ("要点 第五十九项", "要点", 59),
        ],
    )
    def test_knows_how_rows_are_called(self, text, before, number):
        assert row_asked(text) == NumberAsked(before, None, number)

    @pytest.mark.parametrize("text", ["", "养老", "12345678", "20260302-12345", "第项", "项", "三"])
    def test_takes_nothing_else_for_one(self, text):
        assert row_asked(text) is None
