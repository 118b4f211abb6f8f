"""What came to a unit when another went into it (机构调整)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quancheng.kernel.casework.models import CaseLine
from quancheng.records.remedies.models import Complaint, Measure, Proceeding
from quancheng.records.remedies.workflow import (
    COMPLAINT_HANDED_ON,
    MEASURE_HANDED_ON,
    REVIEW_HANDED_ON,
    SUIT_HANDED_ON,
    Measuring,
)

STEPS = (REVIEW_HANDED_ON, SUIT_HANDED_ON, COMPLAINT_HANDED_ON, MEASURE_HANDED_ON)


@dataclass(frozen=True, slots=True)
class Handed:
    """What came at one moment. Drafts of measures are nobody's yet and are not among them."""

    proceedings: Sequence[Proceeding]
    complaints: Sequence[Complaint]
    measures: Sequence[Measure]


def handed_to(unit_id: int, *, at: datetime) -> Handed:
    """By the lines that were written at that moment, whoever asks: for the clockwork.

    What has gone on to a third unit since is not told here.
    """
    steps = [step.code for step in STEPS]
    lines = CaseLine.objects.filter(step__in=steps, at=at, unit_id=unit_id, case__unit_id=unit_id)
    cases = list(lines.values_list("case_id", flat=True))
    measures = Measure.objects.filter(case__in=cases).exclude(case__state=Measuring.DRAFT)
    return Handed(
        list(Proceeding.objects.filter(case__in=cases).select_related("case__unit").order_by("pk")),
        list(Complaint.objects.filter(case__in=cases).defer("complainant").select_related("case")),
        list(measures.select_related("case__unit").order_by("pk")),
    )
