"""An order was entered by mistake: what stood before it comes back, or people are told why it does not."""

import pytest
from django.urls import reverse

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.casework.orders import left_standing_among, why_it_stands
from quancheng.kernel.casework.queries import due_on
from quancheng.kernel.notify.models import Notice
from quancheng.records.disclosure import tasks
from quancheng.records.disclosure.commands import excess, handling, transfers
from quancheng.records.disclosure.commands.redoing import redo_request, undo_order
from quancheng.records.disclosure.models import Redirection, Redo
from quancheng.records.disclosure.tests.conftest import (
    at,
    day,
    decide,
    divide,
    hand_in,
    now_of,
    seen,
    signed_in,
)
from quancheng.records.disclosure.tests.test_answering_anew import ORDER, SOURCE, answer, untake
from quancheng.records.disclosure.tests.test_passing_along import name_it, water
from quancheng.records.disclosure.workflow import CORRECTION_CLOCK, State

pytestmark = pytest.mark.django_db


def ordered(request, on):
    return redo_request(
        number=request.number, source=SOURCE, order=ORDER, received_on=day(on), days=15,
        actor=Actor.clockwork(), now=at(on),
    )  # fmt: skip


def undo(request, on):
    return undo_order(number=request.number, source=SOURCE, actor=Actor.clockwork(), now=at(on))


class TestWhatComesBack:
    def test_are_the_offers_to_pass_along(self, received, clerk, neighbour, reviewer, head, court):
        divide(received, clerk, "供水管网改造的资料")
        decide(received, clerk, "36-5", reasons="供水管网由市水务局负责")
        name_it(received, clerk)
        answer(received, clerk, reviewer, head, "2024-05-10")
        before = Redirection.objects.values("place", "unit", "told", "wanted").get()
        ordered(received, "2024-06-24")
        assert not Redirection.objects.exists()
        undo(received, "2024-06-25")
        assert Redirection.objects.values("place", "unit", "told", "wanted").get() == before
        transfers.note_wish(number=received.number, place=1, how="电话", actor=clerk, now=at("2024-06-26"))
        assert Redirection.objects.get().unit == water()

    def test_is_the_state_to_be_corrected_with_its_last_day(self, received, clerk):
        handling.ask_correction(
            **seen(received), points="请写明年份", days=10, actor=clerk, now=at("2024-04-30")
        )
        handling.note_notice_served(
            **seen(received), on=day("2024-04-30"), actor=clerk, now=at("2024-04-30", "10:00")
        )
        before = now_of(received).case
        until = due_on(before, CORRECTION_CLOCK)
        ordered(received, "2024-05-06")
        assert now_of(received).case.state == State.IN_HAND
        undo(received, "2024-05-07")
        case = now_of(received).case
        assert (case.state, case.due_on) == (State.CORRECTING, before.due_on)
        assert due_on(case, CORRECTION_CLOCK) == until
        handling.take_correction(
            **seen(received), text="2023年的", on=day("2024-05-08"), actor=clerk, now=at("2024-05-08")
        )
        # twenty from Wednesday 8 May; Saturday 11 May is worked
        assert now_of(received).case.due_on == day("2024-06-04")

    def test_is_the_day_that_was_fixed_for_very_many(self, clerk, head):
        june = hand_in(clerk, came_on="2024-06-03", now=at("2024-06-03"))
        excess.ask_reasons(
            **seen(june), count=120, period="2024年1月至5月", points="请说明理由。", until=day("2024-06-19"),
            actor=clerk, now=at("2024-06-05"),
        )  # fmt: skip
        excess.note_reasons(
            **seen(june), on=day("2024-06-14"), text="研究", actor=clerk, now=at("2024-06-14")
        )
        excess.delay_answer(
            **seen(june), until=day("2024-10-31"), reason="数量过大", actor=head, now=at("2024-06-20")
        )
        ordered(june, "2024-08-05")
        assert now_of(june).case.due_on == day("2024-08-26")
        undo(june, "2024-08-06")
        case = now_of(june).case
        assert (case.state, case.due_on) == (State.IN_HAND, day("2024-10-31"))
        with pytest.raises(excess.DelayedAlready, match="2024-10-31"):
            excess.delay_answer(
                **seen(june), until=day("2024-12-31"), reason="数量过大", actor=head, now=at("2024-08-07")
            )


class TestADecisionInTheMomentBetween:
    """The order was taken back; before the task ran somebody decided under it."""

    @pytest.fixture
    def left(self, received, clerk, office, reviewer, head, court):
        divide(received, clerk)
        decide(received, clerk, "36-4", search_record="检索了2020年以来的档案，没有找到")
        answer(received, clerk, reviewer, head, "2024-05-10")
        ordered(received, "2024-06-24")
        seq = untake(anew=RecordRef("disclosure.request", received.number), actor=Actor.clockwork())
        decide(now_of(received), clerk, "36-2", information="预算报告全文")
        assert tasks.take_order_back.func(seq) == received.number
        return received, seq

    def test_leaves_the_order_and_tells_unit_and_office(self, left, clerk, office):
        request, seq = left
        told = Redo.objects.get()
        assert told.taken_back_at is None
        assert "已经据此重新办理" in told.kept["stands"]
        assert now_of(request).case.state == State.IN_HAND
        assert AuditEntry.objects.latest("seq").code == "disclosure.request.order_left_standing"
        people = set(
            Notice.objects.filter(kind="disclosure.order_stands").values_list("to_person", flat=True)
        )
        assert {clerk.person_id, office.person_id} <= people
        count = AuditEntry.objects.count()
        assert tasks.take_order_back.func(seq) == request.number
        assert AuditEntry.objects.count() == count

    def test_is_known_to_the_module_that_gave_it(self, left):
        request, _ = left
        assert why_it_stands(RecordRef("disclosure.request", request.number), SOURCE)
        given = {(request.number, str(SOURCE)), (request.number, "remedies.proceeding:0")}
        assert left_standing_among("disclosure.request", given) == {(request.number, str(SOURCE))}

    @pytest.mark.usefixtures("desk_surface")
    def test_is_told_on_the_page(self, left, clerk):
        request, _ = left
        shown = signed_in(clerk).get(reverse("disclosure_desk:request", args=[request.number])).text
        assert "没有恢复原来的答复" in shown
        assert "请重新答复" in shown


def test_an_undone_order_stands_no_more(received):
    ordered(received, "2024-05-06")
    undo(received, "2024-05-07")
    assert why_it_stands(RecordRef("disclosure.request", received.number), SOURCE) == ""
    assert not left_standing_among("disclosure.request", {(received.number, str(SOURCE))})
