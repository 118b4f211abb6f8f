"""A wrong fee notice is taken back, an unserved one is spoken of, a late payment opens nothing."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.casework.queries import due_on
from quancheng.kernel.casework.recompute import differing_due_days
from quancheng.kernel.casework.refusals import NotYourStep, ReasonMissing, StepNotOpen
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.orgs.models import Unit
from quancheng.records.disclosure.commands import fee_mending, fees
from quancheng.records.disclosure.commands.nightly import remind_of_requests
from quancheng.records.disclosure.models import Fee, Letter
from quancheng.records.disclosure.public import fees_collected
from quancheng.records.disclosure.queries.doors import code_of, status_of
from quancheng.records.disclosure.queries.fees import fee_of, fees_of, last_to_pay
from quancheng.records.disclosure.queries.letters import verifiable_of
from quancheng.records.disclosure.queries.requests import NoSuchRequest
from quancheng.records.disclosure.tests.conftest import at, day, enter, now_of, seen, signed_in
from quancheng.records.disclosure.tests.test_charging.conftest import issue, pay, propose, serve
from quancheng.records.disclosure.workflow import PAYMENT_CLOCK, State

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]

TAKEN_BACK = "2024-09-25"  # Wednesday: two working days after Friday 20 September, before the 30th


def last_told() -> str:
    return AuditEntry.objects.order_by("-seq").values_list("code", flat=True)[0]


def take_back(request, actor, on=TAKEN_BACK, reason="件数算错"):
    return fee_mending.take_back_fee_notice(**seen(request), reason=reason, actor=actor, now=at(on, "14:00"))


def pay_late(request, actor, on="2024-10-25"):
    return fee_mending.note_late_payment(
        **seen(request), on=day(on), voucher="演示票据9", actor=actor, now=at(on, "15:00")
    )


class TestTakeBackFeeNotice:
    def test_lets_the_period_run_as_if_there_had_been_none(self, served, head):
        made = take_back(served, head)
        assert (made.case.state, made.case.due_on) == (State.IN_HAND, day("2024-09-30"))
        assert due_on(made.case, PAYMENT_CLOCK) is None
        assert last_told() == "disclosure.fee.notice_withdrawn"
        assert not differing_due_days().differences

    def test_says_who_when_and_why_and_the_letter_holds_no_longer(self, issued, head):
        take_back(issued, head)
        [fee] = fees_of(issued)
        assert (fee.withdrawn_by_id, fee.withdrawn_reason) == (head.person_id, "件数算错")
        letter = Letter.objects.get(sort="fee_notice")
        assert verifiable_of(letter.number, letter.code).superseded_on == day(TAKEN_BACK)
        told = status_of(issued.number, code_of(issued.number)).history[-1]
        assert (told.says, told.note) == ("收费通知书已撤回，请不要缴费", "件数算错")

    def test_lets_a_new_one_follow_with_a_period_of_its_own(self, served, clerk, head):
        take_back(served, head)
        propose(served, clerk, on=TAKEN_BACK)
        issue(served, head, on="2024-09-26")
        assert fee_of(served).letter.number == "市财政局依费〔2024〕2号"
        assert last_to_pay(served) is None  # the service of the first notice begins nothing
        with pytest.raises(fees.TooEarlyToClose, match="送达"):
            fees.close_unpaid(**seen(served), actor=clerk, now=at("2024-12-02"))
        serve(served, clerk, on="2024-09-27")  # Friday
        assert last_to_pay(served) == day("2024-10-30")
        with pytest.raises(StepNotOpen, match="已登记"):
            serve(served, clerk, on="2024-09-27")
        assert pay(served, clerk, "2024-10-12").case.due_on == day("2024-11-08")

    def test_lets_none_follow_once_the_period_is_over(self, served, clerk, head):
        take_back(served, head, on="2024-10-08")  # Tuesday, after the 30 September
        assert now_of(served).case.due_on == day("2024-09-30")
        propose(served, clerk, on="2024-10-08")
        with pytest.raises(fees.TooLateForFee):
            issue(served, head, on="2024-10-08")

    def test_is_the_heads_with_a_reason_while_it_waits(self, served, clerk, head, neighbour):
        with pytest.raises(NotYourStep):
            take_back(served, clerk)
        with pytest.raises(NoSuchRequest):
            take_back(served, neighbour)
        with pytest.raises(ReasonMissing):
            take_back(served, head, reason=" ")
        pay(served, clerk, "2024-10-12")
        with pytest.raises(StepNotOpen):
            take_back(served, head, on="2024-10-14")

    def test_counts_as_no_notice_of_the_year(self, issued, head):
        take_back(issued, head)
        units = list(Unit.objects.values_list("pk", flat=True))
        assert fees_collected(unit_ids=units, year=2024).notices == 0
        with pytest.raises(IntegrityError), transaction.atomic():
            Fee.objects.update(withdrawn_reason="")


class TestReminderOfAnUnservedNotice:
    def remind(self, on):
        return remind_of_requests(actor=Actor.clockwork(), now=at(on, "08:05"))

    def test_comes_after_the_days_of_the_norm(self, issued, clerk):
        assert self.remind("2024-09-24") == 0  # Tuesday, two working days later
        assert self.remind(TAKEN_BACK) == 1
        assert (
            Notice.objects.filter(kind="disclosure.fee_unserved", to_person_id=clerk.person_id).count() == 1
        )

    def test_comes_when_the_government_wishes(self, issued, office):
        enter("disclosure.fee_service_alarm", 1, office)
        assert self.remind("2024-09-23") == 1  # Monday

    def test_ends_with_service_and_with_the_notice(self, issued, clerk, head):
        serve(issued, clerk)
        assert self.remind(TAKEN_BACK) == 0


class TestNoteLatePayment:
    def test_is_kept_and_opens_nothing(self, served, clerk):
        fee = pay_late(served, clerk)
        assert (fee.late_on, fee.late_voucher, fee.paid_on) == (day("2024-10-25"), "演示票据9", None)
        assert now_of(served).case.state == State.AWAITING_FEE
        assert last_told() == "disclosure.fee.paid_late"
        made = fees.close_unpaid(**seen(served), actor=clerk, now=at("2024-10-28"))
        assert made.case.state == State.CLOSED

    def test_after_the_request_was_closed_leaves_its_end_as_it_was(self, served, clerk):
        fees.close_unpaid(**seen(served), actor=clerk, now=at("2024-10-24"))
        pay_late(served, clerk)
        case = now_of(served).case
        assert (case.state, case.ended_on) == (State.CLOSED, day("2024-10-24"))
        units = list(Unit.objects.values_list("pk", flat=True))
        assert fees_collected(unit_ids=units, year=2024).yuan == 0

    def test_tells_the_handler_what_the_law_says(self, served, clerk):
        with pytest.raises(fees.TooLateToPay, match=r"登记逾期缴费.*重新提出"):
            pay(served, clerk, "2024-10-25")
        pay_late(served, clerk)
        page = signed_in(clerk).get(reverse("disclosure_desk:request", args=[served.number])).text
        assert "不使办理恢复" in page
        assert "申请人可以重新提出申请" in page

    def test_in_time_or_twice_is_refused(self, issued, clerk, neighbour):
        with pytest.raises(fee_mending.NotTooLate, match="送达"):
            pay_late(issued, clerk)
        serve(issued, clerk)
        with pytest.raises(fee_mending.NotTooLate, match="2024-10-23"):
            pay_late(issued, clerk, on="2024-10-23")
        pay_late(issued, clerk)
        with pytest.raises(fee_mending.NotTooLate, match="不能再改"):
            pay_late(issued, clerk)
        with pytest.raises(NoSuchRequest):
            pay_late(issued, neighbour)
