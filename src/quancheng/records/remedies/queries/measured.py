"""What was corrected on appeal, as a measure that other modules read without knowing this one."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.obligations.measures import Found, Measure
from quancheng.records.remedies.events import PROCEEDING_KIND
from quancheng.records.remedies.models import Proceeding
from quancheng.records.remedies.queries.annual import corrected_of_each
from quancheng.records.remedies.rules.kinds import Kind
from quancheng.records.remedies.rules.outcomes import BY_CODE


def read_many(unit_ids: Collection[int], first: date, last: date) -> Mapping[int, Sequence[Found]]:
    """Of each unit what was corrected in these days, as the page of rates counts it."""
    told = corrected_of_each(unit_ids, first, last)
    return {unit_id: [_found(one) for one in rows] for unit_id, rows in told.items()}


def read(unit_id: int, first: date, last: date) -> Sequence[Found]:
    """The same of one unit."""
    return read_many([unit_id], first, last)[unit_id]


CORRECTED = Measure(
    "remedies.corrected", "复议、诉讼结果纠正的案件", "件", read, read_many=read_many
)  # by the count of `queries.annual.Rate`; disclosure's screen of supervision reads it under this code


def _found(one: Proceeding) -> Found:
    outcome = BY_CODE[one.appeal_outcome or one.outcome].says
    assert one.settled_on is not None
    return Found(
        RecordRef(PROCEEDING_KIND, str(one.pk)), f"{Kind(one.kind).says}{one.number}，{outcome}",
        one.settled_on,
    )  # fmt: skip
