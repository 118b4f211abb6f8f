"""Who sees which plan, and what the portal shows of it."""

import json

import pytest
from django.test import Client

from quancheng.kernel.basis.actor import Actor
from quancheng.records.plan.commands import publishing
from quancheng.records.plan.models import Plan
from quancheng.records.plan.queries.plans import plans_for
from quancheng.records.plan.tests.conftest import NOW
from quancheng.records.plan.tests.test_bringing_a_plan import bring, confirm

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(office) -> Plan:
    return confirm(bring(office), office).plan


def publish(plan: Plan, actor: Actor) -> Plan:
    return publishing.publish_plan(ref=plan.ref, actor=actor, now=NOW)


class TestPlansFor:
    def test_own_government_and_those_below_see_it(self, plan, office, handler, district):
        for actor in (office, handler, district):
            assert list(plans_for(actor)) == [plan]

    def test_a_stranger_and_the_public_do_not(self, plan, stranger):
        for actor in (stranger, Actor.anonymous(), Actor.citizen(5)):
            assert list(plans_for(actor)) == []

    def test_once_published_everybody_does(self, plan, office_head, stranger):
        publish(plan, office_head)
        for actor in (stranger, Actor.anonymous(), Actor.citizen(5)):
            assert list(plans_for(actor)) == [plan]


class TestPublishPlan:
    def test_needs_the_head_of_the_office(self, plan, office):
        with pytest.raises(publishing.NotYoursToPublish):
            publish(plan, office)

    def test_needs_a_second_person(self, office_head):
        plan = confirm(bring(office_head), office_head).plan
        with pytest.raises(publishing.SecondPersonNeeded):
            publish(plan, office_head)

    def test_is_refused_a_second_time(self, plan, office_head):
        publish(plan, office_head)
        with pytest.raises(publishing.PublishedAlready):
            publish(plan, office_head)

    def test_comes_down_at_once(self, plan, office_head):
        publish(plan, office_head)
        publishing.withdraw_plan(ref=plan.ref, reason="有误", actor=office_head, now=NOW)
        assert list(plans_for(Actor.anonymous())) == []


class TestThePortal:
    @pytest.fixture
    def site(self, plan, office_head) -> Client:
        publish(plan, office_head)
        return Client()

    def test_leads_to_the_newest_plan(self, site, plan):
        assert site.get("/plan/")["Location"] == f"/plan/{plan.ref}/"

    def test_takes_the_words_of_a_search_along(self, site, plan):
        answer = site.get("/plan/", {"q": "稳增长", "progress": "done"})
        assert answer["Location"] == f"/plan/{plan.ref}/?q=%E7%A8%B3%E5%A2%9E%E9%95%BF&progress=done"

    def test_shows_every_row_with_units_and_days(self, site, plan):
        text = site.get(f"/plan/{plan.ref}/").content.decode()
        for said in ("公开稳增长政策69项", "各区县政府", "2026年12月底前", "长期坚持"):
            assert said in text

    def test_narrows_to_a_unit_and_a_word(self, site, plan):
        text = site.get(f"/plan/{plan.ref}/", {"unit": "市发展改革委", "q": "审批"}).content.decode()
        assert "3项中有1项符合" in text
        assert "稳增长" not in text

    def test_tells_the_same_in_data(self, site, plan):
        rows = json.loads(site.get(f"/plan/{plan.ref}/plan.json").content)["任务分工"]
        table = site.get(f"/plan/{plan.ref}/plan.csv").content.decode("utf-8-sig").splitlines()
        assert [row["序号"] for row in rows] == ["1", "2", "3"]
        assert [line.split(",")[0] for line in table] == ["序号", "1", "2", "3"]
        assert b"<entry>" in site.get(f"/plan/{plan.ref}/feed.atom").content

    def test_asks_the_database_a_fixed_number_of_times(self, site, plan, django_assert_max_num_queries):
        with django_assert_max_num_queries(12):
            site.get(f"/plan/{plan.ref}/")

    def test_has_no_plan_that_is_not_published(self, plan):
        for address in (f"/plan/{plan.ref}/", f"/plan/{plan.ref}/plan.csv", f"/plan/{plan.ref}/plan.json",
                        f"/plan/{plan.ref}/feed.atom", f"/plan/rows/{plan.ref}-1/"):  # fmt: skip
            assert Client().get(address).status_code == 404
        assert "还没有公开" in Client().get("/plan/").content.decode()
