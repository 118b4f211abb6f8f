"""Where the law is silent a government says how it counts: what its dated norms change, and from when on."""

from dataclasses import replace
from datetime import date

import pytest

from quancheng.kernel.casework.queries import due_on
from quancheng.kernel.casework.recompute import differing_due_days
from quancheng.kernel.norms.commands import enter_value, sign_value
from quancheng.kernel.norms.definition import Mark
from quancheng.kernel.orgs.roles import Role
from quancheng.records.disclosure.commands import consulting
from quancheng.records.disclosure.commands.consulting import (
    consult,
    note_delivery,
    note_opinion,
    note_silence,
)
from quancheng.records.disclosure.commands.handling import (
    ExtendedAlready,
    ask_correction,
    extend_answer,
    take_correction,
)
from quancheng.records.disclosure.commands.intake import BadApplicant, TooManyWords
from quancheng.records.disclosure.models import Letter, Request
from quancheng.records.disclosure.models.consultations import Opinion, Party
from quancheng.records.disclosure.queries.faults import unconfirmed_too_long
from quancheng.records.disclosure.queries.requests import safe_day_of
from quancheng.records.disclosure.rules.receipt import Channel
from quancheng.records.disclosure.tests.conftest import (
    NOW,
    WHAT,
    WHO,
    at,
    day,
    hand_in,
    now_of,
    seen,
    staff,
    submit,
)
from quancheng.records.disclosure.workflow import State

pytestmark = pytest.mark.django_db
RARE = "𠮷𣗋"  # beyond the basic plane: each is one sign


@pytest.fixture
def legal(city):
    return staff("市政府办公厅", "legal", Role.LEGAL_READER)


@pytest.fixture
def said(office, legal):
    """A norm as the government sets it from a day on."""

    def say(code, value, *, on=NOW):
        entered = enter_value(
            norm=f"disclosure.{code}", value=value, from_on=on.date(), source="演示", mark=Mark.D,
            actor=office, now=on,
        )  # fmt: skip
        sign_value(value_id=entered.pk, digest=entered.digest, actor=legal, now=on)

    return say


def of_e9(clerk, *, is_heard=True):
    """The request of worked example E9: received on Monday 19 August 2024, a third party asked."""
    request = hand_in(clerk, came_on="2024-08-19", now=at("2024-08-19"))
    consult(
        **seen(request), party=Party.THIRD, name="演示公司", about="单价", on=day("2024-08-26"), actor=clerk,
        now=at("2024-08-26"),
    )  # fmt: skip
    asked = {"number": request.number, "place": 1, "actor": clerk}
    note_delivery(**asked, on=day("2024-08-28"), now=at("2024-08-28"))
    if is_heard:
        note_opinion(**asked, opinion=Opinion.AGREES, reasons="", on=day("2024-09-10"), now=at("2024-09-10"))
    else:
        note_silence(**asked, now=at("2024-09-20"))
    return now_of(request)


class TestPauses:
    @pytest.mark.parametrize(
        ("reading", "expected"),
        [
            ("after_sending", date(2024, 10, 8)),  # Tuesday
            ("from_sending", date(2024, 10, 9)),  # Wednesday
            ("before_answer", date(2024, 9, 30)),  # Monday
        ],
    )
    def test_begin_and_end_as_the_government_reads_the_law(self, clerk, said, reading, expected):
        said("pause_ends", reading)
        request = of_e9(clerk)
        assert (request.case.due_on, due_on(request.case)) == (expected, expected)
        assert safe_day_of(request) == date(2024, 9, 30)  # Monday, under any of them
        assert not differing_due_days().differences

    @pytest.mark.parametrize(
        ("reading", "words"),
        [
            ("after_sending", "自发函次日起暂停计算，至收到意见之日止"),
            ("from_sending", "自发函当日起暂停计算，至收到意见之日止"),
            ("before_answer", "自发函次日起暂停计算，至收到意见的前一日止"),
        ],
    )
    def test_are_told_to_the_applicant_as_they_are_read(self, clerk, said, reading, words):
        said("pause_ends", reading)
        told = Letter.objects.get(request=of_e9(clerk), sort="consultation_told").text
        assert words in told
        assert "暂停至该期限届满之日止" in told

    def test_in_silence_are_told_as_they_are_read(self, clerk, said):
        said("silent_pause_ends", "sent")
        told = Letter.objects.get(request=of_e9(clerk), sort="consultation_told").text
        assert "暂停至发函之日起15个工作日届满之日止" in told

    def test_are_told_as_on_the_day_of_sending(self, clerk, said):
        said("pause_ends", "from_sending", on=at("2024-09-02"))  # Monday, a week after the letter went
        assert "自发函次日起" in Letter.objects.get(request=of_e9(clerk), sort="consultation_told").text

    def test_of_a_party_that_stops_no_period_are_not_told(self, clerk, monkeypatch):
        monkeypatch.setattr(consulting, "PAUSING", frozenset())
        assert not Letter.objects.filter(request=of_e9(clerk), sort="consultation_told").exists()

    def test_keep_the_reading_of_the_day_on_which_they_began(self, clerk, said):
        said("pause_ends", "from_sending", on=at("2024-09-02"))  # Monday, a week after the letter went
        assert of_e9(clerk).case.due_on == date(2024, 10, 8)

    def test_of_a_silent_party_may_count_from_the_sending(self, clerk, said):
        said("silent_pause_ends", "sent")
        request = of_e9(clerk, is_heard=False)
        consulted = request.consultations.get().case
        assert consulted.ended_on == date(2024, 9, 14)  # Saturday of work, the fifteenth day after 26 August
        assert request.case.due_on == date(2024, 10, 12)  # Saturday of work

    def test_of_a_silent_party_usually_count_from_its_receipt(self, clerk):
        assert of_e9(clerk, is_heard=False).case.due_on == date(2024, 10, 15)  # E10b: Tuesday


class TestExtendAnswer:
    @pytest.fixture
    def restarted(self, clerk, head):
        request = hand_in(clerk)
        extend_answer(**seen(request), days=5, reason="数量大", actor=head, now=at("2024-04-24"))
        ask_correction(**seen(request), points="哪一年", days=10, actor=clerk, now=at("2024-04-25"))
        take_correction(
            **seen(request), text="2023年", on=day("2024-05-06"), actor=clerk, now=at("2024-05-06")
        )
        return request

    def test_is_possible_again_in_a_fresh_run(self, restarted, head):
        extend_answer(**seen(restarted), days=5, reason="数量大", actor=head, now=at("2024-05-07"))
        assert now_of(restarted).case.is_moved

    def test_is_refused_a_second_time_where_the_government_says_once(self, restarted, head, said):
        said("extension_after_restart", "once")
        with pytest.raises(ExtendedAlready):
            extend_answer(**seen(restarted), days=5, reason="数量大", actor=head, now=at("2024-05-07"))


class TestIntake:
    def test_of_what_is_told_by_mouth_may_wait_for_a_signature(self, clerk, said):
        said("oral_receipt", "confirmed")
        request = hand_in(clerk, channel=Channel.ORAL)
        assert (now_of(request).case.state, now_of(request).received_on) == (State.UNCONFIRMED, None)

    def test_of_what_is_told_by_mouth_is_usually_receipt(self, clerk):
        assert hand_in(clerk, channel=Channel.ORAL).received_on == NOW.date()

    def test_reminds_after_as_many_days_as_the_government_says(self, clerk, said):
        said("confirmation_alarm", 2)
        request = submit()  # Monday 22 April 2024
        assert unconfirmed_too_long(today=day("2024-04-24")) == []
        assert unconfirmed_too_long(today=day("2024-04-25")) == [request]

    def test_takes_rare_signs(self, clerk):
        request = submit(who=replace(WHO, name=RARE * 10))
        assert Request.objects.get(pk=request.pk).applicant.name == RARE * 10

    def test_refuses_a_name_of_three_hundred_signs_in_a_sentence(self, clerk):
        with pytest.raises(BadApplicant, match="有300字，最多120字"):
            submit(who=replace(WHO, name=RARE * 150))

    def test_takes_as_many_words_as_the_government_says(self, clerk, said):
        said("text_most", 200)
        submit(what=replace(WHAT, wanted="据" * 200))
        with pytest.raises(TooManyWords, match="有201字，最多200字"):
            submit(what=replace(WHAT, wanted="据" * 201))
