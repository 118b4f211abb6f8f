"""Sheets are understood, points are read, records are compared: pure."""

import io
import zipfile
from decimal import Decimal

import pytest

from quancheng.kernel.files.content import Content, Paragraph
from quancheng.kernel.files.packing import MANIFEST, Names, faults_of, folder_of, manifest_of
from quancheng.kernel.files.reading import read_content
from quancheng.kernel.files.tests.samples import LEFT, UP, docx_of, html_of, pdf_of, table, xlsx_of
from quancheng.records.inspections.rules.columns import Field
from quancheng.records.inspections.rules.kept import meet, rows_as_json, rows_from_json
from quancheng.records.inspections.rules.likeness import likeness, terms_of, words_to_find
from quancheng.records.inspections.rules.points import points_of, stated_full
from quancheng.records.inspections.rules.sheet import corrected, doubts_of, doubts_of_whole, understand
from quancheng.records.inspections.rules.standing import Light, light_of, sums_of
from quancheng.records.inspections.tests.conftest import HEAD, ROWS


def read(*blocks):
    return understand(Content(tuple(blocks)))


class TestUnderstanding:
    @pytest.mark.parametrize(
        ("write", "name"),
        [(xlsx_of, "a.xlsx"), (docx_of, "a.docx"), (html_of, "a.html"), (pdf_of, "a.pdf")],
    )
    def test_reads_the_same_rows_from_every_format(self, write, name):
        found = understand(read_content(write(table(*ROWS)), name=name))
        assert [row.said(Field.NAME) for row in found.rows] == ["政策解读", "政府公报", "答复规范"]
        assert [row.said(Field.GROUP) for row in found.rows] == ["主动公开", "主动公开", "依申请公开"]
        assert [row.points for row in found.rows] == [6, 4, 10]
        assert found.full == 20
        assert doubts_of_whole(found.rows, full=found.full, parts=found.parts) == []
        assert not any(doubts_of(row, found.rows) for row in found.rows)

    def test_takes_two_rows_for_a_head(self):
        found = read(
            table(
                ("评估指标", LEFT, "评估要点", "分值"),
                ("一级指标", "二级指标", UP, UP),
                ("公开", "解读", "同步解读", "5"),
            )
        )
        [row] = found.rows
        assert (row.said(Field.GROUP), row.said(Field.NAME), row.points) == ("公开", "解读", 5)

    def test_takes_a_line_above_the_head_for_the_title_and_no_subtotal_for_the_full_marks(self):
        found = read(
            table(
                ("2026年评估指标表（演示）", LEFT, LEFT, LEFT),
                ("一级指标", "二级指标", "评估要点", "分值"),
                ("公开", "解读", "同步解读", "5"),
                (UP, "小计", "", "5"),
                ("回应", "留言", "按期答复", "7"),
                ("总分", LEFT, LEFT, "12"),
            )
        )
        assert found.title == "2026年评估指标表（演示）"
        assert [row.said(Field.NAME) for row in found.rows] == ["解读", "留言"]
        assert found.full == 12

    def test_goes_on_over_pages_with_and_without_a_head(self):
        more = ("", "办理规范", "登记完整", "3", "", "")
        for pages in ([table(more)], [table(HEAD, more)]):
            found = read(table(*ROWS[:4]), *pages)
            assert found.rows[-1].said(Field.GROUP) == "依申请公开"
            assert found.rows[-1].points == 3

    def test_takes_a_line_over_the_whole_width_for_a_group(self):
        found = read(
            table(
                ("指标名称", "评分标准", "分值"),
                ("一、主动公开（8分）", LEFT, LEFT),
                ("公报", "未发布扣分", "5"),
                ("解读", "未解读扣分", "2"),
            )
        )
        assert {row.said(Field.GROUP) for row in found.rows} == {"一、主动公开（8分）"}
        [doubt] = doubts_of_whole(found.rows, full=None, parts=found.parts)
        assert "合计7" in doubt

    def test_doubts_points_that_are_no_number_and_merged_ones_and_rows_twice(self):
        found = read(
            table(
                ("指标", "评估要点", "分值"),
                ("甲", "要点一", "酌情"),
                ("乙", "要点二", "4"),
                ("丙", "要点三", UP),
                ("乙", "要点二", "4"),
                ("丁", "要点四", ""),
            )
        )
        told = [[doubt.sentence for doubt in doubts_of(row, found.rows)] for row in found.rows]
        assert "不是一个数" in told[0][0]
        assert told[1] == []
        assert "与上行合并" in told[2][0]
        assert "完全相同" in told[3][0]
        assert told[4] == ["没有分值"]

    def test_doubts_a_sum_that_is_not_the_full_marks(self):
        found = read(Paragraph("2026年评估指标（满分：100分）"), table(*ROWS[:4]))
        assert found.title == "2026年评估指标（满分：100分）"
        [doubt] = doubts_of_whole(found.rows, full=found.full, parts=found.parts)
        assert "合计20" in doubt
        assert "100" in doubt

    def test_reads_lines_of_plain_text_with_tabs(self):
        lines = ("指标\t评估要点\t分值", "公报\t按期发布\t5")
        [row] = read(*map(Paragraph, lines)).rows
        assert (row.said(Field.NAME), row.points) == ("公报", 5)

    def test_finds_nothing_in_a_document_without_a_sheet(self):
        assert read(Paragraph("关于开展评估的通知")).rows == ()
        assert read(table(("姓名", "电话"), ("张三", "1"))).rows == ()

    def test_forgets_an_accepted_doubt_only_when_the_row_changes(self):
        [row, *_] = read(table(("指标", "评估要点", "分值"), ("甲", "要点", "酌情"))).rows
        [kept] = rows_from_json(rows_as_json([row]))
        assert kept == row
        mended = corrected(row, {Field.POINTS: "3"})
        assert mended.points == 3
        assert mended.corrected == {Field.POINTS}
        assert doubts_of(mended, [mended]) == ()


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("5", 5),
        ("5分", 5),
        ("5％", 5),
        ("≤5", 5),
        ("（2.5分）", Decimal("2.5")),
        ("1-5", None),
        ("酌情", None),
        ("", None),
    ],
)
def test_points(text, points):
    assert points_of(text) == points


def test_full_marks_in_words():
    assert stated_full(["总分：120分"]) == 120
    assert stated_full(["没有写明"]) is None


class TestMeeting:
    def test_finds_each_row_its_indicator_and_tells_what_is_gone(self):
        rows = read(table(*ROWS)).rows
        standing = [
            (1, "主动公开", "", "政策解读", "政策文件与解读材料同步发布"),
            (2, "主动公开", "", "政府公报", "旧的要点"),
            (3, "监督", "", "旧指标", "旧要点"),
        ]
        met = meet(rows, standing)
        assert met.of_row == {1: 1, 2: 2}
        assert met.gone == {3}


class TestLikeness:
    def test_tells_the_share_and_the_words(self):
        terms = terms_of("政策解读", "政策文件与解读材料同步发布")
        assert terms == ("政策解读", "政策文件", "解读材料同步发布")
        like = likeness(terms, "发布政策文件并同步发布政策解读")
        assert like.words == ("政策解读", "政策文件", "同步发布")
        assert like.percent == 75
        assert likeness(terms, "城市供水").share == 0
        assert likeness((), "任何文字").share == 0

    def test_looks_up_by_the_ends_of_long_words(self):
        assert words_to_find(["解读材料同步发布", "公报"]) == ("解读材料", "同步发布", "公报")


class TestStanding:
    def test_a_task_under_way_keeps_it_in_hand(self):
        assert light_of(materials=2, open_tasks=1) is Light.IN_HAND
        assert light_of(materials=2, open_tasks=0) is Light.READY
        assert light_of(materials=0, open_tasks=0) is Light.LACKING

    def test_sums_what_is_at_risk_and_what_nobody_rated(self):
        sums = sums_of([(Decimal(6), Decimal(5)), (Decimal(4), None), (None, None)])
        assert (sums.full, sums.expected, sums.unrated, sums.at_risk) == (10, 5, 4, 1)


class TestNamesInThePackage:
    def test_are_safe_short_and_given_once(self):
        folder = folder_of(3, 'CON: 政策/解读?"' + "长" * 99, of=120)
        assert folder.startswith("003-")
        assert len(folder) <= 34
        assert not set(folder) & set('<>:"|?*\\/')
        names = Names()
        first, second = names.take(folder, "A.pdf"), names.take(folder, "a.PDF")
        assert first != second
        assert second.casefold().endswith("（2）.pdf")
        assert len(names.take(folder, "甲" * 300 + ".docx").split("/")[1]) <= 65


class TestCheckingAPackage:
    def box(self, files, told):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as box:
            for name, data in files.items():
                box.writestr(name, data)
            box.writestr(MANIFEST, manifest_of("甲", told))
        return out.getvalue()

    def digest(self, data):
        return f"{len(data)}:{sum(data)}"

    def test_finds_what_was_changed_added_and_taken_out(self):
        told = {"a": self.digest(b"1"), "b": self.digest(b"2"), "c": self.digest(b"3")}
        data = self.box({"a": b"1", "b": b"9", "d": b"4"}, told)
        assert [fault.path for fault in faults_of(data, self.digest)] == ["b", "c", "d"]
        assert list(faults_of(self.box({"a": b"1"}, {"a": told["a"]}), self.digest)) == []

    def test_tells_a_file_that_is_no_package(self):
        [fault] = faults_of(b"no zip", self.digest)
        assert "不是本系统导出的材料包" in fault.why
