"""Somebody has decided about every table, and the statements are those of the list."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from config import environment
from quancheng.kernel.audit.registry import event_of, subscribers_of
from quancheng.kernel.orgs.models import Tenant
from quancheng.shells.demo import checks as demo
from quancheng.shells.demo.checks import no_demo_in_production
from quancheng.shells.portal.role import checks
from quancheng.shells.portal.role.closed import CLOSED
from quancheng.shells.portal.role.grant import Grant
from quancheng.shells.portal.role.of_kernel import EVENTS, TASKS
from quancheng.shells.portal.role.sql import GRANTS, BadRoleName, TablesNotListed, faults, statements

COLUMNS = {table: ["id"] for table in (*CLOSED, *(grant.table for grant in GRANTS))}


class TestTheList:
    @pytest.mark.django_db
    def test_names_every_table_of_the_database(self):
        tables = connection.introspection.table_names()
        assert faults([one for one in tables if "_fts" not in one]) == []  # an index that SQLite alone has

    def test_says_so_when_a_migration_adds_one(self):
        [sentence] = faults([*COLUMNS, "plan_secret"])
        assert "plan_secret" in sentence
        assert "没有列入公众角色的清单" in sentence

    def test_says_so_when_one_is_gone(self):
        assert "不在数据库中" in faults(list(COLUMNS)[1:])[0]

    def test_lets_in_every_task_that_an_act_of_the_public_starts(self):
        started = {task.module_path for code in EVENTS for task in subscribers_of(event_of(code))}
        assert sorted(started - {*TASKS}) == []

    def test_gives_a_reason_for_each(self):
        assert [grant.table for grant in GRANTS if not grant.why] == []
        assert all(CLOSED.values())


class TestTheStatements:
    def test_refuse_a_table_about_which_nobody_has_decided(self):
        with pytest.raises(TablesNotListed):
            list(statements(role="public_role", database="x", columns={**COLUMNS, "plan_secret": ["id"]}))

    @pytest.mark.parametrize("name", ["", "Public", 'x"; DROP', "1x", "x" * 64])
    def test_refuse_a_name_that_needs_quoting(self, name):
        with pytest.raises(BadRoleName):
            list(statements(role=name, database="x", columns=COLUMNS))

    def test_refuse_a_column_that_is_not_there(self):
        with pytest.raises(ValueError, match="gone"):
            Grant(table="t", why="w", only=("gone",)).columns_of(["id"])


class TestTheConsole:
    def test_says_that_sqlite_has_no_roles(self, db):
        if connection.vendor == "postgresql":
            pytest.skip("this house runs on PostgreSQL")
        with pytest.raises(CommandError, match="PostgreSQL"):
            call_command("public_role", name="quancheng_public")

    @pytest.mark.postgresql
    def test_prints_what_it_would_run(self, copy, as_owner):
        said = StringIO()
        as_owner(lambda: call_command("public_role", name=copy.role, sql=True, stdout=said))
        assert said.getvalue().startswith("BEGIN;\nDO $$")
        assert said.getvalue().rstrip().endswith("COMMIT;")

    @pytest.mark.postgresql
    def test_refuses_the_owner_as_the_public_role(self, copy, as_owner):
        with pytest.raises(CommandError, match="所有者"):
            as_owner(lambda: call_command("public_role", name=copy.owner))


class TestTheCheck:
    @pytest.fixture(autouse=True)
    def real(self, settings):
        settings.IN_PRODUCTION, settings.SURFACE = True, "public"

    @pytest.mark.postgresql
    def test_is_silent_under_the_role_and_warns_under_the_owner(self, as_owner, as_role):
        assert as_role(checks.public_is_not_the_owner) == []
        [warning] = as_owner(checks.public_is_not_the_owner)
        assert (warning.id, "所有者" in warning.msg) == ("portal.W001", True)

    @pytest.mark.postgresql
    def test_of_demo_accounts_is_left_to_the_desk(self, as_role, monkeypatch):
        assert [one.id for one in as_role(no_demo_in_production, None)] == ["demo.E001"]
        monkeypatch.setattr(demo, "demo_tenants", Tenant.objects.none)
        assert [one.id for one in as_role(no_demo_in_production, None)] == ["demo.I002"]

    @pytest.mark.postgresql
    def test_asks_nothing_of_the_desk(self, settings, as_owner):
        settings.SURFACE = "desk"
        assert as_owner(checks.public_is_not_the_owner) == []


class TestTheEnvironment:
    @pytest.fixture(autouse=True)
    def told(self, monkeypatch):
        monkeypatch.setenv("QUANCHENG_DATABASE", "postgresql://owner@host/name")
        monkeypatch.setenv("QUANCHENG_PUBLIC_DATABASE", "postgresql://visitor@host/name")
        monkeypatch.delenv("SURFACE", raising=False)
        monkeypatch.delenv("QUANCHENG_SURFACE", raising=False)

    @pytest.mark.parametrize(("surface", "who"), [("public", "visitor"), ("desk", "owner"), ("", "owner")])
    def test_gives_each_process_its_own_address(self, monkeypatch, surface, who):
        monkeypatch.setenv("SURFACE", surface)
        assert environment.read().database_url == f"postgresql://{who}@host/name"

    def test_falls_back_to_the_one_address(self, monkeypatch):
        monkeypatch.setenv("SURFACE", "public")
        monkeypatch.delenv("QUANCHENG_PUBLIC_DATABASE")
        assert environment.read().database_url == "postgresql://owner@host/name"
