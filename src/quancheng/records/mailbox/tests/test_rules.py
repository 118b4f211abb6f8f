"""What can be said of messages without asking the database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quancheng.records.mailbox.rules import codes, contacts
from quancheng.records.mailbox.rules.kinds import Kind
from quancheng.records.mailbox.rules.limits import SHIPPED, Dated, Rule, every_rule, in_force, rule_of


class TestCodes:
    @given(st.binary(min_size=32, max_size=32))
    def test_are_eight_signs_that_cannot_be_mistaken(self, digest):
        code = codes.code_from(f"hmac-sm3:key:{digest.hex()}")
        assert len(code) == 8
        assert not set(code) & set("01IO")

    def test_use_every_sign(self):
        signs = {codes.code_from(f"x:y:{n:02x}" + "00" * 7)[0] for n in range(256)}
        assert signs == set(codes.ALPHABET)

    @given(st.lists(st.sampled_from(codes.ALPHABET), min_size=8, max_size=8), st.data())
    def test_are_read_however_they_are_typed(self, signs, data):
        ways = ["{small}", "{sign} ", "{wide}", "\u3000{sign}"]
        typed = "".join(
            data.draw(st.sampled_from(ways)).format(
                sign=sign, small=sign.lower(), wide=chr(ord(sign) + 0xFEE0)
            )
            for sign in signs
        )
        assert codes.tidy(typed) == "".join(signs)

    @given(st.text())
    def test_take_whatever_is_typed(self, text):
        assert not any(sign.isspace() for sign in codes.tidy(text))

    @pytest.mark.parametrize(
        "typed",
        [
            "20260302-01234",
            " 20260302 01234 ",
            "２０２６０３０２－０１２３４",
            "2026030201234",
            "20260302—01234",
        ],
    )
    def test_numbers_too(self, typed):
        assert codes.tidy_number(typed) == codes.number_on(date(2026, 3, 2), 1234)  # a Monday


class TestContacts:
    @pytest.mark.parametrize("told", ["13800000000", "+86 138 0000 0000", "0531-82000000", "a.b@example.cn"])
    def test_are_known(self, told):
        assert contacts.is_contact(contacts.tidy(told))

    @pytest.mark.parametrize("told", ["1380000000", "12800000000", "a@b", "@example.cn", "打我电话"])
    def test_are_told_from_what_is_none(self, told):
        assert not contacts.is_contact(contacts.tidy(told))

    @given(st.from_regex(contacts.PHONE, fullmatch=True))
    def test_are_hidden_beyond_use(self, phone):
        assert contacts.masked_contact(phone).count("*") >= 4
        assert phone not in contacts.masked_contact(phone)

    @pytest.mark.parametrize(
        ("name", "shown"), [("张三", "张*"), ("欧阳修远", "欧***"), ("李", "李"), ("", "")]
    )
    def test_names_too(self, name, shown):
        assert contacts.masked_name(name) == shown

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("电话已更正。", []),
            ("身份证号37010119900101123X", ["身份证号码"]),
            ("请打１３８００００００００", ["电话号码"]),
            ("请打0531-82000000", ["电话号码"]),
            ("写信到 a@example.cn", ["电子邮箱"]),
            ("张三丰说", ["留言人的姓名或联系方式"]),
            ("2026年第13800000000001号文", []),
        ],
    )
    def test_are_found_in_a_text(self, text, found):
        assert list(contacts.personal_in(text, names=("张三丰", "李"))) == found


class TestLimits:
    def test_ship_one_number_for_every_rule_with_its_source(self):
        assert [one.rule for one in every_rule([], on=date(2026, 3, 2))] == list(Rule)
        assert all(one.source for one in SHIPPED)

    def test_give_way_to_the_governments_own_from_its_day_on(self):
        early, late = date(2026, 3, 3), date(2026, 5, 6)  # a Tuesday, a Wednesday
        own = [Dated(Rule.QUESTION, early, 4, "甲"), Dated(Rule.QUESTION, late, 2, "乙")]
        days = (date(2026, 3, 2), early, date(2026, 6, 1))
        assert [in_force(Rule.QUESTION, own, on=day).value for day in days] == [5, 4, 2]

    @pytest.mark.parametrize("kind", Kind)
    def test_hold_for_every_kind(self, kind):
        assert rule_of(kind).value == kind.value
