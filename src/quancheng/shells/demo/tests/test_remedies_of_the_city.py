"""What is brought against the model city, and an order that opens a request anew."""

import json
from datetime import datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.core.management import call_command
from django.test import Client

from quancheng.insight.yearbook.public import start_report
from quancheng.kernel.casework.models import Case
from quancheng.kernel.orgs.queries import person_of_account
from quancheng.shells.demo.city import DemoInProduction, load_city, unload_city
from quancheng.shells.demo.life import load_norms, load_remedies
from quancheng.shells.demo.life.people import People

pytestmark = pytest.mark.django_db
Proceeding, Measure = apps.get_model("remedies", "Proceeding"), apps.get_model("remedies", "Measure")
Redo = apps.get_model("disclosure", "Redo")
NOW = datetime(2026, 3, 5, 15, tzinfo=ZoneInfo("Asia/Shanghai"))  # Thursday


@pytest.fixture
def city() -> int:
    load_city(NOW)
    load_norms(NOW)
    return load_remedies(NOW)


class TestLoadRemedies:
    def test_leaves_one_to_answer_and_one_to_carry_out(self, city):
        states = sorted(Case.objects.filter(workflow="remedies.review").values_list("state", flat=True))
        assert (city, states) == (4, ["to_answer", "to_comply"])
        assert Measure.objects.get().number.endswith("公开改〔2026〕1号")
        assert {one.clause for one in Proceeding.objects.all()} == {"", "B"}

    def test_opens_the_request_anew_once_the_worker_hears_of_it(self, city, drain):
        drain()
        redo = Redo.objects.select_related("request__case").get()
        ordered = Proceeding.objects.get(outcome="r-ordered")
        assert redo.source == f"remedies.proceeding:{ordered.pk}"
        assert redo.request.case.state == "in_hand"
        assert redo.request.case.due_on == ordered.redo_by

    def test_marks_them_as_invented(self, city):
        assert all("演示" in one.organ for one in Proceeding.objects.all())
        assert "演示" in Measure.objects.get().problem

    def test_changes_nothing_a_second_time(self, city):
        assert load_remedies(NOW) == 0

    def test_leaves_with_the_city(self, city):
        unload_city(NOW)
        assert not Proceeding.objects.exists()
        assert not Redo.objects.exists()

    def test_is_not_for_production(self, city, settings):
        settings.IN_PRODUCTION = True
        with pytest.raises(DemoInProduction):
            load_remedies(NOW)

    def test_stands_in_table_four_of_the_annual_report(self, city):
        out = StringIO()
        call_command("annual_report", "--year", "2026", "--government", "jinan", "--json", stdout=out)
        told = json.loads(out.getvalue())["part4"]
        assert told["行政复议"] == {
            "结果维持": 0, "结果纠正": 1, "其他结果": 0, "尚未审结": 1, "总计": 2,
        }  # fmt: skip
        assert told["复议后起诉"]["总计"] == told["未经复议直接起诉"]["总计"] == 0

    @pytest.mark.usefixtures("desk_surface")
    def test_stands_behind_the_cells_of_the_report(self, city):
        people = People(NOW.date())
        unit = people.playing("unit")
        report = start_report(unit_id=unit.unit_id, year=2026, actor=unit, now=NOW)
        client = Client()
        client.force_login(person_of_account("unit"))
        page = f"/yearbook/{report.pk}/behind"
        for key, count in (("4.1.2", 1), ("4.1.4", 1), ("4.1.5", 2), ("4.3.5", 0)):
            assert len(client.get(f"{page}/{key}/").context["records"]) == count
        ordered = Proceeding.objects.get(outcome="r-ordered")
        assert f'href="/remedies/{ordered.pk}/"' in client.get(f"{page}/4.1.2/").text
