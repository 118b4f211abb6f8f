"""Tables of public commitments in every layout, understood row by row; every doubt beside its cell."""

from datetime import date
from io import BytesIO

import docx
import openpyxl
import pytest

from quancheng.kernel.files.content import Content, Paragraph
from quancheng.kernel.files.reading import read_content
from quancheng.kernel.orgs.matching import Register
from quancheng.records.plan.rules.commitment_cells import (
    CommitmentRow,
    accepted,
    doubts_of,
    doubts_of_numbers,
    is_settled,
    person_in,
    unit_in,
)
from quancheng.records.plan.rules.commitment_columns import Heading, heading_of
from quancheng.records.plan.rules.commitment_drafts import (
    corrected,
    facts_difference,
    facts_of,
    rows_as_json,
    rows_from_json,
)
from quancheng.records.plan.rules.commitments import understand_commitments
from quancheng.records.plan.rules.difference import Change
from quancheng.records.plan.tests.commitments import THREE, TITLE, listed
from quancheng.records.plan.tests.papers import across, down, grid, tables

REGISTER = Register(
    current={"市财政局": frozenset({1}), "市住建局": frozenset({2})},
    former={"市建委": frozenset({2})},
    shown={1: "市财政局", 2: "市住房城乡建设局"},
)
WHOLE = CommitmentRow(1, "1", "", "修路", "十条", "6月底前", date(2026, 6, 30), "市财政局", "", "张三")


def of_table(*rows, title="2026年度重点任务公开承诺"):
    return understand_commitments(tables(grid(*rows), title=title))


class TestAFlattenedTable:
    def test_is_read_row_by_row(self):
        read = understand_commitments(read_content(listed(), name="a.txt"))
        assert (read.title, read.year) == (TITLE, 2026)
        assert [(row.no, row.task, row.day, row.unit, row.person, row.office) for row in read.rows] == [
            ("1", "口袋公园", date(2026, 9, 30), "市财政局", "演示·赵清泉", "局长"),
            ("2", "老旧小区", date(2026, 12, 31), "市发展改革委", "演示·钱涌波", "主任"),
            ("3", "社区食堂", date(2026, 6, 30), "市财政局", "演示·赵清泉", "局长"),
        ]
        assert read.rows[1].others == "市财政局"

    def test_without_blank_lines_is_cut_to_the_width_of_its_header(self):
        cells = [
            cell
            for row in (("序号", "任务", "内容", "完成时限", "责任单位", "责任人"), *THREE)
            for cell in row
        ]
        lines = [TITLE, *(f"\t{cell}" for cell in cells)]
        content = Content(tuple(Paragraph(line) for line in lines))
        assert [row.task for row in understand_commitments(content).rows] == [
            "口袋公园",
            "老旧小区",
            "社区食堂",
        ]


class TestATable:
    def test_has_its_columns_in_any_order_and_under_many_names(self):
        [row] = of_table(
            ("责任领导", "牵头单位", "完成时间", "目标任务", "承诺事项", "编号"),
            ("李四（局长）", "市住建局", "2026-03-31", "十条", "修路", "1"),
        ).rows
        assert (row.no, row.task, row.content, row.unit, row.person) == (
            "1",
            "修路",
            "十条",
            "市住建局",
            "李四",
        )

    def test_carries_merged_cells_down_and_says_so(self):
        first, second = of_table(
            ("序号", "任务", "完成时限", "责任单位", "责任人"),
            ("1", "修路", "6月底前", down("市住建局", 2), down("李四", 2)),
            ("2", "修桥", "9月底前", None, None),
        ).rows
        assert (second.unit, second.person) == ("市住建局", "李四")
        assert second.carried == {"unit", "person"}
        assert not first.carried

    def test_gathers_several_lines_of_content_under_one_number(self):
        [row] = of_table(
            ("序号", "任务", "承诺内容", "完成时限", "责任单位", "责任人"),
            (down("1", 2), down("修路", 2), "甲路", down("6月底前", 2), down("市住建局", 2), down("李四", 2)),
            (None, None, "乙路", None, None, None),
        ).rows
        assert row.content == "甲路\n乙路"

    def test_may_repeat_its_header_and_part_its_rows_by_headings(self):
        header = ("序号", "任务", "完成时限", "责任单位", "责任人")
        read = of_table(
            header,
            (across("一、民生", 5), None, None, None, None),
            ("1", "修路", "6月底前", "市住建局", "李四"),
            header,
            (across("二、城建", 5), None, None, None, None),
            ("2", "修桥", "9月底前", "市住建局", "李四"),
            (across("注：时限均含当日。", 5), None, None, None, None),
        )
        assert [(row.section, row.task) for row in read.rows] == [("一、民生", "修路"), ("二、城建", "修桥")]
        assert [problem.code for problem in read.problems] == ["note"]

    def test_may_split_the_heading_of_the_person_in_two(self):
        [row] = of_table(
            ("序号", "任务", "完成时限", "责任单位", across("责任人", 2), None),
            ("", "", "", "", "姓名", "职务"),
            ("1", "修路", "6月底前", "市住建局", "李四", "局长"),
        ).rows
        assert (row.person, row.office) == ("李四", "局长")

    def test_that_is_none_of_commitments_gives_no_rows(self):
        assert not of_table(("姓名", "电话"), ("李四", "123")).rows
        assert not understand_commitments(Content((Paragraph("我们承诺修路。"),))).rows

    def test_does_not_take_contacts_in(self):
        [row] = of_table(
            ("序号", "任务", "完成时限", "责任单位", "责任人", "联系电话"),
            ("1", "修路", "6月底前", "市住建局", "李四 13800001111", "0531-88880000"),
        ).rows
        assert row.person == "李四"
        assert "telephone" in row.told
        assert "1380" not in str(rows_as_json([row]))


class TestOfficeFiles:
    HEADER = ("序号", "任务", "承诺内容", "完成时限", "责任单位", "责任人")

    def xlsx(self) -> bytes:
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.append(["2026年度重点任务公开承诺清单"])
        sheet.merge_cells("A1:F1")
        sheet.append(self.HEADER)
        for row in THREE:
            sheet.append(row)
        sheet["D3"] = date(2026, 9, 30)  # as a spreadsheet keeps a day
        sheet.merge_cells("F4:F5")
        kept = BytesIO()
        book.save(kept)
        return kept.getvalue()

    def docx(self) -> bytes:
        paper = docx.Document()
        paper.add_paragraph("2026年度重点任务公开承诺清单")
        table = paper.add_table(rows=0, cols=6)
        for row in (self.HEADER, *THREE):
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
        kept = BytesIO()
        paper.save(kept)
        return kept.getvalue()

    @pytest.mark.parametrize("ending", ["xlsx", "docx"])
    def test_are_read_like_any_table(self, ending):
        data = getattr(self, ending)()
        read = understand_commitments(read_content(data, name=f"承诺.{ending}"))
        assert (read.title, read.year) == ("2026年度重点任务公开承诺清单", 2026)
        assert [(row.task, row.day, row.unit, row.person) for row in read.rows] == [
            ("口袋公园", date(2026, 9, 30), "市财政局", "演示·赵清泉"),
            ("老旧小区", date(2026, 12, 31), "市发展改革委", "演示·钱涌波"),
            ("社区食堂", date(2026, 6, 30), "市财政局", "演示·钱涌波" if ending == "xlsx" else "演示·赵清泉"),
        ]


class TestPersonIn:
    @pytest.mark.parametrize(
        ("cell", "name", "office"),
        [
            ("张三", "张三", ""),
            ("张　三", "张三", ""),
            ("张三（市财政局局长）", "张三", "市财政局局长"),
            ("市财政局局长张三", "张三", "市财政局局长"),
            ("市财政局局长 张 三", "张三", "市财政局局长"),
            ("张三 局长", "张三", "局长"),
            ("张三、李四", "张三、李四", ""),
            ("演示·赵清泉（局长）", "演示·赵清泉", "局长"),
            ("市财政局", "", "市财政局"),
            ("", "", ""),
        ],
    )
    def test_tells_name_and_office(self, cell, name, office):
        found = person_in(cell)
        assert (found.name, found.office) == (name, office)


class TestUnitIn:
    def test_answers_with_the_lead_and_names_the_rest(self):
        found = unit_in("市财政局配合，市住建局牵头", "市审计局")
        assert (found.name, found.others) == ("市住建局", "市财政局、市审计局")
        assert not found.told

    def test_takes_the_first_of_several_and_says_so(self):
        found = unit_in("市财政局、市住建局")
        assert (found.name, found.told) == ("市财政局", {"several_units"})


class TestHeadingOf:
    @pytest.mark.parametrize(
        ("text", "heading"),
        [
            ("完成时限", Heading.DAY), ("承诺时限", Heading.DAY), ("时间", Heading.DAY),
            ("责任单位", Heading.UNIT), ("牵头部门", Heading.UNIT), ("配合单位", Heading.SUPPORT),
            ("责任人（职务）", Heading.PERSON), ("分管领导", Heading.PERSON), ("负责同志", Heading.PERSON),
            ("责任人职务", Heading.OFFICE), ("任务名称", Heading.TASK), ("年度目标", Heading.CONTENT),
            ("责任人电话", Heading.OTHER), ("备注", Heading.OTHER), ("口袋公园", None),
        ],
    )  # fmt: skip
    def test_knows_the_words_of_headers(self, text, heading):
        assert heading_of(text) is heading


class TestDoubts:
    def codes(self, row, year=2026):
        return {doubt.code for doubt in doubts_of(row, REGISTER, year=year)}

    def test_of_a_whole_row_are_none(self):
        assert self.codes(WHOLE) == set()

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"task": ""}, "no_task"),
            ({"day": None}, "no_day"),
            ({"unit": ""}, "no_unit"),
            ({"unit": "市天文局"}, "no_unit"),
            ({"person": ""}, "no_person"),
            ({"day": date(2027, 6, 30)}, "other_year"),
            ({"unit": "市建委"}, "unit.former"),
            ({"task": "修" * 301}, "too_long.task"),
            ({"office": "长" * 101}, "too_long.office"),
        ],
    )
    def test_stand_beside_what_is_missing(self, change, code):
        assert self.codes(corrected(WHOLE, change)) == {code}

    def test_name_a_day_that_no_calendar_has(self):
        [row] = of_table(
            ("序号", "任务", "完成时限", "责任单位", "责任人"), ("1", "修路", "2月30日", "市财政局", "李四")
        ).rows
        assert self.codes(row) == {"no_such_day"}

    def test_say_that_for_ever_is_no_day(self):
        [row] = of_table(
            ("序号", "任务", "完成时限", "责任单位", "责任人"), ("1", "修路", "长期坚持", "市财政局", "李四")
        ).rows
        [doubt] = doubts_of(row, REGISTER, year=2026)
        assert "承诺须写明哪天完成" in doubt.sentence

    def test_that_looking_settles_are_accepted_and_others_are_not(self):
        seen = accepted(corrected(WHOLE, {"day": date(2027, 6, 30), "person": ""}), REGISTER, year=2026)
        assert self.codes(seen) == {"no_person"}
        assert not is_settled(doubts_of(seen, REGISTER, year=2026))

    def test_of_numbers_are_told_once(self):
        assert [problem.code for problem in doubts_of_numbers([WHOLE, WHOLE])] == ["doubled"]


class TestARow:
    def test_is_the_same_after_the_database(self):
        row = corrected(WHOLE, {"person": "李四", "chosen": 2})
        assert rows_from_json(rows_as_json([row])) == (row,)

    def test_that_is_corrected_is_looked_at_again(self):
        seen = accepted(corrected(WHOLE, {"unit": "市建委"}), REGISTER, year=2026)
        again = corrected(seen, {"task": "修桥"})
        assert again.accepted == frozenset()
        assert again.corrected == {"unit", "task"}


class TestDifference:
    def facts(self, **change):
        found = facts_of(corrected(WHOLE, change), REGISTER)
        assert found
        return found

    def test_names_what_became_of_each(self):
        before = [self.facts(), self.facts(no="2", task="种树", content="百万棵")]
        after = [self.facts(day=date(2026, 9, 30)), self.facts(no="3", task="办学", content="两所小学")]
        found = facts_difference(before, after)
        assert [(each.change, each.fields) for each in found] == [
            (Change.CHANGED, ("day",)),
            (Change.ADDED, ()),
            (Change.DROPPED, ()),
        ]

    def test_of_the_same_is_nothing(self):
        assert [each.change for each in facts_difference([self.facts()], [self.facts()])] == [Change.SAME]
