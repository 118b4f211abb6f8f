"""How a plan stood at the milestones of its year: kept once, told to those whom it concerns."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.links.registry import resolve
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import duties, milestone, oversight
from quancheng.records.plan.commands.tasks import issue_tasks
from quancheng.records.plan.commands.warned import OnlyByTheClock
from quancheng.records.plan.models import MilestoneReport, Plan
from quancheng.records.plan.queries import milestone as queries
from quancheng.records.plan.queries.duties import own_duties
from quancheng.records.plan.queries.milestone import When, line_of_year
from quancheng.records.plan.queries.plans import NoSuchPlan
from quancheng.records.plan.queries.progress import Progress, Tally, together
from quancheng.records.plan.queries.status import plan_status
from quancheng.records.plan.rules.warning import MonthDay
from quancheng.records.plan.tasks import report as report_by_day
from quancheng.records.plan.tests.conftest import NOW
from quancheng.records.plan.tests.desk import signed_in
from quancheng.records.plan.tests.test_bringing_a_plan import bring, codes, confirm
from quancheng.records.plan.tests.test_duties_follow_an_amendment import ROW_1, ROW_2, ROW_3, amend
from quancheng.records.plan.tests.test_telling_of_duties import seat
from quancheng.records.plan.tests.test_warning_settings import set_rule
from quancheng.records.plan.tests.test_working_on_duties import show, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
JUNE = date(2026, 6, 30)  # Tuesday
SEPTEMBER = date(2026, 9, 30)  # Wednesday
NOVEMBER = date(2026, 11, 30)  # Monday


def at(day: str, hour: time = time(7, 30)) -> datetime:
    return datetime.combine(date.fromisoformat(day), hour, ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def clerk(city) -> Actor:
    return seat("市财政局", Role.HANDLER)


@pytest.fixture
def head(city) -> Actor:
    return seat("市财政局", Role.HEAD)


@pytest.fixture
def supervisor(city) -> Actor:
    return seat("市政府", Role.OPENNESS_OFFICE)


@pytest.fixture
def plan(clerk, head, supervisor, office) -> Plan:
    """Three rows: six duties, three of them of the finance bureau, one of which falls due on 30 June."""
    plan = confirm(bring(office), office).plan
    issue_tasks(plan_ref=plan.ref, actor=office, now=NOW)
    return plan


def finish(clerk: Actor, head: Actor, duty: DueItem, when: datetime) -> None:
    show(duty, clerk)
    duties.report_duty(**told(duty), note="已公开", actor=clerk, now=when)
    duties.confirm_duty(**told(duty), actor=head, now=when)


def half_year(clerk: Actor) -> DueItem:
    return own_duties(clerk).get(until_on=JUNE)


def keep(plan: Plan, day: date, now: datetime) -> MilestoneReport:
    return milestone.report_milestone(
        plan_ref=plan.ref, on=day, actor=Actor.clockwork(plan.tenant_id), now=now
    )


def inbox(actor: Actor) -> list[str]:
    found = Notice.objects.filter(to_person=actor.person_id, kind__startswith="plan.milestone")
    return list(found.order_by("pk").values_list("subject", flat=True))


class TestReportMilestone:
    def test_keeps_rows_and_every_units_share(self, plan, clerk, head):
        finish(clerk, head, half_year(clerk), at("2026-06-20"))
        kept = keep(plan, JUNE, at("2026-06-30"))
        assert (kept.rows, kept.rows_done, kept.rows_late, kept.rows_waiting) == (3, 0, 0, 2)
        share = kept.shares.get(unit__short_name="市财政局")
        assert (share.total, share.done, share.late, share.waiting) == (3, 1, 0, 2)
        assert kept.shares.count() == 4

    def test_counts_what_was_late_on_that_day(self, plan, clerk):
        assert keep(plan, JUNE, at("2026-06-30")).rows_late == 0  # its last day is not over
        assert keep(plan, SEPTEMBER, at("2026-09-30")).rows_late == 1

    def test_reads_the_history_as_it_was_that_day(self, plan, clerk, head, office):
        """The house stood still for a week; what was done, moved and cancelled since does not count."""
        finish(clerk, head, half_year(clerk), at("2026-10-02"))
        for duty in own_duties(clerk).filter(until_on=date(2026, 12, 31)):
            oversight.cancel_duty(**told(duty), reason="重复", actor=office, now=at("2026-10-03"))
        kept = keep(plan, SEPTEMBER, at("2026-10-09"))
        share = kept.shares.get(unit__short_name="市财政局")
        assert (share.total, share.done, share.late) == (3, 0, 1)
        assert kept.as_of == at("2026-10-01", time())

    def test_counts_a_duty_for_the_unit_that_had_it(self, plan, clerk, office):
        taker = seat("市发展改革委", Role.HEAD)
        oversight.reassign_duty(
            **told(half_year(clerk)), unit_id=taker.unit_id, reason="调整", actor=office, now=at("2026-07-02")
        )
        before, after = keep(plan, JUNE, at("2026-07-03")), keep(plan, SEPTEMBER, at("2026-09-30"))
        totals = [each.shares.get(unit=clerk.unit_id).total for each in (before, after)]
        assert totals == [3, 2]

    def test_is_never_computed_again(self, plan, clerk, head):
        keep(plan, JUNE, at("2026-06-30"))
        finish(clerk, head, half_year(clerk), at("2026-06-30", time(15)))
        with pytest.raises(milestone.ReportedAlready):
            keep(plan, JUNE, at("2026-07-01"))
        assert MilestoneReport.objects.get().shares.get(unit=clerk.unit_id).done == 0

    def test_is_refused_before_its_day(self, plan):
        with pytest.raises(milestone.TooEarlyToReport):
            keep(plan, JUNE, at("2026-06-29"))

    def test_is_refused_to_people_and_other_governments(self, plan, office, stranger):
        now = at("2026-06-30")
        for actor in (office, stranger):
            with pytest.raises(OnlyByTheClock):
                milestone.report_milestone(plan_ref=plan.ref, on=JUNE, actor=actor, now=now)
        elsewhere = Actor.clockwork(stranger.tenant_id)
        with pytest.raises(NoSuchPlan):
            milestone.report_milestone(plan_ref=plan.ref, on=JUNE, actor=elsewhere, now=now)

    def test_is_told_in_the_audit(self, plan):
        before = len(codes())
        keep(plan, JUNE, at("2026-06-30"))
        assert codes()[before:] == ["plan.milestone.reported"]
        facts = AuditEntry.objects.order_by("seq").last().facts
        assert (facts["rows"], facts["notices"]) == (3, 2)

    def test_tells_the_office_of_the_whole_and_heads_of_their_share(self, plan, clerk, head, supervisor):
        keep(plan, SEPTEMBER, at("2026-09-30"))
        assert inbox(supervisor) == ["9月30日节点：3行完成0行，逾期1行"]
        assert inbox(head) == ["9月30日节点：本单位3项完成0项，逾期1项"]
        assert inbox(clerk) == []
        assert (
            "市财政局承担3项责任事项"
            in Notice.objects.get(to_person=head.person_id, kind__endswith="_unit").body
        )

    def test_writes_to_nobody_about_what_is_long_over(self, plan, head, supervisor):
        keep(plan, JUNE, at("2026-08-03"))
        assert inbox(supervisor) == inbox(head) == []

    def test_costs_the_same_for_many_units(self, plan, django_assert_max_num_queries):
        with django_assert_max_num_queries(32):
            keep(plan, JUNE, at("2026-06-30"))


class TestAfterAnAmendedEdition:
    """What is kept of a day says what the page of that day says."""

    def same_as_the_page(self, plan: Plan, day: date) -> tuple[list[Progress], Tally]:
        kept = queries.snapshot(plan, on=day, before=queries.end_of(day))
        status = plan_status(plan, today=day)
        rows, tally = [row.progress for row in status.rows], status.tally
        assert list(kept.rows) == rows
        whole = together(kept.by_unit.values())
        assert (whole.total, whole.late, whole.waiting) == (tally.total, tally.late, tally.waiting)
        return rows, tally

    def test_counts_a_day_that_was_moved_earlier(self, plan, office):
        amend(office, (*ROW_1[:5], "2026年9月底前"), ROW_2, ROW_3)
        rows, tally = self.same_as_the_page(plan, NOVEMBER)
        assert rows == [Progress.LATE, Progress.NOT_BEGUN, Progress.LATE]
        assert tally.late == 4  # three of row 1, and the half-yearly one that nobody did

    def test_counts_a_day_that_was_moved_later(self, plan, office):
        amend(office, (*ROW_1[:5], "2026年9月底前"), ROW_2, ROW_3)
        amend(office, (*ROW_1[:5], "2026年11月底前"), ROW_2, ROW_3)
        rows, _ = self.same_as_the_page(plan, date(2026, 10, 30))  # Friday
        assert rows[0] is Progress.NOT_BEGUN

    def test_counts_the_day_of_a_duty_that_was_revived(self, plan, office):
        amend(office, ROW_1, (*ROW_2[:4], "市财政局", ROW_2[5]), ROW_3)
        amend(office, ROW_1, (*ROW_2[:5], "2026年9月底前"), ROW_3)
        rows, _ = self.same_as_the_page(plan, NOVEMBER)
        assert rows[1] is Progress.LATE


class TestTheDailyJob:
    def test_keeps_each_milestone_on_its_day(self, plan):
        for day in ("2026-06-29", "2026-06-30", "2026-07-01", "2026-09-30"):
            report_by_day(at(day))
        assert list(MilestoneReport.objects.values_list("on", flat=True)) == [JUNE, SEPTEMBER]

    def test_makes_up_on_the_next_worked_day(self, plan, office_head):
        sunday = date(2026, 5, 31)
        set_rule(office_head, milestones=(MonthDay(5, 31),), on=date(2026, 3, 2))
        report_by_day(at("2026-05-31"))
        assert not MilestoneReport.objects.exists()
        report_by_day(at("2026-06-01"))
        kept = MilestoneReport.objects.get()
        assert (kept.on, kept.as_of) == (sunday, at("2026-06-01", time()))

    def test_leaves_out_what_was_over_before_anything_was_issued(self, clerk, office):
        plan = confirm(bring(office), office).plan
        issue_tasks(plan_ref=plan.ref, actor=office, now=at("2026-07-06"))
        report_by_day(at("2026-10-09"))
        assert list(MilestoneReport.objects.values_list("on", flat=True)) == [SEPTEMBER]

    def test_does_nothing_a_second_time(self, plan):
        report_by_day(at("2026-06-30"))
        before = codes()
        report_by_day(at("2026-06-30", time(9)))
        assert codes() == before


class TestTheLineOfTheYear:
    def test_shows_what_is_over_what_is_next_and_what_is_ahead(self, plan, django_assert_max_num_queries):
        keep(plan, JUNE, at("2026-06-30"))
        with django_assert_max_num_queries(3):
            june, september, november = line_of_year(plan, today=date(2026, 9, 23))  # Wednesday
        assert [p.when for p in (june, september, november)] == [When.REPORTED, When.NEXT, When.AHEAD]
        assert (june.report.total, june.report.done) == (6, 0)
        assert (september.days_left, november.days_left) == (4, 0)  # Friday 25 September is a holiday

    def test_says_when_nothing_was_kept(self, plan):
        first = line_of_year(plan, today=date(2026, 7, 1))[0]
        assert (first.when, first.report) == (When.UNREPORTED, None)

    def test_stands_on_the_one_screen(self, plan, supervisor):
        keep(plan, JUNE, at("2026-06-30"))
        window = signed_in(Unit.objects.get(short_name="市政府"), "o", Role.OPENNESS_OFFICE)
        page = window.get(reverse("workbench:overview")).content.decode()
        assert "3行完成0行" in page
        assert f"/plan/milestones/{plan.ref}-20260630/" in page


class TestAReport:
    @pytest.fixture
    def ref(self, plan) -> str:
        return queries.ref_of(keep(plan, JUNE, at("2026-06-30")))

    def page(self, short: str, role: str, ref: str):
        window = signed_in(Unit.objects.get(short_name=short), f"w{short}{role}", role)
        return window.get(reverse("plan_desk:milestone", args=[ref]))

    def test_shows_the_office_every_unit(self, ref):
        page = self.page("市政府", Role.OPENNESS_OFFICE, ref).content.decode()
        assert all(name in page for name in ("市财政局", "东区政府", "西区政府", "市发展改革委"))

    def test_shows_a_unit_its_own_share_alone(self, ref):
        page = self.page("市财政局", Role.HEAD, ref).content.decode()
        assert "市财政局" in page
        assert "市发展改革委" not in page

    def test_is_not_there_for_those_who_owe_nothing_of_it(self, ref, stranger):
        about = RecordRef("plan.milestone", ref)
        assert resolve(stranger, [about]) == resolve(Actor.anonymous(), [about]) == {}
        with pytest.raises(queries.NoSuchMilestone):
            queries.milestone_for(stranger, ref)

    def test_opens_from_the_notice(self, ref, head):
        about = RecordRef("plan.milestone", ref)
        assert resolve(head, [about])[about].address == f"/plan/milestones/{ref}/"

    @pytest.mark.parametrize("ref", ["x", "x-20260630", "2026"])
    def test_of_no_name_is_not_there(self, supervisor, ref):
        with pytest.raises(queries.NoSuchMilestone):
            queries.milestone_for(supervisor, ref)
