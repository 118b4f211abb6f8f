"""The database's own refusal to change the audit: triggers, in the words of each database.

They stop a slip, a stray script and an account without the right to drop triggers; what an account
with that right does is found by `verify_audit`, which also says when a trigger is missing.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

LINES = "audit_auditentry"
HEAD = "audit_audithead"
REFUSED = "audit lines are append-only"

SQLITE_REFUSES = f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
SQLITE = {
    "audit_line_update": "BEFORE UPDATE ON audit_auditentry",
    "audit_line_delete": "BEFORE DELETE ON audit_auditentry",
    # INSERT OR REPLACE deletes without asking the trigger above
    "audit_line_replace": "BEFORE INSERT ON audit_auditentry "
    "WHEN EXISTS (SELECT 1 FROM audit_auditentry WHERE seq = NEW.seq)",
    "audit_head_back": "BEFORE UPDATE ON audit_audithead WHEN NEW.seq <> OLD.seq + 1 OR NEW.id <> OLD.id",
    "audit_head_delete": "BEFORE DELETE ON audit_audithead",
    "audit_head_replace": "BEFORE INSERT ON audit_audithead WHEN EXISTS (SELECT 1 FROM audit_audithead)",
}

POSTGRESQL_REFUSE = (
    "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
    f"BEGIN RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
)
POSTGRESQL_REFUSES = "EXECUTE FUNCTION audit_refuse()"
POSTGRESQL = {
    "audit_line_update": "BEFORE UPDATE OR DELETE ON audit_auditentry FOR EACH ROW",
    "audit_line_truncate": "BEFORE TRUNCATE ON audit_auditentry FOR EACH STATEMENT",
    "audit_head_back": "BEFORE UPDATE ON audit_audithead FOR EACH ROW "
    "WHEN (NEW.seq <> OLD.seq + 1 OR NEW.id <> OLD.id)",
    "audit_head_delete": "BEFORE DELETE ON audit_audithead FOR EACH ROW",
    "audit_head_truncate": "BEFORE TRUNCATE ON audit_audithead FOR EACH STATEMENT",
}


class DatabaseNotGuarded(RuntimeError):
    """The audit has no triggers for this kind of database; the house runs on SQLite and PostgreSQL."""


def put_up(connection: BaseDatabaseWrapper) -> None:
    """Create every trigger. A migration that rebuilds one of the tables calls this again at its end."""
    take_down(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_REFUSE)
        for name, rule in _rules(connection).items():
            cursor.execute(f"CREATE TRIGGER {name} {rule}")


def take_down(connection: BaseDatabaseWrapper) -> None:
    """Drop every trigger: for a migration that must touch the tables, and for the tests that forge lines."""
    with connection.cursor() as cursor:
        for name in _rules(connection):
            of = f" ON {_table_of(name)}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{of}")


def missing(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    """The triggers that do not stand, or are switched off."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT tgname FROM pg_trigger "
                "WHERE tgrelid IN (%s::regclass, %s::regclass) AND tgenabled IN ('O', 'A')",
                [LINES, HEAD],
            )
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        standing = {name for (name,) in cursor.fetchall()}
    return tuple(sorted(_rules(connection).keys() - standing))


def _rules(connection: BaseDatabaseWrapper) -> dict[str, str]:
    if connection.vendor not in {"sqlite", "postgresql"}:
        raise DatabaseNotGuarded(connection.vendor)
    when, refuses = (
        (POSTGRESQL, POSTGRESQL_REFUSES) if connection.vendor == "postgresql" else (SQLITE, SQLITE_REFUSES)
    )
    return {name: f"{rule} {refuses}" for name, rule in when.items()}


def _table_of(trigger: str) -> str:
    return LINES if trigger.startswith("audit_line") else HEAD
