"""The processing fee: proposed, decided, paid or not paid; its clock, its words, and what is collected."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.casework.refusals import BadDay, MovedMeanwhile, NotYourStep, StepNotOpen
from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.disclosure.commands import fees, handling, replies
from quancheng.records.disclosure.models import Fee, Letter
from quancheng.records.disclosure.models.requests import Medium, Route
from quancheng.records.disclosure.public import What, fees_collected
from quancheng.records.disclosure.queries.doors import code_of, status_of
from quancheng.records.disclosure.queries.fees import NotByPage, linked_in_month, place_in_month
from quancheng.records.disclosure.queries.requests import NoSuchRequest
from quancheng.records.disclosure.rules.annual import AnnualRow
from quancheng.records.disclosure.rules.applicants import Proof
from quancheng.records.disclosure.rules.fees import Basis
from quancheng.records.disclosure.tests.conftest import WHO, at, day, hand_in, now_of, seen, staff
from quancheng.records.disclosure.tests.test_charging.conftest import (
    HOW,
    NOTICE,
    RECEIVED,
    issue,
    many,
    pay,
    propose,
    serve,
)
from quancheng.records.disclosure.workflow import State


def last_told() -> str:
    return AuditEntry.objects.order_by("-seq").values_list("code", flat=True)[0]


@pytest.fixture
def one(clerk, payment):
    """One request alone, with an item that is handed out."""
    made = hand_in(clerk, came_on=RECEIVED, now=at(RECEIVED))
    replies.divide_request(**seen(made), wanted=("预算报告",), actor=clerk, now=at(RECEIVED))
    decide(made, clerk, "36-2", information="见附件")
    return made


def decide(request, actor, ground, **said):
    return replies.decide_item(
        **seen(request), place=1, ground=ground, withheld=(), said=said, row=None, row_reason="",
        actor=actor, now=at(RECEIVED),
    )  # fmt: skip


class TestProposeFee:
    def test_by_item_counts_the_requests_of_the_month(self, eleventh, clerk):
        assert place_in_month(eleventh, on=day(NOTICE)) == 11
        fee = propose(eleventh, clerk)
        assert (fee.before, fee.count, fee.yuan) == (10, 1, 100)
        assert fee.working == "第11件：1件×100元＝100元\n合计100元"
        assert last_told() == "disclosure.fee.proposed"
        assert now_of(eleventh).case.due_on == day("2024-09-30")  # a proposal stops nothing

    def test_of_the_tenth_is_refused(self, clerk, payment):
        with pytest.raises(fees.NothingToCharge, match="不收费"):
            propose(many(clerk, 10), clerk)

    def test_begins_anew_with_the_month(self, eleventh, clerk):
        later = hand_in(clerk, came_on="2024-10-08", now=at("2024-10-08"))  # Tuesday
        assert place_in_month(later, on=day("2024-10-08")) == 1

    def test_does_not_count_what_another_agency_received(self, eleventh, neighbour):
        made = hand_in(neighbour, came_on=RECEIVED, now=at(RECEIVED))
        assert place_in_month(made, on=day(NOTICE)) == 1

    def test_only_shows_who_shares_the_telephone(self, eleventh, clerk):
        other = replace(WHO, name="王五（演示）", proof=Proof.PASSPORT, proof_number="E00000000")
        made = hand_in(clerk, came_on=RECEIVED, now=at(RECEIVED), who=other)
        told = {"on": day(NOTICE)}
        assert place_in_month(made, **told) == 1
        assert (linked_in_month(made, **told), linked_in_month(eleventh, **told)) == (11, 1)

    def test_by_page_is_exact(self, one, clerk):
        fee = propose(one, clerk, basis=Basis.PAGES, pages=68)
        assert (fee.before, fee.count, fee.yuan) == (0, 68, 380)

    def test_by_page_is_refused_where_nothing_is_handed_out(self, clerk, payment):
        made = hand_in(clerk, came_on=RECEIVED, now=at(RECEIVED))
        with pytest.raises(NotByPage):
            propose(made, clerk, basis=Basis.PAGES, pages=68)
        replies.divide_request(**seen(made), wanted=("预算报告",), actor=clerk, now=at(RECEIVED))
        decide(made, clerk, "36-1", way_and_route="网站")
        with pytest.raises(NotByPage, match="获取途径"):
            propose(made, clerk, basis=Basis.PAGES, pages=68)

    def test_by_page_is_refused_for_reading_on_the_spot(self, clerk, payment):
        what = What(wanted="预算报告", medium=Medium.READING, route=Route.IN_PERSON)
        made = hand_in(clerk, came_on=RECEIVED, now=at(RECEIVED), what=what)
        with pytest.raises(NotByPage, match="查阅"):
            propose(made, clerk, basis=Basis.PAGES, pages=68)

    def test_a_second_time_or_another_way_is_refused(self, one, clerk):
        propose(one, clerk, basis=Basis.PAGES, pages=68)
        with pytest.raises(fees.FeeThere):
            propose(one, clerk)

    def test_is_the_handlers(self, eleventh, head, neighbour):
        with pytest.raises(NotYourStep):
            propose(eleventh, head)
        with pytest.raises(NoSuchRequest):
            propose(eleventh, neighbour)
        assert not Fee.objects.exists()


class TestDropFee:
    def test_lets_another_be_proposed(self, one, clerk, head):
        propose(one, clerk, basis=Basis.PAGES, pages=68)
        fees.drop_fee(**seen(one), reason="页数有误", actor=head, now=at(NOTICE))
        assert last_told() == "disclosure.fee.dropped"
        assert propose(one, clerk, basis=Basis.PAGES, pages=31).yuan == 10

    def test_of_nothing_is_refused(self, one, clerk, neighbour):
        with pytest.raises(fees.NoFee):
            fees.drop_fee(**seen(one), reason="没有", actor=clerk, now=at(NOTICE))
        with pytest.raises(NoSuchRequest):
            fees.drop_fee(**seen(one), reason="没有", actor=neighbour, now=at(NOTICE))


class TestIssueFeeNotice:
    def test_makes_the_letter_and_stops_the_period(self, issued):
        letter = Letter.objects.get(request=issued, sort="fee_notice")
        assert (issued.case.state, issued.case.due_on) == (State.AWAITING_FEE, None)
        assert letter.number == "市财政局依费〔2024〕1号"
        assert (letter.remedy, letter.serve_by) == ("C", day("2024-09-30"))
        for told in ("国办函〔2020〕109号", "按件计收", "第11件", "1件×100元", "人民币100元", HOW):
            assert told in letter.text
        assert "次日起20个工作日内缴纳" in letter.text
        assert "不单独申请行政复议" in letter.text
        assert last_told() == "disclosure.fee.notice_issued"

    def test_comes_within_the_period(self, eleventh, clerk, head):
        propose(eleventh, clerk)
        with pytest.raises(fees.TooLateForFee, match="2024-09-30"):
            issue(eleventh, head, on="2024-10-08")  # Tuesday

    def test_needs_to_know_how_one_pays(self, clerk, head):
        made = many(clerk, 11)
        propose(made, clerk)
        with pytest.raises(fees.PaymentUnknown, match="缴款方式"):
            issue(made, head)

    def test_is_another_hand_than_the_proposals(self, eleventh, city):
        both = staff("市财政局", "both", Role.HANDLER, Role.HEAD)
        propose(eleventh, both)
        with pytest.raises(fees.OwnProposal):
            issue(eleventh, both)
        assert not Letter.objects.filter(sort="fee_notice").exists()
        with pytest.raises(IntegrityError), transaction.atomic():
            Fee.objects.update(issued_by=both.person_id)

    def test_is_the_heads_alone(self, eleventh, clerk, neighbour):
        propose(eleventh, clerk)
        with pytest.raises(NotYourStep):
            issue(eleventh, clerk)
        with pytest.raises(NoSuchRequest):
            issue(eleventh, neighbour)

    def test_goes_by_the_page_that_was_seen(self, eleventh, clerk, head):
        before = seen(eleventh)
        propose(eleventh, clerk)
        with pytest.raises(MovedMeanwhile):
            fees.issue_fee_notice(**before, actor=head, now=at(NOTICE))

    def test_is_refused_once_what_was_counted_has_changed(self, one, clerk, head):
        propose(one, clerk, basis=Basis.PAGES, pages=68)
        decide(one, clerk, "36-1", way_and_route="网站")
        with pytest.raises(NotByPage):
            issue(one, head)


class TestNoteFeeServed:
    def test_gives_twenty_working_days(self, served):
        """E13a: the last day to pay is Wednesday 23 October 2024."""
        with pytest.raises(fees.TooEarlyToClose, match="2024-10-23"):
            fees.close_unpaid(**seen(served), actor=actor_of(served), now=at("2024-10-23"))
        assert Letter.objects.get(sort="fee_notice").served_on == day(NOTICE)
        assert AuditEntry.objects.filter(code="disclosure.fee.notice_served").count() == 1

    def test_before_the_notice_is_refused(self, issued, clerk):
        with pytest.raises(BadDay, match=NOTICE):
            fees.note_fee_served(**seen(issued), on=day("2024-09-19"), actor=clerk, now=at(NOTICE, "11:00"))

    def test_once(self, served, clerk, neighbour):
        with pytest.raises(StepNotOpen):
            serve(served, clerk)
        with pytest.raises(NoSuchRequest):
            serve(served, neighbour)


def actor_of(request):
    """Another handler of the same agency."""
    return staff("市财政局", "second", Role.HANDLER)


class TestNotePayment:
    def test_starts_the_period_anew(self, served, clerk):
        """E13b: paid on Saturday 12 October 2024, a make-up day."""
        made = pay(served, clerk, "2024-10-12")
        assert (made.case.state, made.case.due_on) == (State.IN_HAND, day("2024-11-08"))
        assert last_told() == "disclosure.fee.paid"

    def test_gives_a_fresh_right_to_extend(self, served, clerk, head):
        pay(served, clerk, "2024-10-12")
        made = handling.extend_answer(
            **seen(served), days=20, reason="需要汇总", actor=head, now=at("2024-11-08")
        )
        assert made.case.due_on == day("2024-12-06")

    def test_after_the_last_day_is_refused(self, served, clerk):
        with pytest.raises(fees.TooLateToPay, match="2024-10-23"):
            pay(served, clerk, "2024-10-24")
        assert pay(served, clerk, "2024-10-23").case.due_on == day("2024-11-20")

    def test_before_the_notice_or_without_one_is_refused(self, issued, one, clerk, neighbour):
        with pytest.raises(BadDay):
            fees.note_payment(
                **seen(issued), on=day("2024-09-19"), voucher="1", actor=clerk, now=at(NOTICE, "11:00")
            )
        with pytest.raises(fees.NoFee):
            pay(one, clerk, "2024-10-12")
        with pytest.raises(NoSuchRequest):
            pay(issued, neighbour, "2024-10-12")


class TestCloseUnpaid:
    def test_a_day_after_counts_in_its_own_row(self, served, clerk):
        made = fees.close_unpaid(**seen(served), actor=clerk, now=at("2024-10-24"))
        assert (made.case.state, made.row) == (State.CLOSED, AnnualRow.FEE_NOT_PAID)
        assert last_told() == "disclosure.fee.unpaid"
        with pytest.raises(StepNotOpen):
            pay(served, clerk, "2024-10-23")

    def test_needs_the_day_of_service(self, issued, clerk, neighbour):
        with pytest.raises(fees.TooEarlyToClose, match="送达"):
            fees.close_unpaid(**seen(issued), actor=clerk, now=at("2024-12-02"))
        with pytest.raises(NoSuchRequest):
            fees.close_unpaid(**seen(issued), actor=neighbour, now=at("2024-12-02"))

    def test_of_nothing_is_refused(self, one, clerk):
        with pytest.raises(fees.NoFee):
            fees.close_unpaid(**seen(one), actor=clerk, now=at("2024-12-02"))


class TestFeesCollected:
    def test_tells_notices_sum_and_what_was_closed(self, served, one, clerk, head, django_assert_num_queries):
        propose(one, clerk, basis=Basis.PAGES, pages=68)
        issue(one, head)
        pay(one, clerk, "2024-09-23")  # Monday
        fees.close_unpaid(**seen(served), actor=clerk, now=at("2024-10-24"))
        unit_ids = list(Unit.objects.values_list("pk", flat=True))
        with django_assert_num_queries(1):
            told = fees_collected(unit_ids=unit_ids, year=2024)
        assert (told.notices, told.paid, told.yuan, told.unpaid) == (2, 1, 380, 1)
        assert fees_collected(unit_ids=unit_ids, year=2023).yuan == 0


class TestStatusOfTheApplicant:
    def test_tells_the_fee_only_while_it_waits(self, served, clerk):
        told = status_of(served.number, code_of(served.number)).fee
        assert (told.yuan, told.how) == (100, HOW)
        pay(served, clerk, "2024-10-12")
        assert status_of(served.number, code_of(served.number)).fee is None
