"""The remedy clause from the grounds, by date; never from the row of the report."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quancheng.records.disclosure.rules import organs
from quancheng.records.disclosure.rules.grounds import BY_CODE, GROUNDS, Outcome, grounds_listed
from quancheng.records.disclosure.rules.organs import Agency, Names, NoOrgan, Whose
from quancheng.records.disclosure.rules.remedies import (
    ClauseIncomplete,
    NoRemedyTable,
    PartlyOfWhat,
    RemedyClass,
    Service,
    Slots,
    Step,
    clause,
    must_wait_for_legal_reader,
    periods_on,
    remedy_of,
    slots_missing,
    table_on,
    told_of,
)

NOW = date(2024, 6, 3)  # a Monday
BEFORE = date(2023, 12, 29)  # a Friday
LONG_AGO = date(2015, 4, 30)  # a Thursday: the day before the revised law of suits
FULL = Slots(organs=("济南市人民政府",), court="济南市历下区人民法院")
ends = st.lists(st.sampled_from(GROUNDS), min_size=1, max_size=6)


def class_of(cited, on=NOW):
    return remedy_of(grounds_listed(cited), table_on(on)).value


class TestTheClass:
    @pytest.mark.parametrize(
        "cited", ["14", "14-secret", "15", "16-1", "16-2", "14,36-5", "36-2,15", "37,16-1"]
    )
    def test_is_a_where_an_exception_is_among_the_grounds(self, cited):
        assert class_of(cited) == "A"

    @pytest.mark.parametrize(
        "cited",
        ["36-1", "36-2", "36-4", "36-5", "36-6", "36-7", "38", "39-1", "39-2", "35", "30", "fee", "withdrawn",
         "confirm", "37,36-7", "37,36-4"],
    )  # fmt: skip
    def test_is_b_for_every_other_end(self, cited):
        assert class_of(cited) == "B"

    def test_of_a_registration_file_is_b_though_it_is_counted_among_refusals(self):
        register = BY_CODE["36-7"]
        assert (register.outcome, register.row) == (Outcome.WITHHELD, 12)
        assert class_of("36-7") == "B"

    @pytest.mark.parametrize("cited", ["14", "15", "37,16-1"])
    def test_was_b_before_2024(self, cited):
        assert class_of(cited, BEFORE) == "B"

    def test_changes_on_the_first_of_january_2024(self):
        assert class_of("15", date(2023, 12, 31)) == "B"  # a Sunday
        assert class_of("15", date(2024, 1, 1)) == "A"  # a Monday

    @pytest.mark.parametrize("cited", ["37", "37,36-2"])
    def test_of_partial_disclosure_is_not_told_without_what_is_kept_back(self, cited):
        with pytest.raises(PartlyOfWhat, match="一并写明"):
            class_of(cited)

    def test_needs_a_ground(self):
        with pytest.raises(NoRemedyTable):
            remedy_of((), table_on(NOW))

    def test_is_refused_where_the_table_does_not_name_the_ground(self):
        with pytest.raises(NoRemedyTable, match="36-4"):
            remedy_of(grounds_listed("36-4"), {"15": RemedyClass.A})

    def test_has_no_table_before_the_regulation(self):
        with pytest.raises(NoRemedyTable):
            table_on(date(2008, 4, 30))  # a Wednesday

    @given(ends)
    def test_is_a_exactly_when_the_letter_waits_for_the_legal_reader(self, grounds):
        try:
            found = remedy_of(grounds, table_on(NOW))
        except PartlyOfWhat:
            assert not must_wait_for_legal_reader(grounds)
        else:
            assert (found is RemedyClass.A) is must_wait_for_legal_reader(grounds)

    @given(ends, ends)
    def test_never_softens_when_a_ground_is_added(self, grounds, more):
        table = table_on(NOW)
        try:
            first = remedy_of(grounds, table)
        except PartlyOfWhat:
            return
        if first is RemedyClass.A:
            assert remedy_of([*grounds, *more], table) is RemedyClass.A


class TestALetterOnTheWay:
    @pytest.mark.parametrize(
        "step",
        [Step.CORRECTION, Step.EXTENSION, Step.REASONS, Step.CONSULTATION, Step.FEE_NOTICE, Step.DELAY],
    )
    def test_carries_no_clause(self, step):
        assert step.remedy is RemedyClass.C
        assert clause(step.remedy, FULL, periods_on(NOW), service=Service.PAPER) == ""

    @pytest.mark.parametrize("step", [Step.OVERRIDE, Step.OWN_RECORD])
    def test_that_decides_something_carries_b(self, step):
        assert step.remedy is RemedyClass.B


class TestTheText:
    def test_of_a_says_first_reconsideration_then_suit(self):
        text = clause(RemedyClass.A, FULL, periods_on(NOW), service=Service.PAPER)
        assert "60日内先向济南市人民政府申请行政复议" in text
        assert "15日内向济南市历下区人民法院提起行政诉讼" in text
        assert "或者" not in text

    def test_of_b_leaves_the_choice(self):
        text = clause(RemedyClass.B, FULL, periods_on(NOW), service=Service.PAPER)
        assert "60日内向济南市人民政府申请行政复议，或者" in text
        assert "6个月内" in text

    def test_said_three_months_before_may_2015(self):
        text = clause(RemedyClass.B, FULL, periods_on(LONG_AGO), service=Service.PAPER)
        assert "3个月内" in text
        assert "6个月内" in clause(
            RemedyClass.B, FULL, periods_on(date(2015, 5, 1)), service=Service.PAPER  # a Friday
        )  # fmt: skip

    @pytest.mark.parametrize("remedy", [RemedyClass.A, RemedyClass.B])
    def test_served_over_the_internet_needs_the_channel_there(self, remedy):
        with pytest.raises(ClauseIncomplete, match="互联网"):
            clause(remedy, FULL, periods_on(NOW), service=Service.NETWORK)
        with_it = Slots(organs=FULL.organs, court=FULL.court, channel="https://fuyi.demo.invalid")
        assert "https://fuyi.demo.invalid" in clause(
            remedy, with_it, periods_on(NOW), service=Service.NETWORK
        )

    def test_without_organ_or_court_is_refused(self):
        empty = Slots(organs=(), court="")
        assert slots_missing(empty, service=Service.PAPER) == ("复议机关", "起诉的人民法院")
        with pytest.raises(ClauseIncomplete, match="复议机关、起诉的人民法院"):
            clause(RemedyClass.A, empty, periods_on(NOW), service=Service.PAPER)

    def test_of_a_proposal_shows_open_slots_in_brackets(self):
        told = told_of(
            grounds_listed("14"), Slots(organs=(), court=""), table=table_on(NOW), periods=periods_on(NOW),
            service=Service.PAPER, row_of={},
        )  # fmt: skip
        assert "〔复议机关〕" in told.text
        assert told.missing == ("复议机关", "起诉的人民法院")
        assert told.waits


class TestTheOrgan:
    NAMES = Names(
        own_government="济南市人民政府", government_above="山东省人民政府", department_above="省司法厅"
    )

    @pytest.mark.parametrize(
        ("agency", "on", "organs_there"),
        [
            (Agency.DEPARTMENT, NOW, ("济南市人民政府",)),
            (Agency.GOVERNMENT, NOW, ("山东省人民政府",)),
            (Agency.VERTICAL, NOW, ("省司法厅",)),
            (Agency.JUSTICE, NOW, ("济南市人民政府", "省司法厅")),
            (Agency.DEPARTMENT, BEFORE, ("济南市人民政府", "省司法厅")),
        ],
    )
    def test_follows_the_kind_of_agency_and_the_day(self, agency, on, organs_there):
        whose = organs.who_reconsiders(agency, organs.shipped_organs(on=on))
        assert organs.organs_named(whose, self.NAMES) == organs_there

    @pytest.mark.parametrize(
        ("kind", "name", "agency"),
        [
            ("department", "济南市发展和改革委员会", Agency.DEPARTMENT),
            ("department", "济南市司法局", Agency.JUSTICE),
            ("department", "国家税务总局济南市税务局", Agency.VERTICAL),
            ("government", "济南市历下区人民政府", Agency.GOVERNMENT),
            ("street", "千佛山街道办事处", Agency.OUTPOST),
            ("enterprise", "济南水务集团", Agency.AUTHORISED),
        ],
    )
    def test_goes_by_what_the_register_says_of_a_unit(self, kind, name, agency):
        assert organs.agency_of(kind=kind, name=name) is agency

    def test_that_no_line_names_is_refused(self):
        with pytest.raises(NoOrgan, match="政府工作部门"):
            organs.who_reconsiders(
                Agency.DEPARTMENT, ((Agency.JUSTICE.says, Whose.OWN_GOVERNMENT.says, "x"),)
            )

    def test_is_written_with_a_choice_where_the_law_leaves_one(self):
        two = Slots(organs=("济南市人民政府", "山东省司法厅"), court="某法院")
        assert "向济南市人民政府或者山东省司法厅申请行政复议" in clause(
            RemedyClass.B, two, periods_on(NOW), service=Service.PAPER
        )


class TestTheCourt:
    ROWS = (("", "甲法院"), ("103", "乙法院"))

    @pytest.mark.parametrize(("unit", "court"), [("103", "乙法院"), ("104", "甲法院")])
    def test_is_the_units_own_or_that_of_the_rest(self, unit, court):
        assert organs.court_of(unit, self.ROWS) == court

    def test_is_empty_where_no_line_fits(self):
        assert organs.court_of("104", (("103", "乙法院"),)) == ""
