import dataclasses
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from quancheng.kernel.audit import guard
from quancheng.kernel.audit.chain import NOTHING_BEFORE, hash_of
from quancheng.kernel.audit.event import AuditEvent
from quancheng.kernel.audit.models import AuditEntry, AuditHead
from quancheng.kernel.audit.queries import (
    CHANGED,
    HIDDEN,
    entries_about,
    entries_for,
    entries_of_act,
    facts_in,
    sentence_of,
)
from quancheng.kernel.audit.record import record
from quancheng.kernel.audit.registry import CodeTaken, event_of, every_event
from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.reference import RecordRef

MONDAY = datetime(2024, 3, 4, 1, 2, 3, 4, tzinfo=UTC)  # Monday 4 March 2024
OFFICIAL = Actor(kind=Kind.OFFICIAL, person_id=7, post_id=8, unit_id=9, tenant_id=1, act_id="act-1")
SIBLING = Actor(kind=Kind.OFFICIAL, person_id=17, post_id=18, unit_id=19, tenant_id=2, act_id="act-2")
ROW = RecordRef("trial.row", "jinan-2024-17")


@dataclass(frozen=True, kw_only=True)
class RowMoved(AuditEvent):
    code = "trial.row.moved"
    sentence = "第{no}项延期至{until}，经办人{phone}，理由：{reason}"
    personal = frozenset({"reason", "phone"})

    no: str
    until: date
    reason: str
    phone: str | None = None

    def concerns(self):
        return RecordRef("trial.row", f"jinan-2024-{self.no}")


MOVED = RowMoved(no="17", until=date(2024, 6, 28), reason="施工图审查未完成", phone="13800000000")


@pytest.mark.django_db
class TestRecord:
    def test_writes_one_line_with_actor_act_and_record(self):
        entry = record(MOVED, actor=OFFICIAL, at=MONDAY)
        kept = AuditEntry.objects.get()
        assert kept == entry
        assert (kept.seq, kept.code, kept.act_id) == (1, "trial.row.moved", "act-1")
        assert (kept.actor_kind, kept.person_id, kept.post_id, kept.unit_id, kept.tenant_id) == (
            "official", 7, 8, 9, 1,
        )  # fmt: skip
        assert (kept.about_kind, kept.about_ref) == ("trial.row", "jinan-2024-17")

    def test_chains_each_line_to_the_one_before(self):
        first, second = (record(MOVED, actor=OFFICIAL, at=MONDAY) for _ in range(2))
        assert first.previous == NOTHING_BEFORE
        assert second.previous == first.hash
        for entry in AuditEntry.objects.all():  # as the database gives it back
            assert entry.hash == hash_of(entry.as_line())

    def test_moves_the_head(self):
        entry = record(MOVED, actor=OFFICIAL, at=MONDAY)
        head = AuditHead.objects.get()
        assert (head.seq, head.hash) == (1, entry.hash)
        assert head.seal.startswith("hmac-sm3:")

    def test_keeps_personal_fields_as_digests_only(self):
        entry = record(MOVED, actor=OFFICIAL, at=MONDAY)
        assert "13800000000" not in str(entry.facts)
        assert "施工图" not in str(entry.facts)
        assert entry.facts["no"] == "17"
        assert entry.facts["until"] == {"date": "2024-06-28"}

    def test_is_undone_with_its_command(self):
        with transaction.atomic():
            record(MOVED, actor=OFFICIAL, at=MONDAY)
            transaction.set_rollback(True)
        assert not AuditEntry.objects.exists()
        assert AuditHead.objects.get().seq == 0

    def test_refuses_an_instant_without_its_zone(self):
        with pytest.raises(TypeError, match="time zone"):
            record(MOVED, actor=OFFICIAL, at=datetime(2024, 3, 4))  # noqa: DTZ001

    def test_refuses_a_fact_without_exact_text(self):
        with pytest.raises(TypeError, match="float"):
            record(dataclasses.replace(MOVED, no=1.5), actor=OFFICIAL, at=MONDAY)

    def test_takes_the_record_it_is_told_before_the_events_own(self):
        other = RecordRef("trial.task", "3")
        assert record(MOVED, actor=OFFICIAL, at=MONDAY, about=other).about_kind == "trial.task"

    def test_gives_the_clockwork_an_act_of_its_own(self):
        first, second = (record(MOVED, actor=Actor.clockwork(1), at=MONDAY) for _ in range(2))
        assert first.act_id
        assert first.act_id != second.act_id


def refused(sql):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        connection.cursor().execute(sql)


@pytest.mark.django_db
class TestTheDatabase:
    @pytest.mark.parametrize(
        "slip",
        [
            "UPDATE audit_auditentry SET code = 'x'",
            "DELETE FROM audit_auditentry",
            "UPDATE audit_audithead SET seq = 0",
            "DELETE FROM audit_audithead",
        ],
    )
    def test_refuses_to_change_or_delete(self, slip):
        record(MOVED, actor=OFFICIAL, at=MONDAY)
        refused(slip)
        assert AuditEntry.objects.get().code == "trial.row.moved"

    @pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own way to overwrite a row")
    @pytest.mark.parametrize("table", ["audit_auditentry", "audit_audithead"])
    def test_refuses_insert_or_replace(self, table):
        record(MOVED, actor=OFFICIAL, at=MONDAY)
        refused(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")

    @pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL knows TRUNCATE")
    @pytest.mark.parametrize("table", ["audit_auditentry", "audit_audithead"])
    def test_refuses_truncate(self, table):
        refused(f"TRUNCATE {table}")

    def test_refuses_a_save_of_a_line_that_stands(self):
        entry = record(MOVED, actor=OFFICIAL, at=MONDAY)
        entry.code = "trial.other"
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            entry.save()

    def test_knows_when_a_guard_is_missing(self):
        assert guard.missing(connection) == ()
        guard.take_down(connection)
        assert "audit_line_update" in guard.missing(connection)
        guard.put_up(connection)
        assert guard.missing(connection) == ()


@pytest.mark.django_db(transaction=True)
class TestATestWithRealTransactions:
    @pytest.mark.parametrize("turn", ["first", "second"])
    def test_leaves_an_empty_and_guarded_chain(self, turn):
        assert not AuditEntry.objects.exists()
        assert guard.missing(connection) == ()
        assert record_in_transaction().seq == 1


def record_in_transaction():
    with transaction.atomic():
        return record(MOVED, actor=OFFICIAL, at=MONDAY)


@pytest.mark.django_db
class TestReading:
    def test_shows_an_official_the_lines_of_the_own_government(self):
        entry = record(MOVED, actor=OFFICIAL, at=MONDAY)
        assert list(entries_for(OFFICIAL)) == [entry]
        assert list(entries_about(ROW, actor=OFFICIAL)) == [entry]
        assert list(entries_of_act("act-1", actor=OFFICIAL)) == [entry]

    @pytest.mark.parametrize("stranger", [SIBLING, Actor.anonymous(), Actor.citizen(7)])
    def test_shows_a_stranger_nothing(self, stranger):
        record(MOVED, actor=OFFICIAL, at=MONDAY)
        assert not entries_for(stranger).exists()
        assert not entries_about(ROW, actor=stranger).exists()

    def test_tells_the_line_without_what_is_personal(self):
        entry = record(MOVED, actor=OFFICIAL, at=MONDAY)
        assert sentence_of(entry) == f"第17项延期至2024-06-28，经办人{HIDDEN}，理由：{HIDDEN}"

    def test_tells_the_line_with_the_record(self):
        entry = record(MOVED, actor=OFFICIAL, at=MONDAY)
        told = {"reason": "施工图审查未完成", "phone": "13800000000"}
        assert (
            sentence_of(entry, told=told)
            == "第17项延期至2024-06-28，经办人13800000000，理由：施工图审查未完成"
        )

    def test_does_not_show_a_text_that_is_no_longer_the_recorded_one(self):
        entry = record(MOVED, actor=OFFICIAL, at=MONDAY)
        assert sentence_of(entry, told={"reason": "另一个理由"}).endswith(CHANGED)

    def test_gives_facts_back_in_their_types(self):
        facts = facts_in(record(MOVED, actor=OFFICIAL, at=MONDAY))
        assert facts["until"] == date(2024, 6, 28)

    def test_tells_a_line_whose_event_is_gone_by_its_code(self):
        assert sentence_of(AuditEntry(code="trial.row.forgotten", facts={})) == "trial.row.forgotten"


class TestEventClasses:
    def test_are_known_by_code(self):
        assert event_of("trial.row.moved") is RowMoved

    def test_may_not_share_a_code(self):
        with pytest.raises(CodeTaken, match=r"trial\.row\.moved"):
            type("Another", (AuditEvent,), {"code": "trial.row.moved", "__module__": __name__})

    def test_may_be_abstract(self):
        @dataclass(frozen=True, kw_only=True)
        class Something(AuditEvent):
            amount: Decimal

        assert Something not in every_event()
