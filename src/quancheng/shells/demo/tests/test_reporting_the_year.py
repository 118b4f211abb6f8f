"""The annual reports of the model city: one issued from invented figures that hold, one begun."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps

from quancheng.insight.yearbook.queries.checks import checked
from quancheng.insight.yearbook.rules.identities import blocking
from quancheng.shells.demo.city import DemoInProduction, load_city
from quancheng.shells.demo.life import load_yearbook

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai"))  # Monday


class TestLoadYearbook:
    def test_issues_last_years_and_begins_this_years(self):
        load_city(NOW)
        assert load_yearbook(NOW) == 2
        assert load_yearbook(NOW) == 0
        reports = apps.get_model("yearbook", "Report").objects
        assert sorted(reports.values_list("year", "state")) == [(2025, "issued"), (2026, "draft")]
        issued = reports.get(year=2025)
        assert blocking(checked(issued)) == ()
        assert issued.figures.at(3, 1, 7) == 49
        assert issued.unit.short_name == "市大数据局"

    def test_is_refused_in_production(self, settings):
        settings.IN_PRODUCTION = True
        with pytest.raises(DemoInProduction):
            load_yearbook(NOW)
