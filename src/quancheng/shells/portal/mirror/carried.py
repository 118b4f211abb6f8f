"""Rows of the travelling tables as they are written into a package, and signed to tell a change."""

import base64
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder

from quancheng.kernel.crypto.port import machine
from quancheng.kernel.transfer.kinds import Row
from quancheng.shells.portal.mirror.seen import (
    columns_of,
    fields_of,
    ids_seen,
    is_person,
    rows_seen,
    target_of,
)
from quancheng.shells.portal.mirror.tables import TABLES

FILES = "files_storedfile"
TOLD_NOTES = ("promise", "redate", "move")  # of the lines of a promise the public reads why its day moved
Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One row that the public may read: its table and number inside, its columns; of a file its bytes."""

    table: str
    number: int
    facts: dict[str, Any]
    content: str = ""


def shown_signs() -> Mapping[str, str]:
    """Every row that the portal may show now, table by table, with a digest of it."""
    ids = {travels.table: ids_seen(travels.table) for travels in TABLES}
    seen = {table: frozenset(numbers) for table, numbers in ids.items()}
    signs: dict[str, str] = {}
    for table, numbers in ids.items():
        kept = set[int]()
        for number, facts in _facts(table, numbers, seen):
            signs[f"{table}:{number}"] = machine().digest(_written(facts).encode())
            kept.add(number)
        seen[table] = frozenset(kept)
    return signs


def shown_rows(keys: Sequence[str]) -> Iterator[Row]:
    """These rows; the bytes of a file go with its row."""
    wanted = tables_of(keys)
    seen = {travels.table: frozenset(ids_seen(travels.table)) for travels in TABLES} if wanted else {}
    for table, numbers in wanted.items():
        for found, facts in _facts(table, numbers, seen):
            content = _bytes(facts["data"]) if table == FILES else ""
            told = json.loads(_written(facts))
            yield Row(0, f"{table}:{found}", Shown(table=table, number=found, facts=told, content=content))


def _facts(
    table: str, numbers: Sequence[int], seen: Mapping[str, frozenset[int]]
) -> Iterator[tuple[int, dict[str, Any]]]:
    """What each row says. What leads to a row that stays leads nowhere, or stays as well."""
    fields = fields_of(table)
    leading = {column: target_of(fields[column]) for column in columns_of(table)}
    for row in rows_seen(table, numbers):
        if _is_whole(row, leading, seen, fields):
            yield int(row["id"]), {**_loosened(row, leading, seen), **_veiled(table, row)}


def _is_whole(
    row: Facts, leading: Mapping[str, str], seen: Mapping[str, frozenset[int]], fields: Mapping[str, Any]
) -> bool:
    return all(
        row[column] in seen[target]
        for column, target in leading.items()
        if target in seen and not fields[column].null
    )


def _loosened(row: Facts, leading: Mapping[str, str], seen: Mapping[str, frozenset[int]]) -> dict[str, Any]:
    return {
        column: None if (target := leading[column]) in seen and value not in seen[target] else value
        for column, value in row.items()
    }


def _veiled(table: str, row: Facts) -> dict[str, Any]:
    """No person's number, no name under which a file came in, no note that the public does not read."""
    people = [column for column, field in fields_of(table).items() if is_person(field)]
    told: dict[str, Any] = {column: None if row[column] is None else 1 for column in people if column in row}
    if table == FILES:
        told["name"] = f"file{PurePosixPath(row['name']).suffix}"
    if table == "casework_caseline" and row["step"] not in TOLD_NOTES:
        told["note"] = ""
    return told


def _written(facts: Facts) -> str:
    return json.dumps(facts, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)


def _bytes(path: str) -> str:
    with default_storage.open(path, "rb") as file:
        return base64.b64encode(file.read()).decode()


def tables_of(keys: Iterable[str]) -> dict[str, list[int]]:
    """Keys by table."""
    found: dict[str, list[int]] = {}
    for key in keys:
        table, _, number = key.partition(":")
        found.setdefault(table, []).append(int(number))
    return found
