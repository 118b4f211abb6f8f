"""A unit is warned of what it promised in public, once at each level."""

import pytest

from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.models import Commitment
from quancheng.records.plan.queries.commitments import COMMITMENT_KIND
from quancheng.records.plan.queries.warned_cases import still_due
from quancheng.records.plan.tasks import warn
from quancheng.records.plan.tests.commitments import published
from quancheng.records.plan.tests.test_telling_of_duties import seat
from quancheng.records.plan.tests.test_warning_of_duties import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]


class TestAUnit:
    def test_is_warned_of_its_own_commitments_alone(self, office, office_head, city):
        clerk, _ = seat("市财政局", Role.HANDLER), seat("市发展改革委", Role.HANDLER)
        published(office, office_head)
        for day in ("2026-06-19", "2026-06-23", "2026-06-24", "2026-06-30"):  # due on Tuesday 30 June
            warn(at(day))
        told = Notice.objects.filter(kind="plan.case_warning").order_by("pk")
        assert {notice.to_person_id for notice in told} == {clerk.person_id}
        levels = [notice.subject for notice in told]
        assert levels == [f"{level}预警：公开承诺“社区食堂”" for level in ("黄色", "红色")]
        promised = Commitment.objects.get(task="社区食堂")
        assert still_due(RecordRef(COMMITMENT_KIND, promised.ref))
