"""Orders to answer anew that come while a fee is awaited: they begin when it is paid, or when it is not."""

import pytest
from django.urls import reverse

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.records.disclosure import tasks
from quancheng.records.disclosure.commands.fees import close_unpaid, note_payment
from quancheng.records.disclosure.commands.handling import note_withdrawal
from quancheng.records.disclosure.commands.redoing import redo_request, undo_order
from quancheng.records.disclosure.events import FeeUnpaid, RequestWithdrawn
from quancheng.records.disclosure.models import Redo
from quancheng.records.disclosure.queries.annual import annual_cells, requests_in_cell
from quancheng.records.disclosure.rules.annual import AnnualRow, ApplicantColumn
from quancheng.records.disclosure.tests.conftest import at, day, finance, now_of, seen, signed_in
from quancheng.records.disclosure.workflow import State

pytestmark = pytest.mark.django_db
FIRST, SECOND = "泉州湾市人民政府行政复议决定（泉政复决〔2024〕3号）", "演示区人民法院行政判决（演01行初5号）"
SOURCES = {FIRST: RecordRef("remedies.proceeding", "1"), SECOND: RecordRef("remedies.proceeding", "2")}


def ordered(request, order=FIRST, on="2024-10-08", days=15):
    return redo_request(
        number=request.number, source=SOURCES[order], order=order, received_on=day(on), days=days,
        actor=Actor.clockwork(), now=at(on),
    )  # fmt: skip


def undo(request, order, now="2024-10-25"):
    return undo_order(number=request.number, source=SOURCES[order], actor=Actor.clockwork(), now=at(now))


def heard(code: str) -> str:
    """The task hears the event that was recorded last under a code."""
    return tasks.begin_order.func(AuditEntry.objects.filter(code=code).latest("seq").seq)


def redo(order: str) -> Redo:
    return Redo.objects.get(order=order)


class TestARequestThatEndsWhileAnOrderWaits:
    def test_unpaid_opens_anew_in_the_period_of_the_order(self, served, clerk):
        ordered(served, on="2024-10-21")
        close_unpaid(**seen(served), actor=clerk, now=at("2024-10-24"))
        assert now_of(served).case.state == State.CLOSED
        assert heard("disclosure.fee.unpaid") == served.number
        case = now_of(served).case
        assert (case.state, case.due_on) == (State.IN_HAND, day("2024-11-11"))  # fifteen from 21 October
        assert heard("disclosure.fee.unpaid") == ""

    def test_is_counted_where_it_ended(self, served, clerk):
        ordered(served)
        close_unpaid(**seen(served), actor=clerk, now=at("2024-10-24"))
        before = annual_cells(unit_ids=[finance().pk], year=2024)
        heard("disclosure.fee.unpaid")
        told = redo(FIRST)
        assert (told.former_end, told.former_row) == (day("2024-10-24"), AnnualRow.FEE_NOT_PAID)
        assert told.is_first_end
        assert annual_cells(unit_ids=[finance().pk], year=2024) == before
        behind = {"unit_ids": [finance().pk], "year": 2024, "column": ApplicantColumn.PERSON}
        assert requests_in_cell(clerk, **behind, row=AnnualRow.FEE_NOT_PAID)

    def test_is_closed_again_when_the_order_was_a_mistake(self, served, clerk):
        ordered(served)
        close_unpaid(**seen(served), actor=clerk, now=at("2024-10-24"))
        heard("disclosure.fee.unpaid")
        undo(served, FIRST)
        stood = now_of(served)
        assert (stood.case.state, stood.case.ended_on) == (State.CLOSED, day("2024-10-24"))
        assert stood.row == AnnualRow.FEE_NOT_PAID

    def test_withdrawn_opens_as_any_that_had_ended(self, served, clerk):
        ordered(served)
        note_withdrawal(**seen(served), reason="申请人书面撤回", actor=clerk, now=at("2024-10-10"))
        assert heard("disclosure.request.withdrawn") == served.number
        assert now_of(served).case.state == State.IN_HAND
        assert redo(FIRST).former_row == AnnualRow.OTHER

    def test_is_heard_of_by_either_event(self):
        for ended in (FeeUnpaid, RequestWithdrawn):
            assert (ended, tasks.begin_order) in tasks.SUBSCRIPTIONS

    def test_without_an_order_stays_closed(self, served, clerk):
        close_unpaid(**seen(served), actor=clerk, now=at("2024-10-24"))
        assert heard("disclosure.fee.unpaid") == ""
        assert now_of(served).case.state == State.CLOSED


class TestSeveralOrdersThatWait:
    @pytest.fixture
    def paid(self, served, clerk):
        ordered(served)
        ordered(served, SECOND, on="2024-10-15", days=10)
        note_payment(**seen(served), on=day("2024-10-16"), voucher="票1", actor=clerk, now=at("2024-10-16"))
        heard("disclosure.fee.paid")
        return served

    def test_the_latest_sets_the_period_and_meets_the_earlier(self, paid):
        assert now_of(paid).case.due_on == day("2024-10-29")  # ten from Tuesday 15 October
        assert redo(SECOND).begun_at is not None
        assert redo(FIRST).begun_at is None
        assert redo(FIRST).kept["met_by"]["order"] == SECOND
        assert AuditEntry.objects.filter(code="disclosure.request.order_met").count() == 1
        assert heard("disclosure.fee.paid") == ""  # the earlier one waits no more

    @pytest.mark.usefixtures("desk_surface")
    def test_is_told_on_the_page(self, paid, clerk):
        shown = signed_in(clerk).get(reverse("disclosure_desk:request", args=[paid.number])).text
        assert f"由按{SECOND}进行的重新办理一并履行" in shown

    def test_the_earlier_begins_when_the_latest_was_a_mistake(self, paid):
        undo(paid, SECOND, now="2024-10-17")
        assert redo(FIRST).begun_at is not None
        assert "met_by" not in redo(FIRST).kept
        assert now_of(paid).case.due_on == day("2024-10-28")  # fifteen from Tuesday 8 October
        assert now_of(paid).case.lines.last().note == FIRST

    def test_the_earlier_is_taken_back_alone(self, paid):
        due = now_of(paid).case.due_on
        undo(paid, FIRST, now="2024-10-17")
        assert redo(FIRST).taken_back_at is not None
        assert now_of(paid).case.due_on == due

    def test_one_that_begins_at_once_meets_what_still_waited(self, served, clerk):
        ordered(served)
        note_payment(**seen(served), on=day("2024-10-16"), voucher="票1", actor=clerk, now=at("2024-10-16"))
        ordered(served, SECOND, on="2024-10-16", days=10)  # before the task of the payment ran
        assert heard("disclosure.fee.paid") == ""
        assert redo(FIRST).kept["met_by"]["order"] == SECOND
        assert now_of(served).case.due_on == day("2024-10-30")
