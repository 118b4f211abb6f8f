"""The model city lives through a year of its plan, by the commands that people use."""

from collections import Counter
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.casework.models import Case, CaseLine
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.obligations.models import DueItem, Evidence, EvidenceRelease
from quancheng.records.plan.public import newest_shown
from quancheng.shells.demo.city import DemoInProduction, load_city, unload_city
from quancheng.shells.demo.life import Lived, load_life
from quancheng.shells.demo.life.story import Fate, fate_of, last_confirmed, reported_on

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai"))  # Monday
A_FEW = 62  # duties: every fate once at least


@pytest.fixture
def lived() -> Lived:
    load_city(NOW)
    return load_life(NOW, most=A_FEW)


class TestLoadLife:
    def test_leaves_duties_in_every_state(self, lived):
        assert (lived.duties > 200, lived.worked_on) == (True, A_FEW - 1)
        states = Counter(Case.objects.values_list("state", flat=True))
        assert set(states) == {"issued", "at_work", "reported", "returned", "confirmed", "unverifiable"}
        assert DueItem.objects.filter(wanted_until__isnull=False).count() == 1
        assert Case.objects.filter(due_on__gt=NOW.date()).count() == 4

    def test_marks_its_evidence_as_invented(self, lived):
        assert Evidence.objects.exists()
        assert all("演示" in each.says for each in Evidence.objects.all())
        assert all(each.address.startswith("https://www.example.cn/") for each in Evidence.objects.all())

    def test_writes_every_act_into_the_audit(self, lived):
        codes = Counter(AuditEntry.objects.values_list("code", flat=True))
        assert codes["plan.duty.reported"] == CaseLine.objects.filter(step="report").count() > 0
        assert codes["plan.published"] == codes["plan.tasks.issued"] == 1

    def test_happens_in_order_and_never_in_the_future(self, lived):
        for case in Case.objects.prefetch_related("lines"):
            days = [line.on for line in case.lines.all()]
            assert days == sorted(days)
            assert days[-1] <= NOW.date()

    def test_shows_the_plan_to_the_public(self, lived):
        status = newest_shown()
        assert status is not None
        assert len(status.rows) == 59

    def test_shows_some_evidence_and_why_days_were_moved(self, lived):
        shown = newest_shown()
        assert shown is not None
        evidence = [one for row in shown.rows for one in row.evidence]
        moves = [move for row in shown.rows for move in row.moves]
        assert all("演示" in told for told in [*(e.title for e in evidence), *(m.reason for m in moves)])
        assert (len(evidence) > 0, len(moves) > 0) == (True, True)
        assert EvidenceRelease.objects.filter(state="proposed").count() == 2

    def test_changes_nothing_a_second_time(self, lived):
        before = AuditEntry.objects.count()
        assert load_life(NOW) == Lived()
        assert AuditEntry.objects.count() == before

    def test_is_taken_out_with_the_city(self, lived):
        unload_city(NOW)
        assert not any(
            kind.objects.exists() for kind in (DueItem, Case, Evidence, EvidenceRelease, StoredFile)
        )

    def test_is_refused_in_production(self, settings):
        settings.IN_PRODUCTION = True
        with pytest.raises(DemoInProduction):
            load_life(NOW)


class TestTheStory:
    def test_ends_well_for_four_of_five(self):
        fates = Counter(fate_of(number) for number in range(1, 610))
        assert set(fates) == set(Fate)
        assert 0.75 < fates[Fate.DONE] / fates.total() < 0.85

    @pytest.mark.parametrize("until_on", [date(2024, 6, 30), date(2024, 12, 31)])
    def test_reports_before_it_confirms(self, until_on):
        assert all(reported_on(until_on, n) < last_confirmed(until_on) < until_on for n in range(20))


class TestThePortal:
    def test_begins_with_the_plan(self, lived):
        page = Client().get("/plan/", follow=True)
        assert page.status_code == 200
        assert "2024年济南市政务公开重点工作任务分工（演示）" in page.content.decode()
