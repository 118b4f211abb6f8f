"""Rows 54 and 55 of the model plan: from their real words to a duty that a confirmed meeting fulfils."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.obligations.measures import named_in
from quancheng.kernel.obligations.models import DueItem, Evidence
from quancheng.kernel.orgs.models import Holding, Person, Post, PostRole, Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.groundwork.commands import gatherings
from quancheng.records.groundwork.rules.gatherings import Kind
from quancheng.records.groundwork.tests.conftest import AFTER, MEETING, TRAINING
from quancheng.records.plan.commands import duties as on_duties
from quancheng.records.plan.commands.proposals import add_evidence_records
from quancheng.records.plan.commands.tasks import issue_tasks, take_apart
from quancheng.records.plan.models import Row
from quancheng.records.plan.queries.proposals import proposal_of
from quancheng.records.plan.queries.years import parts_proposed
from quancheng.records.plan.tests.conftest import NOW, city, office  # noqa: F401
from quancheng.records.plan.tests.desk import signed_in
from quancheng.records.plan.tests.test_bringing_a_plan import bring, confirm
from quancheng.records.plan.workflow.duty import State

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
LEADERS = (
    "各级各部门（单位）要将政务公开纳入重要议事日程，健全政务公开议事协调机制；"
    "主要负责同志每年至少召开1次专题会议听取工作汇报，研究解决重点难点问题。"
)
TRAININGS = (
    "加大培训力度，各级各部门（单位）每年至少组织1次政务公开专题培训，"
    "同时将政务公开纳入领导干部和公务员教育培训内容。"
)
ROWS = (
    ("54", "六、夯实基础", "（十五）加强组织领导", LEADERS, "市财政局", "长期坚持"),
    ("55", "", "", TRAININGS, "市财政局", "2026年12月底前"),
    ("56", "", "", "及时动态调整主动公开事项目录。", "市财政局", "2026年12月底前"),
)


def staff(account: str, role: str) -> Actor:
    unit = Unit.objects.get(short_name="市财政局")
    someone = Person.objects.create(account=account, name=f"演示{account}", tenant=unit.tenant)
    post = Post.objects.create(unit=unit, title=account)
    PostRole.objects.create(post=post, role=role)
    Holding.objects.create(person=someone, post=post, from_on=date(2020, 1, 1))  # Wednesday
    return actor_for(someone, None, NOW.date(), account)


@pytest.fixture
def plan(office):  # noqa: F811
    return confirm(bring(office, ROWS), office).plan


def test_each_row_is_proposed_the_measure_that_its_words_name(plan):
    found = [[part.measure for part in parts_proposed(row)] for row in Row.objects.order_by("place")]
    assert found == [["groundwork.meetings"], ["groundwork.trainings"], [""]]
    assert named_in("纳入领导干部教育培训内容") == "groundwork.cadre_trainings"


def test_the_form_offers_it_and_the_office_decides(plan, city):  # noqa: F811
    at_office = signed_in(Unit.objects.get(short_name="市政府"), "desk-office", Role.OPENNESS_OFFICE)
    row = Row.objects.order_by("place")[0]
    first = at_office.get(reverse("plan_desk:take_apart", args=[row.ref])).context["forms"][0]
    assert first.initial["measure"] == "groundwork.meetings"
    codes = {code for code, _ in first.fields["measure"].choices}
    assert {"", "groundwork.meetings", "groundwork.trainings", "groundwork.cadre_trainings"} <= codes


@pytest.mark.parametrize(("place", "told"), [(0, MEETING), (1, TRAINING)])
def test_a_confirmed_one_fulfils_the_duty(plan, office, place, told):  # noqa: F811
    clerk, head = staff("clerk", Role.HANDLER), staff("head", Role.HEAD)
    row = Row.objects.order_by("place")[place]
    parts = [replace(part, target=1, target_unit="次") for part in parts_proposed(row)]
    take_apart(row_ref=row.ref, tasks=parts, actor=office, now=NOW)
    issue_tasks(plan_ref=plan.ref, actor=office, now=NOW)
    duty = DueItem.objects.filter(obligation__about__endswith=f"{row.ref}-1").order_by("pk")[0]
    assert proposal_of(clerk, duty, today=AFTER.date()).count == 0
    one = gatherings.plan_gathering(told=told, actor=clerk, now=NOW)
    one = gatherings.hold_gathering(gathering_id=one.pk, version=0, actor=clerk, now=AFTER)
    assert proposal_of(clerk, duty, today=AFTER.date()).count == 0
    gatherings.confirm_gathering(gathering_id=one.pk, version=1, actor=head, now=AFTER)
    proposal = proposal_of(clerk, duty, today=AFTER.date())
    assert (proposal.says, proposal.is_reached) == ("1次／1次", True)
    [offered] = proposal.untaken
    assert offered.linked.address == f"/groundwork/gatherings/{one.pk}/"
    assert (told.kind is Kind.MEETING) is (place == 0)
    on_duties.sign_duty(duty_id=duty.pk, version=0, actor=clerk, now=AFTER)
    add_evidence_records(duty_id=duty.pk, refs=[offered.ref], actor=clerk, now=AFTER)
    on_duties.report_duty(duty_id=duty.pk, version=1, note="已举行", actor=clerk, now=AFTER)
    done = on_duties.confirm_duty(duty_id=duty.pk, version=2, actor=head, now=AFTER)
    assert done.case.state == State.CONFIRMED
    assert Evidence.objects.get(item=duty).ref == f"groundwork.gathering:{one.pk}"
