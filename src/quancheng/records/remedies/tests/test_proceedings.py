"""A reconsideration and a suit, from entry to a decision in force, with the clocks over them."""

import pytest
from django.db import IntegrityError, transaction

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.audit.queries import facts_in
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.casework.refusals import MovedMeanwhile, NotYourStep, StepNotOpen
from quancheng.kernel.casework.worksheet import worksheets
from quancheng.kernel.links.queries import ties_of
from quancheng.records.remedies.commands import deciding, hearing, proceedings
from quancheng.records.remedies.models import Proceeding
from quancheng.records.remedies.queries.annual import proceedings_in_cell, remedy_cells
from quancheng.records.remedies.queries.proceedings import (
    NoSuchProceeding,
    NoSuchRequest,
    NotYourProceeding,
    doubts_of,
    proceeding_for,
)
from quancheng.records.remedies.rules.kinds import Appealed, Column, Kind, Procedure
from quancheng.records.remedies.rules.outcomes import UnknownOutcome
from quancheng.records.remedies.tests.conftest import NOW, at, day, enter, finance, now_of, seen, suit


def last_told() -> str:
    return AuditEntry.objects.order_by("-seq").values_list("code", flat=True)[0]


def sheets_of(proceeding: Proceeding, today=NOW) -> dict:
    return {one.code: one for one in worksheets(now_of(proceeding).case, today=today.date())}


def decide(proceeding, actor, outcome="r-upheld", *, on="2024-05-20", redo_by=None, now=None, **told):
    given = {
        "outcome": outcome, "decided_on": day(on), "received_on": day(on),
        "decision_number": "泉政复决〔2024〕3号", "redo_by": day(redo_by) if redo_by else None, **told,
    }  # fmt: skip
    return deciding.decide_review(**seen(proceeding), **given, actor=actor, now=now or at(on))


def judge(proceeding, actor, outcome="s-dismissed", *, on="2024-07-01", redo_by=None):
    return deciding.judge_suit(
        **seen(proceeding), outcome=outcome, decided_on=day(on), received_on=day(on),
        decision_number="（2024）演01行初3号", redo_by=day(redo_by) if redo_by else None,
        actor=actor, now=at(on),
    )  # fmt: skip


def appealed(proceeding, actor, result, outcome="", *, on="2024-09-02", redo_by=None):
    return deciding.decide_appeal(
        **seen(proceeding), result=result, outcome=outcome, decided_on=day(on), received_on=day(on),
        decision_number="（2024）演行终9号", redo_by=day(redo_by) if redo_by else None,
        actor=actor, now=at(on),
    )  # fmt: skip


class TestEnterProceeding:
    def test_takes_reply_and_clause_from_the_request(self, review, clerk):
        assert (review.number, review.clause) == ("FY2024-001", "A")
        assert review.reply_on == day("2024-03-01")
        assert last_told() == "remedies.proceeding.entered"
        here = RecordRef("remedies.proceeding", str(review.pk))
        [tie] = ties_of(clerk, here)
        assert tie.other == RecordRef("disclosure.request", "2024-001")

    def test_gives_ten_worked_days_to_answer_and_sixty_to_decide(self, review):
        # notified on Monday 22 April 2024: ten worked days, over the Labour Day; accepted on Monday 15 April
        assert review.case.due_on == day("2024-05-08")  # Wednesday
        assert sheets_of(review)["decision"].due == day("2024-06-14")  # Friday

    def test_gives_five_and_thirty_by_the_simple_procedure(self, clerk):
        made = enter(clerk, procedure=Procedure.SIMPLE)
        assert made.case.due_on == day("2024-04-28")  # Sunday, worked
        assert sheets_of(made)["decision"].due == day("2024-05-15")  # Wednesday

    def test_gives_fifteen_days_to_defend_a_suit(self, sued):
        assert sued.number == "SS2024-001"
        assert sued.case.due_on == day("2024-05-07")  # Tuesday
        assert sheets_of(sued)["court"].due == day("2024-10-15")  # Tuesday: six months

    def test_gives_the_court_forty_five_days_by_the_simple_procedure(self, clerk):
        made = suit(clerk, procedure=Procedure.SIMPLE)
        assert sheets_of(made)["simple"].due == day("2024-05-30")  # Thursday

    def test_numbers_without_a_gap(self, review, clerk):
        assert enter(clerk).number == "FY2024-002"

    def test_against_silence_names_no_reply(self, clerk):
        made = enter(clerk, request="2024-003", reply="")
        assert (made.clause, made.reply_on) == ("", None)

    def test_of_a_request_of_others_is_refused(self, neighbour, office, district):
        for stranger in (neighbour, office, district):
            with pytest.raises(NoSuchRequest):
                enter(stranger)
        assert not Proceeding.objects.exists()

    @pytest.mark.parametrize(
        "told",
        [
            {"reply": "没有这份答复"}, {"organ": " "}, {"filed_on": day("2024-04-16")},
            {"notified_on": day("2024-04-12")}, {"notified_on": day("2024-05-01")},
            {"kind": Kind.AFTER}, {"kind": Kind.AFTER, "before_id": 99},
        ],
    )  # fmt: skip
    def test_that_does_not_fit_together_is_refused(self, clerk, told):
        with pytest.raises(proceedings.BadFiling):
            enter(clerk, **told)

    def test_after_a_review_names_it(self, review, clerk):
        later = {"kind": Kind.AFTER, "before_id": review.pk, "now": at("2024-06-20")}
        later |= {"filed_on": day("2024-06-03"), "accepted_on": day("2024-06-05"), "notified_on": None}
        with pytest.raises(proceedings.BadFiling, match="还没有登记决定"):
            enter(clerk, **later)
        decide(review, clerk)
        assert enter(clerk, **later).before_id == review.pk

    def test_after_nothing_the_database_refuses(self, review):
        with pytest.raises(IntegrityError), transaction.atomic():
            Proceeding.objects.filter(pk=review.pk).update(kind="after")


class TestDoubts:
    def test_warn_of_a_suit_at_once_against_class_a(self, clerk):
        made = suit(clerk, request="2024-001", reply="市财政局依复〔2024〕1号")
        [doubt] = doubts_of(clerk, made)
        assert "复议前置" in doubt

    def test_warn_of_a_suit_at_once_against_silence_as_the_norm_holds(self, clerk, monkeypatch):
        made = suit(clerk, request="2024-003", reply="")
        [doubt] = doubts_of(clerk, made)
        assert "应当先申请行政复议" in doubt
        proceedings_queries = "quancheng.records.remedies.queries.proceedings"
        monkeypatch.setattr(f"{proceedings_queries}.is_review_first_against_silence", lambda **_: False)
        assert not doubts_of(clerk, made)

    def test_do_not_ask_a_reconsideration_before_the_revised_law(self, clerk):
        before = {"filed_on": day("2023-12-29"), "accepted_on": day("2024-01-02"), "notified_on": None}
        assert not doubts_of(clerk, suit(clerk, request="2024-003", reply="", **before))

    def test_warn_of_a_filing_out_of_time(self, clerk):
        in_time = {"filed_on": day("2024-04-30"), "accepted_on": day("2024-05-06"), "notified_on": None}
        assert not doubts_of(clerk, enter(clerk, now=at("2024-05-06"), **in_time))
        late = in_time | {"filed_on": day("2024-05-01")}
        [doubt] = doubts_of(clerk, enter(clerk, now=at("2024-05-06"), **late))
        assert "2024-04-30" in doubt

    def test_find_nothing_in_what_is_in_order(self, review, sued, clerk):
        assert not doubts_of(clerk, review)
        assert not doubts_of(clerk, sued)


class TestProceedingFor:
    def test_shows_it_to_its_unit_and_the_office_alone(
        self, review, clerk, office, neighbour, district, keeper
    ):
        for actor in (clerk, office):
            assert proceeding_for(actor, review.pk) == review
        for stranger in (neighbour, district, keeper):
            with pytest.raises(NoSuchProceeding):
                proceeding_for(stranger, review.pk)


class TestTheCourse:
    def test_stops_the_agencys_clock_with_its_answer(self, review, clerk):
        hearing.note_answer(**seen(review), on=day("2024-05-06"), actor=clerk, now=at("2024-05-06"))
        case = now_of(review).case
        assert (case.state, case.due_on) == ("answered", None)
        assert sheets_of(review, at("2024-05-06"))["decision"].due == day("2024-06-14")

    def test_begins_it_when_the_notice_comes_later(self, clerk):
        made = enter(clerk, notified_on=None)
        assert made.case.due_on is None
        hearing.note_notice(**seen(made), on=day("2024-04-22"), actor=clerk, now=NOW)
        assert now_of(made).case.due_on == day("2024-05-08")

    def test_lengthens_the_organs_period_once(self, review, clerk):
        told = {"on": day("2024-04-22"), "days": 30, "reason": "情况复杂", "actor": clerk, "now": NOW}
        hearing.note_longer(**seen(review), **told)
        assert sheets_of(review)["decision"].due == day("2024-07-15")  # Sunday 14 July rolls to Monday
        with pytest.raises(StepNotOpen):
            hearing.note_longer(**seen(review), **told)

    def test_goes_over_to_the_ordinary_procedure(self, clerk):
        made = enter(clerk, procedure=Procedure.SIMPLE)
        hearing.turn_ordinary(**seen(made), on=day("2024-04-22"), actor=clerk, now=NOW)
        assert now_of(made).procedure == Procedure.ORDINARY
        assert now_of(made).case.due_on == day("2024-05-08")
        assert sheets_of(made)["decision"].due == day("2024-06-14")

    def test_keeps_the_day_of_the_hearing(self, review, clerk):
        hearing.note_hearing(**seen(review), on=day("2024-04-22"), actor=clerk, now=NOW)
        assert now_of(review).hearing_on == day("2024-04-22")
        assert last_told() == "remedies.proceeding.moved"

    def test_is_the_units_own(self, review, office, neighbour):
        with pytest.raises(NotYourStep):
            hearing.note_answer(**seen(review), on=NOW.date(), actor=office, now=NOW)
        with pytest.raises(NoSuchProceeding):
            hearing.note_answer(**seen(review), on=NOW.date(), actor=neighbour, now=NOW)

    def test_tells_the_slower_of_two(self, review, clerk):
        old = seen(review)
        hearing.note_answer(**old, on=NOW.date(), actor=clerk, now=NOW)
        with pytest.raises(MovedMeanwhile):
            hearing.note_hearing(**old, on=NOW.date(), actor=clerk, now=NOW)


class TestDecideReview:
    def test_settles_it_in_the_column_of_its_outcome(self, review, clerk):
        decide(review, clerk, "r-dismissed")
        stood = now_of(review)
        assert (stood.case.state, stood.column, stood.settled_on) == (
            "over",
            Column.UPHELD,
            day("2024-05-20"),
        )
        assert last_told() == "remedies.proceeding.decided"

    def test_that_orders_a_new_answer_says_so_to_the_house(self, review, clerk):
        # received on Monday 20 May 2024, to be done by Monday 10 June, a holiday: the Friday before
        decide(review, clerk, "r-quashed", redo_by="2024-06-10")
        stood = now_of(review)
        assert (stood.case.state, stood.case.due_on) == ("to_comply", day("2024-06-07"))
        line = AuditEntry.objects.latest("seq")
        told = facts_in(line)
        assert line.code == "remedies.proceeding.redo_ordered"
        assert told["anew"] == RecordRef("disclosure.request", "2024-001")
        assert (told["received_on"], told["days"]) == (day("2024-05-20"), 14)
        assert told["order"] == "泉州湾市人民政府行政复议决定（泉政复决〔2024〕3号）"
        assert (line.about_kind, line.about_ref) == ("remedies.proceeding", str(review.pk))

    def test_ends_when_the_order_is_carried_out(self, review, clerk):
        decide(review, clerk, "r-ordered", redo_by="2024-06-07")
        hearing.note_compliance(**seen(review), on=day("2024-06-03"), actor=clerk, now=at("2024-06-03"))
        assert (now_of(review).case.state, now_of(review).complied_on) == ("over", day("2024-06-03"))

    @pytest.mark.parametrize(
        "told",
        [
            {"on": "2024-04-09"}, {"outcome": "r-upheld", "redo_by": "2024-06-07"},
            {"outcome": "r-quashed", "redo_by": "2024-05-20"}, {"received_on": day("2024-05-19")},
        ],
    )  # fmt: skip
    def test_that_does_not_fit_together_is_refused(self, review, clerk, told):
        with pytest.raises(deciding.BadDecision):
            decide(review, clerk, now=at("2024-06-20"), **told)

    @pytest.mark.parametrize("outcome", ["s-dismissed", "r-nothing", ""])
    def test_with_an_end_that_no_law_knows_is_refused(self, review, clerk, outcome):
        with pytest.raises(UnknownOutcome):
            decide(review, clerk, outcome)


class TestASuit:
    def test_waits_out_the_period_to_appeal(self, sued, clerk):
        judge(sued, clerk)
        stood = now_of(sued)
        assert (stood.case.state, stood.column, stood.settled_on) == ("judged", None, None)
        assert sheets_of(sued, at("2024-07-01"))["appeal"].due == day("2024-07-16")  # Tuesday
        deciding.note_in_force(**seen(sued), on=day("2024-07-17"), actor=clerk, now=at("2024-07-17"))
        stood = now_of(sued)
        assert (stood.case.state, stood.column, stood.settled_on) == (
            "over",
            Column.UPHELD,
            day("2024-07-17"),
        )

    def test_orders_nothing_before_it_is_in_force(self, sued, clerk):
        judge(sued, clerk, "s-quashed", redo_by="2024-08-30")
        assert last_told() == "remedies.proceeding.decided"
        deciding.note_in_force(**seen(sued), on=day("2024-07-17"), actor=clerk, now=at("2024-07-17"))
        assert last_told() == "remedies.proceeding.redo_ordered"
        assert now_of(sued).case.due_on == day("2024-08-30")  # Friday

    def test_is_pending_again_while_it_is_appealed(self, sued, clerk):
        judge(sued, clerk, "s-quashed")
        hearing.note_appeal(**seen(sued), on=day("2024-07-10"), actor=clerk, now=at("2024-07-10"))
        assert (now_of(sued).settled_on, now_of(sued).column) == (None, None)
        assert remedy_cells(unit_ids=[finance().pk], year=2024) == {(2, 4): 1}

    def test_upheld_keeps_what_was_decided_first(self, sued, clerk):
        judge(sued, clerk, "s-quashed", redo_by="2024-09-30")
        hearing.note_appeal(**seen(sued), on=day("2024-07-10"), actor=clerk, now=at("2024-07-10"))
        appealed(sued, clerk, Appealed.UPHELD)
        stood = now_of(sued)
        assert (stood.column, stood.settled_on) == (Column.CORRECTED, day("2024-09-02"))
        assert last_told() == "remedies.proceeding.redo_ordered"

    def test_changed_counts_as_what_it_was_changed_into(self, sued, clerk):
        judge(sued, clerk, "s-quashed")
        hearing.note_appeal(**seen(sued), on=day("2024-07-10"), actor=clerk, now=at("2024-07-10"))
        with pytest.raises(deciding.BadDecision):
            appealed(sued, clerk, Appealed.CHANGED)
        appealed(sued, clerk, Appealed.CHANGED, "s-dismissed")
        assert (now_of(sued).column, now_of(sued).outcome) == (Column.UPHELD, "s-quashed")

    def test_sent_back_is_decided_anew(self, sued, clerk):
        judge(sued, clerk)
        hearing.note_appeal(**seen(sued), on=day("2024-07-10"), actor=clerk, now=at("2024-07-10"))
        appealed(sued, clerk, Appealed.SENT_BACK)
        stood = now_of(sued)
        assert (stood.case.state, stood.outcome, stood.column) == ("defended", "", None)


class TestCountOtherwise:
    def test_moves_it_with_a_reason(self, review, clerk):
        decide(review, clerk, "r-settled")
        proceedings.count_otherwise(
            proceeding_id=review.pk, column=Column.CORRECTED, reason="和解前已自行改正", actor=clerk, now=NOW
        )
        assert now_of(review).column == Column.CORRECTED
        assert last_told() == "remedies.proceeding.counted_otherwise"

    def test_is_refused_without_one_and_before_the_end(self, review, clerk, office):
        told = {"proceeding_id": review.pk, "column": 2, "actor": clerk, "now": NOW}
        with pytest.raises(proceedings.NotSettled):
            proceedings.count_otherwise(**told, reason="理由")
        decide(review, clerk)
        with pytest.raises(proceedings.ReasonMissing):
            proceedings.count_otherwise(**told, reason=" ")
        with pytest.raises(NotYourProceeding):
            proceedings.count_otherwise(**{**told, "actor": office}, reason="理由")


class TestWriteLessons:
    def test_keeps_them(self, review, clerk):
        told = {"proceeding_id": review.pk, "lessons": "检索要留痕", "actor": clerk, "now": NOW}
        proceedings.write_lessons(**told)
        assert now_of(review).lessons == "检索要留痕"
        assert last_told() == "remedies.proceeding.lessons_written"


class TestRemedyCells:
    def test_count_what_was_settled_in_its_year_and_what_is_pending_at_its_end(
        self, review, sued, clerk, django_assert_num_queries
    ):
        decide(review, clerk, "r-quashed", on="2025-01-06", now=at("2025-01-06"))  # Monday
        unit_ids = [finance().pk]
        with django_assert_num_queries(2):
            told = remedy_cells(unit_ids=unit_ids, year=2024)
        assert told == {(1, Column.PENDING): 1, (2, Column.PENDING): 1}
        judge(sued, clerk, on="2025-03-03")  # Monday
        told = {"on": day("2025-03-19"), "actor": clerk, "now": at("2025-03-19")}
        deciding.note_in_force(**seen(sued), **told)
        told = remedy_cells(unit_ids=[finance().pk], year=2025)
        assert told == {(1, Column.CORRECTED): 1, (2, Column.UPHELD): 1}
        assert remedy_cells(unit_ids=[finance().pk], year=2023) == {}
        assert remedy_cells(unit_ids=[], year=2024) == {}

    def test_lead_to_the_proceedings_for_those_who_may_see_them(self, review, clerk, neighbour):
        told = {"unit_ids": [finance().pk], "year": 2024, "row": 1, "column": Column.PENDING}
        [one] = proceedings_in_cell(clerk, **told)
        assert (one.ref, one.title) == ("FY2024-001", "行政复议 泉政复〔2024〕3号")
        assert not proceedings_in_cell(neighbour, **told)
        assert not proceedings_in_cell(clerk, **{**told, "column": Column.UPHELD})
