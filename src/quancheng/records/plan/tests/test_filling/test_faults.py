"""What is wrong in a filled table is told by its line and column."""

from collections.abc import Callable

import pytest

from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import duties as writing
from quancheng.records.plan.tests.test_filling.conftest import PAGE, THEN, Book, duty_in, to_report, wrong
from quancheng.records.plan.tests.test_working_on_duties import staff, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]


def other_id(book: Book) -> None:
    book.fill(2, key="99999999")


def older(book: Book) -> None:
    book.fill(2, version="7")


def own_line(book: Book) -> None:
    book.fill(8, addresses=PAGE, report="是")


def twice(book: Book) -> None:
    book.fill(3, key=book.page["A2"].value, version=book.page["B2"].value, report="是")


def merged(book: Book) -> None:
    book.page.merge_cells("J2:J3")


class TestFaults:
    @pytest.mark.parametrize(
        ("spoil", "sentence"),
        [
            (other_id, "工作表“办理表”A2：本单位没有编号为99999999的责任事项"),
            (older, "工作表“办理表”A2：导出之后已被办理（现为“待签收”）"),
            (own_line, "工作表“办理表”A8：隐藏列中的编号或版本不是系统导出的内容"),
            (twice, "工作表“办理表”A3：与工作表“办理表”A2是同一事项"),
            (merged, "工作表“办理表”J2:J3是合并的单元格"),
        ],
    )
    def test_name_sheet_and_cell(self, clerk, spoil: Callable[[Book], None], sentence):
        book = to_report(clerk).fill(2, addresses=PAGE, report="是")
        spoil(book)
        assert any(one.startswith(sentence) for one in wrong(book, clerk))

    @pytest.mark.parametrize(
        ("told", "sentence"),
        [
            ({"report": "是"}, "L2：还没有佐证"),
            ({"report": "同意"}, "L2：“同意”不能识别，只能填“是”或“否”"),
            ({"report": "是", "addresses": "见附件"}, "K2：“见附件”不是完整的网址"),
            ({"report": "是", "addresses": f"{PAGE} javascript:alert(1)"}, "K2：“javascript:alert(1)”不是"),
            ({"note": "已公开"}, "L2：填写了“完成情况”，请在“确认报送（是）”填“是”"),
            ({"note": "长" * 1001, "report": "是", "addresses": PAGE}, "J2：“完成情况”超过1000字"),
        ],
    )
    def test_name_the_cell_that_was_filled_in_wrongly(self, clerk, told, sentence):
        [one] = wrong(to_report(clerk).fill(2, **told), clerk)
        assert one.startswith(f"工作表“办理表”{sentence}")

    def test_name_every_fault_of_a_line_at_once(self, clerk):
        book = to_report(clerk).fill(
            2, note="长" * 1001, addresses="见附件 也见附件", report="同意", version="7"
        )
        told = [one.removeprefix("工作表“办理表”") for one in wrong(book, clerk)]
        assert [one[:2] for one in told] == ["J2", "L2", "A2", "K2", "K2"]
        assert [one.split("：")[1][:5] for one in told] == [
            "“完成情况",
            "“同意”不",
            "导出之后已",
            "“见附件”",
            "“也见附件",
        ]

    def test_name_what_is_missing_beside_what_is_too_long(self, clerk):
        told = wrong(to_report(clerk).fill(2, note="长" * 1001, report="是"), clerk)
        assert ["超过1000字" in one for one in told] == [True, False]
        assert "还没有佐证" in told[1]

    def test_name_every_fault_of_a_line_that_is_nobodys(self, clerk):
        book = to_report(clerk).fill(2, note="已办", addresses=PAGE, key="x")
        assert ["L2" in wrong(book, clerk)[1], len(wrong(book, clerk))] == [True, 2]

    def test_tell_how_much_is_missing_from_the_records(self, clerk, posts):
        posts.add("a", "市财政局", "2026-01-05")
        [one] = wrong(to_report(clerk).fill(2, report="是"), clerk)
        assert "系统记录只有1条／2条，还没有佐证" in one

    def test_tell_of_what_was_worked_on_meanwhile(self, clerk):
        book = to_report(clerk).fill(2, addresses=PAGE, report="是")
        writing.sign_duty(**told(duty_in(book, 2)), actor=clerk, now=THEN)
        assert "已被办理（现为“办理中”）" in wrong(book, clerk)[0]

    def test_of_another_unit_do_not_tell_that_the_duty_is_there(self, clerk):
        book = to_report(clerk).fill(2, addresses=PAGE, report="是")
        [one] = wrong(book, staff("市发展改革委", "ndrc", Role.HANDLER))
        assert "本单位没有编号为" in one
