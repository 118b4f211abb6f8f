"""One request of the model city owes a fee; it comes once, and leaves with the city."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps

from quancheng.kernel.casework.models import Case
from quancheng.kernel.norms.models import OwnValue
from quancheng.shells.demo.city import DemoInProduction, load_city, unload_city
from quancheng.shells.demo.life import load_charged

pytestmark = pytest.mark.django_db
Fee, Letter = apps.get_model("disclosure", "Fee"), apps.get_model("disclosure", "Letter")
Verifiable = apps.get_model("disclosure", "Verifiable")
NOW = datetime(2026, 3, 5, 15, tzinfo=ZoneInfo("Asia/Shanghai"))  # Thursday


class TestLoadCharged:
    def test_leaves_a_notice_of_380_yuan_that_waits(self):
        load_city(NOW)
        assert load_charged(NOW) == 1
        assert (Fee.objects.get().yuan, Case.objects.get().state) == (380, "awaiting_fee")
        assert sorted(Letter.objects.values_list("sort", flat=True)) == ["fee_notice", "receipt"]
        assert "演示" in Letter.objects.get(sort="fee_notice").text
        assert load_charged(NOW) == 0

    def test_leaves_with_the_city(self):
        load_city(NOW)
        load_charged(NOW)
        unload_city(NOW)
        assert not any(kind.objects.exists() for kind in (Fee, Letter, Verifiable, Case, OwnValue))

    def test_is_refused_in_production(self, settings):
        settings.IN_PRODUCTION = True
        with pytest.raises(DemoInProduction):
            load_charged(NOW)
