"""Numbers of papers: by their standards where there is one, by shape and word where there is none."""

import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quancheng.kernel.text.documents import (
    CREDIT_SIGNS,
    CREDIT_WEIGHTS,
    IDENTITY_CHECKS,
    IDENTITY_WEIGHTS,
    Called,
    is_credit_code,
    is_identity_number,
    papers_in,
)
from quancheng.kernel.text.privacy import PAPERS, Private, private_in

DAYS = st.dates().filter(lambda day: 1900 <= day.year <= 2026).map(lambda day: f"{day:%Y%m%d}")
CODES = st.text("123456789", min_size=6, max_size=6)
THREE = st.text(string.digits, min_size=3, max_size=3)
BODIES = st.builds(lambda code, day, place: code + day + place, CODES, DAYS, THREE)


def digits(count: int) -> st.SearchStrategy[str]:
    return st.text(string.digits, min_size=count, max_size=count)


def letters(signs: str, count: int) -> st.SearchStrategy[str]:
    return st.builds(str.__add__, st.sampled_from(signs), digits(count))


def sign_of(body: str) -> str:
    total = sum(weight * int(digit) for weight, digit in zip(IDENTITY_WEIGHTS, body, strict=True))
    return IDENTITY_CHECKS[total % 11]


class TestIdentityNumbers:
    @given(BODIES, st.integers(0, 10))
    def test_have_one_last_sign_alone(self, body, place):
        last = IDENTITY_CHECKS[place]
        assert is_identity_number(body + last) is (last == sign_of(body))

    @given(BODIES, st.integers(0, 16), st.integers(1, 9))
    def test_show_a_digit_that_was_mistyped(self, body, at, more):
        whole = body + sign_of(body)
        wrong = whole[:at] + str((int(whole[at]) + more) % 10) + whole[at + 1 :]
        assert not is_identity_number(wrong)

    @given(digits(8))
    def test_need_a_day_that_was(self, born):
        assume(not "19000101" <= born <= "20261231" or int(born[4:6]) > 12 or int(born[6:]) > 31)
        assume(not "18800101" <= born <= "99991231" or int(born[4:6]) > 12 or int(born[6:]) > 31)
        body = f"110105{born}002"
        assert not is_identity_number(body + sign_of(body))

    def test_of_the_new_card_of_foreigners_are_of_the_same_build(self):
        body = "911156" + "19800101" + "001"
        assert [one.kind for one in private_in(body + sign_of(body))] == [Private.IDENTITY]


class TestCreditCodes:
    @given(st.text(CREDIT_SIGNS, min_size=17, max_size=17), st.integers(0, 30))
    def test_have_one_last_sign_alone(self, body, place):
        total = sum(
            CREDIT_SIGNS.index(sign) * weight for sign, weight in zip(body, CREDIT_WEIGHTS, strict=True)
        )
        assert is_credit_code(body + CREDIT_SIGNS[place]) is (place == (31 - total % 31) % 31)

    @given(st.text(CREDIT_SIGNS, min_size=18, max_size=18))
    def test_are_nothing_private(self, code):
        assert is_credit_code(code) is False or private_in(f"统一社会信用代码{code}") == ()


NAMED = st.one_of(
    st.tuples(st.just(Called.PASSPORT), st.sampled_from(["护照号码", "持护照（号码：", "passport No. "]),
              st.one_of(letters("EGDSPK", 8), letters("DSP", 7), st.builds(str.__add__, st.just("E"),
                        letters("ABCDEFGH", 7)))),
    st.tuples(st.just(Called.PASSPORT), st.sampled_from(["护照号码：", "护照号"]), digits(9)),
    st.tuples(st.just(Called.PERMIT), st.sampled_from(["回乡证", "港澳居民来往内地通行证号", "通行证号码为"]),
              st.one_of(letters("HM", 8), letters("HM", 10))),
    st.tuples(st.just(Called.PERMIT), st.sampled_from(["台胞证号", "台湾居民来往大陆通行证："]),
              st.one_of(letters("0", 7), letters("0", 9))),
    st.tuples(st.just(Called.RESIDENCE), st.sampled_from(["外国人永久居留身份证", "永久居留证号码"]),
              st.builds(str.__add__, st.sampled_from(["USA", "gbr", "KOR"]), digits(12))),
)  # fmt: skip
ORDINARY = st.one_of(
    st.builds("济政发〔{}〕{}号".format, st.integers(1990, 2030), st.integers(1, 999)),
    st.builds("联系电话0531-{}".format, digits(8)), st.builds("电话：{}".format, digits(8)),
    st.builds("1{}".format, digits(10)), st.builds("收费{}元".format, st.integers(1, 10**9)),
    st.builds("投资{}万元".format, st.integers(1, 10**9)), DAYS,
    st.builds("{}年{}月{}日".format, st.integers(1990, 2030), st.integers(1, 12), st.integers(1, 31)),
    st.builds("共{}人次".format, st.integers(1, 10**9)), st.builds("第{}项".format, st.integers(1, 99)),
    st.builds("鲁A{}".format, digits(5)), st.builds("S{}-{}".format, DAYS, digits(5)),
    st.sampled_from(["G20青银高速", "A4纸", "H5页面", "GB/T 9704-2012", "办理护照须知", "通行证办理大厅"]),
)  # fmt: skip
APART = st.sampled_from(["，", "；", "。", "、", "\n"])


class TestPapersIn:
    @given(NAMED)
    def test_finds_what_the_sentence_calls_so(self, told):
        kind, word, number = told
        text = f"本人{word}{number}，登记有误"
        assert [(one.kind, text[one.start : one.end]) for one in papers_in(text)] == [(kind, number)]
        assert {one.kind for one in private_in(text)} <= PAPERS

    @given(
        st.lists(st.tuples(ORDINARY, APART), max_size=6),
        st.sampled_from(["", "护照", "通行证", "台胞证", "居留证"]),
    )
    def test_is_silent_about_ordinary_text(self, pieces, word):
        text = "".join(one + apart for one, apart in pieces)
        assert list(papers_in(f"{word}办理情况，{text}")) == []

    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("登记为E12345678，我的护照号码是E12345679", "E12345678"),
            ("Ｅ１２３４５６７８（护照）", "Ｅ１２３４５６７８"),
            ("台胞证号0123456789(B)", "0123456789(B)"),
        ],
    )
    def test_finds(self, text, number):
        assert number in [text[one.start : one.end] for one in private_in(text)]

    @pytest.mark.parametrize(
        "text",
        [
            "型号E12345678的设备", "护照办理20240315起实行", "台胞证受理电话87654321", "车辆通行证H12345678",
            "办理护照。设备编号E12345678", "护照收费120000000元", "台胞证签发日期20240315",
            "货车通行证编号12345678", "QZX202403150001号合同",
        ],
    )  # fmt: skip
    def test_leaves_alone(self, text):
        assert list(papers_in(text)) == []
