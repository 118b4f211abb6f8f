"""The norms of the model city: signed as a demonstration, gone with the city."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from quancheng.kernel.norms.models import OwnValue, Signature
from quancheng.kernel.norms.queries import unsigned_among
from quancheng.kernel.orgs.models import Tenant
from quancheng.shells.demo.city import DemoInProduction, load_city, unload_city
from quancheng.shells.demo.life import load_norms
from quancheng.shells.demo.life.norms import SIGNED

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai"))  # Monday


class TestLoadNorms:
    def test_signs_what_letters_wait_for_and_leaves_with_the_city(self):
        load_city(NOW)
        assert load_norms(NOW) == 5
        city = Tenant.objects.get(slug="jinan")
        assert unsigned_among(SIGNED, tenant_id=city.pk, on=NOW.date()) == ()
        assert all("演示" in one.note for one in Signature.objects.all())
        assert OwnValue.objects.filter(signed_at=None).count() == 1
        assert load_norms(NOW) == 0
        unload_city(NOW)
        assert not OwnValue.objects.exists()
        assert not Signature.objects.exists()

    def test_is_refused_in_production(self, settings):
        settings.IN_PRODUCTION = True
        with pytest.raises(DemoInProduction):
            load_norms(NOW)
