"""Real tables, as Word, Excel, PDF and web pages give them."""

import itertools

import pytest

from quancheng.records.plan.rules import understand
from quancheng.records.plan.tests.papers import across, codes, down, grid, lines, tables, units

HEADER = ("序号", "工作任务", "具体要求", "责任单位", "完成时限")


def read(*grids):
    return understand(tables(*grids))


class TestTable:
    def test_carries_down_merged_cells_only(self):
        plan = read(
            grid(
                ("序号", across("工作任务", 2), None, "具体要求", "责任单位", "完成时限"),
                ("1", down("一、甲", 3), down("（一）乙", 2), "做一。", down("市甲局、市乙\n局", 2), "3月底"),
                ("2", None, None, "做二。", None, "6月底"),
                ("3", None, "（二）丙", "做三。", "", ""),
            )
        )
        first, second, third = plan.rows
        assert (second.section, second.subsection) == ("一、甲", "（一）乙")
        assert second.units == first.units
        assert units(first) == [("市甲局", "responsible"), ("市乙局", "responsible")]
        assert second.carried == {"section", "subsection", "units"}
        assert third.subsection == "（二）丙"
        assert third.units == ()
        assert codes(third.problems) == {"no_unit", "no_deadline"}

    @pytest.mark.parametrize("order", [*itertools.islice(itertools.permutations(range(5)), 0, 120, 7)])
    def test_reads_columns_in_any_order(self, order):
        row = ("1", "甲类", "做一件演示的事。", "市甲局", "6月底")
        plan = read(grid([HEADER[place] for place in order], [row[place] for place in order]))
        (found,) = plan.rows
        assert (found.no, found.subsection, found.requirement) == ("1", "甲类", "做一件演示的事。")
        assert (units(found), found.deadline.text) == ([("市甲局", "responsible")], "6月底")

    @pytest.mark.parametrize(
        ("task", "demand", "unit", "day"),
        [
            ("任务分类", "工作内容", "责任部门", "时限要求"),
            ("重点任务", "具体举措", "主责单位", "完成时间"),
            ("主要任务", "任务内容", "牵头单位", "时间节点"),
            ("工作任务", "工作要点", "责任单位", "完成期限"),
            ("任務分類", "工作內容", "責任單位", "完成時限"),
        ],
    )
    def test_knows_columns_by_many_names(self, task, demand, unit, day):
        (row,) = read(grid(("序号", task, demand, unit, day), ("1", "甲", "做演示。", "市甲局", "6月"))).rows
        assert (row.subsection, row.requirement, row.units[0].name) == ("甲", "做演示。", "市甲局")
        assert row.deadline.date is not None

    def test_takes_the_task_for_the_demand_when_nothing_else_says_it(self):
        (row,) = read(grid(("序号", "重点任务", "责任单位"), ("1", "做演示。", "市甲局"))).rows
        assert (row.requirement, row.subsection) == ("做演示。", "")

    def test_reads_a_header_of_two_lines(self):
        plan = read(
            grid(
                (down("序号", 2), down("主要任务", 2), across("责任单位", 2), None, down("完成时间", 2)),
                (None, None, "牵头单位", "配合单位", None),
                ("1", "做演示。", "市甲局", "市乙局\n市丙局", "6月"),
            )
        )
        assert units(plan.rows[0]) == [("市甲局", "lead"), ("市乙局", "support"), ("市丙局", "support")]

    def test_takes_full_width_rows_for_sections_and_the_title(self):
        plan = understand(
            tables(
                grid(
                    (across("2026年演示任务清单", 3), None, None),
                    ("重点任务", "责任单位", "时间节点"),
                    (across("一、演示公开", 3), None, None),
                    ("做甲。", "市甲局", "3月底"),
                    (across("二、演示回应", 3), None, None),
                    ("做乙。", "市乙局", "每季度"),
                ),
                title="附件",
            )
        )
        assert (plan.title, plan.year) == ("2026年演示任务清单", 2026)
        assert [row.section for row in plan.rows] == ["一、演示公开", "二、演示回应"]
        assert [row.no for row in plan.rows] == ["1", "2"]

    def test_goes_on_over_pages_with_the_header_again(self):
        header = ("序号", "任务分类", "工作内容", "责任单位")
        plan = read(
            grid(header, ("1", down("甲", 2), "做一。", "市甲局"), ("2", None, "做了一半", "市乙")),
            grid(header, ("", "", "的二。", "局"), ("3", "", "做三。", "市丙局")),
        )
        assert [row.requirement for row in plan.rows] == ["做一。", "做了一半的二。", "做三。"]
        assert units(plan.rows[1]) == [("市乙局", "responsible")]
        assert [row.subsection for row in plan.rows] == ["甲"] * 3

    def test_goes_on_without_the_header(self):
        plan = read(
            grid(HEADER, ("1", "甲", "做一。", "市甲局", "6月")), grid(("2", "甲", "做二。", "市乙局", "7月"))
        )
        assert [row.no for row in plan.rows] == ["1", "2"]

    def test_hears_the_roles_inside_one_column(self):
        (row,) = read(grid(("工作任务", "责任单位"), ("做演示。", "市甲局牵头，市乙局配合"))).rows
        assert units(row) == [("市甲局", "lead"), ("市乙局", "support")]

    def test_hears_that_the_first_unit_leads(self):
        (row,) = read(
            grid(("工作任务", "责任单位（列第一位者为牵头单位）"), ("做演示。", "市甲局、市乙局"))
        ).rows
        assert units(row) == [("市甲局", "lead"), ("市乙局", "support")]

    def test_takes_headings_between_tables_for_sections(self):
        header = ("序号", "工作任务", "责任单位")
        blocks = [
            *lines("一、演示公开").blocks,
            grid(header, ("1", "做甲。", "市甲局"), ("2", "做乙。", "市甲局")),
            *lines("二、演示回应").blocks,
            grid(header, ("1", "做丙。", "市甲局"), ("2", "做丁。", "市甲局"), ("合计", "", "")),
        ]
        plan = read(*blocks)
        assert [row.section for row in plan.rows] == ["一、演示公开"] * 2 + ["二、演示回应"] * 2
        assert codes(plan.problems) == {"column_missing", "number_restarts"}

    def test_takes_a_nameless_column_for_part_of_the_one_before(self):
        (row,) = read(grid(("序号", "工作任务", "", "责任单位"), ("1", "甲类", "做演示。", "市甲局"))).rows
        assert (row.subsection, row.requirement) == ("甲类", "做演示。")

    def test_leaves_out_notes_under_the_table(self):
        plan = read(
            grid(
                ("序号", "工作任务", "责任单位"),
                ("1", "做演示。", "市甲局"),
                (across("注：以上为演示。", 3), None, None),
            )
        )
        assert len(plan.rows) == 1
