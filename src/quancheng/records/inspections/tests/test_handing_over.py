"""Tasks go on to another unit or a colleague; deputies act within their days; nobody leaves with one."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

from quancheng.kernel.access.actors import NoPostToday, NotYourPost, actor_for
from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.casework.refusals import FromOneself, MovedMeanwhile, NothingInHand, ReasonMissing
from quancheng.kernel.casework.taking_over import take_over_cases
from quancheng.kernel.files.safety import EVIDENCE, check_upload
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.orgs.commands import posts, units
from quancheng.kernel.orgs.handover import NotHandedOver, left_by
from quancheng.kernel.orgs.models import AdminSeat, Holding, Person, Unit
from quancheng.kernel.orgs.roles import AdminRole, Role
from quancheng.records.inspections.commands import materials, tasks
from quancheng.records.inspections.models import Task
from quancheng.records.inspections.queries.gathering import materials_of_task
from quancheng.records.inspections.queries.tasks import NoSuchTask, NoUnitToAsk
from quancheng.records.inspections.tests.conftest import NOW, at, finance, seen, signed_in, staff
from quancheng.records.inspections.workflow import State

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
MONDAY = date(2026, 3, 2)


@pytest.fixture
def signed(task, clerk) -> Task:
    return tasks.sign_task(**seen(task), actor=clerk, now=NOW)


@pytest.fixture
def colleague(clerk) -> Actor:
    return staff("市财政局", "colleague", Role.HANDLER)


@pytest.fixture
def water(neighbour) -> Unit:
    return Unit.objects.get(name="市水务局")


@pytest.fixture
def system(city) -> Actor:
    person = Person.objects.create(account="system", name="演示系统管理员", tenant=city)
    AdminSeat.objects.create(tenant=city, role=AdminRole.SYSTEM, person=person)
    return actor_for(person, None, MONDAY, "system")


def bring(task: Task, actor: Actor):
    data = "公报目录".encode()
    upload = check_upload(data, name="公报.txt", accepted=EVIDENCE)
    return materials.bring_file(task_id=task.pk, upload=upload, data=data, says="", actor=actor, now=NOW)


def pass_on(task: Task, actor: Actor, to: Unit, reason: str = "机构合并。") -> Task:
    return tasks.pass_task_on(**seen(task), unit_id=to.pk, reason=reason, actor=actor, now=NOW)


def left(actor: Actor) -> list[str]:
    return [str(each) for each in left_by(person_id=actor.person_id, post_id=actor.post_id)]


class TestPassTaskOn:
    def test_goes_to_the_other_unit_with_what_was_brought(self, signed, office, clerk, neighbour, water):
        brought = bring(signed, clerk)
        passed = pass_on(signed, office, water)
        assert (passed.case.unit_id, passed.case.state) == (water.pk, State.SIGNED)
        assert passed.case.due_on == date(2026, 3, 13)  # Friday: its day stands
        assert [one.material for one in materials_of_task(neighbour, passed.pk)] == [brought]
        materials.withdraw_material(material_id=brought.pk, actor=neighbour, now=NOW)
        bring(passed, neighbour)
        assert tasks.hand_in(**seen(passed), actor=neighbour, now=NOW).case.state == State.HANDED_IN
        told = AuditEntry.objects.filter(code="inspections.task.passed_on").get()
        assert (told.facts["former"], told.facts["unit"]) == ("市财政局", "市水务局")
        assert "机构合并" not in str(told.facts)
        assert Notice.objects.filter(kind="inspections.passed_on", to_person=neighbour.person_id).exists()

    def test_is_out_of_the_former_units_hands(self, signed, office, clerk, water):
        assert left(clerk) == ["已签收未报送的迎检任务1项"]
        pass_on(signed, office, water)
        assert left(clerk) == []
        with pytest.raises(NoSuchTask):
            tasks.hand_in(task_id=signed.pk, version=3, actor=clerk, now=NOW)

    def test_is_refused_without_a_reason_to_a_closed_unit_and_from_an_older_page(self, signed, office, water):
        with pytest.raises(ReasonMissing):
            pass_on(signed, office, water, reason=" ")
        with pytest.raises(MovedMeanwhile):
            tasks.pass_task_on(
                task_id=signed.pk, version=0, unit_id=water.pk, reason="合并", actor=office, now=NOW
            )
        Unit.objects.filter(pk=water.pk).update(closed_on=MONDAY)
        with pytest.raises(NoUnitToAsk):
            pass_on(signed, office, water)

    def test_is_refused_to_the_unit_itself_and_to_strangers(self, signed, clerk, district, water):
        answer = signed_in(clerk).post(
            f"/inspections/tasks/{signed.pk}/steps/pass_on/", {"unit_id": water.pk, "reason": "忙"}
        )
        assert answer.status_code in {403, 422}
        signed.case.refresh_from_db()
        assert signed.case.unit_id == finance().pk
        with pytest.raises(NoSuchTask):
            tasks.pass_task_on(
                task_id=signed.pk, version=1, unit_id=water.pk, reason="合并", actor=district, now=NOW
            )

    def test_is_done_on_the_page(self, signed, office, water):
        window, where = signed_in(office), f"/inspections/tasks/{signed.pk}/"
        assert "移交其他单位" in window.get(where).text
        told = {"version": signed.case.version, "unit_id": water.pk, "reason": "机构合并"}
        assert "已移交，接收单位会收到通知" in window.post(f"{where}steps/pass_on/", told, follow=True).text

    def test_lets_a_unit_that_owes_be_merged(self, signed, office, clerk, colleague, water, system):
        told = {"unit_id": finance().pk, "into": water.pk, "last_on": MONDAY, "actor": system, "now": NOW}
        with pytest.raises(NotHandedOver, match="未办结的迎检任务1项"):
            units.merge_unit(**told)
        pass_on(signed, office, water)
        with pytest.raises(NotHandedOver) as still:
            units.merge_unit(**told)
        assert "迎检" not in still.value.sentence


class TestTakeOverCases:
    def test_gives_the_task_to_the_colleague_with_a_line(self, signed, clerk, colleague):
        before = AuditEntry.objects.count()
        told = {"person_id": clerk.person_id, "post_id": clerk.post_id}
        assert take_over_cases(**told, actor=colleague, now=NOW) == 1
        assert (left(clerk), left(colleague)) == ([], ["已签收未报送的迎检任务1项"])
        line = signed.case.lines.last()
        assert (line.step, line.person_id) == ("take_over", colleague.person_id)
        assert AuditEntry.objects.count() == before + 1
        assert AuditEntry.objects.latest("seq").code == "casework.cases.taken_over"
        with pytest.raises(NothingInHand):
            take_over_cases(**told, actor=colleague, now=NOW)

    def test_is_refused_from_oneself_and_to_others(self, signed, clerk, neighbour, office, district):
        told = {"person_id": clerk.person_id, "post_id": clerk.post_id, "now": NOW}
        with pytest.raises(FromOneself):
            take_over_cases(**told, actor=clerk)
        idle = replace(clerk, person_id=0, post_id=0, roles=frozenset())
        for other in (neighbour, office, district, idle, Actor.anonymous()):
            with pytest.raises(NothingInHand):
                take_over_cases(**told, actor=other)

    def test_lets_somebody_leave(self, signed, clerk, colleague, system):
        held = Holding.objects.get(person_id=clerk.person_id)
        told = {"holding_id": held.pk, "last_on": MONDAY, "actor": system, "now": NOW}
        with pytest.raises(NotHandedOver, match="已签收未报送的迎检任务1项"):
            posts.relieve_person(**told)
        take_over_cases(person_id=clerk.person_id, post_id=clerk.post_id, actor=colleague, now=NOW)
        posts.relieve_person(**told)
        held.refresh_from_db()
        assert held.until_on == MONDAY

    def test_is_done_on_the_page(self, signed, clerk, colleague):
        window = signed_in(colleague)
        page = window.get("/handover/").text
        assert "已签收未报送的迎检任务1项" in page
        told = {"person": clerk.person_id, "post": clerk.post_id}
        assert "已接办1项，现在由您办理" in window.post("/handover/", told, follow=True).text
        assert window.post("/handover/", told).status_code == 409

    @pytest.mark.parametrize("bad", [{}, {"person": "x", "post": "-1"}, {"person": "9" * 30, "post": "²"}])
    def test_refuses_bad_input(self, signed, colleague, bad):
        assert signed_in(colleague).post("/handover/", bad).status_code == 409


class TestADeputy:
    """Somebody stands in for the clerk from Tuesday 3 to Thursday 5 March 2026."""

    @pytest.fixture
    def person(self, clerk) -> Person:
        deputy = Person.objects.create(account="deputy", name="演示代班", tenant=finance().tenant)
        Holding.objects.create(
            person=deputy, post_id=clerk.post_id, from_on=date(2026, 3, 3), until_on=date(2026, 3, 5),
            stands_in_for=Holding.objects.get(person_id=clerk.person_id),
        )  # fmt: skip
        return deputy

    def test_signs_brings_and_hands_in_within_the_days(self, task, person):
        deputy = actor_for(person, None, date(2026, 3, 5), "deputy")  # Thursday, the last of them
        now = at("2026-03-05")
        tasks.sign_task(**seen(task), actor=deputy, now=now)
        bring(task, deputy)
        assert tasks.hand_in(**seen(task), actor=deputy, now=now).case.state == State.HANDED_IN

    @pytest.mark.parametrize("day", [date(2026, 3, 2), date(2026, 3, 6)])  # Monday before, Friday after
    def test_does_nothing_before_and_after(self, task, person, day):
        with pytest.raises(NotYourPost):
            actor_for(person, Holding.objects.get(person=person).post_id, day, "deputy")
        with pytest.raises(NoPostToday):
            actor_for(person, None, day, "deputy")

    def test_finds_the_desk_closed_after_the_days(self, task, person):
        window = Client()
        window.force_login(person)
        answer = window.post(f"/inspections/tasks/{task.pk}/steps/sign/", {"version": 0})
        assert answer.status_code == 403
        task.case.refresh_from_db()
        assert task.case.state == State.LAID

    def test_leaves_what_was_signed_to_be_taken_over(self, task, person, colleague):
        deputy = actor_for(person, None, date(2026, 3, 4), "deputy")  # Wednesday
        tasks.sign_task(**seen(task), actor=deputy, now=at("2026-03-04"))
        page = signed_in(colleague).get("/handover/").text  # long after the deputy's days
        assert "演示代班" in page
        told = {"person_id": person.pk, "post_id": deputy.post_id}
        assert take_over_cases(**told, actor=colleague, now=at("2026-03-06")) == 1
