"""The days of the law (《条例》第四十九条) as duties: laid, met, owed again, lifted, told of."""

from datetime import date

import pytest

from quancheng.insight.yearbook import tasks
from quancheng.insight.yearbook.commands import duties, issuing, reminding, summing
from quancheng.insight.yearbook.commands.days import set_inner_day
from quancheng.insight.yearbook.queries import duties as queries
from quancheng.insight.yearbook.rules.days import Owes
from quancheng.insight.yearbook.tests.conftest import at, at_once, fresh, signed_in, unit
from quancheng.insight.yearbook.workflow import State
from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.calendar.levels import Level
from quancheng.kernel.casework.agenda import left_by_unit, named, open_cases_of
from quancheng.kernel.casework.refusals import NotYourStep, ReasonMissing
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.obligations.models import DueItem, Obligation

NEW_YEAR = at("2025-01-01", "00:30")  # Wednesday
LAST_DAY = date(2025, 1, 31)  # Friday


def keep(day: str = "2025-01-01") -> int:
    return duties.keep_duties(year=2024, actor=Actor.clockwork(), now=at(day))


def duty(name: str) -> DueItem:
    return DueItem.objects.select_related("case").get(
        obligation__unit__name=name, obligation__about="yearbook.rule:unit"
    )


class TestKeepDuties:
    def test_lays_one_duty_for_each_unit_and_government(self, office_head):
        """Three bureaus and the city; the district has a bureau, and nobody in its office yet."""
        assert keep() == 5
        until = dict(DueItem.objects.values_list("obligation__unit__name", "case__due_on"))
        assert until["市财政局"] == until["东区财政局"] == LAST_DAY
        own = DueItem.objects.get(obligation__about="yearbook.rule:government")
        assert (own.obligation.unit.name, own.case.due_on) == ("市政府办公厅", date(2025, 3, 31))  # Monday
        assert own.case.opened_on == date(2025, 1, 1)

    def test_lays_nothing_twice_and_next_year_goes_on_with_the_same_rules(self, office_head):
        keep()
        assert keep("2025-01-02") == 0
        rules = Obligation.objects.count()
        assert duties.keep_duties(year=2025, actor=Actor.clockwork(), now=at("2026-01-01")) == 5
        assert Obligation.objects.count() == rules

    def test_lays_nothing_before_the_year_is_over_nor_after_the_day(self, office_head):
        assert keep("2024-12-31") == 0
        assert keep("2025-02-03") == 1  # Monday: the government's day is yet to come
        assert keep("2025-04-01") == 0

    def test_a_report_published_before_speaks_at_once(self, issued):
        keep("2025-01-20")
        met = duty("市财政局")
        assert (met.case.state, met.case.ended_on) == (State.MET, date(2025, 1, 13))
        assert met.evidence.get().ref == f"yearbook.report:{issued.pk}"

    def test_by_night_a_second_run_writes_nothing(self, office_head):
        tasks.keep(NEW_YEAR)
        before = AuditEntry.objects.count()
        tasks.keep(at("2025-01-02", "00:30"))
        assert AuditEntry.objects.count() == before
        assert DueItem.objects.count() == 5


class TestThePublishedReport:
    def test_is_the_evidence_that_meets_the_duty(self, office_head, submitted, head):
        keep()
        assert duty("市财政局").case.state == State.OWED
        made = issuing.issue_report(**at_once(submitted), actor=head, now=at("2025-01-14"))
        met = duty("市财政局")
        assert (met.case.state, met.case.due_on) == (State.MET, None)
        assert met.evidence.get().ref == f"yearbook.report:{made.pk}"
        assert duty("市水务局").case.state == State.OWED

    def test_when_withdrawn_leaves_the_duty_owed_with_its_day(self, office_head, submitted, head):
        keep()
        issuing.issue_report(**at_once(submitted), actor=head, now=at("2025-01-14"))
        issuing.withdraw_report(**at_once(submitted), reason="数据有误", actor=head, now=at("2025-01-15"))
        owed = duty("市财政局")
        assert (owed.case.state, owed.case.due_on) == (State.OWED, LAST_DAY)
        assert not owed.evidence.filter(withdrawn_at__isnull=True).exists()

    def test_of_a_government_meets_the_government_s_duty_alone(self, office_head, issued, office):
        keep("2025-01-20")
        made = summing.start_summary(year=2024, actor=office, now=at("2025-01-20"))
        assert queries.duty_of(made) == DueItem.objects.get(obligation__about="yearbook.rule:government")


class TestLiftDuty:
    def test_frees_a_unit_with_a_reason_and_it_is_reminded_no_more(self, office_head, neighbour):
        keep()
        one = duty("市水务局")
        duties.lift_duty(
            duty_id=one.pk, version=one.case.version, reason="并入市财政局", actor=office_head, now=NEW_YEAR
        )
        assert duty("市水务局").case.state == State.LIFTED
        reminding.remind_units(actor=Actor.clockwork(), now=at("2025-01-17"))
        assert not Notice.objects.filter(to_person=neighbour.person_id).exists()
        one = duty("市水务局")
        duties.restore_duty(
            duty_id=one.pk, version=one.case.version, reason="未并入", actor=office_head, now=NEW_YEAR
        )
        assert duty("市水务局").case.due_on == LAST_DAY

    def test_is_for_the_head_of_the_office_with_a_reason(self, office_head, office, stranger):
        keep()
        one = duty("市水务局")
        with pytest.raises(ReasonMissing):
            duties.lift_duty(
                duty_id=one.pk, version=one.case.version, reason=" ", actor=office_head, now=NEW_YEAR
            )
        with pytest.raises(NotYourStep):
            duties.lift_duty(
                duty_id=one.pk, version=one.case.version, reason="并入", actor=office, now=NEW_YEAR
            )
        with pytest.raises(queries.NoSuchDuty):
            duties.lift_duty(
                duty_id=one.pk, version=one.case.version, reason="并入", actor=stranger, now=NEW_YEAR
            )


class TestTheAgenda:
    def test_shows_the_day_once_to_the_unit_that_owes_it(self, office_head, clerk):
        keep()
        lines = named(clerk, open_cases_of(clerk))
        assert [(one.title, one.due_on) for one in lines] == [
            ("公布市财政局2024年度政府信息公开工作年度报告", LAST_DAY)
        ]

    def test_a_unit_cannot_leave_it_behind(self, office_head):
        keep()
        left = [(one.says, one.count) for one in left_by_unit(unit("市财政局").pk)]
        assert left == [("应公布而未公布的年度报告", 1)]


class TestReminding:
    def test_tells_units_that_have_not_published(self, office_head, issued, neighbour, clerk):
        """On Friday 17 January fourteen days are left."""
        keep("2025-01-13")
        assert reminding.remind_units(actor=Actor.clockwork(), now=at("2025-01-17")) == 1
        told = Notice.objects.filter(kind="yearbook.due").values_list("to_person_id", flat=True)
        assert list(told) == [neighbour.person_id]

    def test_tells_nobody_twice_nor_on_other_days(self, counter, neighbour):
        keep()
        reminding.remind_units(actor=Actor.clockwork(), now=at("2025-01-17"))
        reminding.remind_units(actor=Actor.clockwork(), now=at("2025-01-17", "10:00"))
        reminding.remind_units(actor=Actor.clockwork(), now=at("2025-01-18"))  # Saturday
        assert Notice.objects.filter(kind="yearbook.due").count() == 1

    def test_tells_the_day_after_that_it_is_late(self, neighbour):
        keep()
        reminding.remind_units(actor=Actor.clockwork(), now=at("2025-02-01"))  # Saturday
        assert Notice.objects.get(kind="yearbook.overdue").to_person_id == neighbour.person_id

    def test_tells_the_office_of_the_government_s_own(self, office_head, office):
        keep("2025-02-03")
        reminding.remind_units(actor=Actor.clockwork(), now=at("2025-03-24"))  # Monday, seven days before
        told = Notice.objects.filter(kind="yearbook.due").values_list("to_person_id", flat=True)
        assert set(told) == {office.person_id, office_head.person_id}

    def test_goes_by_the_inner_day_where_there_is_one(self, office_head, neighbour):
        set_inner_day(
            owes=Owes.UNIT,
            from_year=2024,
            month=1,
            day=24,
            source="演示通知",
            actor=office_head,
            now=NEW_YEAR,
        )
        keep()
        reminding.remind_units(actor=Actor.clockwork(), now=at("2025-01-10"))  # Friday
        assert Notice.objects.filter(kind="yearbook.due", to_person=neighbour.person_id).count() == 1


class TestTheList:
    def test_lights_a_duty_by_the_working_days_left(self, office_head):
        """Of 2025 the 28th of January to the 4th of February were off."""
        keep()
        levels = {
            day: queries.duty_lines(office_head, year=2024, today=date.fromisoformat(day))[1].level
            for day in ("2025-01-02", "2025-01-13", "2025-01-21", "2025-01-27", "2025-02-01")
        }
        assert list(levels.values()) == [
            Level.CALM, Level.YELLOW, Level.ORANGE, Level.RED, Level.OVERDUE,
        ]  # fmt: skip

    def test_is_the_office_s_whole_and_a_unit_s_own(self, office_head, clerk, stranger):
        keep()
        today = date(2025, 1, 13)
        seen = [one.who for one in queries.duty_lines(office_head, year=2024, today=today)]
        assert seen == ["泉州湾市人民政府", "市政府办公厅", "市财政局", "市水务局"]
        assert [one.who for one in queries.duty_lines(clerk, year=2024, today=today)] == ["市财政局"]
        others = {one.who for one in queries.duty_lines(stranger, year=2024, today=today)}
        assert others == {"东区人民政府", "东区财政局"}

    def test_stands_at_the_desk_with_rule_and_evidence(self, office_head, submitted, head, desk_surface):
        keep()
        issuing.issue_report(**at_once(submitted), actor=head, now=at("2025-01-14"))
        shown = signed_in(office_head).get("/yearbook/duties/?year=2024").text
        assert "《条例》第四十九条第一款" in shown
        assert f"/yearbook/{fresh(submitted).pk}/" in shown
        other = duty("市水务局")
        client = signed_in(office_head)
        sent = {"version": other.case.version, "reason": "并入市财政局"}
        assert client.post(f"/yearbook/duties/{other.pk}/lift/", sent).status_code == 302
        assert "免予编报" in client.get("/yearbook/duties/?year=2024").text
        assert client.post(f"/yearbook/duties/{other.pk}/lift/", sent).status_code == 409
