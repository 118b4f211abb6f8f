"""Who is told what of duties; how duties look from other modules; a unit leaves nothing behind."""

from datetime import date

import pytest

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.casework.refusals import ReasonMissing
from quancheng.kernel.links.registry import resolve
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.orgs.handover import left_by_unit
from quancheng.kernel.orgs.models import Holding, Person, Post, PostRole, Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import duties, oversight
from quancheng.records.plan.commands.tasks import issue_tasks
from quancheng.records.plan.public import duties_at_a_glance
from quancheng.records.plan.queries.duties import own_duties
from quancheng.records.plan.tests.conftest import NOW
from quancheng.records.plan.tests.test_bringing_a_plan import bring, confirm
from quancheng.records.plan.tests.test_working_on_duties import report, staff, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
TODAY = date(2026, 3, 2)  # Monday


def seat(short: str, role: str) -> Actor:
    """An official who really holds a post, so that notices find them."""
    actor = staff(short, f"{role}-{short}", role)
    post = Post.objects.create(unit_id=actor.unit_id, title=role)
    PostRole.objects.create(post=post, role=role)
    Holding.objects.create(person_id=actor.person_id, post=post, from_on=date(2020, 1, 1))
    return actor


@pytest.fixture
def clerk(city) -> Actor:
    return seat("市财政局", Role.HANDLER)


@pytest.fixture
def supervisor(city) -> Actor:
    return seat("市政府", Role.OPENNESS_OFFICE)


@pytest.fixture
def plan(clerk, supervisor, office):
    plan = confirm(bring(office), office).plan
    issue_tasks(plan_ref=plan.ref, actor=office, now=NOW)
    return plan


@pytest.fixture
def duty(plan, clerk):
    return own_duties(clerk).first()


def inbox(actor: Actor) -> list[str]:
    return list(
        Notice.objects.filter(to_person=actor.person_id).order_by("pk").values_list("kind", flat=True)
    )


class TestNotices:
    def test_of_issued_tasks_are_one_for_each_person(self, plan, clerk):
        assert own_duties(clerk).count() == 3
        assert inbox(clerk) == ["plan.issued"]

    def test_of_a_wish_go_to_the_office_and_of_the_answer_to_the_unit(self, duty, clerk, supervisor):
        duties.ask_later(**told(duty), until=date(2027, 1, 29), reason="机构改革", actor=clerk, now=NOW)
        assert inbox(supervisor) == ["plan.later_asked"]
        oversight.deny_later(**told(duty), reason="时限已定", actor=supervisor, now=NOW)
        assert inbox(clerk)[-1] == "plan.denied"
        assert "时限已定" in Notice.objects.get(kind="plan.denied").body

    def test_of_a_return_go_to_the_unit(self, duty, clerk, supervisor):
        report(duty, clerk)
        oversight.return_duty(**told(duty), reason="链接打不开", actor=supervisor, now=NOW)
        assert "链接打不开" in Notice.objects.get(to_person=clerk.person_id, kind="plan.returned").body

    def test_of_a_later_day_name_it(self, duty, clerk, supervisor):
        oversight.postpone_duty(
            **told(duty), until=date(2027, 3, 1), reason="顺延", actor=supervisor, now=NOW
        )
        assert "2027-03-01" in Notice.objects.get(to_person=clerk.person_id, kind="plan.postponed").body

    def test_of_reassigning_go_to_both_units(self, duty, clerk, supervisor):
        taker = seat("市发展改革委", Role.HEAD)
        unit = Unit.objects.get(short_name="市发展改革委")
        oversight.reassign_duty(**told(duty), unit_id=unit.pk, reason="职责调整", actor=supervisor, now=NOW)
        assert (inbox(clerk)[-1], inbox(taker)) == ("plan.reassigned", ["plan.reassigned"])

    def test_are_not_sent_for_what_was_refused(self, duty, clerk, supervisor):
        with pytest.raises(ReasonMissing):
            duties.ask_later(**told(duty), until=date(2027, 1, 29), reason=" ", actor=clerk, now=NOW)
        assert inbox(supervisor) == []

    def test_are_not_sent_to_whoever_did_it(self, duty, clerk, supervisor):
        Holding.objects.create(
            person=Person.objects.get(pk=supervisor.person_id),
            post=Post.objects.create(unit_id=clerk.unit_id, title="兼"),
            from_on=date(2020, 1, 1),
        )
        PostRole.objects.create(post=Post.objects.get(title="兼"), role=Role.HEAD)
        report(duty, clerk)
        oversight.return_duty(**told(duty), reason="补充", actor=supervisor, now=NOW)
        assert inbox(supervisor) == []


class TestLinks:
    def refs(self, plan, duty) -> dict[str, RecordRef]:
        return {
            "plan": RecordRef("plan.plan", plan.ref),
            "row": RecordRef("plan.row", f"{plan.ref}-1"),
            "task": RecordRef("plan.task", f"{plan.ref}-1-1"),
            "duty": RecordRef("plan.duty", str(duty.pk)),
        }

    def test_show_all_four_kinds_to_the_unit_that_owes(self, plan, duty, clerk):
        refs = self.refs(plan, duty)
        seen = resolve(clerk, refs.values())
        assert set(seen) == set(refs.values())
        assert seen[refs["duty"]].address == f"/plan/duties/{duty.pk}/"
        assert seen[refs["row"]].title.endswith("第1项")

    def test_show_nothing_to_others_before_it_is_published(self, plan, duty, stranger):
        for actor in (stranger, Actor.anonymous()):
            assert resolve(actor, self.refs(plan, duty).values()) == {}

    def test_to_a_duty_that_is_no_number_lead_nowhere(self, duty, clerk):
        assert resolve(clerk, [RecordRef("plan.duty", "x")]) == {}


class TestHandingOver:
    def test_counts_what_a_unit_would_leave_behind(self, duty, clerk, supervisor):
        unit = Unit.objects.get(short_name="市财政局")
        assert "未办结的责任事项3项" in [str(each) for each in left_by_unit(unit.pk)]
        oversight.cancel_duty(**told(duty), reason="不再承担", actor=supervisor, now=NOW)
        assert "未办结的责任事项2项" in [str(each) for each in left_by_unit(unit.pk)]


class TestAtAGlance:
    def test_counts_what_waits(self, duty, clerk):
        report(duty, clerk)
        seen = duties_at_a_glance(clerk, today=TODAY)
        assert (seen.open, seen.to_sign, seen.to_confirm) == (3, 2, 1)

    @pytest.mark.parametrize(
        ("today", "soon", "late"),
        [
            (date(2026, 6, 17), 0, 0),  # Wednesday: 8 working days are left until 30 June
            (date(2026, 6, 18), 1, 0),  # Thursday: 7, for Friday 19 June is a holiday
            (date(2026, 7, 1), 0, 1),  # Wednesday, the day after
        ],
    )
    def test_counts_in_working_days(self, duty, clerk, today, soon, late):
        counts = duties_at_a_glance(clerk, today=today)
        assert (counts.soon, counts.late) == (soon, late)

    def test_tells_the_office_how_many_wishes_wait(self, duty, clerk, supervisor):
        duties.ask_later(**told(duty), until=date(2027, 1, 29), reason="机构改革", actor=clerk, now=NOW)
        assert duties_at_a_glance(supervisor, today=TODAY).wishes == 1
        assert duties_at_a_glance(clerk, today=TODAY).wishes == 0

    def test_reads_any_number_of_duties_in_a_few_queries(self, duty, clerk, django_assert_max_num_queries):
        with django_assert_max_num_queries(4):
            duties_at_a_glance(clerk, today=TODAY)
