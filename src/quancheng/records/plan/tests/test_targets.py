"""Figures proposed from the text of a requirement."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quancheng.records.plan.rules.targets import targets_of


def only(text):
    (target,) = targets_of(text)
    return target.text, target.kind.value, target.number, target.unit, target.at_least, target.per


class TestTargetsOf:
    @pytest.mark.parametrize(
        ("text", "target"),
        [
            ("公开69个演示小区的进展", ("69个", "count", 69, "个", False, "")),
            ("每年至少2次", ("每年至少2次", "rhythm", 2, "次", True, "年")),
            ("主要负责人每年至少召开1次会议", ("每年至少召开1次", "rhythm", 1, "次", True, "年")),
            ("至少召开1次会议", ("至少召开1次", "count", 1, "次", True, "")),
            ("每季度开展一次检查", ("每季度开展一次", "rhythm", 1, "次", False, "季度")),
            ("组织两次培训", ("两次", "count", 2, "次", False, "")),
            ("培育30家以上企业", ("30家以上", "count", 30, "家", True, "")),
            ("实现100%覆盖", ("100%", "rate", 100, "%", False, "")),
            ("办结率达到95%以上", ("达到95%以上", "rate", 95, "%", True, "")),
            ("新增不少于 20 个", ("不少于 20 个", "count", 20, "个", True, "")),
            ("服务2.4亿人次", ("2.4亿人次", "count", 240_000_000, "人次", False, "")),
            ("全年不少于12期", ("全年不少于12期", "rhythm", 12, "期", True, "年")),
            ("公开６９個小區", ("６９個", "count", 69, "个", False, "")),
        ],
    )
    def test_reads_a_figure(self, text, target):
        assert only(text) == target

    def test_reads_a_date_that_returns(self):
        assert only("每年年底前公布结果") == ("每年年底前", "date", None, "", False, "年")

    def test_reads_a_span(self):
        (target,) = targets_of("引进1—2家企业")
        assert (target.number, target.up_to) == (1, 2)

    @pytest.mark.parametrize(
        "text",
        [
            "与12345热线联动",
            "打造“315”体系和“415X”集群",
            "2024年重点工作",
            "推进5G、6G和400G试点，时延3ms",
            "第3个专题、第二次会议",
            "15个工作日内、3个月内答复",
            "一次性告知，落实三审三校",
            "国办发〔2018〕128号",
            "给予最高不超过100万元补助",
            "“一库多平台”",
        ],
    )
    def test_takes_no_name_year_or_limit_for_a_figure(self, text):
        assert targets_of(text) == ()

    def test_keeps_the_order_of_the_text(self):
        found = targets_of("建成3个中心，覆盖率达到80%，每年至少2次检查")
        assert [target.kind.value for target in found] == ["count", "rate", "rhythm"]

    @given(st.text(alphabet="每年至少两次一二12345个家%万以上召开，。 ", max_size=80))
    def test_every_figure_stands_in_the_text_and_none_twice(self, text):
        found = targets_of(text)
        assert all(target.text in text for target in found)
        assert sum(len(target.text) for target in found) <= len(text)
