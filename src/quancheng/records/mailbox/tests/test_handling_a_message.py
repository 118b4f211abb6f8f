"""The office classifies and hands out, units answer, heads look through; nothing disappears."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from quancheng.kernel.approvals.models import Wording
from quancheng.kernel.approvals.refusals import WroteItYourself
from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.casework.models import Case, CaseLine
from quancheng.kernel.casework.recompute import differing_due_days
from quancheng.kernel.casework.refusals import (
    BadUnit,
    MovedMeanwhile,
    NotYourStep,
    ReasonMissing,
    StepNotOpen,
    TooLate,
)
from quancheng.kernel.notify.models import Delivery, Notice
from quancheng.kernel.orgs.handover import left_by_unit
from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.mailbox.commands import handling, nightly, replies
from quancheng.records.mailbox.models import Message, Reply
from quancheng.records.mailbox.queries import messages as queries
from quancheng.records.mailbox.queries.faults import faults
from quancheng.records.mailbox.queries.offices import NoSuchUnit
from quancheng.records.mailbox.queries.senders import code_of, status_of
from quancheng.records.mailbox.rules.kinds import Kind
from quancheng.records.mailbox.rules.looking import Wanted
from quancheng.records.mailbox.tests.conftest import NOW, PASSER_BY, at, finance, publish, seen, send, staff

pytestmark = pytest.mark.django_db


def classify(message: Message, actor: Actor, *, unit_id: int | None = None, kind=Kind.QUESTION, now=NOW):
    return handling.classify_message(
        **seen(message), kind=kind, unit_id=unit_id, reason="", actor=actor, now=now
    )


def fresh(message: Message) -> Message:
    return Message.objects.get(pk=message.pk)


class TestClassifyMessage:
    def test_hands_it_to_a_unit_and_sets_the_period_of_its_kind(self, received, office, clerk):
        done = fresh(classify(received, office, unit_id=finance().pk, now=at("2026-03-03")))
        assert (done.case.state, done.case.unit.name, done.kind) == ("in_hand", "市财政局", "question")
        assert done.case.due_on == date(2026, 3, 9)  # Monday: five working days after the receipt
        assert Notice.objects.filter(kind="mailbox.handed", to_person=clerk.person_id).exists()

    def test_lets_the_office_keep_it(self, received, office):
        done = classify(received, office)
        assert (done.case.state, done.case.unit.name) == ("in_hand", "市政府办公厅")

    def test_is_refused_to_units_and_to_strangers(self, received, clerk, district, office):
        with pytest.raises(queries.NoSuchMessage):
            classify(received, clerk)
        with pytest.raises(queries.NoSuchMessage):
            classify(received, district)
        colleague = staff("市政府办公厅", "colleague", Role.HANDLER)
        with pytest.raises(NotYourStep):
            classify(received, colleague)

    def test_is_refused_to_a_unit_of_another_government(self, received, office):
        elsewhere = Unit.objects.get(name="东区政府办公室")
        with pytest.raises(NoSuchUnit):
            classify(received, office, unit_id=elsewhere.pk)

    def test_is_refused_to_the_slower_of_two(self, received, office):
        stale = seen(received)
        classify(received, office)
        with pytest.raises((MovedMeanwhile, StepNotOpen)):
            handling.classify_message(
                **stale, kind=Kind.FAULT, unit_id=None, reason="", actor=office, now=NOW
            )

    def test_is_one_line_of_the_audit(self, handed):
        [entry] = AuditEntry.objects.filter(code="mailbox.message.classified")
        assert entry.facts["kind"] == "找错"


class TestReclassifyMessage:
    def reclassify(self, message, actor, kind=Kind.COMPLAINT, now=NOW, reason="说的是没有办的事"):
        return handling.reclassify_message(**seen(message), kind=kind, reason=reason, actor=actor, now=now)

    def test_gives_it_the_period_of_the_new_kind(self, handed, office):
        done = fresh(self.reclassify(handed, office))
        assert (done.kind, done.limit_days, done.case.due_on) == ("complaint", 15, date(2026, 3, 23))

    def test_shortens_too(self, received, office):
        classify(received, office, kind=Kind.COMPLAINT)
        assert self.reclassify(received, office, Kind.FAULT).case.due_on == date(2026, 3, 5)

    def test_gives_a_late_one_no_day_more(self, handed, office):
        with pytest.raises(handling.LateAlready):
            self.reclassify(handed, office, now=at("2026-03-06"))  # Friday; due on Thursday

    def test_needs_a_reason_and_the_office(self, handed, office, clerk):
        with pytest.raises(ReasonMissing):
            self.reclassify(handed, office, reason=" ")
        with pytest.raises(NotYourStep):
            self.reclassify(handed, clerk)


class TestTransferMessage:
    def transfer(self, message, actor, name="市水务局"):
        unit = Unit.objects.get(name=name)
        return handling.transfer_message(
            **seen(message), unit_id=unit.pk, reason="属水务职责", actor=actor, now=NOW
        )

    def test_keeps_history_and_period(self, drafted, office, neighbour, clerk):
        moved = fresh(self.transfer(drafted, office))
        assert (moved.case.unit.name, moved.case.due_on) == ("市水务局", date(2026, 3, 5))
        steps = list(CaseLine.objects.filter(case=moved.case).values_list("step", flat=True))
        assert steps == ["receive", "hand_out", "draft", "transfer"]
        assert queries.message_for(neighbour, moved.number)
        with pytest.raises(queries.NoSuchMessage):
            queries.message_for(clerk, moved.number)

    def test_takes_no_draft_along(self, drafted, office, neighbour):
        self.transfer(drafted, office)
        assert queries.open_draft(drafted) is None
        assert Reply.objects.get().returned_at == NOW

    def test_is_refused_to_the_same_unit_and_to_units(self, handed, office, clerk):
        with pytest.raises(BadUnit):
            self.transfer(handed, office, "市财政局")
        with pytest.raises(NotYourStep):
            self.transfer(handed, clerk)


class TestSendBackMessage:
    def test_returns_it_to_the_office_which_hands_it_out_anew(self, handed, clerk, office):
        told = {"reason": "不属财政职责", "actor": clerk, "now": NOW}
        back = handling.send_back_message(**seen(handed), **told)
        assert (back.case.state, back.case.unit.name) == ("received", "市政府办公厅")
        assert Notice.objects.filter(kind="mailbox.sent_back", to_person=office.person_id).exists()
        again = classify(back, office, unit_id=Unit.objects.get(name="市水务局").pk)
        assert again.case.unit.name == "市水务局"

    def test_needs_a_reason(self, handed, clerk):
        with pytest.raises(ReasonMissing):
            handling.send_back_message(**seen(handed), reason="", actor=clerk, now=NOW)


class TestExtendPeriod:
    def extend(self, message, actor, days=5, now=NOW):
        return handling.extend_period(**seen(message), days=days, reason="要到现场核实", actor=actor, now=now)

    def test_adds_working_days_and_tells_the_sender_why(self, handed, office):
        assert self.extend(handed, office).case.due_on == date(2026, 3, 12)  # Thursday
        history = status_of(handed.number, code_of(handed.number)).history
        assert history[-1].note == "要到现场核实"

    def test_is_granted_once_in_time_and_within_the_rule(self, handed, office):
        with pytest.raises(handling.TooLong):
            self.extend(handed, office, days=11)
        with pytest.raises(TooLate):
            self.extend(handed, office, now=at("2026-03-06"))
        self.extend(handed, office)
        with pytest.raises(StepNotOpen):
            self.extend(handed, office)

    def test_is_not_the_units_to_take(self, handed, head):
        with pytest.raises(NotYourStep):
            self.extend(handed, head)


class TestSetMessageAside:
    def aside(self, message, actor, reason="重复留言，已在20260301-00001答复"):
        return handling.set_message_aside(**seen(message), reason=reason, actor=actor, now=NOW)

    def test_shows_the_sender_the_reason(self, received, office):
        self.aside(received, office)
        status = status_of(received.number, code_of(received.number))
        assert (status.state_says, status.history[-1].note) == (
            "不予办理",
            "重复留言，已在20260301-00001答复",
        )

    def test_needs_a_reason_and_the_office(self, handed, office, head):
        with pytest.raises(ReasonMissing):
            self.aside(handed, office, " ")
        with pytest.raises(NotYourStep):
            self.aside(handed, head)

    def test_is_not_the_last_word(self, received, office):
        self.aside(received, office)
        again = handling.reopen_message(
            **seen(received), reason="不是重复", actor=office, now=at("2026-03-09")
        )
        assert (again.case.state, again.case.due_on) == ("received", date(2026, 3, 12))  # Thursday


class TestReplies:
    def test_are_drafted_looked_through_and_sent(self, answered):
        status = status_of(answered.number, code_of(answered.number))
        assert (status.state_says, status.replies[0].text) == ("已答复", "电话已更正。")
        assert fresh(answered).case.ended_on == date(2026, 3, 3)

    def test_go_out_by_mail_to_a_sealed_address(self, answered, drain, settings, tmp_path):
        letter = Notice.objects.get(kind="mailbox.answered")
        assert letter.to_sealed.startswith("qc1.")
        assert "zhang" not in letter.to_sealed + str(letter.facts)
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        drain()
        assert Delivery.objects.get(notice=letter).state == "sent"

    def test_stay_without_a_letter_where_none_was_wished(self, city, office, clerk, head):
        message = classify(send(city, contact="13800000000", wants_mail=True), office, unit_id=finance().pk)
        replies.draft_reply(**seen(message), text="已改。", actor=clerk, now=NOW)
        replies.answer_message(**seen(message), actor=head, now=NOW)
        assert not Notice.objects.filter(kind="mailbox.answered").exists()

    def test_are_not_sent_by_who_had_them_submitted_again_by_another(self, handed, clerk, head):
        both = staff("市财政局", "both", Role.HANDLER, Role.HEAD)
        text = "您反映的咨询电话已经更正为新号码。"
        replies.draft_reply(**seen(handed), text=text, actor=both, now=NOW)
        replies.refuse_reply(**seen(handed), reason="换人提交", actor=both, now=NOW)
        replies.draft_reply(**seen(handed), text=f"{text} ", actor=clerk, now=NOW)
        with pytest.raises(WroteItYourself, match="您反映的咨询电话"):
            replies.answer_message(**seen(handed), actor=both, now=NOW)
        with pytest.raises(IntegrityError), transaction.atomic():
            Wording.objects.update(decided_by=both.person_id)
        assert replies.answer_message(**seen(handed), actor=head, now=NOW).case.state == "answered"

    def test_are_sent_by_who_wrote_a_draft_of_which_nothing_is_left(self, handed, clerk):
        both = staff("市财政局", "both", Role.HANDLER, Role.HEAD)
        replies.draft_reply(**seen(handed), text="您反映的咨询电话已经更正为新号码。", actor=both, now=NOW)
        replies.refuse_reply(**seen(handed), reason="重写", actor=both, now=NOW)
        replies.draft_reply(**seen(handed), text="号码改好了，抱歉。", actor=clerk, now=NOW)
        assert replies.answer_message(**seen(handed), actor=both, now=NOW).case.state == "answered"

    def test_are_not_sent_by_who_wrote_them(self, handed):
        both = staff("市财政局", "both", Role.HANDLER, Role.HEAD)
        replies.draft_reply(**seen(handed), text="已改。", actor=both, now=NOW)
        with pytest.raises(replies.SecondPersonNeeded):
            replies.answer_message(**seen(handed), actor=both, now=NOW)
        assert fresh(handed).case.state == "drafted"

    def test_are_not_sent_by_one_person_even_past_the_command(self, drafted, clerk):
        with pytest.raises(IntegrityError), transaction.atomic():
            Reply.objects.update(sent_at=NOW, sent_by=clerk.person_id)

    def test_sent_back_stay_in_the_history(self, drafted, head, clerk):
        replies.refuse_reply(**seen(drafted), reason="请写明新号码", actor=head, now=NOW)
        replies.draft_reply(**seen(drafted), text="已改为0531-00000000。", actor=clerk, now=NOW)
        assert [one.text for one in queries.replies_of(drafted)] == ["已改为0531-00000000。", "电话已更正。"]
        assert Notice.objects.filter(kind="mailbox.refused", to_person=clerk.person_id).exists()

    def test_are_the_units_own(self, handed, office, neighbour):
        with pytest.raises(NotYourStep):
            replies.draft_reply(**seen(handed), text="已改。", actor=office, now=NOW)
        with pytest.raises(queries.NoSuchMessage):
            replies.draft_reply(**seen(handed), text="已改。", actor=neighbour, now=NOW)


class TestTheOfficeItself:
    def test_answers_what_it_kept(self, received, office, office_head):
        message = classify(received, office)
        replies.draft_reply(**seen(message), text="已更正。", actor=office, now=NOW)
        with pytest.raises(NotYourStep):
            replies.answer_message(**seen(message), actor=office, now=NOW)
        assert queries.messages_at_a_glance(office_head, today=NOW.date()).to_approve == 1
        replies.answer_message(**seen(message), actor=office_head, now=NOW)
        assert str(queries.sent_replies_of(message)[0].unit) == "市政府办公厅"

    def test_has_nobody_to_send_it_back_to(self, received, office):
        colleague = staff("市政府办公厅", "colleague", Role.HANDLER)
        message = classify(received, office)
        with pytest.raises(BadUnit):
            handling.send_back_message(**seen(message), reason="试", actor=colleague, now=NOW)

    def test_is_reminded_of_what_it_kept(self, received, office):
        classify(received, office)
        nightly.remind_of_messages(actor=Actor.clockwork(), now=at("2026-03-09"))
        assert Notice.objects.filter(kind="mailbox.due", to_person=office.person_id).exists()

    def test_gives_an_earlier_answer_in_the_name_of_who_gave_it(self, answered, office, neighbour):
        water = Unit.objects.get(name="市水务局")
        told = {"actor": office, "now": at("2026-03-04")}
        handling.reopen_message(**seen(answered), reason="还有一处", **told)
        classify(answered, office, unit_id=water.pk, now=at("2026-03-04"))
        status = status_of(answered.number, code_of(answered.number))
        assert (status.unit, str(status.replies[0].unit)) == ("市水务局", "市财政局")


class TestReadContact:
    def test_is_written_down(self, handed, clerk):
        contact = replies.read_contact(number=handed.number, actor=clerk, now=NOW)
        assert (contact.name, contact.contact) == ("张三丰", "zhang@example.cn")
        [entry] = AuditEntry.objects.filter(code="mailbox.contact.read")
        assert (entry.person_id, entry.about_ref) == (clerk.person_id, handed.number)

    def test_of_a_complaint_is_the_offices_alone(self, city, office, clerk):
        message = send(city, name="李四光", wish=Kind.COMPLAINT)
        classify(message, office, unit_id=finance().pk, kind=Kind.COMPLAINT)
        with pytest.raises(replies.ContactNotYours):
            replies.read_contact(number=message.number, actor=clerk, now=NOW)
        assert replies.read_contact(number=message.number, actor=office, now=NOW).name == "李四光"

    def test_stays_the_offices_when_a_complaint_is_called_something_else(self, city, office, clerk):
        message = send(city, name="李四光", wish=Kind.COMPLAINT)
        classify(message, office, unit_id=finance().pk, kind=Kind.QUESTION)
        with pytest.raises(replies.ContactNotYours):
            replies.read_contact(number=message.number, actor=clerk, now=NOW)

    def test_is_refused_where_nobody_left_one(self, city, office):
        with pytest.raises(replies.ContactNotYours):
            replies.read_contact(number=send(city).number, actor=office, now=NOW)


class TestWhoSees:
    def test_the_office_all_and_a_unit_its_own(self, handed, city, office, clerk):
        other = send(city)
        everything = queries.messages_listed(office, Wanted(is_whole=True), today=NOW.date())
        assert set(everything) == {handed, other}
        mine = queries.messages_listed(clerk, Wanted(is_whole=True), today=NOW.date())
        assert list(mine) == [handed]

    def test_nobody_else(self, handed, neighbour, district):
        for stranger in (neighbour, district, PASSER_BY, Actor.citizen(1)):
            assert not queries.messages_for(stranger).exists()
        administrator = Actor(
            kind=neighbour.kind, person_id=1, tenant_id=handed.tenant_id, roles=frozenset({"system"})
        )
        assert not queries.messages_for(administrator).exists()


class TestNothingIsLost:
    def test_while_all_is_well(self, answered, office, reviewer):
        publish(answered, office, reviewer, now=timezone.now())
        out = StringIO()
        call_command("check_messages", stdout=out)
        assert out.getvalue() == "没有遗漏的留言\n"

    def test_unseen(self, answered, received, handed):
        Reply.objects.all().delete()
        [fault] = faults(today=NOW.date())
        assert fault == f"{answered.number} 标为已答复，但没有发出的答复"
        Case.objects.update(state="in_hand")
        assert any("已标为办结" in fault for fault in faults(today=NOW.date()))
        Case.objects.update(state="limbo", ended_on=None)
        assert any("既没有在办" in fault for fault in faults(today=NOW.date()))
        with pytest.raises(SystemExit):
            call_command("check_messages", stdout=StringIO())

    def test_unsorted_without_a_word(self, received, office):
        clock = Actor.clockwork()
        assert nightly.remind_of_messages(actor=clock, now=at("2026-03-03")) == 0  # one working day
        assert nightly.remind_of_messages(actor=clock, now=at("2026-03-04")) == 1
        assert nightly.remind_of_messages(actor=clock, now=at("2026-03-04", "10:00")) == 1
        told = Notice.objects.filter(kind="mailbox.unsorted", to_person=office.person_id)
        assert told.count() == 1  # a second run tells nobody twice

    def test_late_without_a_word(self, handed, clerk, head):
        nightly.remind_of_messages(actor=Actor.clockwork(), now=at("2026-03-05"))
        told = Notice.objects.filter(kind="mailbox.due").values_list("to_person_id", flat=True)
        assert set(told) == {clerk.person_id, head.person_id}

    def test_when_a_unit_closes(self, handed):
        left = {str(item): item.page for item in left_by_unit(finance().pk)}
        assert left["未办结的留言1项"] == "mailbox_desk:messages"

    def test_by_the_nightly_recomputation(self, handed, office):
        handling.extend_period(**seen(handed), days=2, reason="核实", actor=office, now=NOW)
        assert differing_due_days().differences == ()
