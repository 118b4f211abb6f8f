"""Who sees an order, what waits, and what the rules and the hand-over make of it."""

from datetime import date

import pytest

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.calendar.levels import Thresholds
from quancheng.kernel.casework.refusals import NotYourStep
from quancheng.kernel.links.registry import resolve
from quancheng.kernel.orgs.handover import left_by_unit
from quancheng.kernel.orgs.models import Tenant, Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import order_answers, orders, warning
from quancheng.records.plan.commands.drafts import NotYourOffice
from quancheng.records.plan.queries import orders as queries
from quancheng.records.plan.queries.order_lines import order_lines
from quancheng.records.plan.rules.looking import Urgency, Wanted
from quancheng.records.plan.tests.conftest import NOW, official
from quancheng.records.plan.tests.test_supervision_orders.conftest import (
    TODAY,
    draft,
    issue,
    told,
)
from quancheng.records.plan.tests.test_working_on_duties import staff
from quancheng.records.plan.web.order_page import order_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]


class TestSight:
    def test_is_for_the_office_and_the_unit(self, issued, office, clerk):
        for actor in (office, clerk):
            assert list(queries.orders_for(actor)) == [issued]

    def test_of_a_draft_is_for_the_office_alone(self, drafted, office, clerk):
        assert list(queries.orders_for(office)) == [drafted]
        assert not queries.orders_for(clerk).exists()

    def test_is_for_nobody_else(self, issued, stranger, district):
        sibling_unit = staff("市发展改革委", "ndrc", Role.HEAD)
        siblings = official(Tenant.objects.get(slug="xi"), "xi", Role.OPENNESS_OFFICE, Role.OPENNESS_HEAD)
        for actor in (sibling_unit, siblings, district, stranger, Actor.anonymous(), Actor.citizen(3)):
            assert not queries.orders_for(actor).exists()
            with pytest.raises(queries.NoSuchOrder):
                queries.order_for(actor, issued.pk)
            assert resolve(actor, [RecordRef("plan.order", str(issued.pk))]) == {}

    def test_of_an_order_to_a_district_is_for_that_district(self, plan, office, office_head, district):
        order = issue(draft(office, "东区政府"), office_head)
        other = official(Tenant.objects.get(slug="xi"), "xi", Role.OPENNESS_OFFICE)
        assert list(queries.orders_for(district)) == [order]
        assert not queries.orders_for(other).exists()
        with pytest.raises(queries.NoSuchOrder):
            orders.close_order(**told(order), note="", actor=district, now=NOW)


class TestTheList:
    def test_puts_drafts_first_then_what_is_due_and_last_what_is_over(self, plan, office, office_head):
        over, later, sooner, waiting = (draft(office) for _ in range(4))
        issue(later, office_head, until=date(2026, 3, 20))
        issue(sooner, office_head, until=date(2026, 3, 9))
        orders.discard_order(**told(over), reason="重复", actor=office, now=NOW)
        found = queries.orders_listed(office, Wanted(), today=TODAY)
        assert list(found) == [waiting, sooner, later, over]

    @pytest.mark.parametrize(
        ("wanted", "count"),
        [
            (Wanted(state="issued"), 1),
            (Wanted(state="closed"), 0),
            (Wanted(urgency=Urgency.LATE), 0),
            (Wanted(word="预算"), 1),
            (Wanted(word="1"), 1),
            (Wanted(word="没有"), 0),
        ],
    )
    def test_is_narrowed(self, issued, office, wanted, count):
        assert queries.orders_listed(office, wanted, today=TODAY).count() == count

    @pytest.mark.parametrize(
        ("today", "level"),
        [
            (date(2026, 3, 6), ""),  # Friday, six working days left
            (date(2026, 3, 9), "黄色预警"),  # Monday, five
            (date(2026, 3, 13), "红色预警"),  # Friday, one
            (date(2026, 3, 17), "已逾期"),  # Tuesday, the day after
        ],
    )
    def test_warns_by_the_usual_levels(self, issued, office, today, level):
        [line] = order_lines(queries.orders_listed(office, Wanted(), today=today), today=today)
        assert (line.level, line.points) == (level, 3)

    @pytest.mark.parametrize(
        ("today", "level"),
        [
            (date(2026, 3, 3), "黄色预警"),  # Tuesday, nine working days left
            (date(2026, 3, 6), "橙色预警"),  # Friday, six
            (date(2026, 3, 12), "红色预警"),  # Thursday, two
        ],
    )
    def test_warns_when_the_government_has_set_to(self, issued, office, office_head, today, level):
        warning.set_warning_rule(
            thresholds=Thresholds(10, 6, 2), soon=7, milestones=(), from_on=date(2026, 3, 3), source="文",
            actor=office_head, now=NOW,
        )  # fmt: skip
        [before] = order_lines(queries.orders_listed(office, Wanted(), today=TODAY), today=TODAY)
        [line] = order_lines(queries.orders_listed(office, Wanted(), today=today), today=today)
        assert (before.level, line.level) == ("", level)
        assert order_page(office, issued, today=today).line.level == level

    def test_asks_for_the_settings_once(self, plan, office, office_head, django_assert_num_queries):
        for count in (1, 5):
            for _ in range(count):
                issue(draft(office), office_head)
            with django_assert_num_queries(3):
                order_lines(queries.orders_listed(office, Wanted(), today=TODAY), today=TODAY)

    def test_asks_no_more_for_more_orders(self, plan, office, django_assert_num_queries):
        draft(office)
        with django_assert_num_queries(2):
            order_lines(queries.orders_listed(office, Wanted(), today=TODAY), today=TODAY)
        for _ in range(5):
            draft(office)
        with django_assert_num_queries(2):
            order_lines(queries.orders_listed(office, Wanted(), today=TODAY), today=TODAY)


class TestWhatWaits:
    def test_is_told_to_whom_it_waits_for(self, drafted, office, office_head, clerk, head):
        def waiting(actor: Actor) -> tuple[int, int, int]:
            found = queries.orders_waiting(actor)
            return found.with_unit, found.to_issue, found.answered

        assert [waiting(each) for each in (office, office_head, clerk)] == [(0, 0, 0), (0, 1, 0), (0, 0, 0)]
        issue(drafted, office_head)
        assert [waiting(each) for each in (office, office_head, clerk)] == [(0, 0, 0), (0, 0, 0), (1, 0, 0)]
        order_answers.sign_order(**told(drafted), actor=clerk, now=NOW)
        order_answers.send_answer(**told(drafted), text="好", files=[], actor=head, now=NOW)
        assert [waiting(each) for each in (office, clerk)] == [(0, 0, 1), (0, 0, 0)]


class TestSupervisionRule:
    def test_of_the_house_stands_until_a_government_sets_its_own(self, city, office_head):
        assert queries.supervising(city, on=TODAY).prefix == "泉政公开督办"
        orders.set_supervision_rule(
            prefix="泉督",
            answer_days=5,
            from_on=date(2026, 3, 3),
            source="演示办法",
            actor=office_head,
            now=NOW,
        )
        assert queries.supervising(city, on=TODAY).answer_days == 10
        assert queries.supervising(city, on=date(2026, 3, 3)).prefix == "泉督"
        assert queries.proposed_answer_day(city, today=date(2026, 3, 3)) == date(2026, 3, 10)  # Tuesday

    def test_counts_over_holidays(self, city):
        day = queries.proposed_answer_day(city, today=date(2026, 9, 24))  # Thursday before the holidays
        assert day == date(2026, 10, 15)  # Thursday: Saturday the 10th is worked

    def test_is_set_by_the_head_alone(self, office, clerk):
        for actor, refused in ((office, NotYourStep), (clerk, NotYourOffice)):
            with pytest.raises(refused):
                orders.set_supervision_rule(
                    prefix="x", answer_days=5, from_on=TODAY, source="x", actor=actor, now=NOW
                )


class TestHandingOver:
    def test_counts_open_orders_and_no_draft(self, drafted, office_head, clerk):
        unit = Unit.objects.get(short_name="市财政局")
        assert not any("督办单" in str(each) for each in left_by_unit(unit.pk))
        issue(drafted, office_head)
        assert "未办结的督办单1项" in [str(each) for each in left_by_unit(unit.pk)]
        orders.withdraw_order(**told(drafted), reason="误发", actor=office_head, now=NOW)
        assert not any("督办单" in str(each) for each in left_by_unit(unit.pk))
