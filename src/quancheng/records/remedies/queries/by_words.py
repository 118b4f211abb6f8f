"""How the search of the desk finds proceedings and measures."""

from collections.abc import Sequence

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.links import finding
from quancheng.kernel.links.finding import Found, Rows, Shelf, in_fields, of_unit
from quancheng.records.remedies.events import MEASURE_KIND, PROCEEDING_KIND
from quancheng.records.remedies.models import Measure, Proceeding
from quancheng.records.remedies.queries.linked import measure_page, page_of
from quancheng.records.remedies.queries.measures import measures_for
from quancheng.records.remedies.queries.proceedings import proceedings_for
from quancheng.records.remedies.rules.kinds import Kind
from quancheng.records.remedies.workflow import MEASURE, REVIEW, SUIT


def _proceedings(rows: Sequence[Proceeding]) -> list[Found]:
    return [
        Found(
            RecordRef(PROCEEDING_KIND, str(one.pk)), f"{Kind(one.kind).says}{one.number}",
            f"{one.organ} {one.file_number} 针对申请{one.request}", one.filed_on, address=page_of(one.pk),
            unit=str(one.case.unit),
            state=(REVIEW if one.kind == Kind.REVIEW else SUIT).state_in_words(one.case.state),
        )
        for one in rows
    ]  # fmt: skip


def _measures(rows: Sequence[Measure]) -> list[Found]:
    return [
        Found(
            RecordRef(MEASURE_KIND, str(one.pk)), str(one), one.problem, one.case.opened_on,
            address=measure_page(one.pk), unit=str(one.case.unit),
            state=MEASURE.state_in_words(one.case.state),
        )
        for one in rows
    ]  # fmt: skip


def _seen_proceedings(actor: Actor) -> Rows:
    return proceedings_for(actor)


def _seen_measures(actor: Actor) -> Rows:
    return measures_for(actor)


SHELVES = (
    Shelf(
        PROCEEDING_KIND, "复议和诉讼", seen=_seen_proceedings, tell=_proceedings, day="filed_on",
        words=in_fields("number", "request", "organ", "file_number", "decision_number", "lessons"),
        of_units=of_unit("case__unit"), order=("-filed_on", "-pk"),
    ),
    Shelf(
        MEASURE_KIND, "监督措施", seen=_seen_measures, tell=_measures, day="case__opened_on",
        words=in_fields("number", "problem", "demand", "issuer"), of_units=of_unit("case__unit"),
    ),
)  # fmt: skip


def tell_the_finder() -> None:
    """Once, when the house starts."""
    for shelf in SHELVES:
        finding.register(shelf)
