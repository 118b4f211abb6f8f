"""What a government sees of those below it, and of what its own figures consist: published reports alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from quancheng.insight.yearbook.models import Report
from quancheng.insight.yearbook.queries.reports import BELOW, is_office, members_of, sources_of
from quancheng.insight.yearbook.rules.days import Countdown, Owes, countdown, statutory
from quancheng.insight.yearbook.rules.figures import Number, plain
from quancheng.insight.yearbook.rules.shape import SUM_OF_REQUESTS, Part, Place
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.models import Tenant
from quancheng.kernel.orgs.queries import governments_below
from quancheng.records.disclosure.public import AnnualRow


@dataclass(frozen=True, slots=True)
class Below:
    """A government directly below: its report of the year once it is published, and how far its day is."""

    who: str
    report: Report | None
    day: Countdown

    @property
    def published_on(self) -> date | None:
        return timezone.localdate(self.report.issued_at) if self.report else None

    @property
    def is_late(self) -> bool:
        """Published after its day, or still not published when that is past."""
        return self.published_on > self.day.on if self.published_on else self.day.is_late

    @property
    def received(self) -> Number | None:
        return self._row(AnnualRow.RECEIVED)

    @property
    def carried_out(self) -> Number | None:
        return self._row(AnnualRow.CARRIED_OUT)

    def _row(self, row: AnnualRow) -> Number | None:
        return self.report.figures.at(Part.REQUESTS, row, SUM_OF_REQUESTS) if self.report else None


@dataclass(frozen=True, slots=True)
class Share:
    """What one member gives to a cell of a government's report; without a report: it is missing."""

    who: str
    report: Report | None
    count: Number | None

    @property
    def said(self) -> str:
        return "" if self.count is None else plain(self.count)


def reports_below(actor: Actor, *, year: int, today: date) -> Sequence[Below]:
    """For the office: the governments directly below, each with what it published (《条例》第四十九条)."""
    if not is_office(actor):
        return ()
    tenant = Tenant.objects.get(pk=actor.tenant_id or 0)
    level = BELOW.get(tenant.level)
    if level is None:
        return ()
    on = min(date(year, 12, 31), today)
    units = list(governments_below(tenant, level=level, on=on).select_related("tenant"))
    sources = sources_of(units, year=year)
    day = countdown(statutory(Owes.GOVERNMENT, year=year), year=year, today=today)
    return [Below(one.tenant.full_name, sources.get(one.pk), day) for one in units]


def shares_in(report: Report, place: Place) -> Sequence[Share]:
    """Of what a cell of a government's report consists: who gave, the most first; then who is missing."""
    if report.unit_id:
        return ()
    told = [
        Share(
            one.source.who if one.source else str(one.unit), one.source,
            one.source.figures.of(place) if one.source else None,
        )
        for one in members_of(report)
    ]  # fmt: skip
    if apart := report.of_others.of(place):
        told.append(Share("不单独编制报告的单位（按记录）", None, apart))
    given = [one for one in told if one.count]
    return sorted(given, key=lambda one: -(one.count or 0)) + [one for one in told if one.count is None]
