"""By when a report is owed."""

from collections.abc import Sequence
from datetime import date

from quancheng.insight.yearbook.models import InnerDay
from quancheng.insight.yearbook.rules.days import Countdown, Owes, countdown, in_force, statutory


def inner_day_from(tenant_id: int, owes: Owes, from_year: int) -> InnerDay | None:
    """What was set to begin with the reports of that very year."""
    return InnerDay.objects.filter(tenant=tenant_id, owes=owes.value, from_year=from_year).first()


def inner_days(tenant_id: int) -> Sequence[InnerDay]:
    """What a government has set, the newest first."""
    found = InnerDay.objects.filter(tenant=tenant_id).select_related("set_by")
    return list(found.order_by("-from_year", "owes"))


def countdowns(tenant_id: int, owes: Owes, *, year: int, today: date) -> tuple[Countdown, ...]:
    """The inner day, where one is set, and the day of the law."""
    own = in_force(owes, (one.as_dated() for one in inner_days(tenant_id)), year=year)
    law = countdown(statutory(owes, year=year), year=year, today=today)
    return (countdown(own, year=year, today=today, is_inner=True), law) if own else (law,)
