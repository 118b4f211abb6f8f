"""One screen for a whole plan: every number is the length of the list behind it."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.orgs.models import Tenant, Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import duties, oversight, tasks
from quancheng.records.plan.models import Plan
from quancheng.records.plan.queries import board as queries
from quancheng.records.plan.queries.plans import NoSuchPlan
from quancheng.records.plan.rules.picking import Mark, Picked
from quancheng.records.plan.tests.conftest import NOW, official
from quancheng.records.plan.tests.desk import signed_in
from quancheng.records.plan.tests.test_bringing_a_plan import bring, confirm
from quancheng.records.plan.tests.test_working_on_duties import report, staff, told

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 24)  # Thursday, five working days before the end of the year


def issued_plan(office: Actor) -> Plan:
    plan = confirm(bring(office), office).plan
    tasks.issue_tasks(plan_ref=plan.ref, actor=office, now=NOW)
    return plan


@pytest.fixture
def plan(office) -> Plan:
    return issued_plan(office)


@pytest.fixture
def lived(plan, office) -> Plan:
    return live_through(plan, office)


def live_through(plan: Plan, office: Actor) -> Plan:
    """Of six duties: one done, one moved to next year, one that cannot be verified, one cancelled, one that
    asks for a later day and soon falls due, one (of the first half of the year) late."""
    clerk, head = staff("市财政局", "clerk", Role.HANDLER), staff("市财政局", "head", Role.HEAD)
    east, east_head = staff("东区政府", "d1", Role.HANDLER), staff("东区政府", "d2", Role.HEAD)
    west, ndrc = staff("西区政府", "w1", Role.HANDLER), staff("市发展改革委", "n1", Role.HANDLER)
    owed = {(str(each.case.unit), each.period): each for each in DueItem.objects.select_related("case__unit")}
    done, doubtful = owed["市财政局", "2026年"], owed["东区政府", "2026年"]
    for duty, actor, confirms in ((done, clerk, head), (doubtful, east, east_head)):
        report(duty, actor)
        duties.confirm_duty(**told(duty), actor=confirms, now=NOW)
    oversight.doubt_duty(**told(doubtful), reason="打不开", actor=office, now=NOW)
    moved, wishing = owed["西区政府", "2026年"], owed["市发展改革委", "2026年"]
    day = date(2027, 1, 29)  # Friday
    duties.ask_later(**told(moved), until=day, reason="改革", actor=west, now=NOW)
    oversight.postpone_duty(**told(moved), until=day, reason="机构改革", actor=office, now=NOW)
    duties.ask_later(**told(wishing), until=day, reason="人手少", actor=ndrc, now=NOW)
    cancelled = owed["市财政局", "2026年下半年"]
    oversight.cancel_duty(**told(cancelled), reason="重复", actor=office, now=NOW)
    return plan


def picked(plan: Plan, **what: object) -> int:
    return queries.duties_picked(plan, Picked(**what), today=TODAY).count()


class TestTheBoard:
    def test_counts_each_duty_by_its_mark(self, lived):
        told = queries.board(lived, today=TODAY)
        counts = told.counts
        assert (counts.total, counts.done, counts.under_way, counts.late, counts.unverifiable) == (
            5,
            1,
            2,
            1,
            1,
        )
        assert (counts.soon, told.moved_count, told.wished_count) == (1, 1, 1)

    def test_whole_is_made_up_of_its_parts(self, lived):
        counts = queries.board(lived, today=TODAY).counts
        assert counts.total == counts.done + counts.under_way + counts.late + counts.unverifiable

    def test_puts_the_unit_with_most_that_is_late_first(self, lived):
        units = queries.board(lived, today=TODAY).units
        assert (units[0].name, units[0].counts.late, units[0].counts.done_percent) == ("市财政局", 1, 50)

    def test_puts_a_moved_duty_into_its_new_month(self, lived):
        west = next(u for u in queries.board(lived, today=TODAY).units if u.name == "西区政府")
        assert list(west.months) == ["2027-01"]

    def test_keeps_a_moved_duty_there_when_it_is_done(self, lived):
        west, head = staff("西区政府", "w2", Role.HANDLER), staff("西区政府", "w3", Role.HEAD)
        duty = DueItem.objects.get(case__unit__short_name="西区政府")
        report(duty, west)
        duties.confirm_duty(**told(duty), actor=head, now=NOW)
        assert picked(lived, month="2027-01") == 1

    def test_tells_from_when_to_when_and_why(self, lived):
        [move] = queries.board(lived, today=TODAY).moved
        assert (move.from_on, move.to_on, move.reason) == (date(2026, 12, 31), date(2027, 1, 29), "机构改革")

    def test_asks_the_database_a_fixed_number_of_times(self, lived, django_assert_max_num_queries):
        with django_assert_max_num_queries(19):
            queries.board(lived, today=TODAY)


class TestEveryNumber:
    """Counting and listing agree: over every mark, part, unit and month."""

    def test_of_a_mark_is_the_length_of_its_list(self, lived):
        told = queries.board(lived, today=TODAY)
        counted = {mark: getattr(told.counts, mark, None) for mark in Mark}
        counted |= {Mark.MOVED: told.moved_count, Mark.WISHED: told.wished_count}
        assert counted == {mark: picked(lived, mark=mark) for mark in Mark}
        assert told.counts.total == picked(lived)

    def test_of_a_part_is_the_length_of_its_list(self, lived):
        for part in queries.board(lived, today=TODAY).chapters:
            assert part.counts.total == picked(lived, chapter=part.title)
            assert part.counts.late == picked(lived, chapter=part.title, mark=Mark.LATE)

    def test_of_a_unit_and_month_is_the_length_of_its_list(self, lived):
        for unit in queries.board(lived, today=TODAY).units:
            assert unit.counts.total == picked(lived, unit=str(unit.id))
            for month, counts in unit.months.items():
                assert counts.total == picked(lived, unit=str(unit.id), month=month)
                assert counts.late == picked(lived, unit=str(unit.id), month=month, mark=Mark.LATE)

    def test_of_a_unit_is_the_sum_of_its_months(self, lived):
        told = queries.board(lived, today=TODAY)
        assert sum(unit.counts.total for unit in told.units) == told.counts.total

    @pytest.mark.parametrize("wrong", [{"unit": "x"}, {"unit": "999999"}, {"month": "x"}, {"chapter": "x"}])
    def test_of_what_is_not_there_is_none(self, lived, wrong):
        assert picked(lived, **wrong) == 0


class TestSight:
    def test_is_for_the_office_of_the_government_that_demands(self, lived, office):
        assert queries.overseen_plan(office) == lived
        east = official(Tenant.objects.get(slug="dong"), "east", Role.OPENNESS_OFFICE)
        clerk = staff("市财政局", "clerk2", Role.HANDLER)
        for actor in (east, clerk, Actor.anonymous(), Actor.clockwork()):
            with pytest.raises(NoSuchPlan):
                queries.overseen_plan(actor, lived.ref)


@pytest.mark.usefixtures("desk_surface")
class TestThePages:
    @pytest.fixture
    def at_office(self, city) -> Client:
        return signed_in(Unit.objects.get(short_name="市政府"), "desk-office", Role.OPENNESS_OFFICE)

    def test_lead_from_each_figure_to_as_many_duties(self, at_office, lived):
        for figure in at_office.get(reverse("workbench:overview")).context["figures"]:
            assert at_office.get(figure.href).context["page"].paginator.count == figure.count

    def test_lead_from_each_cell_to_as_many_duties(self, at_office, lived):
        for unit in at_office.get(reverse("workbench:overview")).context["units"]:
            for cell in unit.cells:
                if cell.counts:
                    assert at_office.get(cell.href).context["page"].paginator.count == cell.counts.total

    def test_show_the_units_that_are_late_first_and_the_others_when_asked(
        self, at_office, lived, monkeypatch
    ):
        monkeypatch.setattr("quancheng.shells.workbench.overview.MOST_UNITS", 1)
        few = at_office.get("/overview/")
        assert len(few.context["units"]) == 1
        assert "显示全部" in few.content.decode()
        assert len(at_office.get("/overview/?units=all").context["units"]) > 1

    def test_without_an_issued_plan_say_so(self, at_office):
        assert "还没有可以总览的工作要点" in at_office.get(reverse("workbench:overview")).content.decode()

    def test_show_a_unit_no_list_of_others(self, lived):
        clerk = signed_in(Unit.objects.get(short_name="市财政局"), "desk-unit", Role.HANDLER)
        assert clerk.get(reverse("plan_desk:duties_of")).status_code == 404
        assert "还没有可以总览" in clerk.get(reverse("workbench:overview")).content.decode()
