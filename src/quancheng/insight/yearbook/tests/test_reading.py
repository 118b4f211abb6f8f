"""Tables that others made: read by their labels, in both formats, with every fault told in its place."""

import csv
import io

from quancheng.insight.yearbook.rules import identities
from quancheng.insight.yearbook.rules.reading import OLD, PRESENT, Reading, read_tables, table_of_lines
from quancheng.insight.yearbook.rules.shape import Place
from quancheng.insight.yearbook.tests.printed import A_CITY_OF_2025, ITS_REMEDIES, figures_of, rows_of
from quancheng.kernel.files.reading import read_content
from quancheng.records.disclosure.public import AnnualRow

HEAD = (
    "<table><tr><th rowspan=3 colspan=3>（本列数据的勾稽关系为：第一项加第二项之和，"
    "等于第三项加第四项之和）</th><th colspan=7>申请人情况</th></tr>"
    "<tr><th rowspan=2>自然人</th><th colspan=5>法人或其他组织</th><th rowspan=2>总计</th></tr>"
    "<tr><th>商业企业</th><th>科研机构</th><th>社会公益组织</th><th>法律服务机构</th><th>其他</th></tr>"
)
GROUPS = {
    5: ("（三）不予公开", 8),
    13: ("（四）无法提供", 3),
    16: ("（五）不予处理", 5),
    21: ("（六）其他处理", 3),
}


def block(title: str, heading: str, **rows: object) -> str:
    """One block of table 二 whose rows have one figure."""
    lines = "".join(f"<tr><td>{name}</td><td colspan=3>{value}</td></tr>" for name, value in rows.items())
    return f"<tr><td colspan=4>{title}</td></tr><tr><td>信息内容</td><td colspan=3>{heading}</td></tr>{lines}"


DECIDED = "本年处理决定数量"
ACTIVE = (
    "<table><tr><td colspan=4>第二十条第（一）项</td></tr><tr><td>信息内容</td><td>本年制发件数</td>"
    "<td>本年废止件数</td><td>现行有效件数</td></tr><tr><td>规章</td><td>2</td><td>1</td><td>30</td></tr>"
    "<tr><td>行政规范性文件</td><td>12</td><td></td><td>1,204</td></tr>"
    + block("第二十条第（五）项", DECIDED, 行政许可=36245)
    + block("第二十条第（六）项", DECIDED, 行政处罚=77, 行政强制=5)
    + block("第二十条第（八）项", "本年收费金额（单位：万元）", 行政事业性收费="1203.45")
    + "</table>"
)


def leaf(row: int) -> str:
    """The label cells of a row, with the merged ones before it."""
    label = AnnualRow(row).label
    if row in {1, 2, 25}:
        return f"<td colspan=3>{label}</td>"
    before = "<td rowspan=22>三、本年度办理结果</td>" if row == 3 else ""
    if row in GROUPS:
        name, size = GROUPS[row]
        return f"{before}<td rowspan={size}>{name}</td><td>{label}</td>"
    inside = any(first < row < first + size for first, (_, size) in GROUPS.items())
    return f"{before}<td>{label}</td>" if inside else f"{before}<td colspan=2>{label}</td>"


def requests_page(lines: list[list[object]]) -> str:
    """Table 三 as it is printed, merged cells and all."""
    rows = "".join(
        f"<tr>{leaf(number)}{''.join(f'<td>{cell}</td>' for cell in line)}</tr>"
        for number, line in enumerate(lines, start=1)
    )
    return f"{HEAD}{rows}</table>"


def remedies_page(blocks: tuple[tuple[int, ...], ...]) -> str:
    outcomes = ("结果<br>维持", "结果纠正", "其他结果", "尚未审结", "总计")
    first = "".join(f"<th rowspan=2>{one}</th>" for one in outcomes)
    others = "".join(f"<th>{one}</th>" for one in outcomes * 2)
    cells = "".join(f"<td>{cell}</td>" for block in blocks for cell in block)
    return (
        "<table><tr><th colspan=5>行政复议</th><th colspan=10>行政诉讼</th></tr>"
        f"<tr>{first}<th colspan=5>未经复议直接起诉</th><th colspan=5>复议后起诉</th></tr>"
        f"<tr>{others}</tr><tr>{cells}</tr></table>"
    )


def read(*tables: str) -> Reading:
    page = f"<html><body><h1>年度报告</h1>{''.join(tables)}</body></html>"
    return read_tables(read_content(page.encode(), name="年度报告.html").tables)


class TestAPublishedPage:
    def test_is_read_to_the_last_figure(self):
        seen = read(ACTIVE, requests_page(rows_of(A_CITY_OF_2025)), remedies_page(ITS_REMEDIES))
        assert seen.faults == []
        assert seen.format == PRESENT
        printed = figures_of(A_CITY_OF_2025)
        assert all(seen.figures.of(place) == printed.of(place) for place in printed.told)
        assert identities.violations(seen.figures) == ()
        assert [seen.figures.at(2, 2, n) for n in (1, 2, 3)] == [12, 0, 1204]
        assert str(seen.figures.at(2, 6, 1)) == "1203.45"
        assert [seen.figures.at(2, row, 1) for row in (3, 4, 5)] == [36245, 77, 5]

    def test_counts_blanks_as_nought_and_computes_sums_left_empty(self):
        """As in a city's report of 2019, which left noughts and totals empty."""
        lines = [[cell or "" for cell in line] for line in rows_of(A_CITY_OF_2025)]
        for line in lines:
            line[6] = ""
        lines[23] = [""] * 7
        seen = read(requests_page(lines))
        assert seen.faults == []
        assert seen.figures.at(3, 24, 7) == 13810
        assert Place(3, 24, 7) not in seen.cells
        assert seen.figures.at(3, 18, 1) == 0

    def test_keeps_a_printed_sum_that_is_wrong(self):
        lines = rows_of(A_CITY_OF_2025)
        lines[0][6] = 14070
        found = identities.violations(read(requests_page(lines)).figures)
        assert {one.rule for one in found} == {identities.BALANCE, identities.ACROSS}

    def test_names_the_place_of_what_is_no_number(self):
        lines: list[list[object]] = [list(line) for line in rows_of(A_CITY_OF_2025)]
        lines[4][0], lines[10][1], lines[11][2] = "十三", "-4", "1.5"
        assert read(requests_page(lines)).faults == [
            "第三部分“（三）不予公开1.属于国家秘密”“自然人”写的是“十三”，应为不小于0的整数",
            "第三部分“（三）不予公开7.属于行政执法案卷”“商业企业”写的是“-4”，应为不小于0的整数",
            "第三部分“（三）不予公开8.属于行政查询事项”“科研机构”写的是“1.5”，应为不小于0的整数",
        ]

    def test_names_a_row_that_is_missing(self):
        page = requests_page(rows_of(A_CITY_OF_2025)).replace("2.重复申请", "2.别的")
        assert read(page).faults == ["第三部分没有找到第17行“（五）不予处理2.重复申请”"]

    def test_says_when_there_is_no_such_table(self):
        assert "没有找到第三部分的表格" in read("<table><tr><td>甲</td><td>1</td></tr></table>").faults[0]

    def test_takes_thousands_and_wide_figures(self):
        lines: list[list[object]] = [list(line) for line in rows_of(A_CITY_OF_2025)]
        lines[0][0], lines[0][6] = "13,612", "１４０６９"
        assert read(requests_page(lines)).figures.at(3, 1, 7) == 14069


class TestTheOlderFormat:
    def test_has_one_row_for_other_ways(self):
        lines = rows_of(A_CITY_OF_2025)
        others = [sum(lines[n][column] for n in (20, 21, 22)) for column in range(7)]
        page = requests_page([*lines[:20], others, [0] * 7, [0] * 7, *lines[23:]])
        page = page.replace("rowspan=22", "rowspan=20")
        start = page.index("<tr><td rowspan=3>（六）其他处理")
        end = page.index("<tr><td colspan=2>（七）总计")
        cells = "".join(f"<td>{cell}</td>" for cell in others)
        page = f"{page[:start]}<tr><td colspan=2>（六）其他处理</td>{cells}</tr>{page[end:]}"
        active = (
            "<table><tr><td>信息内容</td><td>本年新制作数量</td><td>本年新公开数量</td>"
            "<td>对外公开总数量</td></tr><tr><td>规章</td><td>1</td><td>1</td><td>9</td></tr>"
            "<tr><td>信息内容</td><td>上一年项目数量</td><td>本年增/减</td><td>处理决定数量</td></tr>"
            "<tr><td>行政许可</td><td>40</td><td>-2</td><td>310</td></tr></table>"
        )
        seen = read(active, page)
        assert seen.format == OLD
        assert seen.faults == []
        assert seen.figures.at(3, 23, 7) == 1486
        assert identities.violations(seen.figures) == ()
        assert seen.figures.at(2, 1, 1) == 1
        assert not seen.figures.knows(Place(2, 1, 3))
        assert seen.figures.at(2, 3, 1) == 310
        assert "2019年格式" in seen.notes[0]


class TestATextTable:
    def test_is_read_by_its_labels(self):
        out = io.StringIO()
        writer = csv.writer(out)
        names = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
        writer.writerow(["行次", "项目", *names])
        for number, line in enumerate(rows_of(A_CITY_OF_2025), start=1):
            writer.writerow([number, AnnualRow(number).label, *line])
        seen = read_tables([table_of_lines(csv.reader(io.StringIO(out.getvalue())))])
        assert seen.faults == []
        assert seen.figures.at(3, 24, 7) == 13810
