"""A request of several matters charged as several items (一事一申请, 国办函〔2020〕109号第四条)."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from quancheng.records.disclosure.commands import fee_mending, fees
from quancheng.records.disclosure.models import Fee, Letter
from quancheng.records.disclosure.queries.fees import place_in_month
from quancheng.records.disclosure.rules.fees import Basis
from quancheng.records.disclosure.tests.conftest import at, day, hand_in, seen, signed_in
from quancheng.records.disclosure.tests.test_charging.conftest import (
    NOTICE,
    issue,
    many,
    propose,
)


def take_back(request, **told):
    return fee_mending.take_back_fee_notice(**seen(request), **told)


WHY = "采购合同、验收报告、付款凭证各为一件（演示）"


class TestProposeFee:
    def test_counts_as_many_items_as_a_person_says(self, eleventh, clerk):
        fee = propose(eleventh, clerk, items=3, split_why=WHY)
        assert (fee.before, fee.count, fee.yuan, fee.split_why) == (10, 3, 300, WHY)
        first, *lines = fee.working.splitlines()
        assert "拆分为3件（最小合理单元）" in first
        assert WHY in first
        assert lines == ["第11至13件：3件×100元＝300元", "合计300元"]

    def test_may_reach_into_the_tiers_from_below(self, clerk, payment):
        fee = propose(many(clerk, 9), clerk, items=4, split_why=WHY)
        assert (fee.before, fee.count, fee.yuan) == (8, 4, 200)  # items 9 and 10 cost nothing

    def test_is_one_item_unless_somebody_splits_it(self, eleventh, clerk):
        fee = propose(eleventh, clerk)
        assert (fee.count, fee.split_why) == (1, "")
        assert "拆分" not in fee.working

    @pytest.mark.parametrize(
        ("told", "said"),
        [
            ({"items": 3, "split_why": " "}, "请写明"),
            ({"items": 1, "split_why": WHY}, "拆分件数"),
            ({"items": 0, "split_why": WHY}, "至少为1"),
            ({"basis": Basis.PAGES, "pages": 68, "items": 2, "split_why": WHY}, "不拆分"),
        ],
    )
    def test_is_refused_without_a_reason_or_by_page(self, eleventh, clerk, told, said):
        with pytest.raises(fees.BadSplit, match=said):
            propose(eleventh, clerk, **told)
        assert not Fee.objects.exists()

    def test_the_table_keeps_none_without_a_reason(self, eleventh, clerk):
        fee = propose(eleventh, clerk, items=3, split_why=WHY)
        with pytest.raises(IntegrityError), transaction.atomic():
            Fee.objects.filter(pk=fee.pk).update(split_why="")


class TestIssueFeeNotice:
    def test_says_the_split_and_shows_the_working(self, eleventh, clerk, head):
        propose(eleventh, clerk, items=3, split_why=WHY)
        issue(eleventh, head)
        text = Letter.objects.get(request=eleventh, sort="fee_notice").text
        for told in ("第11至13件申请", "拆分为3件", WHY, "3件×100元＝300元", "人民币300元"):
            assert told in text

    def test_lets_the_month_count_on_from_there(self, eleventh, clerk, head):
        later = hand_in(clerk, came_on="2024-09-03", now=at("2024-09-03"))  # Tuesday
        propose(eleventh, clerk, items=3, split_why=WHY)
        assert place_in_month(later, on=day(NOTICE)) == 12  # a proposal counts for nothing yet
        issue(eleventh, head)
        assert place_in_month(later, on=day(NOTICE)) == 14
        assert place_in_month(eleventh, on=day(NOTICE)) == 11
        fee = propose(later, clerk)
        assert fee.working.startswith("第14件：")

    def test_turns_back_what_was_counted_before(self, eleventh, clerk, head):
        later = hand_in(clerk, came_on="2024-09-03", now=at("2024-09-03"))
        propose(later, clerk)
        propose(eleventh, clerk, items=3, split_why=WHY)
        issue(eleventh, head)
        with pytest.raises(fees.FeeChanged):
            issue(later, head)

    def test_counts_no_longer_once_it_is_taken_back(self, eleventh, clerk, head):
        later = hand_in(clerk, came_on="2024-09-03", now=at("2024-09-03"))
        propose(eleventh, clerk, items=3, split_why=WHY)
        issue(eleventh, head)
        take_back(eleventh, reason="拆分有误", actor=head, now=at(NOTICE, "11:00"))
        assert place_in_month(later, on=day(NOTICE)) == 12


@pytest.mark.usefixtures("desk_surface")
class TestThePage:
    def test_asks_for_the_reason_and_keeps_what_was_entered(self, eleventh, clerk):
        address = reverse("disclosure_desk:step", args=[eleventh.number, "propose_fee"])
        told = {"step": "propose_fee", "version": eleventh.case.version, "basis": "items", "items": "3",
                "why": "明显超过合理范围", "split_why": ""}  # fmt: skip
        shown = signed_in(clerk).post(address, told)
        assert "拆分为3件的，请写明拆分理由" in shown.text
        assert not Fee.objects.exists()
