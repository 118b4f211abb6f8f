"""Numbered prose closing with its units in brackets, and prose with dates only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quancheng.records.plan.rules import understand
from quancheng.records.plan.tests.papers import codes, lines, units

PLAN = """泉城演示局关于印发2025年演示工作要点的通知
泉演〔2025〕1号
各区县政府：
为做好演示工作，制定本要点。
一、总体要求
坚持演示原则，到2027年全面建成。
二、演示公开
（一）公布演示清单。及时公布清单，公开69个演示小区的进展。（责任单位：市甲局、市乙局）
（二）整理演示台账。整理台账。（市甲局牵头，市乙局、市丙局配合）做好归档，6月底前完成。(市丁局负责)
三、演示保障
1.组织培训，每年至少2次。（各区县政府、市政府各部门（单位）按职责分工负责）
2．开展评估。2025年9月底前完成评估。
泉城演示局
2025年1月2日
（此件公开发布）
"""
NAMES = ("市演示建设局", "市文化和旅游局", "市委网信办（市互联网信息办公室）", "各区县政府")


def read(text):
    return understand(lines(text))


class TestProse:
    def test_makes_a_row_of_every_bracket_of_units(self):
        rows = read(PLAN).rows
        assert [row.requirement for row in rows] == [
            "及时公布清单，公开69个演示小区的进展。",
            "整理台账。",
            "做好归档，6月底前完成。",
            "组织培训，每年至少2次。",
            "开展评估。2025年9月底前完成评估。",
        ]
        assert [row.no for row in rows] == ["1", "2", "3", "4", "5"]

    def test_knows_the_headings_above(self):
        rows = read(PLAN).rows
        assert [row.section for row in rows] == ["二、演示公开"] * 3 + ["三、演示保障"] * 2
        assert [row.subsection for row in rows] == ["（一）公布演示清单"] + ["（二）整理演示台账"] * 2 + [
            "",
            "",
        ]

    def test_hears_the_parts(self):
        rows = read(PLAN).rows
        assert units(rows[1]) == [("市甲局", "lead"), ("市乙局", "support"), ("市丙局", "support")]
        assert units(rows[3]) == [("各区县政府", "responsible"), ("市政府各部门（单位）", "responsible")]

    def test_keeps_a_dated_step_without_units_and_says_so(self):
        last = read(PLAN).rows[-1]
        assert (last.units, last.deadline.text) == ((), "2025年9月底前")
        assert "no_unit" in codes(last.problems)

    def test_reads_title_and_year(self):
        plan = read(PLAN)
        assert (plan.title, plan.year) == ("泉城演示局关于印发2025年演示工作要点的通知", 2025)

    def test_takes_the_year_from_the_number_of_the_document(self):
        assert read(PLAN.replace("2025年演示", "演示")).year == 2025

    def test_lets_the_first_unit_lead_when_the_plan_says_so(self):
        text = PLAN.replace("制定本要点。", "制定本要点。责任单位中列第一位者为牵头单位。")
        assert units(read(text).rows[0]) == [("市甲局", "lead"), ("市乙局", "support")]

    @pytest.mark.parametrize(
        "marks", ["一、二、三、", "1.2.3.", "１．２．３．", "（一）（二）（三）", "第一条 第二条 第三条 "]
    )
    def test_takes_items_of_any_numbering_for_rows(self, marks):
        size = len(marks) // 3
        items = [f"{marks[i * size : (i + 1) * size]}做演示第{i}件事。（市甲局负责）" for i in range(3)]
        assert [row.requirement for row in read("2025年演示方案\n" + "\n".join(items)).rows] == [
            f"做演示第{i}件事。" for i in range(3)
        ]

    def test_takes_units_on_lines_of_their_own(self):
        (row,) = read("2025年演示方案\n一、做演示\n责任单位：市甲局\n配合单位：市乙局\n完成时限：每季度").rows
        assert units(row) == [("市甲局", "responsible"), ("市乙局", "support")]
        assert row.deadline.kind.value == "recurring"

    def test_keeps_a_task_whose_units_were_forgotten(self):
        plan = read("2025年演示方案\n一、做甲（市甲局负责）\n二、做乙\n三、做丙（市丙局负责）")
        assert [row.requirement for row in plan.rows] == ["做甲", "做乙", "做丙"]
        assert "no_unit" in codes(plan.rows[1].problems)

    def test_says_when_a_bracket_speaks_for_all_that_follows(self):
        plan = read(
            "2025年演示方案\n一、做演示。（市甲局指导，区县政府负责落实。以下均需区县政府落实，不再列出）"
        )
        assert units(plan.rows[0]) == [("市甲局", "support"), ("区县政府", "responsible")]
        assert codes(plan.problems) == {"standing_note"}

    def test_takes_no_other_bracket_for_units(self):
        text = (
            "2025年演示方案\n一、做演示（含甲、乙、丙），对市（地、州）办理（企业直接申报，不需转报）"
            "的事项公开。（市甲局负责）"
        )
        (row,) = read(text).rows
        assert row.units[0].name == "市甲局"
        assert row.requirement.endswith("公开。")


class TestBrokenLines:
    @given(st.data())
    def test_neither_lose_a_row_nor_cut_a_unit(self, data):
        items = [
            f"{count}.演示任务第{count}项，要认真做好各项演示工作并及时公开结果。"
            f"（责任单位：{NAMES[count % 4]}、{NAMES[(count + 1) % 4]}）"
            for count in range(1, 7)
        ]
        width = data.draw(st.integers(14, 40))
        broken = [item[start : start + width] for item in items for start in range(0, len(item), width)]
        plan = read("\n".join(["2025年演示工作方案", "一、演示任务", *broken]))
        assert [[unit.name for unit in row.units] for row in plan.rows] == [
            [NAMES[count % 4], NAMES[(count + 1) % 4]] for count in range(1, 7)
        ]

    def test_lose_the_numbers_of_pages(self):
        plan = read(
            "2025年演示工作方案\n一、演示任务\n1.演示任务要认真做好各项演示工作并及时\n"
            "公开全部结果。（责任单位：市演示\n— 2 —\n"
            "建设局、市甲局）\n2.演示任务要认真做好各项演示工作并及时\n公开全部结果。（责任单位：市乙局）"
        )
        assert [units(row)[0][0] for row in plan.rows] == ["市演示建设局", "市乙局"]
        assert all("2 —" not in row.requirement for row in plan.rows)

    def test_lose_the_marks_of_revision_and_say_so(self):
        plan = read(
            "1\n2025年演示工作方案\n一、演示任务\n1.演示任务要认真做好各项演示工作并及时\n"
            "公开\n删除[某甲]:\n字体: 加粗\n2\n"
            "全部结果，确保演示取得成效且真实可信\n并归档。（责任单位：市乙局）\n3\n2.演示。（责任单位：市甲局）"
        )
        assert plan.rows[0].requirement.endswith("公开全部结果，确保演示取得成效且真实可信并归档。")
        assert "revision_marks" in codes(plan.problems)

    def test_turn_radicals_of_a_pdf_back_into_letters(self):
        (row,) = read("2025年演示方案\n⼀、做演示⼯作。（责任单位：省⼈⼒社保厅、省⺠政厅）").rows
        assert units(row) == [("省人力社保厅", "responsible"), ("省民政厅", "responsible")]


class TestProseWithoutUnits:
    def test_gives_its_dated_sentences(self):
        plan = read(
            "2025年演示方案\n一、总体要求\n坚持原则。\n二、步骤\n1.摸底。各单位摸底，4月底前完成。\n"
            "2.整改。对甲类，6月底前完成；对乙类，9月底前完成整改，2026年3月底前完成验收。\n3.总结。做好总结。"
        )
        assert [row.deadline.date.isoformat() for row in plan.rows] == [
            "2025-04-30", "2025-06-30", "2025-09-30", "2026-03-31"
        ]  # fmt: skip
        assert all("no_unit" in codes(row.problems) for row in plan.rows)
        assert "left_out" in codes(plan.problems)

    def test_lets_every_year_hold_for_the_days_after_it(self):
        plan = read("2025年演示方案\n一、考核\n每年2月底前各区县完成考核，3月底前市级完成通报。")
        assert [row.deadline.text for row in plan.rows] == ["每年2月底前", "每年3月底前"]

    def test_without_dates_gives_its_items(self):
        plan = read(
            "2025年演示方案\n一、总体要求\n坚持原则。\n二、任务\n（一）做甲\n要做甲。\n（二）做乙\n要做乙。"
        )
        assert [(row.subsection, row.requirement) for row in plan.rows] == [
            ("（一）做甲", "要做甲。"),
            ("（二）做乙", "要做乙。"),
        ]
