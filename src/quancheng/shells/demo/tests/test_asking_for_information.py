"""Four invented requests come to the model city, each stands somewhere else, and all leave with it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps

from quancheng.kernel.casework.models import Case
from quancheng.kernel.notify.models import Notice
from quancheng.shells.demo.city import DemoInProduction, load_city, unload_city
from quancheng.shells.demo.life import load_requests

pytestmark = pytest.mark.django_db
Request, Correction = apps.get_model("disclosure", "Request"), apps.get_model("disclosure", "Correction")
NOW = datetime(2026, 3, 5, 15, tzinfo=ZoneInfo("Asia/Shanghai"))  # Thursday


@pytest.fixture
def city() -> int:
    load_city(NOW)
    return load_requests(NOW)


class TestLoadRequests:
    def test_leaves_one_of_each_standing(self, city):
        states = sorted(Case.objects.filter(workflow="disclosure").values_list("state", flat=True))
        assert (city, states) == (4, ["correcting", "in_hand", "in_hand", "unconfirmed"])
        assert Case.objects.filter(workflow="consultation", state="sent").count() == 1
        assert Correction.objects.count() == 1

    def test_marks_them_as_invented(self, city):
        assert all("演示" in one.wanted for one in Request.objects.all())
        assert {str(one.case.unit) for one in Request.objects.all()} == {"市财政局", "市大数据局"}

    def test_are_open_and_in_time(self, city):
        assert not Case.objects.filter(workflow="disclosure", due_on__lt=NOW.date()).exists()

    def test_changes_nothing_a_second_time(self, city):
        assert load_requests(NOW) == 0
        assert Request.objects.count() == 4

    def test_leaves_with_the_city(self, city):
        unload_city(NOW)
        assert not any(kind.objects.exists() for kind in (Request, Correction, Case, Notice))

    def test_is_refused_in_production(self, settings):
        settings.IN_PRODUCTION = True
        with pytest.raises(DemoInProduction):
            load_requests(NOW)
