"""Rows of a draft as they are kept, and how an amended sheet meets the points that stand. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from quancheng.records.inspections.rules.columns import Field
from quancheng.records.inspections.rules.sheet import SheetRow

DAY = re.compile(r"(?:(20\d\d)\s*[年\-/.]\s*)?(\d{1,2})\s*[月\-/.]\s*(\d{1,2})\s*日?")
Standing = tuple[int, str, str, str, str]  # number, group, subgroup, name, what is asked


@dataclass(frozen=True, slots=True)
class Meeting:
    """Which row means which indicator that stands; rows and indicators without a partner are new, or gone."""

    of_row: Mapping[int, int]  # key of the row: number of the indicator
    gone: frozenset[int]


def rows_as_json(rows: Iterable[SheetRow]) -> list[dict[str, Any]]:
    """The rows, to be kept."""
    return [
        {
            "key": row.key,
            "cells": {name.value: text for name, text in row.cells.items()},
            "carried": sorted(row.carried),
            "corrected": sorted(row.corrected),
            "accepted": row.accepted,
        }
        for row in rows
    ]


def rows_from_json(kept: Iterable[Mapping[str, Any]]) -> list[SheetRow]:
    """The rows, as they were kept."""
    return [
        SheetRow(
            key=one["key"],
            cells={Field(name): text for name, text in one["cells"].items()},
            carried=frozenset(map(Field, one["carried"])),
            corrected=frozenset(map(Field, one["corrected"])),
            accepted=one["accepted"],
        )
        for one in kept
    ]


def meet(rows: Sequence[SheetRow], standing: Sequence[Standing]) -> Meeting:
    """Find each row its indicator: by all its words first, then by its name, then by what is asked."""
    left, found = list(standing), dict[int, int]()
    for signs in (_all_words, _name_only, _asked_only):
        for row in rows:
            wanted = signs(_of_row(row))
            if row.key in found or not any(wanted):
                continue
            partner = next((one for one in left if signs(one) == wanted), None)
            if partner:
                found[row.key] = partner[0]
                left.remove(partner)
    return Meeting(found, frozenset(one[0] for one in left))


def day_in(text: str, *, year: int) -> date | None:
    """The day that a time limit names; None when it names none."""
    found = DAY.search(text)
    if not found:
        return None
    try:
        return date(int(found[1] or year), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _of_row(row: SheetRow) -> Standing:
    return (0, row.said(Field.GROUP), row.said(Field.SUBGROUP), row.said(Field.NAME), row.said(Field.ASKS))


def _all_words(one: Standing) -> tuple[str, ...]:
    return tuple(_bare(text) for text in one[1:])


def _name_only(one: Standing) -> tuple[str, ...]:
    return (_bare(one[1]), _bare(one[3])) if one[3] else ()


def _asked_only(one: Standing) -> tuple[str, ...]:
    return (_bare(one[4]),) if one[4] else ()


def _bare(text: str) -> str:
    return re.sub(r"[\s，。、；：（）()]|\d+分", "", text)
