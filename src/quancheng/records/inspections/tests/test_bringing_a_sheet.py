"""A sheet comes in, is corrected, is confirmed by a second person, is amended."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from quancheng.kernel.approvals.refusals import WroteItYourself
from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.files.refused import FileRefused
from quancheng.kernel.files.safety import check_upload
from quancheng.records.inspections.commands import sheets
from quancheng.records.inspections.commands.materials import add_address, rate_indicator
from quancheng.records.inspections.models import Indicator, SheetDraft
from quancheng.records.inspections.queries.sheets import NoSuchInspection, NoSuchSheet
from quancheng.records.inspections.rules.columns import Field
from quancheng.records.inspections.tests.conftest import (
    HEAD,
    NOW,
    ROWS,
    SPAN,
    bring,
    fresh,
    sheet_file,
    signed_in,
)

DOUBTFUL = (*ROWS[:3], ("依申请公开", "答复规范", "依法按期答复公开申请", "酌情", "逾期扣分", ""))

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]


def lines(code: str) -> int:
    return AuditEntry.objects.filter(code=code).count()


class TestBringSheet:
    def test_keeps_the_file_and_what_was_understood(self, draft):
        assert [row["cells"]["name"] for row in draft.rows] == ["政策解读", "政府公报", "答复规范"]
        assert draft.full == 20
        assert draft.state == SheetDraft.State.OPEN
        assert lines("inspections.sheet.brought") == 1

    def test_refuses_the_same_sheet_while_it_waits_and_when_it_is_in_force(self, office, draft, office_head):
        with pytest.raises(sheets.SheetKnown) as waiting:
            bring(office)
        assert waiting.value.facts["draft"] == draft.pk
        made = sheets.confirm_sheet(**fresh(draft), actor=office_head, now=NOW)
        with pytest.raises(sheets.SheetKnown) as known:
            bring(office)
        assert known.value.facts["inspection"] == made.pk

    def test_refuses_a_file_without_a_sheet(self, office):
        with pytest.raises(sheets.NoIndicators, match="没有读出指标"):
            bring(office, ("姓名", "电话"), ("演示甲", "1"))

    def test_refuses_too_many_rows(self, office, monkeypatch):
        monkeypatch.setattr(sheets, "MOST_ROWS", 2)
        with pytest.raises(sheets.NoIndicators, match="超过上限"):
            bring(office)

    def test_keeps_out_a_marked_file(self):
        with pytest.raises(FileRefused, match="涉密"):
            check_upload(sheet_file(), name="机密 指标表.xlsx")

    def test_is_for_the_openness_office(self, city, clerk):
        with pytest.raises(sheets.NotYourInspection):
            bring(clerk)

    def test_does_not_amend_what_another_government_has(self, inspection, district):
        with pytest.raises(NoSuchInspection):
            bring(district, *DOUBTFUL, amends=inspection.pk)


class TestCorrectRow:
    def test_writes_cells_anew_and_clears_the_doubt(self, office, office_head):
        draft = bring(office, *DOUBTFUL)
        with pytest.raises(sheets.NotReady):
            sheets.confirm_sheet(**fresh(draft), actor=office_head, now=NOW)
        sheets.correct_row(**fresh(draft), key=3, changes={Field.POINTS: "10分"}, actor=office, now=NOW)
        made = sheets.confirm_sheet(**fresh(draft), actor=office_head, now=NOW)
        assert made.indicators.get(name="答复规范").points == 10
        assert lines("inspections.sheet.corrected") == 1

    def test_adds_a_row_that_the_file_lacks(self, office, draft):
        told = {Field.NAME: "新指标", Field.ASKS: "要点", Field.POINTS: "2"}
        grown = sheets.correct_row(**fresh(draft), key=0, changes=told, actor=office, now=NOW)
        assert len(grown.rows) == 4
        assert grown.rows[-1]["cells"]["name"] == "新指标"

    def test_refuses_an_old_page_a_row_that_is_gone_and_a_stranger(self, office, district, draft):
        old = fresh(draft)
        sheets.remove_row(**old, key=3, actor=office, now=NOW)
        with pytest.raises(sheets.SheetMoved):
            sheets.correct_row(**old, key=1, changes={Field.NAME: "甲"}, actor=office, now=NOW)
        with pytest.raises(sheets.NoSuchRow):
            sheets.correct_row(**fresh(draft), key=3, changes={Field.NAME: "甲"}, actor=office, now=NOW)
        with pytest.raises(NoSuchSheet):
            sheets.correct_row(**fresh(draft), key=1, changes={Field.NAME: "甲"}, actor=district, now=NOW)


class TestAcceptDoubts:
    def test_lets_them_stand_and_the_points_stay_empty(self, office, office_head):
        draft = bring(office, *DOUBTFUL)
        sheets.accept_doubts(**fresh(draft), keys=frozenset({3}), actor=office, now=NOW)
        made = sheets.confirm_sheet(**fresh(draft), actor=office_head, now=NOW)
        assert made.indicators.get(name="答复规范").points is None


class TestDescribeSheet:
    def test_sets_title_and_period(self, office, draft):
        told = sheets.describe_sheet(**fresh(draft), title="2026年评估", span=SPAN, actor=office, now=NOW)
        assert told.title == "2026年评估"


class TestDiscardSheet:
    def test_closes_the_draft(self, office, draft):
        sheets.discard_sheet(**fresh(draft), actor=office, now=NOW)
        with pytest.raises(sheets.SheetClosed):
            sheets.discard_sheet(**fresh(draft), actor=office, now=NOW)
        assert lines("inspections.sheet.discarded") == 1


class TestConfirmSheet:
    def test_makes_the_points_of_the_inspection(self, inspection):
        told = list(inspection.indicators.values_list("group", "name", "points"))
        assert told == [
            ("主动公开", "政策解读", 6),
            ("主动公开", "政府公报", 4),
            ("依申请公开", "答复规范", 10),
        ]
        assert lines("inspections.sheet.confirmed") == 1

    def test_needs_a_second_person_also_for_who_corrected(self, office, office_head, draft):
        with pytest.raises(sheets.SecondPersonNeeded):
            sheets.confirm_sheet(**fresh(draft), actor=office, now=NOW)
        sheets.remove_row(**fresh(draft), key=3, actor=office_head, now=NOW)
        with pytest.raises(sheets.SecondPersonNeeded):
            sheets.confirm_sheet(**fresh(draft), actor=office_head, now=NOW)
        with pytest.raises(IntegrityError), transaction.atomic():
            SheetDraft.objects.filter(pk=draft.pk).update(confirmed_by=office.person_id)

    def test_is_not_for_whose_correction_stands_behind_a_later_one(self, office, office_head, draft):
        mend = {Field.ASKS: "政策文件与解读材料必须同步公开发布"}
        sheets.correct_row(**fresh(draft), key=1, changes=mend, actor=office_head, now=NOW)
        sheets.correct_row(**fresh(draft), key=2, changes={Field.POINTS: "5"}, actor=office, now=NOW)
        with pytest.raises(WroteItYourself, match="指标表"):
            sheets.confirm_sheet(**fresh(draft), actor=office_head, now=NOW)

    def test_is_for_whose_correction_was_undone(self, office, office_head, draft):
        mend = {Field.ASKS: "政策文件与解读材料必须同步公开发布"}
        was = draft.rows[0]["cells"]["asks"]
        sheets.correct_row(**fresh(draft), key=1, changes=mend, actor=office_head, now=NOW)
        sheets.correct_row(**fresh(draft), key=1, changes={Field.ASKS: was}, actor=office, now=NOW)
        assert sheets.confirm_sheet(**fresh(draft), actor=office_head, now=NOW).indicators.count() == 3

    def test_keeps_what_was_gathered_when_the_sheet_is_amended(self, inspection, office, office_head):
        interpret, gazette = (inspection.indicators.get(name=name) for name in ("政策解读", "政府公报"))
        add_address(
            indicator_id=gazette.pk, address="https://example.cn/gb", says="公报", actor=office, now=NOW
        )
        rate_indicator(indicator_id=interpret.pk, version=0, points=5, why="缺一件", actor=office, now=NOW)
        amended = bring(
            office, HEAD, ("主动公开", "政策解读", "政策文件与解读材料同步发布", "8", "", ""),
            ("监督", "考核通报", "每季度通报", "12", "", ""), amends=inspection.pk,
        )  # fmt: skip
        again = sheets.confirm_sheet(**fresh(amended), actor=office_head, now=NOW)
        assert again.pk == inspection.pk
        interpret.refresh_from_db()
        gazette.refresh_from_db()
        assert (interpret.points, interpret.expected, interpret.dropped_at) == (8, 5, None)
        assert gazette.dropped_at == NOW
        assert gazette.materials.filter(withdrawn_at=None).count() == 1
        assert Indicator.objects.filter(inspection=inspection, dropped_at=None).count() == 3 - 2 + 1


class TestAtTheDesk:
    def test_from_upload_to_points(self, office, office_head):
        window = signed_in(office)
        sent = {"from_on": "2026-01-01", "until_on": "2026-12-31"}
        file = SimpleUploadedFile("指标表.xlsx", sheet_file(*DOUBTFUL))
        answer = window.post("/inspections/sheets/new/", {**sent, "file": file}, follow=True)
        assert "不是一个数" in answer.text
        draft = SheetDraft.objects.get()
        row = {"version": 0, "name": "答复规范", "asks": "要点", "points": "10"}
        window.post(f"/inspections/sheets/{draft.pk}/rows/3/", row)
        assert "须由另一人确认" in window.get(f"/inspections/sheets/{draft.pk}/").text
        second = signed_in(office_head)
        told = second.post(f"/inspections/sheets/{draft.pk}/confirm/", {"version": 1}, follow=True)
        assert "指标表已确认" in told.text
        assert "缺材料" in told.text

    def test_a_bad_file_and_a_bad_period_are_told_in_their_place(self, office):
        window = signed_in(office)
        file = SimpleUploadedFile("指标表.xlsx", b"not a workbook")
        sent = {"from_on": "2026-12-31", "until_on": "2026-01-01", "file": file}
        answer = window.post("/inspections/sheets/new/", sent)
        assert answer.status_code == 422
        assert "不能早于检查期起" in answer.text

    def test_a_list_costs_few_queries_however_long(self, office, inspection, django_assert_max_num_queries):
        window = signed_in(office)
        window.get("/inspections/")
        with django_assert_max_num_queries(25):
            assert window.get("/inspections/").status_code == 200
        with django_assert_max_num_queries(25):
            assert "政府公报" in window.get(f"/inspections/{inspection.pk}/").text

    def test_others_see_no_sheet(self, clerk, district, inspection, draft):
        for actor in (clerk, district):
            window = signed_in(actor)
            assert window.get(f"/inspections/{inspection.pk}/").status_code == 404
            assert window.get(f"/inspections/sheets/{draft.pk}/").status_code == 404
            assert window.get("/inspections/").status_code == 200
