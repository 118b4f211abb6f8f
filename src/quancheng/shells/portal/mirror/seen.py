"""What the public may read of the travelling tables: the list of the role, asked of the owner's database."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Field, ForeignKey, Model

from quancheng.kernel.orgs.models import Person
from quancheng.shells.portal.mirror.tables import STAYS, TABLES, Travels
from quancheng.shells.portal.role.sql import GRANTS

AT_A_TIME = 500
_NAMED = re.compile(r"\b(?:FROM|JOIN)\s+([a-z_]+)")
_REAL = {"sqlite": "main.", "postgresql": "public."}
_GRANTS = {grant.table: grant for grant in GRANTS}
_TRAVELS = {travels.table: travels for travels in TABLES}


@cache
def model_of(table: str) -> type[Model]:
    """The model whose rows lie in a table, those between two models among them."""
    models = apps.get_models(include_auto_created=True)
    return next(model for model in models if model._meta.db_table == table)


@cache
def columns_of(table: str) -> tuple[str, ...]:
    """The columns that travel: those that the role may read, without what is held back."""
    every = tuple(fields_of(table))
    readable = _GRANTS[table].columns_of(every) or every
    return tuple(column for column in readable if column not in _TRAVELS[table].but)


@cache
def fields_of(table: str) -> Mapping[str, "Field[Any, Any]"]:
    """The fields of a table by their columns."""
    return {str(field.column): field for field in model_of(table)._meta.concrete_fields}


def is_person(field: "Field[Any, Any]") -> bool:
    return isinstance(field, ForeignKey) and field.related_model is Person


def target_of(field: "Field[Any, Any]") -> str:
    """The table to which a field leads; empty for one that leads nowhere."""
    if not isinstance(field, ForeignKey):
        return ""
    model = field.related_model
    assert not isinstance(model, str)
    return model._meta.db_table


def ids_seen(table: str) -> list[int]:
    """The numbers of the rows that travel."""
    with connection.cursor() as cursor:
        cursor.execute(_asked(table))
        return [row[0] for row in cursor.fetchall()]


def rows_seen(table: str, ids: Sequence[int]) -> Iterator[dict[str, Any]]:
    """These rows, by column, in the order of their numbers."""
    names = {fields_of(table)[column].attname: column for column in columns_of(table)}
    for start in range(0, len(ids), AT_A_TIME):
        found = model_of(table)._default_manager.filter(pk__in=ids[start : start + AT_A_TIME])
        for row in found.order_by("pk").values(*names):
            yield {names[name]: value for name, value in row.items()}


def _asked(table: str) -> str:
    """Each table that a condition names is narrowed to what the role sees of it, as row security would."""
    real = _REAL[connection.vendor]
    chain: dict[str, str] = {}
    _lay(table, chain, real)
    told = ", ".join(f'"{name}" AS ({query})' for name, query in chain.items())
    return f'WITH {told} SELECT "id" FROM "{table}" ORDER BY "id"'  # noqa: S608  # of our own lists


def _lay(table: str, chain: dict[str, str], real: str) -> None:
    """Those that are named first, so that nothing is asked before it was told."""
    if table in chain:
        return
    travels = _TRAVELS.get(table, Travels(table=table))
    asked = "false" if table in STAYS and table != "orgs_person" else _GRANTS[table].rows
    condition = f"({asked}) AND ({travels.rows.format(real=real)})"
    for named in _NAMED.findall(condition):
        if named in _GRANTS and named != table:
            _lay(named, chain, real)
    chain[table] = f'SELECT * FROM {real}"{table}" WHERE {condition}'  # noqa: S608
