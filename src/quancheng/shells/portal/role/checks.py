"""`manage.py check --deploy`: the public surface of a real house is not the owner of its tables."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage
from django.core.checks import Warning as Doubt
from django.db import DatabaseError, connection

from quancheng.shells.portal.role.standing import what_is_too_much


def public_is_not_the_owner(**_: Any) -> list[CheckMessage]:
    """A warning when a fault in a public page could read and change whatever the owner can."""
    if settings.SURFACE != "public" or not settings.IN_PRODUCTION or connection.vendor != "postgresql":
        return []
    try:
        found = what_is_too_much()
    except DatabaseError as fault:
        return [Doubt(f"the database does not answer the public surface: {fault}", id="portal.W002")]
    if not found:
        return []
    return [
        Doubt(
            f"公众界面所用的数据库角色{'、'.join(found)}",
            hint="run `manage.py public_role --name …` and set QUANCHENG_PUBLIC_DATABASE",
            id="portal.W001",
        )
    ]
