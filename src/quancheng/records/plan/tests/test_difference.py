"""Two readings row by row."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from quancheng.records.plan.rules import PlanReading, Role, RowReading, UnitReading
from quancheng.records.plan.rules.difference import Change, difference, rows_difference, similarity

DEMANDS = (
    "及时公布演示清单并做好解读。",
    "整理各单位的台账，按季度归档。",
    "组织面向基层的培训，交流经验。",
    "开展第三方评估，公开评估结果。",
    "健全投诉渠道，限时办理并反馈。",
)


def row(no, demand, unit="市甲局"):
    return RowReading(str(no), "一、演示", "", demand, (UnitReading(unit),))


OLD = tuple(row(count, demand) for count, demand in enumerate(DEMANDS, start=1))


def told(new, old=OLD):
    return [(each.change.value, each.fields, each.renumbered) for each in rows_difference(old, new)]


class TestDifference:
    def test_of_a_plan_with_itself_is_nothing(self):
        plan = PlanReading("演示", 2025, OLD)
        assert {each.change for each in difference(plan, plan)} == {Change.SAME}

    def test_names_the_fields_that_changed(self):
        new = (replace(OLD[0], units=(UnitReading("市乙局", Role.LEAD),)), *OLD[1:])
        assert told(new)[0] == ("changed", ("units",), False)

    def test_knows_a_reworded_row_again(self):
        new = (*OLD[:4], row(5, "健全投诉举报渠道，限时办理并及时反馈。"))
        assert told(new)[4] == ("changed", ("requirement",), False)

    def test_knows_a_row_under_another_number_again(self):
        new = (
            row(1, "新增一项全然不同的公众开放活动。"),
            *(row(count + 1, d) for count, d in enumerate(DEMANDS, 1)),
        )
        assert told(new) == [("added", (), False), *[("same", (), True)] * 5]

    def test_names_what_was_dropped_last(self):
        found = rows_difference(OLD, OLD[1:])
        assert (found[-1].change, found[-1].before) == (Change.DROPPED, OLD[0])

    def test_takes_a_new_demand_under_an_old_number_for_new(self):
        assert {each for each, _, _ in told((row(1, "甲乙丙丁戊己庚辛。"), *OLD[1:]))} == {
            "added",
            "same",
            "dropped",
        }

    def test_takes_line_ends_and_the_order_of_units_for_nothing(self):
        old = row(1, "做演示，并公开。")
        units = (UnitReading("市甲局"), UnitReading("市乙局"))
        assert told(
            (replace(old, units=units[::-1], requirement="做演示，\n并公开。"),), (replace(old, units=units),)
        ) == [("same", (), False)]

    @given(st.permutations(OLD), st.integers(0, 5))
    def test_counts_every_row_once(self, rows, kept):
        found = rows_difference(OLD, tuple(rows[:kept]))
        assert sum(each.before is not None for each in found) == 5
        assert sum(each.after is not None for each in found) == kept
        assert {each.change for each in found} <= {Change.SAME, Change.DROPPED}

    @given(st.text(max_size=30), st.text(max_size=30))
    def test_likeness_is_mutual_and_between_nothing_and_whole(self, one, other):
        assert 0 <= similarity(one, other) <= 1
        assert similarity(one, other) == similarity(other, one)
