"""What amends a published plan is public at once: one official sends it, another confirms or returns it."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.casework.refusals import ReasonMissing
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import drafts, editions, publishing, reviewing
from quancheng.records.plan.models import Draft, Edition, Plan
from quancheng.records.plan.queries.plans import amendments_to_review, rows_standing
from quancheng.records.plan.tests.conftest import NOW, THREE_ROWS, official
from quancheng.records.plan.tests.desk import signed_in
from quancheng.records.plan.tests.test_bringing_a_plan import bring, confirm

pytestmark = pytest.mark.django_db
AMENDED = [THREE_ROWS[0], ("2", "", "", "公开重大项目审批和核准信息。", "市发展改革委", ""), THREE_ROWS[2]]


def send(draft: Draft, actor: Actor) -> Draft:
    return reviewing.send_draft(draft_id=draft.pk, version=draft.version, actor=actor, now=NOW)


def send_back(draft: Draft, actor: Actor, reason: str = "第2项用语不妥") -> Draft:
    told = {"draft_id": draft.pk, "version": draft.version}
    return reviewing.return_draft(**told, reason=reason, actor=actor, now=NOW)


def requirement_of_row_2(plan: Plan) -> str:
    return rows_standing(plan).get(no="2").requirement


@pytest.fixture
def published(office, office_head) -> Plan:
    plan = confirm(bring(office), office).plan
    return publishing.publish_plan(ref=plan.ref, actor=office_head, now=NOW)


@pytest.fixture
def amendment(published, office) -> Draft:
    return bring(office, AMENDED, "修订.txt")


class TestSendDraft:
    def test_lays_it_before_the_heads_and_changes_nothing_yet(
        self, amendment, published, office, office_head
    ):
        signed_in(Unit.objects.get(short_name="市政府"), "second", Role.OPENNESS_HEAD)
        sent = send(amendment, office)
        assert sent.sent_by_id == office.person_id
        assert requirement_of_row_2(published) == "公开重大项目审批信息。"
        told = Notice.objects.get(kind="plan.draft_to_review")
        assert told.to_person.account == "second"
        assert list(amendments_to_review(office_head)) == [sent]
        assert AuditEntry.objects.last().code == "plan.draft.sent"

    def test_is_not_needed_while_the_plan_is_not_public(self, office):
        draft = bring(office)
        with pytest.raises(reviewing.NoReviewNeeded):
            send(draft, office)
        confirm(draft, office)

    def test_is_refused_twice(self, amendment, office):
        sent = send(amendment, office)
        with pytest.raises(reviewing.SentAlready):
            send(sent, office)

    def test_is_refused_while_doubts_are_left(self, published, office):
        doubtful = [*AMENDED[:2], ("3", "", "", "解读与政策同步发布。", "市无名局", "长期坚持")]
        with pytest.raises(editions.DoubtsLeft):
            send(bring(office, doubtful, "修订.txt"), office)

    def test_is_refused_to_a_stranger(self, amendment, stranger):
        with pytest.raises(Exception, match="没有找到该草稿"):
            send(amendment, stranger)


class TestConfirmDraft:
    def test_makes_it_an_edition_by_the_second_person(self, amendment, published, office, office_head):
        edition = confirm(send(amendment, office), office_head)
        assert (edition.number, edition.confirmed_by_id) == (2, office_head.person_id)
        assert edition.sent_by_id == office.person_id
        assert requirement_of_row_2(published) == "公开重大项目审批和核准信息。"
        assert not amendments_to_review(office_head)

    def test_is_refused_before_it_was_sent(self, amendment, office, office_head):
        for actor in (office, office_head):
            with pytest.raises(editions.NotSent):
                confirm(amendment, actor)

    def test_is_refused_to_who_is_not_the_head(self, amendment, office, city):
        colleague = official(city, "colleague", Role.OPENNESS_OFFICE)
        with pytest.raises(publishing.NotYoursToPublish):
            confirm(send(amendment, office), colleague)

    def test_is_refused_to_who_sent_it(self, amendment, published, office_head):
        with pytest.raises(publishing.SecondPersonNeeded):
            confirm(send(amendment, office_head), office_head)
        assert requirement_of_row_2(published) == "公开重大项目审批信息。"

    def test_wants_it_sent_anew_when_it_was_corrected_after_sending(self, amendment, office, office_head):
        sent = send(amendment, office)
        told = {"draft_id": sent.pk, "version": sent.version, "key": 2, "actor": office, "now": NOW}
        corrected = drafts.correct_row(**told, changes={drafts.Field.REQUIREMENT: "公开重大项目信息。"})
        with pytest.raises(editions.NotSent):
            confirm(corrected, office_head)

    def test_is_kept_apart_from_sending_by_the_database(self, amendment, office, office_head):
        edition = confirm(send(amendment, office), office_head)
        with pytest.raises(IntegrityError), transaction.atomic():
            Edition.objects.filter(pk=edition.pk).update(sent_by=edition.confirmed_by_id)

    def test_lets_the_second_person_show_it_again_after_a_withdrawal(
        self, amendment, published, office, office_head
    ):
        confirm(send(amendment, office), office_head)
        publishing.withdraw_plan(ref=published.ref, reason="更正", actor=office_head, now=NOW)
        shown = publishing.publish_plan(ref=published.ref, actor=office_head, now=NOW)
        assert shown.published_on is not None


class TestReturnDraft:
    def test_tells_the_sender_what_to_mend(self, amendment, office, office_head):
        back = send_back(send(amendment, office), office_head)
        assert (back.sent_by, back.returned_for) == (None, "第2项用语不妥")
        told = Notice.objects.get(kind="plan.draft_returned")
        assert told.to_person_id == office.person_id
        assert "第2项用语不妥" in told.body
        assert AuditEntry.objects.last().code == "plan.draft.returned"
        assert send(back, office).returned_for == ""

    def test_wants_a_reason(self, amendment, office, office_head):
        sent = send(amendment, office)
        with pytest.raises(ReasonMissing):
            send_back(sent, office_head, " ")

    def test_is_refused_to_who_sent_it_and_before_it_was_sent(self, amendment, office, office_head):
        with pytest.raises(editions.NotSent):
            send_back(amendment, office_head)
        with pytest.raises(publishing.NotYoursToPublish):
            send_back(send(amendment, office), office)


@pytest.mark.usefixtures("desk_surface")
class TestTheDesk:
    @pytest.fixture
    def at_office(self, city):
        return signed_in(Unit.objects.get(short_name="市政府"), "desk-office", Role.OPENNESS_OFFICE)

    @pytest.fixture
    def at_head(self, city):
        return signed_in(Unit.objects.get(short_name="市政府"), "desk-head", Role.OPENNESS_HEAD)

    def test_leads_both_persons_through(self, at_office, at_head, amendment, published):
        at = {name: reverse(f"plan_desk:draft_{name}", args=[amendment.pk]) for name in
              ("compare", "send", "confirm", "return")}  # fmt: skip
        first = at_office.get(at["compare"]).content.decode()
        assert at["send"] in first
        assert at["confirm"] not in first
        told = at_office.post(at["send"], {"version": amendment.version}, follow=True).content.decode()
        assert "已送审" in told
        assert at["confirm"] not in told
        assert "要点修订待审核" in at_head.get(reverse("workbench:my_work")).content.decode()
        sent = Draft.objects.get(pk=amendment.pk)
        empty = at_head.post(at["return"], {"version": sent.version, "reason": ""})
        assert empty.status_code == 422
        shown = at_head.post(at["confirm"], {"version": sent.version}, follow=True).content.decode()
        assert "第2版已确认" in shown
        assert requirement_of_row_2(published) == "公开重大项目审批和核准信息。"
