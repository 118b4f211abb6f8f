"""Constraints that several tables share."""

from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q


def ordered(table: str, first: str = "from_on", last: str = "until_on") -> models.CheckConstraint:
    """The last day is not before the first. An unknown first day or an open end says nothing."""
    return models.CheckConstraint(
        condition=Q(**{f"{last}__gte": F(first)}), name=f"orgs_{table}_{last}_after_{first}"
    )


def one_of(table: str, field: str, values: Iterable[str]) -> models.CheckConstraint:
    """The word is one that the house knows."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": sorted(values)}), name=f"orgs_{table}_{field}_known"
    )
