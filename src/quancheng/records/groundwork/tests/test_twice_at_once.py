"""What is sent twice at one moment is written once, and the second is told so in a sentence.

The first is written between the look and the write of the second, as when both looked at the same moment.
"""

from collections.abc import Callable
from datetime import date

import pytest

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.command import WrittenAlready
from quancheng.records.groundwork.commands import attendance, councils, gatherings
from quancheng.records.groundwork.models import Attendance, Council, CouncilMember, Gathering
from quancheng.records.groundwork.queries.gatherings import is_planned_already
from quancheng.records.groundwork.tests.conftest import AFTER, MEETING, NOW, finance, signed_in


@pytest.fixture
def blind(monkeypatch) -> Callable[[object, str, object], None]:
    """A command that looked before the other had written: what it asks is answered as of then."""

    def put_out(module: object, name: str, answer: object) -> None:
        monkeypatch.setattr(module, name, lambda *_, **__: answer)

    return put_out


class TestAttendance:
    def test_by_hand_is_on_the_list_once(self, planned, clerk, blind):
        blind(attendance, "known_of", [])
        told = {
            "gathering_id": planned.pk,
            "name": "演示甲",
            "unit": "市财政局",
            "actor": clerk,
            "now": AFTER,
        }
        attendance.add_attendance(**told)
        before = AuditEntry.objects.count()
        with pytest.raises(WrittenAlready, match="没有重复保存"):
            attendance.add_attendance(**told)
        assert (Attendance.objects.count(), AuditEntry.objects.count()) == (1, before)

    @pytest.mark.usefixtures("desk_surface")
    def test_is_told_on_the_page(self, planned, clerk, blind):
        blind(attendance, "known_of", [])
        window, where = signed_in(clerk), f"/groundwork/gatherings/{planned.pk}/attendance/"
        told = {"name": "演示甲", "unit": "市财政局"}
        assert window.post(where, told).status_code == 302
        answer = window.post(where, told)
        assert answer.status_code == 422
        assert "刚刚已经提交过" in answer.text


class TestCouncils:
    def test_are_founded_once(self, clerk, blind):
        blind(councils, "name_is_taken", False)
        told = {"name": "演示联席会议", "unit_id": finance().pk, "basis": "演示", "from_on": date(2026, 1, 5)}
        councils.found_council(**told, member_ids=[], actor=clerk, now=NOW)  # Monday
        with pytest.raises(WrittenAlready):
            councils.found_council(**told, member_ids=[], actor=clerk, now=NOW)
        assert Council.objects.count() == 1

    def test_are_joined_once(self, clerk, neighbour, blind):
        council = councils.found_council(
            name="演示联席会议", unit_id=finance().pk, basis="演示", from_on=date(2026, 1, 5), member_ids=[],
            actor=clerk, now=NOW,
        )  # fmt: skip
        blind(councils, "is_member", False)
        told = {"council_id": council.pk, "unit_id": neighbour.unit_id, "on": date(2026, 2, 2)}  # Monday
        councils.join_council(**told, actor=clerk, now=NOW)
        with pytest.raises(WrittenAlready):
            councils.join_council(**told, actor=clerk, now=NOW)
        assert CouncilMember.objects.count() == 1


class TestMeetings:
    def test_are_written_down_once(self, planned, clerk):
        with pytest.raises(gatherings.PlannedAlready, match="已经登记过2026-03-04"):
            gatherings.plan_gathering(told=MEETING, actor=clerk, now=NOW)
        assert Gathering.objects.count() == 1

    def test_may_be_written_down_again_after_one_was_cancelled(self, planned, clerk):
        gatherings.cancel_gathering(
            gathering_id=planned.pk, version=planned.case.version, reason="场地", actor=clerk, now=NOW
        )
        assert not is_planned_already(finance(), MEETING)
        assert gatherings.plan_gathering(told=MEETING, actor=clerk, now=NOW)

    def test_of_another_unit_stand_beside_it(self, planned, neighbour):
        assert gatherings.plan_gathering(told=MEETING, actor=neighbour, now=NOW)
