"""The annual table of requests: every request in one row, and the sums that must hold."""

from datetime import date, datetime, timedelta

import pytest

from quancheng.kernel.casework.models import Case
from quancheng.records.disclosure.commands import handling
from quancheng.records.disclosure.models import Applicant, Request
from quancheng.records.disclosure.queries.annual import COLUMN_OF, annual_cells, requests_in_cell
from quancheng.records.disclosure.rules.annual import AnnualRow, ApplicantColumn
from quancheng.records.disclosure.rules.applicants import Applicant as Sort
from quancheng.records.disclosure.tests.conftest import at, finance, hand_in, seen, submit
from quancheng.records.disclosure.workflow import DISCLOSURE, State

ROWS = [AnnualRow(place) for place in range(3, 24)]


def summed(cells, *rows: AnnualRow) -> int:
    return sum(count for (row, _), count in cells.items() if row in rows)


class TestAnnualCells:
    def test_carry_an_open_request_over_the_turn_of_the_year(self, clerk):
        hand_in(clerk, came_on="2024-12-31", now=at("2024-12-31"))  # Tuesday
        person = ApplicantColumn.PERSON
        told = annual_cells(unit_ids=[finance().pk], year=2024)
        assert told == {(AnnualRow.RECEIVED, person): 1, (AnnualRow.CARRIED_OUT, person): 1}
        told = annual_cells(unit_ids=[finance().pk], year=2025)
        assert told == {(AnnualRow.CARRIED_IN, person): 1, (AnnualRow.CARRIED_OUT, person): 1}

    def test_count_a_withdrawal_and_nothing_that_was_not_received(self, received, clerk):
        submit()
        handling.note_withdrawal(**seen(received), reason="来电", actor=clerk, now=at("2024-04-23"))
        told = annual_cells(unit_ids=[finance().pk], year=2024)
        person = ApplicantColumn.PERSON
        assert told == {(AnnualRow.RECEIVED, person): 1, (AnnualRow.OTHER, person): 1}

    def test_are_those_of_the_agencies_asked_for(self, received):
        assert annual_cells(unit_ids=[], year=2024) == {}

    @pytest.mark.parametrize("year", [2023, 2024, 2025])
    def test_hold_together_in_every_column(self, city, year, django_assert_num_queries):
        generated()
        unit_ids = [finance().pk]
        with django_assert_num_queries(5):
            told = annual_cells(unit_ids=unit_ids, year=year)
        for column in ApplicantColumn:
            of_column = {place: count for place, count in told.items() if place[1] is column}
            came = summed(of_column, AnnualRow.RECEIVED, AnnualRow.CARRIED_IN)
            assert came == summed(of_column, *ROWS, AnnualRow.CARRIED_OUT)
        before = annual_cells(unit_ids=unit_ids, year=year - 1)
        for column in ApplicantColumn:
            assert told.get((AnnualRow.CARRIED_IN, column)) == before.get((AnnualRow.CARRIED_OUT, column))


class TestRequestsInCell:
    def test_are_those_that_the_reader_may_see(self, received, clerk, office, neighbour):
        cell = {"unit_ids": [finance().pk], "year": 2024, "row": 1, "column": 1}
        for actor, count in ((clerk, 1), (office, 1), (neighbour, 0)):
            assert len(requests_in_cell(actor, **cell)) == count
        assert requests_in_cell(clerk, **cell)[0].ref == received.number


def test_every_sort_of_applicant_has_its_column():
    assert set(COLUMN_OF) == {sort.value for sort in Sort}
    assert set(COLUMN_OF.values()) == set(ApplicantColumn)


def generated() -> None:
    """Requests over three years, open and ended in every row, by every sort of applicant."""
    unit, sorts = finance(), list(Sort)
    for place in range(300):
        came = date(2022, 11, 1) + timedelta(days=3 * place)
        ended = came + timedelta(days=place % 60) if place % 11 else None
        case = Case.objects.create(
            workflow=DISCLOSURE.code, state=State.ANSWERED if ended else State.IN_HAND, tenant=unit.tenant,
            unit=unit, opened_on=came, ended_on=ended,
        )  # fmt: skip
        made = Request.objects.create(
            tenant=unit.tenant, number=f"S{came:%Y%m%d}-{place:05}", case=case, channel="in_person",
            wanted="甲", medium="paper", route="post", received_on=came, once=f"generated-{place}",
            submitted_at=datetime.combine(came, datetime.min.time(), tzinfo=at("2024-01-01").tzinfo),
            row=ROWS[place % len(ROWS)] if ended and place % 7 else None,  # without a row: withdrawn
        )  # fmt: skip
        Applicant.objects.create(
            request=made, sort=sorts[place % len(sorts)], name="甲", proof="other", proof_number="1"
        )
