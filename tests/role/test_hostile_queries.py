"""Whoever can send any statement as the role of the public surface reads and changes no more than its pages.

Each connection here signs in as the role: it was never anybody else, and cannot go back to it.
"""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege, RaiseException

from quancheng.shells.portal.role.of_kernel import NAMED
from quancheng.shells.portal.role.sql import GRANTS

pytestmark = pytest.mark.postgresql


def told(name: str) -> list[str]:
    lines = (Path(__file__).parent / name).read_text().splitlines()
    return [line for line in lines if line and not line.startswith("--")]


_COUNTED = "^:1:(citizens|disclosure|mailbox|portal|ui)[.]"
UNCHANGED = (  # granted for the rows that are named: of all others none changes
    "UPDATE notify_subscription SET ended_at = now(), end_reason = 'unsubscribed'",
    "UPDATE citizens_citizen SET password = 'x', phone_digest = 'x'",
    "UPDATE citizens_signin SET ended_at = NULL, seen_at = now(), end_reason = ''",
    "UPDATE citizens_code SET tries = 0, used_at = NULL, ended_at = NULL",
    "UPDATE mailbox_message SET citizen_id = 1",
    "UPDATE disclosure_request SET citizen_id = 1",
    "UPDATE disclosure_correction SET answer = 'x', answered_at = now()",
    "UPDATE disclosure_redirection SET wished_at = now(), wished_how = 'x', channel = 'internet'",
    "UPDATE casework_case SET state = 'closed', ended_on = now(), due_on = NULL, version = version + 1",
    f"UPDATE workbench_counted_tries SET value = 'x' WHERE cache_key !~ '{_COUNTED}'",
    f"DELETE FROM workbench_counted_tries WHERE cache_key !~ '{_COUNTED}'",
)
BY_NAME = {grant.table: grant for grant in GRANTS if NAMED in grant.rows}
COMPARED = [  # the columns of text in which a row can be named; emptied, they name nobody
    ("citizens_citizen", "phone_digest"), ("citizens_citizen", "email_digest"),
    ("citizens_code", "to_digest"), ("mailbox_message", "door"), ("mailbox_message", "once"),
    ("mailbox_message", "source"), ("disclosure_applicant", "lock"), ("disclosure_request", "door"),
    ("disclosure_request", "once"), ("disclosure_request", "source"), ("disclosure_onlinereceipt", "lock"),
    ("disclosure_onlineletter", "lock"), ("disclosure_verifiable", "door"), ("disclosure_ownrecord", "door"),
    ("disclosure_ownrecord", "once"), ("disclosure_ownrecord", "source"),
    ("disclosure_ownrecordclaim", "lock"), ("disclosure_ownrecordevidence", "lock"),
    ("notify_subscription", "address_digest"),
]  # fmt: skip
NEVER_EMPTY = {
    ("citizens_code", "to_digest"), ("mailbox_message", "door"), ("mailbox_message", "once"),
    ("disclosure_applicant", "lock"), ("disclosure_request", "door"), ("disclosure_request", "once"),
    ("disclosure_onlinereceipt", "lock"), ("disclosure_onlineletter", "lock"),
    ("disclosure_verifiable", "door"), ("disclosure_ownrecord", "door"), ("disclosure_ownrecord", "once"),
    ("disclosure_ownrecordclaim", "lock"), ("disclosure_ownrecordevidence", "lock"),
}  # fmt: skip
BLANKS = ["", " ", "  ", "   ", "\t", "\n", " \u3000 "]


@pytest.fixture
def stranger(copy) -> Iterator[psycopg.Connection]:
    with copy.connect(as_role=True) as connection:
        yield connection
        connection.rollback()


@pytest.fixture
def owner(copy) -> Iterator[psycopg.Connection]:
    with copy.connect(as_role=False) as connection:
        yield connection
        connection.rollback()


class TestTheRole:
    @pytest.mark.parametrize("statement", told("refused.sql"))
    def test_is_refused(self, copy, stranger, statement):
        with pytest.raises(InsufficientPrivilege):
            stranger.execute(statement.replace("{owner}", copy.owner).replace("{role}", copy.role))

    @pytest.mark.parametrize("statement", told("hidden.sql"))
    def test_finds_nothing_where_the_owner_does(self, stranger, owner, statement):
        assert owner.execute(statement).fetchall(), "the model city must hold what is asked for"
        assert stranger.execute(statement).fetchall() == []

    @pytest.mark.parametrize("statement", UNCHANGED)
    def test_changes_nothing_that_is_not_named(self, stranger, statement):
        assert stranger.execute(statement).rowcount == 0

    def test_cannot_switch_the_policies_off(self, stranger):
        stranger.execute("SET row_security = off")
        with pytest.raises(InsufficientPrivilege):
            stranger.execute("SELECT * FROM plan_plan")

    def test_moves_the_head_of_the_audit_only_ahead(self, stranger):
        with pytest.raises((RaiseException, psycopg.errors.IntegrityError)):
            stranger.execute("UPDATE audit_audithead SET seq = seq - 1")

    def test_sees_one_message_when_it_is_named_and_no_other(self, stranger, owner):
        [(number, door), *others] = owner.execute("SELECT number, door FROM mailbox_message").fetchall()
        assert others
        assert door
        stranger.execute("SELECT set_config('quancheng.named', %s, false)", [door])
        assert stranger.execute("SELECT number FROM mailbox_message").fetchall() == [(number,)]
        stranger.execute("SELECT set_config('quancheng.named', '', false)")
        assert stranger.execute("SELECT number FROM mailbox_message").fetchall() == []

    def test_sees_one_account_when_it_is_named_and_no_other(self, stranger, owner):
        [(number, pk), *others] = owner.execute("SELECT number::text, id FROM citizens_citizen").fetchall()
        assert others
        stranger.execute("SELECT set_config('quancheng.named', %s, false)", [number])
        assert stranger.execute("SELECT id FROM citizens_citizen").fetchall() == [(pk,)]
        assert {one for (one,) in stranger.execute("SELECT citizen_id FROM citizens_signin")} == {pk}
        assert {one for (one,) in stranger.execute("SELECT citizen_id FROM mailbox_message")} <= {pk}
        stranger.execute("SELECT set_config('quancheng.named', '', false)")
        assert stranger.execute("SELECT id FROM citizens_citizen").fetchall() == []

    def test_makes_of_no_request_that_was_taken_in_one_that_was_filed(self, stranger, owner):
        """The account has taken in a request by number and code; no statement opens its reply."""
        [(number,)] = owner.execute(
            "SELECT c.number::text FROM citizens_citizen c JOIN disclosure_request r ON r.citizen_id = c.id"
            " JOIN disclosure_onlinereceipt o ON o.request_id = r.id WHERE r.claimed_at IS NOT NULL"
        ).fetchall()
        stranger.execute("SELECT set_config('quancheng.named', %s, false)", [f"{number} x"])
        assert stranger.execute("SELECT count(*) FROM disclosure_request").fetchone() != (0,)
        assert stranger.execute("UPDATE disclosure_request SET claimed_at = NULL").rowcount == 0
        stranger.execute(
            "INSERT INTO disclosure_accountkey (citizen_id, about, lock, given_at)"
            " SELECT id, 'x', 'x', now() FROM citizens_citizen"
        )
        for table in ("onlinereceipt", "reply", "replyfile", "applicant"):
            assert stranger.execute(f"SELECT count(*) FROM disclosure_{table}").fetchone() == (0,)

    @pytest.mark.parametrize(
        "guess",
        ["1", "citizen", "", "%", "13800000001", "wang@example.cn", "00000000000000000000000000000000"],
    )
    def test_finds_no_account_by_what_can_be_guessed(self, stranger, guess):
        stranger.execute("SELECT set_config('quancheng.named', %s, false)", [guess])
        for table in ("citizens_citizen", "citizens_signin", "citizens_code"):
            assert stranger.execute(f"SELECT id FROM {table}").fetchall() == []

    @pytest.mark.parametrize("blank", BLANKS)
    def test_finds_nothing_by_the_name_of_nothing(self, stranger, blank):
        """An emptied digest is no name: neither of the row itself nor of what hangs on it."""
        guarded = [grant for grant in GRANTS if grant.reads and grant.has_policy]
        seen = {one.table: self._count(stranger, one.table) for one in guarded}
        stranger.execute("SELECT set_config('quancheng.named', %s, false)", [blank])
        assert {one.table: self._count(stranger, one.table) for one in guarded} == seen
        assert [seen[table] for table in BY_NAME] == [0] * len(BY_NAME)
        for table, grant in BY_NAME.items():
            for column in grant.update:
                statement = f'UPDATE "{table}" SET "{column}" = "{column}"'
                assert stranger.execute(statement).rowcount == 0, statement

    def _count(self, stranger, table):
        return stranger.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]

    def test_is_asked_about_rows_that_were_emptied(self, owner):
        """Else the test before would prove nothing; a policy that compares one more column comes in here."""
        told = [pair for pair in COMPARED if f"{pair[1]} = ANY" in BY_NAME[pair[0]].rows]
        assert told == COMPARED
        assert sum(grant.rows.count("= ANY") for grant in BY_NAME.values()) == len(COMPARED) + 3  # `number`
        for table, column in (pair for pair in COMPARED if pair not in NEVER_EMPTY):
            statement = f"SELECT count(*) FROM {table} WHERE {column} = ''"
            assert owner.execute(statement).fetchone()[0], statement

    def test_gives_a_message_that_it_can_name_to_no_account(self, stranger, owner):
        """Whoever can name a message reads it; into an account it goes by that account alone."""
        [door] = owner.execute(
            "SELECT door FROM mailbox_message WHERE citizen_id IS NULL AND door <> '' LIMIT 1"
        ).fetchone()
        stranger.execute("SELECT set_config('quancheng.named', %s, false)", [door])
        with pytest.raises(InsufficientPrivilege):
            stranger.execute("UPDATE mailbox_message SET citizen_id = 1 WHERE door = %s", [door])

    def test_reads_no_message_whose_number_it_guessed(self, stranger, owner):
        every = owner.execute("SELECT number, id, case_id FROM mailbox_message").fetchall()
        guessed = [str(word) for row in every for word in row]
        for told in (*guessed, " ".join(guessed)):
            stranger.execute("SELECT set_config('quancheng.named', %s, false)", [told])
            assert stranger.execute("SELECT text FROM mailbox_message").fetchall() == []
            assert stranger.execute("SELECT text FROM mailbox_reply").fetchall() == []

    @pytest.mark.parametrize("digest", ["md5({})", "encode(sha256({}::bytea), 'hex')", "''", "' '", "'{{}}'"])
    def test_makes_no_name_of_a_number_without_the_key(self, stranger, owner, digest):
        for (number,) in owner.execute("SELECT number FROM mailbox_message").fetchall():
            made = digest.format("%(number)s")
            told = {"number": number} if "%(number)s" in made else None
            stranger.execute(f"SELECT set_config('quancheng.named', {made}, false)", told)
            assert stranger.execute("SELECT count(*) FROM mailbox_message").fetchone() == (0,)

    def test_finds_no_digest_that_leads_to_a_message(self, stranger):
        found = stranger.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE column_name = 'door'"
        ).fetchall()
        doors = ("disclosure_ownrecord", "disclosure_request", "disclosure_verifiable", "mailbox_message")
        assert sorted(found) == [(table, "door") for table in doors]
        assert stranger.execute("SELECT door FROM mailbox_message").fetchall() == []

    def test_is_told_by_its_attributes(self, copy, owner):
        wanted = "rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication, rolinherit"
        row = owner.execute(f"SELECT {wanted} FROM pg_roles WHERE rolname = %s", [copy.role]).fetchone()
        assert row == (False,) * 6

    def test_sees_one_request_when_it_is_named_and_no_other(self, stranger, owner):
        [(number, door), *others] = owner.execute("SELECT number, door FROM disclosure_request").fetchall()
        assert others
        assert door
        self._name(stranger, door)
        assert stranger.execute("SELECT number FROM disclosure_request").fetchall() == [(number,)]
        self._name(stranger, "")
        assert stranger.execute("SELECT number FROM disclosure_request").fetchall() == []

    def test_learns_who_asks_by_no_number_and_code(self, stranger, owner):
        """Whoever holds both reads the request and all that stands beside it; by none of that who made it."""
        rows = owner.execute(
            "SELECT r.id, r.door, a.lock FROM disclosure_request r"
            " JOIN disclosure_applicant a ON a.request_id = r.id"
        ).fetchall()
        for request, door, lock in rows:
            self._name(stranger, door)
            [beside] = stranger.execute("SELECT id, once, source FROM disclosure_request").fetchall()
            assert beside[0] == request
            self._name(stranger, " ".join(str(word) for word in (door, *beside) if word))
            assert stranger.execute("SELECT name FROM disclosure_applicant").fetchall() == []
            self._name(stranger, lock)  # without its request it leads nowhere either
            assert stranger.execute("SELECT name FROM disclosure_applicant").fetchall() == []
            self._name(stranger, f"{door} {lock}")
            told = stranger.execute("SELECT request_id FROM disclosure_applicant").fetchall()
            assert told == [(request,)]

    def test_learns_who_wants_a_record_put_right_by_no_number_and_code(self, stranger, owner):
        """By nothing that stands beside the case, the digest of its form included, and by no lock alone."""
        rows = owner.execute(
            "SELECT r.id, r.door, c.lock FROM disclosure_ownrecord r"
            " JOIN disclosure_ownrecordclaim c ON c.own_record_id = r.id"
        ).fetchall()
        assert rows
        for own_record, door, lock in rows:
            self._name(stranger, door)
            [beside] = stranger.execute("SELECT id, once, source FROM disclosure_ownrecord").fetchall()
            assert beside[0] == own_record
            for words in (" ".join(str(word) for word in (door, *beside) if word), lock):
                self._name(stranger, words)
                for table in ("ownrecordclaim", "ownrecordevidence"):
                    assert stranger.execute(f"SELECT id FROM disclosure_{table}").fetchall() == []
            self._name(stranger, f"{door} {lock}")
            told = stranger.execute("SELECT own_record_id FROM disclosure_ownrecordclaim").fetchall()
            assert told == [(own_record,)]

    def test_writes_no_claim_and_no_evidence_to_a_case_that_it_can_name(self, stranger, owner):
        """Whoever holds number and code names the case; what is said of it is said by its form alone."""
        [(own_record, door)] = owner.execute(
            "SELECT id, door FROM disclosure_ownrecord WHERE door <> '' LIMIT 1"
        ).fetchall()
        self._name(stranger, door)
        [(once,)] = stranger.execute("SELECT once FROM disclosure_ownrecord").fetchall()
        self._name(stranger, f"{door} {once}")
        with pytest.raises(InsufficientPrivilege):
            stranger.execute(
                "INSERT INTO disclosure_ownrecordevidence (own_record_id, place, name, kind, size, content)"
                " VALUES (%s, 9, 'x', 'pdf', 1, 'x')",
                [own_record],
            )

    def test_reads_a_reply_by_the_last_signs_of_the_paper_alone(self, stranger, owner):
        [(door, once, lock)] = owner.execute(
            "SELECT r.door, r.once, o.lock FROM disclosure_onlinereceipt o"
            " JOIN disclosure_request r ON r.id = o.request_id"
        ).fetchall()
        questions = (
            "SELECT text FROM disclosure_reply", "SELECT title FROM disclosure_replyfile",
            "SELECT recipient FROM disclosure_onlinereceipt",
            "SELECT name FROM files_storedfile WHERE id IN (SELECT given_id FROM disclosure_replyfile)",
        )  # fmt: skip
        for words in (door, once, lock, f"{door} {once}", ""):
            self._name(stranger, words)
            assert [stranger.execute(one).fetchall() for one in questions] == [[]] * 4
        self._name(stranger, f"{door} {lock}")
        assert [len(stranger.execute(one).fetchall()) for one in questions] == [1] * 4
        [(shown,)] = stranger.execute(questions[3]).fetchall()
        originals = owner.execute(
            "SELECT s.name FROM disclosure_replyfile f JOIN files_storedfile s ON s.id = f.original_id"
        ).fetchall()
        assert (shown,) not in originals

    def test_reads_no_request_whose_number_it_guessed(self, stranger, owner):
        every = owner.execute(
            "SELECT r.number, r.id, r.case_id, a.proof_digest, a.phone_digest FROM disclosure_request r"
            " JOIN disclosure_applicant a ON a.request_id = r.id"
        ).fetchall()
        guessed = [str(word) for row in every for word in row if word]
        for told in (*guessed, " ".join(guessed)):
            self._name(stranger, told)
            for question in (
                "SELECT wanted FROM disclosure_request",
                "SELECT name FROM disclosure_applicant",
                "SELECT points FROM disclosure_correction",
            ):
                assert stranger.execute(question).fetchall() == []

    def test_gives_a_request_that_it_can_name_to_no_account(self, stranger, owner):
        [door] = owner.execute(
            "SELECT door FROM disclosure_request WHERE citizen_id IS NULL LIMIT 1"
        ).fetchone()
        self._name(stranger, door)
        with pytest.raises(InsufficientPrivilege):
            stranger.execute("UPDATE disclosure_request SET citizen_id = 1 WHERE door = %s", [door])

    def test_moves_no_case_but_that_of_the_named_request(self, stranger, owner):
        [door] = owner.execute("SELECT door FROM disclosure_request LIMIT 1").fetchone()
        self._name(stranger, door)
        changed = stranger.execute("UPDATE casework_case SET state = 'closed' WHERE state <> 'x'")
        assert changed.rowcount == 1
        with pytest.raises(InsufficientPrivilege):
            stranger.execute("UPDATE casework_case SET state = 'answered' WHERE state <> 'x'")

    def test_answers_a_correction_once(self, stranger, owner):
        owner.execute("UPDATE disclosure_correction SET answer = '', answered_at = NULL")
        owner.commit()  # whatever another test has answered
        [door] = owner.execute(
            "SELECT r.door FROM disclosure_request r JOIN disclosure_correction c ON c.request_id = r.id"
        ).fetchone()
        self._name(stranger, door)
        told = "UPDATE disclosure_correction SET answer = 'x', answered_at = now()"
        assert [stranger.execute(told).rowcount for _ in range(2)] == [1, 0]

    def test_reads_of_a_named_request_nothing_said_inside(self, stranger, owner):
        [door] = owner.execute(
            "SELECT r.door FROM disclosure_request r JOIN casework_caseline l ON l.case_id = r.case_id"
            " WHERE l.step = 'call_in'"
        ).fetchone()
        self._name(stranger, door)
        steps = {step for (step,) in stranger.execute("SELECT step FROM casework_caseline").fetchall()}
        assert "confirm" in steps
        assert "call_in" not in steps

    def _name(self, stranger, word):
        stranger.execute("SELECT set_config('quancheng.named', %s, false)", [word])
