"""Each doubt names its place and its remedy."""

import pytest

from quancheng.records.plan.rules import Level, understand
from quancheng.records.plan.tests.papers import codes, grid, lines, tables

HEADER = ("序号", "具体要求", "责任单位", "完成时限")


def read(*rows, header=HEADER, title="2025年泉城演示工作分工"):
    return understand(tables(grid(header, *rows), title=title))


def row(no="1", demand="做演示。", unit="市甲局", day="6月底"):
    return (no, demand, unit, day)


def the(code, problems):
    (problem,) = [problem for problem in problems if problem.code == code]
    return problem


class TestDoubtsOfARow:
    def test_a_clear_row_has_none(self):
        assert read(row()).rows[0].problems == ()

    @pytest.mark.parametrize(
        ("bad", "code", "says"),
        [
            (row(day="2月30日"), "no_such_day", "2月30日"),
            (row(day="尽快"), "date_unreadable", "尽快"),
            (row(unit=""), "no_unit", "责任单位"),
            (row(unit="无"), "no_unit", "责任单位"),
            (row(demand=""), "empty_requirement", "具体要求"),
            (row(unit="市甲局做好演示工作"), "unit_suspicious", "市甲局做好演示工作"),
            (row(unit="市甲局（演示"), "unit_suspicious", "括号"),
            (row(unit="甲" * 60), "unit_suspicious", "太长"),
        ],
    )
    def test_is_named_with_place_and_remedy(self, bad, code, says):
        problem = the(code, read(bad).rows[0].problems)
        assert problem.level is Level.DOUBT
        assert says in problem.sentence
        assert problem.sentence.startswith("表1第2行（序号1）")
        assert "请" in problem.sentence
        assert problem.place == "表1第2行"

    @pytest.mark.parametrize("unit", ["各区县政府", "市政府各部门（单位）", "市甲局等有关部门"])
    def test_a_collective_name_is_only_information(self, unit):
        problem = the("collective_unit", read(row(unit=unit)).rows[0].problems)
        assert problem.level is Level.INFORMATION
        assert unit in problem.sentence

    def test_a_day_without_a_year_anywhere_is_told_apart(self):
        assert codes(read(row(), title="演示工作分工").rows[0].problems) == {"year_unknown"}

    def test_several_days_are_information(self):
        problem = the("several_days", read(row(day="6月、12月底前")).rows[0].problems)
        assert "2025-06-30" in problem.sentence


class TestDoubtsOfNumbers:
    def test_a_gap_names_the_numbers(self):
        problem = the("number_gap", read(row("1"), row("4"), row("5")).problems)
        assert "2、3" in problem.sentence

    def test_a_double_names_the_rows(self):
        problem = the("number_doubled", read(row("1"), row("2"), row("2")).problems)
        assert "表1第3行、表1第4行" in problem.sentence

    def test_a_missing_number_is_said(self):
        assert "number_missing" in codes(read(row("1"), row(""), row("3")).problems)

    def test_a_second_table_may_count_from_one(self):
        rows = [row(str(number)) for number in (1, 2, 3, 1, 2)]
        assert codes(read(*rows).problems) == {"number_restarts"}

    def test_an_absurd_number_does_not_list_a_million_gaps(self):
        problem = the("number_missing", read(row("1"), row("99999999")).problems)
        assert len(problem.sentence) < 200


class TestDoubtsOfTheHeader:
    def test_a_missing_column_is_said(self):
        plan = read(("1", "做演示。", "市甲局"), header=("序号", "具体要求", "责任单位"))
        assert "完成时限" in the("column_missing", plan.problems).sentence

    def test_a_missing_header_is_said_and_guessed_when_safe(self):
        rows = [(str(n), "做一件很好的演示工作。", "市甲局、市乙局", "2025年6月底前") for n in (1, 2)]
        plan = understand(tables(grid(*rows)))
        assert len(plan.rows) == 2
        assert "header_missing" in codes(plan.problems)

    def test_a_table_that_is_no_plan_is_left_out_and_said(self):
        plan = understand(tables(grid(("甲", "乙"), ("丙", "丁"))))
        assert plan.rows == ()
        assert codes(plan.problems) == {"table_unread", "no_rows"}

    def test_a_table_that_lost_its_shape_is_said(self):
        plan = understand(
            lines("2025年演示方案\n一、做演示。（市甲局负责）\n附1\n序号 领域 具体任务 责任单位\n1\n甲\n做甲")
        )
        assert len(plan.rows) == 1
        assert "table_lost" in codes(plan.problems)

    def test_a_table_of_something_else_does_not_push_prose_aside(self):
        prose = lines("2025年演示方案\n一、做演示。（市甲局负责）").blocks
        projects = grid(
            ("1", "演示项目建设，占地很大的一处", "演示公司", "2027年"),
            ("2", "另一处演示项目的建设", "演示公司", "2028年"),
        )
        plan = understand(type(tables())((*prose, projects)))
        assert [row.requirement for row in plan.rows] == ["做演示。"]
        assert "table_unread" in codes(plan.problems)

    def test_prose_beside_a_table_is_said(self):
        prose = lines("一、做演示。（市甲局负责）").blocks
        content = tables(grid(HEADER, row()))
        plan = understand(type(content)((*content.blocks, *prose)))
        assert len(plan.rows) == 1
        assert "also_in_prose" in codes(plan.problems)
