"""Notices and a collection live in the model city, at every stage, and leave with it."""

from collections import Counter
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps

from quancheng.kernel.casework.models import Case
from quancheng.shells.demo.city import DemoInProduction, load_city, unload_city
from quancheng.shells.demo.life import load_collections

pytestmark = pytest.mark.django_db
Notice, Filling = apps.get_model("groundwork", "Notice"), apps.get_model("groundwork", "Filling")
NOW = datetime(2026, 3, 5, 15, tzinfo=ZoneInfo("Asia/Shanghai"))  # Thursday


@pytest.fixture
def city() -> int:
    load_city(NOW)
    return load_collections(NOW)


class TestLoadCollections:
    def test_leaves_tables_at_every_stage(self, city):
        assert (city, Notice.objects.filter(issued_at__isnull=True).count()) == (3, 1)
        tables = Case.objects.filter(workflow="groundwork.table").values_list("state", flat=True)
        assert Counter(tables) == {"accepted": 1, "confirmed": 2, "signed": 3}
        notices = Case.objects.filter(workflow="groundwork.notice").values_list("state", flat=True)
        assert Counter(notices) == {"signed": 5, "sent": 1}

    def test_marks_them_as_invented(self, city):
        assert all("演示" in one.title and "演示" in one.text for one in Notice.objects.all())

    def test_changes_nothing_a_second_time(self, city):
        assert load_collections(NOW) == 0

    def test_leaves_with_the_city(self, city):
        unload_city(NOW)
        assert not any(kind.objects.exists() for kind in (Notice, Filling, Case))

    def test_is_refused_in_production(self, settings):
        settings.IN_PRODUCTION = True
        with pytest.raises(DemoInProduction):
            load_collections(NOW)
