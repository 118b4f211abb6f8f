"""Grounds as they are cited, what their answers must say, and the rows of the annual report."""

from collections import Counter
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quancheng.records.disclosure.rules.annual_rows import annual_rows_shipped
from quancheng.records.disclosure.rules.grounds import (
    BY_CODE,
    GROUNDS,
    Must,
    UnknownGround,
    ground_called,
    grounds_cited,
    grounds_listed,
    rows_proposed,
    wants_still,
)
from quancheng.records.disclosure.rules.letter import sentence_of


def codes(text):
    return [one.code for one in grounds_listed(text)]


class TestACitation:
    @pytest.mark.parametrize(
        ("text", "meant"),
        [
            ("14", ["14-secret", "14-law", "14-safety"]),
            ("14-law", ["14-law"]),
            ("15", ["15"]),
            ("16", ["16-1", "16-2-process", "16-2-files"]),
            ("16-1", ["16-1"]),
            ("16-2", ["16-2-process", "16-2-files"]),
            ("36-5", ["36-5"]),
            ("36(5)", ["36-5"]),
            ("36（五）", ["36-5"]),
            ("第三十六条第（五）项", ["36-5"]),
            ("《条例》第三十六条第七项", ["36-7"]),
            ("第十六条第一款", ["16-1"]),
            ("３６-５", ["36-5"]),
            ("39-1", ["39-1"]),
            ("39", ["39-1", "39-2"]),
            ("35", ["35"]),
            ("30", ["30-unclear", "30-lapsed"]),
            ("37", ["37"]),
            ("38", ["38"]),
            ("fee", ["fee"]),
            ("14,36-5", ["14-secret", "14-law", "14-safety", "36-5"]),
            ("37、15；15", ["37", "15"]),
        ],
    )
    def test_is_understood(self, text, meant):
        assert codes(text) == meant

    @pytest.mark.parametrize("text", ["36", "36-3", "第三十六条"])
    def test_of_article_36_must_name_the_item(self, text):
        with pytest.raises(UnknownGround, match="第几项"):
            grounds_cited(text)

    @pytest.mark.parametrize("text", ["13", "36-8", "17-1", "14-9", "不公开", "9" * 500, "14-secret-x"])
    def test_of_nothing_is_refused_with_those_there_are(self, text):
        with pytest.raises(UnknownGround, match="可用的有"):
            grounds_cited(text)

    @pytest.mark.parametrize("text", ["", " ", ",，"])
    def test_that_is_empty_is_refused(self, text):
        with pytest.raises(UnknownGround, match="请写明"):
            grounds_listed(text)

    @given(st.text(max_size=30))
    def test_never_breaks(self, text):
        with suppress(UnknownGround):
            assert grounds_cited(text)

    def test_of_a_code_gives_that_ground(self):
        assert all(ground_called(one.code) is one for one in GROUNDS)


class TestTheList:
    def test_has_each_code_once(self):
        assert [code for code, n in Counter(one.code for one in GROUNDS).items() if n > 1] == []

    def test_fills_every_row_of_the_report_from_3_to_23(self):
        assert {one.row for one in GROUNDS} == set(range(3, 24))

    def test_withholds_by_three_articles_alone(self):
        assert {one.code for one in GROUNDS if one.withholds} == {
            "14-secret", "14-law", "14-safety", "15", "16-1", "16-2-process", "16-2-files",
        }  # fmt: skip

    def test_gives_reasons_with_every_exception(self):
        assert all(Must.REASONS in one.must for one in GROUNDS if one.withholds)


class TestAnAnswer:
    def test_that_gives_needs_the_information_or_how_and_when(self):
        given_one = BY_CODE["36-2"]
        assert wants_still(given_one, {Must.INFORMATION}) == ()
        assert wants_still(given_one, {Must.WAY_AND_ROUTE, Must.TIME}) == ()
        assert wants_still(given_one, {Must.WAY_AND_ROUTE}) == (Must.TIME,)

    @pytest.mark.parametrize(
        ("code", "needed"),
        [
            ("36-1", {Must.WAY_AND_ROUTE}), ("36-4", {Must.SEARCH_RECORD}), ("36-5", {Must.REASONS}),
            ("36-6", {Must.EARLIER_REPLY}), ("36-7", {Must.SPECIAL_RULES}),
            ("37", {Must.INFORMATION, Must.REASONS, Must.REDACTION}), ("39-1", set()), ("39-2", set()),
            ("15", {Must.REASONS, Must.CONSULTATION}), ("35", {Must.COUNT, Must.REASONS}),
        ],
    )  # fmt: skip
    def test_must_say_what_its_article_asks_for(self, code, needed):
        assert set(wants_still(BY_CODE[code], ())) == needed


class TestTheRowOfTheReport:
    @pytest.mark.parametrize(
        ("cited", "rows"),
        [
            ("36-1", (3,)), ("36-1,36-2", (3,)), ("37,15", (4,)), ("36-2,14-law", (4,)), ("15", (8,)),
            ("36-4,36-5", (13,)), ("36-7", (12,)), ("15,16-1", (8, 9)), ("36-2,36-4", (3, 13)),
            ("30-lapsed", (21,)), ("fee", (22,)), ("withdrawn", (23,)),
        ],
    )  # fmt: skip
    def test_is_one_or_left_to_a_person(self, cited, rows):
        assert rows_proposed(grounds_listed(cited), annual_rows_shipped()) == rows


class TestTheSentenceOfAReply:
    @pytest.mark.parametrize("ground", GROUNDS, ids=lambda one: one.code)
    def test_says_nothing_that_is_meant_for_the_office_alone(self, ground):
        said = sentence_of(ground)
        for inside in ("三安全一稳定", "三类", "四类", "待核对", "附表“其他”"):
            assert inside not in said

    @pytest.mark.parametrize("ground", [one for one in GROUNDS if one.withholds], ids=lambda one: one.code)
    def test_of_an_exception_names_its_article(self, ground):
        assert f"根据{ground.law}，本机关不予公开" in sentence_of(ground)
