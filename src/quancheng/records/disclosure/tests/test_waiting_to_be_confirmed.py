"""What has no day of receipt yet, and by when the agency is to have confirmed it (《条例》第三十一条)."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.casework.worksheet import worksheets
from quancheng.kernel.notify.models import Notice
from quancheng.records.disclosure.commands.intake import confirm_receipt
from quancheng.records.disclosure.commands.nightly import remind_of_requests
from quancheng.records.disclosure.models import Request
from quancheng.records.disclosure.queries.waiting import waiting_for
from quancheng.records.disclosure.rules.receipt import Channel
from quancheng.records.disclosure.tests.conftest import (
    PAPER,
    at,
    day,
    enter,
    hand_in,
    now_of,
    seen,
    signed_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(clerk):
    """An ordinary letter that came on Friday 19 April 2024."""
    return hand_in(clerk, channel=Channel.PLAIN_POST, came_on="2024-04-19", now=at("2024-04-19"))


def reminded(on):
    return remind_of_requests(actor=Actor.clockwork(), now=at(on, "08:05"))


def registered(window, channel):
    told = {
        "channel": channel, "came_on": timezone.localdate().isoformat(), "once": uuid.uuid4().hex,
        "sort": "person", "name": "李四（演示）", "proof": "identity", "proof_number": PAPER,
        "phone": "13800000000", "wanted": "预算报告", "medium": "paper", "route": "post",
    }  # fmt: skip
    return window.post(reverse("disclosure_desk:register"), told, follow=True).text


class TestWhatAnotherOfficePassedOn:
    """国办公开办函〔2015〕207号: reached by telephone on the day on which the openness office has it."""

    def test_is_to_be_confirmed_on_the_very_day(self, clerk):
        made = hand_in(clerk, channel=Channel.ELSEWHERE, came_on="2024-04-19", now=at("2024-04-19"))
        [sheet] = worksheets(now_of(made).case, today=day("2024-04-19"))
        assert (sheet.code, sheet.due) == ("confirm_mail", day("2024-04-19"))
        assert made.case.lines.get().step == "passed_on_came"
        assert waiting_for(made).confirm_by == day("2024-04-19")
        assert reminded("2024-04-19") == 0
        assert reminded("2024-04-22") == 1  # Monday
        done = confirm_receipt(
            **seen(made), on=day("2024-04-22"), how="电话", actor=clerk, now=at("2024-04-22")
        )
        assert (done.received_on, done.case.due_on) == (day("2024-04-22"), day("2024-05-21"))


class TestAnOrdinaryLetter:
    def test_is_to_be_confirmed_on_the_very_day(self, letter):
        [sheet] = worksheets(now_of(letter).case, today=day("2024-04-19"))
        assert (sheet.code, sheet.due) == ("confirm_mail", day("2024-04-19"))
        assert waiting_for(letter).confirm_by == day("2024-04-19")

    def test_is_spoken_of_the_next_working_morning(self, letter):
        assert reminded("2024-04-19") == 0
        assert reminded("2024-04-22") == 1  # Monday
        assert Notice.objects.filter(kind="disclosure.unconfirmed").exists()

    def test_is_received_on_the_day_of_the_confirmation(self, letter, clerk):
        made = confirm_receipt(
            **seen(letter), on=day("2024-04-22"), how="电话", actor=clerk, now=at("2024-04-22")
        )
        assert (made.received_on, made.case.due_on) == (day("2024-04-22"), day("2024-05-21"))

    def test_says_so_on_its_page(self, letter, clerk, desk_surface):
        window = signed_in(clerk)
        shown = window.get(reverse("disclosure_desk:request", args=[letter.number])).text
        assert "平常信函须在收到当日（2024-04-19）与申请人确认" in shown
        assert "延迟至" not in shown
        assert "已登记，请在收到信函的当日与申请人确认收到" in registered(window, "plain_post")
        told = registered(window, "elsewhere")
        assert "已登记，请在实际收到的当日与申请人确认收到" in told
        assert "转来的申请须在收到当日" in told


class TestAFax:
    def test_has_until_the_day_that_the_norm_grants(self, clerk):
        hand_in(clerk, channel=Channel.FAX, came_on="2024-04-19", now=at("2024-04-19"))
        assert reminded("2024-04-22") == 0
        assert reminded("2024-04-23") == 1


class TestWhatIsToldByMouth:
    def test_is_said_to_wait_where_its_applicant_signs_first(self, clerk, office, desk_surface):
        enter("disclosure.oral_receipt", "confirmed", office)
        shown = registered(signed_in(clerk), "oral")
        assert "申请人签字确认以后答复期限才开始计算" in shown
        assert "已登记，答复期限开始计算" not in shown
        assert Request.objects.get().received_on is None

    def test_is_said_to_run_elsewhere(self, clerk, desk_surface):
        assert "已登记，答复期限开始计算" in registered(signed_in(clerk), "oral")
