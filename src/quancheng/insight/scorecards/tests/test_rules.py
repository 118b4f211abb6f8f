"""From readings to points, exactly."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quancheng.insight.scorecards.rules import readings
from quancheng.insight.scorecards.rules.indicators import faults_of, faults_together, grades_of
from quancheng.insight.scorecards.rules.letters import Kind, measure_on, words_not_ours
from quancheng.insight.scorecards.rules.periods import Period, parse
from quancheng.insight.scorecards.rules.readings import (
    PopularReading,
    Reading,
    ReadingKind,
    Sort,
    Source,
    median,
    popularity_in,
    share,
)
from quancheng.insight.scorecards.rules.scoring import (
    Grade,
    NoBase,
    Rule,
    Shape,
    Weighed,
    ranks,
    rounded,
    total_of,
    worked,
)
from quancheng.insight.scorecards.tests.conftest import NOW, told

D = Decimal
KNOWN = {
    kind.code: kind
    for kind in (
        ReadingKind("plan.duties_in_time", "按时", "项", "读取", Sort.SHARE, lambda _: {}),
        ReadingKind("plan.signed", "签收", "项", "读取", Sort.SHARE, lambda _: {}, asks_days=True),
        ReadingKind("measure.x", "会议", "次", "读取", Sort.COUNT, lambda _: {}),
    )
}


def of(met: int, whole: int) -> Reading:
    return share([Source("a:1", "一项", number < met) for number in range(whole)])


class TestWorked:
    @pytest.mark.parametrize(
        ("rule", "reading", "points"),
        [
            (Rule(Shape.PROPORTIONAL, D(10)), of(2, 3), "6.67"),
            (Rule(Shape.PROPORTIONAL, D("0.01")), of(1, 2), "0.01"),  # half up
            (Rule(Shape.DEDUCT, D(10), each=D(3)), of(1, 3), "4.00"),
            (Rule(Shape.DEDUCT, D(10), each=D(3)), of(0, 9), "0.00"),  # down to nothing, not below
            (Rule(Shape.STEPS, D(10), grades=(Grade(D(95), D(10)), Grade(D(80), D(6)))), of(9, 10), "6.00"),
            (Rule(Shape.STEPS, D(10), grades=(Grade(D(95), D(10)),)), of(9, 10), "0.00"),
            (Rule(Shape.STEPS, D(5), Sort.DAYS, grades=(Grade(D(5), D(5)),)), Reading(D(4), 7), "5.00"),
            (Rule(Shape.AT_LEAST, D(4), Sort.COUNT, least=2), Reading(D(1), 1), "2.00"),
            (Rule(Shape.AT_LEAST, D(4), Sort.COUNT, least=2), Reading(D(9), 1), "4.00"),
            (Rule(Shape.YES_NO, D(4)), of(3, 3), "4.00"),
            (Rule(Shape.YES_NO, D(4)), of(2, 3), "0.00"),
            (Rule(Shape.YES_NO, D(4), Sort.COUNT), Reading(D(0), 1), "0.00"),
        ],
    )
    def test_gives_points(self, rule, reading, points):
        assert str(worked(rule, reading).points) == points

    def test_says_not_applicable_when_nothing_was_owed(self):
        assert worked(Rule(Shape.DEDUCT, D(10), each=D(3)), of(0, 0)).points is None

    @given(
        shape=st.sampled_from([Shape.PROPORTIONAL, Shape.DEDUCT, Shape.YES_NO, Shape.STEPS]),
        points=st.decimals(min_value="0.01", max_value="100", places=2),
        each=st.decimals(min_value="0.01", max_value="20", places=2),
        whole=st.integers(1, 60), lost=st.integers(0, 60),
    )  # fmt: skip
    def test_stays_within_the_weight_and_never_rewards_a_miss(self, shape, points, each, whole, lost):
        rule = Rule(shape, points, each=each, grades=(Grade(D(90), points), Grade(D(50), points / 2)))
        missed = min(lost, whole)
        got = worked(rule, of(whole - missed, whole)).points
        assert D(0) <= got <= points
        assert got == rounded(got)
        assert worked(rule, of(whole, whole)).points >= got


class TestTotal:
    def test_adds_up(self):
        lines = [Weighed(D(60), D("55.5"), False), Weighed(D(40), D(40), False), Weighed(D(5), D(2), True)]
        told = total_of(lines, no_base=NoBase.SPREAD)
        assert (told.basic, told.bonus, told.total) == (D("95.5"), D(2), D("97.5"))

    def test_spreads_what_does_not_apply(self):
        lines = [Weighed(D(60), D(30), False), Weighed(D(40), None, False)]
        assert total_of(lines, no_base=NoBase.SPREAD).total == D("50.00")
        assert total_of(lines, no_base=NoBase.FULL).total == D(70)

    def test_is_none_when_nothing_applies(self):
        assert total_of([Weighed(D(100), None, False)], no_base=NoBase.SPREAD).total is None

    @given(st.lists(st.tuples(st.integers(1, 50), st.one_of(st.none(), st.integers(0, 50))), min_size=1))
    def test_never_leaves_the_weights(self, pairs):
        lines = [Weighed(D(w), None if p is None else D(min(p, w)), False) for w, p in pairs]
        for way in NoBase:
            told = total_of(lines, no_base=way).total
            assert told is None or D(0) <= told <= sum(w for w, _ in pairs)

    def test_shares_places(self):
        assert ranks([D(90), D(95), None, D(90), D(80)]) == [2, 1, None, 2, 4]


class TestReadings:
    @pytest.mark.parametrize("bad", ["粉丝量", "文章阅读量", "点赞数", "浏览次数", "page views"])
    def test_refuse_popularity(self, bad):
        assert popularity_in(bad)
        with pytest.raises(PopularReading):
            readings.register(ReadingKind("x.bad", bad, "个", "读取", Sort.COUNT, lambda _: {}))

    def test_let_work_pass(self):
        assert not popularity_in("群众留言按期答复、关注民生的解读")

    def test_take_a_code_once(self):
        kind = readings.register(ReadingKind("x.once", "一次", "个", "读取", Sort.COUNT, lambda _: {}))
        try:
            with pytest.raises(TypeError):
                readings.register(ReadingKind("x.once", "再次", "个", "读取", Sort.COUNT, lambda _: {}))
        finally:
            readings.forget(kind.code)

    def test_know_the_middle(self):
        assert median([1, 9, 3], []).numerator == 3
        assert median([1, 2], []).numerator == D("1.5")
        assert median([], []).denominator == 0


class TestFaults:
    @pytest.mark.parametrize(
        ("more", "fault"),
        [
            ({"name": "新媒体粉丝量"}, "不得以粉丝量"),
            ({"reading": "plan.nothing"}, "没有“plan.nothing”这种取数"),
            ({"reading": ""}, "没有选择取数"),
            ({"points": D(0)}, "大于0"),
            ({"source": " "}, "缺少依据"),
            ({"shape": Shape.DEDUCT}, "每项扣几分"),
            ({"shape": Shape.AT_LEAST, "reading": "measure.x"}, "至少几项"),
            ({"shape": Shape.AT_LEAST}, "换一种计分方式"),
            ({"shape": Shape.STEPS, "grades": "九十五得十分"}, "看不懂"),
            ({"shape": Shape.STEPS, "grades": "95=70"}, "高于本项分值"),
            ({"shape": Shape.STEPS, "grades": "120=10"}, "不能超过100"),
            ({"shape": Shape.STEPS}, "写明各档"),
            ({"shape": Shape.MANUAL}, "不能选择取数"),
            ({"reading": "plan.signed"}, "几个工作日"),
            ({"points": D("1.234")}, "两位小数"),
        ],
    )
    def test_are_told(self, more, fault):
        assert any(fault in one for one in faults_of(told(**more), KNOWN))

    def test_are_none_in_a_good_one(self):
        assert list(faults_of(told(), KNOWN)) == []

    def test_of_all_together(self):
        assert "还差40分" in next(iter(faults_together([told()])))
        two = [told("A1", points=D(70)), told("A1", points=D(40))]
        assert {one[:4] for one in faults_together(two)} == {"指标编号", "基本指标"}
        assert list(faults_together([told(points=D(100)), told("B", is_bonus=True, points=D(9))])) == []

    def test_grades_are_read(self):
        assert grades_of("95=10；90得8分") == (Grade(D(95), D(10)), Grade(D(90), D(8)))


class TestPeriods:
    def test_have_days(self):
        assert (str(Period(2026, 1).first), str(Period(2026, 1).last)) == ("2026-01-01", "2026-03-31")
        assert (str(Period(2026).first), str(Period(2026).last)) == ("2026-01-01", "2026-12-31")

    @pytest.mark.parametrize("bad", ["", "2026Q5", "26", "2026-01", "２０２６"])
    def test_are_none_when_unreadable(self, bad):
        assert parse(bad) is None or bad == "２０２６"


class TestWords:
    @pytest.mark.parametrize(
        ("kind", "text"),
        [
            (Kind.REMINDER, "责令你单位限期改正。"),
            (Kind.CIRCULAR, "给予有关人员警告处分。"),
            (Kind.ACCOUNTABILITY, "现责令立即整改。"),
            (Kind.TALK, "扣发年终奖金。"),
        ],
    )
    def test_of_other_organs_are_found(self, kind, text):
        assert words_not_ours(kind, text)

    @pytest.mark.parametrize(
        ("kind", "text"),
        [
            (Kind.REMINDER, "请对照记录查找原因，抓紧补齐。"),
            (Kind.ACCOUNTABILITY, "建议上一级行政机关责令改正，并研究给予处分。"),
        ],
    )
    def test_of_our_own_pass(self, kind, text):
        assert words_not_ours(kind, text) is None

    def test_have_a_basis_for_every_kind(self):
        assert all(measure_on(kind, NOW.date()).basis for kind in Kind)
        assert "行政复议法" in measure_on(Kind.TALK, NOW.date()).note
        assert measure_on(Kind.TALK, NOW.date()).mark == "M"
