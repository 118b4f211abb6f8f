"""What the rules of the fee leave open, as a government sets it from a day on."""

from dataclasses import replace

import pytest
from django.urls import reverse

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.casework.recompute import differing_due_days
from quancheng.kernel.casework.refusals import StepNotOpen
from quancheng.kernel.casework.worksheet import worksheets
from quancheng.records.disclosure.commands import fee_reopening, fees, handling
from quancheng.records.disclosure.commands.intake import confirm_receipt
from quancheng.records.disclosure.commands.redoing import redo_request, undo_order
from quancheng.records.disclosure.models import Fee, Letter
from quancheng.records.disclosure.queries.doors import code_of, status_of
from quancheng.records.disclosure.queries.fees import linked_in_month, place_in_month
from quancheng.records.disclosure.rules.applicants import Proof
from quancheng.records.disclosure.tests.conftest import WHO, at, day, hand_in, now_of, seen, signed_in, submit
from quancheng.records.disclosure.tests.test_charging.conftest import (
    NOTICE,
    RECEIVED,
    issue,
    many,
    pay,
    propose,
    serve,
)
from quancheng.records.disclosure.web.status_page import status_page
from quancheng.records.disclosure.workflow import State

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
FRIDAY = "2024-08-30"


@pytest.fixture
def over_the_month(clerk, payment):
    """Ten requests in August, an eleventh submitted on its last Friday and confirmed on 2 September."""
    many(clerk, 10, on=FRIDAY)
    made = submit(now=at(FRIDAY, "16:00"))
    return confirm_receipt(**seen(made), on=day(RECEIVED), how="电话", actor=clerk, now=at(RECEIVED))


class TestTheMonth:
    def test_is_usually_that_of_the_receipt(self, over_the_month, clerk):
        assert place_in_month(over_the_month, on=day(RECEIVED)) == 1
        with pytest.raises(fees.NothingToCharge):
            propose(over_the_month, clerk)

    def test_may_be_that_of_the_submission(self, over_the_month, clerk, head, said):
        said("fee_month", "submission", on="2024-09-09")  # Monday
        assert place_in_month(over_the_month, on=day("2024-09-06")) == 1
        assert place_in_month(over_the_month, on=day("2024-09-09")) == 11
        page = signed_in(clerk).get(reverse("disclosure_desk:request", args=[over_the_month.number])).text
        assert "提交申请的自然月内向本机关提出的第11件申请" in page
        assert propose(over_the_month, clerk).yuan == 100
        issue(over_the_month, head)
        letter = Letter.objects.get(sort="fee_notice")
        assert "本件是您在提交申请的自然月内向本机关提出的第11件申请" in letter.text

    def test_is_that_of_the_day_on_which_the_notice_is_signed(self, over_the_month, clerk, head, said):
        said("fee_month", "submission", on="2024-09-09")
        propose(over_the_month, clerk, on="2024-09-18")
        said("fee_month", "receipt", on="2024-09-20")  # Friday
        with pytest.raises(fees.FeeChanged):
            issue(over_the_month, head)

    def test_is_that_of_those_who_share_the_telephone_too(self, over_the_month, clerk, said):
        other = replace(WHO, name="王五（演示）", proof=Proof.PASSPORT, proof_number="E00000000")
        hand_in(clerk, came_on=FRIDAY, now=at(FRIDAY), who=other)
        said("fee_month", "submission", on="2024-09-09")
        assert linked_in_month(over_the_month, on=day("2024-09-06")) == 0
        assert linked_in_month(over_the_month, on=day("2024-09-09")) == 1


class TestThePeriodAfterPayment:
    """The notice goes on day 13, Friday 20 September 2024; day 20 would be the 30th: seven are left."""

    @pytest.fixture
    def charged(self, eleventh, clerk, head, said):
        """The notice issued and served while the norms said something else than what is shipped."""

        def charge(**told):
            for code, value in told.items():
                said(code, value, on="2024-09-09")
            propose(eleventh, clerk)
            issue(eleventh, head)
            return serve(eleventh, clerk)

        return charge

    def test_may_go_on(self, charged, clerk):
        made = pay(charged(fee_restarts="goes_on"), clerk, "2024-10-12")
        assert (made.case.state, made.case.due_on) == (State.IN_HAND, day("2024-10-22"))  # Tuesday
        assert not differing_due_days().differences

    def test_may_go_on_and_count_the_days_of_waiting(self, charged, clerk):
        made = pay(charged(fee_restarts="goes_on", fee_wait="counts"), clerk, "2024-09-26")
        assert (made.case.state, made.case.due_on) == (State.IN_HAND, day("2024-09-30"))
        assert not differing_due_days().differences

    def test_counts_no_days_of_waiting_where_it_starts_anew(self, charged, clerk):
        assert pay(charged(fee_wait="counts"), clerk, "2024-10-12").case.due_on == day("2024-11-08")

    def test_is_that_of_the_day_on_which_the_notice_was_issued(self, charged, said, clerk):
        served = charged(fee_restarts="goes_on")
        said("fee_restarts", "restarts", on="2024-09-23")
        assert pay(served, clerk, "2024-10-12").case.due_on == day("2024-10-22")

    def test_is_the_old_one_for_a_notice_from_before(self, served, said, clerk):
        said("fee_restarts", "goes_on", on="2024-09-23")
        assert pay(served, clerk, "2024-10-12").case.due_on == day("2024-11-08")

    def test_is_lengthened_once_where_it_goes_on(self, charged, clerk, head):
        pay(charged(fee_restarts="goes_on"), clerk, "2024-10-12")
        request = Fee.objects.get().request
        told = {"days": 5, "reason": "数量大", "actor": head}
        made = handling.extend_answer(**seen(request), **told, now=at("2024-10-14"))
        assert made.case.due_on == day("2024-10-29")
        with pytest.raises(StepNotOpen):
            handling.extend_answer(**seen(request), **told, now=at("2024-10-15"))

    @pytest.mark.parametrize(
        ("told", "letter", "desk"),
        [
            ({}, "自完成缴纳的次日起重新计算", "答复期限从次日起重新计算20个工作日"),
            ({"fee_restarts": "goes_on"}, "继续计算，不重新起算", "从次日起继续计算，还剩7个工作日"),
            (
                {"fee_restarts": "goes_on", "fee_wait": "counts"}, "等待缴纳期间计入答复期限",
                "答复期限仍到2024年9月30日",
            ),
        ],
    )  # fmt: skip
    def test_is_told_in_the_letter_and_on_both_pages(self, charged, clerk, told, letter, desk):
        request = charged(**told)
        assert letter in Letter.objects.get(sort="fee_notice").text
        window = signed_in(clerk)
        assert desk in window.get(reverse("disclosure_desk:request", args=[request.number])).text
        status = status_page(status_of(request.number, code_of(request.number)), today=day(NOTICE))
        assert desk in status.fee.then
        pay(request, clerk, "2024-10-12")
        status = status_page(status_of(request.number, code_of(request.number)), today=day("2024-10-12"))
        assert ("重新计算" in status.history[0].title) == (not told)
        assert ("继续计算" in status.history[0].title) == bool(told)

    def test_is_worked_out_with_the_rest(self, charged, clerk):
        pay(charged(fee_restarts="goes_on"), clerk, "2024-10-12")
        request = Fee.objects.get().request
        answer = worksheets(request.case, today=day("2024-10-14"))[0]
        told = " ".join(step.rule for step in answer.sheet.steps)
        assert "2024-09-20（星期五）次日至2024-10-12（星期六）暂停，其中12个工作日不计入" in told
        assert "重新起算" not in told

    def test_goes_on_for_what_was_paid_in_time_and_learned_late(self, charged, clerk):
        request = charged(fee_restarts="goes_on")
        fees.close_unpaid(**seen(request), actor=clerk, now=at("2024-10-24"))
        made = fee_reopening.reopen_paid(
            **seen(request), on=day("2024-10-12"), voucher="演示", actor=clerk, now=at("2024-10-28")
        )
        assert (made.case.state, made.case.due_on) == (State.IN_HAND, day("2024-10-22"))
        assert not differing_due_days().differences

    def test_counts_the_wait_for_what_was_learned_late(self, charged, clerk):
        request = charged(fee_restarts="goes_on", fee_wait="counts")
        fees.close_unpaid(**seen(request), actor=clerk, now=at("2024-10-24"))
        made = fee_reopening.reopen_paid(
            **seen(request), on=day("2024-10-12"), voucher="演示", actor=clerk, now=at("2024-10-28")
        )
        assert made.case.due_on == day("2024-09-30")

    def test_comes_back_whole_when_an_order_was_entered_by_mistake(self, charged, clerk, head):
        pay(charged(fee_restarts="goes_on"), clerk, "2024-10-12")
        request, source = Fee.objects.get().request, RecordRef("remedies.proceeding", "1")
        told = {"number": request.number, "source": source, "actor": Actor.clockwork()}
        redo_request(
            order="复议决定（演示）", received_on=day("2024-10-14"), days=15, now=at("2024-10-14"), **told
        )
        undo_order(now=at("2024-10-15"), **told)
        assert now_of(request).case.due_on == day("2024-10-22")
        made = handling.extend_answer(
            **seen(request), days=5, reason="数量大", actor=head, now=at("2024-10-16")
        )
        assert made.case.due_on == day("2024-10-29")
