"""Receipt, papers and numbers, without a database."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quancheng.records.disclosure.rules.applicants import (
    Proof,
    fault_of,
    masked_number,
    tidy_number,
)
from quancheng.records.disclosure.rules.numbers import is_number
from quancheng.records.disclosure.rules.numbers import tidy_number as tidy_request
from quancheng.records.disclosure.rules.receipt import RULES, Channel, is_certain

DIGITS = st.text(alphabet=string.digits, min_size=17, max_size=17)


class TestChannels:
    def test_have_a_rule_each(self):
        assert set(RULES) == set(Channel)

    def test_know_their_day_or_ask_the_applicant(self):
        certain = {channel for channel in Channel if is_certain(channel)}
        assert certain == {Channel.IN_PERSON, Channel.SIGNED_POST, Channel.ORAL}

    def test_cite_where_it_stands(self):
        assert all("《" in rule.article or "〔" in rule.article for rule in RULES.values())


class TestNumbersOfPapers:
    """What the standards say is told by `kernel/text/documents`; here, that the form goes by it."""

    def test_are_read_in_one_spelling(self):
        assert not fault_of(Proof.IDENTITY, tidy_number(" 11010519491231 002x"))
        assert fault_of(Proof.IDENTITY, "110105194912310021")
        assert fault_of(Proof.IDENTITY, "110105194913310020")  # a month that never was
        assert not fault_of(Proof.CREDIT, tidy_number("91350100m000100y43"))
        assert fault_of(Proof.CREDIT, "91350100M000100Y44")


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
