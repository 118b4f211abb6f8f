"""When a government warns: dated settings that change nothing that is over."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.calendar.days import WorkCalendar
from quancheng.kernel.calendar.levels import Level, Thresholds, level_of, reaches
from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import warning as commands
from quancheng.records.plan.models import Plan, WarningRule
from quancheng.records.plan.queries import warning as queries
from quancheng.records.plan.queries.board import board
from quancheng.records.plan.queries.duties import duties_for
from quancheng.records.plan.queries.lines import list_lines
from quancheng.records.plan.queries.worklist import duties_at_a_glance, duties_listed, urgent
from quancheng.records.plan.rules.looking import Urgency, Wanted
from quancheng.records.plan.rules.warning import (
    BadMonthDay,
    MonthDay,
    Setting,
    in_force,
    milestones_of,
    month_days_in,
    shipped,
)
from quancheng.records.plan.tests.conftest import NOW
from quancheng.records.plan.tests.desk import signed_in
from quancheng.records.plan.tests.test_board import issued_plan
from quancheng.records.plan.tests.test_bringing_a_plan import codes

TODAY = NOW.date()  # Monday 2 March 2026
JUNE = MonthDay(6, 30)
DAYS = st.dates(date(2024, 1, 1), date(2026, 6, 30))


@pytest.fixture
def plan(office) -> Plan:
    return issued_plan(office)


def set_rule(
    actor, *, days=(10, 6, 2), soon=7, milestones=(JUNE,), on=TODAY, now=NOW, source="济政办〔2026〕3号"
):
    return commands.set_warning_rule(
        thresholds=Thresholds(*days),
        soon=soon,
        milestones=milestones,
        from_on=on,
        source=source,
        actor=actor,
        now=now,
    )


class TestReaches:
    @given(today=DAYS, due=DAYS, days=st.tuples(*[st.integers(0, 20)] * 3))
    def test_say_for_many_days_what_level_of_says_for_one(self, today, due, days):
        """Also where somebody has set them out of order, as one after the other they may be."""
        calendar, thresholds = WorkCalendar(), Thresholds(*days)
        told = next(
            (
                level
                for level, since, until in reaches(today=today, calendar=calendar, thresholds=thresholds)
                if (since is None or due >= since) and due < until
            ),
            Level.CALM,
        )
        assert told == level_of(due, today=today, calendar=calendar, thresholds=thresholds)


class TestMonthDays:
    def test_are_read_as_people_write_them(self):
        assert month_days_in("9月30日、6-30， 11/30\n6月30日") == (JUNE, MonthDay(9, 30), MonthDay(11, 30))
        assert month_days_in("  ") == ()

    @pytest.mark.parametrize("bad", ["2月30日", "13月1日", "年底", "6月", "0-1", "6月30日9月30日"])
    def test_that_no_year_has_are_named(self, bad):
        with pytest.raises(BadMonthDay) as refused:
            month_days_in(f"6月30日、{bad}")
        assert f"“{bad}”" in str(refused.value)

    def test_are_not_too_many(self):
        with pytest.raises(BadMonthDay):
            month_days_in("、".join(f"{month}月{day}日" for month in range(1, 8) for day in (1, 15)))

    def test_on_the_last_of_february_are_there_every_year(self):
        assert MonthDay(2, 29).in_year(2026) == date(2026, 2, 28)


class TestSettings:
    later = Setting(date(2026, 7, 1), Thresholds(10, 6, 2), 7, (MonthDay(3, 31), MonthDay(10, 31)), "文")

    def test_hold_from_their_day_on(self):
        assert in_force([self.later], on=date(2026, 6, 30)) is shipped()
        assert in_force([self.later], on=date(2026, 7, 1)) is self.later

    def test_change_no_milestone_that_is_over(self):
        days = milestones_of([self.later], year=2026)
        assert days == (date(2026, 6, 30), date(2026, 10, 31))
        assert milestones_of([self.later], year=2027) == (date(2027, 3, 31), date(2027, 10, 31))

    def test_that_were_shipped_are_those_of_the_office(self):
        assert shipped().thresholds == Thresholds(5, 3, 1)
        assert [str(each) for each in shipped().milestones] == ["06-30", "09-30", "11-30"]


@pytest.mark.django_db
class TestSetWarningRule:
    def test_holds_from_its_day_on(self, office_head):
        set_rule(office_head, on=date(2026, 3, 9))  # Monday
        tenant = office_head.tenant_id
        before, after = (
            queries.thresholds_of([tenant], on=day)[tenant] for day in (date(2026, 3, 8), date(2026, 3, 9))
        )
        assert (before, after) == (Thresholds(5, 3, 1), Thresholds(10, 6, 2))

    def test_is_told_in_the_audit_without_its_free_words(self, office_head):
        set_rule(office_head)
        assert codes() == ["plan.warning.rule_set"]
        facts = AuditEntry.objects.get().facts
        assert (facts["yellow"], facts["milestones"]) == (10, ["06-30"])
        assert "济政办" not in str(facts)

    def test_is_refused_for_days_that_are_over(self, office_head):
        with pytest.raises(commands.TooEarly):
            set_rule(office_head, on=date(2026, 3, 1))
        assert not WarningRule.objects.exists()

    @pytest.mark.parametrize("days", [(3, 3, 1), (5, 6, 1), (1, 3, 5), (61, 3, 1)])
    def test_is_refused_when_warnings_do_not_follow_each_other(self, office_head, days):
        with pytest.raises(commands.UnsoundRule):
            set_rule(office_head, days=days)
        assert codes() == []

    def test_is_refused_to_all_but_the_head(self, office, handler):
        for actor in (office, handler):
            with pytest.raises(commands.NotYoursToSet):
                set_rule(actor)

    def test_binds_nobody_elses_government(self, office_head, stranger):
        set_rule(stranger)
        tenant = office_head.tenant_id
        assert queries.thresholds_of([tenant], on=TODAY)[tenant] == Thresholds(5, 3, 1)
        assert [line.rule for line in queries.history_for(office_head, today=TODAY)] == [None]

    def test_is_kept_in_order_by_the_database(self, office_head):
        rule = set_rule(office_head)
        with pytest.raises(IntegrityError), transaction.atomic():
            WarningRule.objects.filter(pk=rule.pk).update(red=30)

    def test_of_two_for_one_day_the_later_holds(self, office_head):
        set_rule(office_head)
        set_rule(office_head, days=(8, 4, 1))
        current = [line for line in queries.history_for(office_head, today=TODAY) if line.is_in_force]
        assert [line.setting.thresholds for line in current] == [Thresholds(8, 4, 1)]


@pytest.mark.django_db
@pytest.mark.usefixtures("desk_surface", "plan")
class TestTheLevelShown:
    today = date(2026, 12, 17)  # Thursday, ten working days before the end of the year

    def levels(self, actor) -> set[str]:
        due = duties_for(actor).filter(case__due_on=date(2026, 12, 31))
        return {line.level for line in list_lines(urgent(due, today=self.today))}

    def test_follows_the_setting_in_lists(self, office, office_head):
        assert self.levels(office) == {""}
        set_rule(office_head, on=self.today)
        assert self.levels(office) == {"黄色预警"}

    def test_follows_the_setting_on_the_page_of_a_duty(self, office, office_head, monkeypatch):
        window = signed_in(Unit.objects.get(short_name="市政府"), "o", Role.OPENNESS_OFFICE)
        duty = duties_for(office).get(case__due_on=date(2026, 12, 31), case__unit__short_name="东区政府")
        monkeypatch.setattr("quancheng.records.plan.web.duties.timezone.localdate", lambda *_: self.today)
        page = reverse("plan_desk:duty", args=[duty.pk])
        assert "黄色预警" not in window.get(page).content.decode()
        set_rule(office_head, on=self.today)
        assert "黄色预警" in window.get(page).content.decode()

    def test_says_how_far_ahead_is_soon(self, office, office_head, plan):
        soon = Wanted(urgency=Urgency.SOON, is_whole=True)
        before = len(duties_listed(office, soon, today=self.today))
        set_rule(office_head, soon=30, on=self.today)
        after = len(duties_listed(office, soon, today=self.today))
        assert (before, after) == (0, 5)  # all but the half-year that is over
        assert board(plan, today=self.today).counts.soon == after
        assert duties_at_a_glance(office, today=self.today).soon_days == 30

    def test_costs_one_query_for_all(self, office, office_head, django_assert_num_queries):
        set_rule(office_head)
        due = list(duties_for(office))
        urgent(due, today=self.today)
        with django_assert_num_queries(3):  # tasks, the calendar's edition, settings
            urgent(due, today=self.today)


@pytest.mark.django_db
@pytest.mark.usefixtures("desk_surface", "city")
class TestThePage:
    address = "/plan/warnings/settings/"
    told = {
        "yellow": "10", "orange": "6", "red": "2", "soon": "9", "milestones": "6月30日、10月31日",
        "from_on": "2099-01-01", "source": "济政办〔2026〕3号",
    }  # fmt: skip

    def window(self, role):
        return signed_in(Unit.objects.get(short_name="市政府"), role, role)

    def test_lets_the_head_set_and_shows_the_history(self):
        window = self.window(Role.OPENNESS_HEAD)
        assert "系统默认" in window.get(self.address).content.decode()
        assert window.post(self.address, self.told)["Location"] == self.address
        page = window.get(self.address).content.decode()
        assert "未到启用日" in page
        assert "6月30日、10月31日" in page

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ({"milestones": "2月30日"}, "一年里没有“2月30日”"),
            ({"orange": "12"}, "黄色应早于橙色"),
            ({"soon": "0"}, "“即将到期”须在1至60个工作日之间"),
            ({"from_on": "2020-01-01"}, "启用日期不能早于今天"),
            ({"yellow": "x"}, "黄色"),
            ({"source": ""}, "依据"),
        ],
    )
    def test_says_what_is_wrong_and_keeps_what_was_entered(self, wrong, said):
        window = self.window(Role.OPENNESS_HEAD)
        answer = window.post(self.address, {**self.told, **wrong})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert said in page
        assert 'value="2"' in page
        assert not WarningRule.objects.exists()

    def test_is_read_by_the_office_and_not_by_units(self):
        page = self.window(Role.OPENNESS_OFFICE).get(self.address)
        assert page.status_code == 200
        assert "保存设置" not in page.content.decode()
        unit = signed_in(Unit.objects.get(short_name="市财政局"), "u", Role.HEAD)
        assert unit.get(self.address).status_code == 403
        assert unit.post(self.address, self.told).status_code == 403

    def test_is_refused_to_the_office_without_its_head(self):
        answer = self.window(Role.OPENNESS_OFFICE).post(self.address, self.told)
        assert "须由政务公开机构负责人修改" in answer.content.decode()
