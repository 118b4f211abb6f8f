"""Requests that belong together come to the model city: a repeat, and two people with one telephone."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.utils import timezone

from quancheng.shells.demo.city import DemoInProduction, load_city, unload_city
from quancheng.shells.demo.life import load_akin, load_norms

pytestmark = pytest.mark.django_db
Request, Reply = apps.get_model("disclosure", "Request"), apps.get_model("disclosure", "Reply")
Applicant = apps.get_model("disclosure", "Applicant")
NOW = datetime(2026, 3, 5, 15, tzinfo=ZoneInfo("Asia/Shanghai"))  # Thursday


@pytest.fixture
def city() -> int:
    load_city(NOW)
    load_norms(NOW)
    return load_akin(NOW)


class TestLoadAkin:
    def test_answers_one_that_comes_again(self, city):
        reply = Reply.objects.get()
        assert (city, reply.served_on) == (4, timezone.localdate(NOW))
        digest = reply.request.applicant.proof_digest
        assert Applicant.objects.filter(proof_digest=digest).count() == 2

    def test_lets_two_people_share_a_telephone(self, city):
        phones = list(Applicant.objects.order_by("pk").values_list("phone_digest", flat=True))
        assert phones[2] == phones[3] != phones[0]

    def test_changes_nothing_a_second_time(self, city):
        assert load_akin(NOW) == 0
        assert all("演示" in one.wanted for one in Request.objects.all())

    def test_leaves_with_the_city(self, city):
        unload_city(NOW)
        assert not any(kind.objects.exists() for kind in apps.get_app_config("disclosure").get_models())

    def test_is_refused_in_production(self, settings):
        settings.IN_PRODUCTION = True
        with pytest.raises(DemoInProduction):
            load_akin(NOW)
