"""What is complained of, and what units and the office are reminded of."""

import pytest

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.casework.refusals import NotYourStep
from quancheng.kernel.links.queries import ties_of
from quancheng.kernel.notify.models import Notice
from quancheng.records.remedies.commands import complaints, nightly
from quancheng.records.remedies.models import Complaint
from quancheng.records.remedies.queries.complaints import NoSuchComplaint, complaint_for
from quancheng.records.remedies.queries.retained import COMPLAINANTS
from quancheng.records.remedies.tests.conftest import (
    NOW,
    at,
    day,
    enter,
)
from quancheng.records.remedies.tests.test_measures.conftest import complained, last_told

pytestmark = pytest.mark.django_db
CLOCKWORK = Actor.clockwork()


class TestComplaints:
    def test_are_numbered_linked_and_due(self, office):
        made = complained(office)
        assert made.number == "TS2024-001"
        assert made.case.due_on == day("2024-06-04")  # Tuesday: thirty worked days
        [tie] = ties_of(office, RecordRef("remedies.complaint", str(made.pk)))
        assert tie.other.ref == "2024-001"

    def test_are_hidden_from_the_unit_concerned(self, office, clerk, neighbour, district, keeper):
        made = complained(office)
        for stranger in (clerk, neighbour, district, keeper):
            with pytest.raises(NoSuchComplaint):
                complaint_for(stranger, made.pk)

    def test_are_the_offices_to_enter(self, clerk):
        with pytest.raises(NotYourStep):
            complained(clerk)

    @pytest.mark.parametrize("command", [complaints.verify_complaint, complaints.clear_complaint])
    def test_end_with_a_finding(self, office, command):
        made = complained(office)
        command(
            complaint_id=made.pk, version=0, finding="经查阅办理记录", followed="已答复来信人", actor=office,
            now=NOW,
        )  # fmt: skip
        stood = Complaint.objects.get()
        assert stood.is_true is (command is complaints.verify_complaint)
        is_over = command is complaints.clear_complaint
        assert (stood.case.ended_on == NOW.date()) is is_over
        assert last_told() == "remedies.complaint.settled"
        entry = AuditEntry.objects.latest("seq")
        assert "经查阅办理记录" not in str(entry.facts)

    def test_are_kept_until_their_term_is_over(self, office):
        made = complained(office)
        assert list(COMPLAINANTS.rows(NOW)) == [made]
        Complaint.objects.update(complainant="", erased_at=NOW)
        assert not list(COMPLAINANTS.rows(NOW))
        assert not Complaint.objects.get().complainant


class TestRemindOfRemedies:
    def test_tells_units_once_a_day(self, issued, clerk, office):
        enter(clerk)
        before = at("2024-05-07")  # Tuesday: due on Wednesday and on Friday
        assert nightly.remind_of_remedies(actor=CLOCKWORK, now=before) == 2
        nightly.remind_of_remedies(actor=CLOCKWORK, now=before)
        told = Notice.objects.filter(kind__startswith="remedies.due_")
        assert sorted(told.values_list("kind", flat=True)) == [
            "remedies.due_measures", "remedies.due_proceedings",
        ]  # fmt: skip

    def test_tells_nobody_of_nothing(self, city):
        assert nightly.remind_of_remedies(actor=CLOCKWORK, now=NOW) == 0
