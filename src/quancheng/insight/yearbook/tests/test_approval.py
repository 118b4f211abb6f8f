"""A report may be laid before a leader (呈批) before it goes out; a government may want that of every one."""

from datetime import date

import pytest
from django.urls import reverse

from quancheng.insight.yearbook.commands import issuing, reports
from quancheng.insight.yearbook.models import Report
from quancheng.insight.yearbook.queries.approving import PAPER, NothingToApprove
from quancheng.insight.yearbook.queries.reports import NoSuchReport
from quancheng.insight.yearbook.queries.waiting import reports_waiting
from quancheng.insight.yearbook.rules.norms import ALWAYS, APPROVAL
from quancheng.insight.yearbook.tests.conftest import NOW, at, at_once, cells, fresh, signed_in, staff
from quancheng.kernel.approvals import commands as approvals
from quancheng.kernel.approvals.models import Approval
from quancheng.kernel.approvals.queries import Asked
from quancheng.kernel.approvals.refusals import NotApproved, OwnPaper
from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.norms.commands import enter_value, sign_value
from quancheng.kernel.norms.definition import Mark
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.orgs.roles import Role

pytestmark = pytest.mark.django_db
UNTIL = date(2025, 1, 20)  # Monday


def to(name, *args):
    return reverse(f"yearbook_desk:{name}", args=args)


def lay(report: Report, by: Actor, asked: Actor) -> Approval:
    ref = RecordRef("yearbook.report", str(report.pk))
    chain = (Asked(1, "签发", asked.post_id or 0),)
    return approvals.submit_paper(ref=ref, chain=chain, until=UNTIL, reason="请审", actor=by, now=NOW)


def approve(report: Report, by: Actor, asked: Actor) -> Approval:
    laid = lay(report, by, asked)
    return approvals.agree(approval_id=laid.pk, version=laid.case.version, opinion="", actor=asked, now=NOW)


def publish(report: Report, by: Actor) -> Report:
    return issuing.publish_approved(**at_once(report), actor=by, now=NOW)


@pytest.fixture
def deputy(city) -> Actor:
    """A second head of the finance bureau, who has nothing to do with the draft."""
    return staff("市财政局", "deputy", Role.HEAD)


@pytest.fixture
def wanted(city, office) -> None:
    """From 6 January 2025 the city wants every report approved."""
    legal = staff("市政府办公厅", "legal", Role.LEGAL_READER)
    then = at("2025-01-06")  # Monday
    made = enter_value(
        norm=APPROVAL,
        value=ALWAYS,
        from_on=then.date(),
        source="演示规定",
        mark=Mark.D,
        actor=office,
        now=then,
    )
    sign_value(value_id=made.pk, digest=made.digest, actor=legal, now=then)


class TestPublishApproved:
    def test_puts_it_out_in_the_name_of_who_signed(self, submitted, clerk, deputy):
        approval = approve(submitted, clerk, deputy)
        done = publish(submitted, clerk)
        assert (done.state, done.issued_by_id) == (Report.State.ISSUED, deputy.person_id)
        assert AuditEntry.objects.latest("seq").code == "yearbook.report.published"
        assert approval.code in AuditEntry.objects.latest("seq").facts.values()

    def test_wants_an_approval_of_these_words_and_figures(self, submitted, clerk, head, deputy, counter):
        with pytest.raises(NotApproved):
            publish(submitted, clerk)
        approve(submitted, clerk, deputy)
        issuing.send_back_report(**at_once(submitted), reason="请核对", actor=head, now=NOW)
        counter.of_units[submitted.unit_id] |= {(1, 1): 6, (3, 1): 5}
        reports.count_again(**at_once(submitted), actor=clerk, now=NOW)
        with pytest.raises(issuing.NotInReview):
            publish(submitted, clerk)
        issuing.submit_report(**at_once(submitted), actor=clerk, now=NOW)
        with pytest.raises(NotApproved):
            publish(submitted, clerk)

    def test_is_not_signed_by_who_wrote_or_submitted_it(self, draft, clerk, head):
        issuing.submit_report(**at_once(draft), actor=head, now=NOW)
        with pytest.raises(OwnPaper):
            approve(draft, clerk, head)
        assert PAPER.writers(str(draft.pk)) == {clerk.person_id, head.person_id}

    def test_is_not_signed_by_who_submitted_it_afterwards(self, submitted, clerk, head, deputy):
        approve(submitted, clerk, deputy)
        issuing.send_back_report(**at_once(submitted), reason="请核对", actor=head, now=NOW)
        issuing.submit_report(**at_once(submitted), actor=deputy, now=NOW)
        with pytest.raises(issuing.DrafterDoesNotIssue, match="签发人本人"):
            publish(submitted, clerk)

    def test_is_for_the_unit_and_its_office(self, submitted, clerk, deputy, neighbour, office):
        approve(submitted, clerk, deputy)
        with pytest.raises(NoSuchReport):
            publish(submitted, neighbour)
        assert publish(submitted, office).issued_by_id == deputy.person_id

    def test_is_nothing_for_a_draft(self, draft, clerk, deputy):
        with pytest.raises(NothingToApprove, match="请先送审"):
            lay(draft, clerk, deputy)

    def test_has_the_last_day_of_the_law(self, submitted):
        assert PAPER.due_on(str(submitted.pk)) == date(2025, 1, 31)


class TestAGovernmentThatWantsApproval:
    def test_lets_nothing_out_without(self, wanted, submitted, head, deputy, clerk):
        with pytest.raises(issuing.ApprovalWanted, match="先呈批"):
            issuing.issue_report(**at_once(submitted), actor=head, now=NOW)
        approve(submitted, clerk, deputy)
        assert publish(submitted, clerk).state == Report.State.ISSUED

    def test_tells_no_head_that_it_may_be_issued(self, wanted, head, submitted):
        assert reports_waiting(head, today=NOW.date()).to_issue == 0
        assert not Notice.objects.filter(to_person=head.person_id).exists()

    def test_leaves_other_governments_as_they_were(self, wanted, submitted, head):
        before = date(2025, 1, 3)  # Friday: the norm does not hold yet
        assert reports_waiting(head, today=before).to_issue == 1


@pytest.mark.usefixtures("desk_surface")
class TestThePage:
    @pytest.fixture(autouse=True)
    def in_january(self, monkeypatch):
        monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)

    def test_offers_both_ways_where_none_is_wanted(self, submitted, clerk, head, deputy, neighbour):
        lays = reverse("workbench:approval_new", args=["yearbook.report", str(submitted.pk)])
        assert lays in signed_in(clerk).get(to("report", submitted.pk)).text
        assert "签发并公布" in signed_in(head).get(to("report", submitted.pk)).text
        assert signed_in(clerk).get(lays).status_code == 200
        approve(submitted, clerk, deputy)
        client = signed_in(clerk)
        assert "公布（已批准）" in client.get(to("report", submitted.pk)).text
        told = {"version": fresh(submitted).version}
        assert "已在门户公布" in client.post(to("step", submitted.pk, "publish"), told, follow=True).text

    def test_offers_approval_alone_where_it_is_wanted(self, wanted, submitted, clerk, head):
        page = signed_in(head).get(to("report", submitted.pk)).text
        assert "本级政府规定先呈批、批准后公布" in page
        assert "签发并公布</button>" not in page
        told = {"version": fresh(submitted).version}
        refused = signed_in(head).post(to("step", submitted.pk, "issue"), told)
        assert "先呈批" in refused.text

    def test_of_a_draft_offers_none(self, draft, clerk):
        reports.enter_cells(**at_once(draft), part=3, cells=cells(r1c2=1), source="", actor=clerk, now=NOW)
        assert "approval" not in signed_in(clerk).get(to("report", draft.pk)).text.split("<main")[1]
