"""What can be said of messages without asking the database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quancheng.kernel.text import codes, contacts
from quancheng.records.mailbox.models.limits import MOST
from quancheng.records.mailbox.rules.kinds import Kind
from quancheng.records.mailbox.rules.limits import SHIPPED, Dated, Rule, every_rule, in_force, rule_of
from quancheng.records.mailbox.workflow import LONGEST


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


MOBILES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
LANDLINES = st.tuples(
    st.from_regex(r"0[0-9]{2,3}", fullmatch=True), st.from_regex(r"[0-9]{7,8}", fullmatch=True)
)
BLANKS = st.sampled_from(["", "-", " ", "－", "\u3000", "\n", "—", "–"])
AROUND = st.sampled_from(["", "请打", "。", "转", "(", "）", "a"])


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
            ("请打138-0013-8000", ["电话号码"]),
            ("请打138 0013 8000", ["电话号码"]),
            ("请打138—0013—8000", ["电话号码"]),
            ("请打053182345678", ["电话号码"]),
            ("请打0531 82345678", ["电话号码"]),
            ("张 三-丰说", ["留言人的姓名或联系方式"]),
            ("鲁政办〔2026〕10号，2026-03-02印发", []),
        ],
    )
    def test_are_found_in_a_text(self, text, found):
        assert list(contacts.personal_in(text, names=("张三丰", "李"))) == found

    @given(MOBILES, st.tuples(BLANKS, BLANKS), AROUND, AROUND)
    def test_mobiles_are_found_however_they_are_spaced(self, phone, blanks, before, after):
        spaced = f"{phone[:3]}{blanks[0]}{phone[3:7]}{blanks[1]}{phone[7:]}"
        assert "电话号码" in contacts.personal_in(f"{before}{spaced}{after}")

    @given(LANDLINES, BLANKS, AROUND, AROUND)
    def test_landlines_too(self, phone, blank, before, after):
        area, number = phone
        assert "电话号码" in contacts.personal_in(f"{before}{area}{blank}{number}{after}")

    @given(st.text("0123456789", min_size=13, max_size=16))
    def test_longer_numbers_are_no_phones(self, digits):
        assert "电话号码" not in contacts.personal_in(f"第{digits}号")

    @given(
        st.one_of(MOBILES, LANDLINES.map("-".join), st.just("张三丰"), st.just("a-b@example.cn")), st.data()
    )
    def test_the_senders_own_are_found_however_they_are_spaced(self, told, data):
        gaps = st.sampled_from(["", " ", "-", "\u3000", "—", " - "])
        spaced = "".join(sign + data.draw(gaps) for sign in told)
        assert "留言人的姓名或联系方式" in contacts.personal_in(f"来信人{spaced}。", names=(told,))

    @given(st.text("- \u3000—", max_size=6))
    def test_a_name_of_dashes_alone_is_nobody(self, name):
        assert list(contacts.personal_in("电话已更正。", names=(name, f"李{name}"))) == []


class TestLimits:
    def test_ship_one_number_for_every_rule_with_its_source(self):
        assert [one.rule for one in every_rule([], on=date(2026, 3, 2))] == list(Rule)
        assert all(one.source for one in SHIPPED)

    def test_have_a_most_that_holds_what_is_shipped(self):
        assert all(0 < one.value <= MOST[one.rule] for one in SHIPPED)
        assert set(MOST) == set(Rule)

    def test_of_days_are_what_a_step_may_state(self):
        assert {MOST[rule] for rule in Rule if rule.unit == "个工作日"} == {LONGEST}

    def test_give_way_to_the_governments_own_from_its_day_on(self):
        early, late = date(2026, 3, 3), date(2026, 5, 6)  # a Tuesday, a Wednesday
        own = [Dated(Rule.QUESTION, early, 4, "甲"), Dated(Rule.QUESTION, late, 2, "乙")]
        days = (date(2026, 3, 2), early, date(2026, 6, 1))
        assert [in_force(Rule.QUESTION, own, on=day).value for day in days] == [5, 4, 2]

    @pytest.mark.parametrize("kind", Kind)
    def test_hold_for_every_kind(self, kind):
        assert rule_of(kind).value == kind.value
