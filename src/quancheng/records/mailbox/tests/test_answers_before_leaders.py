"""An answer is laid before leaders (呈批) and goes out in just the words that they approved."""

import json
from datetime import date

import pytest
from django.urls import reverse

from quancheng.kernel.approvals.commands import agree, submit_paper, withdraw_paper
from quancheng.kernel.approvals.models import Approval
from quancheng.kernel.approvals.queries import Asked, approval_for, present_contents
from quancheng.kernel.approvals.refusals import NotApproved, PaperChanged
from quancheng.kernel.approvals.slip import slip
from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.casework.refusals import BadDay, MovedMeanwhile, NotYourStep
from quancheng.kernel.notify.models import Delivery
from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.kernel.text.contacts import without_personal
from quancheng.records.mailbox.commands import handling, replies, ways
from quancheng.records.mailbox.events import REPLY_KIND
from quancheng.records.mailbox.models import Message, Reply
from quancheng.records.mailbox.queries import approving
from quancheng.records.mailbox.queries.messages import NoSuchMessage
from quancheng.records.mailbox.queries.senders import code_of, status_of
from quancheng.records.mailbox.rules.kinds import Kind
from quancheng.records.mailbox.rules.ways import Way
from quancheng.records.mailbox.tests.conftest import NOW, at, finance, seen, send, signed_in, staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
DUE = date(2026, 3, 5)  # Thursday: three working days after Monday 2 March 2026


@pytest.fixture
def leader(city):
    """A leader of the city whose post is in a third unit."""
    return staff("市水务局", "leader", Role.HEAD)


def paper_of(message: Message) -> RecordRef:
    reply = Reply.objects.get(message=message, returned_at=None, sent_at=None)
    return RecordRef(REPLY_KIND, str(reply.pk))


def submit(message, actor, asked, *, until=DUE, now=NOW) -> Approval:
    return submit_paper(
        ref=paper_of(message), chain=[Asked(1, "签发", asked.post_id)], until=until, reason="请审",
        actor=actor, now=now,
    )  # fmt: skip


def approve(approval, actor, *, now=NOW) -> Approval:
    version = approval_for(actor, approval.pk).case.version
    return agree(approval_id=approval.pk, version=version, opinion="同意", actor=actor, now=now)


def send_out(message, actor, *, now=NOW):
    return replies.send_approved_reply(**seen(message), actor=actor, now=now)


def must_go_before_leaders(office_head, *kinds: Kind):
    return ways.set_reply_way(
        kinds=kinds or list(Kind), way=Way.APPROVAL, from_on=NOW.date(), source="演示文件第1条",
        actor=office_head, now=NOW,
    )  # fmt: skip


@pytest.fixture
def laid(drafted, clerk, leader) -> Approval:
    return submit(drafted, clerk, leader)


@pytest.fixture
def granted(laid, leader) -> Approval:
    return approve(laid, leader)


class TestThePaper:
    def test_says_the_matter_and_the_answer_and_not_who_wrote(self, laid):
        kept = json.dumps(laid.contents, ensure_ascii=False)
        assert "电话打不通" in kept
        assert "电话已更正。" in kept
        assert "张三丰" not in kept
        assert "zhang@example.cn" not in kept

    def test_hides_what_the_sender_wrote_of_themselves(self, city, office, clerk, head):
        text = "我叫张三丰，电话138 0013 8000，邮箱zhang@example.cn，身份证370102199003071234，请回电。"
        message = send(city, text=text, name="张三丰", contact="13800138000")
        handling.classify_message(
            **seen(message), kind=Kind.FAULT, unit_id=finance().pk, reason="", actor=office, now=NOW
        )
        replies.draft_reply(**seen(message), text="已更正。", actor=clerk, now=NOW)
        contents = present_contents(paper_of(message))
        assert contents is not None
        kept = json.dumps(contents.kept, ensure_ascii=False)
        for secret in ("张三丰", "138 0013 8000", "zhang@", "370102199003071234"):
            assert secret not in kept
        assert "［身份证号码］，请回电。" in kept

    def test_shows_the_day_by_which_the_sender_is_answered(self, laid, leader, client):
        page = signed_in(leader).get(reverse("workbench:approval", args=[laid.pk])).content.decode()
        assert "2026-03-05" in page
        letter = slip(laid, list(laid.stages.all()))
        assert "2026年3月5日（呈批期间继续计算）" in str(letter.body)

    def test_leaves_the_clock_of_the_message_running(self, granted, drafted):
        assert Message.objects.get(pk=drafted.pk).case.due_on == DUE

    def test_asks_for_no_day_after_it(self, drafted, clerk, leader):
        with pytest.raises(BadDay, match="2026-03-05"):
            submit(drafted, clerk, leader, until=date(2026, 3, 6))  # Friday

    def test_is_laid_before_by_the_unit_alone(self, drafted, office, neighbour, leader):
        with pytest.raises(NotYourStep):
            submit(drafted, office, leader)
        with pytest.raises(NoSuchMessage):
            submit(drafted, neighbour, leader)

    def test_is_there_only_while_an_answer_waits(self, drafted, head, clerk, leader):
        ref = paper_of(drafted)
        replies.refuse_reply(**seen(drafted), reason="请补充依据", actor=head, now=NOW)
        assert present_contents(ref) is None
        with pytest.raises(approving.NoAnswerDrafted):
            submit_paper(
                ref=ref, chain=[Asked(1, "签发", leader.post_id)], until=DUE, reason="", actor=clerk, now=NOW
            )

    def test_of_no_answer_at_all_is_not_found(self, handed, clerk):
        with pytest.raises(NoSuchMessage):
            approving.reply_drafted(clerk, "abc")
        assert present_contents(RecordRef(REPLY_KIND, "0")) is None


class TestSendApprovedReply:
    def test_answers_the_sender_in_the_words_that_were_approved(self, granted, drafted, clerk, leader):
        send_out(drafted, clerk, now=at("2026-03-03"))
        [reply] = status_of(drafted.number, code_of(drafted.number)).replies
        assert (reply.text, reply.sent_by_id) == ("电话已更正。", leader.person_id)
        assert Delivery.objects.filter(notice__kind="mailbox.answered").exists()

    def test_is_refused_before_the_leader_has_spoken(self, laid, drafted, clerk):
        with pytest.raises(NotApproved, match="没有获得批准"):
            send_out(drafted, clerk)

    def test_is_refused_when_the_words_changed_since(self, granted, drafted, clerk):
        Reply.objects.filter(message=drafted).update(text="电话没有变。")
        with pytest.raises(NotApproved, match="改动过"):
            send_out(drafted, clerk)
        assert Message.objects.get(pk=drafted.pk).case.state == "drafted"

    def test_is_refused_for_another_draft_than_was_approved(self, granted, drafted, clerk, head):
        replies.refuse_reply(**seen(drafted), reason="再改", actor=head, now=NOW)
        replies.draft_reply(**seen(drafted), text="电话已更正，抱歉。", actor=clerk, now=NOW)
        with pytest.raises(NotApproved):
            send_out(drafted, clerk)

    def test_is_for_the_unit_in_hand(self, granted, drafted, neighbour, office):
        with pytest.raises(NoSuchMessage):
            send_out(drafted, neighbour)
        with pytest.raises(NotYourStep):
            send_out(drafted, office)

    def test_is_refused_on_an_older_page(self, granted, drafted, clerk):
        with pytest.raises(MovedMeanwhile):
            replies.send_approved_reply(number=drafted.number, version=0, actor=clerk, now=NOW)

    def test_is_one_line_of_the_audit_without_the_text(self, granted, drafted, clerk):
        before = AuditEntry.objects.count()
        send_out(drafted, clerk)
        assert AuditEntry.objects.count() == before + 1
        entry = AuditEntry.objects.get(code="mailbox.reply.approved_sent")
        assert entry.facts["approval"] == granted.code
        assert "电话已更正" not in json.dumps(entry.facts, ensure_ascii=False)


class TestTheHeadOfTheUnit:
    def test_still_answers_where_the_office_asks_for_no_approval(self, answered):
        assert answered.case.state == "answered"

    def test_waits_while_the_answer_is_with_a_leader(self, laid, drafted, head, clerk):
        with pytest.raises(replies.WithLeaders, match="呈批〔2026〕1号"):
            replies.answer_message(**seen(drafted), actor=head, now=NOW)
        with pytest.raises(replies.WithLeaders):
            replies.refuse_reply(**seen(drafted), reason="再改", actor=head, now=NOW)
        withdraw_paper(
            approval_id=laid.pk, version=laid.case.version, reason="改由本单位审核", actor=clerk, now=NOW
        )
        assert replies.answer_message(**seen(drafted), actor=head, now=NOW).case.state == "answered"

    def test_does_not_answer_what_must_be_approved(self, drafted, head, office_head):
        must_go_before_leaders(office_head, Kind.FAULT)
        with pytest.raises(replies.ApprovalNeeded, match="找错"):
            replies.answer_message(**seen(drafted), actor=head, now=NOW)

    def test_answers_other_kinds(self, drafted, head, office_head):
        must_go_before_leaders(office_head, Kind.COMPLAINT)
        assert replies.answer_message(**seen(drafted), actor=head, now=NOW).case.state == "answered"


class TestATransfer:
    def test_leaves_a_paper_that_nobody_can_agree_to(self, laid, drafted, office, leader, neighbour):
        unit = Unit.objects.get(name="市水务局")
        handling.transfer_message(
            **seen(drafted), unit_id=unit.pk, reason="属水务职责", actor=office, now=NOW
        )
        with pytest.raises(PaperChanged):
            approve(laid, leader)
        replies.draft_reply(**seen(drafted), text="水管已修。", actor=neighbour, now=NOW)
        assert submit(drafted, neighbour, leader).code == "呈批〔2026〕2号"


class TestSetReplyWay:
    def test_holds_from_its_day_on(self, office_head, drafted, head):
        [way] = ways.set_reply_way(
            kinds=[Kind.FAULT], way=Way.APPROVAL, from_on=date(2026, 3, 3), source="演示", actor=office_head,
            now=NOW,
        )  # fmt: skip  # Tuesday
        assert (way.kind, way.way) == ("fault", "approval")
        replies.answer_message(**seen(drafted), actor=head, now=NOW)  # Monday: the old rule

    def test_is_for_the_head_of_the_office(self, office, head):
        for actor in (office, head):
            with pytest.raises(ways.NotYourWay):
                must_go_before_leaders(actor)

    def test_does_not_begin_in_the_past_nor_twice_on_a_day(self, office_head):
        with pytest.raises(ways.WayTooEarly):
            ways.set_reply_way(
                kinds=[Kind.FAULT], way=Way.HEAD, from_on=date(2026, 3, 1), source="演示", actor=office_head,
                now=NOW,
            )  # fmt: skip  # Sunday
        must_go_before_leaders(office_head, Kind.FAULT)
        with pytest.raises(ways.WaySetAlready, match="找错"):
            must_go_before_leaders(office_head)

    def test_is_one_line_of_the_audit(self, office_head):
        must_go_before_leaders(office_head, Kind.COMPLAINT)
        [entry] = AuditEntry.objects.all()
        assert (entry.code, entry.facts["kinds"]) == ("mailbox.way.set", "投诉")


class TestThePages:
    def test_offer_the_approval_and_then_the_sending(self, drafted, clerk, leader):
        window = signed_in(clerk)
        here = reverse("mailbox_desk:message", args=[drafted.number])
        page = window.get(here).content.decode()
        assert reverse("workbench:approval_new", args=[REPLY_KIND, paper_of(drafted).ref]) in page
        assert "发出（已批准）" not in page
        approval = submit(drafted, clerk, leader)
        assert f"答复正在呈批（{approval.code}）" in window.get(here).content.decode()
        approve(approval, leader)
        assert "发出（已批准）" in window.get(here).content.decode()
        done = window.post(
            reverse("mailbox_desk:step", args=[drafted.number, "send"]),
            {"version": seen(drafted)["version"]}, follow=True,
        )  # fmt: skip
        assert "已答复留言人" in done.content.decode()

    def test_show_a_refusal_in_its_place(self, drafted, clerk):
        answer = signed_in(clerk).post(
            reverse("mailbox_desk:step", args=[drafted.number, "send"]), {"version": seen(drafted)["version"]}
        )
        assert answer.status_code == 422
        assert "没有获得批准" in answer.content.decode()

    def test_hide_the_heads_button_where_leaders_decide(self, drafted, head, office_head):
        must_go_before_leaders(office_head)
        page = signed_in(head).get(reverse("mailbox_desk:message", args=[drafted.number])).content.decode()
        assert "审核通过并答复" not in page
        assert "须经呈批批准后发出" in page

    def test_set_the_way(self, office_head, office):
        here = reverse("mailbox_desk:ways")
        window = signed_in(office_head)
        told = {"kinds": ["complaint"], "way": "approval", "from_on": "2099-01-01", "source": "演示"}
        assert window.post(here, told).status_code == 302
        assert "将要启用" in window.get(here).content.decode()
        assert window.post(here, {**told, "kinds": ["nonsense"]}).status_code == 422
        assert window.post(here, told).status_code == 422
        assert signed_in(office).post(here, {**told, "from_on": "2099-01-02"}).status_code == 422

    def test_cost_no_more_with_many_approvals(self, drafted, clerk, leader, django_assert_max_num_queries):
        for _ in range(5):
            approval = submit(drafted, clerk, leader)
            withdraw_paper(
                approval_id=approval.pk, version=approval.case.version, reason="改", actor=clerk, now=NOW
            )
        window = signed_in(clerk)
        with django_assert_max_num_queries(70):
            window.get(reverse("mailbox_desk:message", args=[drafted.number]))


class TestWithoutPersonal:
    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("打13800138000找我", "打［电话号码］找我"),
            ("打１３８００１３８０００找我", "打［电话号码］找我"),
            ("座机0531-82920000。", "座机［电话号码］。"),
            ("证号37010219900307123X。", "证号［身份证号码］。"),
            ("写信a.b@example.cn", "写信［电子邮箱］"),
            ("我是张 三 丰", "我是［姓名或联系方式］"),
            ("第20260302-12345号，金额100000元", "第20260302-12345号，金额100000元"),
            ("", ""),
        ],
    )
    def test_takes_out_what_leads_to_somebody(self, text, told):
        assert without_personal(text, names=("张三丰",)) == told
