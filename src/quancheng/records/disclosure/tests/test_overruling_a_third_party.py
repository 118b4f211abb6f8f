"""What a third party refused goes out only once it has been told in writing what, and why (第三十二条)."""

import pytest

from quancheng.kernel.audit.models import AuditEntry
from quancheng.records.disclosure.commands import letters, replies
from quancheng.records.disclosure.commands.checking import NotInOrder, PartyNotTold
from quancheng.records.disclosure.commands.consulting import consult, note_delivery, note_opinion
from quancheng.records.disclosure.models import Letter, Reply
from quancheng.records.disclosure.models.consultations import Opinion, Party
from quancheng.records.disclosure.queries.checks import checks_of
from quancheng.records.disclosure.tests.conftest import NOW, day, now_of, read_warnings, seen, signed_in
from quancheng.records.disclosure.tests.story import decided, divided, drafted, rules_in_force

GIVEN = {"information": "见附件"}


def heard(request, clerk, opinion, *, name="演示设备有限公司"):
    """A third party that was asked, has the letter and said this, all on one day."""
    on = NOW.date()
    asked = consult(
        **seen(request), party=Party.THIRD, name=name, about="报价（演示）", on=on, actor=clerk, now=NOW
    )
    told = {"number": request.number, "place": asked.place, "on": on, "actor": clerk, "now": NOW}
    note_delivery(**told)
    note_opinion(**told, opinion=opinion, reasons="商业秘密（演示）")


def found(request):
    return {one.checked.check.code: one.checked for one in checks_of(request, on=NOW.date())}


def overrule(request, head, place=1):
    return letters.overrule_party(
        number=request.number, place=place, content="中标价格", why="涉及公共资金使用", actor=head, now=NOW
    )


def note_served(request, clerk, made):
    return letters.note_letter_served(
        number=request.number, place=made.place, way=Reply.Way.BY_POST, proof="XA1（演示）", on=NOW.date(),
        actor=clerk, now=NOW,
    )  # fmt: skip


def passed(request, reviewer):
    replies.review_reply(**seen(request), actor=reviewer, now=NOW)
    replies.clear_reply(**seen(request), actor=reviewer, now=NOW)


def serve(request, clerk):
    return replies.serve_reply(
        **seen(request), way=Reply.Way.BY_POST, proof="XA2（演示）", on=NOW.date(), actor=clerk, now=NOW
    )


@pytest.fixture
def refused(received, clerk, office, legal):
    """A third party refused with reasons; the one item is to be given all the same."""
    rules_in_force(office, legal)
    divided(received, clerk)
    heard(received, clerk, Opinion.REFUSES_WITH_REASONS)
    decided(received, clerk, "36-2", said=GIVEN)
    return received


class TestDisclosingOverARefusal:
    def test_is_not_drafted_before_the_party_is_told(self, refused, clerk):
        with pytest.raises(
            NotInOrder, match=r"第1份征求意见的第三方不同意公开.*第1项.*“文书”.*依申请公开告知书"
        ):
            drafted(refused, clerk)
        check = found(refused)["third_told"]
        assert check.stops
        assert check.check.source == "《条例》第三十二条"

    def test_goes_on_once_it_is(self, refused, clerk, head, reviewer):
        made = overrule(refused, head)
        assert found(refused)["third_told"].is_passed
        drafted(refused, clerk)
        passed(refused, reviewer)
        replies.issue_reply(**seen(refused), actor=head, now=NOW)
        with pytest.raises(PartyNotTold, match=r"第1份征求意见.*先送达第三方"):
            serve(refused, clerk)
        note_served(refused, clerk, made)
        assert serve(refused, clerk).case.ended_on == NOW.date()

    def test_is_not_signed_when_the_letter_was_declared_void(self, refused, clerk, head, reviewer):
        made = overrule(refused, head)
        drafted(refused, clerk)
        passed(refused, reviewer)
        letters.void_letter(number=refused.number, place=made.place, reason="内容有误", actor=head, now=NOW)
        with pytest.raises(NotInOrder, match="书面告知"):
            replies.issue_reply(**seen(refused), actor=head, now=NOW)

    def test_does_not_reach_the_applicant_on_a_letter_that_became_void(self, refused, clerk, head, reviewer):
        made = overrule(refused, head)
        drafted(refused, clerk)
        passed(refused, reviewer)
        replies.issue_reply(**seen(refused), actor=head, now=NOW)
        note_served(refused, clerk, made)
        letters.void_letter(number=refused.number, place=made.place, reason="有误", actor=head, now=NOW)
        with pytest.raises(PartyNotTold, match="书面告知"):
            serve(refused, clerk)
        again = overrule(refused, head)
        note_served(refused, clerk, again)
        assert serve(refused, clerk).case.ended_on == day("2024-04-22")

    def test_waits_for_the_letter_to_each_of_them(self, refused, clerk, head):
        heard(refused, clerk, Opinion.REFUSES_WITH_REASONS, name="演示建设有限公司")
        overrule(refused, head, place=1)
        assert "第2份征求意见" in found(refused)["third_told"].finding
        overrule(refused, head, place=2)
        assert found(refused)["third_told"].is_passed
        assert Letter.objects.filter(sort="override").count() == 2


class TestWhatIsWeighedByAPerson:
    def test_is_a_refusal_without_reasons(self, received, clerk, office, legal):
        rules_in_force(office, legal)
        divided(received, clerk)
        heard(received, clerk, Opinion.REFUSES)
        decided(received, clerk, "36-2", said=GIVEN)
        assert found(received)["third_told"].is_passed
        assert found(received)["third_weighed"].warns
        with pytest.raises(NotInOrder, match="没有说明理由"):
            drafted(received, clerk)
        read_warnings(received, clerk)
        drafted(received, clerk)

    def test_is_an_item_given_beside_one_kept_back(self, received, clerk, office, legal):
        rules_in_force(office, legal)
        divided(received, clerk, "报价", "预算总额")
        heard(received, clerk, Opinion.REFUSES_WITH_REASONS)
        decided(received, clerk, "15", place=1, said={"reasons": "涉及商业秘密", "consultation": "不同意"})
        assert found(received)["third_weighed"].is_passed
        decided(received, clerk, "36-2", place=2, said=GIVEN)
        assert "另有予以公开的内容" in found(received)["third_weighed"].finding

    def test_is_nothing_where_the_party_agrees_or_is_followed(self, received, clerk, office, legal):
        rules_in_force(office, legal)
        divided(received, clerk)
        heard(received, clerk, Opinion.AGREES)
        decided(received, clerk, "36-2", said=GIVEN)
        assert found(received)["third_told"].is_passed
        assert found(received)["third_weighed"].is_passed
        assert drafted(received, clerk).case.state == now_of(received).case.state


@pytest.mark.usefixtures("desk_surface")
class TestAThirdPartyOnThePage:
    """It may be a person: masked like an applicant, and read by an act of its own."""

    def test_is_masked_with_its_reasons(self, received, clerk):
        heard(received, clerk, Opinion.REFUSES_WITH_REASONS, name="演示张三")
        shown = signed_in(clerk).get(f"/disclosure/{received.number}/").text
        assert "演***" in shown
        assert "已写明，默认隐藏" in shown
        for told in ("演示张三", "商业秘密（演示）"):
            assert told not in shown

    def test_is_read_in_clear_with_a_line_in_the_audit(self, received, clerk, neighbour, office):
        heard(received, clerk, Opinion.REFUSES_WITH_REASONS, name="演示张三")
        address = f"/disclosure/{received.number}/asked/1/party/"
        shown = signed_in(clerk).post(address)
        assert "no-store" in shown["Cache-Control"]
        for told in ("演示张三", "商业秘密（演示）", "本次查看已记入审计"):
            assert told in shown.text
        line = AuditEntry.objects.latest("seq")
        assert (line.code, line.facts["place"]) == ("disclosure.party.read", 1)
        assert "演示张三" not in signed_in(clerk).get(f"/disclosure/{received.number}/").text
        for who in (neighbour, office):
            assert signed_in(who).post(address).status_code == 404

    def test_an_organ_is_not_masked(self, received, clerk):
        consult(
            **seen(received), party=Party.CO_MAKER, name="演示市统计局", about="报价（演示）",
            on=NOW.date(), actor=clerk, now=NOW,
        )  # fmt: skip
        shown = signed_in(clerk).get(f"/disclosure/{received.number}/").text
        assert "演示市统计局" in shown
        assert "asked/1/party/" not in shown
