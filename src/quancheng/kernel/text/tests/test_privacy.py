from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quancheng.kernel.text.privacy import (
    Private,
    is_card_number,
    is_credit_code,
    is_identity_number,
    private_in,
)

IDENTITY = "11010519491231002X"  # the example of GB 11643
CREDIT = "91350100M000100Y43"  # the example of GB 32100
CARD = "6222021234567890128"


def found(text: str) -> list[tuple[Private, str]]:
    return [(one.kind, text[one.start : one.end]) for one in private_in(text)]


class TestPrivateIn:
    @pytest.mark.parametrize(
        ("text", "kind", "number"),
        [
            (f"身份证号{IDENTITY}，", Private.IDENTITY, IDENTITY),
            (f"身份证{IDENTITY.lower()}", Private.IDENTITY, IDENTITY.lower()),
            ("1101051949\n1231002X", Private.IDENTITY, "1101051949\n1231002X"),
            ("编号2026 11010519491231002X", Private.IDENTITY, IDENTITY),
            ("电话13800138000转", Private.MOBILE, "13800138000"),
            ("电话 138-0013-8000", Private.MOBILE, "138-0013-8000"),
            ("+86 13800138000", Private.MOBILE, "+86 13800138000"),
            ("１３８００１３８０００", Private.MOBILE, "１３８００１３８０００"),
            ("卡6222 0212 3456 7890 128", Private.CARD, "6222 0212 3456 7890 128"),
            ("邮箱a.b-c@mail.example.cn。", Private.MAIL, "a.b-c@mail.example.cn"),
        ],
    )
    def test_finds(self, text, kind, number):
        assert found(text) == [(kind, number)]

    @pytest.mark.parametrize(
        "text",
        [
            CREDIT, f"统一社会信用代码：{CREDIT}", "110105194912310029", "110105194913310020",
            "23800138000", "013800138000", "138001380001", "6222021234567890127", "0000000000000000",
            "济政发〔2026〕3号", "100000元", "2026年3月2日", "@某人",
        ],
    )  # fmt: skip
    def test_leaves_alone(self, text):
        assert found(text) == []

    @given(st.text("0123456789Xx -\n甲a@.", max_size=60))
    def test_tells_places_in_order_that_do_not_overlap(self, text):
        told = private_in(text)
        assert all(0 <= one.start < one.end <= len(text) for one in told)
        assert all(one.end <= other.start for one, other in pairwise(told))


class TestCheckDigits:
    def test_of_the_examples_hold(self):
        assert is_identity_number(IDENTITY)
        assert is_credit_code(CREDIT)
        assert is_card_number(CARD)

    @given(st.integers(0, 17), st.integers(1, 9))
    def test_one_wrong_digit_is_seen(self, place, by):
        if IDENTITY[place].isdigit():
            wrong = IDENTITY[:place] + str((int(IDENTITY[place]) + by) % 10) + IDENTITY[place + 1 :]
            assert not is_identity_number(wrong)
