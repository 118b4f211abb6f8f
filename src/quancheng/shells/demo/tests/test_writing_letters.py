"""Five invented messages come to the model city, each meets a fate, and all of them leave with it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps

from quancheng.kernel.casework.models import Case
from quancheng.kernel.notify.models import Notice
from quancheng.records.mailbox.public import message_faults
from quancheng.shells.demo.city import DemoInProduction, load_city, unload_city
from quancheng.shells.demo.life import load_letters

pytestmark = pytest.mark.django_db
Message, Publication = apps.get_model("mailbox", "Message"), apps.get_model("mailbox", "Publication")
NOW = datetime(2026, 3, 5, 15, tzinfo=ZoneInfo("Asia/Shanghai"))  # Thursday


@pytest.fixture
def city() -> int:
    load_city(NOW)
    return load_letters(NOW)


class TestLoadLetters:
    def test_leaves_one_message_of_each_fate(self, city):
        states = sorted(Case.objects.filter(workflow="message").values_list("state", flat=True))
        assert (city, states) == (5, ["answered", "drafted", "in_hand", "invalid", "received"])
        assert Publication.objects.filter(published_at__isnull=False).count() == 1

    def test_marks_them_as_invented(self, city):
        assert all("演示" in one.text for one in Message.objects.all())
        assert all(one.tenant.is_demo for one in Message.objects.all())

    def test_loses_none(self, city):
        assert list(message_faults(today=NOW.date())) == []

    def test_changes_nothing_a_second_time(self, city):
        assert load_letters(NOW) == 0
        assert Message.objects.count() == 5

    def test_leaves_with_the_city(self, city):
        unload_city(NOW)
        assert not any(kind.objects.exists() for kind in (Message, Publication, Case, Notice))

    def test_is_refused_in_production(self, settings):
        settings.IN_PRODUCTION = True
        with pytest.raises(DemoInProduction):
            load_letters(NOW)
