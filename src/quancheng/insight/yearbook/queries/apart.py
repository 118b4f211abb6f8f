"""What a government's report holds of units that owe none of their own, so that no request is lost.

The government itself, and units that were closed or merged within the year, received and answered requests as
well; they are counted from the records themselves.
"""

from collections.abc import Iterable

from quancheng.insight.yearbook.models import Report
from quancheng.insight.yearbook.rules.counting import counted
from quancheng.insight.yearbook.rules.figures import Figures, Number
from quancheng.insight.yearbook.rules.shape import SUM_OF_REQUESTS, Part
from quancheng.kernel.orgs.models import Unit
from quancheng.records.disclosure.public import AnnualRow


def figures_apart(report: Report, owing: Iterable[Unit]) -> Figures:
    """What records tell of the government's units that are not among those who owe a report."""
    rest = Unit.objects.filter(tenant=report.tenant_id).exclude(pk__in=[one.pk for one in owing])
    found = counted(unit_ids=list(rest.values_list("pk", flat=True)), year=report.year)
    return Figures({place: value for place, value in found.told.items() if value})


def received_apart(report: Report) -> Number:
    """How many new requests of the year it holds of such units."""
    return report.of_others.at(Part.REQUESTS, AnnualRow.RECEIVED, SUM_OF_REQUESTS)
