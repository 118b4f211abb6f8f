"""What the house is told of remedies: how they are named, found, listed and kept."""

from collections.abc import Set

from quancheng.kernel.casework import agenda, heirs
from quancheng.kernel.casework.definition import Step, Workflow
from quancheng.kernel.links import registry as links
from quancheng.kernel.norms import registry as norms
from quancheng.kernel.obligations import measures
from quancheng.kernel.retention import kinds as retention
from quancheng.kernel.retention import matters
from quancheng.records.remedies import events
from quancheng.records.remedies import workflow as flow
from quancheng.records.remedies.models import Complaint, Measure, Proceeding
from quancheng.records.remedies.queries import by_words, linked
from quancheng.records.remedies.queries.measured import CORRECTED
from quancheng.records.remedies.queries.retained import (
    COMPLAINANTS,
    own_records_in_dispute,
    requests_in_dispute,
)
from quancheng.records.remedies.rules.kinds import Attacked
from quancheng.records.remedies.rules.norms import NORMS

RELATIONS = (
    ("attacks", "针对的申请", "引起的复议、诉讼"),
    ("complains_of", "涉及的申请", "引起的投诉举报"),
    ("measure_about", "所涉记录", "采取的监督措施"),
)


GOES_ALONG: tuple[tuple[Workflow, Step, Set[str]], ...] = (
    (flow.REVIEW, flow.REVIEW_HANDED_ON, frozenset()),
    (flow.SUIT, flow.SUIT_HANDED_ON, frozenset()),
    (flow.COMPLAINT, flow.COMPLAINT_HANDED_ON, flow.OFFICE),  # nobody else examines one
    (flow.MEASURE, flow.MEASURE_HANDED_ON, frozenset()),
)


def tell_the_house() -> None:
    """Once, when the house starts."""
    for workflow in (flow.REVIEW, flow.SUIT):
        agenda.register(
            workflow, events.PROCEEDING_KIND, Proceeding, left=f"未办结的{workflow.says}",
            page="remedies_desk:proceedings",
        )  # fmt: skip
    agenda.register(
        flow.COMPLAINT, events.COMPLAINT_KIND, Complaint, left="未办结的投诉举报",
        page="remedies_desk:complaints",
    )  # fmt: skip
    agenda.register(
        flow.MEASURE, events.MEASURE_KIND, Measure, left="未办结的监督措施", page="remedies_desk:measures",
        apart={flow.Measuring.DRAFT},
        waits_for={flow.Measuring.DRAFT: flow.OFFICE_HEAD, flow.Measuring.REPORTED: flow.OFFICE},
    )  # fmt: skip
    links.register(
        events.PROCEEDING_KIND, says="复议、诉讼", find_many=linked.proceedings_as_linked, is_inner=True
    )
    links.register(
        events.COMPLAINT_KIND, says="投诉举报", find_many=linked.complaints_as_linked, is_inner=True
    )
    links.register(events.MEASURE_KIND, says="监督措施", find_many=linked.measures_as_linked, is_inner=True)
    for workflow, step, only_for in GOES_ALONG:
        heirs.register(workflow, step=step, only_for=only_for)
    for code, says, back in RELATIONS:
        links.register_relation(code, says=says, back=back)
    by_words.tell_the_finder()
    retention.register(COMPLAINANTS)
    matters.register(Attacked.REQUEST, requests_in_dispute)
    matters.register(Attacked.OWN_RECORD, own_records_in_dispute)
    norms.register(*NORMS)
    measures.register(CORRECTED)
