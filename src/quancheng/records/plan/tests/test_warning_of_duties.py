"""Who is warned of what, when, once; and what a warning leads to."""

from collections.abc import Callable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.urls import reverse

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.links.registry import resolve
from quancheng.kernel.notify.jobs import deliver, digest
from quancheng.kernel.notify.models import Delivery, Notice, State
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.orgs.models import Holding, Person, Post, PostRole, Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import duties, oversight, warned
from quancheng.records.plan.commands.tasks import issue_tasks
from quancheng.records.plan.models import WarnedDuty
from quancheng.records.plan.queries import warned as queries
from quancheng.records.plan.queries.duties import own_duties
from quancheng.records.plan.tasks import warn
from quancheng.records.plan.tests.conftest import NOW
from quancheng.records.plan.tests.desk import LONG_AGO, signed_in
from quancheng.records.plan.tests.test_bringing_a_plan import bring, codes, confirm
from quancheng.records.plan.tests.test_telling_of_duties import seat
from quancheng.records.plan.tests.test_warning_settings import set_rule
from quancheng.records.plan.tests.test_working_on_duties import report, staff, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]

# What falls due on Thursday 31 December 2026; Friday 1 January 2027 is a holiday.
CALM = "2026-12-23"  # Wednesday: six working days left
YELLOW = "2026-12-24"  # Thursday: five
ORANGE = "2026-12-28"  # Monday: three
RED = "2026-12-30"  # Wednesday: one
SATURDAY = "2026-12-26"
LATE = "2027-01-04"  # Monday


def at(day: str, hour: time = time(7, 30)) -> datetime:
    return datetime.combine(date.fromisoformat(day), hour, ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def clerk(city) -> Actor:
    return seat("市财政局", Role.HANDLER)


@pytest.fixture
def head(city) -> Actor:
    return seat("市财政局", Role.HEAD)


@pytest.fixture
def supervisor(city) -> Actor:
    return seat("市政府", Role.OPENNESS_OFFICE)


@pytest.fixture
def plan(clerk, head, supervisor, office):
    """Six duties: five of them due at the end of the year, one at the end of June."""
    plan = confirm(bring(office), office).plan
    issue_tasks(plan_ref=plan.ref, actor=office, now=NOW)
    half = DueItem.objects.get(until_on=date(2026, 6, 30))
    oversight.cancel_duty(**told(half), reason="重复", actor=office, now=NOW)
    return plan


def warnings(actor: Actor) -> list[Notice]:
    kinds = [kind.code for kind in warned.WARNING_KINDS]
    return list(Notice.objects.filter(to_person=actor.person_id, kind__in=kinds).order_by("pk"))


def subjects(actor: Actor) -> list[str]:
    return [notice.subject for notice in warnings(actor)]


class TestWarnOfDuties:
    def test_tells_handler_and_head_of_all_their_duties_at_once(self, plan, clerk, head, supervisor):
        warn(at(YELLOW))
        for actor in (clerk, head):
            assert subjects(actor) == ["黄色预警：2项责任事项"]
        assert subjects(supervisor) == []
        body = warnings(clerk)[0].body
        assert "第1项 公开稳增长政策69项。（2026-12-31到期）" in body
        assert "市财政局有2项责任事项" in body

    def test_tells_each_level_once(self, plan, clerk):
        for day in (CALM, YELLOW, YELLOW, "2026-12-25", ORANGE, "2026-12-29", RED, "2026-12-31"):
            warn(at(day))
        assert subjects(clerk) == [f"{level}预警：2项责任事项" for level in ("黄色", "橙色", "红色")]

    def test_tells_the_office_too_of_what_is_late(self, plan, clerk, supervisor):
        warn(at(LATE))
        assert subjects(clerk) == ["已逾期：2项责任事项"]
        assert subjects(supervisor) == ["新增逾期5项，涉及4个单位"]
        assert "东区政府：第1项" in warnings(supervisor)[0].body

    def test_makes_up_for_days_on_which_the_house_stood_still(self, plan, clerk):
        warn(at(CALM))
        warn(at(RED, time(15)))
        assert subjects(clerk) == ["红色预警：2项责任事项"]

    @pytest.mark.parametrize(
        ("day", "hour"), [(SATURDAY, time(9)), ("2026-12-27", time(9)), (YELLOW, time(7, 29))]
    )
    def test_rests_on_days_off_and_before_the_day_begins(self, plan, clerk, day, hour):
        warn(at(day, hour))
        assert subjects(clerk) == []

    def test_names_a_few_and_counts_the_rest(self, plan, clerk, monkeypatch):
        monkeypatch.setattr(warned, "FEW", 1)
        warn(at(YELLOW))
        body = warnings(clerk)[-1].body
        assert body.count("· 第") == 1
        assert "· 另有1项" in body

    def test_is_told_in_the_audit_in_one_line(self, plan, clerk):
        before = AuditEntry.objects.count()
        warn(at(YELLOW))
        assert codes()[before:] == ["plan.warning.given"]
        facts = AuditEntry.objects.order_by("seq").last().facts
        assert (facts["yellow"], facts["overdue"], facts["notices"]) == (5, 0, 2)

    def test_writes_nothing_when_there_is_nothing_to_warn_of(self, plan):
        before = codes()
        warn(at(CALM))
        assert codes() == before

    def test_begins_anew_for_a_day_that_was_moved(self, plan, clerk, office):
        warn(at(YELLOW))
        duty = own_duties(clerk).filter(case__ended_on__isnull=True).first()
        oversight.postpone_duty(
            **told(duty), until=date(2027, 3, 31), reason="改革", actor=office, now=at(YELLOW)
        )
        warn(at("2027-03-24"))  # Wednesday, five working days before
        assert subjects(clerk)[-1] == "黄色预警：1项责任事项"

    def test_tells_the_unit_to_which_a_duty_was_given(self, plan, clerk, office):
        warn(at(YELLOW))
        taker = seat("市发展改革委", Role.HANDLER)
        duty = own_duties(clerk).filter(case__ended_on__isnull=True).first()
        oversight.reassign_duty(
            **told(duty), unit_id=taker.unit_id, reason="职责调整", actor=office, now=at(YELLOW)
        )
        warn(at("2026-12-25"))
        assert subjects(taker) == ["黄色预警：1项责任事项"]

    def test_follows_the_setting_of_the_government(self, plan, clerk, office_head):
        set_rule(office_head, days=(6, 3, 1), on=date(2026, 12, 23), now=at(CALM, time(7)))
        warn(at(CALM))
        assert subjects(clerk) == ["黄色预警：2项责任事项"]

    def test_is_refused_to_people(self, plan, office, clerk):
        for actor in (office, clerk, Actor.clockwork()):
            with pytest.raises(warned.OnlyByTheClock):
                warned.warn_of_duties(actor=actor, now=at(YELLOW))

    def test_asks_as_much_for_many_units_as_for_few(self, plan, clerk, django_assert_max_num_queries):
        for short in ("市发展改革委", "东区政府", "西区政府"):
            seat(short, Role.HANDLER)
        with django_assert_max_num_queries(30):
            warned.warn_of_duties(actor=Actor.clockwork(plan.tenant_id), now=at(LATE))
        assert WarnedDuty.objects.count() == 5


class TestTheLetter:
    @pytest.fixture(autouse=True)
    def addresses(self, plan, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        for person in Person.objects.all():
            Person.objects.filter(pk=person.pk).update(email=f"{person.account}@example.cn")
        Delivery.objects.filter(state=State.WAITING).update(
            state=State.DROPPED, reason="before", ended_at=NOW
        )

    def send(self, day: str) -> list[str]:
        warn(at(day))
        digest(at(day, time(8, 30)))
        deliver(at(day, time(8, 31)))
        return [letter.body for letter in mail.outbox]

    def test_is_one_a_person_a_day(self, clerk, head, supervisor):
        letters = self.send(LATE)
        assert len(letters) == 3
        assert any("新增逾期5项" in each for each in letters)

    def test_does_not_go_out_for_what_was_done_meanwhile(self, clerk, head, office):
        warn(at(YELLOW))
        for duty in own_duties(clerk).filter(case__ended_on__isnull=True):
            report(duty, clerk)
            duties.confirm_duty(**told(duty), actor=head, now=NOW)
        assert self.send(YELLOW) == []
        dropped = Delivery.objects.filter(state=State.DROPPED, reason="事由已不存在")
        assert dropped.count() == 2

    def test_goes_out_while_something_is_left_to_do(self, clerk, head):
        warn(at(YELLOW))
        duty = own_duties(clerk).filter(case__ended_on__isnull=True).first()
        report(duty, clerk)
        duties.confirm_duty(**told(duty), actor=head, now=NOW)
        assert len(self.send(YELLOW)) == 2


class TestAWarning:
    @pytest.fixture
    def given(self, plan) -> Callable[[str], str]:
        warn(at(YELLOW))
        return lambda short: f"{plan.tenant_id}-{Unit.objects.get(short_name=short).pk}-yellow-20261224"

    def window(self, actor: Actor, short: str, role: str):
        return signed_in(Unit.objects.get(short_name=short), f"w{role}{short}", role)

    def test_opens_for_the_unit_and_the_office(self, given, clerk, supervisor):
        ref = given("市财政局")
        about = RecordRef("plan.warning", ref)
        for actor in (clerk, supervisor):
            assert resolve(actor, [about])[about].address == reverse("plan_desk:warning", args=[ref])

    def test_lists_its_duties_as_they_stand(self, given, clerk, django_assert_max_num_queries):
        window = self.window(clerk, "市财政局", Role.HANDLER)
        with django_assert_max_num_queries(40):
            page = window.get(reverse("plan_desk:warning", args=[given("市财政局")])).content.decode()
        assert "12月24日的黄色预警" in page
        assert page.count('<th scope="row">') == 2

    def test_is_not_there_for_another_unit_or_government(self, given, stranger):
        about = RecordRef("plan.warning", given("市财政局"))
        other = staff("市发展改革委", "other", Role.HANDLER)
        assert resolve(other, [about]) == resolve(stranger, [about]) == {}
        window = self.window(other, "市发展改革委", Role.HANDLER)
        assert window.get(reverse("plan_desk:warning", args=[about.ref])).status_code == 404

    @pytest.mark.parametrize("ref", ["x", "1-2-green-20261224", "1-2-yellow-20261399", "0-0-yellow-20261224"])
    def test_of_no_name_is_not_there(self, given, clerk, ref):
        with pytest.raises(queries.NoSuchWarning):
            queries.warning_for(clerk, ref)

    def test_of_the_office_shows_all_that_became_late(self, given, plan, supervisor):
        warn(at(LATE))
        ref = f"{plan.tenant_id}-0-overdue-20270104"
        window = self.window(supervisor, "市政府", Role.OPENNESS_OFFICE)
        page = window.get(reverse("plan_desk:warning", args=[ref])).content.decode()
        assert page.count('<th scope="row">') == 5


class TestPeopleOfInternalUnits:
    def test_are_warned_in_the_name_of_the_unit_above(self, plan, clerk):
        unit = Unit.objects.get(short_name="市财政局")
        inner = Unit.objects.create(tenant=unit.tenant, code="in", kind="internal", name="综合处")
        unit.places_below.create(unit=inner, from_on=LONG_AGO)
        person = Person.objects.create(account="inner", name="演示内", tenant=unit.tenant)
        post = Post.objects.create(unit=inner, title="科员")
        PostRole.objects.create(post=post, role=Role.HANDLER)
        Holding.objects.create(person=person, post=post, from_on=LONG_AGO)
        warn(at(YELLOW))
        told = Notice.objects.filter(to_person=person, kind="plan.warning")
        assert [notice.subject for notice in told] == ["黄色预警：2项责任事项"]
