"""A unit is warned of an order that it has to answer, once at each level; the office learns what is late."""

import pytest

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import order_answers
from quancheng.records.plan.commands.warned import OnlyByTheClock
from quancheng.records.plan.commands.warned_cases import warn_of_cases
from quancheng.records.plan.queries.plans import ORDER_KIND
from quancheng.records.plan.queries.warned_cases import still_due
from quancheng.records.plan.tasks import warn
from quancheng.records.plan.tests.conftest import NOW
from quancheng.records.plan.tests.test_supervision_orders.conftest import told
from quancheng.records.plan.tests.test_telling_of_duties import seat
from quancheng.records.plan.tests.test_warning_of_duties import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]

# The answer is due on Monday 16 March 2026.
CALM, YELLOW, RED, LATE = "2026-03-06", "2026-03-09", "2026-03-13", "2026-03-17"  # Fri, Mon, Fri, Tue


def subjects(actor, kind: str = "plan.case_warning") -> list[str]:
    found = Notice.objects.filter(to_person=actor.person_id, kind=kind).order_by("pk")
    return list(found.values_list("subject", flat=True))


class TestWarnOfCases:
    def test_tells_the_unit_once_at_each_level(self, issued, clerk, head):
        for day in (CALM, YELLOW, YELLOW, "2026-03-10", RED):
            warn(at(day))
        for actor in (clerk, head):
            levels = [subject.partition("：")[0] for subject in subjects(actor)]
            assert levels == ["黄色预警", "红色预警"]
        assert "预算公开" in subjects(clerk)[0]

    def test_tells_the_office_of_what_is_late(self, issued, clerk):
        supervisor = seat("市政府", Role.OPENNESS_OFFICE)
        warn(at(RED))
        assert subjects(supervisor, "plan.case_late") == []
        warn(at(LATE))
        [late] = subjects(supervisor, "plan.case_late")
        assert late.startswith("市财政局逾期：督办单")
        assert subjects(clerk)[-1].startswith("已逾期")
        assert AuditEntry.objects.filter(code="plan.warning.cases").count() == 2

    def test_says_nothing_of_what_has_been_answered(self, answered, clerk):
        warn(at(LATE))
        assert subjects(clerk) == []

    def test_holds_a_letter_back_when_the_answer_has_come(self, issued, clerk, head):
        about = RecordRef(ORDER_KIND, str(issued.pk))
        assert still_due(about)
        order_answers.sign_order(**told(issued), actor=clerk, now=NOW)
        order_answers.send_answer(**told(issued), text="已公开。", files=(), actor=head, now=at(YELLOW))
        assert not still_due(about)

    def test_is_refused_to_people(self, issued, office_head):
        with pytest.raises(OnlyByTheClock):
            warn_of_cases(actor=office_head, now=at(YELLOW))
