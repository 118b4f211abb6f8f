"""The list as statements of PostgreSQL: from nothing to exactly what is told, however it stood before."""

import re
from collections.abc import Iterator, Mapping, Sequence

from quancheng.kernel.basis.refusal import Refusal
from quancheng.shells.portal.role import of_kernel, of_records, of_wagtail
from quancheng.shells.portal.role.closed import CLOSED
from quancheng.shells.portal.role.grant import EVERY, Grant

GRANTS: tuple[Grant, ...] = (*of_kernel.GRANTS, *of_records.GRANTS, *of_wagtail.GRANTS)
Columns = Mapping[str, Sequence[str]]  # by table
_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
_POLICIES = ("public_reads", "public_inserts", "public_updates", "public_deletes")


class BadRoleName(Refusal):
    """A name that would have to be quoted everywhere."""

    code = "portal.bad_role_name"
    status = 422


class TablesNotListed(Refusal):
    """A table is in no list, or a list names one that is not there: nobody has decided about it."""

    code = "portal.tables_not_listed"
    status = 409


def faults(tables: Sequence[str]) -> list[str]:
    """What the lists and the database do not agree in, a sentence each."""
    granted = [grant.table for grant in GRANTS]
    found = [f"表 {one} 列了两次" for one in sorted({*granted}) if granted.count(one) > 1 or one in CLOSED]
    listed = {*granted, *CLOSED}
    found += [
        f"表 {one} 没有列入公众角色的清单：请在 quancheng/shells/portal/role 写明授予什么，或列入不开放的表"
        for one in sorted(set(tables) - listed)
    ]
    return found + [f"清单里的表 {one} 不在数据库中" for one in sorted(listed - set(tables))]


def statements(*, role: str, database: str, columns: Columns) -> Iterator[str]:
    """Everything in order, to be run in one transaction. Raises BadRoleName, TablesNotListed."""
    if not _NAME.fullmatch(role):
        raise BadRoleName("角色名只能用小写字母、数字和下划线，以字母开头，不超过63个字符", role=role)
    if found := faults(list(columns)):
        raise TablesNotListed("；".join(found))
    yield _made(role)
    yield from _nothing(role, database, columns)
    yield f'GRANT CONNECT ON DATABASE "{database}" TO {role}'
    yield f"GRANT USAGE ON SCHEMA public TO {role}"
    for grant in GRANTS:
        yield from _granted(grant, role, columns[grant.table])


def _made(role: str) -> str:
    """A role that signs in and is nobody else; its password is the operator's to set."""
    return (
        f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN "
        f"CREATE ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT NOREPLICATION NOBYPASSRLS; "
        "END IF; END $$"
    )


def _nothing(role: str, database: str, columns: Columns) -> Iterator[str]:
    yield f'REVOKE CREATE, TEMPORARY ON DATABASE "{database}" FROM PUBLIC, {role}'
    yield f"REVOKE CREATE ON SCHEMA public FROM PUBLIC, {role}"
    for kind in ("TABLES", "SEQUENCES"):
        yield f"REVOKE ALL ON ALL {kind} IN SCHEMA public FROM PUBLIC, {role}"
    for table, names in columns.items():
        listed = ", ".join(f'"{name}"' for name in names)
        yield f'REVOKE ALL ({listed}) ON "{table}" FROM {role}'
        yield from (f'DROP POLICY IF EXISTS {policy} ON "{table}"' for policy in _POLICIES)


def _granted(grant: Grant, role: str, every: Sequence[str]) -> Iterator[str]:
    rights = ["SELECT" + _listed(grant.columns_of(every))] if grant.reads else []
    rights += ["INSERT"] if grant.insert else []
    rights += ["UPDATE" + _listed(grant.update)] if grant.update else []
    rights += ["DELETE"] if grant.delete else []
    yield f'GRANT {", ".join(rights)} ON "{grant.table}" TO {role}'
    if not grant.has_policy:
        yield f'ALTER TABLE "{grant.table}" DISABLE ROW LEVEL SECURITY'
        return
    yield f'ALTER TABLE "{grant.table}" ENABLE ROW LEVEL SECURITY'
    for policy, kind, clause in _policies(grant):
        yield f'CREATE POLICY {policy} ON "{grant.table}" FOR {kind} TO {role} {clause}'


def _policies(grant: Grant) -> Iterator[tuple[str, str, str]]:
    if grant.reads:
        yield "public_reads", "SELECT", f"USING ({grant.rows})"
    if grant.insert:
        yield "public_inserts", "INSERT", f"WITH CHECK ({grant.insert})"
    if grant.update:
        before = _all_of(grant.rows, grant.changes)
        after = _all_of(grant.rows, grant.after or EVERY)
        yield "public_updates", "UPDATE", f"USING ({before}) WITH CHECK ({after})"
    if grant.delete:
        yield "public_deletes", "DELETE", f"USING ({grant.rows})"


def _all_of(*conditions: str) -> str:
    told = [one for one in conditions if one != EVERY]
    return " AND ".join(f"({one})" for one in told) or EVERY


def _listed(names: Sequence[str]) -> str:
    quoted = ", ".join(f'"{name}"' for name in names)
    return f" ({quoted})" if names else ""
