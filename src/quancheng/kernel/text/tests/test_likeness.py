"""How alike two texts are: pairs that ask for the same, and pairs that only sound so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quancheng.kernel.text.likeness import (
    figures_apart,
    likeness,
    only_in,
    pieces,
    share_in,
    shared,
    sought,
)

SAME = [
    ("2025年市级部门预算执行情况的报告", "申请公开2025年度市级部门预算执行情况报告"),
    (
        "城东片区老旧小区改造项目的施工合同和竣工验收报告",
        "请公开城东片区老旧小区改造项目施工合同、竣工验收报告等相关材料",
    ),
    ("征收土地公告、征地补偿安置方案及公告", "征地补偿安置方案和公告，征收土地公告"),
    ("某小区维修资金使用情况", "关于某小区维修资金的使用情况的政府信息"),
    ("某项目建设用地规划许可证及附图附件", "某项目的建设用地规划许可证以及附件、附图"),
    (
        "关于协同社区地块处置的会议纪要（纪要〔2016〕28号）",
        "西街纪要〔2016〕28号《关于协同社区地块处置及相关事宜的会议纪要》",
    ),
    ("房屋征收补偿费用足额到位、专户存储的资金证明", "房屋征收补偿费用专户存储、足额到位的证明"),
]
APART = [
    ("2025年市级部门预算执行情况的报告", "2025年市级部门决算公开情况说明"),
    ("城东片区老旧小区改造项目的施工合同", "城东片区老旧小区改造项目的听证笔录"),
    ("征收土地公告", "征地社会稳定风险评估材料"),
    ("小区维修资金使用情况", "小区物业服务用房面积"),
    ("某项目建设用地规划许可证", "某项目商铺预售许可证"),
]
SHIPPED = 78  # per cent, the norm disclosure.alike_same


class TestLikeness:
    @pytest.mark.parametrize(("one", "other"), SAME)
    def test_of_the_same_thing_in_other_words_reaches_the_norm(self, one, other):
        assert likeness(one, other) >= SHIPPED

    @pytest.mark.parametrize(("one", "other"), APART)
    def test_of_different_things_stays_below(self, one, other):
        assert likeness(one, other) < SHIPPED

    def test_does_not_see_spaces_width_script_and_a_new_frame(self):
        assert likeness("請公開 ２０２５ 年預算報告", "2025年预算报告") == 100
        assert likeness("", "预算") == likeness("请公开", "请公开") == 0

    @given(st.text(max_size=80), st.text(max_size=80))
    def test_is_mutual_and_between_nothing_and_everything(self, one, other):
        assert likeness(one, other) == likeness(other, one)
        assert 0 <= likeness(one, other) <= 100
        assert not pieces(one) or likeness(one, one) == 100


class TestFiguresApart:
    def test_tells_two_years_apart(self):
        assert figures_apart("2024年预算", "2025年预算") == ("2024", "2025")

    @pytest.mark.parametrize("other", ["2024年度预算", "预算", "２０２４年预算"])
    def test_finds_no_contradiction_where_there_is_none(self, other):
        assert figures_apart("2024年预算", other) == ("", "")


class TestTheExplanation:
    def test_names_what_both_hold_and_what_only_one_does(self):
        one, other = APART[1]
        assert "城东片区老旧小区改造项目" in shared(one, other)[0]
        assert only_in(one, other) == ("施工合同",)
        assert only_in(other, one) == ("听证笔录",)

    def test_of_a_short_text_in_a_long_one_is_its_share(self):
        assert share_in("老旧小区改造", f"关于{'其他' * 50}城东老旧小区改造进度的答复") == 100
        assert share_in("", "甲") == 0

    def test_looks_for_few_pieces_spread_over_the_text(self):
        found = sought("城东片区老旧小区改造项目的施工合同和竣工验收报告以及监理日志设计变更")
        assert 0 < len(found) <= 16
        assert sought("的情况") == ()
