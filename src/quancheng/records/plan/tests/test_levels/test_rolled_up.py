"""What the plan above sees of the levels below."""

import pytest

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.orgs.models import Tenant
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import duties, levels, publishing, tasks
from quancheng.records.plan.models import Plan
from quancheng.records.plan.queries import levels as from_above
from quancheng.records.plan.queries.plans import NoSuchPlan, NoSuchRow
from quancheng.records.plan.queries.progress import Progress
from quancheng.records.plan.rules.levels import Uptake
from quancheng.records.plan.tests.conftest import NOW, official
from quancheng.records.plan.tests.test_levels.conftest import TODAY, set_aside, take_up
from quancheng.records.plan.tests.test_working_on_duties import report, staff, told


@pytest.mark.django_db
class TestLevels:
    """What the city's openness office sees."""

    @pytest.fixture
    def lived(self, chosen, district) -> Plan:
        """The eastern district took up row 1 by its row 1, which is done, and set row 4 aside."""
        take_up(chosen, "1", "1", actor=district)
        set_aside(chosen, "4", district)
        tasks.issue_tasks(plan_ref=chosen.ref, actor=district, now=NOW)
        clerk, head = staff("东区政府", "e1", Role.HANDLER), staff("东区政府", "e2", Role.HEAD)
        duty = DueItem.objects.get(obligation__about__endswith=f"{chosen.ref}-1-1")
        report(duty, clerk)
        duties.confirm_duty(**told(duty), actor=head, now=NOW)
        return chosen

    def test_rolls_up_what_the_districts_do(self, lived, above, office):
        page = from_above.levels(office, above, today=TODAY)
        east, west = page.below
        assert (east.asked, east.taken, east.gaps, east.aside) == (2, 1, 0, 1)
        assert (west.has_plan, west.asked, west.taken, west.gaps) == (False, 2, 0, 2)
        assert (page.tally.done, page.tally.total) == (1, 1)
        cell = page.rows[0].cells[0]
        assert (cell.uptake, cell.takers, cell.progress) == (Uptake.TAKEN, 1, Progress.DONE)
        assert page.rows[1].cells[0].uptake is Uptake.NOT_ASKED

    def test_counts_once_what_takes_up_several_rows(self, lived, above, district, office):
        levels.put_row_back(plan_ref=lived.ref, above_ref=f"{above.ref}-4", actor=district, now=NOW)
        take_up(lived, "4", "1", actor=district)
        page = from_above.levels(office, above, today=TODAY)
        assert [(line.row.no, line.tally.total) for line in page.rows if line.taken] == [("1", 1), ("4", 1)]
        east = page.below[0]
        assert (east.taken, east.tally.total, east.tally.done) == (2, 1, 1)
        assert (page.tally.total, page.tally.done) == (1, 1)

    def test_shows_rows_of_published_plans_alone(self, lived, above, office):
        first = above.rows.get(no="1")
        assert dict(from_above.row_across(office, first, today=TODAY))[lived.tenant].shown == ()
        head = official(Tenant.objects.get(slug="dong"), "east-head", Role.OPENNESS_HEAD)
        publishing.publish_plan(ref=lived.ref, actor=head, now=NOW)
        shown = dict(from_above.row_across(office, first, today=TODAY))[lived.tenant].shown
        assert [row.no for row in shown] == ["1"]

    def test_shows_a_district_its_own_figures_alone(self, lived, above, district, sibling, handler):
        assert list(from_above.plans_taking_up(district, above)) == [lived]
        for other in (sibling, handler, Actor.anonymous(), Actor.citizen(1)):
            assert not from_above.plans_taking_up(other, above).exists()

    def test_is_for_the_office_above_alone(self, lived, above, district, sibling, stranger, handler):
        for other in (district, sibling, stranger, handler, Actor.anonymous()):
            with pytest.raises(NoSuchPlan):
                from_above.overseen_from_above(other, above.ref)
            with pytest.raises(NoSuchRow):
                from_above.row_overseen(other, f"{above.ref}-1")

    def test_asks_the_database_as_often_for_many(self, lived, above, office, django_assert_max_num_queries):
        with django_assert_max_num_queries(13):
            from_above.levels(office, above, today=TODAY)

    def test_lets_nobody_read_figures_who_may_not(self, lived, above, district, sibling, office, stranger):
        readers = [
            (district, lived, True), (office, lived, True), (sibling, lived, False),
            (stranger, lived, False), (district, above, True), (stranger, above, False),
        ]  # fmt: skip
        assert [from_above.may_read_figures(who, what) for who, what, _ in readers] == [
            may for *_, may in readers
        ]
        clerk = staff("市财政局", "city-clerk", Role.HANDLER)
        assert not from_above.may_read_figures(clerk, lived)
