"""What everybody may read: issued reports, and nothing of how they came about."""

from collections.abc import Sequence

from django.db.models import QuerySet

from quancheng.insight.yearbook.models import Report
from quancheng.insight.yearbook.queries.reports import NoSuchReport

INSIDE = (  # how it came about: never asked for, for nobody outside
    "apart", "hand", "sources", "file", "drafted_by", "drafted_at", "submitted_by", "submitted_at",
    "sent_back_for", "issued_by", "withdrawn_by", "withdrawn_at", "withdrawn_for",
)  # fmt: skip


def published(*, year: int | None = None) -> QuerySet[Report]:
    """The issued reports, governments first, the newest year first."""
    found = Report.objects.filter(state=Report.State.ISSUED).select_related("tenant", "unit")
    found = found.defer(*INSIDE)
    if year is not None:
        found = found.filter(year=year)
    return found.order_by("-year", "tenant_id", "unit__code", "pk")


def published_years() -> Sequence[int]:
    """Of which years something is published."""
    found = Report.objects.filter(state=Report.State.ISSUED).values_list("year", flat=True)
    return sorted(set(found), reverse=True)


def published_one(ref: str) -> Report:
    """One issued report, by the name of its unit and year. Raises NoSuchReport."""
    found = published().filter(ref=ref).first()
    if found is None:
        raise NoSuchReport("没有找到这份年度报告，可能还没有公布，或者已经撤回")
    return found


def other_years(report: Report) -> Sequence[Report]:
    """The issued reports of the same unit in other years."""
    found = published().filter(tenant=report.tenant_id, unit=report.unit_id).exclude(pk=report.pk)
    return list(found)
