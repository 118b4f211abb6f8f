"""The database as it is: its tables, the role that is made in it, and who this process is there."""

from django.db import connection, transaction

from quancheng.kernel.basis.refusal import Refusal
from quancheng.shells.portal.role.sql import Columns, statements

_TABLES = (
    "SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum) FROM pg_class c "
    "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped "
    "WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f') "
    "GROUP BY c.relname ORDER BY c.relname"
)
_TOO_MUCH = (
    "SELECT r.rolsuper OR r.rolbypassrls, r.rolcreaterole OR r.rolcreatedb OR r.rolreplication, "
    "EXISTS (SELECT FROM pg_class c WHERE c.relowner = r.oid), "
    "EXISTS (SELECT FROM pg_auth_members m WHERE m.member = r.oid) FROM pg_roles r WHERE r.rolname = {role}"
)
_SAID = ("绕过行级安全", "能建立角色或数据库", "是表的所有者", "属于其他角色")


class NotOnPostgresql(Refusal):
    """SQLite has no roles: there the two surfaces share a file."""

    code = "portal.not_on_postgresql"


class RoleMayTooMuch(Refusal):
    """The role that stands already has rights that no list takes from it."""

    code = "portal.role_may_too_much"


def role_statements(role: str) -> list[str]:
    """What would be run. Raises NotOnPostgresql, BadRoleName, TablesNotListed."""
    if connection.vendor != "postgresql":
        raise NotOnPostgresql("公众角色只用于 PostgreSQL；SQLite 没有数据库角色，两个界面共用一个文件")
    database = str(connection.settings_dict["NAME"])
    return list(statements(role=role, database=database, columns=_columns()))


def make_role(role: str) -> int:
    """Make the role, or bring it in step with the list; how many statements ran.

    Raises NotOnPostgresql, BadRoleName, TablesNotListed, RoleMayTooMuch.
    """
    told = role_statements(role)
    if found := what_is_too_much(role):
        raise RoleMayTooMuch(f"角色 {role} 已经存在，而且{'、'.join(found)}；请换一个名称，或先收回这些权限")
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in told:
            cursor.execute(statement)
    return len(told)


def what_is_too_much(role: str = "") -> list[str]:
    """What the role may that no process of the public surface should; empty: whom this process is there."""
    with connection.cursor() as cursor:
        cursor.execute(_TOO_MUCH.format(role="%s" if role else "current_user"), [role] if role else [])
        row = cursor.fetchone() or (False,) * len(_SAID)
    return [said for said, is_so in zip(_SAID, row, strict=True) if is_so]


def _columns() -> Columns:
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        return dict(cursor.fetchall())
