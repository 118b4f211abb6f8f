"""Where a measure reads records nothing is asked: evidence is proposed, taken, reported in bulk."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.casework.refusals import MovedMeanwhile, NotYourStep
from quancheng.kernel.obligations.evidence import EvidenceAlready
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import duties as writing
from quancheng.records.plan.commands import oversight
from quancheng.records.plan.commands.duties import DutyOver
from quancheng.records.plan.commands.proposals import (
    NothingChosen,
    ProvesNothing,
    RecordsMoved,
    add_evidence_records,
    report_proposed,
)
from quancheng.records.plan.queries.duties import NoSuchDuty
from quancheng.records.plan.queries.proposals import NoSuchRecord, proposal_of, reached_duties
from quancheng.records.plan.tests.conftest import NOW, at
from quancheng.records.plan.tests.desk import signed_in
from quancheng.records.plan.tests.measured import issue_measured, posts_that_count
from quancheng.records.plan.tests.test_bringing_a_plan import bring, confirm
from quancheng.records.plan.tests.test_working_on_duties import staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
TODAY = date(2026, 3, 31)  # Tuesday
THEN = at("2026-03-31")


@pytest.fixture
def posts():
    with posts_that_count() as posts:
        yield posts


@pytest.fixture
def plan(posts, office):
    plan = confirm(bring(office), office).plan
    issue_measured(plan, office)
    return plan


@pytest.fixture
def clerk(plan) -> Actor:
    return staff("市财政局", "clerk", Role.HANDLER)


@pytest.fixture
def head(plan) -> Actor:
    return staff("市财政局", "head", Role.HEAD)


@pytest.fixture
def duty(plan) -> DueItem:
    """The first quarter of what is read from records; two posts are wanted."""
    return DueItem.objects.get(obligation__about__endswith=f"{plan.ref}-1-1", period="2026年第一季度")


@pytest.fixture
def unread(plan) -> DueItem:
    """A duty that no measure reads."""
    return DueItem.objects.get(obligation__about__endswith=f"{plan.ref}-3-1", period="2026年上半年")


def fresh(duty: DueItem) -> DueItem:
    return DueItem.objects.select_related("case", "obligation").get(pk=duty.pk)


def shown(actor: Actor, today: date = TODAY) -> dict[int, tuple[int, str]]:
    return {
        each.duty.pk: (each.duty.case.version, each.proposal.fingerprint)
        for each in reached_duties(actor, today=today)
    }


class TestTheProposal:
    def test_holds_what_the_unit_did_in_the_period(self, duty, clerk, posts):
        posts.add("a", "市财政局", "2026-01-05")  # Monday
        posts.add("b", "市财政局", "2026-03-30")  # Monday
        posts.add("other-quarter", "市财政局", "2025-12-31")
        posts.add("other-unit", "市发展改革委", "2026-02-02")
        found = proposal_of(clerk, fresh(duty), today=TODAY)
        assert [each.ref.ref for each in found.offered] == ["b", "a"]
        assert (found.says, found.is_reached) == ("2条／2条", True)

    def test_counts_nothing_that_is_yet_to_come(self, duty, clerk, posts):
        posts.add("tomorrow", "市财政局", "2026-03-03")
        assert proposal_of(clerk, fresh(duty), today=date(2026, 3, 2)).count == 0

    def test_lasts_as_long_as_the_duty_was_lengthened(self, duty, clerk, office, posts):
        posts.add("late", "市财政局", "2026-04-10")  # Friday
        assert proposal_of(clerk, fresh(duty), today=date(2026, 4, 30)).count == 0
        oversight.postpone_duty(
            duty_id=duty.pk, version=fresh(duty).case.version, until=date(2026, 4, 30), reason="机构改革",
            actor=office, now=NOW,
        )  # fmt: skip
        assert proposal_of(clerk, fresh(duty), today=date(2026, 4, 30)).count == 1

    def test_offers_nothing_that_the_actor_may_not_see(self, duty, clerk, posts):
        posts.add("a", "市财政局", "2026-01-05")
        posts.add("secret-b", "市财政局", "2026-01-06")
        found = proposal_of(clerk, fresh(duty), today=TODAY)
        assert (found.count, found.is_reached) == (1, False)

    def test_marks_what_is_taken(self, duty, clerk, posts):
        first = posts.add("a", "市财政局", "2026-01-05")
        posts.add("b", "市财政局", "2026-01-06")
        add_evidence_records(duty_id=duty.pk, refs=[first], actor=clerk, now=THEN)
        found = proposal_of(clerk, fresh(duty), today=TODAY)
        assert [(each.ref.ref, each.is_taken) for each in found.offered] == [("b", False), ("a", True)]

    def test_is_not_there_where_nothing_reads(self, unread, clerk):
        assert proposal_of(clerk, fresh(unread), today=TODAY) is None

    def test_without_a_target_asks_for_one_record(self, office, posts):
        plan = confirm(bring(office), office).plan
        issue_measured(plan, office, target=None)
        clerk = staff("市财政局", "clerk", Role.HANDLER)
        assert reached_duties(clerk, today=TODAY) == []
        posts.add("a", "市财政局", "2026-01-05")
        assert [each.proposal.says for each in reached_duties(clerk, today=TODAY)] == ["1条"]


class TestAddEvidenceRecords:
    def test_takes_them_as_evidence_under_their_names(self, duty, clerk, posts):
        refs = [posts.add("a", "市财政局", "2026-01-05"), posts.add("b", "市财政局", "2026-02-02")]
        add_evidence_records(duty_id=duty.pk, refs=refs, actor=clerk, now=THEN)
        kept = [(each.kind, each.says, each.ref) for each in duty.evidence.all()]
        assert kept == [("record", f"公开信息{one}", f"trial.post:{one}") for one in "ab"]

    def test_takes_a_record_that_was_withdrawn_anew(self, duty, clerk, posts):
        ref = posts.add("a", "市财政局", "2026-01-05")
        [added] = add_evidence_records(duty_id=duty.pk, refs=[ref], actor=clerk, now=THEN)
        writing.withdraw_evidence(evidence_id=added.pk, actor=clerk, now=THEN)
        add_evidence_records(duty_id=duty.pk, refs=[ref], actor=clerk, now=THEN)
        assert duty.evidence.filter(withdrawn_at__isnull=True).count() == 1

    def test_stands_once_in_the_database_too(self, duty, clerk, posts):
        ref = posts.add("a", "市财政局", "2026-01-05")
        [added] = add_evidence_records(duty_id=duty.pk, refs=[ref], actor=clerk, now=THEN)
        added.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            added.save(force_insert=True)

    def test_refuses_one_a_second_time_and_keeps_none_of_the_rest(self, duty, clerk, posts):
        refs = [posts.add("a", "市财政局", "2026-01-05"), posts.add("b", "市财政局", "2026-02-02")]
        add_evidence_records(duty_id=duty.pk, refs=refs[:1], actor=clerk, now=THEN)
        with pytest.raises(EvidenceAlready, match="公开信息a"):
            add_evidence_records(duty_id=duty.pk, refs=refs[::-1], actor=clerk, now=THEN)
        assert duty.evidence.count() == 1

    @pytest.mark.parametrize("ref", ["trial.post:gone", "trial.post:secret-x", "nobody.knows:1"])
    def test_refuses_what_the_actor_may_not_see(self, duty, clerk, posts, ref):
        posts.add("secret-x", "市财政局", "2026-01-05")
        with pytest.raises(NoSuchRecord):
            add_evidence_records(duty_id=duty.pk, refs=[RecordRef.parse(ref)], actor=clerk, now=THEN)
        assert not duty.evidence.exists()

    def test_refuses_nothing_at_all(self, duty, clerk):
        with pytest.raises(NothingChosen):
            add_evidence_records(duty_id=duty.pk, refs=[], actor=clerk, now=THEN)

    def test_refuses_the_demand_as_its_own_proof(self, duty, clerk):
        with pytest.raises(ProvesNothing):
            add_evidence_records(
                duty_id=duty.pk, refs=[RecordRef("plan.duty", str(duty.pk))], actor=clerk, now=THEN
            )

    def test_is_refused_to_strangers_and_to_the_office(self, duty, posts, office, stranger):
        ref = posts.add("a", "市财政局", "2026-01-05")
        for actor in (office, stranger, staff("市发展改革委", "ndrc", Role.HANDLER)):
            with pytest.raises(NoSuchDuty):
                add_evidence_records(duty_id=duty.pk, refs=[ref], actor=actor, now=THEN)

    def test_is_refused_when_the_duty_is_over(self, duty, clerk, office, posts):
        version = fresh(duty).case.version
        oversight.cancel_duty(duty_id=duty.pk, version=version, reason="重复", actor=office, now=NOW)
        with pytest.raises(DutyOver):
            add_evidence_records(
                duty_id=duty.pk, refs=[posts.add("a", "市财政局", "2026-01-05")], actor=clerk, now=THEN
            )

    def test_is_one_line_of_the_audit(self, duty, clerk, posts):
        refs = [posts.add("a", "市财政局", "2026-01-05"), posts.add("b", "市财政局", "2026-02-02")]
        add_evidence_records(duty_id=duty.pk, refs=refs, actor=clerk, now=THEN)
        [line] = AuditEntry.objects.filter(code="plan.evidence.records_taken")
        assert line.facts["records"] == [{"record": "trial.post:a"}, {"record": "trial.post:b"}]


class TestReportProposed:
    @pytest.fixture
    def reached(self, duty, posts) -> DueItem:
        posts.add("a", "市财政局", "2026-01-05")
        posts.add("b", "市财政局", "2026-02-02")
        return duty

    def test_reports_with_what_was_found_as_evidence(self, reached, clerk):
        assert report_proposed(seen=shown(clerk), actor=clerk, now=THEN) == 1
        done = fresh(reached)
        assert done.case.state == "reported"
        assert [each.says for each in done.evidence.all()] == ["公开信息b", "公开信息a"]
        assert done.case.lines.last().note == "按期公开的信息：系统已核到2条／2条"
        assert shown(clerk) == {}

    def test_then_waits_for_the_head_as_any_report(self, reached, clerk, head):
        report_proposed(seen=shown(clerk), actor=clerk, now=THEN)
        writing.confirm_duties(
            seen={reached.pk: fresh(reached).case.version}, actor=head, now=at("2026-04-01")
        )
        assert fresh(reached).case.state == "confirmed"

    def test_adds_nothing_twice(self, reached, clerk):
        add_evidence_records(duty_id=reached.pk, refs=[RecordRef("trial.post", "a")], actor=clerk, now=THEN)
        report_proposed(seen=shown(clerk), actor=clerk, now=THEN)
        assert reached.evidence.count() == 2

    def test_is_all_or_none(self, reached, unread, clerk):
        with pytest.raises(RecordsMoved):
            report_proposed(seen={**shown(clerk), unread.pk: (1, "x")}, actor=clerk, now=THEN)
        assert (fresh(reached).case.state, reached.evidence.count()) == ("issued", 0)

    def test_refuses_what_the_page_did_not_show(self, reached, clerk, posts):
        seen = shown(clerk)
        posts.add("c", "市财政局", "2026-03-03")
        with pytest.raises(RecordsMoved, match="最新列表"):
            report_proposed(seen=seen, actor=clerk, now=THEN)

    def test_refuses_an_old_version(self, reached, clerk):
        seen = shown(clerk)
        writing.sign_duty(duty_id=reached.pk, version=seen[reached.pk][0], actor=clerk, now=NOW)
        with pytest.raises(MovedMeanwhile):
            report_proposed(seen=seen, actor=clerk, now=THEN)

    def test_refuses_nothing_at_all(self, clerk):
        with pytest.raises(NothingChosen):
            report_proposed(seen={}, actor=clerk, now=THEN)

    def test_is_refused_to_strangers_and_to_other_posts(self, reached, clerk, stranger, office):
        seen = shown(clerk)
        for actor in (stranger, office):
            with pytest.raises(RecordsMoved):
                report_proposed(seen=seen, actor=actor, now=THEN)
        with pytest.raises(NotYourStep):
            report_proposed(seen=seen, actor=staff("市财政局", "reviewer", Role.REVIEWER), now=THEN)
        assert fresh(reached).case.state == "issued"

    def test_is_one_line_of_the_audit(self, reached, clerk):
        report_proposed(seen=shown(clerk), actor=clerk, now=THEN)
        [line] = AuditEntry.objects.filter(code="plan.duties.proposed_reported")
        assert (line.facts["count"], line.facts["records"]) == (1, 2)
        assert not AuditEntry.objects.filter(code="plan.duty.reported").exists()


class TestReading:
    def test_costs_no_more_queries_for_more_records(self, plan, clerk, posts):
        def asked() -> int:
            with CaptureQueriesContext(connection) as queries:
                reached_duties(clerk, today=date(2026, 12, 31))
            return len(queries)

        posts.add("a", "市财政局", "2026-01-05")
        few = asked()
        for number in range(40):
            posts.add(f"n{number}", "市财政局", f"2026-{number % 12 + 1:02}-05")
        assert asked() == few <= 3

    def test_reads_each_period_once(self, plan, clerk, posts):
        reached_duties(clerk, today=date(2026, 12, 31))
        assert posts.asked == 4


class TestAtTheDesk:
    @pytest.fixture
    def window(self, plan) -> Client:
        return signed_in(Unit.objects.get(short_name="市财政局"), "window", Role.HANDLER)

    @pytest.fixture
    def today(self) -> str:
        return timezone.localdate().isoformat()

    @pytest.fixture
    def standing(self, plan, today) -> DueItem:
        """The duty of the period in which the test runs."""
        duty = DueItem.objects.filter(obligation__about__endswith=f"{plan.ref}-1-1").last()
        DueItem.objects.filter(pk=duty.pk).update(from_on="2020-01-01")
        return duty

    def page(self, duty: DueItem) -> str:
        return reverse("plan_desk:duty", args=[duty.pk])

    def test_a_duty_shows_what_the_records_say(self, window, standing, posts, today):
        posts.add("a", "市财政局", today)
        shown = window.get(self.page(standing))
        assert "1条／2条" in shown.text
        assert 'href="/posts/a/"' in shown.text
        assert "未核足" in shown.text

    def test_ticked_records_become_evidence_and_are_marked(self, window, standing, posts, today):
        posts.add("a", "市财政局", today)
        address = reverse("plan_desk:evidence_records", args=[standing.pk])
        answer = window.post(address, {"ref": ["trial.post:a"]}, follow=True)
        assert "已选用1条系统记录" in answer.text
        assert ">已选用</span>" in answer.text
        again = window.post(address, {"ref": ["trial.post:a"]})
        assert again.status_code == 422
        assert "不必再添加" in again.text

    @pytest.mark.parametrize("told", [[], ["nonsense"], [":"], ["trial.post:"]])
    def test_nonsense_ticked_is_refused_in_its_place(self, window, standing, told):
        answer = window.post(reverse("plan_desk:evidence_records", args=[standing.pk]), {"ref": told})
        assert answer.status_code == 422
        assert "至少勾选一条" in answer.text

    @pytest.mark.parametrize(
        "told", ["trial.post:a", "http://testserver/posts/a/", "/posts/a/?from=mail#top"]
    )
    def test_a_record_is_named_by_reference_or_address(self, window, standing, posts, told):
        posts.add("a", "市财政局", "2026-01-05")
        address = reverse("plan_desk:evidence_record", args=[standing.pk])
        window.post(address, {"named": told})
        assert standing.evidence.get().ref == "trial.post:a"

    @pytest.mark.parametrize(
        ("told", "sentence"),
        [
            ("https://elsewhere.example.cn/posts/a/", "没有认出这是哪条记录"),
            ("trial.post:", "没有认出这是哪条记录"),
            ("财政预算", "没有认出这是哪条记录"),
            ("http://[", "没有认出这是哪条记录"),
            ("javascript:alert(1)", "没有认出这是哪条记录"),
            ("trial.post:gone", "没有找到记录"),
            ("/plan/duties/1/", "本身不能证明"),
            ("", "必填"),
        ],
    )
    def test_what_names_nothing_is_refused_with_what_was_entered(self, window, standing, told, sentence):
        answer = window.post(reverse("plan_desk:evidence_record", args=[standing.pk]), {"named": told})
        assert answer.status_code == 422
        assert sentence in answer.text or (not told and "qc-field__error" in answer.text)
        assert not standing.evidence.exists()

    def test_the_list_leads_to_what_the_records_have_reached(self, window, standing, posts, today):
        assert reverse("plan_desk:duties_proposed") in window.get(reverse("plan_desk:duties")).text
        empty = window.get(reverse("plan_desk:duties_proposed"))
        assert "还没有系统已核到" in empty.text
        posts.add("a", "市财政局", today)
        posts.add("b", "市财政局", today)
        [line] = window.get(reverse("plan_desk:duties_proposed")).context["lines"]
        answer = window.post(reverse("plan_desk:duties_proposed"), {"duty": [line.mark]}, follow=True)
        assert "已报送1项" in answer.text
        assert fresh(standing).case.state == "reported"

    @pytest.mark.parametrize("told", [[], ["1"], ["x-y-z"], ["1-2-3-4"]])
    def test_nonsense_reported_is_refused(self, window, told):
        answer = window.post(reverse("plan_desk:duties_proposed"), {"duty": told})
        assert answer.status_code == 422
        assert "至少勾选一项" in answer.text

    def test_what_was_sent_back_is_not_ticked_beforehand(self, window, standing, head, posts, today):
        posts.add("a", "市财政局", today)
        posts.add("b", "市财政局", today)
        [line] = window.get(reverse("plan_desk:duties_proposed")).context["lines"]
        window.post(reverse("plan_desk:duties_proposed"), {"duty": [line.mark]})
        version = fresh(standing).case.version
        writing.refuse_report(
            duty_id=standing.pk, version=version, reason="内容重复", actor=head, now=timezone.now()
        )
        page = window.get(reverse("plan_desk:duties_proposed"))
        assert [each.is_returned for each in page.context["lines"]] == [True]
        assert page.context["ticked"] == set()

    def test_the_head_sees_the_records_before_confirming(self, window, standing, posts, today):
        posts.add("a", "市财政局", today)
        window.post(reverse("plan_desk:evidence_records", args=[standing.pk]), {"ref": ["trial.post:a"]})
        writing.report_duty(
            duty_id=standing.pk, version=fresh(standing).case.version, note="", now=timezone.now(),
            actor=staff("市财政局", "c2", Role.HANDLER),
        )  # fmt: skip
        head = signed_in(Unit.objects.get(short_name="市财政局"), "head-window", Role.HEAD)
        assert '<a href="/posts/a/">公开信息a</a>' in head.get(reverse("plan_desk:duties_confirm")).text
