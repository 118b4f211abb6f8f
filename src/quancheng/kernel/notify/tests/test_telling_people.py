"""Telling officials something, from a module's command to their inbox and their mail."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.notify import queries
from quancheng.kernel.notify.commands import (
    NotYourSetting,
    TooEarly,
    UnsoundWords,
    set_quiet_hours,
    set_words,
)
from quancheng.kernel.notify.models import Delivery, Notice
from quancheng.kernel.notify.policy import Channel, Policy
from quancheng.kernel.notify.ports import ask_for_phones
from quancheng.kernel.notify.sending import deliver_due
from quancheng.kernel.notify.telling import tell
from quancheng.kernel.notify.wording import Wording
from quancheng.kernel.orgs.models import Person
from quancheng.kernel.orgs.roles import AdminRole

from .conftest import NOON, ROW

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)  # Monday, 22:00 in Jinan
MORNING = datetime(2026, 3, 3, 0, 0, tzinfo=UTC)  # Tuesday, 08:00 in Jinan


@pytest.fixture
def say(kinds, people, city):
    def say(policy=Policy.PROMPT, *, at=NOON, to=None, title="一号事项", once=""):
        ids = [person.pk for person in (people if to is None else to)]
        return tell(
            person_ids=ids,
            kind=kinds[policy],
            facts={"title": title},
            about=ROW,
            at=at,
            tenant_id=city.pk,
            once=once,
        )

    return say


@pytest.fixture
def administrator(city):
    return Actor(kind=Kind.OFFICIAL, person_id=1, tenant_id=city.pk, roles=frozenset({AdminRole.SYSTEM}))


class TestTell:
    def test_reaches_each_person_once(self, say, people):
        assert say(to=[*people, people[0]]) == 3
        assert Notice.objects.count() == 3

    def test_keeps_the_words_their_version_and_the_facts(self, say, people):
        say(to=people[:1])
        notice = Notice.objects.get()
        assert (notice.subject, notice.body) == ("一号事项有更新", "“一号事项”今天有更新。")
        assert (notice.wording, notice.facts) == ("出厂 2024-01-01", {"title": "一号事项"})

    @pytest.mark.parametrize(
        ("policy", "channels"),
        [
            (Policy.QUIET, {"inbox"}),
            (Policy.DIGEST, {"inbox", "email"}),
            (Policy.PROMPT, {"inbox", "email"}),
            (Policy.URGENT, {"inbox", "email", "sms", "webhook"}),
            (Policy.REPLY, {"email"}),
        ],
    )
    def test_chooses_the_channels_by_the_policy(self, say, people, policy, channels):
        say(policy, to=people[:1])
        assert set(Delivery.objects.values_list("channel", flat=True)) == channels

    def test_tells_nobody_when_the_command_is_rolled_back(self, say):
        with transaction.atomic():
            say()
            transaction.set_rollback(True)
        assert not Notice.objects.exists()
        assert not DBTaskResult.objects.exists()

    def test_leaves_one_task_for_all_letters_and_none_without_letters(self, say):
        say(Policy.QUIET)
        say(Policy.DIGEST)
        assert DBTaskResult.objects.count() == 0
        say(Policy.PROMPT)
        assert DBTaskResult.objects.count() == 1

    def test_does_not_tell_of_one_cause_twice(self, say, people):
        say(to=people[:1], once="audit 7")
        assert say(once="audit 7") == 2
        assert Notice.objects.count() == 3

    def test_of_one_cause_cannot_be_written_twice_past_the_function(self, say, people):
        say(to=people[:1], once="audit 7")
        notice = Notice.objects.get()
        notice.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            notice.save(force_insert=True)

    def test_needs_every_fact_that_the_words_name(self, kinds, people, city):
        with pytest.raises(KeyError):
            tell(
                person_ids=[people[0].pk],
                kind=kinds[Policy.QUIET],
                facts={},
                about=ROW,
                at=NOON,
                tenant_id=city.pk,
            )

    def test_keeps_a_subject_of_many_lines_out_of_the_headers(self, say, people):
        say(to=people[:1], title="甲\r\nBcc: x@example.cn\r\n")
        assert deliver_due(now=NOON)
        assert "\n" not in mail.outbox[0].subject

    def test_costs_the_same_for_one_and_for_many(self, say, people, city, django_assert_max_num_queries):
        more = Person.objects.bulk_create(
            Person(account=f"m{no}", name="演示", email=f"m{no}@example.cn", tenant=city) for no in range(30)
        )
        with django_assert_max_num_queries(12) as for_one:  # savepoints included
            say(to=people[:1], once="a")
        with django_assert_max_num_queries(12) as for_many:
            say(to=more, once="b")
        assert len(for_one) == len(for_many)


class TestDeliverDue:
    def test_sends_a_letter_with_what_is_said_and_where_to_go(self, say, people):
        say(to=people[:1])
        deliver_due(now=NOON)
        (letter,) = mail.outbox
        assert letter.to == ["p0@example.cn"]
        assert letter.subject == "一号事项有更新"
        assert "“一号事项”今天有更新。" in letter.body
        assert "https://desk.example.cn" in letter.body
        assert "List-Unsubscribe" not in letter.extra_headers

    def test_sends_nothing_twice(self, say, ports):
        say()
        deliver_due(now=NOON)
        assert deliver_due(now=NOON + timedelta(days=1)) == 0
        assert len(ports[Channel.EMAIL].tried) == 3

    def test_waits_for_the_end_of_the_quiet_hours(self, say, people, ports):
        say(at=NIGHT, to=people[:1])
        deliver_due(now=NIGHT)
        assert ports[Channel.EMAIL].tried == []
        assert deliver_due(now=MORNING - timedelta(seconds=1)) == 0
        deliver_due(now=MORNING)
        assert ports[Channel.EMAIL].readers == ["p0@example.cn"]

    def test_of_the_day_waits_too_when_the_worker_comes_only_at_night(self, say, people, ports):
        say(at=NOON, to=people[:1])
        deliver_due(now=NIGHT)
        assert ports[Channel.EMAIL].tried == []

    def test_does_not_wait_with_what_is_urgent(self, say, people, ports):
        say(Policy.URGENT, at=NIGHT, to=people[:1])
        deliver_due(now=NIGHT)
        assert ports[Channel.EMAIL].readers == ["p0@example.cn"]
        assert ports[Channel.WEBHOOK].readers == ["p0"]

    def test_drops_what_is_not_true_any_more(self, say, people, ports, untrue, state_of):
        say(to=people[:1])
        untrue.add(ROW)
        deliver_due(now=NOON)
        assert ports[Channel.EMAIL].tried == []
        assert state_of() == [("email", "dropped", "事由已不存在"), ("inbox", "sent", "")]

    def test_drops_a_letter_to_a_person_who_left(self, say, people, state_of):
        say(Policy.REPLY, to=people[:1])
        Person.objects.update(is_active=False)
        deliver_due(now=NOON)
        assert state_of() == [("email", "dropped", "收件人账号已停用")]

    def test_drops_a_message_without_an_address_and_says_so(self, say, people, ports, state_of):
        ask_for_phones(lambda person_id: "")
        say(Policy.URGENT, to=people[:1])
        deliver_due(now=NOON)
        assert ("sms", "dropped", "没有登记可用的地址") in state_of()

    def test_sends_short_messages_to_the_number_that_the_register_knows(self, say, people, ports):
        ask_for_phones(lambda person_id: "13900000000")
        say(Policy.URGENT, to=people[:1])
        deliver_due(now=NOON)
        ask_for_phones(lambda person_id: "")
        assert ports[Channel.SMS].readers == ["13900000000"]

    def test_costs_a_fixed_number_of_queries_a_letter(
        self, say, people, ports, django_assert_max_num_queries
    ):
        say()
        with django_assert_max_num_queries(2 + 3 * 2):  # what is due, hours; claim and end of each letter
            deliver_due(now=NOON)


class TestInbox:
    def test_shows_an_official_their_own_newest_first(self, say, people, reader):
        say(to=people[:1], title="一")
        say(to=people[:2], title="二", at=NOON + timedelta(hours=1))
        say(Policy.REPLY, to=people[:1], title="三")
        assert [n.facts["title"] for n in queries.inbox_for(reader)] == ["二", "一"]

    def test_is_empty_for_a_stranger_a_citizen_and_a_passer_by(self, say, people):
        say()
        stranger = Actor(kind=Kind.OFFICIAL, person_id=people[-1].pk + 1, tenant_id=1)
        for actor in (stranger, Actor.citizen(people[0].pk), Actor.anonymous(), Actor.clockwork()):
            assert not queries.inbox_for(actor).exists()
            assert queries.unread_count(actor) == 0

    def test_counts_the_unread_in_one_query(self, say, reader, django_assert_num_queries):
        say()
        say(title="二")
        with django_assert_num_queries(1):
            assert queries.unread_count(reader) == 2

    def test_leads_to_the_records_in_one_query_for_the_notices(
        self, say, people, reader, django_assert_num_queries
    ):
        for _ in range(20):
            say(to=people[:1])
        with django_assert_num_queries(1):
            items = queries.opened(reader, list(queries.inbox_for(reader)))
        assert {item.linked.address for item in items} == {"/plan/jinan-2024-17/"}


class TestDeliveriesAbout:
    def test_prove_to_the_government_when_who_was_told(self, say, people, reader):
        say(to=people[:1])
        deliver_due(now=NOON)
        email = queries.deliveries_about(reader, ROW).get(channel="email")
        assert (email.state, email.ended_at, email.notice.to_person) == ("sent", NOON, people[0])
        assert email.receipt == mail.outbox[0].extra_headers["Message-ID"]

    def test_show_nothing_to_another_government(self, say, reader):
        say()
        other = Actor(kind=Kind.OFFICIAL, person_id=reader.person_id, tenant_id=reader.tenant_id + 1)
        assert not queries.deliveries_about(other, ROW).exists()


class TestSetWords:
    def set(self, kinds, actor, *, from_on=date(2026, 3, 3), subject="请看{title}", body="{title}"):
        words = Wording(from_on, subject, body)
        return set_words(kind=kinds[Policy.QUIET], wording=words, actor=actor, now=NOON)

    def test_tells_in_the_new_words_from_that_day_on(self, kinds, administrator, say, people):
        self.set(kinds, administrator)
        say(Policy.QUIET, to=people[:1])
        say(Policy.QUIET, to=people[:1], at=MORNING)
        told = Notice.objects.order_by("created_at").values_list("subject", "wording")
        assert list(told) == [("一号事项有更新", "出厂 2024-01-01"), ("请看一号事项", "第1版")]
        assert AuditEntry.objects.get().code == "notify.template.set"

    def test_leaves_other_governments_their_words(self, kinds, administrator, say, people):
        other = Actor(
            kind=Kind.OFFICIAL, person_id=1, tenant_id=administrator.tenant_id, roles=administrator.roles
        )
        self.set(kinds, other)
        assert self.set(kinds, other, subject="再看{title}").version == 2

    @pytest.mark.parametrize(
        ("wrong", "refusal"),
        [
            ({"body": "{phone}"}, UnsoundWords),
            ({"subject": ""}, UnsoundWords),
            ({"from_on": date(2026, 3, 1)}, TooEarly),
        ],
    )
    def test_is_refused_when_unsound_or_for_days_that_are_over(self, kinds, administrator, wrong, refusal):
        with pytest.raises(refusal):
            self.set(kinds, administrator, **wrong)
        assert not AuditEntry.objects.exists()

    def test_is_refused_to_a_stranger(self, kinds, reader):
        with pytest.raises(NotYourSetting):
            self.set(kinds, reader)


class TestSetQuietHours:
    def set(self, actor, from_on=date(2026, 3, 2)):
        return set_quiet_hours(
            starts=time(11), ends=time(14), from_on=from_on, source="演示", actor=actor, now=NOON
        )

    def test_makes_letters_wait_in_those_hours(self, administrator, say, people, ports):
        self.set(administrator)
        say(to=people[:1])
        deliver_due(now=NOON)
        assert ports[Channel.EMAIL].tried == []
        deliver_due(now=NOON + timedelta(hours=2))
        assert len(ports[Channel.EMAIL].tried) == 1
        assert AuditEntry.objects.get().code == "notify.quiet_hours.set"

    def test_is_refused_for_days_that_are_over(self, administrator):
        with pytest.raises(TooEarly):
            self.set(administrator, date(2026, 3, 1))

    def test_is_refused_to_a_stranger(self, reader):
        with pytest.raises(NotYourSetting):
            self.set(reader)
