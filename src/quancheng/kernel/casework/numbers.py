"""The numbers of letters. Called by the commands that issue them, inside their transaction."""

from django.db.models import F

from quancheng.kernel.casework.models import NumberSeries
from quancheng.kernel.orgs.models import Tenant


def next_number(series: str, *, tenant: Tenant, year: int) -> int:
    """The next number of a government in a series and a year: no gap, none twice.

    The row is held until the commit: of two that issue at once, the second waits for the number after.
    """
    row, _ = NumberSeries.objects.get_or_create(tenant=tenant, series=series, year=year)
    NumberSeries.objects.filter(pk=row.pk).update(last=F("last") + 1)
    row.refresh_from_db()
    return row.last
