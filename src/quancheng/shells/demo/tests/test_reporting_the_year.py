"""The annual reports of the model city: most in time, some late, some owed; one of this year is begun."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps

from quancheng.insight.yearbook.queries.checks import checked
from quancheng.insight.yearbook.queries.duties import duty_lines
from quancheng.insight.yearbook.rules.identities import blocking
from quancheng.kernel.orgs.models import Tenant
from quancheng.shells.demo.city import DemoInProduction, load_city
from quancheng.shells.demo.life import load_yearbook
from quancheng.shells.demo.life.people import People

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")
IN_NOVEMBER = datetime(2026, 11, 27, 15, tzinfo=SHANGHAI)  # Friday
IN_JANUARY = datetime(2026, 1, 5, 9, tzinfo=SHANGHAI)  # Monday


def reports():
    return apps.get_model("yearbook", "Report").objects


def standing(now: datetime) -> dict[str, str]:
    """Of the city: who published in time (met), late, or owes still; and whether that is late by now."""
    today = now.date()
    lines = duty_lines(People(today).office, year=2025, today=today)

    def says(one) -> str:
        ended, until = one.duty.case.ended_on, one.duty.until_on
        return ("late" if ended > until else "met") if ended else ("overdue" if today > until else "owed")

    return {one.who: says(one) for one in lines}


class TestLoadYearbook:
    def test_lives_in_november(self):
        load_city(IN_NOVEMBER)
        made = load_yearbook(IN_NOVEMBER)
        assert made == reports().count() > 30
        assert load_yearbook(IN_NOVEMBER) == 0
        assert set(reports().values_list("year", "state")) == {(2025, "issued"), (2026, "draft")}
        for one in reports().filter(year=2025):
            assert blocking(checked(one)) == (), one
        told = standing(IN_NOVEMBER)
        assert len(told) == 21
        assert (told["济南市大数据局"], told["济南市人民政府"]) == ("met", "met")
        assert (told["济南市水务局"], told["济南公共资源交易中心"]) == ("late", "overdue")
        assert sum(1 for one in told.values() if one == "met") == 19

    def test_holds_figures_that_hold(self):
        load_city(IN_NOVEMBER)
        load_yearbook(IN_NOVEMBER)
        issued = reports().get(year=2025, unit__short_name="市大数据局")
        assert issued.figures.at(3, 1, 7) == 49
        of_city = reports().get(year=2025, unit=None, tenant__slug="jinan")
        missing = of_city.members.filter(source=None).values_list("unit__short_name", flat=True)
        assert set(missing) == {"济南公共资源交易中心", "平阴县政府", "商河县政府"}

    def test_lives_in_january(self):
        load_city(IN_JANUARY)
        assert load_yearbook(IN_JANUARY) == 2
        told = standing(IN_JANUARY)
        assert told.pop("济南市大数据局") == "met"
        assert set(told.values()) == {"owed"}

    def test_lays_nothing_on_a_government_that_is_no_part_of_it(self):
        load_city(IN_NOVEMBER)
        Tenant.objects.create(slug="qzw", name="泉州湾市", full_name="泉州湾市人民政府", level="city")
        load_yearbook(IN_NOVEMBER)
        duties = apps.get_model("obligations", "DueItem").objects
        assert not duties.filter(case__tenant__is_demo=False).exists()

    def test_is_refused_in_production(self, settings):
        settings.IN_PRODUCTION = True
        with pytest.raises(DemoInProduction):
            load_yearbook(IN_NOVEMBER)
