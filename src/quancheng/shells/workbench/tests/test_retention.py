"""What the house keeps: terms and holds at the desk, and what a night erases."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt, AccessFailureLog
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import DatabaseError, transaction
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as bounded
from hypothesis import strategies as st

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.audit.verify import verify_chain
from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.orgs.models import AdminSeat, Holding, Person, Tenant
from quancheng.kernel.retention import commands, queries
from quancheng.kernel.retention.jobs import erase
from quancheng.kernel.retention.kinds import (
    LAW_OF_LOGS,
    Fate,
    Least,
    LogTooShort,
    Measure,
    Sample,
    kind_called,
    kinds,
    register,
)
from quancheng.kernel.retention.kinds import Kind as Kept
from quancheng.kernel.retention.models import Hold, Term
from quancheng.records.mailbox.public import Kind as Wish
from quancheng.records.mailbox.public import send_message, set_message_aside
from quancheng.shells.workbench.models import CountedTry
from quancheng.shells.workbench.tests.test_orgs import government, seat, signed_in, unit_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # Monday, 9 in the morning in Jinan
DAY = timedelta(days=1)
TOMORROW = date(2026, 3, 3)  # Tuesday
SENDER, FAILURE = "mailbox.sender", "door.failure"
MOST_QUERIES = 62  # three for each kind of a government, beside those of the page


@pytest.fixture(autouse=True)
def no_anchors(settings, tmp_path):
    settings.AUDIT_ANCHORS = tmp_path / "anchors"


@pytest.fixture
def city() -> Tenant:
    return government("c")


@pytest.fixture
def office(city) -> Holding:
    return seat(unit_of(city, "9", "演示市政府办公厅"), "负责人", "office", role="openness_head")


def admin(tenant: Tenant, role: str) -> Person:
    person = Person.objects.create(account=f"{role}-{tenant.slug}", name="演示管理员", tenant=tenant)
    AdminSeat.objects.create(tenant=tenant, role=role, person=person)
    return person


def acting(person: Person, *roles: str) -> Actor:
    return Actor(kind=Kind.OFFICIAL, person_id=person.pk, tenant_id=person.tenant_id, roles=frozenset(roles))


@pytest.fixture
def security(city) -> Actor:
    return acting(admin(city, "security"), "security")


@pytest.fixture
def head(office) -> Actor:
    held = office.post.unit
    return Actor(
        kind=Kind.OFFICIAL, person_id=office.person_id, post_id=office.post_id, unit_id=held.pk,
        tenant_id=held.tenant_id, roles=frozenset({"openness_head"}),
    )  # fmt: skip


def message(tenant: Tenant, head: Actor, *, over: bool = True) -> Model:
    """A message with the name of its sender; set aside on the same Monday, unless it is not over."""
    sent = send_message(
        tenant_id=tenant.pk, wish=Wish.FAULT, text="电话打不通，请更正。", name="张三丰",
        contact="zhang@example.cn", wants_mail=True, once=uuid.uuid4().hex, source=uuid.uuid4().hex,
        actor=Actor.anonymous(), now=NOW,
    )  # fmt: skip
    if over:
        set_message_aside(number=sent.number, version=sent.case.version, reason="重复", actor=head, now=NOW)
    return sent


def term(actor: Actor, kind: str = SENDER, value: int = 12, from_on: date = TOMORROW) -> Term:
    return commands.set_term(
        kind=kind, value=value, from_on=from_on, source="档案分类方案", actor=actor, now=NOW
    )


def held(actor: Actor, ref: str = "", kind: str = SENDER) -> Hold:
    return commands.set_hold(kind=kind, ref=ref, reason="信访复查", actor=actor, now=NOW)


def anew(sent: Model):
    return type(sent).objects.get(pk=sent.pk)


def name_of(sent: Model) -> str:
    return anew(sent).name


def months(count: int) -> datetime:
    return Measure.MONTHS.before(NOW, -count)


class TestSetTerm:
    def test_holds_from_its_day_on(self, city, security):
        term(security)
        kind = kind_called(SENDER)
        assert queries.term_of(kind, tenant_id=city.pk, on=NOW.date()).is_sample
        now = queries.term_of(kind, tenant_id=city.pk, on=TOMORROW)
        assert (now.value, now.is_sample, now.erases) == (12, False, True)
        assert AuditEntry.objects.last().code == "retention.term.set"

    def test_is_refused_when_the_law_asks_for_more(self, security):
        with pytest.raises(commands.TooShort, match="至少保存6个月（《网络安全法》第二十一条）"):
            term(security, FAILURE, 5)
        assert term(security, FAILURE, 6)

    def test_is_refused_for_today(self, security):
        with pytest.raises(commands.TooEarly):
            term(security, from_on=date(2026, 3, 2))

    def test_is_refused_twice_for_one_day(self, security):
        term(security)
        with pytest.raises(commands.SetAlready):
            term(security, value=24)

    def test_is_refused_for_what_is_kept_for_good(self, security):
        with pytest.raises(commands.KeptForGood):
            term(security, "audit.line")

    @pytest.mark.parametrize("role", ["handler", "head", "openness_office", "openness_head", "audit"])
    def test_is_refused_to_others(self, office, role):
        with pytest.raises(queries.NotYours):
            term(acting(office.person, role))
        assert not Term.objects.exists()

    def test_of_what_the_house_has_together_the_longest_holds(self, city, security):
        other = acting(admin(government("west"), "system"), "system")
        term(security, FAILURE, 8)
        term(other, FAILURE, 12)
        assert queries.term_of(kind_called(FAILURE), tenant_id=None, on=TOMORROW).value == 12


class TestLogsOfSecurity:
    """《网络安全法》第二十一条: not less than six months, whoever would have it otherwise."""

    def test_stay_six_months_even_when_a_shorter_term_was_written_past_the_command(self, city, security):
        Term.objects.create(
            tenant=city, kind=FAILURE, from_on=date(2026, 3, 1), value=1, source="手改",
            set_by_id=security.person_id, set_at=NOW,
        )  # fmt: skip
        AccessFailureLog.objects.create(username="li", user_agent="x", http_accept="", path_info="/")
        written = AccessFailureLog.objects.get().attempt_time
        erase(written + 170 * DAY)
        assert AccessFailureLog.objects.count() == 1
        erase(written + 190 * DAY)
        assert AccessFailureLog.objects.count() == 0

    def test_of_the_audit_stay_for_good_on_both_databases(self, security):
        term(security, FAILURE, 6)
        lines = AuditEntry.objects.count()
        assert kind_called("audit.line").fate is Fate.KEEP
        erase(timezone.now() + 9999 * DAY)
        assert AuditEntry.objects.count() >= lines
        with pytest.raises(DatabaseError), transaction.atomic():
            AuditEntry.objects.all().delete()

    @pytest.mark.parametrize(
        "told",
        [
            {"sample": Sample(5, "x"), "least": Least(6, "x")},
            {"sample": Sample(6, "x"), "least": Least(5, "x")},
            {"sample": Sample(6, "x")},
            {"sample": Sample(200, "x"), "least": Least(200, "x"), "measure": Measure.DAYS},
            {},
        ],
    )
    def test_cannot_be_registered_to_go_earlier(self, told):
        kind = {"measure": Measure.MONTHS, "fate": Fate.ERASE, **told}
        with pytest.raises(LogTooShort):
            register(Kept(code="x.log", says="x", keeps="x", law=LAW_OF_LOGS, rows=lambda _: None, **kind))
        assert "x.log" not in {one.code for one in kinds()}


class TestSetHold:
    def test_keeps_the_record_whole(self, city, head, security):
        kept, gone = message(city, head), message(city, head)
        term(security)
        held(head, kept.number)
        erase(months(13))
        assert (name_of(kept), name_of(gone)) == ("张三丰", "")
        assert anew(kept).erased_at is None

    def test_of_a_kind_keeps_every_record(self, city, head, security):
        kept = message(city, head)
        term(security)
        held(security)
        assert erase(months(13)) == 0
        assert name_of(kept) == "张三丰"

    def test_is_refused_for_what_is_not_there(self, head):
        with pytest.raises(commands.NothingToHold):
            held(head, "20260302-00000")

    def test_is_refused_for_a_record_of_another_government(self, city, head):
        sent = message(city, head)
        with pytest.raises(commands.NothingToHold):
            held(acting(admin(government("west"), "system"), "system"), sent.number)

    def test_is_refused_twice(self, city, head):
        held(head)
        with pytest.raises(commands.HeldAlready):
            held(head)

    @pytest.mark.parametrize("role", ["handler", "head", "openness_office", "audit"])
    def test_is_refused_to_others(self, office, role):
        with pytest.raises(queries.NotYours):
            held(acting(office.person, role))

    def test_writes_its_reason_as_a_digest_alone(self, city, head):
        sent = message(city, head)
        held(head, sent.number)
        line = AuditEntry.objects.last()
        assert (line.code, line.about_ref) == ("retention.hold.set", sent.number)
        assert "信访" not in str(line.facts)


class TestLiftHold:
    def test_lets_the_term_hold_again(self, city, head, security):
        sent = message(city, head)
        term(security)
        hold = held(head, sent.number)
        commands.lift_hold(hold_id=hold.pk, reason="已办结", actor=security, now=NOW)
        assert erase(months(13)) == 1
        assert name_of(sent) == ""

    def test_is_refused_to_a_stranger_and_twice(self, city, head):
        hold = held(head)
        stranger = acting(admin(government("west"), "system"), "system")
        with pytest.raises(queries.NoSuchHold):
            commands.lift_hold(hold_id=hold.pk, reason="误设", actor=stranger, now=NOW)
        commands.lift_hold(hold_id=hold.pk, reason="误设", actor=head, now=NOW)
        with pytest.raises(queries.NoSuchHold):
            commands.lift_hold(hold_id=hold.pk, reason="误设", actor=head, now=NOW)


class TestEraseDue:
    def test_takes_names_and_contacts_and_leaves_the_rest(self, city, head, security):
        sent = message(city, head)
        term(security)
        erase(months(12) - DAY)
        assert name_of(sent) == "张三丰"
        erase(months(12))
        now = anew(sent)
        assert (now.name, now.contact, now.wants_mail, now.text) == ("", "", False, sent.text)
        line = AuditEntry.objects.last()
        assert (line.code, line.tenant_id) == ("retention.data.erased", city.pk)
        assert (line.facts["count"], line.facts["spared"]) == (1, 0)

    def test_never_takes_what_is_not_over(self, city, head, security):
        sent = message(city, head, over=False)
        term(security)
        assert erase(months(600)) == 0
        assert name_of(sent) == "张三丰"

    def test_waits_for_a_term_of_the_government(self, city, head):
        message(city, head)
        assert erase(months(600)) == 0

    def test_again_changes_nothing_and_writes_nothing(self, city, head, security):
        message(city, head)
        term(security)
        assert erase(months(13)) == 1
        lines = AuditEntry.objects.count()
        assert erase(months(14)) == 0
        assert AuditEntry.objects.count() == lines

    def test_goes_by_batches_with_a_line_each(self, city, head, security, monkeypatch):
        monkeypatch.setattr(commands, "BATCH", 2)
        for _ in range(3):
            message(city, head)
        term(security)
        assert erase(months(13)) == 3
        told = AuditEntry.objects.filter(code="retention.data.erased").order_by("seq")
        assert [line.facts["count"] for line in told] == [2, 1]

    def test_tidies_the_door(self, city, security):
        AccessFailureLog.objects.create(username="li", user_agent="x", http_accept="", path_info="/")
        AccessAttempt.objects.create(
            username="li", user_agent="x", http_accept="", path_info="/", failures_since_start=3
        )
        person = Person.objects.get(pk=security.person_id)
        for key, days in (("gone", -9), ("stands", 9)):
            at = timezone.now() + days * DAY
            Session.objects.create(session_key=key, session_data="", expire_date=at)
            UserSession.objects.create(
                session_key=key, user=person, ip="203.0.113.7", user_agent="x",
                created_at=timezone.now() - 9 * DAY,
            )  # fmt: skip
        cache.set("tries", 3, 1)
        erase(timezone.now() + 2 * DAY)
        assert [one.session_key for one in Session.objects.all()] == ["stands"]
        assert [one.session_key for one in UserSession.objects.all()] == ["stands"]
        assert (AccessFailureLog.objects.count(), AccessAttempt.objects.count()) == (1, 1)
        assert CountedTry.objects.count() == 0
        erase(timezone.now() + 8 * DAY)
        assert (AccessFailureLog.objects.count(), AccessAttempt.objects.count()) == (1, 0)
        erase(timezone.now() + 190 * DAY)
        assert AccessFailureLog.objects.count() == 0


@bounded(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=st.lists(st.tuples(st.booleans(), st.booleans()), max_size=4), after=st.integers(0, 30))
def test_the_chain_stands_and_held_records_stay_whatever_is_erased(city, head, security, plan, after):
    """Whichever messages are over or held, on any night: the chain verifies, a hold beats the term."""
    sent = [(message(city, head, over=over), over, is_held) for over, is_held in plan]
    for one, _, is_held in sent:
        if is_held:
            held(head, one.number)
    if not Term.objects.exists():
        term(security)
    night = months(after)
    erase(night)
    for one, over, is_held in sent:
        is_due = over and not is_held and after >= 12
        assert name_of(one) == ("" if is_due else "张三丰")
    assert erase(night) == 0
    assert verify_chain().broken is None


class TestTheKinds:
    def test_say_what_the_page_needs(self):
        for kind in kinds():
            assert kind.says, kind.keeps
            assert "《" in kind.law
            assert (kind.fate is Fate.KEEP) == (kind.sample is None)
            assert not kind.is_too_short(kind.sample.value) if kind.sample else True

    def test_count_in_the_database(self, city):
        for kind in kinds():
            queries.line_of(kind, tenant_id=city.pk, now=NOW)
            assert queries.due_now(kind, tenant_id=city.pk, now=NOW) == []


def url(name: str, *args: object) -> str:
    return reverse(f"workbench:{name}", args=args)


class TestTheDoor:
    @pytest.mark.parametrize("role", ["handler", "head", "openness_office", "reviewer"])
    def test_is_shut_to_others(self, city, role):
        client = signed_in(seat(unit_of(city, "8", "演示市财政局"), "岗位", role, role=role).person)
        assert client.get(url("retention")).status_code == 403
        assert client.get(url("retention_kind", SENDER)).status_code == 403
        assert client.post(url("retention_term", SENDER), told()).status_code == 403
        assert url("retention") not in client.get(url("my_work")).content.decode()

    @pytest.mark.parametrize("role", ["system", "security", "audit"])
    def test_is_open_to_administrators(self, city, role):
        client = signed_in(admin(city, role))
        page = client.get(url("retention_kind", SENDER)).content.decode()
        assert client.get(url("retention")).status_code == 200
        assert ("设定期限" in page) == (role != "audit")
        assert url("retention") in client.get(url("my_work")).content.decode()


def told(**more: object) -> dict[str, object]:
    coming = timezone.localdate() + DAY
    return {"value": 36, "from_on": coming.isoformat(), "source": "档案分类方案", **more}


class TestThePages:
    @pytest.fixture
    def client(self, city) -> Client:
        return signed_in(admin(city, "system"))

    def test_show_every_kind_with_few_queries(self, client, django_assert_max_num_queries):
        client.get(url("retention"))
        with django_assert_max_num_queries(MOST_QUERIES):
            page = client.get(url("retention")).content.decode()
        assert all(kind.says in page for kind in kinds())
        assert "样例" in page

    def test_set_a_term(self, client):
        assert client.post(url("retention_term", SENDER), told()).status_code == 302
        assert (
            "36个月（档案分类方案；演示管理员设定）"
            in client.get(url("retention_kind", SENDER)).content.decode()
        )

    def test_show_what_is_refused_with_what_was_entered(self, client):
        answer = client.post(url("retention_term", FAILURE), told(value=3))
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "登录失败日志至少保存6个月" in page
        assert 'value="3"' in page

    def test_hold_and_lift(self, client, city, head):
        sent = message(city, head)
        assert client.post(url("retention_hold", SENDER), {"ref": "x", "reason": "诉讼"}).status_code == 422
        assert (
            client.post(url("retention_hold", SENDER), {"ref": sent.number, "reason": "诉讼"}).status_code
            == 302
        )
        hold = Hold.objects.get()
        assert sent.number in client.get(url("retention_kind", SENDER)).content.decode()
        assert client.post(url("retention_lift", hold.pk), {}).status_code == 422
        assert (
            client.post(url("retention_lift", hold.pk), {f"lift{hold.pk}-reason": "撤诉"}).status_code == 302
        )
        assert client.post(url("retention_lift", hold.pk), {}).status_code == 404

    def test_name_what_would_be_erased(self, client, city, head, security):
        sent = message(city, head)
        Term.objects.create(
            tenant=city, kind=SENDER, from_on=date(2026, 3, 3), value=1, source="方案",
            set_by_id=security.person_id, set_at=NOW,
        )  # fmt: skip
        page = client.get(url("retention_kind", SENDER)).content.decode()
        assert "今晚清除1件" in page
        assert sent.number in page

    def test_do_not_know_other_kinds(self, client):
        assert client.get(url("retention_kind", "nothing")).status_code == 404
