"""Where the law is silent a government says how it counts: what its dated norms change, and from when on."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.casework.queries import due_on
from quancheng.kernel.casework.recompute import differing_due_days
from quancheng.kernel.casework.worksheet import worksheets
from quancheng.kernel.orgs.models import Person
from quancheng.records.disclosure.commands import consulting, excess
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
    note_withdrawal,
    take_correction,
    withdraw_request,
)
from quancheng.records.disclosure.commands.intake import BadApplicant, TooManyWords
from quancheng.records.disclosure.commands.replies import GroundNotTold, decide_item
from quancheng.records.disclosure.commands.watching import count_outcomes
from quancheng.records.disclosure.models import Letter, Request
from quancheng.records.disclosure.models.consultations import Opinion, Party
from quancheng.records.disclosure.queries.annual import annual_cells
from quancheng.records.disclosure.queries.doors import code_of, status_of
from quancheng.records.disclosure.queries.faults import unconfirmed_too_long
from quancheng.records.disclosure.queries.replies import rows_to_choose
from quancheng.records.disclosure.queries.requests import safe_day_of
from quancheng.records.disclosure.rules.annual import AnnualRow, ApplicantColumn
from quancheng.records.disclosure.rules.annual_rows import SHIPPED
from quancheng.records.disclosure.rules.receipt import Channel
from quancheng.records.disclosure.tests.conftest import (
    NOW,
    PASSER_BY,
    WHAT,
    WHO,
    at,
    day,
    decide,
    divide,
    hand_in,
    now_of,
    seen,
    signed_in,
    submit,
)
from quancheng.records.disclosure.web.status_page import status_page
from quancheng.records.disclosure.workflow import State

pytestmark = pytest.mark.django_db
RARE = "𠮷𣗋"  # beyond the basic plane: each is one sign


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


class TestReasons:
    """The time between the question and the reasons (第三十五条), received on Monday 3 June 2024."""

    def ask(self, clerk):
        request = hand_in(clerk, came_on="2024-06-03", now=at("2024-06-03"))
        return excess.ask_reasons(
            **seen(request), count=120, period="2024年1月至5月", points="请说明理由", until=day("2024-06-19"),
            actor=clerk, now=at("2024-06-05"),
        )  # fmt: skip

    def explain(self, request, clerk, on="2024-06-14"):
        excess.note_reasons(**seen(request), on=day(on), text="研究课题", actor=clerk, now=at(on))
        return now_of(request)

    def test_count_as_shipped(self, clerk):
        request = self.ask(clerk)
        assert request.case.due_on == date(2024, 7, 2)  # Tuesday
        assert self.explain(request, clerk).case.due_on == date(2024, 7, 2)
        assert "答复期限照常计算" in Letter.objects.get(sort="reasons").text

    def test_are_left_out_where_the_government_says_so(self, clerk, said):
        said("reasons_pause", "pauses")
        request = self.ask(clerk)  # Wednesday 5 June; nine days of work until the nineteenth, 10 June is off
        assert now_of(request).case.due_on == date(2024, 7, 15)  # Monday
        explained = self.explain(request, clerk)  # Friday 14 June: six of them
        assert explained.case.due_on == due_on(explained.case) == date(2024, 7, 10)  # Wednesday
        assert safe_day_of(explained) == date(2024, 7, 2)  # strictest: it never rests for this
        assert not differing_due_days().differences

    def test_given_late_stopped_counting_as_a_pause_on_the_stated_day(self, clerk, said):
        said("reasons_pause", "pauses")
        request = self.ask(clerk)
        assert self.explain(request, clerk, on="2024-06-28").case.due_on == date(2024, 7, 15)

    def test_keep_the_reading_of_the_day_of_the_question(self, clerk, said):
        request = self.ask(clerk)
        said("reasons_pause", "pauses", on=at("2024-06-06"))
        assert self.explain(request, clerk).case.due_on == date(2024, 7, 2)
        assert not differing_due_days().differences

    def test_are_named_on_the_worksheet_with_their_article(self, clerk, said):
        told = "等待说明理由：《条例》第三十五条"
        counted = self.ask(clerk)
        assert all(told not in line.article for line in sheet_of(counted))
        said("reasons_pause", "pauses", on=at("2024-06-05"))
        [pause] = [line for line in sheet_of(self.ask(clerk)) if told in line.article]
        assert "暂停，其中9个工作日不计入" in pause.rule

    def test_are_told_to_the_applicant(self, clerk, said):
        said("reasons_pause", "pauses")
        request = self.ask(clerk)
        letter = Letter.objects.get(sort="reasons").text
        assert ("等待说明期间不计入答复期限" in letter, "照常计算" in letter) == (True, False)
        page = status_page(status_of(request.number, code_of(request.number)), today=day("2024-06-06"))
        assert (page.due_on, page.then[-16:]) == (date(2024, 7, 15), "等待您说明的时间不计入答复期限。")

    @pytest.mark.usefixtures("desk_surface")
    @pytest.mark.parametrize("value", ["counts", "pauses"])
    def test_are_told_on_the_desk(self, clerk, said, value):
        if value == "pauses":
            said("reasons_pause", "pauses")
        page = signed_in(clerk).get(f"/disclosure/{self.ask(clerk).number}/").text
        assert ("等待说明期间不计入答复期限" in page) is (value == "pauses")
        assert ("等待期间答复期限照常计算" in page) is (value == "counts")
        assert "说明期限至2024-06-19" in page


def sheet_of(request):
    return worksheets(now_of(request).case, today=day("2024-06-07"))[0].sheet.steps


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


class TestTheAnnualRows:
    """In which row of part three an end counts (国办公开办函〔2021〕30号 names rows and no articles)."""

    def table(self, **moved):
        return tuple((code, says, moved.get(code, row)) for code, says, row in SHIPPED.value)

    def test_of_an_item_are_those_of_the_day_of_its_decision(self, said, received, clerk):
        said("annual_rows", self.table(**{"38": "13"}), on=at("2024-04-25"))
        divide(received, clerk)
        assert decide(received, clerk, "38", reasons="需要汇总").row == 14
        later = {
            "place": 1, "ground": "38", "withheld": (), "said": {"reasons": "需要汇总"}, "row_reason": "",
            "actor": clerk, "now": at("2024-04-25"),
        }  # fmt: skip
        with pytest.raises(GroundNotTold, match="第13行"):
            decide_item(**seen(received), row=14, **later)
        assert decide_item(**seen(received), row=None, **later).row == 13
        assert rows_to_choose(now_of(received), on=day("2024-04-25")) == (13,)

    def test_place_what_was_withdrawn(self, said, received, clerk):
        said("annual_rows", self.table(withdrawn="20"))
        note_withdrawal(**seen(received), reason="来电", actor=clerk, now=NOW)
        told = annual_cells(unit_ids=[received.case.unit_id], year=NOW.year)
        assert told[AnnualRow.ISSUED_AGAIN, ApplicantColumn.PERSON] == 1
        assert (AnnualRow.OTHER, ApplicantColumn.PERSON) not in told

    def test_place_what_was_withdrawn_on_the_website_when_outcomes_are_counted(self, said, received):
        said("annual_rows", self.table(withdrawn="20"))
        Request.objects.filter(pk=received.pk).update(row=4)  # of a draft that lay there
        told = {"number": received.number, "code": code_of(received.number), "reason": ""}
        withdraw_request(**told, actor=PASSER_BY, now=NOW)
        count_outcomes(actor=Actor.clockwork(), now=NOW)
        assert now_of(received).row == 20

    def test_stand_on_the_page_of_the_item(self, said, received, clerk, client, desk_surface):
        said("annual_rows", self.table(**{"36-4": "14"}))
        client.force_login(Person.objects.get(pk=clerk.person_id))
        divide(received, clerk)
        page = reverse("disclosure_desk:decide", args=[received.number, 1])
        assert "规则提出第14行" in client.get(f"{page}?ground=36-4").text
