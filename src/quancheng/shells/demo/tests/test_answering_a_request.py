"""One request of the model city is answered: its applicant can open it, and it leaves with the city."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.test import Client

from quancheng.kernel.access.doors import Door
from quancheng.records.disclosure.public import of_form
from quancheng.shells.demo.city import DemoInProduction, load_city, unload_city
from quancheng.shells.demo.life import load_answered, load_norms
from quancheng.shells.demo.life.answered import COVERED, FORM, TITLE
from quancheng.shells.demo.life.asking import PAPER

pytestmark = pytest.mark.django_db
Request, ReplyFile = apps.get_model("disclosure", "Request"), apps.get_model("disclosure", "ReplyFile")
NOW = datetime(2026, 3, 5, 15, tzinfo=ZoneInfo("Asia/Shanghai"))  # Thursday


@pytest.fixture
def city(settings, tmp_path) -> int:
    settings.MEDIA_ROOT = tmp_path
    load_city(NOW)
    load_norms(NOW)
    return load_answered(NOW)


class TestLoadAnswered:
    def test_is_opened_by_its_applicant(self, city):
        number = of_form(FORM).number
        told = {"number": number, "code": Door("disclosure.request").code_of(number), "tail": PAPER[-4:]}
        page = Client().post("/disclosure/status/reply/", told).text
        assert (city, TITLE in page, COVERED in page) == (1, True, False)

    def test_changes_nothing_a_second_time(self, city):
        assert load_answered(NOW) == 0

    def test_leaves_with_the_city(self, city):
        unload_city(NOW)
        assert not Request.objects.exists()
        assert not ReplyFile.objects.exists()

    def test_is_refused_in_production(self, settings):
        settings.IN_PRODUCTION = True
        with pytest.raises(DemoInProduction):
            load_answered(NOW)
