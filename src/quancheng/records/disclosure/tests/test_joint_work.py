"""Requests worked on together: the work is joined, never applicants, replies, numbers, clocks or counts."""

from dataclasses import replace

import pytest
from django.urls import reverse

from quancheng.kernel.casework.models import Case, CaseLine
from quancheng.kernel.casework.refusals import MovedMeanwhile
from quancheng.records.disclosure.commands import joint, replies
from quancheng.records.disclosure.models import Item, JointMember, SearchRecord
from quancheng.records.disclosure.queries.akin import alike_as_a_whole
from quancheng.records.disclosure.queries.joint import NotJoint, joinable, joint_of, previews
from quancheng.records.disclosure.queries.replies import items_of, open_reply
from quancheng.records.disclosure.queries.requests import NoSuchRequest
from quancheng.records.disclosure.queries.working import NotInWork, NotYourWork
from quancheng.records.disclosure.rules.applicants import Proof
from quancheng.records.disclosure.tests.conftest import (
    NOW,
    WHAT,
    WHO,
    divide,
    draft,
    hand_in,
    now_of,
    seen,
    signed_in,
)
from quancheng.records.disclosure.tests.test_replies import last_told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]


def another(actor, place: int = 1, wanted: str = WHAT.wanted):
    who = replace(WHO, name="王五（演示）", proof=Proof.PASSPORT, proof_number=f"E000000{place:02}")
    return hand_in(actor, who=who, what=replace(WHAT, wanted=wanted))


def join(request, actor, *others):
    return joint.join_requests(
        number=request.number, others=[one.number for one in others], actor=actor, now=NOW
    )


def offered(actor, request):
    near = alike_as_a_whole(actor, request, on=NOW.date())
    return joinable(actor, request, near, on=NOW.date())


def copy(request, actor, *others):
    versions = {one.number: now_of(one).case.version for one in others}
    return joint.copy_decisions(number=request.number, versions=versions, actor=actor, now=NOW)


@pytest.fixture
def second(clerk):
    return another(clerk)


@pytest.fixture
def tied(decided, second, clerk):
    join(decided, clerk, second)
    return decided


class TestJoinRequests:
    def test_ties_what_wants_the_same(self, received, second, clerk):
        assert [one.number for one in offered(clerk, received)] == [second.number]
        third = another(clerk, 2)
        join(received, clerk, second)
        join(received, clerk, third)
        members = JointMember.objects.values_list("joint", "request__number")
        assert {number for _, number in members} == {received.number, second.number, third.number}
        assert len({group for group, _ in members}) == 1
        assert last_told() == "disclosure.requests.joined"
        assert offered(clerk, received) == ()

    def test_offers_no_other_year(self, received, clerk):
        another(clerk, wanted="2024年市级部门预算执行情况的报告")
        assert offered(clerk, received) == ()

    def test_is_refused_for_one_that_is_tied_already(self, received, second, clerk):
        third = another(clerk, 2)
        join(received, clerk, second)
        with pytest.raises(joint.CannotJoin, match="已经并案"):
            join(third, clerk, second)
        with pytest.raises(joint.CannotJoin, match="至少"):
            join(third, clerk, third)

    def test_stays_in_the_agency(self, received, second, clerk, neighbour, head, office):
        foreign = hand_in(neighbour)
        with pytest.raises(NoSuchRequest):
            join(received, clerk, foreign)
        for stranger, refusal in ((neighbour, NoSuchRequest), (head, NotYourWork), (office, NotYourWork)):
            with pytest.raises(refusal):
                join(received, stranger, second)
        assert not JointMember.objects.exists()

    def test_is_for_what_is_in_hand(self, decided, second, clerk, court):
        draft(decided, clerk)
        with pytest.raises(NotInWork):
            join(second, clerk, decided)


class TestPartRequest:
    def test_leaves_no_group_of_one(self, tied, second, clerk):
        joint.part_request(number=second.number, actor=clerk, now=NOW)
        assert not JointMember.objects.exists()
        assert last_told() == "disclosure.request.parted"
        with pytest.raises(NotJoint):
            joint.part_request(number=second.number, actor=clerk, now=NOW)

    def test_is_the_agencys(self, tied, second, neighbour):
        with pytest.raises(NoSuchRequest):
            joint.part_request(number=second.number, actor=neighbour, now=NOW)


class TestARequestThatWentToAnotherAgency:
    def test_is_joint_no_more_on_either_side(self, tied, second, clerk, neighbour):
        Case.objects.filter(pk=second.case_id).update(unit_id=neighbour.unit_id)
        assert previews(tied, on=NOW.date()) == ()
        assert joint_of(now_of(second)) is None
        third = another(neighbour, 3)
        assert [one.number for one in offered(neighbour, third)] == []
        join(third, neighbour, second)
        assert joint_of(now_of(second)).unit_id == neighbour.unit_id


class TestCopyDecisions:
    def test_is_previewed_and_done_in_one_act(self, tied, second, clerk):
        (shown,) = previews(tied, on=NOW.date())
        assert (shown.request, shown.divides, shown.fault) == (second, True, "")
        copy(tied, clerk, second)
        (item,) = items_of(second)
        assert (item.ground, item.row, item.decided_by_id) == ("36-4", 13, clerk.person_id)
        assert last_told() == "disclosure.decisions.copied"
        line = CaseLine.objects.filter(case=second.case).latest("id")
        assert tied.number in line.note

    def test_takes_the_searches_along_and_says_from_where(self, tied, second, clerk):
        copy(tied, clerk, second)
        (found,) = SearchRecord.objects.filter(request=second)
        assert (found.copied_from, found.result) == (tied.number, "none")

    def test_leaves_each_its_own_reply_number_clock_and_row(self, tied, second, clerk, court, reviewer, head):
        due, number = now_of(second).case.due_on, second.number
        copy(tied, clerk, second)
        for request in (tied, second):
            draft(request, clerk)
            replies.review_reply(**seen(request), actor=reviewer, now=NOW)
            replies.clear_reply(**seen(request), actor=reviewer, now=NOW)
            replies.issue_reply(**seen(request), actor=head, now=NOW)
        first, other = (open_reply(one) for one in (tied, second))
        assert first.number != other.number
        assert second.number in other.text
        assert tied.number not in other.text
        assert (now_of(second).case.due_on, now_of(second).number, now_of(second).row) == (due, number, 13)

    def test_decides_open_items_alone_and_only_like_ones(self, tied, second, clerk):
        divide(second, clerk, "预算报告", "水库移民安置方案")
        copy(tied, clerk, second)
        assert [item.ground for item in items_of(second)] == ["36-4", ""]
        with pytest.raises(joint.NothingToCopy, match="没有内容相同"):
            copy(tied, clerk, second)

    @pytest.mark.parametrize("ground", ["36-6", "35", "30-unclear"])
    def test_never_gives_one_applicants_answer_to_another(self, tied, second, clerk, ground):
        Item.objects.filter(request=tied).update(ground=ground)
        (shown,) = previews(tied, on=NOW.date())
        assert "分别拟定" in shown.fault
        with pytest.raises(joint.NothingToCopy):
            copy(tied, clerk, second)
        assert not items_of(second).exists()

    def test_is_refused_when_one_moved_meanwhile(self, tied, second, clerk):
        versions = {second.number: now_of(second).case.version}
        divide(second, clerk, "预算报告")
        with pytest.raises(MovedMeanwhile):
            joint.copy_decisions(number=tied.number, versions=versions, actor=clerk, now=NOW)
        assert [item.ground for item in items_of(second)] == [""]

    def test_needs_a_group_and_somebody_in_it(self, decided, second, clerk, neighbour):
        with pytest.raises(NotJoint):
            copy(decided, clerk, second)
        join(decided, clerk, second)
        with pytest.raises(joint.NothingToCopy):
            joint.copy_decisions(number=decided.number, versions={}, actor=clerk, now=NOW)
        with pytest.raises(NoSuchRequest):
            copy(decided, neighbour, second)


class TestThePages:
    def test_lead_from_the_offer_over_the_preview_to_the_copy(self, decided, second, clerk):
        client = signed_in(clerk)
        page = reverse("disclosure_desk:request", args=[decided.number])
        assert second.number in client.get(page).text
        tied = client.post(
            reverse("disclosure_desk:join", args=[decided.number]), {"numbers": second.number}, follow=True
        )
        assert "已并案办理" in tied.text
        preview = reverse("disclosure_desk:copy", args=[decided.number])
        assert "照样分项" in client.get(preview).text
        nobody = client.post(preview)
        assert nobody.status_code == 409
        assert "至少勾选一件" in nobody.text
        told = {"numbers": second.number, f"version_{second.number}": now_of(second).case.version}
        assert "已用于1件" in client.post(preview, told, follow=True).text
        parted = client.post(reverse("disclosure_desk:part", args=[second.number]), follow=True)
        assert "移出并案" in parted.text

    def test_keep_what_was_refused_and_close_the_door(self, decided, second, clerk, neighbour, office):
        url = reverse("disclosure_desk:join", args=[decided.number])
        assert signed_in(clerk).post(url).status_code == 422
        preview = reverse("disclosure_desk:copy", args=[decided.number])
        assert signed_in(neighbour).get(preview).status_code == 404
        assert signed_in(office).get(preview).status_code == 403
        assert signed_in(clerk).get(preview).status_code == 409
