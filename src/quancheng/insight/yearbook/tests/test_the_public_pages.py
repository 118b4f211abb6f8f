"""What everybody reads of annual reports: issued ones, whole, as pages and as data."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quancheng.insight.yearbook.commands import issuing, reports
from quancheng.insight.yearbook.tests.conftest import NOW, at_once, fresh

pytestmark = [pytest.mark.django_db]


class TestTheList:
    def test_names_what_is_issued_alone(self, draft, client):
        assert "还没有公布的年度报告" in client.get("/yearbook/").text

    def test_goes_by_years(self, issued, client):
        page = client.get("/yearbook/")
        assert "市财政局2024年政府信息公开工作年度报告" in page.text
        assert client.get("/yearbook/?year=2024").status_code == 200
        assert client.get("/yearbook/?year=2020").status_code == 404
        assert client.get("/yearbook/?year=x").status_code == 404

    def test_is_data_too(self, issued, client):
        assert "市财政局" in client.get("/yearbook/reports.csv").content.decode("utf-8-sig")
        told = client.get("/yearbook/reports.json").json()
        assert told["政府信息公开工作年度报告"][0]["本年新收申请"] == 6
        assert issued.ref in client.get("/yearbook/feed.atom").content.decode()


class TestAReport:
    def test_shows_all_six_parts(self, issued, client):
        page = client.get(f"/yearbook/{issued.ref}/")
        for part in (
            "一、总体",
            "二、主动公开",
            "三、收到和处理",
            "四、政府信息公开",
            "五、存在的",
            "六、其他",
        ):
            assert part in page.text, part
        assert "本年新收政府信息公开申请6件" in page.text
        assert "{{" not in page.text
        assert 'name="csrf' not in page.text

    def test_tells_nothing_of_how_it_came_about(self, issued, client):
        for address in ("", "report.csv", "report.json"):
            body = client.get(f"/yearbook/{issued.ref}/{address}").content.decode("utf-8-sig")
            for inner in ("演示clerk", "演示head", "手工录入", "year-cell--hand", "/behind/"):
                assert inner not in body, (address, inner)

    @pytest.mark.parametrize("address", ["", "report.csv", "report.json"])
    def test_is_not_there_before_its_issue_nor_after_its_withdrawal(self, submitted, head, client, address):
        assert client.get(f"/yearbook/{submitted.ref}/{address}").status_code == 404
        made = issuing.issue_report(**at_once(submitted), actor=head, now=NOW)
        assert client.get(f"/yearbook/{made.ref}/{address}").status_code == 200
        issuing.withdraw_report(**at_once(made), reason="演示", actor=head, now=NOW)
        assert client.get(f"/yearbook/{made.ref}/{address}").status_code == 404

    def test_keeps_its_address_when_it_is_corrected(self, issued, clerk, head, client, counter):
        counter.of_units[issued.unit_id] = {(1, 1): 8, (3, 1): 8}
        made = reports.start_report(unit_id=issued.unit_id, year=2024, actor=clerk, now=NOW)
        reports.count_again(**at_once(made), actor=clerk, now=NOW)
        assert client.get(f"/yearbook/{issued.ref}/report.json").json()["part3"]["rows"][0][6] == 6
        issuing.submit_report(**at_once(made), actor=clerk, now=NOW)
        issuing.issue_report(**at_once(made), actor=head, now=NOW)
        page = client.get(f"/yearbook/{issued.ref}/")
        assert "更正后的第2版" in page.text
        assert "本年新收政府信息公开申请8件" in page.text

    def test_keeps_the_figures_that_were_signed(self, issued, client, head):
        """What is taken in of last year later does not change what was published."""
        before = client.get(f"/yearbook/{issued.ref}/").text
        type(issued).objects.create(
            tenant=issued.tenant, unit=issued.unit, year=2023, ref="x-2023", state="recorded",
            cells={"3.1.1": "3"}, drafted_by_id=head.person_id, drafted_at=NOW,
        )  # fmt: skip
        assert client.get(f"/yearbook/{issued.ref}/").text == before
        assert "（无上年数据）" in fresh(issued).overview

    def test_keeps_the_name_that_its_unit_bore(self, issued, client):
        type(issued.unit).objects.filter(pk=issued.unit_id).update(name="市财政和国资局")
        assert (
            "<h1>市财政局2024年政府信息公开工作年度报告</h1>" in client.get(f"/yearbook/{issued.ref}/").text
        )

    def test_is_data_too(self, issued, client):
        told = json.loads(client.get(f"/yearbook/{issued.ref}/report.json").content)
        assert told["unit"] == "市财政局"
        assert told["issued_on"] == "2025-01-13"
        assert len(told["part3"]["rows"]) == 25
        lines = client.get(f"/yearbook/{issued.ref}/report.csv").content.decode("utf-8-sig").splitlines()
        assert len(lines) == 201

    def test_takes_few_queries(self, issued, client):
        with CaptureQueriesContext(connection) as told:
            client.get(f"/yearbook/{issued.ref}/")
        assert len(told) <= 8
