"""What somebody types, cut into words, in all spellings, and found again in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quancheng.kernel.text.marking import excerpt, pieces
from quancheng.kernel.text.variants import half_width, simplified, spellings
from quancheng.kernel.text.words import LONGEST, MOST_WORDS, looser, tidy, words_of


class TestSpellings:
    def test_lead_from_either_letters_to_both(self):
        assert {"养老服务", "養老服務"} <= set(spellings("养老服务"))
        assert {"养老服务", "養老服務"} <= set(spellings("養老服務"))

    def test_lead_from_either_width_to_both(self):
        assert {"(2026)3号", "（2026）3号", "（２０２６）３号"} <= set(spellings("（２０２６）3号"))

    def test_are_each_there_once_and_never_none(self):
        assert spellings("人") == ("人",)

    def test_of_signs_are_half_width_first(self):
        assert spellings("１２３４５")[0] == "12345"
        assert half_width("Ａ１（") == "A1("
        assert simplified("開放") == "开放"

    @given(st.text(max_size=30))
    def test_are_found_for_whatever_is_typed(self, word):
        assert word in spellings(word)


class TestWords:
    @pytest.mark.parametrize(
        ("asked", "words"),
        [
            ("老旧小区 改造", ("老旧小区", "改造")),
            ("老旧小区　改造", ("老旧小区", "改造")),
            ("养老、托育，就业", ("养老", "托育", "就业")),
            ("老旧小区的改造", ("老旧小区", "改造")),
            ("目的地", ("目的地",)),
            ("“政务公开 专区” 建设", ("政务公开 专区", "建设")),
            ("改造 改造", ("改造",)),
            ("  ", ()),
            ("，。", ()),
            ("20260302-12345", ("20260302-12345",)),
            ("济政公开督办〔2026〕3号", ("济政公开督办〔2026〕3号",)),
        ],
    )
    def test_are_apart_by_blanks_and_signs(self, asked, words):
        assert words_of(asked) == words

    def test_are_not_endless(self):
        assert len(words_of(" ".join(map(str, range(50))))) == MOST_WORDS
        assert len(tidy("长" * 500)) == LONGEST

    def test_are_tidied_to_one_line_of_half_width(self):
        assert tidy(" 第１２项\n 养老 ") == "第12项 养老"

    @given(st.text(max_size=200))
    def test_are_never_empty_whatever_is_typed(self, asked):
        assert all(word.strip() for word in words_of(tidy(asked)))


class TestLooser:
    def test_takes_long_words_apart_in_twos(self):
        assert looser(("营商环境评价", "2026")) == ("营商", "环境", "评价", "2026")
        assert looser(("政务公开区",)) == ("政务", "公开", "开区")

    def test_has_nothing_to_take_apart(self):
        assert looser(("养老", "A1", "12345")) == ()
        assert looser(()) == ()


class TestPieces:
    def test_are_the_text_with_its_words_apart(self):
        found = pieces("政务公开专区和公开", ["公开"])
        assert found == [("政务", False), ("公开", True), ("专区和", False), ("公开", True)]

    def test_prefer_the_longer_word_and_know_no_case(self):
        assert pieces("pdf政务公开", ["公开", "政务公开", "PDF"]) == [("pdf", True), ("政务公开", True)]

    def test_are_one_when_nothing_is_looked_for(self):
        assert pieces("公开", []) == [("公开", False)]
        assert pieces("", ["公开"]) == []

    @given(st.text(max_size=60), st.lists(st.text(max_size=4), max_size=4))
    def test_are_the_whole_text_whatever_stands_in_it(self, text, words):
        assert "".join(piece for piece, _ in pieces(text, words)) == text


class TestExcerpt:
    def test_shows_the_first_word_that_was_found(self):
        told = excerpt(f"{'甲' * 200}养老服务{'乙' * 200}", ["养老"], length=60)
        assert "养老服务" in told
        assert told.startswith("…")
        assert told.endswith("…")

    def test_is_the_beginning_when_none_is_there(self):
        assert excerpt("甲" * 100, ["养老"], length=10) == "甲" * 10 + "…"

    def test_is_the_whole_of_a_short_text_on_one_line(self):
        assert excerpt("甲\n乙", ["乙"], length=10) == "甲 乙"
