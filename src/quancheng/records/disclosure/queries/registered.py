"""What the house is told of requests: how they are named, found, listed and kept."""

from quancheng.kernel.casework import agenda, charge, heirs, orders
from quancheng.kernel.links import parts
from quancheng.kernel.links import registry as links
from quancheng.kernel.norms import registry as norms
from quancheng.kernel.redaction import subjects
from quancheng.kernel.redaction.grounds import register_grounds
from quancheng.kernel.retention import kinds as retention
from quancheng.records.disclosure.events import CONSULTATION_KIND, FILE_KIND, REQUEST_KIND
from quancheng.records.disclosure.models import Consultation, Request
from quancheng.records.disclosure.queries import by_words, linked, redacting, redos
from quancheng.records.disclosure.queries.merging import GIVEN_AT
from quancheng.records.disclosure.queries.retained import OF_REQUESTS
from quancheng.records.disclosure.rules.files import GROUNDS
from quancheng.records.disclosure.rules.norms import NORMS
from quancheng.records.disclosure.workflow import DISCLOSURE, OF_UNIT
from quancheng.records.disclosure.workflow.asking import CONSULTATION, COUNTERSIGN


def tell_the_house() -> None:
    """Once, when the house starts."""
    agenda.register(
        DISCLOSURE,
        REQUEST_KIND,
        Request,
        ref="number",
        left="未办结的依申请公开",
        page="disclosure_desk:requests",
        given_at=GIVEN_AT,
    )
    agenda.register(
        CONSULTATION, CONSULTATION_KIND, Consultation, ref="pk", left="未收回的征求意见",
        page="disclosure_desk:requests", given_at=GIVEN_AT,
    )  # fmt: skip
    agenda.register(
        COUNTERSIGN, CONSULTATION_KIND, Consultation, ref="pk", left="未收回的内部会签",
        page="disclosure_desk:requests", given_at=GIVEN_AT,
    )  # fmt: skip
    heirs.given_at(GIVEN_AT)
    charge.register(DISCLOSURE, says="主办的公开申请", by=OF_UNIT)
    links.register(REQUEST_KIND, says="依申请公开", find_many=linked.requests_as_linked)
    parts.register(REQUEST_KIND, linked.papers_as_parts)
    orders.register(REQUEST_KIND, redos.why_order_stands, left_standing=redos.orders_left_standing)
    links.register(
        CONSULTATION_KIND, says="征求意见", find_many=linked.consultations_as_linked, is_inner=True
    )
    by_words.tell_the_finder()
    links.register(FILE_KIND, says="答复附件", find_many=redacting.files_as_linked, is_inner=True)
    subjects.register(
        FILE_KIND, says="答复附件", find_many=redacting.files_as_subjects, seconds=redacting.who_looks_through
    )
    register_grounds(FILE_KIND, GROUNDS)
    for kind in OF_REQUESTS:
        retention.register(kind)
    norms.register(*NORMS)
