"""Scores are read from records, frozen once, and traced back to the records."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext

from quancheng.insight.scorecards.commands import results as writing
from quancheng.insight.scorecards.commands.indicators import amend_indicator
from quancheng.insight.scorecards.commands.sets import issue_set
from quancheng.insight.scorecards.models import Mark, Point
from quancheng.insight.scorecards.queries.readings import readings
from quancheng.insight.scorecards.queries.results import NoSuchScore, differences, score_for
from quancheng.insight.scorecards.queries.scoring import live_board
from quancheng.insight.scorecards.queries.sets import NotOfOffice
from quancheng.insight.scorecards.rules.readings import Asked
from quancheng.insight.scorecards.rules.scoring import Shape
from quancheng.insight.scorecards.tests.conftest import (
    AFTER,
    NOW,
    QUARTER,
    at,
    duty,
    indicator,
    score,
    told,
    unit,
    version_of,
)
from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.casework.models import Case
from quancheng.kernel.casework.refusals import ReasonMissing
from quancheng.kernel.files.safety import check_upload
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.obligations import measures
from quancheng.kernel.orgs.models import Unit


def card(board, name="市财政局"):
    return next(one for one in board.cards if one.unit_name == name)


def points(board, name="市财政局"):
    return {line.indicator.code: line.points for line in card(board, name).lines}


class TestLiveBoard:
    def test_reads_the_records(self, worked):
        board = live_board(worked, QUARTER, today=AFTER.date())
        # two of four in time: 60 × 2/4; one open past its day: 30 − 5; no message: does not apply
        assert points(board) == {"A1": Decimal("30.00"), "A2": Decimal("25.00"), "B1": None}
        assert card(board).total.total == Decimal("61.11")  # 55 × 100/90

    def test_looks_at_any_day(self, worked):
        board = live_board(worked, QUARTER, today=date(2026, 2, 28))  # Saturday
        assert points(board)["A1"] == Decimal("60.00")

    def test_ranks_within_the_group(self, worked):
        board = live_board(worked, QUARTER, today=AFTER.date())
        assert [(one.unit_name, one.place) for one in board.cards if one.group == "市直部门"] == [
            ("市水务局", 1), ("市财政局", 2), ("市政府办公厅", None)
        ]  # fmt: skip

    def test_leads_to_every_record(self, worked):
        board = live_board(worked, QUARTER, today=AFTER.date())
        line = next(x for x in card(board).lines if x.indicator.code == "A1")
        assert [(one.ref.split(":")[0], one.is_met) for one in line.reading.sources] == [
            ("plan.duty", True), ("plan.duty", False), ("plan.duty", False), ("plan.duty", True)
        ]  # fmt: skip

    def test_leaves_out_what_another_government_demands(self, worked, city):
        duty(city.below.get(), "东区政府", "2026-03-03")
        assert points(live_board(worked, QUARTER, today=AFTER.date()), "东区政府")["A1"] is None

    def test_counts_a_closed_unit_until_its_day(self, worked):
        Unit.objects.filter(name="市水务局").update(closed_on="2026-03-30")
        board = live_board(worked, QUARTER, today=AFTER.date())
        assert card(board, "市水务局").until_on == date(2026, 3, 30)
        Unit.objects.filter(name="市水务局").update(closed_on="2025-12-31")
        board = live_board(worked, QUARTER, today=AFTER.date())
        assert "市水务局" not in {one.unit_name for one in board.cards}

    def test_takes_few_queries_however_many_units(self, worked, city, office):
        for number in range(60):
            made = Unit.objects.create(
                tenant=city, code=f"x{number}", kind="department", name=f"演示{number}局"
            )
            worked.scored_units.create(unit=made, group="市直部门")
            duty(city, made.name, "2026-03-03", done="2026-03-02")
        for number, (code, kind) in enumerate(readings().items()):
            shape = {"share": "proportional", "count": "at_least", "days": "steps"}[kind.sort]
            worked.indicators.create(
                code=f"Z{number}", name=code, group="全部", points=1, is_bonus=True, shape=shape,
                grades="5=1", reading=code, days=5, least=1, source="演示", place=50,
            )  # fmt: skip
        with CaptureQueriesContext(
            connection,
        ) as told:
            board = live_board(worked, QUARTER, today=AFTER.date())
        assert len(board.cards) == 64
        assert len(told) <= 45, [one["sql"][:90] for one in told]


class TestMeasures:
    def test_are_readings_too(self, issued, city):
        found = measures.Found(_ref(), "会议", date(2026, 3, 3))
        own = unit("市财政局").pk
        kind = measures.register(
            measures.Measure("x.meetings", "专题会议", "次", lambda who, *_: [found] * (who == own))
        )
        try:
            issued.indicators.create(
                code="M1", name="专题会议", group="组织", points=5, is_bonus=True, shape="at_least", least=2,
                reading="measure.x.meetings", source="演示", place=9,
            )  # fmt: skip
            board = live_board(issued, QUARTER, today=AFTER.date())
            assert points(board)["M1"] == Decimal("2.50")
            assert points(board, "市水务局")["M1"] == Decimal("0.00")
        finally:
            measures.forget(kind.code)


class TestFreezeResult:
    def test_keeps_figures_and_references(self, frozen):
        point = Point.objects.get(score=score(frozen), indicator__code="A1")
        assert (point.points, point.numerator, point.denominator) == (Decimal("30.00"), 2, 4)
        assert len(point.sources) == 4
        assert str(frozen.appeal_until) == "2026-04-09"  # Thursday: after five working days, 清明 between

    def test_tells_every_unit(self, frozen, clerk):
        assert Notice.objects.filter(kind="scorecards.result_known", to_person=clerk.person_id).exists()
        assert AuditEntry.objects.filter(code="scorecards.result.frozen").count() == 1

    def test_stands_while_records_change(self, frozen, office):
        assert differences(office, frozen, today=AFTER.date()) == ()
        late = Case.objects.get(last_on="2026-03-25")
        Case.objects.filter(pk=late.pk).update(state="confirmed", ended_on="2026-03-24", due_on=None)
        found = {
            (one.indicator.code, one.frozen, one.today)
            for one in differences(office, frozen, today=AFTER.date())
        }
        assert found == {
            ("A1", Decimal("30.00"), Decimal("45.00")), ("A2", Decimal("25.00"), Decimal("30.00"))
        }  # fmt: skip
        assert score(frozen).total == Decimal("61.11")

    def test_is_refused_twice(self, frozen, office_head):
        with pytest.raises(writing.PeriodIsFrozen, match="申诉"):
            writing.freeze_result(period=QUARTER, actor=office_head, now=AFTER)

    def test_is_refused_before_the_end(self, worked, office_head):
        with pytest.raises(writing.PeriodNotOver):
            writing.freeze_result(period=QUARTER, actor=office_head, now=at("2026-03-31"))  # Tuesday

    def test_is_refused_without_a_set(self, city, office_head):
        with pytest.raises(writing.NoSetInForce):
            writing.freeze_result(period=QUARTER, actor=office_head, now=AFTER)

    def test_is_for_the_head(self, worked, office, clerk):
        for actor in (office, clerk):
            with pytest.raises(NotOfOffice):
                writing.freeze_result(period=QUARTER, actor=actor, now=AFTER)

    def test_cannot_be_taken_away(self, frozen):
        with pytest.raises(ProtectedError):
            frozen.delete()


class TestScoreFor:
    def test_shows_a_unit_its_own_alone(self, frozen, clerk, neighbour, stranger, office):
        own = score(frozen)
        assert score_for(clerk, own.pk) == score_for(office, own.pk) == own
        for actor in (neighbour, stranger):
            with pytest.raises(NoSuchScore):
                score_for(actor, own.pk)


@pytest.fixture
def by_hand(draft, office, office_head):
    """The third indicator is judged by hand."""
    amend_indicator(
        set_id=draft.pk, version=draft.version, indicator_id=indicator("B1").pk, actor=office, now=NOW,
        told=told("B1", points=Decimal(10), shape=Shape.MANUAL, reading=""),
    )  # fmt: skip
    return issue_set(set_id=draft.pk, version=version_of(draft), actor=office_head, now=NOW)


def give(actor, name="市财政局", **more):
    data = "演示材料".encode()
    said = {"points": Decimal(8), "reason": "材料齐全", "period": QUARTER, **more}
    return writing.give_mark(
        indicator_id=indicator(more.pop("code", "B1")).pk, unit_id=unit(name).pk,
        upload=check_upload(data, name="材料.txt"), data=data, actor=actor, now=AFTER,
        **{key: value for key, value in said.items() if key != "code"},
    )  # fmt: skip


class TestGiveMark:
    def test_counts_once_a_second_person_confirmed(self, by_hand, office, office_head):
        mark = give(office)
        assert points(live_board(by_hand, QUARTER, today=AFTER.date()))["B1"] is None
        writing.confirm_mark(mark_id=mark.pk, actor=office_head, now=AFTER)
        assert points(live_board(by_hand, QUARTER, today=AFTER.date()))["B1"] == Decimal("8.00")

    def test_is_not_confirmed_by_who_gave_it(self, by_hand, office):
        with pytest.raises(writing.SecondPersonNeeded):
            writing.confirm_mark(mark_id=give(office).pk, actor=office, now=AFTER)

    def test_replaces_the_former(self, by_hand, office):
        give(office)
        give(office, points=Decimal(5))
        assert Mark.objects.filter(replaced_at__isnull=True).get().points == 5

    def test_is_refused_where_records_speak(self, by_hand, office):
        with pytest.raises(writing.NotByHand, match="由记录计算"):
            give(office, code="A1")

    @pytest.mark.parametrize("bad", ["10.01", "-1", "1.234"])
    def test_is_refused_beyond_the_weight(self, by_hand, office, bad):
        with pytest.raises(writing.BadPoints):
            give(office, points=Decimal(bad))

    def test_needs_a_reason(self, by_hand, office):
        with pytest.raises(ReasonMissing):
            give(office, reason="  ")

    def test_is_for_the_office(self, by_hand, clerk):
        with pytest.raises(NotOfOffice):
            give(clerk)

    def test_must_be_there_before_freezing(self, by_hand, office, office_head):
        writing.confirm_mark(mark_id=give(office).pk, actor=office_head, now=AFTER)
        with pytest.raises(writing.MarksMissing, match="3个单位"):
            writing.freeze_result(period=QUARTER, actor=office_head, now=AFTER)


def _ref():
    return RecordRef("x.meeting", "1")


def test_every_reading_of_the_house_answers_for_nobody(city):
    asked = Asked(city.pk, (unit("市财政局").pk,), QUARTER.first, QUARTER.last, 5)
    shipped = [kind for code, kind in readings().items() if not code.startswith("measure.")]
    assert len(shipped) >= 9
    assert all(not kind.read(asked) for kind in shipped)
