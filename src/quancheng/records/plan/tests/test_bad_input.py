"""Whatever is handed in, the answer is a reading with doubts, and soon."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quancheng.kernel.files.content import Cell, Content, Paragraph, Table
from quancheng.records.plan.rules import as_json, understand
from quancheng.records.plan.tests.papers import codes, grid, lines, tables

SPEECH = (
    "一二三、（）()：:责任单位牵头配合负责序号具体要求完成时限工作任务局委"
    "年月日底前2024０12\t\n 。；，每至少个次%《》“”第条"
)
MEGABYTE = 1_000_000  # a square of it would take hours: the tests then never end


class TestUnderstand:
    def test_of_nothing_says_so(self):
        plan = understand(Content(()))
        assert (plan.rows, plan.title, plan.year) == ((), "", None)
        assert codes(plan.problems) == {"no_rows"}

    def test_hands_on_the_doubts_about_the_file(self):
        assert "file_doubt" in codes(understand(Content((), doubts=("第3页没有文字。",))).problems)

    def test_reads_a_table_of_two_hundred_columns(self):
        header = ("序号", "具体要求", "责任单位", *(f"列{count}" for count in range(197)))
        plan = understand(tables(grid(header, ("1", "做演示。", "市甲局", *("x",) * 197))))
        assert plan.rows[0].units[0].name == "市甲局"

    def test_reads_rows_that_are_too_short_or_too_long(self):
        plan = understand(
            lines(
                "\t序号\n\t具体要求\n\t责任单位\n\t完成时限\n\n\t1\n\t做演示。\n\t市甲局\n\n\t2\n\t做二。\n\t市甲局\n\t6月\n\t多\n"
            )
        )
        assert [row.requirement for row in plan.rows] == ["做演示。", "做二。"]
        assert all("row_width" in codes(row.problems) for row in plan.rows)

    @pytest.mark.parametrize(
        "text",
        [
            "责任单位（" * (MEGABYTE // 5),
            "（" * (MEGABYTE // 2) + "）" * (MEGABYTE // 2),
            "1" * MEGABYTE,
            " " * MEGABYTE,
            "\t" * MEGABYTE,
            "（责任单位：" + " " * MEGABYTE + "）",
            "每年至少" * (MEGABYTE // 4),
            "市甲局、" * (MEGABYTE // 4) + "负责",
            "一、" + "\x00" * MEGABYTE,
        ],
        ids=lambda text: text[:6],
    )
    def test_of_a_line_of_a_megabyte_comes_soon(self, text):
        assert understand(Content((Paragraph(text),))).problems is not None

    def test_of_a_cell_of_a_megabyte_comes_soon(self):
        long = "市甲局、" * (MEGABYTE // 12)
        header = ("序号", "具体要求", "责任单位", "完成时限")
        (row,) = understand(tables(grid(header, ("1", long, long, long)))).rows
        assert [unit.name for unit in row.units] == ["市甲局"]

    @settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
    @given(st.lists(st.text(alphabet=SPEECH, max_size=40), max_size=20))
    def test_never_fails_on_text(self, texts):
        assert as_json(understand(Content(tuple(map(Paragraph, texts)))))["rows"] is not None

    @settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
    @given(
        st.lists(
            st.lists(
                st.builds(
                    Cell,
                    text=st.text(alphabet=SPEECH, max_size=12)
                    | st.sampled_from(["序号", "工作任务", "责任单位", "1", "2"]),
                    rows=st.integers(-1, 3),
                    columns=st.integers(-1, 3),
                    covered=st.booleans(),
                ),
                max_size=6,
            ).map(tuple),
            max_size=6,
        )
    )
    def test_never_fails_on_tables(self, rows):
        assert as_json(understand(Content((Table(tuple(rows)),))))["problems"] is not None
