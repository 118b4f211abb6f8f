"""A filled table comes in at the desk."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from quancheng.kernel.files.tables import Sheet, as_xlsx
from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.models import FilledTable
from quancheng.records.plan.queries.duties import own_duties
from quancheng.records.plan.tests.desk import signed_in
from quancheng.records.plan.tests.test_filling.conftest import (
    PAGE,
    Book,
    apply,
    duty_in,
    to_report,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]


class TestAtTheDesk:
    @pytest.fixture
    def window(self, clerk) -> Client:
        return signed_in(Unit.objects.get(short_name="市财政局"), "window", Role.HANDLER)

    def exported(self, window: Client, name: str = "duties_table_export") -> Book:
        return Book(window.get(reverse(f"plan_desk:{name}")).content)

    def upload(
        self, window: Client, book: Book | bytes, name: str = "duties_table", file: str = "办理表.xlsx"
    ):
        data = book if isinstance(book, bytes) else book.data()
        return window.post(
            reverse(f"plan_desk:{name}"), {"file": SimpleUploadedFile(file, data)}, follow=True
        )

    def test_a_table_is_exported_filled_in_previewed_and_applied(self, window):
        book = self.exported(window).fill(2, note="已公开", addresses=PAGE, report="是")
        preview = self.upload(window, book)
        assert "尚未办理任何一行" in preview.text
        assert "办理表 第2行" in preview.text
        assert duty_in(book, 2).case.state == "issued"
        here = preview.request["PATH_INFO"]
        done = window.post(here, {"seen": preview.context["seen"].fingerprint}, follow=True)
        assert "已按表格办理：报送1项，网址佐证1项" in done.text
        assert duty_in(book, 2).case.state == "reported"
        again = window.get(here).text
        assert "这份表格已经办理" in again
        assert "确认全部办理" not in again

    def test_a_preview_that_moved_is_shown_anew(self, window):
        preview = self.upload(window, self.exported(window).fill(2, addresses=PAGE))
        answer = window.post(preview.request["PATH_INFO"], {"seen": "old"})
        assert answer.status_code == 422
        assert "请核对新的预览" in answer.text

    def test_faults_stand_in_the_preview_and_nothing_can_be_confirmed(self, window):
        preview = self.upload(window, self.exported(window).fill(2, report="是").fill(3, report="也许"))
        assert "工作表“办理表”L2" in preview.text
        assert "工作表“办理表”L3" in preview.text
        assert "确认全部办理" not in preview.text

    def test_an_empty_table_says_so(self, window):
        assert "还没有填写任何一行" in self.upload(window, self.exported(window)).text

    @pytest.mark.parametrize(
        ("data", "file"),
        [
            (b"", "空.xlsx"),
            (b"hello", "办理表.xlsx"),
            (b"PK\x03\x04broken", "办理表.xlsx"),
            (as_xlsx(Sheet("别的", ("甲",), [("乙",)])), "别的.xlsx"),
            ("机密★1年".encode(), "机密★1年.txt"),
        ],
    )
    def test_what_is_no_table_of_ours_is_refused_in_its_place(self, window, data, file):
        answer = self.upload(window, data, file=file)
        assert answer.status_code == 422
        assert not FilledTable.objects.exists()

    def test_the_head_decides_by_table(self, window, clerk):
        apply(to_report(clerk).fill(2, addresses=PAGE, report="是"), clerk)
        head = signed_in(Unit.objects.get(short_name="市财政局"), "head-window", Role.HEAD)
        assert reverse("plan_desk:confirm_table") in head.get(reverse("plan_desk:duties_confirm")).text
        book = self.exported(head, "confirm_table_export").fill(2, decision="退回", reason="请补全")
        preview = self.upload(head, book, "confirm_table", "待确认表.xlsx")
        assert "请补全" in preview.text
        done = head.post(
            preview.request["PATH_INFO"], {"seen": preview.context["seen"].fingerprint}, follow=True
        )
        assert "已按表格办理：退回1项" in done.text

    def test_is_not_there_for_others(self, window, clerk):
        other = signed_in(Unit.objects.get(short_name="市发展改革委"), "other", Role.HANDLER)
        preview = self.upload(window, self.exported(window).fill(2, addresses=PAGE))
        assert other.get(preview.request["PATH_INFO"]).status_code == 404
        for name in ("confirm_table", "confirm_table_export"):
            assert window.get(reverse(f"plan_desk:{name}")).status_code == 403

    def test_the_duties_of_the_table_are_those_of_the_unit(self, window, clerk):
        numbers = {int(row[0]) for row in self.exported(window).page.iter_rows(min_row=2, values_only=True)}
        assert numbers == set(own_duties(clerk).values_list("pk", flat=True))
