"""How alike rows must be to be proposed is the office's decision: a dated setting with its source."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.models import Tenant, Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import likeness as commands
from quancheng.records.plan.models import LikenessRule
from quancheng.records.plan.queries import taking_up as queries
from quancheng.records.plan.queries.likeness import LikenessNotYours, likeness_rules_for, measuring_of
from quancheng.records.plan.tests.conftest import NOW, official
from quancheng.records.plan.tests.desk import signed_in
from quancheng.records.plan.tests.test_levels.conftest import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def east_head(city) -> Actor:
    return official(Tenant.objects.get(slug="dong"), "east-head", Role.OPENNESS_HEAD)


def set_rule(actor: Actor, *, some=30, sure=60, head=15, on=TODAY) -> LikenessRule:
    return commands.set_likeness_rule(
        proposed_from=some, sure_from=sure, heading_weighs=head, from_on=on, source="3号文",
        actor=actor, now=NOW,
    )  # fmt: skip


class TestSetLikenessRule:
    def test_decides_what_is_proposed_and_what_is_ticked(self, chosen, east_head):
        def alike(today):
            lines = queries.taking_up(chosen, chosen.takes_up, today=today).lines
            return [each.alike.is_nearly_sure for line in lines for each in line.proposals]

        assert alike(TODAY) == [False]
        set_rule(east_head, some=30, sure=31)
        assert alike(TODAY) == [True]
        set_rule(east_head, some=99, sure=100, on=date(2026, 3, 3))  # a Tuesday
        assert (alike(TODAY), alike(date(2026, 3, 3))) == ([True], [])

    def test_is_told_in_the_audit_without_its_source(self, east_head):
        set_rule(east_head)
        entry = AuditEntry.objects.get()
        assert entry.code == "plan.likeness.rule_set"
        assert "3号文" not in str(entry.facts)

    def test_holds_for_its_own_government_alone(self, east_head, office):
        set_rule(east_head, some=40)
        assert measuring_of(east_head.tenant_id, on=TODAY).proposed_from == 40
        assert measuring_of(office.tenant_id, on=TODAY).proposed_from == 30

    @pytest.mark.parametrize("wrong", [{"some": 0}, {"some": 60}, {"sure": 101}, {"head": 51}])
    def test_is_refused_when_the_numbers_contradict_each_other(self, east_head, wrong):
        with pytest.raises(commands.UnsoundLikeness):
            set_rule(east_head, **wrong)

    def test_is_refused_for_days_that_are_over(self, east_head):
        with pytest.raises(commands.LikenessTooEarly):
            set_rule(east_head, on=date(2026, 3, 1))

    def test_is_for_the_head_of_the_office(self, district, handler):
        with pytest.raises(commands.LikenessNotYoursToSet):
            set_rule(district)
        with pytest.raises(LikenessNotYours):
            likeness_rules_for(handler)


@pytest.mark.usefixtures("desk_surface", "city")
class TestThePage:
    told = {
        "proposed_from": "35", "sure_from": "70", "heading_weighs": "20", "from_on": "2099-01-01",
        "source": "会议纪要",
    }  # fmt: skip

    def window(self, role: str) -> Client:
        return signed_in(Unit.objects.get(short_name="东区政府"), role, role)

    def test_lets_the_head_set_and_names_the_source(self):
        window, here = self.window(Role.OPENNESS_HEAD), reverse("plan_desk:likeness")
        assert "系统默认" in window.get(here).content.decode()
        assert window.post(here, self.told)["Location"] == here
        assert "会议纪要" in window.get(here).content.decode()

    def test_says_what_is_wrong(self):
        answer = self.window(Role.OPENNESS_HEAD).post(
            reverse("plan_desk:likeness"), {**self.told, "sure_from": "10"}
        )
        assert answer.status_code == 422
        assert "须大于0，并小于“预先勾选”" in answer.content.decode()

    def test_is_read_by_the_office_and_not_by_units(self):
        here = reverse("plan_desk:likeness")
        page = self.window(Role.OPENNESS_OFFICE).get(here)
        assert page.status_code == 200
        assert "保存设置" not in page.content.decode()
        assert self.window(Role.HANDLER).get(here).status_code == 403
