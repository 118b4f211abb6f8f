"""The database's own refusal to change the register of use: triggers, in the words of each database."""

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("seals_use", "seals_sealedscan")
REFUSED = "the register of use is append-only"
FUNCTION = (
    "CREATE OR REPLACE FUNCTION seals_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
    f"BEGIN RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
)


def put_up(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers. A migration that rebuilds one of the tables calls this again at its end."""
    take_down(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
            for table in TABLES:
                cursor.execute(
                    f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table} "
                    "FOR EACH ROW EXECUTE FUNCTION seals_refuse()"
                )
            return
        for table in TABLES:
            for act in ("UPDATE", "DELETE"):
                cursor.execute(
                    f"CREATE TRIGGER {table}_kept_{act.lower()} BEFORE {act} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
                )


def take_down(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers: for a migration that must touch the tables."""
    with connection.cursor() as cursor:
        for table in TABLES:
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_kept ON {table}")
            else:
                for act in ("update", "delete"):
                    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_kept_{act}")
