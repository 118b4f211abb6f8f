"""Meetings, a joint mechanism, a collection summed up and an inspection live in the model city."""

from collections import Counter
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps

from quancheng.kernel.approvals.models import Approval
from quancheng.kernel.casework.models import Case
from quancheng.kernel.orgs.queries import person_of_account
from quancheng.shells.demo.city import DemoInProduction, load_city, unload_city
from quancheng.shells.demo.life import load_gatherings, load_inspection, load_summed_up

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 27, 15, tzinfo=ZoneInfo("Asia/Shanghai"))  # Friday
Gathering, Council, Resolution, Attendance, Notice = (
    apps.get_model("groundwork", name)
    for name in ("Gathering", "Council", "Resolution", "Attendance", "Notice")
)
Filling = apps.get_model("groundwork", "Filling")
Inspection, Material, Package = (
    apps.get_model("inspections", name) for name in ("Inspection", "Material", "Package")
)
LOADS = (load_summed_up, load_gatherings, load_inspection)


@pytest.fixture
def city(settings, tmp_path) -> list[int]:
    settings.MEDIA_ROOT = tmp_path
    load_city(NOW)
    return [load(NOW) for load in LOADS]


class TestTheOfficesDailyWork:
    def test_is_there_in_full(self, city):
        assert city == [4, 9, 4]
        states = Counter(Case.objects.filter(workflow="gathering").values_list("state", flat=True))
        assert states == {"confirmed": 8, "planned": 1}
        assert Attendance.objects.count() == 8 * 3
        assert Council.objects.get().members.count() == 4
        assert (Resolution.objects.count(), Resolution.objects.filter(settled_on=None).count()) == (3, 2)

    def test_has_a_collection_that_was_approved_and_summed_up(self, city):
        notice = Notice.objects.get()
        assert Approval.objects.get().about == f"groundwork.notice:{notice.pk}"
        assert notice.issued_by == person_of_account("office-head")
        states = Counter(Case.objects.filter(workflow="groundwork.table").values_list("state", flat=True))
        assert states == {"accepted": 4}
        assert sum(int(one.sums["c2"]) for one in Filling.objects.all()) == 12

    def test_has_an_inspection_with_proposals_taken_tasks_and_a_package(self, city):
        assert Counter(Material.objects.values_list("kind", flat=True)) == {"record": 4, "file": 2}
        states = Counter(Case.objects.filter(workflow="inspection_task").values_list("state", flat=True))
        assert states == {"accepted": 1, "handed_in": 1, "laid": 1}
        assert Package.objects.get().left_out == 0

    def test_marks_everything_as_invented(self, city):
        told = [
            *Gathering.objects.all(),
            *Council.objects.all(),
            *Notice.objects.all(),
            *Inspection.objects.all(),
        ]
        assert all("演示" in str(one) for one in told)

    def test_is_the_same_every_time(self, city):
        before = Case.objects.count()
        assert [load(NOW) for load in LOADS] == [0, 0, 0]
        assert Case.objects.count() == before

    def test_leaves_with_the_city(self, city):
        unload_city(NOW)
        kinds = (Gathering, Council, Resolution, Attendance, Notice, Inspection, Material, Package, Case)
        assert not any(kind.objects.exists() for kind in kinds)

    @pytest.mark.parametrize("load", LOADS)
    def test_is_refused_in_production(self, settings, load):
        settings.IN_PRODUCTION = True
        with pytest.raises(DemoInProduction):
            load(NOW)
