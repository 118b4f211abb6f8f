"""The history in words, for three circles of readers."""

import pytest

from quancheng.kernel.casework.definition import Circle
from quancheng.kernel.casework.tests.acting import consult, heard, received, take
from quancheng.kernel.casework.tests.kinds import ANSWER, ASK, CLARIFIED
from quancheng.kernel.casework.timeline import timeline

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(city):
    case = received(city, "2024-08-19")
    case = take(case, ASK, city.handler, "2024-08-20", note="内部说明")
    case = take(case, CLARIFIED, city.handler, "2024-08-22")
    heard(consult(case, city, "2024-08-26"), city, "2024-09-10")
    return take(case, ANSWER, city.handler, "2024-09-11", note="予以公开")


class TestTimeline:
    def test_tells_staff_everything_with_names(self, answered):
        told = timeline(answered, reader=Circle.STAFF)
        assert [entry.says for entry in told] == [
            "收到申请", "告知补正", "收到补正", "发出征求意见书", "收到意见", "答复",
        ]  # fmt: skip
        assert [entry.within for entry in told][3:5] == ["征求第三方意见"] * 2
        assert {entry.who for entry in told} == {"演示甲"}
        assert told[1].note == "内部说明"

    def test_tells_the_applicant_what_concerns_them_without_names(self, answered):
        told = timeline(answered, reader=Circle.APPLICANT)
        assert [(entry.says, entry.note, entry.who) for entry in told] == [
            ("申请已收到", "", ""),
            ("告知补正", "", ""),
            ("答复", "予以公开", ""),
        ]

    def test_tells_the_public_only_what_is_public(self, answered):
        told = timeline(answered, reader=Circle.PUBLIC)
        assert [(entry.says, entry.note) for entry in told] == [("申请已收到", ""), ("答复", "")]

    def test_costs_a_constant_number_of_queries(self, answered, django_assert_num_queries):
        with django_assert_num_queries(2):
            timeline(answered, reader=Circle.STAFF)
