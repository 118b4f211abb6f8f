"""日程：one list and one calendar of what the unit has in hand."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.urls import resolve

from quancheng.kernel.casework.agenda import open_cases_of, tallies_of
from quancheng.kernel.casework.models import Case
from quancheng.kernel.orgs.models import AdminSeat, Person, Unit
from quancheng.kernel.orgs.roles import AdminRole, Role
from quancheng.records.plan.public import OrderWording, draft_order_about_row, issue_tasks
from quancheng.records.plan.tests.conftest import NOW, city, office  # noqa: F401
from quancheng.records.plan.tests.desk import signed_in
from quancheng.records.plan.tests.test_bringing_a_plan import bring, confirm
from quancheng.shells.workbench.agenda.month import Month, month_of
from quancheng.ui.sure import asks_for_proof

TODAY = date(2026, 3, 18)  # Wednesday


class TestMonthOf:
    def test_reads_what_the_address_says(self):
        assert month_of("2026-02", today=TODAY) == Month(date(2026, 2, 1))

    @pytest.mark.parametrize("said", ["", "2026", "2026-13", "2026-00", "1999-01", "２０２６-02", "2026-2"])
    def test_is_this_month_for_everything_else(self, said):
        assert month_of(said, today=TODAY) == Month(date(2026, 3, 1))


class TestMonth:
    def test_knows_its_neighbours_over_the_turn_of_the_year(self):
        december = Month(date(2026, 12, 1))
        assert (december.before, december.after, december.last) == (
            date(2026, 11, 1), date(2027, 1, 1), date(2026, 12, 31),
        )  # fmt: skip

    def test_lays_its_days_into_weeks_from_monday(self):
        weeks = Month(date(2026, 3, 1)).weeks(
            [(date(2026, 3, 20), "报送")], worked={date(2026, 3, 21): False}, today=TODAY
        )
        assert weeks[0][0].on == date(2026, 2, 23)  # Monday
        assert not weeks[0][0].is_inside
        days = {day.on: day for week in weeks for day in week}
        assert days[date(2026, 3, 20)].due == ["报送"]
        assert not days[date(2026, 3, 21)].is_worked  # Saturday
        assert days[TODAY].is_today


@pytest.fixture
def plan(office):  # noqa: F811
    found = confirm(bring(office), office).plan
    issue_tasks(plan_ref=found.ref, actor=office, now=NOW)
    return found


@pytest.fixture
def unit(plan) -> Unit:
    return Unit.objects.get(short_name="市财政局")


@pytest.mark.usefixtures("desk_surface")
class TestTheFile:
    def test_holds_each_case_with_a_day_and_leads_to_it(self, unit):
        answer = signed_in(unit, "clerk", Role.HANDLER).get("/agenda/due.ics")
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert "attachment" in answer.headers["Content-Disposition"]
        told = answer.content.decode().replace("\r\n ", "")
        assert told.count("BEGIN:VEVENT") == Case.objects.filter(unit=unit, due_on__isnull=False).count() > 0
        assert "DTSTART;VALUE=DATE:20261231" in told
        assert "/plan/duties/" in told
        assert max(len(line.encode()) for line in answer.content.decode().split("\r\n")) <= 75

    def test_holds_nothing_of_another_unit(self, unit):
        other = Unit.objects.get(short_name="市政府")
        assert "BEGIN:VEVENT" not in signed_in(other, "other", Role.HANDLER).get("/agenda/due.ics").text

    def test_is_given_only_to_who_has_proved_lately_who_they_are(self):
        assert asks_for_proof(resolve("/agenda/due.ics").func)

    @pytest.mark.parametrize("role", list(AdminRole))
    def test_is_no_business_of_an_administrator(self, unit, role):
        person = Person.objects.create(account=role, name="演示管理员", tenant=unit.tenant)
        AdminSeat.objects.create(tenant=unit.tenant, role=role, person=person)
        client = Client()
        client.force_login(person)
        assert client.get("/agenda/due.ics").status_code == 403


@pytest.mark.usefixtures("desk_surface")
class TestMyWork:
    def test_lists_everything_in_hand_in_the_order_of_days_with_counts(self, unit):
        answer = signed_in(unit, "clerk", Role.HANDLER).get("/my-work/")
        lines = answer.context["lines"]
        assert [line.due_on for line in lines] == sorted(line.due_on for line in lines)
        assert [(one.says, one.count) for one in answer.context["in_hand"]] == [("责任事项", len(lines))]
        assert answer.context["in_hand_count"] == len(lines)

    def test_costs_a_constant_number_of_queries(self, unit, django_assert_max_num_queries):
        client = signed_in(unit, "clerk", Role.HANDLER)
        client.get("/my-work/")
        with django_assert_max_num_queries(40):
            client.get("/my-work/")


class TestOpenCases:
    def test_are_not_in_the_units_hands_while_an_order_is_a_draft(self, plan, unit, office):  # noqa: F811
        actor = replace(office, unit_id=unit.pk, roles=frozenset({Role.HANDLER}))
        before = open_cases_of(actor).count()
        row = plan.rows.get(no="1")
        wording = OrderWording(subject="尽快公开", demand="请尽快公开", answer_on=date(2026, 3, 16))  # Monday
        draft_order_about_row(row_ref=row.ref, unit_id=unit.pk, wording=wording, actor=office, now=NOW)
        assert Case.objects.filter(unit=unit, workflow="order").exists()
        assert open_cases_of(actor).count() == before

    def test_are_counted_by_kind_in_one_query(self, unit, office, django_assert_num_queries):  # noqa: F811
        actor = replace(office, unit_id=unit.pk)
        with django_assert_num_queries(1):
            [one] = tallies_of(open_cases_of(actor), today=date(2027, 3, 1))  # Monday
        assert one.count == one.late > 0

    def test_hold_besides_what_waits_elsewhere(self, unit, office):  # noqa: F811
        actor = replace(office, unit_id=Unit.objects.get(short_name="市政府").pk)
        assert not open_cases_of(actor).filter(unit=unit).exists()
        besides = Case.objects.filter(unit=unit)
        assert open_cases_of(actor, besides=besides).filter(unit=unit).count() == besides.count()
