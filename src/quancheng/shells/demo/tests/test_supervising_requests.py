"""The screen of supervision in the model city: something in every list, and it leaves with the city."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps

from quancheng.kernel.casework.models import Case
from quancheng.shells.demo.city import load_city, unload_city
from quancheng.shells.demo.life import load_supervision
from quancheng.shells.demo.life.norms import load_norms

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 5, 15, tzinfo=ZoneInfo("Asia/Shanghai"))  # Thursday
MODELS = [
    apps.get_model("disclosure", name)
    for name in ("Request", "Outcome", "Conference", "ConferenceUnit", "Demand", "RequestBulletin")
]


@pytest.fixture
def city() -> int:
    load_city(NOW)
    load_norms(NOW)
    return load_supervision(NOW)


class TestLoadSupervision:
    def test_is_rich(self, city):
        assert city == 13
        assert sorted(MODELS[1].objects.values_list("is_late", "late")) == [(False, 0), (False, 0), (True, 4)]
        assert Case.objects.filter(workflow="disclosure", due_on__lt=NOW.date()).count() == 2
        assert all(one.objects.exists() for one in MODELS)

    def test_changes_nothing_a_second_time_and_leaves_with_the_city(self, city):
        assert load_supervision(NOW) == 0
        unload_city(NOW)
        assert not any(one.objects.exists() for one in MODELS)
        assert not Case.objects.exists()
