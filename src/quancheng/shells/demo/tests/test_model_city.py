"""The model city moves in and out, each as one act."""

import json
from datetime import date, datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings as house
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import RequestFactory

from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.casework.models import Case
from quancheng.kernel.orgs.commands.demo import DemoStillInUse, RealTenantInTheWay
from quancheng.kernel.orgs.matching import How
from quancheng.kernel.orgs.models import Holding, Person, Post, Tenant, Unit
from quancheng.kernel.orgs.naming import match_all
from quancheng.kernel.orgs.queries import units_for
from quancheng.kernel.orgs.roles import EVERY_ADMIN, EVERY_ROLE
from quancheng.shells.demo.checks import no_demo_in_production
from quancheng.shells.demo.city import ACCOUNTS, DemoInProduction, load_city, unload_city
from quancheng.shells.demo.model_plan import ROWS

pytestmark = pytest.mark.django_db

NOW = datetime(2024, 3, 4, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Monday
TODAY = NOW.date()
GOLD = house.ROOT.parent / "shared" / "inputs" / "plan-jinan-2024.gold.json"


def everything() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Tenant, Unit, Post, Person, Holding))


class TestLoadCity:
    def test_brings_thirteen_governments_in_one_act(self):
        moved = load_city(NOW)
        assert (moved.tenants, moved.units, moved.people) == (13, 49, 77)
        assert Tenant.objects.filter(parent__slug="jinan").count() == 12
        assert [entry.code for entry in AuditEntry.objects.all()] == ["orgs.demo.loaded"]

    def test_changes_nothing_a_second_time(self):
        load_city(NOW)
        before = everything()
        assert load_city(NOW).tenants == 0
        assert everything() == before

    def test_fills_every_role_and_every_seat(self):
        load_city(NOW)
        actors = [actor_for(person, None, TODAY) for person in Person.objects.all()]
        assert frozenset().union(*(actor.roles for actor in actors)) == EVERY_ROLE | EVERY_ADMIN

    def test_marks_everybody_as_invented(self):
        load_city(NOW)
        assert all(person.is_demo and person.name.startswith("演示·") for person in Person.objects.all())

    def test_lets_the_fixed_accounts_in(self):
        load_city(NOW)
        for told in ACCOUNTS:
            door = RequestFactory().post("/login/")
            person = authenticate(door, username=told.account, password=house.DEMO_PASSWORD)
            assert person is not None, told

    def test_gives_a_deputy_two_weeks(self):
        load_city(NOW)
        reviewer = Person.objects.get(account="reviewer")
        desk = Person.objects.get(account="office").holdings.get().post
        monday, day_after = date(2024, 7, 1), date(2024, 7, 13)
        assert actor_for(reviewer, desk.pk, monday).roles == {"openness_office", "site_editor"}
        assert [str(held) for held in reviewer.holdings.filter(post=desk)] == [
            f"{reviewer.name} 代 {Person.objects.get(account='office').name}"
        ]
        assert actor_for(reviewer, None, day_after).roles == {"reviewer"}

    def test_keeps_siblings_apart(self):
        load_city(NOW)
        lixia = actor_for(Person.objects.get(account="district"), None, TODAY)
        city = actor_for(Person.objects.get(account="office"), None, TODAY)
        assert {unit.tenant.slug for unit in units_for(lixia)} == {"lixia"}
        assert len({unit.tenant_id for unit in units_for(city)}) == 13
        assert Unit.objects.get(pk=lixia.unit_id).name == "济南市历下区人民政府"
        assert str(Unit.objects.get(pk=city.unit_id)) == "市政府办公厅"

    def test_is_refused_in_production(self, settings):
        settings.IN_PRODUCTION = True
        with pytest.raises(DemoInProduction):
            load_city(NOW)

    def test_never_touches_a_real_government(self):
        Tenant.objects.create(slug="lixia", name="历下区", full_name="历下区人民政府", level="district")
        with pytest.raises(RealTenantInTheWay):
            load_city(NOW)
        assert Tenant.objects.count() == 1


class TestUnloadCity:
    def test_leaves_nothing_but_the_audit(self):
        load_city(NOW)
        unload_city(NOW)
        assert everything() == (0, 0, 0, 0, 0)
        assert [e.code for e in AuditEntry.objects.order_by("seq")] == [
            "orgs.demo.loaded",
            "orgs.demo.removed",
        ]

    def test_spares_the_real(self):
        real = Tenant.objects.create(slug="other", name="某市", full_name="某市人民政府", level="city")
        Person.objects.create(account="real", name="实", tenant=real)
        load_city(NOW)
        unload_city(NOW)
        assert everything() == (1, 0, 0, 1, 0)

    def test_takes_along_what_other_modules_keep_for_it(self):
        load_city(NOW)
        city, office = Tenant.objects.get(slug="jinan"), Person.objects.get(account="office")
        unit = Unit.objects.get(tenant=city, code="101")
        case = Case.objects.create(tenant=city, unit=unit, workflow="demo", state="open", opened_on=TODAY)
        Case.objects.create(
            tenant=city, unit=unit, workflow="demo", state="open", opened_on=TODAY, parent=case
        )
        office.groups.add(Group.objects.create(name="编辑"))
        unload_city(NOW)
        assert everything() == (0, 0, 0, 0, 0)
        assert not Case.objects.exists()
        assert Group.objects.filter(name="编辑").exists()

    def test_stops_before_a_record_of_a_real_government(self):
        load_city(NOW)
        real = Tenant.objects.create(slug="other", name="某市", full_name="某市人民政府", level="city")
        unit = Unit.objects.get(tenant__slug="jinan", code="101")
        Case.objects.create(tenant=real, unit=unit, workflow="demo", state="open", opened_on=TODAY)
        with pytest.raises(DemoStillInUse, match="正式政府的记录"):
            unload_city(NOW)
        assert Tenant.objects.count() == 14


class TestTheConsole:
    def test_loads_and_tells_the_accounts(self):
        out = StringIO()
        call_command("demo", "load", "--bare", stdout=out)
        assert "演示政府13个" in out.getvalue()
        assert house.DEMO_PASSWORD in out.getvalue()

    def test_says_why_not(self, settings):
        settings.IN_PRODUCTION = True
        with pytest.raises(CommandError, match="正式环境"):
            call_command("demo", "load")


class TestCheckDeploy:
    def test_fails_while_demo_accounts_exist(self, settings):
        load_city(NOW)
        settings.IN_PRODUCTION = True
        assert [message.id for message in no_demo_in_production(None)] == ["demo.E001"]
        unload_city(NOW)
        assert no_demo_in_production(None) == []

    def test_lets_a_trial_have_them(self):
        load_city(NOW)
        assert no_demo_in_production(None) == []


class TestTheNamesOfThePlan:
    """Every unit that the plan of 2024 names is found in the model city."""

    def found(self, names: set[str]) -> dict[str, How]:
        load_city(NOW)
        city = Tenant.objects.get(slug="jinan")
        return {name: finding.how for name, finding in match_all(names, tenant=city, on=TODAY).items()}

    def open_names(self, names: dict[str, How]) -> set[str]:
        return {name for name, how in names.items() if how is How.OPEN}

    def test_in_our_own_words(self):
        names = self.found({name for row in ROWS for name in row.units})
        assert set(names.values()) == {How.EXACT, How.COLLECTIVE, How.OPEN}
        assert all("有关部门" in name for name in self.open_names(names))

    @pytest.mark.real_input
    @pytest.mark.skipif(not GOLD.exists(), reason="the real plan is not beside the checkout")
    def test_in_the_real_document(self):
        rows = json.loads(GOLD.read_text())["rows"]
        names = self.found({unit["name"] for row in rows for unit in row["units"]})
        assert len(names) == 24
        assert {How.FORMER, How.AMBIGUOUS, How.UNKNOWN}.isdisjoint(names.values())
        assert self.open_names(names) == {
            "市农业农村局等有关部门（单位）",
            "市生态环境局等有关部门（单位）",
            "市政府有关部门（单位）",
        }

    def test_as_sets(self):
        load_city(NOW)
        city = Tenant.objects.get(slug="jinan")
        found = match_all(["各区县政府", "市政府各部门（单位）", "市发改委"], tenant=city, on=TODAY)
        assert len(found["各区县政府"].unit_ids) == 12
        assert len(found["市政府各部门（单位）"].unit_ids) == 20
        assert str(Unit.objects.get(pk=found["市发改委"].unit_ids[0])) == "市发展改革委"
        lixia = Tenant.objects.get(slug="lixia")
        assert match_all(["各区县政府"], tenant=lixia, on=TODAY)["各区县政府"].unit_ids == ()
        assert not units_for(Actor.anonymous()).exists()
