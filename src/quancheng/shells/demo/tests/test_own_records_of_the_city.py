"""Own records, the same wish and a refusal come to the model city, and leave with it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps

from quancheng.kernel.casework.models import Case
from quancheng.shells.demo.city import DemoInProduction, load_city, unload_city
from quancheng.shells.demo.life import load_norms, load_own_records

pytestmark = pytest.mark.django_db
NAMES = ("OwnRecord", "OwnRecordClaim", "MadeOpen", "SameWish", "Redirection", "Request")
MODELS = {name: apps.get_model("disclosure", name) for name in NAMES}
NOW = datetime(2026, 3, 5, 15, tzinfo=ZoneInfo("Asia/Shanghai"))  # Thursday


@pytest.fixture
def city() -> int:
    load_city(NOW)
    load_norms(NOW)
    return load_own_records(NOW)


class TestLoadOwnRecords:
    def test_leaves_one_of_each_on_the_desk(self, city):
        assert city == 6
        own = Case.objects.filter(workflow="own_record").values_list("state", flat=True)
        assert sorted(own) == ["received", "to_issue"]
        assert Case.objects.get(workflow="made_open").state == "to_assess"
        assert MODELS["SameWish"].objects.count() == 2

    def test_changes_nothing_a_second_time(self, city):
        assert load_own_records(NOW) == 0

    def test_leaves_with_the_city(self, city):
        unload_city(NOW)
        assert not any(model.objects.exists() for model in (*MODELS.values(), Case))

    def test_is_refused_in_production(self, settings):
        settings.IN_PRODUCTION = True
        with pytest.raises(DemoInProduction):
            load_own_records(NOW)
