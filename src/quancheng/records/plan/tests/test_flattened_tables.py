"""A table flattened to lines: one cell a line led by a tab, merged cells blank."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quancheng.records.plan.rules import understand
from quancheng.records.plan.tests.papers import codes, lines, units

HEAD = "附件\n\n2025年泉城演示公开工作分工\n"
HEADER = "\t序号\n\t工作任务\n\t具体要求\n\t责任单位\n\t完成时限\n"
FIRST = (
    "\t1\n\t一、演示公开\n\t（一）演示政策\n\t公布演示清单。\n"
    "\t各区县政府、市演示\n建设局\n\t2025年\n12月底前\n"
)
SECOND = "\t2\n\t\n\t\n\t整理演示台账。\n\t市演示局\n\t\n"
THIRD = "\t3\n\t\n\t（二）演示回应\n\t回应演示关切。\n\t\n\t长期坚持\n"
FOURTH = "\t4\n\t二、演示保障\n\t（三）演示培训\n\t组织演示培训。\n\t市演示局\n\t6月底\n"
ROWS = (FIRST, SECOND, THIRD, FOURTH)
PLAN = "\n".join([HEAD + HEADER, *ROWS])


def read(text):
    return understand(lines(text))


class TestFlattenedTable:
    def test_gives_every_row(self):
        plan = read(PLAN)
        assert (plan.title, plan.year) == ("2025年泉城演示公开工作分工", 2025)
        assert [row.no for row in plan.rows] == ["1", "2", "3", "4"]
        assert [row.section for row in plan.rows] == ["一、演示公开"] * 3 + ["二、演示保障"]
        assert [row.subsection[:3] for row in plan.rows] == ["（一）", "（一）", "（二）", "（三）"]

    def test_closes_lines_broken_inside_a_cell(self):
        first = read(PLAN).rows[0]
        assert units(first) == [("各区县政府", "responsible"), ("市演示建设局", "responsible")]
        assert first.deadline.text == "2025年12月底前"

    def test_carries_down_what_was_merged_and_says_so(self):
        first, second, third, _ = read(PLAN).rows
        assert first.carried == frozenset()
        assert second.carried == {"section", "subsection", "deadline"}
        assert second.deadline == first.deadline
        assert third.carried == {"section", "units"}
        assert third.units == second.units

    def test_says_in_which_line_a_row_stands(self):
        assert read(PLAN).rows[1].place == "第19行"

    @pytest.mark.parametrize(
        "changed",
        [
            PLAN.replace("\n\n", "\n"),  # nothing between the rows
            "\n".join([HEAD + HEADER, FIRST, SECOND, HEADER, THIRD, FOURTH]),  # header on each page
            "\n".join([HEAD + HEADER, FIRST, SECOND, "— 2 —\n", THIRD, FOURTH]),  # number of a page
            PLAN.replace("\t\n", "\n"),  # blank cells stripped by an editor
            PLAN.replace("\t", "    "),  # tabs turned into blanks
            "\n".join([HEAD, *ROWS]),  # no header
        ],
    )
    def test_is_read_the_same_however_it_was_handed_on(self, changed):
        fields = ("no", "section", "subsection", "requirement", "units", "deadline")
        plans = [
            [tuple(getattr(row, field) for field in fields) for row in read(text).rows]
            for text in (PLAN, changed)
        ]
        assert plans[0] == plans[1]

    def test_without_a_header_says_that_it_guessed(self):
        assert "header_missing" in codes(read("\n".join([HEAD, *ROWS])).problems)

    def test_with_a_lead_named_anew_carries_no_support_down(self):
        header = "\t序号\n\t工作任务\n\t具体举措\n\t牵头单位\n\t配合单位\n\t完成时限\n"
        row = "\t{}\n\t甲类\n\t做演示{}。\n\t{}\n\t{}\n\t6月\n"
        plan = read("\n".join([header, row.format(1, 1, "省甲厅", "省乙厅"), row.format(2, 2, "省丙厅", "")]))
        assert units(plan.rows[0]) == [("省甲厅", "lead"), ("省乙厅", "support")]
        assert units(plan.rows[1]) == [("省丙厅", "lead")]
        assert plan.rows[0].subsection == "甲类"

    def test_in_traditional_letters_is_read_and_kept_as_written(self):
        text = PLAN.replace("序号", "序號").replace("责任单位", "責任單位").replace("完成时限", "完成時限")
        plan = read(text.replace("公布演示清单", "公佈演示清單").replace("长期坚持", "長期堅持"))
        assert plan.rows[0].requirement == "公佈演示清單。"
        assert (plan.rows[2].deadline.text, plan.rows[2].deadline.kind.value) == ("長期堅持", "continuous")

    def test_with_rows_on_one_line_is_read_too(self):
        plan = read(
            "2025年泉城演示工作台账\n序号\t工作任务\t责任单位\t完成时限\n1\t做演示甲。\t市甲局\t6月\n2\t做演示乙。\t\t"
        )
        assert [row.requirement for row in plan.rows] == ["做演示甲。", "做演示乙。"]
        assert plan.rows[1].carried == {"units", "deadline"}

    @given(st.permutations(range(1, 7)))
    def test_in_any_order_of_numbers_loses_no_row(self, numbers):
        rows = [
            f"\t{number}\n\t一、演\n\t（一）示\n\t做第{number}件。\n\t市甲局\n\t6月\n" for number in numbers
        ]
        plan = read("\n".join([HEAD + HEADER, *rows]))
        assert [row.no for row in plan.rows] == list(map(str, numbers))
        assert [row.requirement for row in plan.rows] == [f"做第{number}件。" for number in numbers]
