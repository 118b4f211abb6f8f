"""What is in force on a day."""

from datetime import date

from django.db.models import Q


def in_force(on: date, *, first: str = "from_on", last: str = "until_on") -> Q:
    """Those whose span holds the day. An empty first day means since ever, an empty last day for ever."""
    begun = Q(**{f"{first}__isnull": True}) | Q(**{f"{first}__lte": on})
    lasts = Q(**{f"{last}__isnull": True}) | Q(**{f"{last}__gte": on})
    return begun & lasts


def standing(on: date, *, prefix: str = "") -> Q:
    """The units or posts that exist on the day."""
    return in_force(on, first=f"{prefix}opened_on", last=f"{prefix}closed_on")
