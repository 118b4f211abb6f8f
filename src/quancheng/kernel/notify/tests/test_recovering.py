"""A worker dies half way, a gateway is away: nothing is lost, nothing goes twice where one can tell."""

import json
from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django_tasks_db.models import DBTaskResult

from quancheng.kernel.notify.filed import FiledSms
from quancheng.kernel.notify.models import Delivery, State
from quancheng.kernel.notify.policy import MOST_ATTEMPTS, Channel, Policy, wait_after
from quancheng.kernel.notify.ports import Undeliverable, Unreachable, ask_for_phones
from quancheng.kernel.notify.sending import AT_A_TIME, deliver_due
from quancheng.kernel.notify.telling import tell
from quancheng.kernel.orgs.models import Person

from .conftest import NOON, ROW

pytestmark = pytest.mark.django_db
LATER = NOON + wait_after(1)


class WorkerKilled(BaseException):
    """As if the power went."""


@pytest.fixture
def told(kinds, people, city):
    """One urgent letter by e-mail alone."""
    tell(
        person_ids=[people[0].pk],
        kind=kinds[Policy.REPLY],
        facts={"title": "一"},
        about=ROW,
        at=NOON,
        tenant_id=city.pk,
    )
    return Delivery.objects.get()


def die(fault_at, ports, channel=Channel.EMAIL):
    setattr(ports[channel], fault_at, WorkerKilled())
    with pytest.raises(WorkerKilled):
        deliver_due(now=NOON)
    setattr(ports[channel], fault_at, None)


class TestADeadWorker:
    @pytest.mark.parametrize("fault_at", ["fault", "fault_after"])
    def test_leaves_its_letter_to_the_next_under_the_same_key(self, told, ports, fault_at):
        die(fault_at, ports)
        deliver_due(now=LATER)
        told.refresh_from_db()
        assert told.state == State.SENT
        assert ports[Channel.EMAIL].tried == [told.key.hex] * 2
        assert len(ports[Channel.EMAIL].letters) == 1

    def test_keeps_its_lease_until_it_must_be_dead(self, told, ports):
        die("fault_after", ports)
        assert deliver_due(now=LATER - timedelta(seconds=1)) == 0

    def test_that_comes_back_late_does_not_undo_what_the_next_one_wrote(self, told, ports, monkeypatch):
        slow = ports[Channel.EMAIL]
        plain_send = slow.send

        def outlived(message, *, to):
            monkeypatch.setattr(slow, "send", plain_send)
            deliver_due(now=LATER)  # another worker takes over and finishes first
            return "late receipt"

        monkeypatch.setattr(slow, "send", outlived)
        deliver_due(now=NOON)
        told.refresh_from_db()
        assert (told.attempts, told.receipt) == (2, f"receipt {told.key.hex}")

    def test_that_was_only_slow_is_believed_when_the_next_one_found_nobody(self, told, ports, monkeypatch):
        slow = ports[Channel.EMAIL]
        plain_send = slow.send

        def outlived(message, *, to):
            monkeypatch.setattr(slow, "send", plain_send)
            slow.fault = Unreachable("连不上")
            deliver_due(now=LATER)
            return "late receipt"

        monkeypatch.setattr(slow, "send", outlived)
        deliver_due(now=NOON)
        told.refresh_from_db()
        assert (told.state, told.attempts, told.receipt) == (State.SENT, 2, "late receipt")

    def test_and_a_live_one_with_the_same_list_send_each_letter_once(
        self, kinds, people, city, ports, monkeypatch
    ):
        tell(
            person_ids=[person.pk for person in people[:2]],
            kind=kinds[Policy.REPLY],
            facts={"title": "一"},
            about=ROW,
            at=NOON,
            tenant_id=city.pk,
        )
        port = ports[Channel.EMAIL]
        plain_send = port.send

        def while_another_works(message, *, to):
            monkeypatch.setattr(port, "send", plain_send)
            deliver_due(now=NOON)  # takes the second letter, which the first worker has in its list
            return plain_send(message, to=to)

        monkeypatch.setattr(port, "send", while_another_works)
        deliver_due(now=NOON)
        assert len(port.tried) == len(port.letters) == 2

    def test_at_every_attempt_ends_in_a_failure_that_is_seen(self, told, ports, state_of):
        ports[Channel.EMAIL].fault = WorkerKilled()
        now = NOON
        for attempt in range(1, MOST_ATTEMPTS + 1):
            with pytest.raises(WorkerKilled):
                deliver_due(now=now)
            now += wait_after(attempt)
        deliver_due(now=now)
        assert state_of() == [("email", "failed", "多次发送均未成功")]

    def test_of_a_filed_message_leaves_one_file(self, kinds, people, city, own_folders, monkeypatch):
        ask_for_phones(lambda person_id: "13900000000")
        tell(
            person_ids=[people[0].pk],
            kind=kinds[Policy.URGENT],
            facts={"title": "一"},
            about=ROW,
            at=NOON,
            tenant_id=city.pk,
        )
        deliver_due(now=NOON)
        Delivery.objects.filter(channel=Channel.SMS).update(
            state=State.WAITING, ended_at=None, not_before=NOON
        )
        deliver_due(now=NOON)
        ask_for_phones(lambda person_id: "")
        (file,) = (own_folders / FiledSms.folder).iterdir()
        content = json.loads(file.read_text())
        assert (content["to"], content["subject"], content["facts"]) == (
            "13900000000",
            "一有更新",
            {"title": "一"},
        )

    def test_of_a_letter_sends_one_message_id(self, told):
        deliver_due(now=NOON)
        Delivery.objects.update(state=State.WAITING, ended_at=None, not_before=NOON)
        deliver_due(now=NOON)
        first, second = (letter.extra_headers["Message-ID"] for letter in mail.outbox)
        assert first == second == f"<{told.key.hex}@zwgk.example.cn>"

    def test_before_its_task_ran_leaves_the_row_from_which_the_real_worker_sends(self, told, drain):
        assert DBTaskResult.objects.count() == 1
        drain()
        assert len(mail.outbox) == 1
        assert DBTaskResult.objects.get().status == "SUCCESSFUL"


class TestAGateway:
    def test_that_is_away_is_asked_again_ever_later(self, told, ports):
        ports[Channel.EMAIL].fault = Unreachable("连不上")
        now = NOON
        for attempt in range(1, 4):
            deliver_due(now=now)
            told.refresh_from_db()
            assert (told.state, told.attempts, told.reason) == (State.WAITING, attempt, "连不上")
            assert told.not_before == now + wait_after(attempt)
            now = told.not_before
        ports[Channel.EMAIL].fault = None
        deliver_due(now=now)
        told.refresh_from_db()
        assert (told.state, told.reason) == (State.SENT, "")

    def test_that_refuses_the_address_is_not_asked_again(self, told, ports, state_of):
        ports[Channel.EMAIL].fault = Undeliverable("没有这个地址")
        deliver_due(now=NOON)
        assert state_of() == [("email", "failed", "没有这个地址")]

    def test_that_is_away_does_not_keep_others_waiting(self, kinds, people, city, ports, told):
        ports[Channel.EMAIL].fault = Unreachable("连不上")
        tell(
            person_ids=[people[1].pk],
            kind=kinds[Policy.URGENT],
            facts={"title": "二"},
            about=ROW,
            at=NOON,
            tenant_id=city.pk,
        )
        deliver_due(now=NOON)
        assert ports[Channel.WEBHOOK].readers == ["p1"]

    @pytest.mark.parametrize(
        ("fault", "state"),
        [
            (SMTPServerDisconnected("x"), State.WAITING),
            (ConnectionRefusedError("x"), State.WAITING),
            (SMTPRecipientsRefused({"p0@example.cn": (550, b"no")}), State.FAILED),
        ],
    )
    def test_of_mail_is_told_apart_by_its_fault(self, told, fault, state, monkeypatch):
        def refuse(*args, **kwargs):
            raise fault

        monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
        deliver_due(now=NOON)
        told.refresh_from_db()
        assert told.state == state

    def test_of_files_on_a_full_disk_is_away(self, told, own_folders):
        (own_folders / FiledSms.folder).write_text("a file where the folder should be")
        with pytest.raises(Unreachable):
            FiledSms().send(_message(told), to="1")


def _message(delivery):
    from quancheng.kernel.notify.letters import message_of

    return message_of(delivery, now=NOON)


class TestABacklog:
    def test_is_worked_off_in_batches(self, kinds, city, ports):
        many = Person.objects.bulk_create(
            Person(account=f"m{no}", name="演示", email=f"m{no}@example.cn", tenant=city)
            for no in range(AT_A_TIME + 1)
        )
        tell(
            person_ids=[person.pk for person in many],
            kind=kinds[Policy.PROMPT],
            facts={"title": "一"},
            about=ROW,
            at=NOON,
            tenant_id=city.pk,
        )
        assert [deliver_due(now=NOON) for _ in range(3)] == [AT_A_TIME, 1, 0]
        assert len(ports[Channel.EMAIL].letters) == AT_A_TIME + 1
