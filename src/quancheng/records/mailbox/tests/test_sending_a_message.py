"""A message comes in: numbered, counted, sealed, and with somebody who must answer it."""

from datetime import date

import pytest
from django.db import connection

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.orgs.models import Holding, Tenant
from quancheng.records.mailbox.commands.limits import set_limit
from quancheng.records.mailbox.commands.nightly import erase_sources
from quancheng.records.mailbox.commands.sending import NothingThere, SentAlready, TooManyMessages
from quancheng.records.mailbox.models import Message
from quancheng.records.mailbox.queries.offices import NobodyReceives
from quancheng.records.mailbox.queries.senders import NoMatch, code_of, status_of
from quancheng.records.mailbox.rules.kinds import Kind
from quancheng.records.mailbox.rules.limits import Rule
from quancheng.records.mailbox.tests.conftest import NOW, TEXT, at, send

pytestmark = pytest.mark.django_db


def raw(column: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM mailbox_message")
        return str(cursor.fetchone()[0])


class TestSendMessage:
    def test_opens_a_case_of_the_office_with_a_last_day(self, city, received):
        case = received.case
        assert (case.state, case.unit.name, case.tenant) == ("received", "市政府办公厅", city)
        assert case.due_on == date(2026, 3, 5)  # Thursday: three working days after Monday
        assert (received.limit_days, received.kind, received.wish) == (3, "", Kind.FAULT)

    @pytest.mark.parametrize(
        ("kind", "due"),
        [
            (Kind.QUESTION, date(2026, 3, 9)),  # Monday
            (Kind.SUGGESTION, date(2026, 3, 16)),  # Monday
            (Kind.COMPLAINT, date(2026, 3, 23)),  # Monday
        ],
    )
    def test_counts_by_its_kind(self, city, office, kind, due):
        assert send(city, wish=kind).case.due_on == due

    def test_keeps_name_and_contact_unreadable(self, received):
        assert raw("name").startswith("qc1.sm4-gcm.")
        assert "example" not in raw("contact")
        again = Message.objects.get(pk=received.pk)
        assert (again.name, again.contact) == ("张三丰", "zhang@example.cn")

    def test_keeps_no_network_address(self, received):
        assert raw("source").startswith("hmac-sm3:")
        assert "203.0.113" not in raw("source")

    def test_tells_the_office_without_the_text(self, received, office):
        notice = Notice.objects.get(kind="mailbox.arrived")
        assert notice.to_person_id == office.person_id
        assert TEXT[:6] not in notice.body + notice.subject

    def test_is_one_line_of_the_audit_without_a_word_of_it(self, received):
        [entry] = AuditEntry.objects.filter(code__startswith="mailbox.")
        assert (entry.code, entry.about_ref) == ("mailbox.message.received", received.number)
        assert not any(word in str(entry.facts) for word in (TEXT, "张三丰", "zhang@"))

    def test_twice_by_one_form_is_one_message(self, city, office):
        first, second = send(city, once="a" * 32), send(city, once="a" * 32)
        assert first == second
        assert Message.objects.count() == 1

    @pytest.mark.parametrize(
        "other",
        [
            {"text": "另一件事：路灯不亮。"},
            {"wish": Kind.QUESTION},
            {"about": RecordRef("plan.row", "nowhere-1")},
            {"name": "李四"},
            {"contact": "13800000000"},
            {"contact": "li@example.cn"},
        ],
    )
    def test_another_by_the_same_form_is_refused(self, city, office, other):
        first = send(city, once="a" * 32)
        with pytest.raises(SentAlready) as refused:
            send(city, once="a" * 32, **other)
        assert refused.value.sentence == "这个页面已经提交过一件留言；如要再写一件，请再提交一次"
        assert list(Message.objects.all()) == [first]

    def test_to_another_government_by_the_same_form_is_refused(self, city, office, district):
        send(city, once="a" * 32)
        with pytest.raises(SentAlready):
            send(Tenant.objects.get(slug="dong"), once="a" * 32)

    def test_about_a_record_that_is_not_there_is_refused(self, city, office):
        with pytest.raises(NothingThere):
            send(city, about=RecordRef("plan.row", "nowhere-1"))
        assert not Message.objects.exists()

    def test_is_refused_where_nobody_receives(self, city, office):
        Holding.objects.all().delete()
        with pytest.raises(NobodyReceives):
            send(city)

    def test_is_refused_when_one_source_sends_too_many(self, city, office):
        for _ in range(10):
            send(city)
        with pytest.raises(TooManyMessages):
            send(city)
        assert send(city, source="203.0.113.8").number  # another network is not kept out
        assert send(city, now=at("2026-03-03")).number  # nor the same one on the next day

    def test_is_refused_when_the_day_is_full(self, city, office, office_head):
        told = {"rule": Rule.A_DAY, "value": 2, "from_on": date(2026, 3, 3), "source": "试"}
        set_limit(**told, actor=office_head, now=NOW)
        for number in range(2):
            send(city, now=at("2026-03-03"), source=f"203.0.113.{number}")
        with pytest.raises(TooManyMessages):
            send(city, now=at("2026-03-03", "23:59"), source="203.0.113.99")
        assert send(city, now=at("2026-03-04", "00:01"), source="203.0.113.99").number


class TestStatusOf:
    def test_shows_the_sender_how_it_stands(self, received):
        status = status_of(received.number, code_of(received.number))
        assert (status.state_says, status.due_on, len(status.history)) == ("待分类", date(2026, 3, 5), 1)

    def test_forgives_how_it_is_typed(self, received):
        code = code_of(received.number)
        typed = f" {code[:4].lower()} {code[4:].lower()} "
        assert status_of(received.number.replace("-", " "), typed).message == received

    def test_answers_a_wrong_number_as_a_wrong_code(self, received):
        code = code_of(received.number)
        said = set()
        for number, tried in ((received.number, "AAAAAAAA"), ("20260302-00000", code), ("", ""), ("x", "龙")):
            with pytest.raises(NoMatch) as refused:
                status_of(number, tried)
            said.add(refused.value.sentence)
        assert len(said) == 1

    def test_knows_codes_of_numbers_that_do_not_exist_no_better(self, received):
        with pytest.raises(NoMatch):
            status_of("20260302-99999", code_of("20260302-99999"))


class TestEraseSources:
    def test_forgets_the_days_before(self, received):
        assert erase_sources(actor=Actor.clockwork(), now=at("2026-03-02", "23:00")) == 0
        assert erase_sources(actor=Actor.clockwork(), now=at("2026-03-03", "02:40")) == 1
        assert raw("source") == ""
        assert erase_sources(actor=Actor.clockwork(), now=at("2026-03-04", "02:40")) == 0
