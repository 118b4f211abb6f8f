"""Joint mechanisms over time, what their meetings decided, and who is reminded."""

from dataclasses import replace
from datetime import date

import pytest

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.orgs.models import Unit
from quancheng.records.groundwork.commands import councils as commands
from quancheng.records.groundwork.commands import gatherings, urging
from quancheng.records.groundwork.models import Council, Resolution
from quancheng.records.groundwork.queries import councils as queries
from quancheng.records.groundwork.queries.at_a_glance import gatherings_at_a_glance
from quancheng.records.groundwork.queries.gatherings import gatherings_for, may_read_inside, may_read_names
from quancheng.records.groundwork.queries.overview import NotYourOverview, year_sheet, year_view
from quancheng.records.groundwork.rules.gatherings import DecisionLine, Kind
from quancheng.records.groundwork.tasks.gatherings import remind
from quancheng.records.groundwork.tests.conftest import (
    AFTER,
    MEETING,
    NOW,
    at,
    finance,
    seen,
    signed_in,
)

TODAY = AFTER.date()  # Thursday 5 March 2026


@pytest.fixture
def council(clerk, neighbour) -> Council:
    """Finance leads since Monday 5 January 2026, water belongs to it."""
    return commands.found_council(
        name="演示信息公开联席会议", unit_id=finance().pk, basis="演示文件", from_on=date(2026, 1, 5),
        member_ids=[neighbour.unit_id], actor=clerk, now=NOW,
    )  # fmt: skip


@pytest.fixture
def decided(council, clerk, head, neighbour) -> Resolution:
    """Its meeting decided that water does something by Friday 6 March 2026."""
    line = DecisionLine("核对共享目录", neighbour.unit_id, date(2026, 3, 6))
    told = replace(MEETING, council_id=council.pk, decisions=(line,))
    one = gatherings.plan_gathering(told=told, actor=clerk, now=NOW)
    one = gatherings.hold_gathering(**seen(one), actor=clerk, now=AFTER)
    gatherings.confirm_gathering(**seen(one), actor=head, now=AFTER)
    return Resolution.objects.get()


class TestFoundCouncil:
    def test_has_its_units(self, council, office):
        [listed] = queries.councils_listed(office, on=TODAY)
        assert (listed.member_count, listed.met_count) == (1, 0)
        assert AuditEntry.objects.latest("seq").code == "groundwork.council.founded"

    def test_is_for_the_unit_that_leads_or_the_office(self, neighbour, clerk):
        told = {"name": "演示", "unit_id": finance().pk, "basis": "无", "from_on": date(2026, 1, 5)}  # Monday
        with pytest.raises(commands.NotYourCouncil):
            commands.found_council(**told, member_ids=[], actor=neighbour, now=NOW)

    def test_is_refused_twice_with_a_closed_unit_and_in_the_future(self, council, clerk, neighbour):
        told = {"unit_id": finance().pk, "basis": "无", "actor": clerk, "now": NOW}
        with pytest.raises(commands.CouncilUnfit, match="已有名为"):
            commands.found_council(name=council.name, from_on=date(2026, 1, 5), member_ids=[], **told)
        with pytest.raises(commands.CouncilUnfit, match="晚于今天"):
            commands.found_council(name="乙", from_on=date(2026, 3, 9), member_ids=[], **told)  # Monday
        Unit.objects.filter(pk=neighbour.unit_id).update(closed_on=date(2026, 2, 2))  # Monday
        with pytest.raises(commands.CouncilUnfit, match="已撤销"):
            commands.found_council(
                name="丙", from_on=date(2026, 1, 5), member_ids=[neighbour.unit_id], **told
            )


@pytest.mark.usefixtures("desk_surface")
class TestChangingACouncil:
    def test_a_unit_joins_and_leaves_on_a_day(self, council, clerk, office):
        on = {"council_id": council.pk, "unit_id": office.unit_id, "actor": clerk, "now": NOW}
        commands.join_council(on=date(2026, 2, 2), **on)  # Monday
        with pytest.raises(commands.CouncilUnfit, match="已经在成员之中"):
            commands.join_council(on=date(2026, 2, 2), **on)
        with pytest.raises(commands.CouncilUnfit, match="早于加入日期"):
            commands.leave_council(on=date(2026, 1, 12), **on)  # Monday
        commands.leave_council(on=date(2026, 3, 2), **on)  # Monday
        assert council.members.get(unit_id=office.unit_id).until_on == date(2026, 3, 2)

    def test_it_ends_and_takes_no_more(self, council, clerk, neighbour):
        commands.end_council(council_id=council.pk, on=date(2026, 3, 2), actor=clerk, now=NOW)  # Monday
        with pytest.raises(commands.NotYourCouncil):
            commands.end_council(council_id=council.pk, on=date(2026, 3, 2), actor=clerk, now=NOW)
        told = replace(MEETING, council_id=council.pk)
        with pytest.raises(gatherings.Unfit, match="只有牵头单位"):
            gatherings.plan_gathering(told=told, actor=clerk, now=AFTER)

    def test_its_members_end_with_it_those_too_who_were_to_join_later(
        self, council, clerk, office, neighbour
    ):
        told = {"council_id": council.pk, "actor": clerk, "now": NOW}
        commands.join_council(**told, unit_id=office.unit_id, on=date(2026, 2, 16))  # Monday
        commands.end_council(**told, on=date(2026, 2, 2))  # the Monday two weeks before
        assert not council.members.filter(until_on__isnull=True).exists()
        late = council.members.get(unit_id=office.unit_id)
        assert (late.until_on, late.is_ended_with) == (date(2026, 2, 2), True)
        told = AuditEntry.objects.latest("seq")
        assert (told.code, told.facts["members"]) == ("groundwork.council.ended", 2)
        page = signed_in(clerk).get(f"/groundwork/councils/{council.pk}/").content.decode()
        assert "未及加入，随机制于2026-02-02终止" in page
        assert "2026-01-05–2026-02-02" in page

    def test_who_left_before_keeps_that_day(self, council, clerk, neighbour):
        told = {"council_id": council.pk, "actor": clerk, "now": NOW}
        commands.leave_council(**told, unit_id=neighbour.unit_id, on=date(2026, 1, 12))  # Monday
        commands.end_council(**told, on=date(2026, 3, 2))  # Monday
        left = council.members.get()
        assert (left.until_on, left.is_ended_with) == (date(2026, 1, 12), False)

    def test_is_not_for_a_member(self, council, neighbour):
        with pytest.raises(commands.NotYourCouncil):
            commands.end_council(council_id=council.pk, on=date(2026, 3, 2), actor=neighbour, now=NOW)

    def test_is_hidden_from_another_government(self, council, district):
        with pytest.raises(queries.NoSuchCouncil):
            queries.council_for(district, council.pk)


class TestDecisions:
    def test_are_followed_once_the_meeting_is_confirmed(self, decided, neighbour):
        [each] = queries.followed(queries.open_decisions(neighbour, is_whole=False), today=TODAY)
        assert (each.decision.what, each.left) == ("核对共享目录", 1)
        waiting = gatherings_at_a_glance(neighbour, today=TODAY)
        assert (waiting.decisions, waiting.late, waiting.some) == (1, 0, True)

    def test_of_an_unconfirmed_meeting_bind_nobody(self, clerk, neighbour):
        line = DecisionLine("核对", neighbour.unit_id, date(2026, 3, 6))  # Friday
        gatherings.plan_gathering(told=replace(MEETING, decisions=(line,)), actor=clerk, now=NOW)
        assert not queries.open_decisions(neighbour, is_whole=False)

    def test_show_the_meeting_to_members_but_not_the_names(self, decided, neighbour):
        one = gatherings_for(neighbour).get()
        assert may_read_inside(neighbour, one)
        assert not may_read_names(neighbour, one)


class TestSettleDecision:
    def test_writes_the_result_once(self, decided, neighbour):
        told = {"decision_id": decided.pk, "result": "已核对完毕", "actor": neighbour, "now": AFTER}
        assert commands.settle_decision(**told).settled_on == TODAY
        assert "已核对完毕" not in str(AuditEntry.objects.latest("seq").facts)
        with pytest.raises(commands.SettledAlready):
            commands.settle_decision(**told)
        assert not queries.open_decisions(neighbour, is_whole=False)

    def test_is_closed_to_a_stranger(self, decided, district):
        with pytest.raises(queries.NoSuchDecision):
            commands.settle_decision(decision_id=decided.pk, result="无", actor=district, now=AFTER)

    def test_is_not_for_a_post_without_such_work(self, decided, neighbour):
        idle = replace(neighbour, roles=frozenset())
        with pytest.raises(commands.NotYourDecision):
            commands.settle_decision(decision_id=decided.pk, result="无", actor=idle, now=AFTER)


class TestRemind:
    def test_tells_the_unit_on_the_day_and_once(self, decided, neighbour):
        due = at("2026-03-06")  # Friday, a worked day
        remind(due)
        remind(due)
        told = Notice.objects.get(kind="groundwork.gathering_decisions_due")
        assert told.to_person_id == neighbour.person_id

    def test_rests_on_a_sunday(self, decided):
        remind(at("2026-03-08"))  # Sunday
        assert not Notice.objects.filter(kind="groundwork.gathering_decisions_due").exists()

    def test_says_nothing_when_nothing_is_due(self, city):
        assert commands.remind_of_decisions_due(actor=Actor.clockwork(), now=NOW) == 0


class TestTheYear:
    def test_shows_who_has_met_and_who_has_not(self, confirmed, office, district):
        view = year_view(office, 2026, on=TODAY)
        assert (len(view.units), view.met, view.trained) == (4, 1, 0)
        names = {str(each.unit) for each in view.lacking(Kind.MEETING)}
        assert names == {"市政府办公厅", "市水务局", "东区政府"}
        assert [row[2] for row in year_sheet(view).rows] == [0, 1, 0, 0]

    def test_is_the_offices(self, clerk):
        with pytest.raises(NotYourOverview):
            year_view(clerk, 2026, on=TODAY)

    def test_asks_a_few_questions_however_many_units(self, confirmed, office, django_assert_max_num_queries):
        with django_assert_max_num_queries(5):
            view = year_view(office, 2026, on=TODAY)
            list(year_sheet(view).rows)


class TestUrgeUnits:
    def test_tells_each_that_lacks_it_once_a_day(self, confirmed, office, neighbour, district, clerk, head):
        told = {"kind": Kind.MEETING, "year": 2026, "actor": office, "now": AFTER}
        assert urging.urge_units(**told) == 2
        reached = set(
            Notice.objects.filter(kind="groundwork.gathering_urged").values_list("to_person_id", flat=True)
        )
        assert reached == {neighbour.person_id, district.person_id}
        assert AuditEntry.objects.latest("seq").code == "groundwork.units.urged"
        with pytest.raises(urging.NobodyToUrge):
            urging.urge_units(**told)
        assert urging.urge_units(**{**told, "now": at("2026-03-06")}) == 2  # Friday

    def test_is_the_offices(self, clerk):
        with pytest.raises(NotYourOverview):
            urging.urge_units(kind=Kind.MEETING, year=2026, actor=clerk, now=NOW)
