"""What the turn of the year does to wordings, and what it leaves to people."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quancheng.records.plan.rules import RowReading, UnitReading
from quancheng.records.plan.rules.deadlines import deadline_of
from quancheng.records.plan.rules.difference import Change
from quancheng.records.plan.rules.drafting import DraftRow, Field, corrected, redated
from quancheng.records.plan.rules.years import (
    YEAR_IN_WORDS,
    day_in_year,
    moved,
    moved_row,
    year_difference,
    year_doubts,
    years_in,
)


def row(no="1", demand="公开预算。", deadline="2024年12月底前", year=2024) -> RowReading:
    return RowReading(no, "一、演示", "", demand, (UnitReading("市甲局"),), deadline_of(deadline, year=year))


def codes(said: RowReading) -> list[str]:
    return [problem.code for problem in said.problems]


class TestMoved:
    @pytest.mark.parametrize(
        ("text", "after"),
        [
            ("2024年12月底前", "2025年12月底前"),
            ("２０２４年12月底前", "２０２５年12月底前"),
            ("二〇二四年底", "二〇二五年底"),
            ("二○二四年底", "二○二五年底"),
            ("24年6月底", "25年6月底"),
            ("2024-06-30", "2025-06-30"),
            ("2024年3月至2024年9月", "2025年3月至2025年9月"),
            ("长期坚持", "长期坚持"),
            ("12月底前", "12月底前"),
            ("每季度", "每季度"),
            ("", ""),
            ("2024年3月至2025年2月", "2024年3月至2025年2月"),  # two years: a person decides
            ("2025年6月底前", "2025年6月底前"),  # next year already
            ("文号20241234", "文号20241234"),
        ],
    )
    def test_turns_last_years_number_alone(self, text, after):
        assert moved(text, before=2024, after=2025) == after

    @given(st.text(max_size=60))
    def test_leaves_alone_what_names_no_year_and_never_fails(self, text):
        said = moved(text, before=2024, after=2025)
        assert len(said) == len(text)
        if not years_in(text):
            assert said == text

    @given(st.dates(date(2020, 1, 1), date(2030, 12, 31)))
    def test_moves_a_day_by_a_year_or_to_the_end_of_february(self, day):
        there = day_in_year(day, day.year + 1)
        assert there.year == day.year + 1
        assert (there.month, there.day) in {(day.month, day.day), (2, 28)}


class TestMovedRow:
    def test_understands_the_deadline_anew(self):
        said = moved_row(row(), before=2024, after=2025)
        assert (said.deadline.text, said.deadline.date) == ("2025年12月底前", date(2025, 12, 31))
        assert codes(said) == []

    def test_never_changes_a_year_inside_the_demand_but_asks(self):
        said = moved_row(row(demand="公开2024年部门预算。"), before=2024, after=2025)
        assert said.requirement == "公开2024年部门预算。"
        assert codes(said) == [YEAR_IN_WORDS]
        assert "“2024年”" in said.problems[0].sentence

    def test_asks_about_a_deadline_that_stayed_in_the_past(self):
        said = moved_row(row(deadline="2023年6月至2024年6月"), before=2024, after=2025)
        assert "deadline_stayed" in codes(said)

    def test_asks_about_a_day_that_the_new_year_has_not(self):
        said = moved_row(row(deadline="2024年2月29日"), before=2024, after=2025)
        assert codes(said) == ["no_such_day"]

    def test_keeps_asking_until_the_words_are_changed(self):
        asked = DraftRow(1, moved_row(row(demand="公开2024年部门预算。"), before=2024, after=2025))
        other = corrected(asked, {Field.DEADLINE: "2025年6月底前"}, year=2025)
        assert codes(redated(other, year=2025).said) == [YEAR_IN_WORDS]
        mended = corrected(other, {Field.REQUIREMENT: "公开部门预算。"}, year=2025)
        assert codes(mended.said) == []

    def test_asks_nothing_of_a_row_that_names_no_year(self):
        assert year_doubts(row(deadline="2025年6月底前", year=2025), year=2025) == ()


class TestYearDifference:
    EARLIER = (row("1"), row("2", "建设专区，方便查阅。", "长期坚持"), row("3", "办好热线，及时回应。"))

    def told(self, *rows: RowReading) -> list[tuple[int | None, Change]]:
        found = year_difference(self.EARLIER, rows, before=2024, after=2025)
        return [(place, each.change) for place, each in found]

    def test_takes_a_deadline_that_moved_along_for_no_change(self):
        same = row("1", deadline="2025年12月底前", year=2025)
        assert self.told(same)[0] == (0, Change.SAME)

    def test_knows_new_changed_and_dropped(self):
        rows = (
            row("1", deadline="2025年6月底前", year=2025),
            row("2", "开展第三方评估，公开评估结果。", "2025年12月底前", 2025),
            row("3", "建设专区，方便群众查阅。", "长期坚持"),
        )
        assert self.told(*rows) == [
            (0, Change.CHANGED),
            (None, Change.ADDED),
            (1, Change.CHANGED),
            (2, Change.DROPPED),
        ]
