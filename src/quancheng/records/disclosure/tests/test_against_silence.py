"""What an applicant may do who got no answer in time is told by the rule of their government."""

import pytest
from django.test import Client

from quancheng.records.disclosure.queries.doors import code_of
from quancheng.records.disclosure.queries.norms import is_review_first_against_silence
from quancheng.records.disclosure.tests.conftest import day, enter

pytestmark = pytest.mark.django_db
FIRST = "申请行政复议，对复议决定不服的再提起行政诉讼"
EITHER = "申请行政复议，或者直接提起行政诉讼"


def status_of(request) -> str:
    told = {"number": request.number, "code": code_of(request.number)}
    return Client().post("/disclosure/status/", told).text


def test_reconsideration_first_as_shipped(received):
    shown = status_of(received)  # received in April 2024: long overdue
    assert FIRST in shown
    assert EITHER not in shown


def test_either_way_where_its_government_says_so(received, office):
    enter("disclosure.silence_first", "choice", office)
    assert EITHER in status_of(received)


def test_before_the_revised_law_either_way(city):
    told = {on: is_review_first_against_silence(city.pk, on=day(on)) for on in ("2023-12-29", "2024-01-02")}
    assert told == {"2023-12-29": False, "2024-01-02": True}
