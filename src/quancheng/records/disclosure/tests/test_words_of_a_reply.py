"""What a reply says beside its decision: only what was told, and how the agency is reached."""

import pytest

from quancheng.records.disclosure.queries.replies import letter_of
from quancheng.records.disclosure.tests.conftest import NOW, decide, divide, draft, enter, now_of

pytestmark = pytest.mark.django_db
CONTACT = "演示路1号，0000-1234567"


def text_of(request):
    return letter_of(now_of(request), on=NOW.date()).text


class TestOfAPublication:
    def test_speaks_of_the_way_to_it_where_it_is_told(self, received, clerk, court):
        divide(received, clerk)
        decide(received, clerk, "39-2", publication="可在市图书馆借阅")
        text = text_of(received)
        assert "本机关不予处理，并告知获取的途径。" in text
        assert "可在市图书馆借阅" in text

    def test_promises_none_where_none_is_told(self, received, clerk, court):
        divide(received, clerk)
        decide(received, clerk, "39-2")
        assert "本机关不予处理。" in text_of(received)
        assert "获取的途径" not in text_of(received)


class TestTheContact:
    def test_stands_below_the_remedy(self, decided, clerk, court, office):
        enter("disclosure.letter_heads", (("", "演财", CONTACT),), office)
        draft(decided, clerk)
        lines = now_of(decided).replies.get().text.splitlines()
        assert lines[-1] == f"联系方式：{CONTACT}"
        assert "行政复议" in lines[-2]

    def test_is_left_out_where_none_is_entered(self, decided, court):
        assert "联系方式" not in text_of(decided)
