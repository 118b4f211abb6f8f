"""The desk's pages of what the public sees: proposing, deciding, taking down, telling of moved days."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.files.safety import EVIDENCE, check_upload
from quancheng.kernel.obligations.models import DueItem, Evidence, EvidenceRelease
from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import duties, oversight
from quancheng.records.plan.commands.tasks import issue_tasks
from quancheng.records.plan.models import PublishedMove
from quancheng.records.plan.queries.duties import own_duties
from quancheng.records.plan.queries.moves import moves_of
from quancheng.records.plan.tests.conftest import NOW
from quancheng.records.plan.tests.desk import signed_in
from quancheng.records.plan.tests.test_bringing_a_plan import bring, confirm
from quancheng.records.plan.tests.test_working_on_duties import staff, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]


@pytest.fixture(autouse=True)
def files_of_the_test(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def duty(office) -> DueItem:
    """Confirmed, with a file and an address as evidence."""
    plan = confirm(bring(office), office).plan
    issue_tasks(plan_ref=plan.ref, actor=office, now=NOW)
    clerk, head = staff("市财政局", "clerk", Role.HANDLER), staff("市财政局", "head", Role.HEAD)
    duty = own_duties(clerk).get(obligation__about=f"plan.task:{plan.ref}-1-1")
    data = "采购意向".encode()
    upload = check_upload(data, name="意向.txt", accepted=EVIDENCE)
    duties.add_evidence_file(duty_id=duty.pk, upload=upload, data=data, says="意向表", actor=clerk, now=NOW)
    duties.add_evidence_address(
        duty_id=duty.pk, address="http://10.0.0.8/oa", says="内网页面", actor=clerk, now=NOW
    )
    duties.report_duty(**told(duty), note="", actor=clerk, now=NOW)
    duties.confirm_duty(**told(duty), actor=head, now=NOW)
    return duty


@pytest.fixture
def evidence(duty) -> Evidence:
    return duty.evidence.get(kind="file")


@pytest.fixture
def clerk(duty) -> Client:
    return signed_in(Unit.objects.get(short_name="市财政局"), "at-work", Role.HANDLER)


@pytest.fixture
def at_office(duty) -> Client:
    return signed_in(Unit.objects.get(short_name="市政府"), "at-office", Role.OPENNESS_OFFICE)


@pytest.fixture
def reviewer(duty) -> Client:
    return signed_in(Unit.objects.get(short_name="市政府"), "at-review", Role.REVIEWER)


@pytest.fixture
def chief(duty) -> Client:
    return signed_in(Unit.objects.get(short_name="市政府"), "chief", Role.OPENNESS_HEAD)


@pytest.fixture
def elsewhere(duty, stranger) -> Client:
    return signed_in(Unit.objects.get(short_name="西区政府"), "elsewhere", Role.REVIEWER)


def propose(client: Client, evidence: Evidence, title: str = "采购意向一览"):
    address = reverse("plan_desk:release_propose", args=[evidence.pk])
    return client.post(address, {"title": title}, follow=True)


def act(client: Client, name: str, release: EvidenceRelease, **told: object):
    address = reverse(f"plan_desk:release_{name}", args=[release.pk])
    return client.post(address, {"version": release.version, **told}, follow=True)


@pytest.fixture
def proposed(clerk, evidence) -> EvidenceRelease:
    propose(clerk, evidence)
    return EvidenceRelease.objects.get()


class TestProposing:
    def test_begins_beside_the_evidence(self, clerk, duty, evidence):
        page = clerk.get(reverse("plan_desk:duty", args=[duty.pk])).content.decode()
        assert reverse("plan_desk:release_propose", args=[evidence.pk]) in page

    def test_leads_back_to_the_duty_where_it_shows(self, clerk, evidence):
        page = propose(clerk, evidence).content.decode()
        assert "已提议公开" in page
        assert "待保密审查" in page
        assert reverse("plan_desk:release_propose", args=[evidence.pk]) not in page

    @pytest.mark.parametrize("title", ["", "   ", "长" * 121, "机密★10年"])
    def test_refuses_a_bad_title_in_its_place(self, clerk, evidence, title):
        answer = propose(clerk, evidence, title)
        assert answer.status_code == 422
        assert 'role="alert"' in answer.content.decode() or "qc-errors" in answer.content.decode()
        assert not EvidenceRelease.objects.exists()

    def test_refuses_an_inner_address_with_the_remedy(self, clerk, duty):
        answer = propose(clerk, duty.evidence.get(kind="address"))
        assert answer.status_code == 422
        assert "换成公开页面的网址" in answer.content.decode()

    def test_is_not_there_for_others(self, elsewhere, evidence):
        assert elsewhere.get(reverse("plan_desk:release_propose", args=[evidence.pk])).status_code == 404


class TestDeciding:
    def test_lets_a_reviewer_open_the_file_and_release_it(self, reviewer, proposed):
        file = reviewer.get(reverse("plan_desk:release_file", args=[proposed.pk]))
        assert b"".join(file.streaming_content).decode() == "采购意向"
        assert file["X-Content-Type-Options"] == "nosniff"
        page = act(reviewer, "decide", proposed, looked="on", reason="已核对").content.decode()
        assert "已公开" in page
        assert EvidenceRelease.objects.get().state == "released"

    def test_wants_the_word_that_it_was_looked_through(self, reviewer, proposed):
        answer = act(reviewer, "decide", proposed, reason="看过")
        assert answer.status_code == 422
        assert "请先打开佐证核对" in answer.content.decode()
        assert 'value="看过"' in answer.content.decode()

    def test_offers_nothing_to_who_proposed(self, clerk, proposed):
        page = clerk.get(reverse("plan_desk:release", args=[proposed.pk])).content.decode()
        assert reverse("plan_desk:release_decide", args=[proposed.pk]) not in page

    def test_tells_the_head_who_proposed_why_another_decides(self, chief, evidence):
        propose(chief, evidence)
        release = EvidenceRelease.objects.get()
        page = chief.get(reverse("plan_desk:release", args=[release.pk])).content.decode()
        assert "须由另一位审核人决定" in page
        answer = act(chief, "decide", release, looked="on")
        assert answer.status_code == 422
        assert "须由另一位审核人作保密审查" in answer.content.decode()

    def test_refused_with_a_reason_shows_it_to_the_unit(self, reviewer, clerk, proposed):
        act(reviewer, "refuse", proposed, reason="含内部电话")
        page = clerk.get(reverse("plan_desk:release", args=[proposed.pk])).content.decode()
        assert "未同意公开" in page
        assert "含内部电话" in page

    def test_of_a_stale_page_is_refused(self, reviewer, chief, proposed):
        act(reviewer, "decide", proposed, looked="on")
        answer = act(chief, "refuse", proposed, reason="不妥")
        assert answer.status_code == 422
        assert "刚刚已由他人处理" in answer.content.decode()

    @pytest.mark.parametrize("name", ["release", "release_file"])
    def test_is_not_there_for_others(self, elsewhere, proposed, name):
        assert elsewhere.get(reverse(f"plan_desk:{name}", args=[proposed.pk])).status_code == 404


class TestTakingDown:
    def test_is_offered_to_the_head_of_the_office_alone(self, chief, reviewer, proposed):
        act(reviewer, "decide", proposed, looked="on")
        address = reverse("plan_desk:release", args=[proposed.pk])
        withdraw = reverse("plan_desk:release_withdraw", args=[proposed.pk])
        assert withdraw in chief.get(address).content.decode()
        assert withdraw not in reviewer.get(address).content.decode()
        assert "已撤下" in act(chief, "withdraw", proposed, reason="有误").content.decode()

    def test_wants_a_reason(self, chief, reviewer, proposed):
        act(reviewer, "decide", proposed, looked="on")
        assert act(chief, "withdraw", proposed, reason="").status_code == 422


class TestTheList:
    def test_says_what_waits_for_me(self, reviewer, proposed):
        page = reviewer.get(reverse("plan_desk:releases")).content.decode()
        assert "有1项等您作保密审查" in page
        assert "采购意向一览" in page

    def test_is_narrowed_by_state(self, reviewer, proposed):
        page = reviewer.get(f"{reverse('plan_desk:releases')}?state=released").content.decode()
        assert "采购意向一览" not in page

    def test_ignores_a_state_that_is_none(self, reviewer, proposed):
        page = reviewer.get(f"{reverse('plan_desk:releases')}?state=x").content.decode()
        assert "采购意向一览" in page

    def test_shows_others_nothing(self, elsewhere, proposed):
        assert "采购意向一览" not in elsewhere.get(reverse("plan_desk:releases")).content.decode()

    def test_asks_the_same_however_many_there_are(self, reviewer, proposed, duty):
        address = reverse("plan_desk:releases")
        reviewer.get(address)
        with CaptureQueriesContext(connection) as few:
            reviewer.get(address)
        for place in range(5):
            one = Evidence.objects.create(
                item=duty, kind="address", says="页", address=f"https://www.a.cn/{place}",
                added_by_id=proposed.added_by_id, added_at=NOW,
            )  # fmt: skip
            EvidenceRelease.objects.create(
                evidence=one, title=f"页{place}", added_by_id=proposed.added_by_id,
                proposed_by_id=proposed.proposed_by_id, proposed_at=NOW,
            )  # fmt: skip
        with CaptureQueriesContext(connection) as many:
            reviewer.get(address)
        assert len(many) == len(few)


class TestAMovedDay:
    @pytest.fixture
    def moved(self, duty, office) -> DueItem:
        other = DueItem.objects.get(
            obligation__about=duty.obligation.about, case__unit__short_name="东区政府"
        )
        oversight.postpone_duty(
            **told(other), until=date(2027, 1, 29), reason="经办人休假", actor=office, now=NOW
        )
        return DueItem.objects.get(pk=other.pk)

    def address(self, moved: DueItem, name: str = "move") -> str:
        return reverse(f"plan_desk:{name}", args=[moved.pk, moves_of(moved)[0].line.pk])

    def test_proposes_the_reason_that_was_given(self, at_office, moved):
        page = at_office.get(reverse("plan_desk:duty", args=[moved.pk])).content.decode()
        assert self.address(moved) in page
        assert "经办人休假" in at_office.get(self.address(moved)).content.decode()

    def test_is_published_in_other_words_and_taken_back(self, at_office, moved):
        page = at_office.post(self.address(moved), {"reason": "人员调整"}, follow=True).content.decode()
        assert "已公开这次时限调整" in page
        assert PublishedMove.objects.get().reason == "人员调整"
        page = at_office.post(self.address(moved, "move_take_back"), follow=True).content.decode()
        assert "已撤回" in page
        page = at_office.post(self.address(moved, "move_take_back"), follow=True).content.decode()
        assert "没有公开，或已经撤回" in page

    @pytest.mark.parametrize("reason", ["", "  ", "长" * 501])
    def test_refuses_a_bad_reason_in_its_place(self, at_office, moved, reason):
        assert at_office.post(self.address(moved), {"reason": reason}).status_code == 422
        assert not PublishedMove.objects.exists()

    def test_is_refused_twice_in_its_place(self, at_office, moved):
        at_office.post(self.address(moved), {"reason": "人员调整"})
        answer = at_office.post(self.address(moved), {"reason": "人员调整"})
        assert answer.status_code == 422

    def test_is_not_there_for_others(self, elsewhere, moved):
        before = AuditEntry.objects.count()
        assert elsewhere.get(self.address(moved)).status_code == 404
        assert elsewhere.post(self.address(moved), {"reason": "因"}).status_code == 404
        assert AuditEntry.objects.count() == before
