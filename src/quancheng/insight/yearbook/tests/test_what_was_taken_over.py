"""Requests that came with another unit's duties within the year: below the table, behind each cell."""

import pytest
from django.urls import reverse

from quancheng.insight.yearbook.queries import requests
from quancheng.insight.yearbook.tests.conftest import NOW, signed_in
from quancheng.records.disclosure.public import AnnualRow, ApplicantColumn, TakenOver

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
PERSON = int(ApplicantColumn.PERSON)
TOLD = [
    TakenOver("市统计局", int(row), PERSON, count)
    for row, count in (
        (AnnualRow.RECEIVED, 2), (AnnualRow.CARRIED_IN, 1), (AnnualRow.DISCLOSED, 1), (AnnualRow.NOT_HELD, 1),
        (AnnualRow.CARRIED_OUT, 1),
    )
]  # fmt: skip


@pytest.fixture(autouse=True)
def merged(monkeypatch):
    """On Monday 13 January 2025 it is known that the finance bureau took over three of 市统计局 in 2024."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    monkeypatch.setattr(requests, "taken_over", lambda *, unit_ids, year: TOLD if unit_ids else [])


def page_of(report, actor, *key) -> str:
    name = "behind" if key else "report"
    return signed_in(actor).get(reverse(f"yearbook_desk:{name}", args=[report.pk, *key])).text


def test_stands_below_the_table_and_sums_up(draft, clerk):
    page = page_of(draft, clerk)
    assert "由市统计局移交3件：本年新收2件、上年结转1件；已办结2件、结转下年度1件" in page


def test_stands_behind_a_cell_and_behind_a_sum(draft, clerk):
    assert "其中2件因机构调整由市统计局移交" in page_of(draft, clerk, "3.1.1")
    assert "其中2件因机构调整由市统计局移交" in page_of(draft, clerk, "3.24.7")
    assert "移交" not in page_of(draft, clerk, "3.4.2").split("<main")[1]


def test_is_not_told_to_who_only_reads(issued, neighbour):
    assert "市统计局" not in page_of(issued, neighbour)
