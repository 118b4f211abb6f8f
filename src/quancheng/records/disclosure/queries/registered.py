"""What the house is told of requests: how they are named, found, listed and kept."""

from quancheng.kernel.casework import agenda
from quancheng.kernel.links import registry as links
from quancheng.kernel.norms import registry as norms
from quancheng.kernel.retention import kinds as retention
from quancheng.records.disclosure.events import CONSULTATION_KIND, REQUEST_KIND
from quancheng.records.disclosure.models import Consultation, Request
from quancheng.records.disclosure.queries import by_words, linked
from quancheng.records.disclosure.queries.retained import APPLICANTS, LETTERS
from quancheng.records.disclosure.rules.norms import NORMS
from quancheng.records.disclosure.workflow import CONSULTATION, DISCLOSURE


def tell_the_house() -> None:
    """Once, when the house starts."""
    agenda.register(
        DISCLOSURE,
        REQUEST_KIND,
        Request,
        ref="number",
        left="未办结的依申请公开",
        page="disclosure_desk:requests",
    )
    agenda.register(
        CONSULTATION, CONSULTATION_KIND, Consultation, ref="pk", left="未收回的征求意见",
        page="disclosure_desk:requests",
    )  # fmt: skip
    links.register(REQUEST_KIND, says="依申请公开", find_many=linked.requests_as_linked)
    links.register(
        CONSULTATION_KIND, says="征求意见", find_many=linked.consultations_as_linked, is_inner=True
    )
    by_words.tell_the_finder()
    retention.register(APPLICANTS)
    retention.register(LETTERS)
    norms.register(*NORMS)
