"""The office tells the public of a moved day with its reason, and takes that back."""

from datetime import date

import pytest

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import moves, oversight, publishing
from quancheng.records.plan.commands.tasks import issue_tasks
from quancheng.records.plan.models import Plan, PublishedMove
from quancheng.records.plan.queries import duties as queries
from quancheng.records.plan.queries.duties import NoSuchDuty
from quancheng.records.plan.queries.moves import NoSuchMove, moves_of
from quancheng.records.plan.queries.plans import TASK_KIND
from quancheng.records.plan.queries.shown import shown_row
from quancheng.records.plan.tests.conftest import NOW
from quancheng.records.plan.tests.test_bringing_a_plan import bring, confirm
from quancheng.records.plan.tests.test_working_on_duties import staff, told

pytestmark = pytest.mark.django_db
DUE = date(2026, 12, 31)  # Thursday
FIRST, SECOND = date(2027, 1, 29), date(2027, 2, 26)  # Fridays


@pytest.fixture
def published(office, office_head) -> Plan:
    plan = confirm(bring(office), office).plan
    issue_tasks(plan_ref=plan.ref, actor=office, now=NOW)
    return publishing.publish_plan(ref=plan.ref, actor=office_head, now=NOW)


@pytest.fixture
def clerk(city) -> Actor:
    return staff("市财政局", "clerk", Role.HANDLER)


@pytest.fixture
def duty(published, clerk, office) -> DueItem:
    """The department's share of row 1, moved from 31 December to 29 January for an inner reason."""
    duty = queries.own_duties(clerk).get(obligation__about=f"{TASK_KIND}:{published.ref}-1-1")
    return moved(duty, FIRST, office)


def moved(duty: DueItem, until: date, office: Actor) -> DueItem:
    oversight.postpone_duty(**told(duty), until=until, reason="经办人休假", actor=office, now=NOW)
    return DueItem.objects.get(pk=duty.pk)


def publish(duty: DueItem, actor: Actor, *, reason: str = "机构职能调整", place: int = 0) -> PublishedMove:
    line = moves_of(duty)[place].line
    return moves.publish_move(duty_id=duty.pk, line_id=line.pk, reason=reason, actor=actor, now=NOW)


def take_back(duty: DueItem, actor: Actor) -> PublishedMove:
    line = moves_of(duty)[0].line
    return moves.take_back_move(duty_id=duty.pk, line_id=line.pk, actor=actor, now=NOW)


def seen(plan: Plan) -> list[tuple[date, date, str]]:
    shown, _ = shown_row(f"{plan.ref}-1")
    return [(move.before_on, move.after_on, move.reason) for move in shown.moves]


def last_code() -> str:
    return AuditEntry.objects.order_by("-seq").values_list("code", flat=True)[0]


class TestMovesOf:
    def test_tell_from_when_to_when(self, duty, office):
        again = moved(duty, SECOND, office)
        assert [(m.before_on, m.after_on) for m in moves_of(again)] == [(DUE, FIRST), (FIRST, SECOND)]


class TestPublishMove:
    def test_is_not_seen_before(self, duty, published):
        assert seen(published) == []

    def test_tells_old_day_new_day_and_the_reason_for_the_public(self, duty, published, office):
        publish(duty, office)
        assert seen(published) == [(DUE, FIRST, "机构职能调整")]
        assert last_code() == "plan.move.published"

    def test_keeps_the_reason_out_of_the_audit(self, duty, office):
        publish(duty, office)
        assert "职能" not in str(AuditEntry.objects.order_by("-seq")[0].facts)

    def test_of_the_later_move_alone_tells_that_one(self, duty, published, office):
        publish(moved(duty, SECOND, office), office, place=1)
        assert seen(published) == [(FIRST, SECOND, "机构职能调整")]

    def test_is_refused_twice(self, duty, office):
        publish(duty, office)
        with pytest.raises(moves.MoveAlreadyTold):
            publish(duty, office)

    def test_is_refused_without_a_reason(self, duty, office):
        with pytest.raises(moves.ReasonForThePublicWanted):
            publish(duty, office, reason="  ")

    def test_is_refused_for_a_line_that_moved_nothing(self, duty, office):
        issued = duty.case.lines.order_by("pk").first()
        with pytest.raises(NoSuchMove):
            moves.publish_move(duty_id=duty.pk, line_id=issued.pk, reason="因", actor=office, now=NOW)

    def test_is_refused_to_the_unit(self, duty, clerk):
        with pytest.raises(moves.NotYoursToTell):
            publish(duty, clerk)

    def test_is_refused_to_a_stranger(self, duty, stranger):
        with pytest.raises(NoSuchDuty):
            publish(duty, stranger)
        assert not PublishedMove.objects.exists()


class TestTakeBackMove:
    def test_leaves_the_public_with_the_plans_own_day(self, duty, published, office):
        publish(duty, office)
        take_back(duty, office)
        assert seen(published) == []
        assert last_code() == "plan.move.taken_back"

    def test_lets_it_be_told_again_in_other_words(self, duty, published, office):
        publish(duty, office)
        take_back(duty, office)
        publish(duty, office, reason="新的说明")
        assert seen(published) == [(DUE, FIRST, "新的说明")]

    def test_is_refused_when_nothing_was_told(self, duty, office):
        with pytest.raises(moves.MoveNotTold):
            take_back(duty, office)

    def test_is_refused_to_the_unit(self, duty, office, clerk):
        publish(duty, office)
        with pytest.raises(moves.NotYoursToTell):
            take_back(duty, clerk)

    def test_is_refused_to_a_stranger(self, duty, office, stranger):
        publish(duty, office)
        with pytest.raises(NoSuchDuty):
            take_back(duty, stranger)


class TestACancelledDuty:
    def test_shows_its_move_no_longer(self, duty, published, office):
        publish(duty, office)
        oversight.cancel_duty(**told(duty), reason="不再要求", actor=office, now=NOW)
        assert seen(published) == []
