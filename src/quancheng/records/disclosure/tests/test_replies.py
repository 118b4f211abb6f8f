"""Items, their grounds, the reply through its hands, and its remedy clause."""

import pytest
from django.db import IntegrityError, transaction

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.casework.refusals import MovedMeanwhile, NotYourStep, StepNotOpen
from quancheng.kernel.norms.commands import enter_value, sign_value
from quancheng.kernel.norms.definition import Mark
from quancheng.kernel.orgs.roles import Role
from quancheng.kernel.text.codes import in_groups
from quancheng.records.disclosure.commands import replies
from quancheng.records.disclosure.commands.consulting import consult, note_delivery, note_opinion
from quancheng.records.disclosure.commands.hands import SecondPersonNeeded
from quancheng.records.disclosure.models import Item, Reply
from quancheng.records.disclosure.models.consultations import Opinion, Party
from quancheng.records.disclosure.queries.letters import verifiable_of
from quancheng.records.disclosure.queries.replies import NoSuchItem, as_letter, open_reply
from quancheng.records.disclosure.queries.requests import NoSuchRequest, applicant_of
from quancheng.records.disclosure.rules.grounds import UnknownGround
from quancheng.records.disclosure.rules.letter import LetterNotReady
from quancheng.records.disclosure.tests.conftest import (
    NOW,
    WHO,
    at,
    day,
    decide,
    divide,
    draft,
    now_of,
    seen,
    sign,
    staff,
)
from quancheng.records.disclosure.workflow import State

LAST = at("2024-05-21")  # Tuesday, the last day of a request of Monday 22 April 2024


def last_told() -> str:
    return AuditEntry.objects.order_by("-seq").values_list("code", flat=True)[0]


class TestDivideRequest:
    def test_into_items_in_their_order(self, received, clerk):
        divide(received, clerk, "甲", " ", "乙 ")
        assert list(Item.objects.values_list("place", "wanted")) == [(1, "甲"), (2, "乙")]
        assert last_told() == "disclosure.items.divided"

    def test_into_nothing_or_too_many_is_refused(self, received, clerk):
        for wanted in ((" ",), ("甲",) * 51):
            with pytest.raises(replies.BadItems):
                divide(received, clerk, *wanted)

    def test_is_the_handlers(self, received, head, neighbour):
        with pytest.raises(NotYourStep):
            divide(received, head)
        with pytest.raises(NoSuchRequest):
            divide(received, neighbour)


class TestDecideItem:
    def test_keeps_ground_words_and_row(self, decided):
        item = Item.objects.get()
        assert (item.ground, item.row) == ("36-4", 13)
        assert last_told() == "disclosure.item.decided"

    def test_wants_what_its_article_wants(self, received, clerk):
        divide(received, clerk)
        with pytest.raises(replies.GroundNotTold, match="检索记录"):
            decide(received, clerk, "36-4")
        with pytest.raises(UnknownGround):
            decide(received, clerk, "99")

    def test_partly_needs_what_the_rest_rests_on(self, received, clerk):
        divide(received, clerk)
        told = {"information": "附件", "reasons": "涉及企业经营数据", "redaction": "第2页表格"}
        for withheld in ((), ("36-4",)):
            with pytest.raises(replies.GroundNotTold, match="第十五条"):
                decide(received, clerk, "37", withheld=withheld, **told)
        assert decide(received, clerk, "37", withheld=("15",), **told).withheld == ["15"]

    def test_in_another_row_needs_a_reason(self, received, clerk):
        divide(received, clerk)
        with pytest.raises(replies.GroundNotTold, match="改列理由"):
            decide(received, clerk, "36-4", row=14, search_record="已检索")
        made = decide(received, clerk, "36-4", row=14, row_reason="需要汇总", search_record="已检索")
        assert made.row == 14

    def test_of_another_request_is_not_there(self, received, clerk):
        divide(received, clerk)
        with pytest.raises(NoSuchItem):
            decide(received, clerk, "36-4", place=2, search_record="已检索")

    def test_that_was_divided_anew_is_open_again(self, decided, clerk):
        divide(decided, clerk, "甲")
        assert Item.objects.get().ground == ""

    def test_of_the_slower_is_told_so(self, received, clerk):
        divide(received, clerk, "会议纪要", "合同")
        old = seen(received)
        divide(received, clerk, "合同", "会议纪要")
        with pytest.raises(MovedMeanwhile):
            replies.decide_item(
                **old, place=2, ground="36-2", withheld=(), said={"information": "附件"}, row=None,
                row_reason="", actor=clerk, now=NOW,
            )  # fmt: skip
        assert not Item.objects.exclude(ground="").exists()


class TestDraftReply:
    def test_writes_the_letter_with_its_clause(self, drafted):
        reply = open_reply(drafted)
        assert (reply.remedy, drafted.case.state) == ("B", State.IN_REVIEW)
        assert "2024年4月22日收到您的政府信息公开申请" in reply.text
        assert "《条例》第三十六条第（四）项" in reply.text
        assert "60日内向泉州湾市人民政府申请行政复议，或者" in reply.text
        assert "6个月内向演示区人民法院提起行政诉讼" in reply.text
        assert WHO.name not in reply.text
        assert last_told() == "disclosure.reply.drafted"

    def test_waits_until_every_item_is_decided(self, received, clerk, court):
        with pytest.raises(LetterNotReady, match="哪几项"):
            draft(received, clerk)
        divide(received, clerk, "甲", "乙")
        decide(received, clerk, "36-4", search_record="已检索")
        with pytest.raises(LetterNotReady, match="第2项"):
            draft(received, clerk)

    def test_waits_for_the_court(self, decided, clerk):
        with pytest.raises(LetterNotReady, match="人民法院"):
            draft(decided, clerk)
        assert now_of(decided).case.state == State.IN_HAND

    def test_on_fourteen_to_sixteen_waits_for_the_legal_reader(self, received, clerk, court, city, legal):
        divide(received, clerk)
        decide(received, clerk, "16-1", reasons="属于人事管理信息")
        with pytest.raises(LetterNotReady, match="签署"):
            draft(received, clerk)
        for code in ("disclosure.remedies", "disclosure.remedy_organs"):
            sign(code, city, legal)
        draft(received, clerk)
        reply = open_reply(received)
        assert reply.remedy == "A"
        assert "60日内先向泉州湾市人民政府申请行政复议" in reply.text
        assert "15日内向演示区人民法院提起行政诉讼" in reply.text

    def test_never_reads_the_clause_from_the_row(self, received, clerk, court):
        """36(7) stands among the refusals of the annual table, and rests on none of the exceptions."""
        divide(received, clerk)
        made = decide(received, clerk, "36-7", special_rules="到不动产登记中心查询")
        draft(received, clerk)
        assert (made.row, open_reply(received).remedy) == (12, "B")

    def test_waits_for_those_who_were_asked(self, received, clerk, court):
        divide(received, clerk)
        decide(received, clerk, "36-4", search_record="已检索")
        told = {"party": Party.THIRD, "name": "演示公司", "about": "甲", "on": NOW.date()}
        consult(**seen(received), **told, actor=clerk, now=NOW)
        with pytest.raises(replies.NotHeardYet, match="第1份"):
            draft(received, clerk)

    def test_on_fifteen_needs_somebody_asked(self, received, clerk, court, city, legal):
        for code in ("disclosure.remedies", "disclosure.remedy_organs"):
            sign(code, city, legal)
        divide(received, clerk)
        decide(received, clerk, "15", reasons="商业秘密", consultation="不同意")
        told = {"name": "市水务局", "about": "甲", "on": NOW.date(), "actor": clerk, "now": NOW}
        for party in (Party.ORGAN, Party.CO_MAKER):  # neither is the third party (第三十二条)
            asked = consult(**seen(received), party=party, **told)
            known = {"number": received.number, "place": asked.place, "on": NOW.date()}
            note_delivery(**known, actor=clerk, now=NOW)
            note_opinion(**known, opinion=Opinion.REFUSES, reasons="", actor=clerk, now=NOW)
        with pytest.raises(replies.NotHeardYet, match="第十五条"):
            draft(received, clerk)

    def test_counts_the_request_in_one_row(self, received, clerk, court):
        divide(received, clerk, "甲", "乙")
        decide(received, clerk, "36-4", search_record="已检索")
        decide(received, clerk, "38", place=2, reasons="需要汇总分析")
        with pytest.raises(replies.RowNotChosen, match=r"第13行.*第14行"):
            draft(received, clerk)
        draft(received, clerk, row=14)
        assert now_of(received).row == 14

    def test_is_closed_to_strangers(self, decided, neighbour, court):
        with pytest.raises(NoSuchRequest):
            draft(decided, neighbour)


class TestTheChain:
    def test_leads_from_hand_to_hand(self, issued, clerk, reviewer, head):
        reply = open_reply(issued)
        assert [reply.drafted_by_id, reply.reviewed_by_id, reply.cleared_by_id, reply.issued_by_id] == [
            clerk.person_id, reviewer.person_id, reviewer.person_id, head.person_id,
        ]  # fmt: skip
        assert reply.number == "市财政局依复〔2024〕1号"
        assert issued.case.state == State.TO_SERVE
        assert issued.case.due_on == day("2024-05-21")  # signed is not served
        assert last_told() == "disclosure.reply.issued"

    def test_needs_another_hand_than_the_drafters(self, drafted, reviewer, city):
        both = staff("市财政局", "both", Role.HANDLER, Role.REVIEWER, Role.HEAD)
        Reply.objects.update(drafted_by=both.person_id)
        with pytest.raises(SecondPersonNeeded):
            replies.review_reply(**seen(drafted), actor=both, now=NOW)
        with pytest.raises(IntegrityError), transaction.atomic():
            Reply.objects.update(reviewed_by=both.person_id)

    def test_is_closed_to_who_decided_an_item(self, received, clerk, court, city):
        """Who writes the answer to an item writes the reply, whoever lays it before."""
        both = staff("市财政局", "both", Role.HANDLER, Role.HEAD)
        divide(received, both)
        decide(received, both, "36-4", search_record="已检索")
        draft(received, clerk)
        with pytest.raises(SecondPersonNeeded):
            replies.review_reply(**seen(received), actor=both, now=NOW)

    def test_is_not_jumped(self, drafted, head, clerk):
        with pytest.raises(StepNotOpen):
            replies.issue_reply(**seen(drafted), actor=head, now=NOW)
        with pytest.raises(NotYourStep):
            replies.review_reply(**seen(drafted), actor=clerk, now=NOW)

    def test_leads_back_with_a_reason(self, drafted, reviewer, clerk):
        made = replies.return_reply(**seen(drafted), reason="请补充检索范围", actor=reviewer, now=NOW)
        assert (made.case.state, open_reply(made)) == (State.IN_HAND, None)
        assert last_told() == "disclosure.reply.returned"
        draft(made, clerk)
        assert Reply.objects.count() == 2

    def test_stops_where_the_rules_changed_meanwhile(self, drafted, reviewer, head, office, legal):
        replies.review_reply(**seen(drafted), actor=reviewer, now=NOW)
        replies.clear_reply(**seen(drafted), actor=reviewer, now=NOW)
        value = enter_value(
            norm="disclosure.courts", from_on=day("2024-04-23"), value=(("", "另一法院（演示）"),),
            source="演示", mark=Mark.V, actor=office, now=NOW,
        )  # fmt: skip
        sign_value(value_id=value.pk, digest=value.digest, actor=legal, now=NOW)
        with pytest.raises(LetterNotReady, match="不一致"):
            replies.issue_reply(**seen(drafted), actor=head, now=at("2024-04-23"))


class TestServeReply:
    def serve(self, request, actor, on="2024-05-21", way=Reply.Way.BY_POST, proof="XA00000000037"):
        return replies.serve_reply(
            **seen(request), way=way, proof=proof, on=day(on), actor=actor, now=at("2024-05-22")
        )

    def test_by_post_on_the_last_day_is_in_time(self, issued, clerk):
        made = self.serve(issued, clerk)
        assert (made.case.state, made.case.ended_on) == (State.ANSWERED, day("2024-05-21"))
        assert last_told() == "disclosure.reply.served"

    def test_needs_its_proof(self, issued, clerk):
        with pytest.raises(replies.BadService, match="凭证"):
            self.serve(issued, clerk, proof=" ")

    def test_is_not_before_it_was_signed(self, issued, clerk):
        with pytest.raises(replies.BadService, match="签发日期"):
            self.serve(issued, clerk, on="2024-04-21")

    def test_over_the_network_needs_the_applicants_wish(self, issued, clerk):
        with pytest.raises(replies.BadService, match="网上"):
            self.serve(issued, clerk, way=Reply.Way.BY_NETWORK)

    def test_has_no_private_courier(self):
        assert not [says for says in Reply.Way.labels if "快递" in says]

    def test_waits_for_the_signature(self, drafted, clerk):
        with pytest.raises(replies.NoReply):
            self.serve(drafted, clerk)


class TestAsLetter:
    def test_bears_the_day_of_the_house(self, drafted, reviewer, head):
        """Signed at one in the morning: in the log it is still the day before."""
        replies.review_reply(**seen(drafted), actor=reviewer, now=NOW)
        replies.clear_reply(**seen(drafted), actor=reviewer, now=NOW)
        made = replies.issue_reply(**seen(drafted), actor=head, now=at("2024-04-23", "01:00"))
        assert as_letter(made, open_reply(made), applicant_of(made)).on == day("2024-04-23")

    def test_is_addressed_to_the_applicant(self, issued):
        letter = as_letter(issued, open_reply(issued), applicant_of(issued))
        assert (letter.recipient, letter.number) == (WHO.name, "市财政局依复〔2024〕1号")
        *told, last = (block.text for block in letter.body)
        assert "\n".join(told) == open_reply(issued).text
        assert in_groups(open_reply(issued).code) in last


class TestTheNameOfAReply:
    @pytest.fixture
    def refused(self, received, clerk, reviewer, head, court, city, legal):
        """Withheld whole, on article 16: a decision."""
        for code in ("disclosure.remedies", "disclosure.remedy_organs"):
            sign(code, city, legal)
        divide(received, clerk)
        decide(received, clerk, "16-1", reasons="内部工作流程")
        draft(received, clerk)
        replies.review_reply(**seen(received), actor=reviewer, now=NOW)
        replies.clear_reply(**seen(received), actor=reviewer, now=NOW)
        return replies.issue_reply(**seen(received), actor=head, now=NOW)

    def test_has_a_series_of_its_own(self, refused):
        reply = open_reply(refused)
        assert reply.number == "市财政局依决〔2024〕1号"
        assert "如不服本决定，请自收到本决定之日起60日内先向" in reply.text
        assert as_letter(refused, reply, applicant_of(refused)).title == "政府信息不予公开决定书"

    def test_stands_where_anybody_may_check_it(self, refused):
        reply = open_reply(refused)
        found = verifiable_of(reply.number, reply.code)
        assert (found.title, found.issued_on) == ("政府信息不予公开决定书", NOW.date())
