"""Telling that a petition is no request: where a government sets no period for it, none is late (Art. 39)."""

import pytest
from django.urls import reverse

from quancheng.kernel.norms.commands import enter_value, sign_value
from quancheng.kernel.norms.definition import Mark
from quancheng.kernel.orgs.roles import Role
from quancheng.records.disclosure.commands.bulletins import draft_bulletin
from quancheng.records.disclosure.models import Outcome
from quancheng.records.disclosure.queries import judged, watching
from quancheng.records.disclosure.queries.bulletins import parts_of
from quancheng.records.disclosure.rules.bulletin import Span
from quancheng.records.disclosure.rules.watching import Picked, Watch
from quancheng.records.disclosure.tests.conftest import at, day, finance, hand_in, signed_in, staff
from quancheng.records.disclosure.tests.supervised import answer, hands

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
SPRING = Picked(day("2024-04-01"), day("2024-06-30"))  # Monday to Sunday
LATE = "2024-05-27"  # Monday, four working days after the last day of what came on Monday 22 April
PETITION = "39-1"
NO_LIMIT = "不设期限，不计逾期"


@pytest.fixture
def by(clerk, head, office):
    return hands(clerk, head, office)


@pytest.fixture
def untimed(office):
    """The government sets no period, from a day on."""

    def say(on):
        legal = staff("市政府办公厅", "reader", Role.LEGAL_READER)
        made = enter_value(
            norm="disclosure.petition_days", value="none", from_on=day(on), source="演示", mark=Mark.D,
            actor=office, now=at(on),
        )  # fmt: skip
        sign_value(value_id=made.pk, digest=made.digest, actor=legal, now=at(on))

    return say


def late(office) -> int:
    told = watching.requests_watched(office, Watch.LATE, SPRING, today=day("2024-06-03")).count()
    assert watching.late_count(office, SPRING) == told
    return told


def figures(office, city):
    [unit] = watching.figures_of_units(office, SPRING, today=day("2024-06-03"))
    return unit.late, [one.is_met for one in judged.requests_judged(city.pk, [finance().pk], *DAYS)]


DAYS = SPRING.first, SPRING.last


def page_of(request, clerk) -> str:
    return signed_in(clerk).get(reverse("disclosure_desk:request", args=[request.number])).text


class TestAReplyThatItIsAPetition:
    def test_is_usually_late_after_twenty_working_days(self, received, by, office, clerk, city):
        answer(received, by, on=LATE, ground=PETITION)
        assert (late(office), Outcome.objects.get().late) == (1, 4)
        assert figures(office, city) == (1, [False])
        assert NO_LIMIT not in page_of(received, clerk)

    def test_is_never_late_where_no_period_is_set(self, untimed, received, by, office, clerk, city):
        untimed("2024-04-22")
        answer(received, by, on=LATE, ground=PETITION)
        told = Outcome.objects.get()
        assert (late(office), told.is_late, told.late, told.last_on) == (0, False, 0, None)
        assert told.counted == 24
        assert figures(office, city) == (0, [True])
        left = judged.requests_left_open(city.pk, [finance().pk], DAYS[0], day("2024-05-24"))
        assert [one.is_met for one in left] == [True]
        assert len(judged.in_time_of_each([finance().pk], *DAYS)[finance().pk]) == 1
        bulletin = draft_bulletin(span=Span.MONTH, on=day("2024-05-15"), actor=office, now=at("2024-06-03"))
        assert received.number not in " ".join(text for _, _, text in parts_of(bulletin))
        assert NO_LIMIT in page_of(received, clerk)

    def test_goes_by_the_day_of_receipt(self, untimed, received, by, office):
        untimed("2024-04-23")
        answer(received, by, on=LATE, ground=PETITION)
        assert late(office) == 1

    def test_is_shown_with_its_days_until_it_is_out(self, untimed, received, office):
        untimed("2024-04-22")
        found = watching.requests_watched(office, Watch.OVERDUE, SPRING, today=day(LATE))
        assert [one.number for one in found] == [received.number]

    def test_leaves_every_other_reply_its_days(self, untimed, received, clerk, by, office, city):
        untimed("2024-04-22")
        answer(received, by, on=LATE)
        answer(hand_in(clerk), by, on=LATE, ground=PETITION)
        assert (late(office), figures(office, city)[0]) == (1, 1)
