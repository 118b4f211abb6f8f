import dataclasses
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from quancheng.kernel.audit import guard
from quancheng.kernel.audit.anchors import FILE, AnchorBroken, anchors_in
from quancheng.kernel.audit.chain import NOTHING_BEFORE, Line, hash_of
from quancheng.kernel.audit.event import AuditEvent
from quancheng.kernel.audit.models import AuditEntry, AuditHead
from quancheng.kernel.audit.record import SEAL, record
from quancheng.kernel.audit.verify import anchor_chain, verify_chain
from quancheng.kernel.audit.walk import Fault, Held, Kept, Walk
from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.crypto.port import UnknownKey, machine

MONDAY = date(2024, 3, 4)  # Monday 4 March 2024
OFFICIAL = Actor(kind=Kind.OFFICIAL, person_id=7, post_id=8, unit_id=9, tenant_id=1)


@dataclass(frozen=True, kw_only=True)
class NumberNoted(AuditEvent):
    code = "trial.number.noted"
    sentence = "记下{number}"

    number: int


def note(*numbers):
    for number in numbers:
        at = datetime(2024, 3, 4, 1, tzinfo=UTC) + timedelta(minutes=number)
        record(NumberNoted(number=number), actor=OFFICIAL, at=at)


@pytest.fixture
def chain(db):
    """Seven lines; an anchor after the fourth; the database's own refusal taken down by a forger."""
    note(1, 2, 3, 4)
    anchor_chain(on=MONDAY)
    note(5, 6, 7)
    assert verify_chain(batch=2).broken is None
    guard.take_down(connection)
    yield
    guard.put_up(connection)


def broken():
    found = verify_chain(batch=2).broken
    assert found is not None
    return found.seq, found.fault


def rewrite_from(seq):
    """Compute every hash anew from a line on, and move the head: all that a forger without a key can do."""
    previous = AuditEntry.objects.get(seq=seq - 1).hash if seq > 1 else NOTHING_BEFORE
    for entry in AuditEntry.objects.filter(seq__gte=seq).order_by("seq"):
        entry.previous = previous
        entry.hash = previous = hash_of(entry.as_line())
        entry.save()
    AuditHead.objects.update(seq=entry.seq, hash=entry.hash)


def seal_head():
    head = AuditHead.objects.get()
    AuditHead.objects.update(seal=machine().keyed_digest(head.sealed_text(), purpose=SEAL))


@pytest.mark.usefixtures("chain")
class TestVerifyAudit:
    @pytest.mark.parametrize(
        "change",
        [
            {"facts": {"number": 9}},
            {"facts": {}},
            {"person_id": 8},
            {"tenant_id": None},
            {"act_id": "x"},
            {"code": "trial.x"},
            {"actor_kind": "citizen"},
            {"about_kind": "trial.row", "about_ref": "1"},
            {"at": datetime(2024, 3, 5, tzinfo=UTC)},
            {"previous": "0" * 63 + "1"},
            {"hash": "0" * 63 + "1"},
        ],
    )
    def test_tells_a_changed_line(self, change):
        AuditEntry.objects.filter(seq=3).update(**change)
        assert broken() == (3, Fault.CONTENT)

    def test_tells_a_changed_line_whose_hash_was_computed_anew(self):
        entry = AuditEntry.objects.get(seq=5)
        entry.facts = {"number": 9}
        entry.hash = hash_of(entry.as_line())
        entry.save()
        assert broken() == (6, Fault.LINK)

    @pytest.mark.parametrize("seq", [1, 4, 6])
    def test_tells_a_deleted_line(self, seq):
        AuditEntry.objects.filter(seq=seq).delete()
        assert broken() == (seq, Fault.GAP)

    def test_tells_a_deleted_tail_by_the_head(self):
        AuditEntry.objects.filter(seq__gt=5).delete()
        assert broken() == (6, Fault.TAIL)

    def test_tells_a_deleted_tail_by_the_seal_when_the_head_was_moved(self):
        AuditEntry.objects.filter(seq__gt=5).delete()
        AuditHead.objects.update(seq=5, hash=AuditEntry.objects.get(seq=5).hash)
        assert broken() == (5, Fault.HEAD)

    def test_tells_a_deleted_tail_by_the_anchor_when_the_head_was_moved_and_sealed(self):
        AuditEntry.objects.filter(seq__gt=2).delete()
        AuditHead.objects.update(seq=2, hash=AuditEntry.objects.get(seq=2).hash)
        seal_head()
        assert broken() == (3, Fault.TAIL)

    def test_tells_that_everything_is_gone(self):
        AuditEntry.objects.all().delete()
        AuditHead.objects.all().delete()
        assert broken() == (1, Fault.TAIL)

    def test_tells_lines_that_changed_places(self):
        second, third = AuditEntry.objects.filter(seq__in=[2, 3]).order_by("seq")
        AuditEntry.objects.filter(seq=2).update(**contents(third))
        AuditEntry.objects.filter(seq=3).update(**contents(second))
        assert broken() == (2, Fault.CONTENT)

    def test_tells_lines_that_changed_places_and_were_hashed_anew(self):
        fifth, sixth = AuditEntry.objects.filter(seq__in=[5, 6]).order_by("seq")
        for one, other in ((fifth, sixth), (sixth, fifth)):
            moved = AuditEntry(**{**contents(other), "seq": one.seq, "previous": one.previous})
            moved.hash = hash_of(moved.as_line())
            moved.save()
        assert broken() == (6, Fault.LINK)

    def test_tells_a_chain_rewritten_from_its_beginning_by_the_anchor(self):
        AuditEntry.objects.filter(seq=1).update(facts={"number": 9})
        rewrite_from(1)
        seal_head()  # even by one who holds the key
        assert broken() == (4, Fault.ANCHOR)

    def test_tells_a_chain_rewritten_after_the_last_anchor_by_the_seal(self):
        AuditEntry.objects.filter(seq=6).update(facts={"number": 9})
        rewrite_from(6)
        assert broken() == (7, Fault.HEAD)

    def test_tells_a_line_too_many(self):
        entry = AuditEntry.objects.get(seq=7)
        more = AuditEntry(**{**contents(entry), "seq": 8, "previous": entry.hash})
        more.hash = hash_of(more.as_line())
        more.save(force_insert=True)
        assert broken() == (8, Fault.HEAD)

    def test_tells_a_line_before_the_first(self):
        AuditEntry(**{**contents(AuditEntry.objects.get(seq=1)), "seq": 0}).save(force_insert=True)
        assert broken() == (0, Fault.LINK)

    def test_tells_a_missing_head(self):
        AuditHead.objects.all().delete()
        assert broken() == (7, Fault.HEAD)

    def test_tells_a_missing_guard_when_every_line_is_sound(self):
        assert broken() == (0, Fault.GUARD)
        call_command("guard_audit", verbosity=0)
        assert verify_chain().broken is None

    @pytest.mark.skipif(connection.vendor != "sqlite", reason="other databases keep their types")
    @pytest.mark.parametrize(
        "forged",
        [
            "at = 'Monday'",
            "at = '2024-99-99 00:00:00'",
            "person_id = 'x'",
            'facts = \'{"number":3,"number":3}\'',
        ],
    )
    def test_tells_a_line_that_cannot_even_be_read(self, forged):
        connection.cursor().execute(f"UPDATE audit_auditentry SET {forged} WHERE seq = 3")
        assert broken() == (3, Fault.CONTENT)


def contents(entry):
    skipped = {"seq"}
    return {f.attname: getattr(entry, f.attname) for f in AuditEntry._meta.fields if f.attname not in skipped}


@pytest.mark.django_db
class TestASoundChain:
    def test_is_walked_in_batches_of_any_size(self):
        note(*range(1, 8))
        assert [verify_chain(batch=size).lines for size in (1, 3, 7, 100)] == [7, 7, 7, 7]

    def test_may_be_empty(self):
        assert verify_chain().broken is None

    def test_takes_a_bounded_number_of_queries(self, django_assert_max_num_queries):
        note(*range(1, 101))
        with django_assert_max_num_queries(5):  # a batch, the empty batch after it, the head, the guards
            verify_chain()


@pytest.mark.django_db
class TestTheAnchor:
    def test_of_a_day_is_written_once(self, own_anchors):
        note(1)
        first = anchor_chain(on=MONDAY)
        note(2)
        assert anchor_chain(on=MONDAY) == first
        assert anchor_chain(on=MONDAY + timedelta(days=1)).seq == 2
        assert [a.seq for a in anchors_in(own_anchors)] == [1, 2]

    def test_of_an_empty_chain_holds_that_there_was_nothing(self):
        assert anchor_chain(on=MONDAY).seq == 0
        note(1)
        assert verify_chain().broken is None

    @pytest.mark.parametrize(
        "forge",
        [
            lambda lines: [lines[0].replace(" 1 ", " 2 ", 1), *lines[1:]],
            lambda lines: lines[1:],
            lambda lines: [lines[1], lines[0], lines[2]],
            lambda lines: [lines[0], lines[2]],
            lambda lines: [*lines[:2], lines[2][:-5]],
            lambda lines: [*lines, "\n"],
            lambda lines: [*lines[:2], lines[2][:-6] + "aaaaa\n"],
        ],
    )
    def test_file_changed_is_told(self, own_anchors, forge):
        for number in (1, 2, 3):
            note(number)
            anchor_chain(on=MONDAY + timedelta(days=number))
        path = own_anchors / FILE
        path.write_text("".join(forge(path.read_text().splitlines(keepends=True))))
        with pytest.raises(AnchorBroken, match="行被改动"):
            verify_chain()

    def test_without_its_key_is_a_refusal(self, own_keys):
        note(1)
        anchor_chain(on=MONDAY)
        for key in own_keys.glob("*"):
            key.unlink()
        own_keys.rmdir()
        machine.cache_clear()
        with pytest.raises(UnknownKey):
            verify_chain()

    def test_is_not_written_over_a_broken_end(self):
        note(1, 2)
        anchor_chain(on=MONDAY)
        guard.take_down(connection)
        AuditEntry.objects.filter(seq=2).update(hash="0" * 64)
        with pytest.raises(AnchorBroken, match="verify_audit"):
            anchor_chain(on=MONDAY + timedelta(days=1))
        guard.put_up(connection)


class TestTheConsole:
    def test_says_one_sentence_when_all_is_well(self, db, capsys):
        note(1, 2)
        call_command("anchor_audit")
        capsys.readouterr()
        call_command("verify_audit")
        assert capsys.readouterr().out == "审计链完好，共2行，与1个锚一致。\n"

    def test_exits_1_and_names_the_line(self, chain, capsys):
        AuditEntry.objects.filter(seq=3).update(code="x")
        with pytest.raises(SystemExit) as left:
            call_command("verify_audit")
        assert left.value.code == 1
        assert capsys.readouterr().out == "审计链断裂：第3行的内容与本行摘要不符：内容被改动。\n"

    def test_tells_the_same_as_json(self, chain, capsys):
        AuditEntry.objects.filter(seq=3).update(code="x")
        with pytest.raises(SystemExit):
            call_command("verify_audit", "--json")
        told = json.loads(capsys.readouterr().out)
        assert told["intact"] is False
        assert (told["broken"]["seq"], told["broken"]["fault"], told["lines"], told["anchors"]) == (
            3,
            "content",
            2,
            1,
        )


def made(numbers):
    previous, lines = NOTHING_BEFORE, []
    for seq, number in enumerate(numbers, start=1):
        actor = ("official", 1, None, None, 1)
        at = datetime(2024, 3, 4, tzinfo=UTC)
        line = Line(seq, at, "trial.number.noted", "act", actor, None, {"number": number}, previous)
        previous = hash_of(line)
        lines.append(Kept(seq, line, previous))
    return lines


def first_break(lines, head):
    walk = Walk({})
    return next(filter(None, map(walk.meet, lines)), None) or walk.end(head)


NUMBERS = st.lists(st.integers(), min_size=1, max_size=12)


class TestTheLawsOfTheChain:
    @given(NUMBERS)
    def test_an_untouched_chain_holds(self, numbers):
        lines = made(numbers)
        assert first_break(lines, Held(len(lines), lines[-1].hash)) is None

    @given(NUMBERS, st.data())
    def test_no_line_can_be_left_out(self, numbers, data):
        lines = made(numbers)
        gone = data.draw(st.integers(0, len(lines) - 1))
        found = first_break(lines[:gone] + lines[gone + 1 :], Held(len(lines), lines[-1].hash))
        assert found is not None
        assert found.seq == gone + 1

    @given(NUMBERS, st.data())
    def test_no_number_can_be_changed(self, numbers, data):
        lines = made(numbers)
        place = data.draw(st.integers(0, len(lines) - 1))
        other = data.draw(st.integers().filter(lambda n: n != numbers[place]))
        line = dataclasses.replace(lines[place].line, facts={"number": other})
        lines[place] = dataclasses.replace(lines[place], line=line)
        assert first_break(lines, Held(len(lines), lines[-1].hash)).seq == place + 1

    @given(NUMBERS, st.integers())
    def test_no_other_chain_has_the_same_end(self, numbers, other):
        assert made([*numbers, other])[-1].hash != made(numbers)[-1].hash
