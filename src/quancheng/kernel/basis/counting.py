"""Counting many sorts of rows in one query, however many modules tell of theirs."""

from collections.abc import Mapping
from typing import Any

from django.db.models import IntegerField, Model, QuerySet, Subquery


class Counted(Subquery):
    """How many different rows there are, as one cell of another query; of cut rows, the first few."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    empty_result_set_value = 0

    def __init__(self, rows: QuerySet[Any]) -> None:
        found = rows if rows.query.is_sliced else rows.order_by().distinct()
        super().__init__(found.values("pk"), output_field=IntegerField())


def counts_of(asked: Mapping[str, QuerySet[Any]], *, beside: QuerySet[Model]) -> Mapping[str, int]:
    """How many rows there are of each sort. One query.

    `beside`: any one row, in whose line the counts stand; where it is not there, nothing is counted.
    """
    sorts = list(asked)
    cells = {f"sort_{place}": Counted(asked[sort]) for place, sort in enumerate(sorts)}
    told = beside.order_by().annotate(**cells).values_list(*cells).first() if cells else None
    return dict(zip(sorts, told or [0] * len(sorts), strict=True))
