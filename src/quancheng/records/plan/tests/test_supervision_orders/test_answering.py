"""The unit answers, and the office closes the order or gives the answer back."""

from datetime import date

import pytest

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.casework.recompute import differing_due_days
from quancheng.kernel.casework.refusals import BadDay, NotYourStep, ReasonMissing, StepNotOpen
from quancheng.kernel.files.safety import EVIDENCE, check_upload
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import order_answers, orders
from quancheng.records.plan.models import Order
from quancheng.records.plan.queries import orders as queries
from quancheng.records.plan.tests.conftest import NOW, at
from quancheng.records.plan.tests.test_supervision_orders.conftest import (
    ANSWER_ON,
    inbox,
    state,
    told,
)
from quancheng.records.plan.tests.test_telling_of_duties import seat
from quancheng.records.plan.tests.test_working_on_duties import staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]


class TestTheAnswer:
    def test_is_written_by_the_handler_and_sent_by_the_head(self, signed, clerk, head, office):
        data = "说明".encode()
        brought = order_answers.Brought(check_upload(data, name="说明.txt", accepted=EVIDENCE), data)
        order_answers.write_answer(**told(signed), text="在办", files=[brought], actor=clerk, now=NOW)
        assert not queries.answers_seen(office, signed).exists()
        sent = order_answers.send_answer(
            **told(signed), text="已公开。", files=[], actor=head, now=at("2026-03-05")
        )
        assert (sent.text, [str(each) for each in sent.files.all()]) == ("已公开。", ["说明.txt"])
        assert queries.answers_seen(office, signed).get() == sent
        answered = Order.objects.get(pk=signed.pk)
        assert (answered.case.state, answered.case.due_on) == ("answered", None)

    def test_is_not_sent_by_the_handler(self, signed, clerk):
        with pytest.raises(NotYourStep):
            order_answers.send_answer(**told(signed), text="已公开。", files=[], actor=clerk, now=NOW)

    def test_that_says_nothing_is_refused(self, signed, head):
        with pytest.raises(order_answers.EmptyAnswer):
            order_answers.send_answer(**told(signed), text=" \n", files=[], actor=head, now=NOW)

    def test_before_signing_is_refused(self, issued, head):
        with pytest.raises(StepNotOpen):
            order_answers.send_answer(**told(issued), text="已公开。", files=[], actor=head, now=NOW)

    def test_is_not_for_the_office_or_another_unit(self, signed, office):
        for actor in (office, staff("市发展改革委", "ndrc", Role.HEAD)):
            with pytest.raises(queries.NoSuchOrder):
                order_answers.write_answer(**told(signed), text="代答", files=[], actor=actor, now=NOW)

    def test_loses_a_file_only_while_it_is_a_draft(self, signed, clerk, head):
        data = b"a"
        brought = order_answers.Brought(check_upload(data, name="a.txt", accepted=EVIDENCE), data)
        for _ in range(2):  # the same file twice is held once
            order_answers.write_answer(**told(signed), text="一", files=[brought], actor=clerk, now=NOW)
        [kept] = queries.answer_draft(signed).files.all()
        order_answers.remove_answer_file(file_id=kept.pk, actor=clerk, now=NOW)
        assert not queries.answer_draft(signed).files.exists()
        order_answers.send_answer(**told(signed), text="一", files=[brought], actor=head, now=NOW)
        [sent] = queries.last_sent(signed).files.all()
        with pytest.raises(order_answers.AnswerSent):
            order_answers.remove_answer_file(file_id=sent.pk, actor=clerk, now=NOW)

    def test_tells_the_office(self, signed, head):
        supervisor = seat("市政府", Role.OPENNESS_OFFICE)
        order_answers.send_answer(**told(signed), text="已公开。", files=[], actor=head, now=NOW)
        assert inbox(supervisor) == ["plan.order_answered"]
        assert AuditEntry.objects.filter(code="plan.order.answered").count() == 1


class TestTheOffice:
    def test_closes_what_is_answered_and_tells_the_unit(self, answered, office, clerk):
        done = orders.close_order(**told(answered), note="", actor=office, now=at("2026-03-06"))
        assert (done.case.state, done.case.ended_on) == ("closed", date(2026, 3, 6))
        assert inbox(clerk)[-1] == "plan.order_closed"

    def test_returns_it_with_a_reason_and_the_old_day_stands(self, answered, office, head, clerk):
        back = orders.return_order(**told(answered), reason="没有附件", actor=office, now=at("2026-03-06"))
        assert (back.case.state, back.case.due_on) == ("returned", ANSWER_ON)
        assert "没有附件" in Notice.objects.get(to_person=clerk.person_id, kind="plan.order_returned").body
        sent = order_answers.send_answer(
            **told(answered), text="补附件。", files=[], actor=head, now=at("2026-03-09")
        )
        assert sent.round == 2
        assert [each.text for each in queries.answers_seen(office, answered)] == ["补附件。", "已公开。"]

    def test_returns_nothing_without_a_reason(self, answered, office):
        with pytest.raises(ReasonMissing):
            orders.return_order(**told(answered), reason=" ", actor=office, now=NOW)

    def test_closes_nothing_that_is_not_answered(self, signed, office):
        with pytest.raises(StepNotOpen):
            orders.close_order(**told(signed), note="", actor=office, now=NOW)

    def test_leaves_closing_to_nobody_else(self, answered, head, stranger):
        for actor in (head, stranger):
            with pytest.raises(queries.NoSuchOrder):
                orders.close_order(**told(answered), note="", actor=actor, now=NOW)

    def test_gives_a_later_day_and_no_earlier_one(self, issued, office, clerk):
        until = date(2026, 3, 20)  # Friday
        orders.prolong_order(**told(issued), until=until, reason="人手少", actor=office, now=NOW)
        assert Order.objects.get(pk=issued.pk).case.due_on == until
        assert inbox(clerk)[-1] == "plan.order_prolonged"
        with pytest.raises(BadDay):
            orders.prolong_order(**told(issued), until=date(2026, 3, 19), reason="早", actor=office, now=NOW)

    def test_has_its_head_withdraw_with_a_reason(self, issued, office, office_head, clerk):
        with pytest.raises(NotYourStep):
            orders.withdraw_order(**told(issued), reason="误发", actor=office, now=NOW)
        orders.withdraw_order(**told(issued), reason="误发", actor=office_head, now=NOW)
        assert state(issued) == "withdrawn"
        assert inbox(clerk)[-1] == "plan.order_withdrawn"

    @pytest.mark.usefixtures("answered")
    def test_finds_every_stored_day_as_the_history_gives_it(self):
        assert differing_due_days().differences == ()
