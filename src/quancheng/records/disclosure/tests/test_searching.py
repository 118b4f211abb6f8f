"""Searches on record and parts kept back: what they need, who enters them, what an answer says of them."""

import pytest

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.files.safety import check_upload
from quancheng.records.disclosure.commands import searching
from quancheng.records.disclosure.models import SearchRecord, WithheldPart
from quancheng.records.disclosure.models.searches import Result
from quancheng.records.disclosure.queries.replies import NoSuchItem, item_for
from quancheng.records.disclosure.queries.requests import NoSuchRequest
from quancheng.records.disclosure.queries.searches import NoSuchRecord, file_of_search, proofs_told
from quancheng.records.disclosure.queries.working import NotInWork, NotYourWork
from quancheng.records.disclosure.rules.grounds import Must, UnknownGround
from quancheng.records.disclosure.tests.conftest import NOW, day, decide, divide, draft, searched
from quancheng.records.disclosure.tests.test_replies import last_told


@pytest.fixture
def divided(received, clerk):
    return divide(received, clerk, "预算报告", "决算报告")


def part(request, actor, **told):
    given = {"place": 1, "part": "第三条的单价", "ground": "15", "reason": "供应商的商业秘密", **told}
    return searching.record_part(number=request.number, actor=actor, now=NOW, **given)


class TestRecordSearch:
    def test_keeps_where_by_what_words_who_when_and_what_came_of_it(self, divided, clerk):
        made = searched(divided, clerk, note="已问过档案馆")
        assert (made.wanted, made.result, made.recorded_by_id) == ("预算报告", "none", clerk.person_id)
        assert last_told() == "disclosure.search.recorded"

    def test_writes_the_words_of_the_answer(self, divided, clerk):
        searched(divided, clerk)
        searched(divided, clerk, searched_in="档案馆", result=Result.SOME, note="只有目录")
        told = proofs_told(item_for(clerk, divided.number, 1))
        assert told == {
            Must.SEARCH_RECORD: "2024年4月22日，演示检索员在档案系统、财务系统，"
            "以“预算报告”为关键词检索，没有查到。\n"
            "2024年4月22日，演示检索员在档案馆，以“预算报告”为关键词检索，查到一部分。只有目录。"
        }
        assert proofs_told(item_for(clerk, divided.number, 2)) == {}

    @pytest.mark.parametrize("lacking", ["searched_in", "keywords", "searched_by"])
    def test_is_refused_when_a_word_lacks(self, divided, clerk, lacking):
        with pytest.raises(searching.BadSearch, match="写全"):
            searched(divided, clerk, **{lacking: " "})

    @pytest.mark.parametrize("on", ["2024-04-23", "2024-04-19"])  # Tuesday: tomorrow; Friday: before receipt
    def test_is_refused_on_a_day_on_which_it_was_not_made(self, divided, clerk, on):
        with pytest.raises(searching.BadSearch, match="检索日期"):
            searched(divided, clerk, searched_on=day(on))

    def test_stays_with_its_item_when_the_request_is_taken_apart_anew(self, divided, clerk):
        searched(divided, clerk)
        divide(divided, clerk, "别的", "预算报告")
        assert proofs_told(item_for(clerk, divided.number, 2))
        assert not proofs_told(item_for(clerk, divided.number, 1))

    def test_is_closed_to_others(self, divided, head, neighbour, office):
        for stranger, refusal in ((head, NotYourWork), (neighbour, NoSuchRequest), (office, NotYourWork)):
            with pytest.raises(refusal):
                searched(divided, stranger)
        assert not SearchRecord.objects.exists()

    def test_wants_an_item_and_an_open_decision(self, divided, clerk, court):
        with pytest.raises(NoSuchItem):
            searched(divided, clerk, place=3)
        divide(divided, clerk)
        decide(divided, clerk, "36-4", search_record="已检索")
        draft(divided, clerk)
        with pytest.raises(NotInWork):
            searched(divided, clerk)

    def test_keeps_a_proof_that_only_the_agency_reads(self, divided, clerk, head, neighbour, office):
        upload = check_upload("检索截图".encode(), name="截图.txt")
        made = searched(divided, clerk, files=[(upload, "检索截图".encode())])
        for actor in (clerk, head):
            assert file_of_search(actor, divided.number, made.pk).name == "截图.txt"
        with pytest.raises(NoSuchRequest):
            file_of_search(neighbour, divided.number, made.pk)
        with pytest.raises(NoSuchRecord):
            file_of_search(office, divided.number, made.pk)


class TestWithdrawSearch:
    def test_keeps_it_with_the_reason(self, divided, clerk):
        made = searched(divided, clerk)
        searching.withdraw_search(
            number=divided.number, search_id=made.pk, reason="填错了", actor=clerk, now=NOW
        )
        assert SearchRecord.objects.get().withdrawn_for == "填错了"
        assert not proofs_told(item_for(clerk, divided.number, 1))
        assert last_told() == "disclosure.search.withdrawn"
        with pytest.raises(NoSuchRecord):
            searching.withdraw_search(
                number=divided.number, search_id=made.pk, reason="再来", actor=clerk, now=NOW
            )

    def test_needs_a_reason_and_the_agency(self, divided, clerk, neighbour):
        made = searched(divided, clerk)
        with pytest.raises(searching.BadSearch):
            searching.withdraw_search(
                number=divided.number, search_id=made.pk, reason=" ", actor=clerk, now=NOW
            )
        with pytest.raises(NoSuchRequest):
            searching.withdraw_search(
                number=divided.number, search_id=made.pk, reason="填错", actor=neighbour, now=NOW
            )


class TestRecordPart:
    def test_has_its_own_ground_and_reason(self, divided, clerk):
        part(divided, clerk)
        part(divided, clerk, part="会议发言", ground="16-2-process", reason="讨论记录。")
        assert proofs_told(item_for(clerk, divided.number, 1))[Must.REDACTION] == (
            "1．第三条的单价：依据《条例》第十五条（保护第三方合法权益），供应商的商业秘密。\n"
            "2．会议发言：依据《条例》第十六条第二款（属于四类过程性信息），讨论记录。"
        )
        assert last_told() == "disclosure.part.recorded"

    def test_rests_on_an_exception_only(self, divided, clerk):
        for ground, refusal in (("36-4", searching.BadPart), ("99", UnknownGround)):
            with pytest.raises(refusal):
                part(divided, clerk, ground=ground)
        for lacking in ({"part": " "}, {"reason": ""}):
            with pytest.raises(searching.BadPart):
                part(divided, clerk, **lacking)

    def test_is_closed_to_others(self, divided, head, neighbour):
        for stranger, refusal in ((head, NotYourWork), (neighbour, NoSuchRequest)):
            with pytest.raises(refusal):
                part(divided, stranger)

    def test_can_be_struck_out_again(self, divided, clerk, neighbour):
        made = part(divided, clerk)
        with pytest.raises(NoSuchRequest):
            searching.remove_part(number=divided.number, part_id=made.pk, actor=neighbour, now=NOW)
        searching.remove_part(number=divided.number, part_id=made.pk, actor=clerk, now=NOW)
        assert not WithheldPart.objects.exists()
        assert AuditEntry.objects.order_by("-seq")[0].code == "disclosure.part.removed"
        with pytest.raises(NoSuchRecord):
            searching.remove_part(number=divided.number, part_id=made.pk, actor=clerk, now=NOW)
