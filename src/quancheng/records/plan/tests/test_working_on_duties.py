"""Tasks become duties; units sign, report with evidence, confirm; the office returns, doubts, postpones."""

import json
from datetime import date

import pytest
from django.core.management import call_command

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.casework.refusals import BadDay, MovedMeanwhile, NotYourStep, ReasonMissing, StepNotOpen
from quancheng.kernel.files.safety import check_upload
from quancheng.kernel.links.finding import Asked
from quancheng.kernel.obligations.evidence import EvidenceAlready, NoEvidence
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.obligations.rhythm import Rhythm
from quancheng.kernel.orgs.models import Tenant, Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import duties, oversight, tasks
from quancheng.records.plan.commands.drafts import NotYourOffice
from quancheng.records.plan.models import Plan
from quancheng.records.plan.queries import duties as queries
from quancheng.records.plan.queries.by_words import duties_by_words
from quancheng.records.plan.queries.plans import TASK_KIND
from quancheng.records.plan.queries.progress import Progress, of_row
from quancheng.records.plan.queries.status import plan_status
from quancheng.records.plan.tests.conftest import NOW, THREE_ROWS, at, official
from quancheng.records.plan.tests.test_bringing_a_plan import bring, confirm

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)  # Monday


@pytest.fixture
def plan(office) -> Plan:
    """Three rows: one for two districts and a department, one for a department, one long-term."""
    return confirm(bring(office), office).plan


@pytest.fixture
def issued(plan, office) -> Plan:
    tasks.issue_tasks(plan_ref=plan.ref, actor=office, now=NOW)
    return plan


def staff(short: str, account: str, *roles: str) -> Actor:
    unit = Unit.objects.get(short_name=short)
    actor = official(unit.tenant, account, *roles)
    return Actor(**{**{f: getattr(actor, f) for f in Actor.__slots__}, "unit_id": unit.pk})


@pytest.fixture
def clerk(city) -> Actor:
    return staff("市财政局", "clerk", Role.HANDLER)


@pytest.fixture
def head(city) -> Actor:
    return staff("市财政局", "head", Role.HEAD)


@pytest.fixture
def duty(issued, clerk) -> DueItem:
    """The department's share of row 1, due on Thursday 31 December 2026."""
    return queries.own_duties(clerk).get(obligation__about=f"{TASK_KIND}:{issued.ref}-1-1")


def told(duty: DueItem) -> dict[str, int]:
    return {"duty_id": duty.pk, "version": DueItem.objects.get(pk=duty.pk).case.version}


def show(duty: DueItem, actor: Actor) -> None:
    duties.add_evidence_address(
        duty_id=duty.pk, address="https://www.example.cn/a.html", says="公开页面", actor=actor, now=NOW
    )


def report(duty: DueItem, actor: Actor) -> DueItem:
    show(duty, actor)
    return duties.report_duty(**told(duty), note="已公开", actor=actor, now=NOW)


def state(duty: DueItem) -> str:
    return DueItem.objects.get(pk=duty.pk).case.state


class TestIssueTasks:
    def test_lays_one_duty_a_unit_and_period(self, issued):
        owed = sorted((str(d.obligation.unit), d.period) for d in DueItem.objects.all())
        assert owed == [
            ("东区政府", "2026年"),
            ("市发展改革委", "2026年"),
            ("市财政局", "2026年"),
            ("市财政局", "2026年上半年"),  # long-term: half-yearly
            ("市财政局", "2026年下半年"),
            ("西区政府", "2026年"),
        ]

    def test_dates_each_by_its_row_and_period(self, issued):
        days = {
            d.period: d.case.due_on.isoformat()
            for d in DueItem.objects.filter(obligation__about__endswith="-3-1")
        }
        assert days == {"2026年上半年": "2026-06-30", "2026年下半年": "2026-12-31"}

    def test_is_refused_a_second_time(self, issued, office):
        with pytest.raises(tasks.NothingToIssue):
            tasks.issue_tasks(plan_ref=issued.ref, actor=office, now=NOW)

    def test_is_refused_to_units(self, plan, handler):
        with pytest.raises(NotYourOffice):
            tasks.issue_tasks(plan_ref=plan.ref, actor=handler, now=NOW)

    def test_is_one_line_of_the_audit(self, issued):
        assert AuditEntry.objects.filter(code="plan.tasks.issued").count() == 1


class TestTakeApart:
    def spec(self, title: str, *units: str) -> tasks.TaskSpec:
        roles = {Unit.objects.get(short_name=unit).pk: "responsible" for unit in units}
        return tasks.TaskSpec(title, Rhythm.QUARTERLY, date(2026, 12, 31), roles, target=2, target_unit="次")

    def test_gives_each_part_units_and_a_rhythm_of_its_own(self, plan, office):
        parts = [self.spec("甲", "市财政局"), self.spec("乙", "市发展改革委", "东区政府")]
        tasks.take_apart(row_ref=f"{plan.ref}-1", tasks=parts, actor=office, now=NOW)
        tasks.issue_tasks(plan_ref=plan.ref, actor=office, now=NOW)
        about = f"{TASK_KIND}:{plan.ref}-1-"
        assert DueItem.objects.filter(obligation__about__startswith=about).count() == 3 * 4

    def test_without_a_unit_is_refused(self, plan, office):
        with pytest.raises(tasks.NobodyToOwe):
            tasks.take_apart(row_ref=f"{plan.ref}-1", tasks=[self.spec("甲")], actor=office, now=NOW)

    def test_of_what_has_been_issued_is_refused(self, issued, office):
        with pytest.raises(tasks.IssuedAlready):
            tasks.take_apart(
                row_ref=f"{issued.ref}-1", tasks=[self.spec("甲", "市财政局")], actor=office, now=NOW
            )


class TestAUnit:
    def test_signs_reports_and_its_head_confirms(self, duty, clerk, head):
        duties.sign_duty(**told(duty), actor=clerk, now=NOW)
        report(duty, clerk)
        done = duties.confirm_duty(**told(duty), actor=head, now=at("2026-03-03"))
        assert (done.case.state, done.case.ended_on) == ("confirmed", date(2026, 3, 3))

    def test_is_found_by_the_words_of_its_task_once_it_is_done(self, duty, clerk, head, office, stranger):
        asked = Asked((queries.lines_of([duty])[0].task.title[:4],), date(2026, 1, 1), date(2026, 12, 31))
        report(duty, clerk)
        assert list(duties_by_words(office, asked)) == []
        duties.confirm_duty(**told(duty), actor=head, now=at("2026-03-03"))
        [one] = duties_by_words(office, asked)
        assert one.ref.ref == str(duty.pk)
        assert "公开页面" in one.text
        assert list(duties_by_words(stranger, asked)) == []

    def test_reports_nothing_without_evidence(self, duty, clerk):
        with pytest.raises(NoEvidence):
            duties.report_duty(**told(duty), note="已做", actor=clerk, now=NOW)
        assert state(duty) == "issued"

    def test_evidence_that_was_withdrawn_counts_no_more(self, duty, clerk):
        show(duty, clerk)
        duties.withdraw_evidence(evidence_id=duty.evidence.get().pk, actor=clerk, now=NOW)
        with pytest.raises(NoEvidence):
            duties.report_duty(**told(duty), note="已做", actor=clerk, now=NOW)

    def test_brings_a_file_as_evidence(self, duty, clerk):
        data = "公开情况说明".encode()
        upload = check_upload(data, name="说明.txt")
        added = duties.add_evidence_file(
            duty_id=duty.pk, upload=upload, data=data, says="", actor=clerk, now=NOW
        )
        assert (added.says, added.file.size) == ("说明.txt", len(data))

    def test_brings_nothing_twice_when_a_form_is_sent_again(self, duty, clerk):
        """The first answer got lost on the way; the same form comes once more."""
        data = "公开情况说明".encode()
        sent = {"upload": check_upload(data, name="说明.txt"), "data": data, "says": "", "actor": clerk}
        page = {"address": "https://www.example.cn/1", "says": "", "actor": clerk}
        for add, told_of in ((duties.add_evidence_file, sent), (duties.add_evidence_address, page)):
            added = add(duty_id=duty.pk, **told_of, now=NOW)
            with pytest.raises(EvidenceAlready, match="已是这项责任事项的佐证"):
                add(duty_id=duty.pk, **told_of, now=NOW)
            duties.withdraw_evidence(evidence_id=added.pk, actor=clerk, now=NOW)
            assert add(duty_id=duty.pk, **told_of, now=NOW).pk != added.pk
        assert duty.evidence.filter(withdrawn_at__isnull=True).count() == 2

    def test_clerk_does_not_confirm(self, duty, clerk):
        report(duty, clerk)
        with pytest.raises(NotYourStep):
            duties.confirm_duty(**told(duty), actor=clerk, now=NOW)

    def test_of_another_page_is_told_so(self, duty, clerk):
        old = told(duty)
        duties.sign_duty(**old, actor=clerk, now=NOW)
        with pytest.raises((MovedMeanwhile, StepNotOpen)):
            duties.sign_duty(**old, actor=clerk, now=NOW)

    def test_signs_all_at_once(self, issued, clerk):
        assert duties.sign_all(actor=clerk, now=NOW) == 3
        with pytest.raises(duties.NothingToSign):
            duties.sign_all(actor=clerk, now=NOW)

    def test_of_a_district_works_on_what_the_city_laid_upon_it(self, issued):
        clerk, head = staff("东区政府", "d1", Role.HANDLER), staff("东区政府", "d2", Role.HEAD)
        [duty] = queries.own_duties(clerk)
        report(duty, clerk)
        assert duties.confirm_duty(**told(duty), actor=head, now=NOW).case.state == "confirmed"


class TestSight:
    def test_a_sibling_and_a_stranger_see_nothing(self, duty, stranger):
        sibling = official(Tenant.objects.get(slug="xi"), "xi", Role.OPENNESS_OFFICE)
        other = staff("市发展改革委", "ndrc", Role.HEAD)
        for actor in (sibling, other, stranger, Actor.anonymous(), Actor.citizen(3)):
            with pytest.raises(queries.NoSuchDuty):
                queries.duty_for(actor, duty.pk)

    def test_the_office_sees_but_does_not_report_for_the_unit(self, duty, office):
        assert queries.duty_for(office, duty.pk) == duty
        with pytest.raises(queries.NoSuchDuty):
            show(duty, office)


class TestTheOffice:
    def test_returns_a_confirmed_report_with_a_reason(self, duty, clerk, head, office):
        report(duty, clerk)
        duties.confirm_duty(**told(duty), actor=head, now=NOW)
        back = oversight.return_duty(**told(duty), reason="链接打不开", actor=office, now=NOW)
        assert (back.case.state, back.case.due_on) == ("returned", date(2026, 12, 31))

    def test_returns_nothing_without_a_reason(self, duty, clerk, office):
        report(duty, clerk)
        with pytest.raises(ReasonMissing):
            oversight.return_duty(**told(duty), reason=" ", actor=office, now=NOW)

    def test_marks_what_cannot_be_verified(self, duty, clerk, head, office):
        report(duty, clerk)
        duties.confirm_duty(**told(duty), actor=head, now=NOW)
        assert (
            oversight.doubt_duty(**told(duty), reason="无记录", actor=office, now=NOW).case.state
            == "unverifiable"
        )

    def test_gives_a_later_day_upon_request(self, duty, clerk, office):
        duties.ask_later(**told(duty), until=date(2027, 1, 29), reason="机构改革", actor=clerk, now=NOW)
        assert DueItem.objects.get(pk=duty.pk).case.due_on == date(2026, 12, 31)
        oversight.postpone_duty(
            **told(duty), until=date(2027, 1, 29), reason="机构改革", actor=office, now=NOW
        )
        moved = DueItem.objects.get(pk=duty.pk)
        assert (moved.case.due_on, moved.wanted_until) == (date(2027, 1, 29), None)

    def test_gives_no_earlier_day(self, duty, office):
        with pytest.raises(BadDay):
            oversight.postpone_duty(**told(duty), until=date(2026, 6, 30), reason="早", actor=office, now=NOW)

    def test_reassigns_and_the_former_unit_is_told(self, duty, clerk, office):
        other = Unit.objects.get(short_name="市发展改革委")
        page = told(duty)
        oversight.reassign_duty(**page, unit_id=other.pk, reason="职责调整", actor=office, now=NOW)
        with pytest.raises(queries.NoSuchDuty, match="改派"):
            duties.sign_duty(**page, actor=clerk, now=NOW)

    def test_does_not_reassign_the_former_units_wish_for_a_later_day(self, duty, clerk, office):
        duties.ask_later(**told(duty), until=date(2027, 1, 29), reason="机构改革", actor=clerk, now=NOW)
        other = Unit.objects.get(short_name="市发展改革委")
        oversight.reassign_duty(**told(duty), unit_id=other.pk, reason="职责调整", actor=office, now=NOW)
        assert DueItem.objects.get(pk=duty.pk).wanted_until is None

    def test_leaves_deciding_to_nobody_else(self, duty, clerk):
        with pytest.raises(NotYourStep):
            oversight.postpone_duty(**told(duty), until=date(2027, 3, 1), reason="晚", actor=clerk, now=NOW)


class TestProgress:
    def test_of_a_row_is_computed_from_its_duties(self, issued, duty, clerk, head):
        ref = f"{issued.ref}-1-1"
        assert queries.tallies(issued, today=TODAY)[ref].progress is Progress.NOT_BEGUN
        report(duty, clerk)
        duties.confirm_duty(**told(duty), actor=head, now=NOW)
        tally = queries.tallies(issued, today=TODAY)[ref]
        assert (tally.total, tally.done, tally.progress) == (3, 1, Progress.UNDER_WAY)

    def test_is_late_once_a_day_has_gone_by(self, issued):
        tally = queries.tallies(issued, today=date(2027, 1, 1))[f"{issued.ref}-1-1"]
        assert (tally.late, tally.progress, of_row([tally])) == (3, Progress.LATE, Progress.LATE)

    def test_reads_any_number_of_duties_in_one_query(self, issued, django_assert_num_queries):
        with django_assert_num_queries(1):
            queries.tallies(issued, today=TODAY)


class TestAnAmendedPlan:
    def test_releases_the_units_of_a_row_that_it_drops_and_keeps_what_is_done(
        self, issued, office, clerk, head
    ):
        first, second = (
            queries.own_duties(clerk).get(obligation__about=f"{TASK_KIND}:{issued.ref}-3-1", period=period)
            for period in ("2026年上半年", "2026年下半年")
        )
        report(first, clerk)
        duties.confirm_duty(**told(first), actor=head, now=NOW)
        confirm(bring(office, THREE_ROWS[:2], "修订.txt"), office)
        assert (state(first), state(second)) == ("confirmed", "cancelled")
        assert DueItem.objects.get(pk=second.pk).case.lines.last().note == "第2版删除了这一行"


class TestPlanStatus:
    def printed(self, capsys, *options: str) -> str:
        call_command("plan_status", *options)
        return capsys.readouterr().out

    def test_tells_every_row(self, issued, duty, clerk, head, capsys):
        report(duty, clerk)
        duties.confirm_duty(**told(duty), actor=head, now=NOW)
        rows = json.loads(self.printed(capsys, "--json"))["rows"]
        assert [row["no"] for row in rows] == ["1", "2", "3"]
        assert (rows[0]["duties"]["total"], rows[0]["duties"]["done"], rows[0]["evidence"]) == (3, 1, 1)
        assert (rows[0]["measured"], rows[0]["tasks"][0]["target"]) == (False, 69)

    def test_says_in_words_what_nothing_can_measure(self, issued, capsys):
        assert "无可读取的记录" in self.printed(capsys)

    def test_without_a_plan_says_so(self, db, capsys):
        with pytest.raises(SystemExit):
            call_command("plan_status", "--json")
        assert "还没有工作要点" in capsys.readouterr().err

    def test_gathers_in_a_fixed_number_of_queries(self, issued, django_assert_max_num_queries):
        with django_assert_max_num_queries(9):
            plan_status(issued, today=TODAY)


class TestThePublic:
    def test_is_told_results_and_never_lateness_or_doubt(self):
        told = {each.for_the_public for each in Progress}
        assert told == {Progress.NOT_BEGUN, Progress.UNDER_WAY, Progress.DONE, Progress.CANCELLED}
