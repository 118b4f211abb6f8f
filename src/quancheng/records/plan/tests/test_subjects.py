"""What an order is about is told in whole clauses of the task."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quancheng.records.plan.rules.subject import LONGEST, subject_of


class TestTheSubject:
    @pytest.mark.parametrize(
        ("title", "subject"),
        [
            ("公开部门预算和决算，附说明。", "公开部门预算和决算，附说明"),
            (
                "严格落实政策解读材料与政策文件同步起草、同步审签、同步发布“三同步”原则，聚焦扩大有效需求。",
                "严格落实政策解读材料与政策文件同步起草、同步审签、同步发布“三同步”原则",
            ),
            ("长" * 80, "长" * LONGEST),
        ],
    )
    def test_is_the_first_whole_clauses(self, title, subject):
        assert subject_of(title) == subject

    @given(st.text(alphabet="甲乙，；。、", max_size=200))
    def test_is_never_longer_and_always_how_the_task_begins(self, title):
        assert len(subject_of(title)) <= LONGEST
        assert title.startswith(subject_of(title))
