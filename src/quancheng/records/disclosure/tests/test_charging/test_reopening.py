"""A payment made in time, learned of after the end: the request comes back and is counted once."""

import pytest
from django.urls import reverse

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.casework.recompute import differing_due_days
from quancheng.kernel.casework.refusals import BadDay, NotYourStep
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.orgs.roles import Role
from quancheng.records.disclosure.commands import endings, fee_mending, fee_reopening, fees, handling
from quancheng.records.disclosure.commands.letters import note_letter_served
from quancheng.records.disclosure.commands.redoing import redo_request, undo_order
from quancheng.records.disclosure.commands.watching import count_outcomes
from quancheng.records.disclosure.models import EndNotice, Fee, Letter, Outcome, Reply
from quancheng.records.disclosure.public import fees_collected
from quancheng.records.disclosure.queries.annual import annual_cells
from quancheng.records.disclosure.queries.doors import code_of, status_of
from quancheng.records.disclosure.queries.letters import verifiable_of
from quancheng.records.disclosure.queries.requests import NoSuchRequest
from quancheng.records.disclosure.rules.annual import AnnualRow, ApplicantColumn
from quancheng.records.disclosure.tests.conftest import at, day, finance, now_of, seen, signed_in, staff
from quancheng.records.disclosure.web.status_page import status_page
from quancheng.records.disclosure.workflow import State

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
PAID_ON, LEARNED = "2024-10-22", "2024-10-28"  # Tuesday, the day before the last; Monday
UNPAID, PERSON = AnnualRow.FEE_NOT_PAID, ApplicantColumn.PERSON


def last_told() -> str:
    return AuditEntry.objects.order_by("-seq").values_list("code", flat=True)[0]


def cells(year=2024):
    return annual_cells(unit_ids=[finance().pk], year=year)


def reopen(request, actor, on=PAID_ON, learned=LEARNED, voucher="演示回单7"):
    return fee_reopening.reopen_paid(
        **seen(request), on=day(on), voucher=voucher, actor=actor, now=at(learned, "15:00")
    )


@pytest.fixture
def closed(served, clerk, court):
    """Not paid for by Wednesday 23 October 2024, as the agency believed: closed on the 24th."""
    return fees.close_unpaid(**seen(served), actor=clerk, now=at("2024-10-24"))


@pytest.fixture
def written(closed, clerk, head, reviewer):
    """Letter 24 has been issued, and the end counted."""
    told = {"now": at("2024-10-25")}
    endings.draft_ending(**seen(closed), actor=clerk, **told)
    endings.review_ending(**seen(closed), actor=reviewer, **told)
    endings.issue_ending(**seen(closed), actor=head, **told)
    count_outcomes(actor=Actor.clockwork(), now=at("2024-10-25", "12:00"))
    return closed


class TestReopenPaid:
    def test_starts_the_period_anew_from_the_day_after_payment(self, closed, clerk):
        made = reopen(closed, clerk)
        assert (made.case.state, made.case.ended_on) == (State.IN_HAND, None)
        assert made.case.due_on == day("2024-11-19")  # Tuesday: twenty working days after 22 October
        fee = Fee.objects.get()
        assert (fee.paid_on, fee.voucher, fee.unpaid_on) == (day(PAID_ON), "演示回单7", None)
        assert last_told() == "disclosure.fee.paid_after_all"
        assert not differing_due_days().differences

    def test_counts_the_request_once_where_it_ends_at_last(self, written, clerk):
        assert cells()[UNPAID, PERSON] == 1
        assert Outcome.objects.count() == 1
        reopen(written, clerk)
        told = cells()
        assert (UNPAID, PERSON) not in told
        assert told[AnnualRow.CARRIED_OUT, PERSON] == 11
        assert not Outcome.objects.exists()
        assert fees_collected(unit_ids=[finance().pk], year=2024).unpaid == 0
        handling.note_withdrawal(**seen(written), reason="来电", actor=clerk, now=at("2025-01-06"))
        assert cells(2025)[AnnualRow.OTHER, PERSON] == 1
        assert (AnnualRow.OTHER, PERSON) not in cells()
        count_outcomes(actor=Actor.clockwork(), now=at("2025-01-06", "12:00"))
        assert Outcome.objects.get().ended_on == day("2025-01-06")

    def test_takes_letter_24_back_and_tells_the_applicant(self, written, clerk):
        reopen(written, clerk)
        letter = Letter.objects.get(sort="ended")
        assert (letter.superseded_on, letter.superseded_reason) == (day(LEARNED), fee_reopening.WHY)
        assert verifiable_of(letter.number, letter.code).superseded_on == day(LEARNED)
        assert EndNotice.objects.get().superseded_at is not None
        page = status_page(status_of(written.number, code_of(written.number)), today=day(LEARNED))
        assert page.says == "机关正在办理"
        assert any("查明您已在期限内缴费" in one.title for one in page.history)

    def test_tells_those_at_work(self, closed, clerk):
        other = staff("市财政局", "other", Role.HANDLER)
        reopen(closed, clerk)
        kind = "disclosure.paid_after_all"
        assert Notice.objects.filter(kind=kind, to_person_id=other.person_id).count() == 1
        assert not Notice.objects.filter(kind=kind, to_person_id=clerk.person_id).exists()

    def test_too_late_opens_nothing(self, closed, clerk):
        with pytest.raises(fees.TooLateToPay, match=r"2024-10-23届满.*登记逾期缴费"):
            reopen(closed, clerk, on="2024-10-24")
        assert now_of(closed).case.state == State.CLOSED
        assert reopen(closed, clerk, on="2024-10-23").case.due_on == day("2024-11-20")

    def test_wants_a_day_that_can_be_and_a_proof(self, closed, clerk):
        with pytest.raises(BadDay):
            reopen(closed, clerk, on="2024-09-19")  # before the notice
        with pytest.raises(fee_reopening.PaymentUnproved):
            reopen(closed, clerk, voucher=" ")

    def test_is_for_what_was_closed_unpaid(self, served, clerk):
        with pytest.raises(fee_reopening.NotClosedUnpaid):
            reopen(served, clerk)
        handling.note_withdrawal(**seen(served), reason="来电", actor=clerk, now=at("2024-10-10"))
        with pytest.raises(fee_reopening.NotClosedUnpaid):
            reopen(served, clerk, on="2024-10-09")

    def test_not_once_it_was_written_down_as_late_nor_twice(self, closed, clerk):
        fee_mending.note_late_payment(
            **seen(closed), on=day("2024-10-25"), voucher="演示票据9", actor=clerk, now=at("2024-10-25")
        )
        with pytest.raises(fee_reopening.NotClosedUnpaid, match="已登记2024-10-25逾期缴费"):
            reopen(closed, clerk)
        Fee.objects.update(late_on=None, late_voucher="")
        reopen(closed, clerk)
        with pytest.raises(fee_reopening.NotClosedUnpaid):
            reopen(closed, clerk)

    def test_is_the_handlers_and_no_strangers(self, closed, head, neighbour):
        with pytest.raises(NotYourStep):
            reopen(closed, head)
        with pytest.raises(NoSuchRequest):
            reopen(closed, neighbour)

    def test_leaves_no_first_end_of_an_order_that_was_a_mistake(self, closed, clerk):
        told = {"source": RecordRef("remedies.proceeding", "1"), "actor": Actor.clockwork()}
        redo_request(
            number=closed.number, order="复议决定（演示）", received_on=day("2024-10-25"), days=15,
            now=at("2024-10-25"), **told,
        )  # fmt: skip
        undo_order(number=closed.number, now=at("2024-10-25", "16:00"), **told)
        assert cells()[UNPAID, PERSON] == 1
        reopen(closed, clerk)
        assert (UNPAID, PERSON) not in cells()


class TestTheWholeWay:
    def test_by_the_page(self, closed, clerk, head, reviewer):
        window, address = signed_in(clerk), reverse("disclosure_desk:request", args=[closed.number])
        step = reverse("disclosure_desk:step", args=[closed.number, "paid_after_all"])
        assert step in window.get(address).text
        told = {"version": now_of(closed).case.version, "voucher": "演示回单7"}
        late = window.post(step, {**told, "on": "2024-10-24"})
        assert (late.status_code, "不使办理恢复" in late.text) == (422, True)
        done = window.post(step, {**told, "on": PAID_ON}, follow=True)
        assert "已恢复办理" in done.text
        assert "2024-10-22已缴" in done.text
        assert step not in done.text

    def test_is_offered_for_nothing_else(self, served, clerk):
        handling.note_withdrawal(**seen(served), reason="来电", actor=clerk, now=at("2024-10-10"))
        shown = signed_in(clerk).get(reverse("disclosure_desk:request", args=[served.number])).text
        assert "paid_after_all" not in shown


class TestALetterThatANoticeWasTakenBack:
    def take_back(self, request, head, on="2024-09-25"):
        return fee_mending.take_back_fee_notice(
            **seen(request), reason="件数算错", actor=head, now=at(on, "14:00")
        )

    def test_tells_which_why_and_by_when_the_answer_is_due(self, served, head):
        self.take_back(served, head)
        letter = Letter.objects.get(sort="fee_taken_back")
        for told in (
            "市财政局依费〔2024〕1号", "2024年9月20日签发", "不要按该通知书缴费", "件数算错",
            "计入答复期限，本机关将在2024年9月30日前答复您",
        ):  # fmt: skip
            assert told in letter.text
        assert (letter.number, letter.remedy) == ("市财政局依费撤〔2024〕1号", "C")
        assert verifiable_of(letter.number, letter.code).title == "撤回收费通知书告知书"

    def test_promises_no_day_that_is_past(self, served, head):
        self.take_back(served, head, on="2024-10-08")
        assert "计入答复期限。" in Letter.objects.get(sort="fee_taken_back").text

    def test_is_served_like_any_letter_on_the_page(self, served, clerk, head):
        self.take_back(served, head)
        letter = Letter.objects.get(sort="fee_taken_back")
        shown = signed_in(clerk).get(reverse("disclosure_desk:request", args=[served.number])).text
        assert letter.number in shown
        assert reverse("disclosure_desk:letter_serve", args=[served.number, letter.place]) in shown
        note_letter_served(
            number=served.number, place=letter.place, way=Reply.Way.BY_POST, proof="XA9（演示）",
            on=day("2024-09-26"), actor=clerk, now=at("2024-09-26"),
        )  # fmt: skip
        assert Letter.objects.get(sort="fee_taken_back").served_on == day("2024-09-26")
