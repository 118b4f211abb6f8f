"""Sealed columns as they lie in the database: read as they are, without being opened."""

import json
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet, TextField
from django.db.models.functions import Cast

from quancheng.kernel.crypto.columns import SealedColumn

RAW = "raw_text"  # the column as it lies in the database


def rows_of(column: SealedColumn) -> QuerySet[Model]:
    """Every row with its raw text; what nobody may see is counted too."""
    model: type[Model] = apps.get_model(column.model)
    found: QuerySet[Model] = model._base_manager.annotate(**{RAW: Cast(column.field, TextField())})
    return found


def filled_rows(column: SealedColumn) -> QuerySet[Model]:
    """The rows in which anything stands."""
    return rows_of(column).exclude(**{f"{RAW}__isnull": True}).exclude(**{RAW: ""})


def sealed_in(column: SealedColumn, raw: str) -> tuple[str, ...]:
    """The sealed texts in one raw text."""
    if not column.within:
        return (raw,)
    data = json_of(raw)
    return tuple(data[key] for key in column.within if isinstance(data.get(key), str))


def json_of(raw: str) -> dict[str, Any]:
    """What a JSON column holds."""
    told = json.loads(raw)
    assert isinstance(told, dict)
    return told
