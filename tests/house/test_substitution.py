"""代理：whoever stands in does what the post may, from the first day to the last, and it is said for whom."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone

from config.environment import Surface
from config.surfaces import settings_of
from quancheng.kernel.access.actors import NoPostToday, NotYourPost, actor_for
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.casework.definition import Reach, Step, Workflow
from quancheng.kernel.casework.permission import is_theirs
from quancheng.kernel.casework.registry import workflows
from quancheng.kernel.casework.timeline import Circle, timeline
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.orgs.deputies import names_of_absent
from quancheng.kernel.orgs.events import UnitAdded
from quancheng.kernel.orgs.models import Holding, Person, Post, Tenant, Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.public import sign_duty
from quancheng.shells.workbench.audit.queries import in_words
from tests.house.doors.samples import visited
from tests.house.doors.walking import Visitor
from tests.house.test_doors import table_of

FIRST, LAST = date(2026, 3, 2), date(2026, 3, 6)  # Monday, Friday
BEFORE, AFTER = FIRST - timedelta(days=1), LAST + timedelta(days=1)
DAYS = [FIRST, date(2026, 3, 4), LAST]
STOOD_IN_FOR = ("ha", "he", "of", "oh", "rv")
# What belongs to the person and not to the post, whoever stands in.
OF_THE_PERSON = ("account/", "inbox/", "login/", "logout/", "help/")


def steps_of_posts() -> Iterator[tuple[Workflow, Step, str]]:
    """Every step of every workflow of the house, with each role that opens it."""
    for workflow in workflows.values():
        for step in workflow.steps:
            for role in sorted(step.by & set(Role)):
                yield workflow, step, role


STEPS = [pytest.param(*each, id=f"{each[0].code}-{each[1].code}-{each[2]}") for each in steps_of_posts()]


@dataclass(frozen=True)
class Desk:
    """A post with its holder, and who stands in; and the deputy's own post in another unit."""

    holder: Person
    deputy: Person
    post: Post
    unit: Unit


@pytest.fixture
def desk(db) -> Desk:
    tenant = Tenant.objects.create(slug="s", name="某市", full_name="某市人民政府", level="city")
    unit, other = (
        Unit.objects.create(tenant=tenant, code=code, kind="department", name=name)
        for code, name in (("1", "甲局"), ("2", "乙局"))
    )
    holder, deputy = (
        Person.objects.create(account=account, name=name, tenant=tenant)
        for account, name in (("holder", "王五"), ("deputy", "李四"))
    )
    post, own = Post.objects.create(unit=unit, title="岗位"), Post.objects.create(unit=other, title="本职")
    held = Holding.objects.create(person=holder, post=post, from_on=date(2020, 1, 1))  # Wednesday
    Holding.objects.create(person=deputy, post=own, from_on=date(2020, 1, 1))
    Holding.objects.create(person=deputy, post=post, from_on=FIRST, until_on=LAST, stands_in_for=held)
    return Desk(holder, deputy, post, unit)


def theirs(step: Step, actor: Actor, desk: Desk) -> bool:
    return is_theirs(step, actor, unit_id=desk.unit.pk, tenant_id=desk.unit.tenant_id)


class TestADeputy:
    @pytest.mark.parametrize(("workflow", "step", "role"), STEPS)
    def test_may_take_each_step_of_the_post_from_the_first_day_to_the_last(self, desk, workflow, step, role):
        desk.post.roles.create(role=role)
        for day in DAYS:
            holder = actor_for(desk.holder, desk.post.pk, day)
            deputy = actor_for(desk.deputy, desk.post.pk, day)
            assert theirs(step, holder, desk)
            assert theirs(step, deputy, desk)
            assert replace(deputy, person_id=holder.person_id) == holder
        for day in (BEFORE, AFTER):
            with pytest.raises(NotYourPost):
                actor_for(desk.deputy, desk.post.pk, day)
            own = actor_for(desk.deputy, None, day)  # without a role: nothing that a role opens
            assert not theirs(step, own, desk)

    @pytest.mark.parametrize(("workflow", "step", "role"), STEPS)
    def test_takes_no_power_of_the_post_along_to_the_own_one(self, desk, workflow, step, role):
        """On the same day, in the own post of another unit, the steps of the unit stay shut."""
        desk.post.roles.create(role=role)
        own = actor_for(desk.deputy, None, FIRST)
        assert own.post_id != desk.post.pk
        assert not theirs(step, own, desk)
        assert step.reach in set(Reach)

    def test_with_no_other_post_is_nobody_on_the_day_after(self, desk):
        Holding.objects.filter(person=desk.deputy, stands_in_for=None).delete()
        with pytest.raises(NoPostToday):
            actor_for(desk.deputy, None, AFTER)

    def test_whose_account_was_retired_is_nobody_at_once(self, desk):
        Person.objects.filter(pk=desk.deputy.pk).update(is_active=False)
        desk.deputy.refresh_from_db()
        with pytest.raises(NotYourPost):
            actor_for(desk.deputy, desk.post.pk, FIRST)


class TestNamesOfAbsent:
    def test_are_told_for_acts_in_the_post_on_these_days_alone(self, desk):
        days = [BEFORE, FIRST, LAST, AFTER]
        acts = [(desk.deputy.pk, desk.post.pk, day) for day in days]
        acts += [(desk.holder.pk, desk.post.pk, FIRST), (desk.deputy.pk, None, FIRST), (None, None, FIRST)]
        told = names_of_absent(acts)
        assert told == {(desk.deputy.pk, desk.post.pk, day): "王五" for day in (FIRST, LAST)}


@dataclass
class Walked:
    """How each page answers whoever holds a post, whoever stands in, and who did until yesterday."""

    answers: dict[str, dict[str, str]] = field(default_factory=dict)  # by address and person
    history: list[str] = field(default_factory=list)
    audit: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def walked(city, django_db_blocker, tmp_path_factory) -> Walked:
    day = city.day(tmp_path_factory.mktemp("deputies"))
    surface = override_settings(**settings_of(Surface.DESK))
    with django_db_blocker.unblock(), day as (people, things), surface:
        return walk(people, things)


def walk(people: Mapping[str, Person | None], things: Mapping[str, object]) -> Walked:
    today = timezone.localdate()
    everybody = {letters: people[letters] for letters in (*STOOD_IN_FOR, "po")}
    for letters in STOOD_IN_FOR:
        everybody[f"{letters} now"] = stand_in(people[letters], f"{letters}-now", until=today)
        everybody[f"{letters} late"] = stand_in(
            people[letters], f"{letters}-late", until=today - timedelta(days=1)
        )
    one = Client(raise_request_exception=False)
    visitors = {name: Visitor(one, signed_in(person)) for name, person in everybody.items()}
    seen = Walked()
    for address, is_closed in table_of(Surface.DESK).items():
        if is_closed or address.startswith(OF_THE_PERSON):
            continue
        path = visited(address, things)
        seen.answers[address] = {name: visitor.ask("GET", path)[0] for name, visitor in visitors.items()}
    act(everybody["ha now"], seen, today)
    return seen


def stand_in(absent: Person, account: str, *, until: date) -> Person:
    """Somebody with no post of their own, who stands in for a holder until the day."""
    held = Holding.objects.get(person=absent, stands_in_for=None)
    deputy = Person.objects.create(account=account, name=f"演示·{account}", tenant=absent.tenant)
    Holding.objects.create(
        person=deputy, post=held.post, from_on=date(2026, 2, 2), until_on=until, stands_in_for=held
    )
    return deputy


def act(deputy: Person, seen: Walked, today: date) -> None:
    """The deputy signs for a duty in the name of the post: what its history and the audit say then."""
    actor, now = actor_for(deputy, None, today), datetime(2026, 3, 2, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
    duty = DueItem.objects.filter(case__unit_id=actor.unit_id, case__state="issued").order_by("pk")[0]
    sign_duty(duty_id=duty.pk, version=duty.case.version, actor=actor, now=now)
    duty.case.refresh_from_db()
    seen.history = [entry.who for entry in timeline(duty.case, reader=Circle.STAFF)]
    with transaction.atomic():
        entry = record(UnitAdded(unit="1", name="演示"), actor=actor, at=now)
    seen.audit = [line.who for line in in_words(actor, [entry])]


def signed_in(person: Person) -> str:
    client = Client()
    client.force_login(person)
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


class TestTheDesk:
    @pytest.mark.parametrize("letters", STOOD_IN_FOR)
    def test_opens_to_a_deputy_as_to_the_holder(self, walked, letters):
        differ = {
            address: (told[letters], told[f"{letters} now"])
            for address, told in walked.answers.items()
            if told[letters] != told[f"{letters} now"]
        }
        assert differ == {}
        assert len(walked.answers) > 200

    @pytest.mark.parametrize("letters", STOOD_IN_FOR)
    def test_is_shut_on_the_day_after_the_last(self, walked, letters):
        """As for anybody without a post."""
        differ = {
            address: told[f"{letters} late"]
            for address, told in walked.answers.items()
            if told[f"{letters} late"] != told["po"]
        }
        assert differ == {}

    def test_says_in_the_history_who_acted_for_whom(self, walked):
        assert walked.history[-1].startswith("演示·ha-now 代 ")

    def test_says_in_the_audit_who_acted_for_whom(self, walked):
        assert walked.audit[0].startswith("演示·ha-now 代 ")
