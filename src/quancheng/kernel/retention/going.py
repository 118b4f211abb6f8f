"""What becomes of rows whose time is over. Called by commands, inside their transaction."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Model, QuerySet

from quancheng.kernel.orgs.models import Tenant
from quancheng.kernel.retention.kinds import Fate, Kind


def let_go(rows: QuerySet[Model], kind: Kind, now: datetime) -> None:
    """Empty the fields, tell when; rows go where there is nothing to empty, unless the archive has them.

    Whatever was archived stays where the history needs it: its kind finds it no more among what is kept.
    """
    values: Mapping[str, object] = {**kind.empties, **({kind.marks: now} if kind.marks else {})}
    if values:
        rows.update(**values)
    elif kind.fate is not Fate.ARCHIVE:
        rows.delete()


def files_named_by(rows: QuerySet[Model], kind: Kind) -> tuple[int, ...]:
    """The kept files that these records name, read before the records are emptied."""
    named = (key for field in kind.files for key in rows.values_list(field, flat=True))
    return tuple(sorted({int(key) for key in named if key is not None}))


def one_after_the_other(tenant_id: int | None) -> None:
    """Nobody sets a hold while data goes: both wait for the row of the government, or of each."""
    rows = Tenant.objects.select_for_update().order_by("pk")
    list((rows if tenant_id is None else rows.filter(pk=tenant_id)).values_list("pk", flat=True))
