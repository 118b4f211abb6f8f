"""A decision orders a new answer: the request opens again, is counted once, and gets a new number."""

from dataclasses import dataclass

import pytest

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.casework.events import OrderedAnew, OrderTakenBack
from quancheng.kernel.casework.models import Case
from quancheng.kernel.casework.orders import why_it_stands
from quancheng.kernel.text.codes import tidy
from quancheng.records.disclosure import tasks
from quancheng.records.disclosure.commands import handling, intake, replies
from quancheng.records.disclosure.commands.fees import propose_fee
from quancheng.records.disclosure.commands.redoing import (
    NoOrderWaits,
    begin_waiting_order,
    redo_request,
    undo_order,
)
from quancheng.records.disclosure.models import Redo, Reply
from quancheng.records.disclosure.queries.annual import annual_cells, requests_in_cell
from quancheng.records.disclosure.queries.letters import verifiables_named
from quancheng.records.disclosure.queries.redos import SetFromAbove, is_redone
from quancheng.records.disclosure.queries.replies import items_of, open_reply
from quancheng.records.disclosure.rules.annual import AnnualRow, ApplicantColumn
from quancheng.records.disclosure.rules.fees import Basis
from quancheng.records.disclosure.rules.receipt import Channel
from quancheng.records.disclosure.tests.conftest import (
    at,
    day,
    decide,
    divide,
    finance,
    hand_in,
    now_of,
    read_warnings,
    seen,
)
from quancheng.records.disclosure.web.request_page import request_page
from quancheng.records.disclosure.workflow import State

ORDER = "泉州湾市人民政府行政复议决定（泉政复决〔2024〕3号）"
SOURCE = RecordRef("remedies.proceeding", "1")
DECIDED = at("2024-06-24")  # Monday


@pytest.fixture
def answered(received, clerk, reviewer, head, court):
    """Nothing was found: answered on Friday 10 May 2024 with the number 1 of the year."""
    divide(received, clerk)
    decide(received, clerk, "36-4", search_record="检索了2020年以来的档案，没有找到")
    answer(received, clerk, reviewer, head, "2024-05-10")
    return received


def answer(request, clerk, reviewer, head, on):
    now = at(on)
    read_warnings(request, clerk, now=now)
    replies.draft_reply(**seen(request), row=None, actor=clerk, now=now)
    replies.review_reply(**seen(request), actor=reviewer, now=now)
    replies.clear_reply(**seen(request), actor=reviewer, now=now)
    replies.issue_reply(**seen(request), actor=head, now=now)
    way = Reply.Way.BY_HAND
    replies.serve_reply(**seen(request), way=way, proof="回证1", on=day(on), actor=clerk, now=now)


def ordered(request, *, days=15, now=DECIDED, source=SOURCE):
    return redo_request(
        number=request.number, source=source, order=ORDER, received_on=day("2024-06-21"), days=days,
        actor=Actor.clockwork(), now=now,
    )  # fmt: skip


class TestRedoRequest:
    def test_runs_the_period_of_the_decision(self, answered):
        ordered(answered)  # received on Friday 21 June 2024: fifteen working days
        case = now_of(answered).case
        assert (case.state, case.ended_on) == (State.IN_HAND, None)
        assert case.due_on == day("2024-07-12")  # Friday
        assert case.lines.last().note == ORDER
        assert AuditEntry.objects.latest("seq").code == "disclosure.request.ordered_anew"

    def test_opens_every_item_again_and_keeps_what_was_decided(self, answered):
        ordered(answered)
        assert [item.ground for item in items_of(answered)] == [""]
        redo = Redo.objects.get()
        assert redo.former == [[1, "36-4", [], AnnualRow.NOT_HELD]]
        assert redo.former_reply == "市财政局依复〔2024〕1号"
        assert open_reply(answered) is None

    def test_taken_up_twice_changes_nothing(self, answered):
        ordered(answered)
        count = AuditEntry.objects.count()
        ordered(answered)
        assert AuditEntry.objects.count() == count
        assert Redo.objects.count() == 1

    def test_leads_to_a_reply_with_its_own_number(self, answered, clerk, reviewer, head):
        ordered(answered)
        decide(now_of(answered), clerk, "36-2", information="预算报告全文")
        answer(answered, clerk, reviewer, head, "2024-07-03")  # Wednesday
        first, second = Reply.objects.order_by("pk")
        assert (first.number, second.number) == ("市财政局依复〔2024〕1号", "市财政局依复〔2024〕2号")
        assert second.text.startswith(ORDER)
        assert "2024年4月22日" in second.text
        assert "市财政局依复〔2024〕1号" in second.text
        assert now_of(answered).case.ended_on == day("2024-07-03")

    def test_counts_the_request_once_where_it_ended_first(self, answered, clerk, reviewer, head):
        before = annual_cells(unit_ids=[finance().pk], year=2024)
        ordered(answered)
        assert annual_cells(unit_ids=[finance().pk], year=2024) == before
        decide(now_of(answered), clerk, "36-2", information="预算报告全文")
        answer(answered, clerk, reviewer, head, "2025-01-06")  # Monday, of the next year
        assert annual_cells(unit_ids=[finance().pk], year=2024) == before
        assert annual_cells(unit_ids=[finance().pk], year=2025) == {}
        person = ApplicantColumn.PERSON
        assert before == {(AnnualRow.RECEIVED, person): 1, (AnnualRow.NOT_HELD, person): 1}
        told = {"unit_ids": [finance().pk], "column": person}
        assert requests_in_cell(clerk, year=2024, row=AnnualRow.NOT_HELD, **told)[0].ref == answered.number
        assert not requests_in_cell(clerk, year=2024, row=AnnualRow.DISCLOSED, **told)

    def test_a_second_order_leaves_the_first_end(self, answered, clerk, reviewer, head):
        ordered(answered)
        decide(now_of(answered), clerk, "36-2", information="预算报告全文")
        answer(answered, clerk, reviewer, head, "2024-07-03")
        ordered(answered, now=at("2025-02-10"), source=RecordRef("remedies.proceeding", "2"))  # Monday
        assert [one.is_first_end for one in Redo.objects.all()] == [True, False]
        assert annual_cells(unit_ids=[finance().pk], year=2025) == {}

    def test_of_a_withdrawn_request_counts_it_where_it_was(self, received, clerk):
        handling.note_withdrawal(**seen(received), reason="来电", actor=clerk, now=at("2024-04-23"))
        ordered(received)
        person = ApplicantColumn.PERSON
        told = annual_cells(unit_ids=[finance().pk], year=2024)
        assert told == {(AnnualRow.RECEIVED, person): 1, (AnnualRow.OTHER, person): 1}

    def test_of_an_open_request_sets_its_period(self, received):
        ordered(received, days=10)
        assert now_of(received).case.due_on == day("2024-07-05")  # Friday
        assert Redo.objects.get().former_end is None

    def test_runs_beside_a_reply_under_review(self, received, clerk, court, head):
        divide(received, clerk)
        decide(received, clerk, "36-4", search_record="已检索")
        read_warnings(received, clerk, now=at("2024-05-10"))
        replies.draft_reply(**seen(received), row=None, actor=clerk, now=at("2024-05-10"))
        ordered(received)
        case = now_of(received).case
        assert (case.state, case.due_on) == (State.IN_REVIEW, day("2024-07-12"))  # Friday
        assert Redo.objects.get().begun_at == DECIDED
        with pytest.raises(SetFromAbove):
            handling.extend_answer(**seen(received), days=5, reason="量大", actor=head, now=DECIDED)

    def test_is_not_lengthened_by_the_agency(self, answered, head):
        ordered(answered)
        with pytest.raises(SetFromAbove):
            handling.extend_answer(**seen(answered), days=5, reason="量大", actor=head, now=DECIDED)

    @pytest.mark.usefixtures("desk_surface")
    def test_offers_no_step_that_would_move_its_period(self, answered, clerk):
        ordered(answered)
        page = request_page(clerk, now_of(answered), today=day("2024-06-24"))
        offered = {one.code for one in page.others}
        assert "withdraw" in offered
        assert not offered & {"ask", "delay", "extend", "propose_fee"}


@dataclass(frozen=True, kw_only=True)
class Decreed(OrderedAnew):
    """As another module would say it."""

    code = "disclosure.test.decreed"
    sentence = "{order}"


@command
def decree(*, anew: RecordRef, actor: Actor) -> int:
    told = Decreed(anew=anew, received_on=day("2024-06-21"), days=15, order=ORDER)
    return record(told, actor=actor, at=DECIDED, about=SOURCE).seq


class TestTakeUpOrder:
    def test_opens_the_request_that_the_event_names(self, answered):
        seq = decree(anew=RecordRef("disclosure.request", answered.number), actor=Actor.clockwork())
        assert tasks.take_up_order.func(seq) == answered.number
        assert Redo.objects.get().source == str(SOURCE)

    def test_leaves_the_records_of_others_alone(self, answered):
        seq = decree(anew=RecordRef("mailbox.message", "1"), actor=Actor.clockwork())
        assert tasks.take_up_order.func(seq) == ""
        assert not Redo.objects.exists()


class TestWhatAnOrderTakesBack:
    def test_the_superseded_reply_is_valid_no_longer(self, answered):
        reply = Reply.objects.get(request=answered)
        assert verifiables_named(tidy(reply.number), reply.code).get().superseded_on is None
        ordered(answered)
        assert verifiables_named(tidy(reply.number), reply.code).get().superseded_on is not None

    def test_other_steps_do_not_throw_its_period_off(self, answered, clerk):
        ordered(answered)
        with pytest.raises(SetFromAbove):
            handling.ask_correction(**seen(answered), points="哪一年", days=10, actor=clerk, now=DECIDED)
        with pytest.raises(SetFromAbove):
            propose_fee(**seen(answered), basis=Basis.PAGES, pages=68, why="", actor=clerk, now=DECIDED)

    def test_comes_after_a_withdrawal_in_review_too(self, received, clerk, court):
        divide(received, clerk)
        decide(received, clerk, "36-4", search_record="已检索")
        read_warnings(received, clerk, now=at("2024-05-10"))
        replies.draft_reply(**seen(received), row=None, actor=clerk, now=at("2024-05-10"))
        handling.note_withdrawal(**seen(received), reason="来电", actor=clerk, now=at("2024-05-11"))
        person = ApplicantColumn.PERSON
        counted = {(AnnualRow.RECEIVED, person): 1, (AnnualRow.OTHER, person): 1}
        assert annual_cells(unit_ids=[finance().pk], year=2024) == counted  # not in the row of the draft
        ordered(received)
        assert now_of(received).case.state == State.IN_HAND
        assert annual_cells(unit_ids=[finance().pk], year=2024) == counted


class TestAnOrderThatWaits:
    def test_for_confirmation_sets_the_period_afterwards(self, city, clerk):
        made = hand_in(clerk, channel=Channel.PLAIN_POST, came_on="2024-06-21", now=at("2024-06-21"))
        assert now_of(made).case.state == State.UNCONFIRMED
        ordered(made)
        assert Redo.objects.get().begun_at is None
        told = intake.confirm_receipt(
            **seen(made), on=day("2024-06-24"), how="电话", actor=clerk, now=at("2024-06-24")
        )
        assert told.case.due_on == day("2024-07-22")  # Monday: twenty working days, for a moment
        seq = AuditEntry.objects.get(code="disclosure.request.confirmed").seq
        assert tasks.begin_order.func(seq) == made.number
        assert now_of(made).case.due_on == day("2024-07-12")  # Friday: fifteen from the order
        assert Redo.objects.get().begun_at is not None
        assert tasks.begin_order.func(seq) == ""

    def test_for_payment_sets_the_period_afterwards(self, received, clerk):
        Case.objects.filter(pk=received.case_id).update(state=State.AWAITING_FEE)
        ordered(received)
        assert Redo.objects.get().begun_at is None
        Case.objects.filter(pk=received.case_id).update(state=State.IN_HAND)
        begin_waiting_order(number=received.number, actor=Actor.clockwork(), now=DECIDED)
        assert now_of(received).case.due_on == day("2024-07-12")

    def test_is_needed_to_begin(self, received):
        with pytest.raises(NoOrderWaits):
            begin_waiting_order(number=received.number, actor=Actor.clockwork(), now=DECIDED)

    def test_is_taken_back_before_it_began(self, received):
        Case.objects.filter(pk=received.case_id).update(state=State.AWAITING_FEE)
        ordered(received)
        undo(received)
        with pytest.raises(NoOrderWaits):
            begin_waiting_order(number=received.number, actor=Actor.clockwork(), now=DECIDED)


def undo(request):
    return undo_order(number=request.number, source=SOURCE, actor=Actor.clockwork(), now=DECIDED)


class TestUndoOrder:
    def test_puts_an_answered_request_back_as_it_stood(self, answered):
        before = list(items_of(answered).values())
        counted = annual_cells(unit_ids=[finance().pk], year=2024)
        ordered(answered)
        undo(answered)
        stood, reply = now_of(answered), Reply.objects.get(request=answered)
        assert (stood.case.state, stood.case.ended_on) == (State.ANSWERED, day("2024-05-10"))
        assert list(items_of(answered).values()) == before
        assert reply.superseded_at is None
        assert open_reply(answered) == reply
        assert verifiables_named(tidy(reply.number), reply.code).get().superseded_on is None
        assert annual_cells(unit_ids=[finance().pk], year=2024) == counted
        assert AuditEntry.objects.latest("seq").code == "disclosure.request.order_undone"

    def test_gives_an_open_request_its_own_period_back(self, received):
        before = now_of(received).case.due_on
        ordered(received, days=10)
        assert now_of(received).case.due_on != before
        undo(received)
        assert (now_of(received).case.state, now_of(received).case.due_on) == (State.IN_HAND, before)
        assert not is_redone(now_of(received))

    def test_twice_changes_nothing(self, answered):
        ordered(answered)
        undo(answered)
        count = AuditEntry.objects.count()
        undo(answered)
        assert AuditEntry.objects.count() == count

    def test_would_be_refused_once_work_was_done_under_it(self, answered, clerk):
        ordered(answered)
        assert why_it_stands(RecordRef("disclosure.request", answered.number), SOURCE) == ""
        decide(now_of(answered), clerk, "36-2", information="预算报告全文")
        why = why_it_stands(RecordRef("disclosure.request", answered.number), SOURCE)
        assert "已经据此重新办理" in why

    def test_hears_of_it_by_the_event(self, answered):
        ordered(answered)
        seq = untake(anew=RecordRef("disclosure.request", answered.number), actor=Actor.clockwork())
        assert tasks.take_order_back.func(seq) == answered.number
        assert Redo.objects.get().taken_back_at is not None
        other = untake(anew=RecordRef("mailbox.message", "1"), actor=Actor.clockwork())
        assert tasks.take_order_back.func(other) == ""

    def test_is_waited_for_until_it_was_taken_up(self, received):
        assert "过一分钟" in why_it_stands(RecordRef("disclosure.request", received.number), SOURCE)


@dataclass(frozen=True, kw_only=True)
class Undecreed(OrderTakenBack):
    """As another module would say it."""

    code = "disclosure.test.undecreed"
    sentence = "{anew}"


@command
def untake(*, anew: RecordRef, actor: Actor) -> int:
    return record(Undecreed(anew=anew), actor=actor, at=DECIDED, about=SOURCE).seq
