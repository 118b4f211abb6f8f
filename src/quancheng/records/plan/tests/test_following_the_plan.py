"""Who follows a row or its plan is told of results, evidence, moved days and editions, once."""

from datetime import date

import pytest

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.crypto.port import machine
from quancheng.kernel.links.registry import resolve
from quancheng.kernel.notify.letters import ADDRESS
from quancheng.kernel.notify.models import Delivery, Notice, Subscription
from quancheng.kernel.notify.policy import Frequency
from quancheng.kernel.notify.sending import deliver_due
from quancheng.kernel.obligations.models import DueItem, EvidenceRelease
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import duties, moves, oversight, publishing, releases
from quancheng.records.plan.commands.tasks import issue_tasks
from quancheng.records.plan.models import Plan, PublishedMove
from quancheng.records.plan.queries.duties import own_duties
from quancheng.records.plan.queries.moves import moves_of
from quancheng.records.plan.tests.conftest import NOW, THREE_ROWS
from quancheng.records.plan.tests.test_amending_what_is_public import send
from quancheng.records.plan.tests.test_bringing_a_plan import bring, confirm
from quancheng.records.plan.tests.test_what_the_public_sees import LATER, finish, move, release
from quancheng.records.plan.tests.test_working_on_duties import staff, told

pytestmark = pytest.mark.django_db
ANYBODY = Actor.anonymous()


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path):
    settings.CRYPTO_KEYS = tmp_path / "keys"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    machine.cache_clear()
    yield
    machine.cache_clear()


@pytest.fixture
def published(office, office_head) -> Plan:
    plan = confirm(bring(office), office).plan
    issue_tasks(plan_ref=plan.ref, actor=office, now=NOW)
    return publishing.publish_plan(ref=plan.ref, actor=office_head, now=NOW)


@pytest.fixture
def clerk(city) -> Actor:
    return staff("市财政局", "clerk", Role.HANDLER)


@pytest.fixture
def head(city) -> Actor:
    return staff("市财政局", "head", Role.HEAD)


def follow(plan, pattern: str, address: str = "reader@example.cn") -> Subscription:
    return Subscription.objects.create(
        tenant=plan.tenant,
        address_sealed=machine().encrypt(address, purpose=ADDRESS),
        address_digest=machine().keyed_digest(address, purpose=ADDRESS),
        pattern=pattern,
        title=pattern,
        frequency=Frequency.IMMEDIATE,
        asked_at=NOW,
        confirmed_at=NOW,
    )


def published_duties(plan: Plan, clerk: Actor) -> list[DueItem]:
    """The two half-years of the long-term row 3; the department alone owes them."""
    found = list(own_duties(clerk).filter(obligation__about=f"plan.task:{plan.ref}-3-1").order_by("until_on"))
    assert [duty.until_on for duty in found] == [date(2026, 6, 30), date(2026, 12, 31)]
    return found


@pytest.fixture
def of_row(published):
    return follow(published, f"plan.row:{published.ref}-3")


@pytest.fixture
def of_plan(published):
    return follow(published, f"plan.plan:{published.ref}", "other@example.cn")


def told_of(subscription: Subscription) -> list[str]:
    notices = Notice.objects.filter(to_subscription=subscription).order_by("pk")
    return list(notices.values_list("kind", flat=True))


class TestFollowers:
    def test_are_told_of_a_row_that_is_done_once_all_of_it_is(
        self,
        published,
        clerk,
        head,
        of_row,
        of_plan,
    ):
        first, *others = published_duties(published, clerk)
        finish(first, clerk, head)
        assert told_of(of_row) == []
        for duty in others:
            finish(duty, clerk, head)
        assert told_of(of_row) == told_of(of_plan) == ["plan.row_done"]

    def test_are_told_of_it_when_the_head_confirms_in_bulk(self, published, clerk, head, of_row):
        owed = published_duties(published, clerk)
        for duty in owed:
            duties.add_evidence_address(
                duty_id=duty.pk, address="https://www.example.cn/a", says="", actor=clerk, now=LATER
            )
            duties.report_duty(**told(duty), note="", actor=clerk, now=LATER)
        seen = {duty.pk: told(duty)["version"] for duty in owed}
        duties.confirm_duties(seen=seen, actor=head, now=LATER)
        assert told_of(of_row) == ["plan.row_done"]

    def test_are_not_told_again_when_it_is_done_again(
        self,
        published,
        clerk,
        head,
        office,
        of_row,
    ):
        for duty in published_duties(published, clerk):
            finish(duty, clerk, head)
        oversight.return_duty(**told(duty), reason="请补充", actor=office, now=LATER)
        finish(duty, clerk, head, page="b")
        assert told_of(of_row) == ["plan.row_done"]

    def test_are_told_of_evidence_and_moves(
        self,
        published,
        clerk,
        head,
        office,
        office_head,
        of_row,
        of_plan,
    ):
        duty, other = published_duties(published, clerk)
        finish(duty, clerk, head)
        release(duty, clerk, office_head)
        move(other, office)
        assert told_of(of_row) == told_of(of_plan) == ["plan.evidence_shown", "plan.move_shown"]
        body = Notice.objects.get(to_subscription=of_row, kind="plan.move_shown").body
        assert "机构职能调整" in body
        assert "休假" not in body

    def test_are_told_of_a_new_edition_of_a_published_plan(self, published, office, office_head, of_plan):
        amended = [
            THREE_ROWS[0],
            ("2", "", "", "公开重大项目审批和核准信息。", "市发展改革委", ""),
            THREE_ROWS[2],
        ]
        draft = send(bring(office, amended, "修订.txt"), office)
        assert told_of(of_plan) == []
        confirm(draft, office_head)
        assert told_of(of_plan) == ["plan.edition_shown"]

    def test_are_told_of_an_edition_once_though_it_is_published_again(
        self,
        published,
        office_head,
        of_plan,
    ):
        for _ in range(2):
            publishing.withdraw_plan(ref=published.ref, reason="更正", actor=office_head, now=LATER)
            publishing.publish_plan(ref=published.ref, actor=office_head, now=LATER)
        assert told_of(of_plan) == ["plan.edition_shown"]

    def test_of_row_and_plan_by_one_address_get_one_letter(
        self,
        published,
        clerk,
        head,
        office_head,
        of_row,
    ):
        both = follow(published, f"plan.plan:{published.ref}")
        duty, _ = published_duties(published, clerk)
        finish(duty, clerk, head)
        release(duty, clerk, office_head)
        assert sorted(told_of(of_row) + told_of(both)) == ["plan.evidence_shown"]


class TestALetter:
    def test_is_dropped_when_the_evidence_came_down_before(
        self,
        published,
        clerk,
        head,
        office_head,
        of_row,
    ):
        duty, _ = published_duties(published, clerk)
        finish(duty, clerk, head)
        release(duty, clerk, office_head)
        one = EvidenceRelease.objects.get()
        releases.withdraw_release(release_id=one.pk, reason="有误", actor=office_head, now=LATER)
        deliver_due(now=LATER)
        assert Delivery.objects.get().state == "dropped"

    @pytest.mark.usefixtures("desk_surface")  # as the worker has it
    def test_goes_out_while_the_evidence_is_shown(
        self,
        published,
        clerk,
        head,
        office_head,
        of_row,
        mailoutbox,
    ):
        duty, _ = published_duties(published, clerk)
        finish(duty, clerk, head)
        release(duty, clerk, office_head)
        deliver_due(now=LATER)
        assert [mail.subject for mail in mailoutbox] == [f"新公开佐证：{published.title}第3项"]
        assert f"/plan/rows/{published.ref}-3/" in mailoutbox[0].body


class TestLinks:
    def test_of_a_move_open_at_its_row_until_it_is_taken_back(self, published, clerk, office):
        duty, _ = published_duties(published, clerk)
        move(duty, office)
        told_move = PublishedMove.objects.get()
        ref = RecordRef("plan.move", str(told_move.pk))
        assert resolve(ANYBODY, [ref])[ref].address == f"/plan/rows/{published.ref}-3/"
        duty.refresh_from_db()
        line = moves_of(duty)[0].line
        moves.take_back_move(duty_id=duty.pk, line_id=line.pk, actor=office, now=LATER)
        assert resolve(ANYBODY, [ref]) == {}

    @pytest.mark.parametrize("kind", ["plan.move", "plan.release"])
    def test_that_make_no_sense_lead_nowhere(self, published, kind):
        assert resolve(ANYBODY, [RecordRef(kind, "x"), RecordRef(kind, "99")]) == {}
