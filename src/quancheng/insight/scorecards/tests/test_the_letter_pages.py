"""The pages of letters: worded, approved or issued, signed for, answered, withdrawn, a talk recorded."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quancheng.insight.scorecards.commands.talks import record_talk
from quancheng.insight.scorecards.models import Addressee, Letter
from quancheng.insight.scorecards.rules.letters import Kind
from quancheng.insight.scorecards.tests.conftest import (
    AFTER,
    HELD,
    at,
    draft_letter,
    issue_letter,
    score,
    signed_in,
    unit,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]


def to(name, *args):
    return reverse(f"scorecards_desk:{name}", args=args)


@pytest.fixture(autouse=True)
def in_april(monkeypatch):
    """Pages are looked at on Wednesday 1 April 2026."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: AFTER)


class TestALetter:
    def test_goes_its_way(self, frozen, office, office_head, clerk):
        client = signed_in(office)
        about = {"kind": "reminder", "result": frozen.pk, "unit": unit("市财政局").pk}
        address = f"{to('letter_new')}?" + "&".join(f"{key}={value}" for key, value in about.items())
        page = client.get(address)
        assert "市财政局得分61.11分" in page.context["form"].initial["text"]
        assert page.context["form"].initial["subject"].endswith("政务公开考核市财政局提醒函")
        page = client.post(address, {"subject": "提醒", "text": "责令限期整改。"})
        assert page.status_code == 422
        assert "上一级行政机关" in page.text
        page = client.post(address, {"subject": "提醒", "text": "请抓紧补齐。"}, follow=True)
        assert "等另一位负责人签发" in page.text
        letter = Letter.objects.get()
        client.post(to("letter_edit", letter.pk), {"version": 0, "subject": "考核提醒", "text": "请补齐。"})
        page = signed_in(office_head).post(to("letter_step", letter.pk, "issue"), {"version": 1}, follow=True)
        assert "政公开提醒〔2026〕1号" in page.text
        page = signed_in(clerk).post(to("letter_step", letter.pk, "sign"), follow=True)
        assert "已签收" in page.text
        assert signed_in(clerk).get(to("letter_paper", letter.pk)).status_code == 200

    def test_asks_first_what_it_is_about(self, frozen, office, clerk):
        assert "下一步" in signed_in(office).get(to("letter_new")).text
        assert signed_in(office).get(to("letter_new"), {"kind": "x", "result": "9"}).status_code == 422
        assert signed_in(clerk).get(to("letter_new")).status_code == 403

    def test_records_a_talk(self, frozen, office, office_head):
        client = signed_in(office)
        about = f"?kind=talk&result={frozen.pk}&unit={unit('市财政局').pk}"
        client.post(
            to("letter_new") + about, {"subject": "约谈", "text": "请参加。", "talk_on": "2026-04-08"}
        )
        letter = Letter.objects.get()
        signed_in(office_head).post(to("letter_step", letter.pk, "issue"), {"version": 0})
        said = {
            "on": "2026-04-08",
            "held_by": "甲",
            "held_with": "乙",
            "agreed": "补齐",
            "follow_up_on": "2026-04-30",
        }
        page = client.post(to("letter_step", letter.pk, "talk"), said)
        assert page.status_code == 422
        assert "今天之前" in page.text

    def test_table_of_bases_says_what_is_to_be_checked(self, city, clerk):
        page = signed_in(clerk).get(to("basis"))
        assert "待核对" in page.text
        assert "《行政复议法》第七十七条" in page.text

    def test_list_takes_few_queries(self, frozen, office):
        client = signed_in(office)
        client.get(to("letters"))
        with CaptureQueriesContext(connection) as told:
            client.get(to("letters"))
        assert len(told) <= 30


class TestAReminder:
    def test_is_signed_taken_over_and_answered(self, frozen, office, office_head, clerk, head):
        sent = issue_letter(draft_letter(frozen, office, answer_on=date(2026, 4, 17)), office_head)  # Friday
        page = signed_in(clerk).post(to("letter_step", sent.pk, "sign"), follow=True)
        assert "待反馈" in page.text
        assert "由我接手" not in page.text
        page = signed_in(head).get(to("letter", sent.pk))
        assert "由我接手" in page.text
        page = signed_in(head).post(to("letter_step", sent.pk, "answer"), {"text": ""})
        assert page.status_code == 422
        page = signed_in(head).post(to("letter_step", sent.pk, "answer"), {"text": "已补齐。"}, follow=True)
        assert "已反馈" in page.text
        assert "已补齐。" in signed_in(office).get(to("letter", sent.pk)).text

    def test_shows_a_unit_of_a_circular_itself_alone(self, frozen, office, office_head, clerk):
        sent = issue_letter(draft_letter(frozen, office, Kind.CIRCULAR, to=()), office_head)
        page = signed_in(clerk).get(to("letter", sent.pk))
        assert [str(one.copy.unit) for one in page.context["copies"]] == ["市财政局"]
        assert "市水务局" not in page.text

    def test_names_a_step_that_is_none(self, frozen, office):
        one = draft_letter(frozen, office)
        assert signed_in(office).post(to("letter_step", one.pk, "burn")).status_code == 404


class TestADraft:
    def test_can_be_laid_before_leaders(self, frozen, office):
        one = draft_letter(frozen, office)
        page = signed_in(office).get(to("letter", one.pk))
        assert reverse("workbench:approval_new", args=["scorecards.letter", str(one.pk)]) in page.text
        assert "印发（已批准）" not in page.text

    def test_is_given_up(self, frozen, office):
        one = draft_letter(frozen, office)
        page = signed_in(office).post(to("letter_step", one.pk, "discard"), {"version": 0}, follow=True)
        assert "已作废" in page.text


class TestAWithdrawnLetter:
    def test_is_told_everywhere(self, frozen, office, office_head, clerk):
        sent = issue_letter(draft_letter(frozen, office), office_head)
        at_head = signed_in(office_head)
        version = Letter.objects.get(pk=sent.pk).version
        page = at_head.post(to("letter_step", sent.pk, "withdraw"), {"version": version, "reason": ""})
        assert page.status_code == 422
        page = at_head.post(
            to("letter_step", sent.pk, "withdraw"), {"version": version, "reason": "得分已更正"}, follow=True
        )
        assert "撤回了这份函件" in page.text
        own = signed_in(clerk)
        for address in (to("letter", sent.pk), to("letters"), to("score", score(frozen).pk)):
            assert "已撤回" in own.get(address).text
        assert own.post(to("letter_step", sent.pk, "sign")).status_code == 409

    def test_is_offered_to_the_head_alone(self, frozen, office, office_head):
        sent = issue_letter(draft_letter(frozen, office), office_head)
        assert "撤回函件" in signed_in(office_head).get(to("letter", sent.pk)).text
        assert "撤回函件" not in signed_in(office).get(to("letter", sent.pk)).text


class TestATalk:
    def test_that_took_place_is_added_to(self, frozen, office, office_head, monkeypatch):
        sent = issue_letter(
            draft_letter(frozen, office, Kind.TALK, talk_on=date(2026, 4, 8)), office_head
        )  # Wednesday
        record_talk(letter_id=sent.pk, held=HELD, actor=office, now=at("2026-04-09"))
        monkeypatch.setattr("django.utils.timezone.now", lambda: at("2026-04-10"))  # Friday
        at_office = signed_in(office)
        assert "撤回函件" not in signed_in(office_head).get(to("letter", sent.pk)).text
        at_office.post(to("letter_step", sent.pk, "add"), {"text": "参加人有误。"})
        page = at_office.post(to("letter_step", sent.pk, "follow_up"), {"text": "已做到。"}, follow=True)
        for part in ("补正", "参加人有误。", "回访", "已做到。", "四月底前补齐。"):
            assert part in page.text
        assert Addressee.objects.get(letter=sent).case.state == "done"
