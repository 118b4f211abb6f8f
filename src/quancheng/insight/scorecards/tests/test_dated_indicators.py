"""An indicator in force for a part of the year: read in its days, weighed as the set says."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from quancheng.insight.scorecards.commands import appeals, indicators, sets
from quancheng.insight.scorecards.commands.results import freeze_result
from quancheng.insight.scorecards.models import Indicator, Point, ScoreSet
from quancheng.insight.scorecards.queries.results import card_now
from quancheng.insight.scorecards.queries.scoring import live_board
from quancheng.insight.scorecards.queries.sets import changes_in, faults_in, stretches_of
from quancheng.insight.scorecards.rules.indicators import changes, faults_of, faults_together
from quancheng.insight.scorecards.rules.periods import Period
from quancheng.insight.scorecards.rules.scoring import NoBase, Shape, Weighed, total_of
from quancheng.insight.scorecards.rules.spans import PartTime, span_in, stretches, weight_in
from quancheng.insight.scorecards.tests.conftest import (
    AFTER,
    NOW,
    QUARTER,
    THREE,
    at,
    duty,
    said,
    score,
    told,
    version_of,
)

D = Decimal
MARCH, MAY = date(2026, 3, 1), date(2026, 5, 31)  # Sunday, Sunday
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)  # Thursday, Thursday


def line(board, code, name="市财政局"):
    card = next(one for one in board.cards if one.unit_name == name)
    return next(one for one in card.lines if one.indicator.code == code)


@pytest.fixture
def dated(draft, office, office_head) -> ScoreSet:
    """A1 is in force from 1 March 2026 (Sunday) on; the quarter has it for 31 of its 90 days."""
    Indicator.objects.filter(set=draft, code="A1").update(from_on=MARCH)
    return sets.issue_set(set_id=draft.pk, version=draft.version, actor=office_head, now=NOW)


def by_days(score_set):
    ScoreSet.objects.filter(pk=score_set.pk).update(part_time="days")
    return ScoreSet.objects.get(pk=score_set.pk)


class TestSpanIn:
    @pytest.mark.parametrize(
        ("first", "last", "days"),
        [(None, None, 90), (MARCH, None, 31), (None, date(2026, 1, 10), 10), (MAY, None, None)],
    )  # a Saturday
    def test_counts_the_days_in_the_quarter(self, first, last, days):
        span = span_in(told(from_on=first, until_on=last), QUARTER)
        assert (span.days if span else None) == days

    def test_weighs_by_days_or_in_full(self):
        span = span_in(told(from_on=MARCH), QUARTER)
        assert weight_in(D(60), span, PartTime.WHOLE) == D(60)
        assert weight_in(D(60), span, PartTime.DAYS) == D("20.67")  # 60 × 31/90
        assert weight_in(D(60), span_in(told(), QUARTER), PartTime.DAYS) == D(60)


class TestStretches:
    def test_run_from_change_to_change(self):
        both = [
            told("A", points=D(100), until_on=MAY), told("B", points=D(90), from_on=date(2026, 6, 1)),
            told("C", points=D(5), is_bonus=True),
        ]  # fmt: skip
        found = [(one.first, one.last, one.basic) for one in stretches(both, FIRST, LAST)]
        assert found == [(FIRST, MAY, D(100)), (date(2026, 6, 1), LAST, D(90))]  # from a Monday on


class TestFaultsTogether:
    def test_let_one_take_the_place_of_another(self):
        two = [told("A", points=D(100), until_on=MAY), told("B", points=D(100), from_on=date(2026, 6, 1))]
        assert list(faults_together(two)) == []

    def test_name_days_with_more_than_a_hundred(self):
        two = [told("A", points=D(100)), told("B", points=D(10), from_on=date(2026, 6, 1))]  # Monday
        [fault] = faults_together(two)
        assert fault == "2026-06-01至2026-12-31施行的基本指标合计110分，须为100分（多出10分）"

    def test_want_a_hundred_on_some_days(self):
        [fault] = faults_together([told("A", points=D(60), from_on=MARCH)])
        assert "还差40分" in fault

    def test_name_days_that_run_backwards(self):
        assert "早于" in next(iter(faults_of(told(from_on=MAY, until_on=MARCH, shape=Shape.MANUAL), {})))

    def test_keep_within_the_year(self, draft):
        Indicator.objects.filter(set=draft, code="A1").update(from_on=date(2025, 3, 1))  # Saturday
        assert any("不在2026年之内" in fault for fault in faults_in(draft))


class TestTotalOf:
    @pytest.mark.parametrize(
        ("lines", "way", "total"),
        [
            ([(D(50), D(40)), (D(40), D(40))], NoBase.SPREAD, "88.89"),  # 80 × 100/90
            ([(D(50), D(40)), (D(40), None)], NoBase.SPREAD, "80.00"),  # 40 × 100/50
            ([(D(50), D(40)), (D(40), None)], NoBase.FULL, "88.89"),  # (40 + 40) × 100/90
            ([(D(60), D(40)), (D(40), D(30))], NoBase.SPREAD, "70"),
        ],
    )
    def test_brings_what_is_in_force_to_a_hundred(self, lines, way, total):
        weighed = [Weighed(weight, points, False) for weight, points in lines]
        assert total_of(weighed, no_base=way, of=D(100)).total == D(total)


class TestLiveBoard:
    def test_reads_an_indicator_in_its_days(self, city, dated):
        duty(city, "市财政局", "2026-02-27")  # Friday: before it was in force
        duty(city, "市财政局", "2026-03-27", done="2026-03-27")  # Friday
        found = line(live_board(dated, QUARTER, today=AFTER.date()), "A1")
        assert (found.points, found.weight, len(found.reading.sources)) == (D("60.00"), D(60), 1)
        assert "施行03-01至03-31（31天）" in found.working

    def test_weighs_by_days_where_the_set_says_so(self, city, dated):
        duty(city, "市财政局", "2026-03-27", done="2026-03-27")  # Friday
        board = live_board(by_days(dated), QUARTER, today=AFTER.date())
        assert (line(board, "A1").points, line(board, "A1").weight) == (D("20.67"), D("20.67"))
        total = next(card.total for card in board.cards if card.unit_name == "市财政局")
        assert total.total == D("100.00")  # 50.67 of 50.67, brought to a hundred
        assert "按100分折算" in total.working

    def test_leaves_out_what_is_not_in_force(self, dated):
        board = live_board(dated, Period(2026, 1), today=AFTER.date())
        assert [one.code for one in board.indicators] == ["A1", "A2", "B1"]
        Indicator.objects.filter(set=dated, code="A1").update(from_on=date(2026, 4, 1))  # Wednesday
        board = live_board(dated, Period(2026, 1), today=AFTER.date())
        assert [one.code for one in board.indicators] == ["A2", "B1"]

    def test_waits_for_what_has_not_begun(self, dated):
        board = live_board(dated, QUARTER, today=date(2026, 2, 2))  # Monday
        assert line(board, "A1").points is None


class TestFreezeResult:
    def test_keeps_the_weight_for_appeals(self, city, dated, office, office_head, clerk):
        duty(city, "市财政局", "2026-03-27")  # Friday: not done
        by_days(dated)
        result = freeze_result(period=QUARTER, actor=office_head, now=AFTER)
        own = score(result)
        point = Point.objects.get(score=own, indicator__code="A1")
        assert (point.weight, point.points) == (D("20.67"), D("0.00"))
        assert line_of(card_now(clerk, own), "A1").weight == D("20.67")
        filed = appeals.file_appeal(
            score_id=own.pk, indicator_id=point.indicator_id, text="已办。", files=(), actor=clerk, now=AFTER
        )
        with pytest.raises(appeals.BadCorrection, match=r"0到20\.67分之间"):
            appeals.uphold_appeal(
                appeal_id=filed.pk, version=filed.case.version, change=D(30), reason="核实。", actor=office,
                now=AFTER,
            )  # fmt: skip


def line_of(card, code):
    return next(one for one in card.lines if one.indicator.code == code)


class TestVersions:
    def test_tell_what_they_change(self, issued, office):
        new = sets.draft_next_version(set_id=issued.pk, from_on=date(2026, 7, 1), actor=office, now=NOW)
        one = new.indicators.get(code="A2")
        put = replace(THREE[1], points=D(20), until_on=date(2026, 9, 30))  # Wednesday
        indicators.amend_indicator(
            set_id=new.pk, version=version_of(new), indicator_id=one.pk, told=put, actor=office, now=NOW
        )
        new = ScoreSet.objects.get(pk=new.pk)
        [change] = changes_in(new)
        assert (change.code, change.says) == ("A2", "分值由“30”改为“20”；施行至由“无”改为“2026-09-30”")
        assert [one.basic for one in stretches_of(new)] == [D(90), D(70)]

    def test_tell_what_is_new_and_what_is_gone(self):
        found = {one.code: one.says for one in changes([told("A"), told("B")], [told("B"), told("C")])}
        assert found == {"C": "新增，60分", "A": "删去，原60分"}

    def test_settings_go_along(self, issued, office):
        ScoreSet.objects.filter(pk=issued.pk).update(part_time="days", sign_days=7)
        new = sets.draft_next_version(
            set_id=issued.pk, from_on=date(2026, 7, 1), actor=office, now=at("2026-03-02")
        )
        assert (new.part_time, new.sign_days) == ("days", 7)
        assert said().part_time is PartTime.WHOLE
