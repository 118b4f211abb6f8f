import pytest

from quancheng.kernel.files.content import Cell, Paragraph
from quancheng.kernel.files.reading import read_content
from quancheng.kernel.files.refused import TooMuch
from quancheng.kernel.files.tests.samples import LEFT, UP, html_of, table, texts


def read(page, encoding="utf-8"):
    return read_content(page.encode(encoding), name="要点.html")


def lines(page, encoding="utf-8"):
    return [block.text for block in read("<html>" + page, encoding).paragraphs]


class TestReadHtml:
    def test_with_headings_and_text_in_order(self):
        grid = table(["甲", "乙"])
        content = read_content(
            html_of(Paragraph("要点", level=1), grid, Paragraph("一、任务")), name="a.html"
        )
        assert content.blocks[0] == Paragraph("要点", level=1, place="第1段")
        assert content.blocks[1].rows == grid.rows
        assert content.blocks[1].place == "第1个表格"
        assert content.blocks[2].text == "一、任务"

    def test_with_merged_cells(self):
        grid = table(
            ["序号", "任务", LEFT, "时限"],
            ["1", "甲", "乙\n丙", "年底"],
            ["2", UP, "丁", UP],
            ["合计", LEFT, LEFT, UP],
        )
        assert read_content(html_of(grid), name="a.htm").tables[0].rows == grid.rows

    @pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "gb18030", "big5"])
    def test_in_the_encoding_it_names(self, encoding):
        assert lines(f"<meta charset={encoding}><p>政府信息主公", encoding) == ["政府信息主公"]

    def test_whose_declared_encoding_is_wrong(self):
        assert lines('<meta charset="gb2312"><p>主动公开', "utf-8") == ["主动公开"]

    def test_with_a_doubt_when_one_sign_is_broken(self):
        data = ("<html><meta charset=gbk><p>" + "推进政务公开工作" * 200).encode("gbk") + b"\xff</p>"
        content = read_content(data, name="a.html")
        assert content.doubts == ("网页里有1处字符无法识别，已用“\ufffd”代替，请核对。",)

    def test_leaving_out_what_runs_or_is_hidden(self):
        page = """<head><title>x</title><style>p{}</style></head><script>alert("a")</script><p>甲<!-- 乙 -->
        <span style="display: none">丙</span><span hidden>丁</span></p><noscript>戊</noscript>
        <div style="visibility:hidden"><p>己</p></div><select><option>庚</select><iframe>辛</iframe>壬"""
        assert lines(page) == ["甲", "壬"]

    def test_breaking_lines_where_a_reader_sees_them_break(self):
        assert lines("<div>甲<br>乙<p>丙<b>丁</b></p>戊</div><ul><li>己<li>庚</ul>") == [
            "甲",
            "乙",
            "丙丁",
            "戊",
            "己",
            "庚",
        ]

    def test_joining_chinese_that_only_the_source_wraps(self):
        assert lines("<p>政务\n    公开 work\n  plan</p>") == ["政务公开 work plan"]

    def test_keeping_the_indentation_that_is_seen(self):
        assert lines("<p>&nbsp;&nbsp;　　正文</p>") == ["  　　正文"]

    def test_keeping_preformatted_lines(self):
        assert lines("<pre>序号\n\t任务</pre><p>后\n文") == ["序号", "\t任务", "后文"]

    def test_with_the_numbers_of_lists(self):
        assert lines("<ol><li>甲<li>乙</ol><ol start=3 type=A><li>丙</ol>") == ["1.甲", "2.乙", "C.丙"]

    def test_taking_tables_for_layout_apart(self):
        page = "<table><tr><td>栏目<td><table><tr><td>甲<td>乙<tr><td>丙<td>丁</table></table>"
        content = read("<html>" + page)
        assert [block.text for block in content.paragraphs] == ["栏目"]
        assert texts(content.tables[0]) == [["甲", "乙"], ["丙", "丁"]]

    def test_keeping_a_small_table_inside_a_cell_as_its_text(self):
        inner = "<table><tr><td>甲<td>乙</table>"
        content = read(f"<html><table><tr><td>1<td>2<td>3<tr><td>4<td>{inner}<td>6</table>")
        assert texts(content.tables[0]) == [["1", "2", "3"], ["4", "甲\t乙", "6"]]

    def test_with_spans_that_reach_too_far(self):
        content = read("<html><table><tr><td rowspan=9 colspan=99>甲<td>乙<tr><td rowspan=0>丙</table>")
        assert content.tables[0].rows[0][0].rows == 2
        assert [cell.text for row in content.tables[0].rows for cell in row if cell.text] == [
            "甲",
            "乙",
            "丙",
        ]

    def test_with_nonsense_for_spans(self):
        content = read("<html><table><tr><td rowspan=x colspan=-2>甲<td colspan=0>乙</table>")
        assert content.tables[0].rows == ((Cell("甲"), Cell("乙")),)

    def test_nested_deeply_without_losing_a_word(self):
        assert lines("<div><font>" * 900 + "<p>任务") == ["任务"]


class TestReadHtmlRefuses:
    def test_what_is_nested_deeper_than_anybody_writes(self):
        with pytest.raises(TooMuch, match="两千层"):
            read("<html>" + "<div><font>" * 3000 + "<p>任务")

    def test_tables_nested_without_end(self):
        with pytest.raises(TooMuch, match="层以上"):
            read("<html>" + "<table><tr><td>a<td>" * 40)

    def test_a_table_of_a_million_places(self):
        with pytest.raises(TooMuch, match="太大"):
            read("<html><table>" + "<tr>" + "<td>1" * 900 + "<tr><td>2" * 900)
