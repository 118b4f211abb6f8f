"""A day in a year whose holidays nobody knows yet is told as provisional, in letters and in the list."""

import pytest
from django.urls import reverse

from quancheng.kernel.calendar.book import work_calendar
from quancheng.records.disclosure.commands import handling
from quancheng.records.disclosure.models import Letter
from quancheng.records.disclosure.queries.requests import requests_for, urgent
from quancheng.records.disclosure.tests.conftest import at, day, hand_in, now_of, seen, signed_in

pytestmark = pytest.mark.django_db
WORDS = "年的放假安排尚未公布"


@pytest.fixture
def december(clerk):
    """Received in the middle of December of the last year that has a notice: due in the next."""
    last = max(work_calendar().years)
    return hand_in(clerk, came_on=f"{last}-12-15", now=at(f"{last}-12-15"))


def text_of(request, sort):
    return Letter.objects.get(request=request, sort=sort).text


class TestTheReceipt:
    def test_says_that_its_day_is_provisional(self, december):
        next_year = max(work_calendar().years) + 1
        assert december.case.due_on.year == next_year
        assert f"{next_year}{WORDS}" in text_of(december, "receipt")

    def test_says_nothing_of_a_year_that_is_known(self, received):
        assert WORDS not in text_of(received, "receipt")


class TestTheExtension:
    def test_says_it_of_the_later_day(self, clerk, head):
        last = max(work_calendar().years)
        request = hand_in(clerk, came_on=f"{last}-11-10", now=at(f"{last}-11-10"))
        assert WORDS not in text_of(request, "receipt")
        now = at(f"{last}-11-20")
        handling.extend_answer(**seen(request), days=20, reason="数量大", actor=head, now=now)
        assert f"{last + 1}{WORDS}" in text_of(request, "extension")


class TestTheList:
    def test_marks_it(self, december, received, clerk):
        on = day(f"{max(work_calendar().years)}-12-15")
        marked = {one.request.pk: one.is_provisional for one in urgent(requests_for(clerk), today=on)}
        assert marked == {december.pk: True, received.pk: False}

    def test_shows_the_mark_in_list_and_page(self, december, received, clerk, desk_surface):
        window = signed_in(clerk)
        assert window.get(reverse("disclosure_desk:requests")).text.count("暂定</abbr>") == 1
        page = reverse("disclosure_desk:request", args=[december.number])
        assert "暂定，该年放假安排尚未公布" in window.get(page).text
        assert "暂定" not in window.get(reverse("disclosure_desk:request", args=[received.number])).text
        assert now_of(december).case.due_on
