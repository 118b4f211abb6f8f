"""The checks before issue: each finds what it is there for, holds since its day, and stops or warns."""

from dataclasses import replace
from datetime import date

import pytest

from quancheng.kernel.audit.models import AuditEntry
from quancheng.records.disclosure.commands import checking, replies
from quancheng.records.disclosure.commands.consulting import consult, note_delivery, note_opinion
from quancheng.records.disclosure.models import Acknowledgement
from quancheng.records.disclosure.models.consultations import Opinion, Party
from quancheng.records.disclosure.queries.checks import checks_of
from quancheng.records.disclosure.queries.replies import open_reply
from quancheng.records.disclosure.queries.requests import NoSuchRequest
from quancheng.records.disclosure.queries.working import NotInWork, NotYourWork
from quancheng.records.disclosure.rules.applicants import Proof
from quancheng.records.disclosure.rules.checks import CHECKS, Facts, ItemFacts, Severity, checked
from quancheng.records.disclosure.rules.grounds import BY_CODE, Must
from quancheng.records.disclosure.tests.conftest import (
    NOW,
    WHO,
    decide,
    divide,
    draft,
    hand_in,
    now_of,
    seen,
    sign,
)
from quancheng.records.disclosure.tests.test_replies import LAST

ON = date(2026, 3, 2)  # Monday


def item(ground: str, *, place: int = 1, **told) -> ItemFacts:
    said = told.pop("said", {})
    return ItemFacts(
        place=place, ground=BY_CODE[ground], said={Must(word): text for word, text in said.items()}, **told
    )


def found(facts: Facts) -> dict[str, str]:
    return {one.check.code: one.finding for one in checked(facts) if one.finding}


def of(ground: str, remedy: str = "B", *, facts: Facts | None = None, **told) -> dict[str, str]:
    return found(replace(facts or Facts(on=ON), items=(item(ground, **told),), remedy=remedy))


class TestTheList:
    def test_names_each_check_once_with_its_source_and_day(self):
        codes = [check.code for check in CHECKS]
        assert len(codes) == len(set(codes)) >= 25
        assert all(check.source and check.says and check.from_on >= date(2015, 5, 1) for check in CHECKS)

    def test_holds_each_from_its_day(self):
        told = {"said": {"reasons": "可向上级主管部门申请复议，这里还写了足够长的理由。"}}
        before = replace(Facts(on=date(2023, 12, 29)), items=(item("38", **told),))  # Friday
        assert "old_organ" not in found(before)
        assert "old_organ" in found(replace(before, on=date(2024, 1, 2)))  # Tuesday

    def test_puts_what_stops_first_and_passes_last(self):
        told = checked(
            Facts(on=ON, items=(item("36-5", said={"reasons": "不是本机关制作的，职责在别处。"}),))
        )
        order = [(one.is_passed, one.check.severity is not Severity.STOP) for one in told]
        assert order == sorted(order)
        assert not told[0].is_passed


class TestWhatIsDecided:
    def test_every_item(self):
        assert "还没有分项" in found(Facts(on=ON))["items"]
        still = Facts(on=ON, items=(item("38"), ItemFacts(place=2, ground=None, said={})))
        assert "第2项" in found(still)["items"]

    def test_what_is_still_unclear_was_corrected(self):
        told = {"said": {"what_is_unclear": "没有写明是哪一个项目"}}
        assert "没有告知补正" in of("30-unclear", **told)["corrected"]
        assert "corrected" not in of("30-unclear", facts=Facts(on=ON, was_corrected=True), **told)

    def test_third_parties_are_asked_and_heard(self):
        told = {"said": {"reasons": "涉及该公司未公开的报价，公开会损害其利益。", "consultation": "不同意"}}
        assert "没有书面征求" in of("15", "A", **told)["third_asked"]
        waiting = Facts(on=ON, third_parties=("", "refuses"))
        assert "1份没有结果" in of("15", "A", facts=waiting, **told)["third_heard"]
        heard = Facts(on=ON, third_parties=("with_reasons",))
        assert not {"third_asked", "third_heard", "third_agreed"} & set(of("15", "A", facts=heard, **told))

    def test_what_a_third_party_lets_go_is_not_kept_back_for_its_sake(self):
        agreed = Facts(on=ON, third_parties=("agrees", "agrees"))
        assert "改为予以公开" in of("15", "A", facts=agreed)["third_agreed"]
        mixed = Facts(on=ON, third_parties=("agrees", "refuses"))
        assert "third_agreed" not in of("15", "A", facts=mixed)

    def test_the_third_party_of_a_part_counts_too(self):
        assert "third_asked" in of("37", "A", withheld=("15",), parts=("15",))

    def test_nothing_exists_only_after_a_search_that_found_nothing(self):
        assert "searched" in of("36-4")
        assert "searched" not in of("36-4", empty_searches=1)
        assert "查到了" in of("36-4", empty_searches=1, full_searches=1)["search_agrees"]
        assert "searched" not in of("38")

    def test_each_part_has_its_ground(self):
        assert "parts" in of("37", "A", withheld=("15",), parts=("16-1",))
        assert "parts" in of("37", "A", withheld=("15", "16-1"), parts=("15",))
        assert "parts" not in of("37", "A", withheld=("15", "16-1"), parts=("15", "16-1"))
        assert "parts_recorded" in of("37", "A", withheld=("15", "16-1"))
        assert "parts_recorded" not in of("37", "A", withheld=("15",))

    @pytest.mark.parametrize(
        "text", ["明细见附件。", "清单随本答复书附上。", "共三份，附后。", "附件1：清单", "电子版一并发送。"]
    )
    def test_what_is_promised_over_the_network_lies_beside_the_reply(self, text):
        network, said = Facts(on=ON, is_by_network=True), {"information": text}
        assert "第1项写了附件，却没有添加" in of("36-2", facts=network, said=said)["attached"]
        assert "attached" not in of("36-2", facts=network, said=said, files_given=1)
        assert "attached" not in of("36-2", said=said)  # on paper: the post encloses it

    @pytest.mark.parametrize("text", ["依附于本机关的资料", "总额九万元。", "附近小区名单如下"])
    def test_not_every_word_promises_a_file(self, text):
        network = Facts(on=ON, is_by_network=True)
        assert "attached" not in of("36-2", facts=network, said={"information": text})

    def test_the_right_agency_is_named_or_said_to_be_unknown(self):
        assert "right_agency" in of("36-5", said={"reasons": "x"})
        assert "right_agency" not in of("36-5", said={"reasons": "x", "right_agency": "市水务局"})

    @pytest.mark.parametrize(
        ("named", "is_found"),
        [
            ("市水务局", True), ("", False), ("市水务局（济政发〔2024〕3号）", True),
            ("市水务局，电话0531-00000003", False), ("市水务局，12345", False),
            ("市水务局（https://water.demo.invalid）", False), ("市水务局，演示路3号", False),
            ("市水务局（地址：演示大厦）", False), ("市水务局（water@demo.invalid）", False),
        ],
    )  # fmt: skip
    def test_the_right_agency_is_told_with_how_to_reach_it(self, named, is_found):
        assert (
            "right_agency_reached" in of("36-5", said={"reasons": "x", "right_agency": named})
        ) is is_found

    def test_an_earlier_reply_is_one_to_this_applicant(self):
        known = Facts(on=ON, own_replies=frozenset({"市财政局依复〔2025〕3号"}))
        assert (
            "查不到" in of("36-6", facts=known, said={"earlier_reply": "市财政局依复〔2025〕9号"})["earlier"]
        )
        good = {"earlier_reply": "市财政局依复〔2025〕3号（2025年3月3日送达）"}
        assert "earlier" not in of("36-6", facts=known, said=good)
        assert "earlier" in of("36-6", said=good)

    def test_a_law_that_forbids_is_named_with_its_article(self):
        assert "forbidding_law" in of("14-law", "A", said={"law": "行政复议法"})
        assert "forbidding_law" not in of("14-law", "A", said={"law": "《行政复议法》第二十三条"})

    def test_what_must_be_said_is_said(self):
        assert "理由" in of("38")["told"]


class TestTheClause:
    @pytest.mark.parametrize("ground", ["14-secret", "15", "16-1", "16-2-files"])
    def test_of_a_refusal_is_a(self, ground):
        assert "clause_a" in of(ground, "B")
        assert "clause_a" not in of(ground, "A")

    @pytest.mark.parametrize("ground", ["36-4", "36-7", "36-5", "38", "36-2", "35"])
    def test_of_everything_else_is_not(self, ground):
        assert "clause_b" in of(ground, "A")
        assert not {"clause_a", "clause_b"} & set(of(ground, "B"))

    def test_of_a_part_kept_back_is_a(self):
        assert "clause_a" in of("37", "B", withheld=("15",))

    def test_is_whole_signed_and_has_its_channel(self):
        assert "复议机关" in found(Facts(on=ON, remedy_lacks=("复议机关",)))["clause"]
        assert "渠道" in found(Facts(on=ON, is_by_network=True))["channel"]
        assert "channel" not in found(Facts(on=ON, is_by_network=True, channel="https://fy.example.cn"))
        assert "救济途径表" in found(Facts(on=ON, unsigned=("救济途径表",)))["signed"]


class TestFreeText:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("可在三个月内向人民法院提起诉讼", "old_period"),
            ("可以3个月内起诉", "old_period"),
            ("可向上一级主管部门申请行政复议", "old_organ"),
            ("可向上级主管部门或者本级人民政府申请复议", "old_organ"),
            ("与您自身生产、生活、科研等特殊需要无关", "purpose"),
            ("不符合三需要", "purpose"),
            ("申请用途不明", "purpose"),
            ("不服的可以申请行政复议", "remedy_typed"),
        ],
    )
    def test_finds_what_is_no_longer_so(self, text, code):
        assert code in of("38", said={"reasons": text})

    @pytest.mark.parametrize(
        "text",
        [
            "该项目三个月内完工，竣工资料正在整理",
            "上级主管部门的批复由该部门公开",
            "生产、生活用水的数据需要汇总",
        ],
    )
    def test_lets_other_words_pass(self, text):
        assert not {"old_period", "old_organ", "purpose"} & set(of("38", said={"reasons": text}))

    def test_hints_at_long_sentences_and_thin_reasons_without_holding_up(self):
        told = Facts(on=ON, longest_sentence=200, sentence_most=80)
        out = checked(replace(told, items=(item("38", said={"reasons": "不公开"}),), remedy="B"))
        hints = {one.check.code for one in out if one.finding}
        assert {"readable", "reasons"} <= hints
        assert not any(one.stops or one.warns for one in out)


class TestThePeopleAndTheDay:
    def test_late_is_a_warning_not_a_wall(self):
        late = Facts(on=ON, due_on=date(2026, 2, 27))  # Friday
        assert "2026-02-27" in found(late)["day"]
        assert "day" not in found(replace(late, due_on=ON))

    def test_somebody_can_be_reached(self):
        assert "addressee" in found(Facts(on=ON, has_name=False))
        assert "邮寄" in found(Facts(on=ON, route="post", has_address=False))["reachable"]
        assert "邮箱" in found(Facts(on=ON, route="email", has_email=False))["reachable"]

    def test_an_extension_after_the_day_is_none(self):
        assert "不能成立" in found(Facts(on=ON, extended_late=True))["extension"]


class TestOfARequest:
    def test_all_pass_when_everything_is_in_order(self, decided, court):
        assert not [one for one in checks_of(now_of(decided), on=NOW.date()) if one.holds_up]

    def test_finds_other_peoples_numbers_but_not_the_applicants_own(self, received, clerk, court):
        divide(received, clerk)
        decide(
            received,
            clerk,
            "38",
            reasons="请联系13912345678，或者看贵方提供的13800000000，需要另行汇总制作。",
        )
        (one,) = [each for each in checks_of(received, on=NOW.date()) if each.checked.check.code == "private"]
        assert "手机号" in one.checked.finding
        decide(received, clerk, "38", reasons="您留下的13800000000已经收到，需要另行汇总制作才能提供。")
        (one,) = [each for each in checks_of(received, on=NOW.date()) if each.checked.check.code == "private"]
        assert one.checked.is_passed


class TestDraftReply:
    def test_is_stopped_without_a_search(self, received, clerk, court):
        divide(received, clerk)
        replies.decide_item(
            **seen(received), place=1, ground="36-4", withheld=(), said={"search_record": "已检索"}, row=None,
            row_reason="", actor=clerk, now=NOW,
        )  # fmt: skip
        with pytest.raises(checking.NotInOrder, match="检索记录"):
            draft(received, clerk)

    def test_waits_for_the_reason_of_a_warning_and_keeps_it(self, received, clerk, court):
        divide(received, clerk)
        decide(received, clerk, "36-5", reasons="这份文件由其他机关制作，本机关没有保存。")
        with pytest.raises(checking.NotInOrder, match="说明理由"):
            draft(received, clerk)
        made = acknowledge(received, clerk)
        assert AuditEntry.objects.order_by("-seq")[0].code == "disclosure.check.acknowledged"
        draft(received, clerk)
        made.refresh_from_db()
        assert made.reply == open_reply(received)

    def test_in_which_a_third_party_agreed_is_stopped(self, received, clerk, court, city, legal):
        for code in ("disclosure.remedies", "disclosure.remedy_organs"):
            sign(code, city, legal)
        consult(
            **seen(received), party=Party.THIRD, name="甲", about="报价", on=NOW.date(), actor=clerk, now=NOW
        )
        note_delivery(number=received.number, place=1, on=NOW.date(), actor=clerk, now=NOW)
        note_opinion(
            number=received.number, place=1, opinion=Opinion.AGREES, reasons="", on=NOW.date(), actor=clerk,
            now=NOW,
        )  # fmt: skip
        divide(received, clerk)
        decide(
            received, clerk, "15", reasons="涉及该公司未公开的报价，公开会损害其利益。", consultation="同意"
        )
        with pytest.raises(checking.NotInOrder, match="都同意公开"):
            draft(received, clerk)


def acknowledge(request, actor, check="right_agency", reason="多方查询仍不能确定", finding=None):
    stands = {one.checked.check.code: one for one in checks_of(now_of(request), on=NOW.date())}
    shown = stands[check].shown if finding is None else finding
    return checking.acknowledge_check(
        number=request.number, check=check, finding=shown, reason=reason, actor=actor, now=NOW
    )


class TestAcknowledgeCheck:
    @pytest.fixture
    def warned(self, received, clerk, court):
        divide(received, clerk)
        decide(received, clerk, "36-5", reasons="这份文件由其他机关制作，本机关没有保存。")
        return received

    def test_holds_for_the_very_sentence(self, warned, clerk):
        acknowledge(warned, clerk)
        assert not [one for one in checks_of(warned, on=NOW.date()) if one.holds_up]
        with pytest.raises(checking.NothingFound):
            acknowledge(warned, clerk)

    def test_is_refused_when_something_else_was_read(self, warned, clerk):
        with pytest.raises(checking.FoundAnew):
            acknowledge(warned, clerk, finding="别的")
        with pytest.raises(checking.NotInOrder):
            acknowledge(warned, clerk, reason=" ")

    def test_cannot_mend_what_stops_or_what_is_in_order(self, warned, clerk):
        for check in ("searched", "nonsense"):
            with pytest.raises(checking.NothingFound):
                acknowledge(warned, clerk, check=check, finding="x")

    def test_is_the_agencys(self, warned, neighbour, office, head, clerk):
        with pytest.raises(NoSuchRequest):
            acknowledge(warned, neighbour)
        with pytest.raises(NotYourWork):
            acknowledge(warned, office)
        acknowledge(warned, head)
        assert Acknowledgement.objects.get().by_id == head.person_id

    def test_is_over_with_the_issue(self, issued, clerk):
        with pytest.raises(NotInWork):
            acknowledge(issued, clerk, check="day", finding="x")


class TestIssueReply:
    def test_a_day_late_waits_for_a_reason(self, drafted, reviewer, head):
        late = LAST.replace(day=22)  # Wednesday
        replies.review_reply(**seen(drafted), actor=reviewer, now=late)
        replies.clear_reply(**seen(drafted), actor=reviewer, now=late)
        with pytest.raises(checking.NotInOrder, match="届满"):
            replies.issue_reply(**seen(drafted), actor=head, now=late)
        stands = {one.checked.check.code: one for one in checks_of(now_of(drafted), on=late.date())}
        checking.acknowledge_check(
            number=drafted.number, check="day", finding=stands["day"].shown, reason="检索用时较长",
            actor=head, now=late,
        )  # fmt: skip
        replies.issue_reply(**seen(drafted), actor=head, now=late)
        assert Acknowledgement.objects.get().reply.issued_by_id == head.person_id


class TestEarlierReplies:
    def test_must_be_to_this_applicant_by_this_agency(self, issued, clerk):
        number = open_reply(issued).number
        another = hand_in(clerk, who=replace(WHO, proof=Proof.PASSPORT, proof_number="E00000001"))
        divide(another, clerk)
        decide(another, clerk, "36-6", earlier_reply=number)
        assert [one.checked.check.code for one in checks_of(another, on=NOW.date()) if one.checked.stops] == [
            "earlier"
        ]
        again = hand_in(clerk)
        divide(again, clerk)
        decide(again, clerk, "36-6", earlier_reply=number)
        assert not [one for one in checks_of(again, on=NOW.date()) if one.checked.stops]
        decide(again, clerk, "36-6", earlier_reply="市财政局依复〔2024〕99号")
        assert [one.checked.check.code for one in checks_of(again, on=NOW.date()) if one.checked.stops] == [
            "earlier"
        ]
