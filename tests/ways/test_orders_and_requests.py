"""An order of a reconsideration decision on its way to the request: undone, and waiting for a fee."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from quancheng.records.disclosure.commands import fee_mending
from quancheng.records.disclosure.models import Redo, Reply, Request
from quancheng.records.disclosure.queries.annual import annual_cells
from quancheng.records.disclosure.queries.redos import is_redone
from quancheng.records.disclosure.queries.replies import items_of, open_reply
from quancheng.records.disclosure.tests import story
from quancheng.records.disclosure.tests.conftest import (
    enter,
    finance,
    hand_in,
    now_of,
    read_warnings,
    seen,
    signed_in,
)
from quancheng.records.disclosure.tests.test_charging.conftest import HOW, issue, many, propose
from quancheng.records.disclosure.workflow import State
from quancheng.records.remedies.commands.correcting import RestsOnIt, take_back_proceeding
from quancheng.records.remedies.commands.deciding import decide_review
from quancheng.records.remedies.commands.proceedings import Filing, enter_proceeding
from quancheng.records.remedies.models import Proceeding
from quancheng.records.remedies.rules.kinds import Kind
from quancheng.records.remedies.tests.conftest import seen as shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]


def answered(clerk, reviewer, head, office, legal) -> Request:
    """A request handed in and answered today."""
    now = timezone.now()
    story.rules_in_force(office, legal, now=now)
    request = hand_in(clerk, came_on=timezone.localdate(now).isoformat(), now=now)
    story.divided(request, clerk, now=now)
    story.decided(request, clerk, "36-2", said={"information": "预算报告全文（演示）"}, now=now)
    read_warnings(request, clerk, now=now)
    story.issued(request, clerk, reviewer, head, now=now)
    story.served(request, clerk, way=Reply.Way.BY_HAND, now=now)
    return now_of(request)


def a_wednesday(today: date) -> date:
    """Some six weeks from now, on a day that is worked."""
    later = today + timedelta(days=42)
    return later + timedelta(days=(2 - later.weekday()) % 7)


def ordered(clerk, request, reply="") -> Proceeding:
    """A reconsideration that was decided today and orders a new answer within some weeks."""
    now = timezone.now()
    today = timezone.localdate(now)
    filing = Filing(
        kind=Kind.REVIEW, request=request.number, organ="泉州湾市人民政府（演示）", filed_on=today,
        accepted_on=today, notified_on=today, reply=reply, file_number="泉政复〔2026〕3号（演示）",
    )  # fmt: skip
    made = enter_proceeding(filing=filing, actor=clerk, now=now)
    decide_review(
        **shown(made), outcome="r-ordered", decided_on=today, received_on=today,
        decision_number="泉政复决〔2026〕3号（演示）", redo_by=a_wednesday(today), actor=clerk, now=now,
    )  # fmt: skip
    return made


def take_back(proceeding, office) -> Proceeding:
    now = timezone.now()
    return take_back_proceeding(**shown(proceeding), reason="登记到了另一件（演示）", actor=office, now=now)


class TestAnOrderThatIsUndone:
    @pytest.fixture
    def request_of_today(self, clerk, reviewer, head, office, legal):
        return answered(clerk, reviewer, head, office, legal)

    def test_gives_the_request_back_as_it_stood(self, request_of_today, clerk, office, drain):
        request, year = request_of_today, timezone.localdate().year
        told = {"unit_ids": [finance().pk], "year": year}
        items, counted, reply = list(items_of(request).values()), annual_cells(**told), Reply.objects.get()
        proceeding = ordered(clerk, request, reply.number)
        drain()
        stood = now_of(request)
        assert (stood.case.state, is_redone(stood)) == (State.IN_HAND, True)
        assert annual_cells(**told) == counted
        take_back(proceeding, office)
        drain()
        stood = now_of(request)
        assert (stood.case.state, stood.case.ended_on) == (State.ANSWERED, timezone.localdate())
        assert (list(items_of(stood).values()), annual_cells(**told)) == (items, counted)
        assert open_reply(stood) == reply
        page = signed_in(clerk).get(f"/disclosure/{request.number}/").text
        assert "责令重新答复登记有误，恢复已答复" in page

    def test_stays_once_work_was_done_under_it(self, request_of_today, clerk, office, drain):
        proceeding = ordered(clerk, request_of_today, Reply.objects.get().number)
        drain()
        story.decided(
            request_of_today, clerk, "36-2", said={"information": "另一份（演示）"}, now=timezone.now()
        )
        with pytest.raises(RestsOnIt, match="已经据此重新办理"):
            take_back(proceeding, office)
        drain()
        assert is_redone(now_of(request_of_today))


class TestAnOrderThatWaitsForAFee:
    def test_begins_when_the_notice_is_taken_back(self, clerk, head, office, drain):
        today = timezone.localdate().isoformat()
        enter("disclosure.payment", (("", HOW),), office)
        request = many(clerk, 11, on=today)
        propose(request, clerk, on=today)
        issue(request, head, on=today)
        own = now_of(request).case.last_on
        ordered(clerk, request)
        drain()
        redo, stood = Redo.objects.get(), now_of(request)
        assert (stood.case.state, redo.begun_at, is_redone(stood)) == (State.AWAITING_FEE, None, False)
        fee_mending.take_back_fee_notice(
            **seen(request), reason="复议决定责令答复（演示）", actor=head, now=timezone.now()
        )
        drain()
        redo, stood = Redo.objects.get(), now_of(request)
        assert redo.begun_at is not None
        assert (stood.case.state, is_redone(stood)) == (State.IN_HAND, True)
        assert stood.case.due_on == Proceeding.objects.get().redo_by
        assert stood.case.due_on != own
        page = signed_in(clerk).get(f"/disclosure/{request.number}/").text
        assert "撤回收费通知书告知书" in page
        assert redo.order in page
