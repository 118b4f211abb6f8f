"""The pages of measures at the desk."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from quancheng.records.remedies.models import Measure
from quancheng.records.remedies.tests.conftest import (
    finance,
    signed_in,
)
from quancheng.records.remedies.tests.test_measures.conftest import complained, draft, last_told

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("desk_surface")
class TestTheMeasurePages:
    def test_lead_from_draft_to_closed(self, office, chief, clerk, city):
        until = timezone.localdate().replace(year=timezone.localdate().year + 1)
        told = {
            "verb": "supervise", "unit_id": finance().pk, "source": "case", "problem": "逾期",
            "demand": "整改", "until": until.isoformat(),
        }  # fmt: skip
        page = signed_in(office).post("/remedies/measures/new/", told, follow=True)
        assert "已拟稿" in page.text
        one = Measure.objects.get()
        step = f"/remedies/measures/{one.pk}/steps"
        assert "签发" not in signed_in(clerk).get("/remedies/measures/").text
        assert "已签发" in signed_in(chief).post(f"{step}/issued/", {"version": 0}, follow=True).text
        proof = {"says": "截图", "address": "https://www.example.cn/"}
        prove = reverse("remedies_desk:prove", args=[one.pk])
        assert "已提供佐证" in signed_in(clerk).post(prove, proof, follow=True).text
        assert signed_in(clerk).post(prove, {"says": "什么也没有"}).status_code == 422
        refused = signed_in(clerk).post(f"{step}/reported/", {"version": 1, "feedback": ""})
        assert refused.status_code == 422
        assert (
            "已反馈"
            in signed_in(clerk)
            .post(f"{step}/reported/", {"version": 1, "feedback": "已改"}, follow=True)
            .text
        )
        closed = signed_in(office).post(f"{step}/closed/", {"version": 2, "reason": "已核"}, follow=True)
        assert "已核实销号" in closed.text
        paper = signed_in(clerk).get(reverse("remedies_desk:paper", args=[one.pk]))
        assert paper["Content-Disposition"].startswith("attachment")

    def test_ask_the_database_no_more_for_more(self, issued, office, chief):
        complained(office)
        client = signed_in(office)
        for page, most in (("measures/", 36), ("complaints/", 34)):
            client.get(f"/remedies/{page}")
            with CaptureQueriesContext(connection) as for_one:
                client.get(f"/remedies/{page}")
            for _ in range(4):
                draft(office)
                complained(office)
            with CaptureQueriesContext(connection) as for_many:
                client.get(f"/remedies/{page}")
            assert len(for_many) == len(for_one) <= most

    def test_of_other_organs_are_entered(self, office, city):
        told = {
            "verb": "opinion", "organ": "review", "issuer": "泉州湾市人民政府", "number": "泉政意〔2026〕1号",
            "received_on": timezone.localdate().isoformat(), "unit_id": finance().pk, "source": "decision",
            "problem": "检索不充分", "demand": "改正",
        }  # fmt: skip
        client = signed_in(office)
        refused = client.post("/remedies/measures/enter/", {**told, "organ": "court"})
        assert refused.status_code == 422
        assert "检索不充分" in refused.text
        assert "已登记" in client.post("/remedies/measures/enter/", told, follow=True).text
        paper = client.get(reverse("remedies_desk:paper", args=[Measure.objects.get().pk]))
        assert paper.status_code == 404

    def test_do_not_open_to_strangers(self, issued, neighbour, district):
        for stranger in (neighbour, district):
            client = signed_in(stranger)
            for name in ("measure", "paper"):
                assert client.get(reverse(f"remedies_desk:{name}", args=[issued.pk])).status_code == 404
            address = reverse("remedies_desk:measure_step", args=[issued.pk, "reported"])
            assert client.post(address, {"version": 1, "feedback": "x"}).status_code == 404

    def test_of_complaints_keep_what_was_entered(self, office, clerk):
        refused = signed_in(office).post(
            "/remedies/complaints/new/", {"matter": "写了一半的话", "way": "letter"}
        )
        assert refused.status_code == 422
        assert "写了一半的话" in refused.text
        made = complained(office)
        page = reverse("remedies_desk:complaint", args=[made.pk])
        assert "演示甲" not in signed_in(office).get(page).text
        assert "演示甲" in signed_in(office).post(f"{page}complainant/").text
        assert last_told() == "remedies.complaint.complainant_read"
        assert signed_in(clerk).post(f"{page}complainant/").status_code == 404
        assert signed_in(clerk).get(page).status_code == 404
        assert "由政务公开机构办理" in signed_in(clerk).get("/remedies/complaints/new/").text
        done = signed_in(office).post(
            f"{page}steps/verify/", {"version": 0, "finding": "属实", "followed": ""}, follow=True
        )
        assert "已登记属实" in done.text
