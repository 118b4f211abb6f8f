"""The whole of the model city: its records speak, a district takes up its plan, the office supervises."""

from collections import Counter
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps

from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.casework.models import Case
from quancheng.kernel.obligations.models import DueItem, Evidence
from quancheng.kernel.orgs.queries import person_of_account
from quancheng.records.plan.public import reached_duties
from quancheng.shells.demo.city import DemoInProduction, load_city, unload_city
from quancheng.shells.demo.life import live, load_district, load_life, load_oversight, load_promises, prove
from quancheng.shells.demo.life.district import ROWS, SET_ASIDE, TAKES_UP, WHY

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai"))  # Monday
A_FEW = 20  # duties of the city on which people work
Plan, RowTakenUp, RowSetAside = (apps.get_model("plan", n) for n in ("Plan", "RowTakenUp", "RowSetAside"))
Order, Bulletin = apps.get_model("plan", "Order"), apps.get_model("plan", "Bulletin")


@pytest.fixture
def city() -> None:
    load_city(NOW)
    load_life(NOW, most=A_FEW)


class TestProve:
    def test_lets_units_report_on_what_the_records_say(self, city):
        load_promises(NOW)
        assert prove() == 8
        told = Evidence.objects.filter(item__obligation__measure="plan.commitments")
        assert {(each.kind, each.item.case.state) for each in told} == {("record", "confirmed")}

    def test_leaves_one_for_the_visitor_to_report(self, city):
        load_promises(NOW)
        prove()
        person = person_of_account("unit")
        assert person is not None
        [reached] = reached_duties(actor_for(person, None, NOW.date()), today=NOW.date())
        assert reached.proposal.count == 1

    def test_is_refused_in_production(self, settings):
        settings.IN_PRODUCTION = True
        with pytest.raises(DemoInProduction):
            prove()


class TestLoadDistrict:
    def test_takes_up_some_rows_and_sets_one_aside(self, city):
        assert load_district(NOW) == 11
        plan = Plan.objects.get(tenant__slug="lixia")
        assert (plan.rows.count(), plan.published_on) == (len(ROWS), date(2024, 3, 25))
        assert plan.takes_up.tenant.slug == "jinan"
        assert set(RowTakenUp.objects.values_list("above__no", flat=True)) == set(TAKES_UP)
        assert list(RowSetAside.objects.values_list("above__no", "reason")) == [(SET_ASIDE, WHY)]

    def test_marks_its_rows_as_invented(self, city):
        load_district(NOW)
        plan = Plan.objects.get(tenant__slug="lixia")
        assert all("演示" in row.requirement for row in plan.rows.all())

    def test_leaves_its_duties_in_several_states(self, city):
        load_district(NOW)
        owed = DueItem.objects.filter(obligation__tenant__slug="lixia")
        assert Counter(owed.values_list("case__state", flat=True)) == {
            "confirmed": 7, "issued": 2, "at_work": 1, "reported": 1,
        }  # fmt: skip

    def test_is_refused_in_production(self, settings):
        settings.IN_PRODUCTION = True
        with pytest.raises(DemoInProduction):
            load_district(NOW)


class TestLoadOversight:
    def test_leaves_one_order_at_each_stage(self, city):
        assert load_oversight(NOW) == 3
        states = Order.objects.order_by("pk").values_list("case__state", flat=True)
        assert list(states) == ["closed", "answered", "issued"]
        assert str(Order.objects.get(case__state="issued").case.unit) == "市大数据局"

    def test_issues_one_bulletin(self, city):
        load_oversight(NOW)
        one = Bulletin.objects.get()
        assert (one.label, one.as_of) == ("2025年第1期", date(2025, 1, 8))
        assert "演示" in one.title

    def test_happens_in_order_and_never_in_the_future(self, city):
        load_oversight(NOW)
        for case in Case.objects.filter(workflow="order").prefetch_related("lines"):
            days = [line.on for line in case.lines.all()]
            assert days == sorted(days)
            assert days[-1] <= NOW.date()

    def test_is_refused_in_production(self, settings):
        settings.IN_PRODUCTION = True
        with pytest.raises(DemoInProduction):
            load_oversight(NOW)


class TestLive:
    """Nothing is shortened here: this is what `make run` does on an empty database."""

    def test_lives_through_all_of_it_once_and_leaves_with_the_city(self):
        load_city(NOW)
        assert len(list(live(NOW))) == 21
        points = Order.objects.filter(points__duty__isnull=False).values_list(
            "points__duty__case__ended_on", "points__duty__until_on"
        )
        assert all(ended is None and until < NOW.date() for ended, until in points)
        before = AuditEntry.objects.count()
        assert list(live(NOW)) == []
        assert AuditEntry.objects.count() == before
        unload_city(NOW)
        kinds = (Plan, RowTakenUp, RowSetAside, Order, Bulletin, Case, DueItem, Evidence)
        assert not any(kind.objects.exists() for kind in kinds)
