"""A measure drafted, issued, and reported on."""

import pytest

from quancheng.kernel.audit.models import AuditEntry
from quancheng.records.remedies.commands import complaints, measures, reporting
from quancheng.records.remedies.models import Complaint, Measure
from quancheng.records.remedies.rules.measures import Verb
from quancheng.records.remedies.tests.conftest import NOW, demand, finance, shown


def last_told() -> str:
    return AuditEntry.objects.order_by("-seq").values_list("code", flat=True)[0]


def draft(actor, verb=Verb.SUPERVISE, **told) -> Measure:
    return measures.draft_measure(verb=verb, demand=demand(**told), actor=actor, now=NOW)


def entered(actor, verb, organ, issuer="泉州湾市人民政府", number="泉政改〔2024〕1号", **told) -> Measure:
    return measures.enter_measure(
        verb=verb, organ=organ, issuer=issuer, number=number, demand=demand(**told), actor=actor, now=NOW
    )


def complained(office, **told) -> Complaint:
    """A complaint about the finance bureau, entered by the office."""
    given = {
        "way": "letter", "came_on": NOW.date(), "complainant": "演示甲，13800000000", "unit_id": finance().pk,
        "request": "2024-001", "matter": "逾期不答复", **told,
    }  # fmt: skip
    return complaints.enter_complaint(**given, actor=office, now=NOW)


@pytest.fixture
def drafted(office) -> Measure:
    return draft(office)


@pytest.fixture
def issued(drafted, chief) -> Measure:
    return measures.issue_measure(**shown(drafted), actor=chief, now=NOW)


@pytest.fixture
def reported(issued, clerk) -> Measure:
    return reporting.report_measure(**shown(issued), feedback="已补答复，已培训。", actor=clerk, now=NOW)
