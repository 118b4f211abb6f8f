"""The year of the model city is assessed: frozen, told, appealed against, corrected."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps

from quancheng.shells.demo.city import DemoInProduction, load_city
from quancheng.shells.demo.life import load_life, load_scores

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai"))  # Monday


class TestLoadScores:
    def test_freezes_the_year_and_tells_of_it_once(self):
        load_city(NOW)
        load_life(NOW, most=62)
        assert load_scores(NOW) == 32
        assert load_scores(NOW) == 0
        score, letter = apps.get_model("scorecards", "Score"), apps.get_model("scorecards", "Letter")
        assert score.objects.filter(total__isnull=False).exists()
        assert sorted(letter.objects.values_list("kind", "number")) == [("circular", 1), ("reminder", 1)]
        assert score.objects.get(corrections__isnull=False).unit_name == "市大数据局"

    def test_is_refused_in_production(self, settings):
        settings.IN_PRODUCTION = True
        with pytest.raises(DemoInProduction):
            load_scores(NOW)
