"""Figures inside words: bound by name, shown as they are now, kept as they were seen."""

from datetime import date

import pytest

from quancheng.insight.yearbook.rules import slots, words
from quancheng.insight.yearbook.rules.days import Owes, countdown, statutory
from quancheng.insight.yearbook.rules.figures import Figures
from quancheng.insight.yearbook.rules.shape import Place
from quancheng.insight.yearbook.tests.printed import A_CITY_OF_2025, figures_of

NOW = figures_of(A_CITY_OF_2025)
BEFORE = NOW.with_cells({Place(3, 1, 7): 12000, Place(3, 1, 1): 11543})


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("本年新收", "14069"), ("上年结转", "560"), ("本年办结", "13810"), ("结转下年", "819"),
        ("自然人新收", "13612"), ("法人和其他组织新收", "457"), ("不予公开", "730"), ("无法提供", "3421"),
        ("不予处理", "457"), ("其他处理", "1486"), ("新收同比", "增长17.2%"), ("上年新收", "12000"),
        ("行政复议", "790"), ("复议纠正率", "14.5%"), ("诉讼纠正率", "1.5%"), ("逾期未缴费", "203"),
    ],
)  # fmt: skip
def test_reads_what_the_tables_say(name, says):
    assert slots.BY_NAME[name].reads(NOW, BEFORE) == says


def test_every_result_is_in_one_group():
    groups = ("予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理")
    assert sum(int(slots.BY_NAME[name].reads(NOW, None)) for name in groups) == 13810


class TestAText:
    def test_is_bound_filled_and_frozen(self):
        text = slots.bound("新收{{ 本年新收 }}件，与上年相比{{新收同比}}。", NOW, BEFORE)
        assert text == "新收{{本年新收|14069}}件，与上年相比{{新收同比|增长17.2%}}。"
        assert slots.filled(text, NOW, BEFORE) == "新收14069件，与上年相比增长17.2%。"
        assert slots.as_written(text) == "新收14069件，与上年相比增长17.2%。"

    def test_shows_what_changed(self):
        text = "新收{{本年新收|14000}}件，结转{{结转下年|819}}件。"
        changed = [(one.text, one.before) for one in slots.pieces(text, NOW, None) if one.is_changed]
        assert changed == [("14069", "14000")]

    def test_knows_no_other_names(self):
        assert slots.strange_names("{{本年新收}}{{明年}}{{}}") == ["明年", ""]

    def test_is_not_rewritten_inside_its_binding(self):
        kept = "{{本年新收|14069}}"
        assert slots.rewritten("{{本年新收｜9}}", kept, NOW, None) == [("本年新收", "9", "14069")]
        assert slots.rewritten("{{本年新收}}", kept, NOW, None) == []

    @pytest.mark.parametrize("owes", list(Owes))
    def test_of_the_house_binds_to_what_there_is(self, owes):
        texts = words.drafted(owes, year=2025)
        assert [name for text in texts.values() for name in slots.strange_names(text)] == []
        assert "{{" not in slots.filled("".join(texts.values()), NOW, None)


def test_headings_without_words_are_found():
    overview = "（一）主动公开。本年制发3件。\n（三）政府信息管理。\n（五）监督保障。考核结果：良好。"
    alone = words.headings_alone({"overview": overview, "problems": "（一）存在的主要问题。"})
    assert alone == ["（三）政府信息管理", "（一）存在的主要问题"]


class TestComparing:
    @pytest.mark.parametrize(
        ("now", "then", "says"),
        [
            (5, 5, "持平"),
            (11, 10, "增长10%"),
            (0, 8, "下降100%"),
            (3, 0, "增长3（上年为0）"),
            (2, 3, "下降33.3%"),
        ],
    )
    def test_is_told_in_words(self, now, then, says):
        assert slots.compared(now, then) == says

    def test_says_when_last_year_is_not_known(self):
        assert slots.BY_NAME["新收同比"].reads(Figures(), None) == "（无上年数据）"


class TestTheDays:
    def test_do_not_move_on(self):
        """31 January 2026 is a Saturday, 31 March 2024 a Sunday: both stand."""
        unit = countdown(statutory(Owes.UNIT, year=2025), year=2025, today=date(2026, 1, 30))  # Friday
        assert (unit.on, unit.left, unit.is_rest, unit.says) == (date(2026, 1, 31), 1, True, "还有1天")
        own = countdown(statutory(Owes.GOVERNMENT, year=2023), year=2023, today=date(2024, 4, 1))  # Monday
        assert (own.on, own.is_rest, own.is_late, own.tone) == (date(2024, 3, 31), True, True, "red")
        assert own.says == "已超过1天"
