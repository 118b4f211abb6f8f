"""Receipt, papers and numbers, without a database."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quancheng.records.disclosure.rules.applicants import (
    CHECK_SIGNS,
    WEIGHTS,
    Proof,
    fault_of,
    is_credit_code,
    is_identity_number,
    masked_number,
    tidy_number,
)
from quancheng.records.disclosure.rules.numbers import is_number
from quancheng.records.disclosure.rules.numbers import tidy_number as tidy_request
from quancheng.records.disclosure.rules.receipt import RULES, Channel, is_certain
from quancheng.records.disclosure.tests.conftest import PAPER

DIGITS = st.text(alphabet=string.digits, min_size=17, max_size=17)


class TestChannels:
    def test_have_a_rule_each(self):
        assert set(RULES) == set(Channel)

    def test_know_their_day_or_ask_the_applicant(self):
        certain = {channel for channel in Channel if is_certain(channel)}
        assert certain == {Channel.IN_PERSON, Channel.SIGNED_POST, Channel.ORAL}

    def test_cite_where_it_stands(self):
        assert all("《" in rule.article or "〔" in rule.article for rule in RULES.values())


class TestIdentityNumbers:
    def test_agree_with_themselves(self):
        assert is_identity_number(PAPER)
        assert is_identity_number(tidy_number(" 11010519491231 002x"))
        assert not is_identity_number("110105194912310021")
        assert not is_identity_number("11010519491231002")

    @given(DIGITS, st.integers(0, 10))
    def test_have_one_last_sign_alone(self, first, place):
        total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, first, strict=True))
        assert is_identity_number(first + CHECK_SIGNS[place]) is (place == total % 11)

    @given(DIGITS, st.integers(0, 16), st.integers(1, 9))
    def test_show_a_digit_that_was_mistyped(self, first, at, more):
        total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, first, strict=True))
        whole = first + CHECK_SIGNS[total % 11]
        wrong = whole[:at] + str((int(whole[at]) + more) % 10) + whole[at + 1 :]
        assert not is_identity_number(wrong)


class TestCreditCodes:
    def test_agree_with_themselves(self):
        assert is_credit_code("91350100M000100Y43")
        assert not is_credit_code("91350100M000100Y44")
        assert not is_credit_code("91350100M000100I43")


class TestFaults:
    @pytest.mark.parametrize(
        ("proof", "number", "word"),
        [
            (Proof.IDENTITY, "1", "18位"),
            (Proof.CREDIT, "1", "统一社会信用代码"),
            (Proof.PASSPORT, "", "证件号码"),
        ],
    )
    def test_name_the_paper(self, proof, number, word):
        assert word in fault_of(proof, number)

    def test_of_papers_without_a_rule_are_none(self):
        assert fault_of(Proof.PASSPORT, "E12345678") == ""


class TestMaskedNumber:
    @given(st.text(alphabet=string.digits + string.ascii_uppercase, max_size=30))
    def test_hides_all_but_the_ends(self, number):
        masked = masked_number(number)
        assert len(masked) == len(number)
        assert sum(sign != "*" for sign in masked) <= min(6, len(number) / 3)


class TestNumbers:
    @pytest.mark.parametrize(
        "typed", ["S20240422-00042", "s2024042200042", "２０２４０４２２－０００４２", "20240422 00042"]
    )
    def test_are_understood_as_people_type_them(self, typed):
        assert tidy_request(typed) == "S20240422-00042"
        assert is_number(tidy_request(typed))

    def test_are_no_message_numbers(self):
        assert not is_number("20240422-00042")
