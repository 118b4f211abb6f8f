"""What goes along beside requests when a unit goes into another: conferences, demands, letters not signed."""

import pytest

from quancheng.kernel.notify.models import Notice
from quancheng.kernel.orgs.roles import Role
from quancheng.records.disclosure.commands import handling
from quancheng.records.disclosure.commands.conference import drop_joint, give_opinion
from quancheng.records.disclosure.commands.endings import draft_ending, issue_ending, review_ending
from quancheng.records.disclosure.commands.merging import hand_on_everything
from quancheng.records.disclosure.queries import merging as queries
from quancheng.records.disclosure.queries.annual import annual_cells
from quancheng.records.disclosure.tests.conftest import (
    NOW,
    at,
    day,
    finance,
    hand_in,
    now_of,
    seen,
    signed_in,
    staff,
)
from quancheng.records.disclosure.tests.test_conference import call
from quancheng.records.disclosure.tests.test_demands import hand
from quancheng.records.disclosure.workflow import State

pytestmark = pytest.mark.django_db
LATE = at("2024-05-20")  # Monday


def hand_over(office, heir, now=NOW):
    word = queries.leaving_of(office, finance().pk).fingerprint
    return hand_on_everything(
        from_unit=finance().pk, seen=word, unit_id=heir.unit_id, reason="机构改革", actor=office, now=now
    )


@pytest.fixture
def lapsed(received, clerk):
    """Asked on 30 April 2024, no correction by Thursday 16 May, closed on Friday 17 May."""
    asked = at("2024-04-30")
    handling.ask_correction(**seen(received), points="请写明年份", days=10, actor=clerk, now=asked)
    handling.note_notice_served(**seen(received), on=day("2024-04-30"), actor=clerk, now=asked)
    return handling.let_lapse(**seen(received), actor=clerk, now=at("2024-05-17"))


class TestWhatIsWorkedOnTogether:
    def test_conferences_and_demands_of_the_unit_go_along(self, received, clerk, office, neighbour):
        joint, demand = (
            call(received, clerk, unit_ids=[office.unit_id]),
            hand(received, office, unit_id=finance().pk),
        )
        assert hand_over(office, neighbour) == 3
        for one in (joint, demand):
            one.case.refresh_from_db()
            assert (one.case.unit_id, one.case.ended_on) == (neighbour.unit_id, None)
        told = set(Notice.objects.filter(to_person=neighbour.person_id).values_list("kind", flat=True))
        assert {"disclosure.joint_over", "disclosure.demand_moved"} <= told
        assert finance() not in dict(queries.units_holding(office))

    def test_its_place_among_those_asked_and_what_it_checks_go_along(
        self, office, neighbour, clerk, district
    ):
        theirs = hand_in(neighbour)
        joint = call(theirs, neighbour, unit_ids=[finance().pk, office.unit_id])
        demand = hand(hand_in(clerk), clerk, unit_id=office.unit_id)
        heir = staff("市政府办公厅", "heir", Role.HANDLER)
        assert hand_over(office, heir) == 3  # the request, the place, the demand to check
        assert not joint.units.filter(unit=finance()).exists()
        assert joint.units.filter(unit_id=heir.unit_id).count() == 1  # it was asked itself
        demand.refresh_from_db()
        assert demand.from_unit_id == heir.unit_id

    def test_the_heir_speaks_where_the_former_was_asked(self, office, neighbour, clerk):
        joint = call(hand_in(office), office, unit_ids=[finance().pk])
        assert hand_over(office, neighbour) == 1
        give_opinion(joint_id=joint.pk, opinion="可以公开", actor=neighbour, now=NOW)
        assert joint.units.get().opinion == "可以公开"

    def test_what_has_a_conclusion_stays(self, received, clerk, office, neighbour):
        joint = call(received, clerk)
        drop_joint(joint_id=joint.pk, version=0, reason="不再需要", actor=clerk, now=NOW)
        assert hand_over(office, neighbour) == 1


class TestALetterNotSigned:
    def test_goes_along_and_is_issued_by_the_heir(self, lapsed, clerk, office, neighbour, court):
        draft_ending(**seen(lapsed), actor=clerk, now=LATE)
        assert hand_over(office, neighbour, now=LATE) == 1
        assert now_of(lapsed).case.state == State.CLOSED
        second = staff("市水务局", "second", Role.HEAD)
        review_ending(**seen(lapsed), actor=second, now=LATE)
        made = issue_ending(**seen(lapsed), actor=second, now=LATE)
        assert made.letter.number.startswith("市水务局")

    def test_leaves_its_request_in_the_year_in_which_it_ended(self, lapsed, clerk, office, neighbour, court):
        units = [finance().pk], [neighbour.unit_id]
        counted = [annual_cells(unit_ids=one, year=2024) for one in units]
        draft_ending(**seen(lapsed), actor=clerk, now=LATE)
        assert hand_over(office, neighbour, now=at("2025-01-06")) == 1  # Monday
        assert [annual_cells(unit_ids=one, year=2024) for one in units] == counted
        assert any(counted[0].values())

    def test_that_is_issued_stays_with_its_unit(self, lapsed, clerk, head, office, court):
        draft_ending(**seen(lapsed), actor=clerk, now=LATE)
        review_ending(**seen(lapsed), actor=head, now=LATE)
        issue_ending(**seen(lapsed), actor=head, now=LATE)
        assert queries.units_holding(office) == []


class TestThePage:
    def test_lists_what_others_have_with_the_unit(self, office, neighbour, clerk, desk_surface):
        call(hand_in(neighbour), neighbour, unit_ids=[finance().pk])
        client = signed_in(office)
        assert f"/disclosure/merging/{finance().pk}/" in client.get("/disclosure/merging/").text
        page = client.get(f"/disclosure/merging/{finance().pk}/").text
        assert "将移交1件" in page
        assert "由承接单位接着办理" in page
        told = {
            "seen": queries.leaving_of(office, finance().pk).fingerprint, "unit_id": neighbour.unit_id,
            "reason": "机构改革",
        }  # fmt: skip
        assert client.post(f"/disclosure/merging/{finance().pk}/", told).status_code == 302
        assert queries.leaving_of(office, finance().pk).count == 0
