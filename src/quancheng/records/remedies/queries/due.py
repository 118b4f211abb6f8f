"""What falls due: for the reminder in the morning, of every government."""

from datetime import date

from django.db.models import QuerySet

from quancheng.records.remedies.models import Complaint, Measure, Proceeding
from quancheng.records.remedies.workflow import Measuring


def proceedings_due(*, until: date) -> QuerySet[Proceeding]:
    """Proceedings in which the unit has to answer, to defend or to comply by then."""
    open_ = Proceeding.objects.filter(case__ended_on__isnull=True, case__due_on__lte=until)
    return open_.select_related("case__unit", "tenant").order_by("case__due_on", "pk")


def measures_due(*, until: date) -> QuerySet[Measure]:
    """Measures on which the unit has to report by then."""
    open_ = Measure.objects.filter(case__state=Measuring.ISSUED, case__due_on__lte=until)
    return open_.select_related("case__unit", "tenant").order_by("case__due_on", "pk")


def complaints_due(*, until: date) -> QuerySet[Complaint]:
    """Complaints that the office has to examine by then, or on which it owes a measure."""
    open_ = Complaint.objects.filter(case__ended_on__isnull=True, case__due_on__lte=until)
    found = open_.select_related("case__unit", "tenant").defer("complainant")
    return found.order_by("case__due_on", "pk")
