"""The desk pages: the board of a year, a report with its marks and checks, the forms that fill it, files."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from quancheng.insight.yearbook.commands import reports
from quancheng.insight.yearbook.models import InnerDay, Report
from quancheng.insight.yearbook.rules.shape import Part
from quancheng.insight.yearbook.tests.conftest import NOW, at_once, cells, fresh, signed_in, unit
from quancheng.insight.yearbook.tests.printed import A_CITY_OF_2025
from quancheng.insight.yearbook.tests.test_reading import requests_page, rows_of
from quancheng.records.disclosure.public import AnnualRow

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
SMALL = [[0] * 7 for _ in AnnualRow]


def to(name, *args):
    return reverse(f"yearbook_desk:{name}", args=args)


@pytest.fixture(autouse=True)
def in_january(monkeypatch):
    """Pages are looked at on Monday 13 January 2025."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


class TestTheBoard:
    def test_shows_the_office_every_unit_and_the_governments_own(self, draft, office):
        page = signed_in(office).get(to("board"))
        assert [one.who for one in page.context["board"].lines] == ["市政府办公厅", "市财政局", "市水务局"]
        assert page.context["board"].own.who == "泉州湾市人民政府"
        for text in ("编制中", "未编制", "还有18天", "2025年1月31日", "2025年3月31日", "还有77天"):
            assert text in page.text, text

    def test_shows_a_unit_its_own_line(self, draft, clerk, neighbour):
        assert [one.who for one in signed_in(clerk).get(to("board")).context["lines"]] == ["市财政局"]
        page = signed_in(neighbour).get(to("board"))
        assert [one.who for one in page.context["lines"]] == ["市水务局"]
        assert "市财政局" not in page.text

    def test_shows_what_does_not_hold(self, draft, clerk, office):
        typed = {"part": Part.REQUESTS, "cells": cells(r25c1=2), "source": "台账", "actor": clerk, "now": NOW}
        reports.enter_cells(**at_once(draft), **typed)
        assert "2处不平" in signed_in(office).get(to("board"), {"wait": "faulty"}).text

    def test_begins_a_report_once(self, counter, clerk):
        client = signed_in(clerk)
        told = {"unit": unit("市财政局").pk, "year": 2024}
        page = client.post(to("start"), told, follow=True)
        assert "已生成草稿" in page.text
        page = client.post(to("start"), told, follow=True)
        assert "正在编制" in page.text
        assert Report.objects.count() == 1

    def test_refuses_a_neighbour_and_odd_input(self, counter, neighbour):
        client = signed_in(neighbour)
        assert client.post(to("start"), {"unit": unit("市财政局").pk, "year": 2024}).status_code == 403
        assert client.post(to("start"), {"unit": "x", "year": "今年"}).status_code == 422
        assert client.get(to("board"), {"year": "9" * 30}).status_code == 200

    def test_takes_few_queries(self, draft, office):
        client = signed_in(office)
        client.get(to("board"))
        with CaptureQueriesContext(connection) as told:
            client.get(to("board"))
        assert len(told) <= 40


class TestAReport:
    def test_links_each_counted_cell_to_the_requests_behind(self, draft, clerk):
        client = signed_in(clerk)
        page = client.get(to("report", draft.pk))
        assert to("behind", draft.pk, "3.1.1") in page.text
        assert to("behind", draft.pk, "3.5.1") not in page.text  # nought
        page = client.get(to("behind", draft.pk, "3.1.1"))
        assert "演示申请5" in page.text
        assert "/requests/5/" in page.text
        assert len(client.get(to("behind", draft.pk, "3.24.7")).context["records"]) == 6  # a sum of sums
        assert client.get(to("behind", draft.pk, "9.9.9")).status_code == 404

    def test_marks_cells_and_explains_below_the_table(self, draft, clerk):
        typed = {
            "part": Part.REQUESTS,
            "cells": cells(r25c1=2),
            "source": "纸质台账",
            "actor": clerk,
            "now": NOW,
        }
        reports.enter_cells(**at_once(draft), **typed)
        page = signed_in(clerk).get(to("report", draft.pk))
        cell = page.text.split('id="cell-3.25.1"')[0].rsplit("<td", 1)[1]
        assert "year-cell--wrong" in cell
        assert "year-cell--hand" in cell
        assert "相差1" in page.text
        assert "手工录入的数据来源：纸质台账" in page.text

    def test_goes_its_way(self, draft, clerk, head):
        at_unit, at_head = signed_in(clerk), signed_in(head)
        page = at_unit.post(to("step", draft.pk, "submit"), {"version": fresh(draft).version}, follow=True)
        assert "已送审" in page.text
        assert "签发并公布" not in page.text
        assert "签发并公布" in at_head.get(to("report", draft.pk)).text
        page = at_head.post(to("step", draft.pk, "send_back"), {"version": 1, "reason": ""})
        assert page.status_code == 422
        page = at_head.post(to("step", draft.pk, "issue"), {"version": fresh(draft).version}, follow=True)
        assert "已在门户公布" in page.text
        assert at_head.post(to("step", draft.pk, "issue"), {"version": 9}).status_code == 409
        assert at_head.post(to("step", draft.pk, "burn")).status_code == 404

    def test_is_not_there_for_a_neighbour(self, draft, neighbour, stranger):
        for who in (neighbour, stranger):
            client = signed_in(who)
            for address in (to("report", draft.pk), to("paper", draft.pk, "docx"), to("texts", draft.pk)):
                assert client.get(address).status_code == 404, address
            assert client.get(to("behind", draft.pk, "3.1.1")).status_code == 404

    def test_shows_a_figure_that_changed(self, draft, clerk, counter):
        assert "（原为" not in signed_in(clerk).get(to("report", draft.pk)).text
        reports.write_texts(**at_once(draft), texts={}, actor=clerk, now=NOW)
        counter.of_units[draft.unit_id][1, 1] = 6
        reports.count_again(**at_once(draft), actor=clerk, now=NOW)
        page = signed_in(clerk).get(to("report", draft.pk))
        assert "（原为6）" in page.text
        assert "处数据已随之更新" in page.text


class TestTyping:
    def test_takes_a_table(self, draft, clerk):
        client = signed_in(clerk)
        address = to("cells", draft.pk, 4)
        assert "结果维持" in client.get(address).text
        told = {"version": fresh(draft).version, "4.1.1": "１", "4.1.5": "", "4.2.1": "-3", "source": ""}
        page = client.post(address, told)
        assert page.status_code == 422
        assert "第四部分“未经复议直接起诉”“结果维持”写的是“-3”" in page.text
        page = client.post(address, {**told, "4.2.1": "", "source": "行政复议机构台账"}, follow=True)
        assert "第四部分已保存" in page.text
        assert fresh(draft).figures.at(4, 1, 5) == 1

    def test_keeps_what_was_entered_when_the_source_is_missing(self, draft, clerk):
        page = signed_in(clerk).post(
            to("cells", draft.pk, 3), {"version": fresh(draft).version, "3.1.2": "8"}
        )
        assert page.status_code == 422
        assert "请写明数据来源" in page.text
        assert 'value="8"' in page.text

    def test_knows_three_tables(self, draft, clerk):
        assert signed_in(clerk).get(to("cells", draft.pk, 5)).status_code == 404

    def test_writes_texts(self, draft, clerk):
        client = signed_in(clerk)
        page = client.get(to("texts", draft.pk))
        assert "{{本年新收|6}}" in page.text
        told = {
            "version": fresh(draft).version,
            "overview": "新收{{本年新收|9}}件",
            "problems": "无",
            "other": "",
        }
        page = client.post(to("texts", draft.pk), told)
        assert page.status_code == 422
        assert "不能在文字里改成9" in page.text
        page = client.post(to("texts", draft.pk), {**told, "overview": "新收{{ 本年新收 }}件"}, follow=True)
        assert "文字部分已保存" in page.text
        assert fresh(draft).overview == "新收{{本年新收|6}}件"


class TestLastYearsReport:
    def bring(self, client, page: str, name="年报.html", **more):
        file = SimpleUploadedFile(name, page.encode())
        told = {"year": 2023, "unit": unit("市财政局").pk, "source": "本单位网站", "file": file, **more}
        return client.post(to("former"), told, follow=True)

    def test_is_taken_in_and_compared(self, draft, clerk):
        lines = [list(line) for line in SMALL]
        lines[24] = [1, 0, 0, 0, 0, 0, 1]
        lines[0] = [1, 0, 0, 0, 0, 0, 1]
        client = signed_in(clerk)
        page = self.bring(client, f"<html><body>{requests_page(lines)}</body></html>")
        assert "已导入" in page.text
        page = client.get(to("report", draft.pk))
        assert page.context["faults"] == ()
        assert "与上年比较" in page.text
        assert "增长500%" in page.text

    def test_blocks_when_it_left_another_number(self, draft, clerk):
        client = signed_in(clerk)
        self.bring(client, f"<html><body>{requests_page(rows_of(A_CITY_OF_2025))}</body></html>")
        page = client.get(to("report", draft.pk))
        assert "上一年度报告第25行“四、结转下年度继续办理”为783" in page.text

    def test_names_every_place_that_cannot_be_read(self, draft, clerk):
        lines = [list(line) for line in SMALL]
        lines[2][0], lines[3][1] = "三件", "?"
        page = self.bring(signed_in(clerk), f"<html><body>{requests_page(lines)}</body></html>")
        assert page.status_code == 422
        assert "写的是“三件”" in page.text
        assert "写的是“?”" in page.text
        assert Report.objects.count() == 1

    def test_refuses_what_is_no_report(self, draft, clerk):
        page = self.bring(signed_in(clerk), "只有文字", name="说明.txt")
        assert "没有找到第三部分的表格" in page.text
        page = self.bring(signed_in(clerk), "MZ\x90\x00", name="程序.exe")
        assert page.status_code == 422

    def test_offers_a_unit_itself_alone(self, draft, neighbour):
        page = self.bring(signed_in(neighbour), f"<html><body>{requests_page(SMALL)}</body></html>")
        assert page.status_code == 422
        assert Report.objects.count() == 1


class TestFiles:
    def test_hold_the_whole_report(self, draft, clerk):
        client = signed_in(clerk)
        found = {
            ending: client.get(to("paper", draft.pk, ending)) for ending in ("docx", "xlsx", "html", "json")
        }
        assert all(answer.status_code == 200 for answer in found.values())
        document = Document(io.BytesIO(found["docx"].content))
        assert len(document.tables) == 3
        assert len(document.tables[1].rows) == 28
        assert document.tables[1].cell(3, 3).text == "5"
        words = "\n".join(paragraph.text for paragraph in document.paragraphs)
        assert "本年新收政府信息公开申请6件" in words
        assert "{{" not in words
        book = load_workbook(io.BytesIO(found["xlsx"].content))
        assert [cell.value for cell in book.worksheets[1][2]] == [
            1,
            AnnualRow.RECEIVED.label,
            5,
            1,
            0,
            0,
            0,
            0,
            6,
        ]
        told = json.loads(found["json"].content)
        assert told["part3"]["rows"][0] == [5, 1, 0, 0, 0, 0, 6]
        assert "三、收到和处理政府信息公开申请情况" in found["html"].content.decode()

    def test_are_of_five_formats(self, draft, clerk):
        assert signed_in(clerk).get(to("paper", draft.pk, "exe")).status_code == 404

    def test_are_printed(self, draft, clerk):
        answer = signed_in(clerk).get(to("paper", draft.pk, "pdf"))
        assert answer.content.startswith(b"%PDF")

    @pytest.mark.parametrize("ending", ["xlsx", "docx", "html"])
    def test_are_read_back(self, issued, clerk, ending):
        client = signed_in(clerk)
        data = client.get(to("paper", issued.pk, ending)).content
        file = SimpleUploadedFile(f"报告.{ending}", data)
        told = {"year": 2023, "unit": unit("市财政局").pk, "source": "演示", "file": file}
        client.post(to("former"), told)
        brought = Report.objects.get(state="recorded")
        assert all(brought.figures.of(place) == value for place, value in issued.figures.told.items())


class TestDays:
    def test_are_set_by_the_head_of_the_office(self, city, office, office_head):
        told = {"owes": "unit", "from_year": 2024, "month": 1, "day": 20, "source": "演示通知"}
        assert signed_in(office).post(to("days"), told).status_code == 422
        page = signed_in(office_head).post(to("days"), told, follow=True)
        assert "内部时限已设定" in page.text
        assert InnerDay.objects.get().day == 20
        assert "还有7天" in signed_in(office).get(to("board")).text

    def test_are_never_after_that_of_the_law(self, city, office_head):
        told = {"owes": "unit", "from_year": 2024, "month": 2, "day": 1, "source": "演示通知"}
        page = signed_in(office_head).post(to("days"), told)
        assert "法定期限是次年1月31日" in page.text
        page = signed_in(office_head).post(to("days"), {**told, "day": 30})
        assert "没有2月30日" in page.text


class TestMyWork:
    def test_tells_who_issues_and_to_whom_it_came_back(self, submitted, clerk, head, office_head, neighbour):
        at_head = signed_in(head)
        assert "份年度报告待签发" in at_head.get(reverse("workbench:my_work")).text
        assert "份年度报告待签发" in signed_in(office_head).get(reverse("workbench:my_work")).text
        for who in (clerk, neighbour):
            assert "年度报告待签发" not in signed_in(who).get(reverse("workbench:my_work")).text
        told = {"version": fresh(submitted).version, "reason": "请核对（演示）"}
        at_head.post(to("step", submitted.pk, "send_back"), told)
        assert "份年度报告被退回" in signed_in(clerk).get(reverse("workbench:my_work")).text
