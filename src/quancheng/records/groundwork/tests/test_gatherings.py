"""From a planned meeting to one that counts."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.casework.refusals import MovedMeanwhile, NotYourStep, ReasonMissing, StepNotOpen
from quancheng.kernel.files.safety import EVIDENCE, check_upload
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.orgs.handover import NotHandedOver, left_by_unit
from quancheng.kernel.orgs.models import Unit
from quancheng.records.groundwork.commands import gatherings as commands
from quancheng.records.groundwork.models import Gathering
from quancheng.records.groundwork.queries import gatherings as queries
from quancheng.records.groundwork.rules.gatherings import AgendaLine, DecisionLine, Kind
from quancheng.records.groundwork.tests.conftest import (
    AFTER,
    MEETING,
    NOW,
    TRAINING,
    at,
    finance,
    seen,
)
from quancheng.records.groundwork.workflow.gatherings import State

YEAR = (date(2026, 1, 1), date(2026, 12, 31))  # Thursday, Thursday


def codes() -> list[str]:
    return list(AuditEntry.objects.order_by("seq").values_list("code", flat=True))


class TestPlanGathering:
    def test_writes_the_meeting_with_its_agenda(self, planned):
        assert planned.case.state == State.PLANNED
        assert planned.case.due_on == date(2026, 3, 4)  # Wednesday
        assert [each.reporter for each in planned.agenda.all()] == ["演示科长"]
        assert codes() == ["groundwork.gathering.planned"]

    def test_is_refused_when_it_ends_before_it_begins(self, clerk):
        told = replace(MEETING, ends_at=at("2026-03-04", "13:00"))
        with pytest.raises(commands.Unfit, match="结束时间须晚于开始时间"):
            commands.plan_gathering(told=told, actor=clerk, now=NOW)
        assert not Gathering.objects.exists()

    def test_is_refused_for_a_unit_that_has_closed(self, clerk):
        Unit.objects.filter(pk=clerk.unit_id).update(closed_on=date(2026, 2, 27))  # Friday
        with pytest.raises(commands.UnitClosed, match="已于2026-02-27撤销"):
            commands.plan_gathering(told=MEETING, actor=clerk, now=NOW)

    def test_is_refused_when_a_decision_goes_to_a_closed_unit(self, clerk, neighbour):
        Unit.objects.filter(pk=neighbour.unit_id).update(closed_on=date(2026, 2, 27))  # Friday
        told = replace(MEETING, decisions=(DecisionLine("核对目录", neighbour.unit_id, date(2026, 4, 1)),))
        with pytest.raises(commands.Unfit, match="责任单位已撤销"):
            commands.plan_gathering(told=told, actor=clerk, now=NOW)

    def test_asks_for_the_course_within_cadre_education(self, clerk):
        with pytest.raises(commands.Unfit, match="班次名称"):
            commands.plan_gathering(told=replace(TRAINING, is_in_cadre_education=True), actor=clerk, now=NOW)

    def test_is_not_for_a_reviewer_or_a_passer_by(self, clerk):
        with pytest.raises(commands.NotYourGathering):
            commands.plan_gathering(told=MEETING, actor=replace(clerk, roles=frozenset()), now=NOW)


class TestAmendGathering:
    def test_writes_the_lines_anew(self, planned, clerk):
        told = replace(MEETING, agenda=(AgendaLine("甲"), AgendaLine("乙", "演示乙")), minutes="新纪要")
        commands.amend_gathering(**seen(planned), told=told, actor=clerk, now=NOW)
        assert [each.title for each in planned.agenda.all()] == ["甲", "乙"]
        assert Gathering.objects.get().minutes == "新纪要"
        assert codes()[-1] == "groundwork.gathering.amended"

    def test_does_not_move_the_day(self, planned, clerk):
        told = replace(MEETING, starts_at=at("2026-03-05"), ends_at=at("2026-03-05", "10:00"))
        with pytest.raises(commands.Unfit, match="改期"):
            commands.amend_gathering(**seen(planned), told=told, actor=clerk, now=NOW)

    def test_tells_the_slower_of_two(self, planned, clerk):
        before = seen(planned)
        commands.amend_gathering(**before, told=MEETING, actor=clerk, now=NOW)
        with pytest.raises(MovedMeanwhile):
            commands.amend_gathering(**before, told=MEETING, actor=clerk, now=NOW)

    def test_is_closed_to_a_stranger(self, planned, neighbour):
        with pytest.raises(queries.NoSuchGathering):
            commands.amend_gathering(**seen(planned), told=MEETING, actor=neighbour, now=NOW)


class TestMoveGathering:
    def test_sets_another_day_earlier_too(self, planned, clerk):
        commands.move_gathering(
            **seen(planned), starts_at=at("2026-03-03"), ends_at=at("2026-03-03", "10:00"), reason="场地",
            actor=clerk, now=NOW,
        )  # fmt: skip
        assert Gathering.objects.get().case.due_on == date(2026, 3, 3)  # Tuesday
        assert "场地" not in str(AuditEntry.objects.latest("seq").facts)

    def test_asks_for_a_reason(self, planned, clerk):
        with pytest.raises(ReasonMissing):
            commands.move_gathering(
                **seen(planned), starts_at=at("2026-03-06"), ends_at=at("2026-03-06", "10:00"), reason=" ",
                actor=clerk, now=NOW,
            )  # fmt: skip


class TestHoldGathering:
    def test_asks_the_head(self, held, head):
        assert held.case.state == State.HELD
        assert Notice.objects.get().to_person_id == head.person_id

    def test_is_refused_before_it_has_ended(self, planned, clerk):
        with pytest.raises(commands.NotHeldYet, match="2026年03月04日 16:00"):
            commands.hold_gathering(**seen(planned), actor=clerk, now=at("2026-03-04", "15:00"))

    def test_names_all_that_is_missing(self, clerk):
        bare = replace(MEETING, chair="", agenda=(), minutes="")
        one = commands.plan_gathering(told=bare, actor=clerk, now=NOW)
        with pytest.raises(commands.NotComplete, match="主持人、议程、会议纪要"):
            commands.hold_gathering(**seen(one), actor=clerk, now=AFTER)

    def test_takes_a_file_for_the_minutes(self, clerk):
        one = commands.plan_gathering(told=replace(MEETING, minutes=""), actor=clerk, now=NOW)
        data = "会议纪要全文".encode()
        upload = check_upload(data, name="纪要.txt", accepted=EVIDENCE)
        commands.bring_material(
            gathering_id=one.pk, upload=upload, data=data, is_minutes=True, actor=clerk, now=AFTER
        )
        assert commands.hold_gathering(**seen(one), actor=clerk, now=AFTER).case.state == State.HELD


class TestConfirmGathering:
    def test_makes_it_count(self, confirmed):
        assert [each.says for each in queries.meetings_read(finance().pk, *YEAR)] == [MEETING.title]
        assert codes()[-1] == "groundwork.gathering.confirmed"

    def test_needs_a_second_person(self, planned, head):
        one = commands.hold_gathering(**seen(planned), actor=head, now=AFTER)
        with pytest.raises(commands.OwnReport):
            commands.confirm_gathering(**seen(one), actor=head, now=AFTER)
        with pytest.raises(IntegrityError), transaction.atomic():
            Gathering.objects.update(confirmed_by=head.person_id)

    def test_is_for_the_head_alone(self, held, clerk):
        with pytest.raises(NotYourStep):
            commands.confirm_gathering(**seen(held), actor=clerk, now=AFTER)

    def test_is_refused_before_it_was_reported(self, planned, head):
        with pytest.raises(StepNotOpen):
            commands.confirm_gathering(**seen(planned), actor=head, now=AFTER)


class TestRefuseGathering:
    def test_sends_it_back_to_who_reported(self, held, head, clerk):
        commands.refuse_gathering(**seen(held), reason="缺议程", actor=head, now=AFTER)
        assert Gathering.objects.get().case.state == State.PLANNED
        assert Notice.objects.filter(to_person=clerk.person_id).count() == 1


class TestReopenGathering:
    def test_takes_it_out_of_the_count(self, confirmed, office):
        commands.reopen_gathering(**seen(confirmed), reason="日期有误", actor=office, now=AFTER)
        assert queries.meetings_read(finance().pk, *YEAR) == []
        assert codes()[-1] == "groundwork.gathering.reopened"

    def test_is_not_for_the_head_of_another_unit(self, confirmed, neighbour):
        with pytest.raises(NotYourStep):
            commands.reopen_gathering(**seen(confirmed), reason="不实", actor=neighbour, now=AFTER)


class TestCancelGathering:
    def test_leaves_the_record(self, planned, clerk):
        commands.cancel_gathering(**seen(planned), reason="并入下月", actor=clerk, now=NOW)
        assert Gathering.objects.get().case.state == State.CANCELLED
        assert codes()[-1] == "groundwork.gathering.cancelled"


class TestReading:
    def test_is_the_units_and_its_offices_until_it_is_confirmed(self, planned, clerk, office, neighbour):
        assert queries.gatherings_for(clerk).exists()
        assert queries.gatherings_for(office).exists()
        assert not queries.gatherings_for(neighbour).exists()

    def test_is_the_whole_governments_afterwards_but_not_its_inside(self, confirmed, neighbour, district):
        assert queries.gatherings_for(neighbour).get() == confirmed
        assert not queries.may_read_inside(neighbour, confirmed)
        assert not queries.gatherings_for(district).exists()

    def test_counts_no_meeting_that_another_than_the_leader_called(self, clerk, head):
        told = replace(MEETING, is_chaired_by_leader=False)
        one = commands.plan_gathering(told=told, actor=clerk, now=NOW)
        one = commands.hold_gathering(**seen(one), actor=clerk, now=AFTER)
        commands.confirm_gathering(**seen(one), actor=head, now=AFTER)
        assert queries.meetings_read(finance().pk, *YEAR) == []

    @pytest.mark.parametrize(("kind", "cadre"), [(Kind.MEETING, False), (Kind.TRAINING, True)])
    def test_counts_each_kind_by_itself(self, clerk, head, kind, cadre):
        told = TRAINING if kind is Kind.TRAINING else MEETING
        told = replace(told, is_in_cadre_education=cadre, course="演示班" if cadre else "")
        one = commands.plan_gathering(told=told, actor=clerk, now=NOW)
        one = commands.hold_gathering(**seen(one), actor=clerk, now=AFTER)
        commands.confirm_gathering(**seen(one), actor=head, now=AFTER)
        counted = [
            len(read(finance().pk, *YEAR))
            for read in (queries.meetings_read, queries.trainings_read, queries.cadre_trainings_read)
        ]
        assert counted == ([0, 1, 1] if cadre else [1, 0, 0])

    def test_keeps_a_unit_from_closing(self, planned):
        assert [one.count for one in left_by_unit(finance().pk) if "会议" in one.says] == [1]
        assert NotHandedOver.code == "orgs.not_handed_over"
