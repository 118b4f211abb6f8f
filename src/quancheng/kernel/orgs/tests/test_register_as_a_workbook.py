"""What is exported is what can be imported: nothing is lost on the way, and nothing is misread in silence."""

from datetime import date, datetime
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from quancheng.kernel.orgs.register.book import GUIDE, UnreadableBook, read_book, write_book
from quancheng.kernel.orgs.register.rows import (
    Book,
    HoldingRow,
    NameRow,
    PersonRow,
    PlaceRow,
    PostRow,
    UnitRow,
    book_of,
)
from quancheng.kernel.orgs.register.sheets import NAME_KINDS, ROLES, SHEETS, UNIT_KINDS

TEXTS = st.text(
    alphabet=st.characters(whitelist_categories=("L", "N", "P", "S"), max_codepoint=0xFFEE),
    min_size=1,
    max_size=20,
)
DAYS = st.none() | st.dates(date(1949, 10, 1), date(2100, 1, 1))
CODES = st.from_regex(r"[0-9]{1,4}(-[0-9]{2})?", fullmatch=True)
ROLE_SETS = st.sets(st.sampled_from(sorted(ROLES.values())), min_size=1).map(
    lambda found: tuple(sorted(found))
)

ROWS = st.one_of(
    st.builds(
        UnitRow, code=CODES, kind=st.sampled_from(sorted(UNIT_KINDS.values())), name=TEXTS,
        short_name=st.just("") | TEXTS, opened_on=DAYS, closed_on=DAYS, merged_into=st.just("") | CODES,
    ),
    st.builds(
        NameRow, unit=CODES, kind=st.sampled_from(sorted(NAME_KINDS.values())), name=TEXTS,
        from_on=DAYS, until_on=DAYS,
    ),
    st.builds(PlaceRow, unit=CODES, parent=CODES, from_on=DAYS, until_on=DAYS),
    st.builds(PostRow, unit=CODES, title=TEXTS, roles=ROLE_SETS, opened_on=DAYS, closed_on=DAYS),
    st.builds(PersonRow, account=TEXTS, name=TEXTS, email=st.just("") | TEXTS, is_active=st.booleans()),
    st.builds(
        HoldingRow, account=TEXTS, unit=CODES, post=TEXTS,
        from_on=st.dates(date(1949, 10, 1), date(2100, 1, 1)), until_on=DAYS,
        stands_in_for=st.just("") | TEXTS,
    ),
)  # fmt: skip


class TestTheRoundTrip:
    @settings(deadline=None, max_examples=25)
    @given(st.lists(ROWS, max_size=8))
    def test_loses_nothing(self, rows):
        register = book_of(SHEETS, *rows)
        back = read_book(write_book(register))
        assert back.unread == []
        assert back.book == register

    def test_keeps_what_looks_like_a_formula_or_a_number_as_text(self):
        row = PersonRow(account="007", name="=1+1", email="+86@x.cn")
        back = read_book(write_book(book_of(SHEETS, row)))
        assert list(back.book.sheets["人员"].values()) == [row]

    def test_begins_with_instructions_for_every_column(self):
        workbook = load_workbook(BytesIO(write_book(Book())))
        assert workbook.sheetnames == [GUIDE, *(sheet.title for sheet in SHEETS)]
        told = {(row[0], row[1]) for row in workbook[GUIDE].iter_rows(values_only=True)}
        assert {(sheet.title, column.heading) for sheet in SHEETS for column in sheet.columns} <= told


def workbook_of(title: str, *lines: tuple[object, ...]) -> bytes:
    workbook = Workbook()
    page = workbook.active
    page.title = title
    for line in lines:
        page.append(line)
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


PEOPLE = ("账号", "姓名", "电子邮箱", "在用")
POSTS = ("单位编码", "岗位名称", "角色", "设岗日期", "撤岗日期")


NINE_O_CLOCK = datetime(2024, 3, 4, 9)  # noqa: DTZ001  # a workbook knows no zone


class TestReading:
    @pytest.mark.parametrize(
        "written", ["2024-03-04", "2024/3/4", "2024年3月4日", "2024.3.4", date(2024, 3, 4)]
    )
    def test_takes_a_day_as_people_write_it(self, written):
        back = read_book(workbook_of("岗位", POSTS, (101, "经办", "承办人", written, None)))
        (post,) = back.book.sheets["岗位"].values()
        assert (post.unit, post.opened_on) == ("101", date(2024, 3, 4))

    def test_takes_an_instant_as_its_day(self):
        back = read_book(workbook_of("岗位", POSTS, ("1", "经办", "承办人，审核人", NINE_O_CLOCK, None)))
        (post,) = back.book.sheets["岗位"].values()
        assert (post.opened_on, post.roles) == (date(2024, 3, 4), ("handler", "reviewer"))

    @pytest.mark.parametrize(
        ("line", "sentence"),
        [
            (("1", "经办", "承办人", "2024-02-30", None), "第2行：“设岗日期”的“2024-02-30”不是日期"),
            (("1", "经办", "局长", None, None), "第2行：“角色”不能是“局长”，可填：承办人"),
            (("1", None, "承办人", None, None), "第2行：“岗位名称”必须填写"),
            (("1", "长" * 61, "承办人", None, None), "第2行：“岗位名称”超过60字"),
        ],
    )
    def test_names_sheet_and_line_of_what_nobody_can_read(self, line, sentence):
        back = read_book(workbook_of("岗位", POSTS, line))
        assert [f"工作表“岗位”{sentence}" in one for one in back.unread] == [True]
        assert back.book.sheets["岗位"] == {}

    def test_tells_of_a_row_that_stands_twice(self):
        back = read_book(workbook_of("人员", PEOPLE, ("a", "甲"), (None,), ("a", "乙")))
        assert back.unread == ["工作表“人员”第4行：与第2行重复（a），请删去其中一行"]

    def test_tells_of_a_missing_column(self):
        back = read_book(workbook_of("人员", ("账号", "电子邮箱"), ("a", "b")))
        assert back.unread == ["工作表“人员”第1行：缺少“姓名”列，请按导出的表头补齐"]

    def test_tells_of_a_missing_column_that_tells_rows_apart(self):
        back = read_book(workbook_of("岗位", POSTS[:3], ("1", "经办", "承办人")))
        assert back.unread == ["工作表“岗位”第1行：缺少“设岗日期”列，请按导出的表头补齐"]

    def test_leaves_as_it_is_what_an_older_template_has_no_column_for(self):
        known = PersonRow(account="a", name="甲", email="a@x.cn", is_active=False)
        brought = read_book(workbook_of("人员", PEOPLE[:2], ("a", "甲某"), ("b", "乙"))).book
        told = brought.completed_from(book_of(SHEETS, known)).sheets["人员"]
        assert told["a",] == PersonRow(account="a", name="甲某", email="a@x.cn", is_active=False)
        assert told["b",] == PersonRow(account="b", name="乙")

    def test_passes_over_empty_lines_and_reads_columns_in_any_order(self):
        back = read_book(workbook_of("人员", ("姓名", "备注", "账号"), ("", "", ""), ("甲", "x", "a")))
        assert list(back.book.sheets["人员"].values()) == [PersonRow(account="a", name="甲")]
        assert back.lines[("人员", ("a",))] == 3

    @pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04broken", workbook_of("别的表", ("a",))])
    def test_refuses_what_is_no_register(self, content):
        with pytest.raises(UnreadableBook, match="导出名册"):
            read_book(content)
