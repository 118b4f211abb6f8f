"""Taking a row apart at the desk: proposed, corrected, refused in place with nothing lost."""

import pytest
from django.test import Client
from django.urls import reverse

from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import tasks
from quancheng.records.plan.models import Plan, Task
from quancheng.records.plan.tests.conftest import NOW, add_unit
from quancheng.records.plan.tests.desk import signed_in
from quancheng.records.plan.tests.test_bringing_a_plan import bring, confirm

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]


@pytest.fixture
def plan(office) -> Plan:
    return confirm(bring(office), office).plan


@pytest.fixture
def at_office(city) -> Client:
    return signed_in(Unit.objects.get(short_name="市政府"), "desk-office", Role.OPENNESS_OFFICE)


def href(plan: Plan) -> str:
    return reverse("plan_desk:take_apart", args=[f"{plan.ref}-1"])


def entered(*parts: dict[str, object]) -> dict[str, object]:
    told: dict[str, object] = {"form-TOTAL_FORMS": len(parts), "form-INITIAL_FORMS": 0}
    for number, part in enumerate(parts):
        told |= {f"form-{number}-{name}": value for name, value in part.items()}
    return told


def part(title: str, *units: str) -> dict[str, object]:
    owing = [Unit.objects.get(short_name=unit).pk for unit in units]
    return {"title": title, "rhythm": "quarterly", "due_on": "2026-12-31", "target": "2", "units": owing}


class TestTheForm:
    def test_begins_with_what_the_row_says(self, at_office, plan):
        first = at_office.get(href(plan)).context["forms"][0].initial
        assert (first["rhythm"], first["target"], first["target_unit"], len(first["units"])) == (
            "once",
            69,
            "项",
            3,
        )

    def test_makes_the_parts_that_were_entered(self, at_office, plan):
        blank = {"title": "", "rhythm": "once", "due_on": ""}
        told = entered(part("甲", "市财政局"), part("乙", "东区政府", "西区政府"), blank)
        at_office.post(href(plan), told)
        made = [(task.title, task.rhythm, task.target, task.units.count()) for task in Task.objects.all()]
        assert made == [("甲", "quarterly", 2, 1), ("乙", "quarterly", 2, 2)]

    def test_says_in_place_what_is_wrong_and_loses_nothing(self, at_office, plan):
        told = at_office.post(href(plan), entered(part("甲的内容", "市财政局") | {"due_on": "2026-02-30"}))
        assert told.status_code == 422
        assert told.context["forms"][0].errors.keys() == {"due_on"}
        assert "甲的内容" in told.content.decode()
        assert "2026-02-30" in told.content.decode()

    def test_without_a_unit_is_refused_in_place(self, at_office, plan):
        told = at_office.post(href(plan), entered(part("甲的内容")))
        assert (told.status_code, Task.objects.count()) == (422, 0)
        assert "第1个分项没有责任单位" in told.content.decode()
        assert "甲的内容" in told.content.decode()

    def test_offers_no_unit_that_the_row_does_not_name(self, at_office, plan):
        assert at_office.post(href(plan), entered(part("甲", "市发展改革委"))).status_code == 422
        assert Task.objects.count() == 0

    def test_is_offered_before_issuing_only(self, at_office, office, plan):
        row = reverse("plan_desk:row", args=[f"{plan.ref}-1"])
        assert href(plan) in at_office.get(row).content.decode()
        tasks.issue_tasks(plan_ref=plan.ref, actor=office, now=NOW)
        assert href(plan) not in at_office.get(row).content.decode()
        refused = at_office.post(href(plan), entered(part("甲", "市财政局")))
        assert "已经下达，不能重新分解" in refused.content.decode()


class TestManyUnits:
    """A row for more units than twenty says once whether the ticks name or leave out."""

    PARTS = 30

    @pytest.fixture
    def many(self, plan) -> list[Unit]:
        row = plan.rows.get(no="1")
        added = [add_unit(plan.tenant, f"泉州湾市第{number}局", f"市第{number}局") for number in range(1, 30)]
        row.units.first().members.add(*added)
        return [member for unit in row.units.all() for member in unit.members.all()]

    def test_begins_with_all_of_them_in_one_word(self, at_office, plan, many):
        first = at_office.get(href(plan)).context["forms"][0].initial
        assert (len(many), first["whom"], first["units"]) == (32, "all", [])

    @pytest.mark.parametrize(("whom", "owing"), [("all", 32), ("only", 1), ("except", 31)])
    def test_is_for_whom_it_says(self, at_office, plan, many, whom, owing):
        at_office.post(href(plan), entered(part("甲", "市财政局") | {"whom": whom}))
        assert Task.objects.get().units.count() == owing

    def test_is_shown_again_with_the_fewest_ticks(self, at_office, plan, many):
        at_office.post(href(plan), entered(part("甲", "市财政局") | {"whom": "except"}))
        first = at_office.get(href(plan)).context["forms"][0].initial
        assert (first["whom"], first["units"]) == ("except", [Unit.objects.get(short_name="市财政局").pk])

    def test_thirty_parts_are_brought_in_one_request(self, at_office, plan, many, settings):
        half = [unit.pk for unit in many[:16]]
        parts = [part(f"第{n}项") | {"units": half, "whom": "except"} for n in range(1, self.PARTS + 1)]
        assert sum(len(each) - 1 + len(half) for each in parts) < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
        assert at_office.post(href(plan), entered(*parts)).status_code == 302
        assert Task.objects.count() == self.PARTS

    def test_leaving_out_everybody_is_refused_in_place(self, at_office, plan, many):
        nobody = part("甲的内容") | {"units": [unit.pk for unit in many], "whom": "except"}
        told = at_office.post(href(plan), entered(nobody))
        assert (told.status_code, Task.objects.count()) == (422, 0)
        assert "第1个分项没有责任单位" in told.content.decode()
