"""Requests that change hands count with whoever had them at the end of each year."""

import pytest

from quancheng.kernel.casework.models import Case
from quancheng.kernel.orgs.models import Unit
from quancheng.records.disclosure.commands.handling import hand_on_request
from quancheng.records.disclosure.queries.annual import (
    annual_cells,
    moved_in,
    requests_in_cell,
    taken_over,
)
from quancheng.records.disclosure.rules.annual import AnnualRow, ApplicantColumn
from quancheng.records.disclosure.tests.conftest import at, finance, hand_in, seen
from quancheng.records.disclosure.workflow import State

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


class TestTakenOverWithinAYear:
    """The finance bureau had two of last year, one of this; in May 2025 the water bureau took them over."""

    @pytest.fixture
    def merged(self, clerk, office, neighbour):
        old = [hand_in(clerk, came_on=DECEMBER, now=at(DECEMBER)) for _ in range(2)]
        new = hand_in(clerk, came_on="2025-05-06", now=at("2025-05-06"))  # Tuesday
        stays = hand_in(clerk, came_on="2025-05-07", now=at("2025-05-07"))
        may = at("2025-05-12")  # Monday
        for one in (*old, new):
            hand_on_request(**seen(one), unit_id=water().pk, reason="机构合并", actor=office, now=may)
        return [*old, new, stays]

    def end(self, request, on: str) -> None:
        Case.objects.filter(pk=request.case_id).update(state=State.CLOSED, ended_on=on, due_on=None)

    def test_is_told_by_cell_and_from_whom(self, merged):
        self.end(merged[0], "2025-06-03")
        told = taken_over(unit_ids=[water().pk], year=2025)
        assert {(one.row, one.count) for one in told} == {
            (AnnualRow.RECEIVED, 1), (AnnualRow.CARRIED_IN, 2), (AnnualRow.OTHER, 1),
            (AnnualRow.CARRIED_OUT, 2),
        }  # fmt: skip
        assert {one.from_unit for one in told} == {"市财政局"}
        assert taken_over(unit_ids=[finance().pk], year=2025) == []
        assert taken_over(unit_ids=[finance().pk, water().pk], year=2025) == []
        assert taken_over(unit_ids=[water().pk], year=2026) == []

    def test_balances_in_each_unit_and_in_both(self, merged):
        self.end(merged[0], "2025-06-03")
        self.end(merged[3], "2025-06-04")
        for units in ([finance()], [water()], [finance(), water()]):
            told = annual_cells(unit_ids=[one.pk for one in units], year=2025)
            rows = {row: n for (row, _), n in told.items()}
            came = rows.get(AnnualRow.RECEIVED, 0) + rows.get(AnnualRow.CARRIED_IN, 0)
            left = rows.get(AnnualRow.OTHER, 0) + rows.get(AnnualRow.CARRIED_OUT, 0)
            assert came == left > 0
        assert cells(finance(), 2025) == {AnnualRow.RECEIVED: 1, AnnualRow.OTHER: 1}

    def test_stands_at_each_request_behind(self, merged, office):
        row = AnnualRow.CARRIED_IN
        found = requests_in_cell(office, unit_ids=[water().pk], year=2025, row=row, column=PERSON)
        assert [one.title for one in found] == [
            f"申请{one.number}（2025-05-12由市财政局移交）" for one in merged[:2]
        ]

    def test_of_what_went_to_and_fro_is_nothing(self, merged, office):
        back = at("2025-05-19")  # Monday
        hand_on_request(**seen(merged[2]), unit_id=finance().pk, reason="登记有误", actor=office, now=back)
        assert taken_over(unit_ids=[finance().pk], year=2025) == []
        assert AnnualRow.RECEIVED not in {one.row for one in taken_over(unit_ids=[water().pk], year=2025)}
