"""The model city keeps, moves and misses its public commitments, by the commands that people use."""

from collections import Counter
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.casework.models import Case
from quancheng.kernel.obligations.measures import measures
from quancheng.kernel.orgs.models import Unit
from quancheng.shells.demo.city import DemoInProduction, load_city, unload_city
from quancheng.shells.demo.life.pledges import PLEDGES
from quancheng.shells.demo.life.promises import load_promises

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai"))  # Monday


@pytest.fixture
def lived() -> int:
    load_city(NOW)
    return load_promises(NOW)


class TestLoadPromises:
    def test_leaves_commitments_in_every_state(self, lived):
        assert lived == len(PLEDGES) == 13
        told = Client().get("/plan/commitments/jinan-2024/commitments.json").json()["公开承诺"]
        assert Counter(each["状态"] for each in told) == {
            "如期完成": 8, "调整后完成": 1, "迟于时限完成": 1, "时限已调整": 1, "进行中": 2,
        }  # fmt: skip

    def test_marks_everything_as_invented(self, lived):
        told = Client().get("/plan/commitments/jinan-2024/commitments.json").json()
        assert "演示" in told["标题"]
        assert all(
            each["责任人"].startswith("演示·") and "演示" in each["最新进展"] for each in told["公开承诺"]
        )

    def test_happens_in_order_and_never_in_the_future(self, lived):
        for case in Case.objects.prefetch_related("lines"):
            days = [line.on for line in case.lines.all()]
            assert days == sorted(days)
            assert days[-1] <= NOW.date()

    def test_is_what_the_measure_of_row_37_reads(self, lived):
        unit = Unit.objects.get(short_name="市财政局")
        [found] = measures["plan.commitments"].read(unit.pk, PLEDGES[0].progress[0], NOW.date())
        assert found.says == "惠企资金直达"

    def test_changes_nothing_a_second_time(self, lived):
        before = AuditEntry.objects.count()
        assert load_promises(NOW) == 0
        assert AuditEntry.objects.count() == before

    def test_is_taken_out_with_the_city(self, lived):
        unload_city(NOW)
        assert not Case.objects.exists()
        assert "还没有公布" in Client().get("/plan/commitments/").content.decode()

    def test_is_refused_in_production(self, settings):
        settings.IN_PRODUCTION = True
        with pytest.raises(DemoInProduction):
            load_promises(NOW)
