"""Numbers as papers bear them, and as people type them."""

import pytest

from quancheng.kernel.text.numbers import NumberAsked, printed_asked


class TestPrintedAsked:
    @pytest.mark.parametrize(
        ("text", "before", "year", "number"),
        [
            ("济政公开督办〔2026〕3号", "济政公开督办", 2026, 3),
            ("济政公开督办[2026]3号", "济政公开督办", 2026, 3),
            ("督办（2026）3", "督办", 2026, 3),
            ("督办(2026) 3 号", "督办", 2026, 3),
            ("〔2026〕3号", "", 2026, 3),
            ("2026年第3期", "", 2026, 3),
            ("第3期", "", None, 3),
            ("3号", "", None, 3),
            ("3", "", None, 3),
        ],
    )
    def test_knows_the_number_and_its_parts(self, text, before, year, number):
        assert printed_asked(text) == NumberAsked(before, year, number)

    @pytest.mark.parametrize("text", ["", "养老", "20260302-12345", "2026", "123456"])
    def test_takes_nothing_else_for_one(self, text):
        found = printed_asked(text)
        assert found is None or found.number == 2026
