"""What the public reads comes down at once, by those who decide; wording and reason are kept for the next."""

import pytest
from django.test import Client
from django.urls import reverse

from quancheng.kernel.approvals.refusals import WroteItYourself
from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.records.mailbox.commands import publishing
from quancheng.records.mailbox.commands.handling import classify_message, reopen_message
from quancheng.records.mailbox.commands.replies import answer_message, draft_reply
from quancheng.records.mailbox.models import Message, Publication
from quancheng.records.mailbox.queries.publications import NoSuchPublication
from quancheng.records.mailbox.rules.kinds import Kind
from quancheng.records.mailbox.tests.conftest import NOW, at, finance, seen, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
WORDING = {"title": "电话更正", "question": "电话打不通。", "answer": "已更正，谢谢。"}
TOO_LONG = "长" * 501


@pytest.fixture
def waiting(answered, office) -> Publication:
    return publishing.draft_publication(number=answered.number, **WORDING, actor=office, now=at("2026-03-04"))


@pytest.fixture
def shown(waiting, reviewer) -> Publication:
    return publishing.publish_message(publication_id=waiting.pk, actor=reviewer, now=at("2026-03-04"))


def withdraw(one: Publication, actor: Actor, reason: str = "写得不准") -> Publication:
    told = {"publication_id": one.pk, "reason": reason, "actor": actor, "now": at("2026-03-05")}
    return publishing.withdraw_publication(**told)


def fresh(one: Publication) -> Publication:
    return Publication.objects.get(pk=one.pk)


def post(client: Client, one: Publication, reason: str, *, follow: bool = True):
    return client.post(reverse("mailbox_desk:withdraw", args=[one.pk]), {"reason": reason}, follow=follow)


def drafting(actor: Actor, message: Message):
    return signed_in(actor).get(reverse("mailbox_desk:publication", args=[message.number]))


class TestWithdrawPublication:
    @pytest.mark.parametrize("unit", ["clerk", "head", "neighbour"])
    def test_is_refused_to_a_unit(self, shown, unit, request):
        with pytest.raises(publishing.NotYoursToPublish) as refused:
            withdraw(shown, request.getfixturevalue(unit))
        assert "撤下" in refused.value.sentence
        assert fresh(shown).withdrawn_at is None
        assert not AuditEntry.objects.filter(code="mailbox.publication.withdrawn").exists()

    @pytest.mark.parametrize("who", ["office", "office_head", "reviewer"])
    def test_is_theirs_who_decide(self, shown, who, request):
        withdraw(shown, request.getfixturevalue(who))
        assert fresh(shown).withdrawn_at == at("2026-03-05")
        assert AuditEntry.objects.filter(code="mailbox.publication.withdrawn").count() == 1

    def test_keeps_the_reason_of_a_draft_sent_back(self, waiting, reviewer):
        withdraw(waiting, reviewer, reason="第二句看得出是谁")
        assert fresh(waiting).withdrawn_reason == "第二句看得出是谁"
        assert AuditEntry.objects.filter(code="mailbox.publication.dropped").count() == 1

    def test_of_a_draft_is_hidden_from_a_unit(self, waiting, clerk):
        with pytest.raises(NoSuchPublication):
            withdraw(waiting, clerk)

    def test_is_refused_a_second_time(self, shown, office, reviewer):
        withdraw(shown, office, reason="写得不准")
        with pytest.raises(publishing.PublishedAlready):
            withdraw(shown, reviewer, reason="再来一次")
        assert fresh(shown).withdrawn_reason == "写得不准"


class TestThePages:
    def test_offer_it_only_to_those_who_decide(self, shown, answered, office, clerk):
        page, address = (
            reverse("mailbox_desk:message", args=[answered.number]),
            reverse("mailbox_desk:withdraw", args=[shown.pk]),
        )
        assert address in signed_in(office).get(page).text
        seen_by_unit = signed_in(clerk).get(page).text
        assert "已公开" in seen_by_unit
        assert address not in seen_by_unit

    def test_refuse_it_to_a_unit_that_knows_the_address(self, shown, clerk):
        assert post(signed_in(clerk), shown, "不想公开", follow=False).status_code == 403
        assert fresh(shown).withdrawn_at is None

    def test_say_what_was_done(self, waiting, office_head):
        assert "已退回" in post(signed_in(office_head), waiting, "写得不准").text

    def test_say_it_of_what_was_public(self, shown, office_head):
        assert "已撤下" in post(signed_in(office_head), shown, "写得不准").text

    @pytest.mark.parametrize("reason", ["", TOO_LONG])
    @pytest.mark.parametrize("stage", ["waiting", "shown"])
    def test_give_a_refused_reason_back(self, stage, reason, office_head, request):
        one = request.getfixturevalue(stage)
        answer = post(signed_in(office_head), one, reason)
        assert answer.status_code == 422
        assert answer.context["form"].errors["reason"]
        assert 'name="reason"' in answer.text
        assert reason in answer.text
        assert fresh(one).withdrawn_at is None


class TestTheNextDraft:
    def test_starts_from_the_wording_that_came_back_with_its_reason(
        self, waiting, answered, office, office_head
    ):
        withdraw(waiting, office_head, reason="第二句看得出是谁")
        page = drafting(office, answered)
        assert page.context["form"].initial == WORDING
        assert "上一稿已退回，理由：第二句看得出是谁" in page.text

    def test_starts_from_the_newest(self, waiting, answered, office, office_head):
        withdraw(waiting, office_head, reason="甲")
        told = {**WORDING, "title": "第二稿"}
        second = publishing.draft_publication(number=answered.number, **told, actor=office, now=NOW)
        withdraw(second, office_head, reason="乙")
        page = drafting(office, answered)
        assert page.context["form"].initial["title"] == "第二稿"
        assert "理由：乙" in page.text
        assert "理由：甲" not in page.text

    def test_says_that_the_former_had_been_public(self, shown, answered, office):
        withdraw(shown, office, reason="写得不准")
        assert "上一次公开的已撤下，理由：写得不准" in drafting(office, answered).text

    def test_takes_an_answer_that_was_sent_since(self, shown, answered, office, clerk, head):
        later = at("2026-03-06")
        withdraw(shown, office)
        reopen_message(**seen(answered), reason="还有一处", actor=office, now=later)
        told = {"kind": Kind.FAULT, "unit_id": finance().pk, "reason": "", "actor": office, "now": later}
        classify_message(**seen(answered), **told)
        draft_reply(**seen(answered), text="两处都已更正。", actor=clerk, now=later)
        answer_message(**seen(answered), actor=head, now=later)
        assert drafting(office, answered).context["form"].initial == {**WORDING, "answer": "两处都已更正。"}

    def test_tells_a_unit_nothing_of_it(self, waiting, answered, clerk, office_head):
        withdraw(waiting, office_head, reason="第二句看得出是谁")
        assert "第二句看得出是谁" not in drafting(clerk, answered).text


class TestPublishingAgain:
    def test_is_not_for_whose_wording_another_proposed_again(self, answered, office, office_head, reviewer):
        told = {
            "title": "电话更正",
            "question": "办事指南上的咨询电话打不通。",
            "answer": "已更正。",
            "now": NOW,
        }
        first = publishing.draft_publication(number=answered.number, **told, actor=office_head)
        publishing.withdraw_publication(publication_id=first.pk, reason="换人拟", actor=office_head, now=NOW)
        second = publishing.draft_publication(number=answered.number, **told, actor=office)
        with pytest.raises(WroteItYourself, match="这份选登"):
            publishing.publish_message(publication_id=second.pk, actor=office_head, now=NOW)
        publishing.publish_message(publication_id=second.pk, actor=reviewer, now=NOW)
        assert Publication.objects.get(pk=second.pk).published_by_id == reviewer.person_id
