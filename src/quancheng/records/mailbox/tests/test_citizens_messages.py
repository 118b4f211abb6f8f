"""A message and the account that shows it to its sender: who may see it, and who learns nothing of it."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.citizens.claims import AlreadyYours, OfAnotherAccount
from quancheng.kernel.citizens.commands.codes import ask_code
from quancheng.kernel.citizens.commands.signing_in import sign_in_by_code
from quancheng.kernel.citizens.models import Citizen, Purpose
from quancheng.kernel.citizens.queries import NoSuchAccount, digits_of
from quancheng.kernel.citizens.ways import Address, Way
from quancheng.kernel.links.registry import resolve
from quancheng.records.mailbox.commands.claiming import (
    claim_message,
    detach_messages,
)
from quancheng.records.mailbox.models import Message
from quancheng.records.mailbox.queries.citizens import own_messages, own_messages_as_data
from quancheng.records.mailbox.queries.messages import NoSuchMessage, message_for, messages_for
from quancheng.records.mailbox.queries.senders import NoMatch, code_of
from quancheng.records.mailbox.tasks import detach
from quancheng.records.mailbox.tests.conftest import NOW, PASSER_BY, at, send, signed_in
from quancheng.records.mailbox.workflow import State

pytestmark = pytest.mark.django_db
TODAY = NOW.date()  # Monday 2 March 2026


def account(phone: str) -> Actor:
    """A citizen who came in by a code."""
    code = ask_code(address=Address(Way.PHONE, phone), purpose=Purpose.SIGN_IN, actor=PASSER_BY, now=NOW)
    opened = sign_in_by_code(
        number=code.number, digits=digits_of(code), notice="2026-11", device="手机", actor=PASSER_BY, now=NOW
    )
    return Actor.citizen(opened.sign_in.citizen_id)


@pytest.fixture
def citizen() -> Actor:
    return account("13800000001")


@pytest.fixture
def stranger() -> Actor:
    return account("13800000002")


def claimed(message: Message, actor: Actor, code: str = "") -> Message:
    told = code or code_of(message.number)
    return claim_message(number=message.number, code=told, actor=actor, now=NOW)


class TestSendMessage:
    def test_by_a_citizen_belongs_to_their_account(self, city, office, citizen):
        assert send(city, actor=citizen).citizen_id == citizen.citizen_id

    def test_by_an_official_or_a_passer_by_belongs_to_none(self, city, office):
        assert [send(city, actor=one, once=str(one.kind)).citizen_id for one in (office, PASSER_BY)] == [
            None,
            None,
        ]

    def test_says_nothing_of_the_account_in_the_audit(self, city, office, citizen):
        send(city, actor=citizen)
        line = AuditEntry.objects.get(code="mailbox.message.received")
        assert (line.actor_kind, line.person_id, set(line.facts)) == (
            "citizen",
            None,
            {"message", "kind", "days"},
        )


class TestClaimMessage:
    def test_gives_it_to_the_account(self, received, citizen):
        claimed(received, citizen)
        assert [one.number for one in own_messages(citizen, today=TODAY)] == [received.number]
        line = AuditEntry.objects.order_by("-seq")[0]
        assert (line.code, line.person_id) == ("mailbox.message.claimed", None)

    def test_is_refused_a_second_time(self, received, citizen, stranger):
        claimed(received, citizen)
        with pytest.raises(AlreadyYours):
            claimed(received, citizen)
        with pytest.raises(OfAnotherAccount):
            claimed(received, stranger)

    def test_is_refused_without_the_code(self, received, citizen):
        with pytest.raises(NoMatch):
            claimed(received, citizen, "AAAAAAAA")
        assert Message.objects.get().citizen is None

    def test_is_refused_to_who_has_no_account(self, received, office):
        for nobody in (PASSER_BY, office, Actor.citizen(999), Actor.clockwork()):
            with pytest.raises(NoSuchAccount):
                claimed(received, nobody)

    def test_is_refused_to_an_official_with_the_number_of_an_account(self, received, citizen, office):
        """Two registers have numbers of their own: the same number is not the same person."""
        with pytest.raises(NoSuchAccount):
            claimed(received, Actor(kind=office.kind, person_id=citizen.citizen_id))


class TestMessagesForACitizen:
    def test_are_those_of_the_account_alone(self, city, received, office, citizen, stranger):
        own = send(city, actor=citizen)
        assert list(messages_for(citizen)) == [own]
        assert list(messages_for(stranger)) == []
        with pytest.raises(NoSuchMessage):
            message_for(stranger, own.number)

    def test_tell_state_and_day(self, handed, citizen):
        claimed(handed, citizen)
        [line] = own_messages(citizen, today=TODAY)
        assert (line.state_says, line.unit, line.is_late) == ("办理中", "市财政局", False)
        assert line.due_on is not None
        [late] = own_messages(citizen, today=at("2026-04-01").date())
        assert late.is_late

    def test_tell_what_was_answered_but_no_draft(self, drafted, citizen, head):
        claimed(drafted, citizen)
        assert "电话已更正" not in str(list(own_messages_as_data(citizen)))

    def test_tell_the_answer(self, answered, citizen):
        claimed(answered, citizen)
        [line], [data] = own_messages(citizen, today=TODAY), own_messages_as_data(citizen)
        assert (line.is_answered, line.due_on) == (True, None)
        assert data["答复"][0]["内容"] == "电话已更正。"
        assert data["状态"] == "已答复"
        assert Message.objects.get().case.state == State.ANSWERED

    def test_stay_with_the_office_and_the_unit_as_before(self, received, citizen, office, clerk, neighbour):
        before = [set(messages_for(one)) for one in (office, clerk, neighbour)]
        claimed(received, citizen)
        assert [set(messages_for(one)) for one in (office, clerk, neighbour)] == before

    def test_lead_to_the_senders_page_alone(self, received, citizen, stranger):
        claimed(received, citizen)
        ref = RecordRef("mailbox.message", received.number)
        assert resolve(citizen, [ref])[ref].address == f"/mailbox/own/{received.number}/"
        assert resolve(stranger, [ref]) == {}


class TestOfficials:
    def test_are_shown_nothing_of_the_account(self, received, citizen, office, desk_surface):
        address = reverse("mailbox_desk:message", args=[received.number])
        before = signed_in(office).get(address)
        claimed(received, citizen)
        cache.clear()
        after = signed_in(office).get(address)
        assert before.status_code == after.status_code == 200
        assert _without_tokens(before.text) == _without_tokens(after.text)


def _without_tokens(page: str) -> str:
    main = page[page.index("<main") :]
    return "".join(line for line in main.splitlines() if "csrf" not in line)


class TestDetachMessages:
    def test_leaves_the_messages_and_no_way_back(self, received, citizen):
        claimed(received, citizen)
        assert detach_messages(actor=Actor.clockwork(), now=NOW) == 0  # the account is open
        Citizen.objects.update(phone_digest="", closed_at=NOW)
        assert detach_messages(actor=Actor.clockwork(), now=NOW) == 1
        assert (Message.objects.get().citizen, Message.objects.get().contact) == (None, "zhang@example.cn")
        assert AuditEntry.objects.order_by("-seq")[0].code == "mailbox.message.detached"

    def test_lets_the_sender_claim_them_again(self, received, citizen, stranger):
        claimed(received, citizen)
        Citizen.objects.filter(pk=citizen.citizen_id).update(phone_digest="", closed_at=NOW)
        detach(NOW)
        assert claimed(received, stranger).number == received.number

    def test_of_none_is_no_line_of_the_audit(self, received, citizen):
        count = AuditEntry.objects.count()
        assert detach_messages(actor=Actor.clockwork(), now=NOW) == 0
        assert AuditEntry.objects.count() == count
