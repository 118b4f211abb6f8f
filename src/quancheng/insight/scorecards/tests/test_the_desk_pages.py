"""The desk's pages: what each sees, what each may do, what is refused in its place."""

import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from quancheng.insight.scorecards.models import Appeal, Indicator, Mark, Result, ScoreSet
from quancheng.insight.scorecards.tests.conftest import AFTER, indicator, score, signed_in, unit, version_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
Q1 = {"period": "2026Q1"}


def to(name, *args):
    return reverse(f"scorecards_desk:{name}", args=args)


@pytest.fixture(autouse=True)
def in_april(monkeypatch):
    """Pages are looked at on Wednesday 1 April 2026."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: AFTER)


def read(answer):
    """A file that was handed out, read to its end."""
    return b"".join(answer.streaming_content).decode()


class TestTheMatrix:
    def test_shows_the_office_every_unit(self, worked, office):
        page = signed_in(office).get(to("matrix"), Q1)
        assert [group for group, _ in page.context["groups"]] == ["区县", "市直部门"]
        for part in ("61.11", "◔", "数据截至2026年3月31日", "指标", "不适用"):
            assert part in page.text

    @pytest.mark.parametrize(
        ("sort", "first"), [("", "市水务局"), ("unit", "市政府办公厅"), ("A1", "市水务局"), ("x", "市水务局")]
    )
    def test_is_sorted_without_scripts(self, worked, office, sort, first):
        by = str(indicator(sort).pk) if sort == "A1" else sort
        page = signed_in(office).get(to("matrix"), {**Q1, "sort": by})
        assert dict(page.context["groups"])["市直部门"][0].card.unit_name == first

    def test_shows_a_unit_its_own_sheet(self, worked, clerk):
        page = signed_in(clerk).get(to("matrix"), Q1)
        assert page.context["card"].unit_name == "市财政局"
        assert "市水务局" not in page.text
        assert "/plan/duties/" in page.text

    def test_says_when_nothing_is_in_force(self, city, office, clerk):
        assert "拟定考核指标" in signed_in(office).get(to("matrix")).text
        assert "签发考核指标后" in signed_in(clerk).get(to("matrix")).text

    def test_takes_few_queries(self, worked, office):
        client = signed_in(office)
        client.get(to("matrix"), Q1)
        with CaptureQueriesContext(connection) as told:
            client.get(to("matrix"), Q1)
        assert len(told) <= 45

    @pytest.mark.parametrize("bad", ["x", "2026Q9", "1' OR 1"])
    def test_takes_an_odd_period_for_the_year(self, worked, office, bad):
        assert signed_in(office).get(to("matrix"), {"period": bad}).context["period"].code == "2026"


class TestTables:
    def test_are_saved_in_both_forms(self, worked, office):
        client = signed_in(office)
        assert "61.11" in client.get(to("table", "csv"), Q1).content.decode("utf-8-sig")
        page = load_workbook(io.BytesIO(client.get(to("table", "xlsx"), Q1).content)).worksheets[0]
        assert 61.11 in [cell.value for row in page.iter_rows() for cell in row]
        assert client.get(to("table", "pdf"), Q1).status_code == 404

    def test_are_for_the_office(self, worked, clerk):
        assert signed_in(clerk).get(to("table", "csv"), Q1).status_code == 404


class TestAUnit:
    def test_is_out_of_sight_for_others(self, worked, neighbour, clerk):
        own = to("unit", unit("市财政局").pk)
        assert signed_in(neighbour).get(own, Q1).status_code == 404
        assert signed_in(clerk).get(own, Q1).status_code == 200

    def test_prints(self, worked, clerk):
        answer = signed_in(clerk).get(to("unit_paper", unit("市财政局").pk), Q1)
        told = Document(io.BytesIO(answer.content))
        cells = [cell.text for row in told.tables[0].rows for cell in row.cells]
        assert "责任事项按时完成" in cells
        assert "2/4" in cells


class TestAnIndicator:
    def test_shows_the_office_all_and_a_unit_itself(self, worked, office, clerk):
        address = to("indicator", indicator("A1").pk)
        assert len(signed_in(office).get(address, Q1).context["lines"]) == 4
        assert len(signed_in(clerk).get(address, Q1).context["lines"]) == 1


class TestTheEditor:
    def test_drafts_a_set_without_scripts(self, city, office, office_head):
        client = signed_in(office)
        page = client.get(to("set_new"))
        told = {**page.context["form"].initial, "source": "演示办法", "is_ranked": "on"}
        client.post(to("set_new"), told)
        score_set = ScoreSet.objects.get()
        said = {
            "code": "A1", "name": "按时完成", "group": "任务", "points": "100", "shape": "proportional",
            "reading": "plan.duties_in_time", "source": "演示办法", "version": 0,
        }  # fmt: skip
        client.post(to("indicator_new", score_set.pk), said)
        assert Indicator.objects.get().points == Decimal(100)
        done = signed_in(office_head).post(
            to("set_step", score_set.pk, "issue"), {"version": version_of(score_set)}, follow=True
        )
        assert "已签发" in done.text

    def test_keeps_what_was_entered_and_says_what_is_wrong(self, draft, office):
        said = {
            "code": "C1", "name": "视频播放量", "group": "传播", "points": "5", "shape": "proportional",
            "reading": "plan.duties_in_time", "source": "演示办法", "version": draft.version,
        }  # fmt: skip
        page = signed_in(office).post(to("indicator_new", draft.pk), said)
        assert page.status_code == 422
        assert "不得以粉丝量、阅读量、点赞量计分" in page.text
        assert "视频播放量" in page.text

    def test_takes_a_sheet_and_tells_faults(self, draft, office):
        client = signed_in(office)
        data = client.get(to("set_sheet", draft.pk)).content
        file = SimpleUploadedFile("考核指标表.xlsx", data)
        done = client.post(to("set_upload", draft.pk), {"version": draft.version, "file": file}, follow=True)
        assert "已导入3项指标" in done.text
        bad = SimpleUploadedFile("考核指标表.xlsx", b"PK broken")
        page = client.post(to("set_upload", draft.pk), {"version": version_of(draft), "file": bad})
        assert page.status_code >= 400
        assert draft.indicators.count() == 3

    def test_tells_what_is_missing_before_issuing(self, draft, office, office_head):
        one = draft.indicators.get(code="B1")
        signed_in(office).post(
            to("indicator_remove", draft.pk, one.pk), {"version": draft.version}, follow=True
        )
        page = signed_in(office_head).post(
            to("set_step", draft.pk, "issue"), {"version": version_of(draft)}, follow=True
        )
        assert page.status_code == 422
        assert "还差10分" in page.text

    def test_chooses_units(self, draft, office):
        told = {"version": draft.version, f"group-{unit('市财政局').pk}": "经济部门"}
        signed_in(office).post(to("set_units", draft.pk), told)
        assert draft.scored_units.get().group == "经济部门"

    def test_begins_a_new_version(self, issued, office):
        signed_in(office).post(to("set_next", issued.pk), {"from_on": "2026-07-01"})
        assert ScoreSet.objects.get(replaces=issued).number == 2

    @pytest.mark.parametrize("name", ["set_edit", "set_units", "set_sheet", "set_next", "indicator_new"])
    def test_is_closed_to_others(self, draft, clerk, stranger, name):
        assert signed_in(clerk).get(to(name, draft.pk)).status_code == 403
        assert signed_in(stranger).get(to(name, draft.pk)).status_code == 404

    def test_of_a_set_is_read_by_whom_it_scores(self, issued, clerk):
        assert "按比例计分" in signed_in(clerk).get(to("set", issued.pk)).text
        assert len(signed_in(clerk).get(to("sets")).context["sets"]) == 1


class TestResults:
    def test_are_frozen_from_the_page(self, worked, office_head, office, clerk):
        done = signed_in(office_head).post(to("freeze"), Q1, follow=True)
        assert "结果已固化" in done.text
        frozen = Result.objects.get()
        assert "没有不同" in signed_in(office).get(to("differences", frozen.pk)).text
        own = signed_in(clerk).get(to("result", frozen.pk), follow=True)
        assert own.context["frozen"].unit_name == "市财政局"
        assert signed_in(clerk).get(to("differences", frozen.pk)).status_code == 403

    def test_tell_why_not(self, worked, office):
        assert "负责人固化" in signed_in(office).post(to("freeze"), Q1, follow=True).text
        assert "没有选定考核期" in signed_in(office).post(to("freeze"), {}, follow=True).text

    def test_print(self, frozen, clerk):
        answer = signed_in(clerk).get(to("score_paper", score(frozen).pk))
        told = Document(io.BytesIO(answer.content))
        assert "61.11" in "".join(x.text for x in told.paragraphs)
        records = [[cell.text for cell in row.cells] for row in told.tables[1].rows]
        assert ["A1", "演示事项3（第3期）", "未达到"] in records


class TestAnAppeal:
    def test_goes_its_way(self, frozen, clerk, office, office_head):
        own = score(frozen)
        file = SimpleUploadedFile("说明.txt", "演示".encode())
        said = {"indicator_id": indicator("A1").pk, "text": "有一项当日报送。", "file": file}
        done = signed_in(clerk).post(to("appeal_new", own.pk), said, follow=True)
        assert "申诉已提交" in done.text
        appeal = Appeal.objects.get()
        assert read(signed_in(office).get(to("appeal_file", appeal.files.get().pk))) == "演示"
        assert "须由另一人处理" in signed_in(office_head).get(to("appeal", appeal.pk)).text
        told = {"version": 0, "change": "99", "reason": "核实"}
        page = signed_in(office).post(to("appeal_step", appeal.pk, "uphold"), told)
        assert page.status_code == 422
        assert "更正后须在0到60.00分之间" in page.text
        page = signed_in(office).post(
            to("appeal_step", appeal.pk, "uphold"), {**told, "change": "15"}, follow=True
        )
        assert "得分已更正" in page.text
        assert "77.78" in signed_in(clerk).get(to("score", own.pk)).text

    def test_of_another_unit_is_not_there(self, frozen, neighbour):
        assert signed_in(neighbour).get(to("appeal_new", score(frozen).pk)).status_code == 404

    def test_list_takes_few_queries(self, frozen, clerk, office):
        client = signed_in(clerk)
        for code in ("A1", "A2"):
            client.post(
                to("appeal_new", score(frozen).pk), {"indicator_id": indicator(code).pk, "text": "请核对。"}
            )
        client = signed_in(office)
        client.get(to("appeals"))
        with CaptureQueriesContext(connection) as told:
            assert len(client.get(to("appeals")).context["lines"]) == 2
        assert len(told) <= 30


class TestAMark:
    def test_is_given_and_confirmed(self, draft, office, office_head, clerk):
        Indicator.objects.filter(code="B1").update(shape="manual", reading="")
        client, own = signed_in(office), unit("市财政局")
        signed_in(office_head).post(to("set_step", draft.pk, "issue"), {"version": draft.version})
        address = to("mark", indicator("B1").pk, own.pk) + "?period=2026Q1"
        assert client.post(address, {"points": "8", "reason": "齐全"}).status_code == 422
        file = SimpleUploadedFile("材料.txt", "演示".encode())
        client.post(address, {"points": "8", "reason": "齐全", "file": file})
        mark = Mark.objects.get()
        assert signed_in(clerk).get(to("mark_file", mark.pk)).status_code == 404
        signed_in(office_head).post(to("confirm_mark", mark.pk))
        assert read(signed_in(clerk).get(to("mark_file", mark.pk))) == "演示"
        assert "人工评定：齐全" in signed_in(clerk).get(to("matrix"), Q1).text
