"""Correction, extension, withdrawal, consultation: what the law wants in order."""

import pytest
from django.urls import reverse

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.casework.refusals import (
    BadDay,
    NotYourStep,
    ReasonMissing,
    StepNotOpen,
    TooLate,
    TooManyDays,
)
from quancheng.kernel.orgs.models import Person, Unit
from quancheng.records.disclosure.commands import consulting, handling
from quancheng.records.disclosure.models import Correction
from quancheng.records.disclosure.models.consultations import Opinion, Party
from quancheng.records.disclosure.queries.doors import NoMatch, code_of
from quancheng.records.disclosure.queries.requests import NoSuchRequest
from quancheng.records.disclosure.tests.conftest import (
    NOW,
    PASSER_BY,
    WHO,
    at,
    day,
    hand_in,
    now_of,
    seen,
)
from quancheng.records.disclosure.workflow import State


def last_told() -> str:
    return AuditEntry.objects.order_by("-seq").values_list("code", flat=True)[0]


def ask(request, actor, on="2024-04-30", **told):
    given = {"points": "请写明是哪一年的报告。", "days": 10, **told}
    return handling.ask_correction(**seen(request), actor=actor, now=at(on), **given)


@pytest.fixture
def asked(received, clerk):
    """Asked for a correction on Tuesday 30 April 2024, the seventh working day."""
    return ask(received, clerk)


@pytest.fixture
def served(asked, clerk):
    return handling.note_notice_served(
        **seen(asked), on=day("2024-04-30"), actor=clerk, now=at("2024-04-30", "10:00")
    )


class TestAskCorrection:
    def test_on_the_seventh_working_day_stops_the_period(self, asked):
        assert (asked.case.state, asked.case.due_on) == (State.CORRECTING, None)
        assert last_told() == "disclosure.correction.asked"

    def test_on_the_eighth_is_late(self, received, clerk):
        with pytest.raises(handling.TooLateToAsk, match="2024-04-30"):
            ask(received, clerk, on="2024-05-06")  # Monday, after the holiday of Labour Day

    def test_a_second_time_is_refused(self, served, clerk):
        handling.take_correction(
            **seen(served), text="2025年的", on=day("2024-05-10"), actor=clerk, now=at("2024-05-10")
        )
        with pytest.raises(handling.AskedAlready):
            ask(served, clerk, on="2024-05-11")

    def test_needs_its_points(self, received, clerk):
        with pytest.raises(ReasonMissing):
            ask(received, clerk, points=" ")
        assert not Correction.objects.exists()

    def test_is_closed_to_strangers_and_to_the_supervising_office(self, received, neighbour, office):
        with pytest.raises(NoSuchRequest):
            ask(received, neighbour)
        with pytest.raises(NotYourStep):
            ask(received, office)


class TestNoteNoticeServed:
    def test_before_the_notice_is_refused(self, asked, clerk):
        with pytest.raises(BadDay, match="2024-04-30"):
            handling.note_notice_served(
                **seen(asked), on=day("2024-04-29"), actor=clerk, now=at("2024-04-30", "10:00")
            )


class TestTakeCorrection:
    def test_starts_the_period_anew(self, served, clerk):
        made = handling.take_correction(
            **seen(served), text="2025年的", on=day("2024-05-10"), actor=clerk, now=at("2024-05-10")
        )
        assert (made.case.state, made.case.due_on) == (State.IN_HAND, day("2024-06-06"))  # E7b
        assert Correction.objects.get().answer == "2025年的"
        assert last_told() == "disclosure.correction.received"

    def test_by_the_applicant_with_number_and_code(self, served):
        made = handling.correct_request(
            number=served.number, code=code_of(served.number), text="2025年的", actor=PASSER_BY,
            now=at("2024-05-10"),
        )  # fmt: skip
        assert made.case.due_on == day("2024-06-06")

    def test_with_a_wrong_code_is_refused(self, served):
        with pytest.raises(NoMatch):
            handling.correct_request(
                number=served.number, code="ABCDEFGH", text="甲", actor=PASSER_BY, now=at("2024-05-10")
            )

    def test_after_a_withdrawal_is_refused(self, served, clerk):
        handling.note_withdrawal(**seen(served), reason="申请人来电撤回", actor=clerk, now=at("2024-05-06"))
        with pytest.raises((handling.NothingAsked, StepNotOpen)):
            handling.correct_request(
                number=served.number, code=code_of(served.number), text="甲", actor=PASSER_BY,
                now=at("2024-05-10"),
            )  # fmt: skip


class TestLetLapse:
    def test_is_refused_until_the_period_is_over(self, served, clerk):
        with pytest.raises(handling.TooEarlyToLapse, match="2024-05-16"):  # E7c
            handling.let_lapse(**seen(served), actor=clerk, now=at("2024-05-16"))

    def test_needs_the_day_of_service(self, asked, clerk):
        with pytest.raises(handling.TooEarlyToLapse, match="送达"):
            handling.let_lapse(**seen(asked), actor=clerk, now=at("2024-06-28"))

    def test_closes_the_request_a_day_after(self, served, clerk):
        made = handling.let_lapse(**seen(served), actor=clerk, now=at("2024-05-17"))
        assert made.case.state == State.CLOSED
        assert last_told() == "disclosure.request.lapsed"


class TestExtendAnswer:
    def extend(self, request, actor, on, days=20, reason="需要汇总"):
        return handling.extend_answer(**seen(request), days=days, reason=reason, actor=actor, now=at(on))

    @pytest.fixture
    def june(self, clerk):
        return hand_in(clerk, came_on="2024-06-03", now=at("2024-06-03"))  # Monday, E8a

    def test_adds_twenty_working_days(self, june, head):
        made = self.extend(june, head, "2024-07-02")
        assert made.case.due_on == day("2024-07-30")  # E8b
        assert last_told() == "disclosure.answer.extended"

    def test_after_the_last_day_is_refused(self, june, head):
        with pytest.raises(TooLate):  # E8d
            self.extend(june, head, "2024-07-03")

    def test_by_more_than_twenty_is_refused(self, june, head):
        with pytest.raises(TooManyDays):
            self.extend(june, head, "2024-07-01", days=21)

    def test_a_second_time_is_refused(self, june, head):
        self.extend(june, head, "2024-07-01", days=5)
        with pytest.raises(StepNotOpen):
            self.extend(june, head, "2024-07-02", days=5)

    def test_is_the_heads_alone(self, june, clerk):
        with pytest.raises(NotYourStep):
            self.extend(june, clerk, "2024-07-01")


class TestConsult:
    def consult(self, request, actor, on, party=Party.THIRD, name="演示公司"):
        return consulting.consult(
            **seen(request), party=party, name=name, about="涉及经营数据", on=day(on), actor=actor, now=at(on)
        )

    @pytest.fixture
    def august(self, clerk):
        return hand_in(clerk, came_on="2024-08-19", now=at("2024-08-19"))  # Monday, E9

    @pytest.fixture
    def sent(self, august, clerk):
        return self.consult(august, clerk, "2024-08-26")

    def opinion(self, sent, clerk, on="2024-09-10", **told):
        given = {"opinion": Opinion.AGREES, "reasons": "", **told}
        return consulting.note_opinion(
            number=sent.request.number, place=sent.place, on=day(on), actor=clerk, now=at(on), **given
        )

    def test_interrupts_the_period_until_the_opinion(self, sent, clerk):
        assert now_of(sent.request).case.due_on is None
        self.opinion(sent, clerk)
        assert now_of(sent.request).case.due_on == day("2024-10-08")  # E9
        assert last_told() == "disclosure.consultation.moved"

    def test_of_two_counts_their_union(self, sent, clerk):
        other = self.consult(sent.request, clerk, "2024-08-29", name="演示医院")
        self.opinion(sent, clerk)
        assert now_of(sent.request).case.due_on is None
        self.opinion(other, clerk, on="2024-09-13")
        assert now_of(sent.request).case.due_on == day("2024-10-11")  # E12

    def test_without_proof_of_receipt_never_becomes_silence(self, sent, clerk):
        with pytest.raises(consulting.TooEarlyForSilence, match="签收"):
            consulting.note_silence(number=sent.request.number, place=1, actor=clerk, now=at("2024-12-02"))

    @pytest.mark.parametrize(
        ("party", "opinion"), [(Party.THIRD, Opinion.SILENT), (Party.CO_MAKER, Opinion.DEEMED)]
    )
    def test_silence_means_what_the_article_says(self, august, clerk, party, opinion):
        sent = self.consult(august, clerk, "2024-08-26", party=party)
        named = {"number": sent.request.number, "place": 1, "actor": clerk}
        consulting.note_delivery(**named, on=day("2024-08-28"), now=at("2024-08-28"))
        with pytest.raises(consulting.TooEarlyForSilence, match="2024-09-19"):  # E10a
            consulting.note_silence(**named, now=at("2024-09-19"))
        made = consulting.note_silence(**named, now=at("2024-09-20"))
        assert made.opinion == opinion
        assert now_of(sent.request).case.due_on == day("2024-10-15")  # E10b

    def test_a_refusal_with_reasons_needs_them(self, sent, clerk):
        with pytest.raises(consulting.BadOpinion):
            self.opinion(sent, clerk, opinion=Opinion.REFUSES_WITH_REASONS)
        with pytest.raises(consulting.BadOpinion):
            self.opinion(sent, clerk, opinion=Opinion.DEEMED)

    def test_rescues_no_answer_that_is_late(self, august, clerk):
        """The last day was 14 September, a make-up Saturday."""
        with pytest.raises(consulting.TooLateToConsult, match="2024-09-14"):
            consulting.consult(
                **seen(august), party=Party.THIRD, name="演示公司", about="甲", on=day("2024-08-26"),
                actor=clerk, now=at("2024-09-18"),
            )  # fmt: skip

    def test_of_a_request_that_was_withdrawn_waits_for_nobody(self, sent, clerk, client, desk_surface):
        request = now_of(sent.request)
        handling.note_withdrawal(**seen(request), reason="来电", actor=clerk, now=at("2024-08-30"))
        kept = now_of(request).case
        assert kept.last_on == day("2024-09-23")  # Monday: the four working days from 27 to 30 August rested
        with pytest.raises(consulting.RequestIsOver, match="已经办结"):
            self.opinion(sent, clerk)
        client.force_login(Person.objects.get(pk=clerk.person_id))
        shown = client.get(reverse("disclosure_desk:request", args=[request.number])).text
        assert "申请已办结，不再等待意见" in shown
        assert "暂停尚未结束" not in shown
        assert reverse("disclosure_desk:delivery", args=[request.number, sent.place]) not in shown

    def test_is_closed_to_strangers(self, august, neighbour):
        with pytest.raises(NoSuchRequest):
            self.consult(august, neighbour, "2024-08-26")

    def test_does_not_go_out_before_the_request_came(self, august, clerk):
        with pytest.raises(BadDay):
            consulting.consult(
                **seen(august), party=Party.THIRD, name="演示公司", about="甲", on=day("2024-08-16"),
                actor=clerk, now=at("2024-08-26"),
            )  # fmt: skip


class TestWithdrawRequest:
    def test_with_number_and_code_ends_it(self, received):
        made = handling.withdraw_request(
            number=received.number, code=code_of(received.number), reason="", actor=PASSER_BY, now=NOW
        )
        assert made.case.state == State.CLOSED
        assert last_told() == "disclosure.request.withdrawn"

    def test_is_refused_when_it_is_over(self, received):
        told = {"number": received.number, "code": code_of(received.number), "reason": "", "actor": PASSER_BY}
        handling.withdraw_request(**told, now=NOW)
        with pytest.raises(StepNotOpen):
            handling.withdraw_request(**told, now=NOW)


class TestCallInRequest:
    def test_is_the_offices_and_changes_no_day(self, received, office, head):
        made = handling.call_in_request(**seen(received), reason="请抓紧", actor=office, now=NOW)
        assert made.case.due_on == day("2024-05-21")
        assert last_told() == "disclosure.request.called_in"
        with pytest.raises(NotYourStep):
            handling.call_in_request(**seen(received), reason="请抓紧", actor=head, now=NOW)


class TestReadApplicant:
    def test_is_written_down(self, received, clerk):
        assert handling.read_applicant(number=received.number, actor=clerk, now=NOW).name == WHO.name
        assert last_told() == "disclosure.applicant.read"

    def test_is_closed_to_who_does_not_handle_it(self, received, office, neighbour):
        with pytest.raises(handling.ApplicantNotYours):
            handling.read_applicant(number=received.number, actor=office, now=NOW)
        with pytest.raises(NoSuchRequest):
            handling.read_applicant(number=received.number, actor=neighbour, now=NOW)


class TestHandOnRequest:
    def test_takes_history_and_period_along(self, received, office, neighbour):
        unit = Unit.objects.get(name="市水务局")
        made = handling.hand_on_request(
            **seen(received), unit_id=unit.pk, reason="机构改革，职能划入市水务局", actor=office, now=NOW
        )
        assert (made.case.unit, made.case.due_on) == (unit, day("2024-05-21"))
        assert last_told() == "disclosure.request.handed_on"
        assert handling.read_applicant(number=received.number, actor=neighbour, now=NOW).name == WHO.name

    def test_is_no_way_to_pass_a_request_on(self, received, clerk, head, neighbour):
        for actor in (clerk, head):
            with pytest.raises(NotYourStep):
                handling.hand_on_request(
                    **seen(received), unit_id=neighbour.unit_id, reason="不归我们", actor=actor, now=NOW
                )
