"""The database's own refusal to change the register of use: triggers, in the words of each database.

Lines of an invented government (演示) may leave with it, whole; nothing else does.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

REFUSED = "the register of use is append-only"
OF_USE = "SELECT is_demo FROM orgs_tenant WHERE id = OLD.tenant_id"
OF_SCAN = (
    "SELECT orgs_tenant.is_demo FROM orgs_tenant JOIN seals_use ON seals_use.tenant_id = orgs_tenant.id "
    "WHERE seals_use.id = OLD.use_id"
)
TABLES = {"seals_use": OF_USE, "seals_sealedscan": OF_SCAN}


def put_up(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers. A migration that rebuilds one of the tables calls this again at its end."""
    take_down(connection)
    with connection.cursor() as cursor:
        for table, is_demo in TABLES.items():
            rules = _postgresql if connection.vendor == "postgresql" else _sqlite
            for rule in rules(table, is_demo):
                cursor.execute(rule)


def take_down(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers: for a migration that must touch the tables."""
    with connection.cursor() as cursor:
        for table in TABLES:
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_kept ON {table}")
            else:
                for act in ("update", "delete"):
                    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_kept_{act}")


def _sqlite(table: str, is_demo: str) -> tuple[str, str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    is_real = f"NOT COALESCE(({is_demo}), 0)"
    return (
        f"CREATE TRIGGER {table}_kept_update BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_kept_delete BEFORE DELETE ON {table} WHEN {is_real} {refuse}",
    )


def _postgresql(table: str, is_demo: str) -> tuple[str, str]:
    leaves = f"IF TG_OP = 'DELETE' AND COALESCE(({is_demo}), false) THEN RETURN OLD; END IF;"
    refuse = f"RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation';"
    function = f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS"
    trigger = f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW"
    return f"{function} $$ BEGIN {leaves} {refuse} END $$", f"{trigger} EXECUTE FUNCTION {table}_refuse()"
