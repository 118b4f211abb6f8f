"""Requests that change hands count with whoever had them at the end of each year."""

import pytest

from quancheng.kernel.orgs.models import Unit
from quancheng.records.disclosure.commands.handling import hand_on_request
from quancheng.records.disclosure.queries.annual import annual_cells, moved_in, requests_in_cell
from quancheng.records.disclosure.rules.annual import AnnualRow, ApplicantColumn
from quancheng.records.disclosure.tests.conftest import at, finance, hand_in, seen

pytestmark = pytest.mark.django_db
PERSON = ApplicantColumn.PERSON
DECEMBER = "2024-12-23"  # Monday
JANUARY = at("2025-01-06")  # Monday


def water() -> Unit:
    return Unit.objects.get(name="市水务局")


def cells(unit: Unit, year: int) -> dict[AnnualRow, int]:
    return {row: n for (row, column), n in annual_cells(unit_ids=[unit.pk], year=year).items() if n}


@pytest.fixture
def handed_on(clerk, office, neighbour):
    """Received by the finance bureau in December 2024, handed on to the water bureau in January 2025."""
    request = hand_in(clerk, came_on=DECEMBER, now=at(DECEMBER))
    return hand_on_request(**seen(request), unit_id=water().pk, reason="机构改革", actor=office, now=JANUARY)


class TestAnnualCells:
    def test_stay_with_who_had_it_at_the_end_of_the_year(self, handed_on):
        assert cells(finance(), 2024) == {AnnualRow.RECEIVED: 1, AnnualRow.CARRIED_OUT: 1}
        assert cells(water(), 2024) == {}

    def test_are_the_new_agencys_in_the_year_of_the_hand_over(self, handed_on):
        assert cells(water(), 2025) == {AnnualRow.CARRIED_IN: 1, AnnualRow.CARRIED_OUT: 1}
        assert cells(finance(), 2025) == {}

    def test_lose_nothing_in_the_sum(self, handed_on):
        both = [finance().pk, water().pk]
        for year in (2024, 2025):
            told = annual_cells(unit_ids=both, year=year)
            assert sum(n for (row, _), n in told.items() if row == AnnualRow.CARRIED_OUT) == 1

    def test_lead_to_the_same_requests(self, handed_on, office):
        def behind(unit: Unit) -> list[str]:
            row = AnnualRow.CARRIED_OUT
            found = requests_in_cell(office, unit_ids=[unit.pk], year=2024, row=row, column=PERSON)
            return [one.ref for one in found]

        assert behind(finance()) == [handed_on.number]
        assert behind(water()) == []


class TestMovedIn:
    def test_tells_who_gained_and_who_lost(self, handed_on):
        assert moved_in(unit_ids=[water().pk], year=2025) == {PERSON: 1}
        assert moved_in(unit_ids=[finance().pk], year=2025) == {PERSON: -1}
        assert moved_in(unit_ids=[finance().pk, water().pk], year=2025) == {}
        assert moved_in(unit_ids=[water().pk], year=2024) == {}
