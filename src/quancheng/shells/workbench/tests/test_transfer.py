"""The desk's page of the way to the other network: who sees it, what it tells, its one button."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quancheng.kernel.audit.health import health
from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.audit.periodic import jobs_here
from quancheng.kernel.crypto.keys import make_ring
from quancheng.kernel.orgs.models import AdminSeat, Person
from quancheng.kernel.transfer.kinds import Side
from quancheng.kernel.transfer.models import Carried, Way
from quancheng.kernel.transfer.pair import ring_of
from quancheng.kernel.transfer.told import Transfer
from quancheng.shells.workbench.tests.test_orgs import government, seat, signed_in, unit_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
MOST_QUERIES = 30


@pytest.fixture
def city():
    return government("c")


@pytest.fixture
def office(city) -> Client:
    unit = unit_of(city, "9", "演示市政府办公厅")
    return signed_in(seat(unit, "负责人", "office", role="openness_head").person)


@pytest.fixture
def inside(settings, tmp_path) -> None:
    settings.TRANSFER = Transfer("inside", "yanshi", tmp_path, 24)


@pytest.fixture
def went(inside) -> Way:
    """Three packages went out, one arrived; one came in."""
    out, into = Way.objects.create(is_out=True, last=3, arrived=1), Way.objects.create(is_out=False, last=1)
    now = timezone.now()
    for number in (1, 2, 3):
        Carried.objects.create(way=out, number=number, digest="a" * 64, rows=5, at=now, is_anew=number == 3)
    Carried.objects.create(way=into, number=1, digest="b" * 64, rows=2, at=now)
    return out


def page(client: Client) -> str:
    answer = client.get(reverse("workbench:transfer"))
    assert answer.status_code == 200
    return str(answer.content.decode())


class TestThePage:
    def test_says_that_there_is_one_network(self, office):
        assert "没有设置跨网摆渡" in page(office)

    def test_tells_what_went_what_arrived_and_what_came(self, office, went):
        told = page(office)
        assert "往来正常" in told
        assert "2个包，对方已导入至第1号" in told
        assert told.count("待回执") == 2
        assert told.count("对方已导入<") == 1

    def test_tells_what_was_turned_away_and_why(self, office, went):
        Way.objects.filter(is_out=False).update(
            refused_file="x.qct", refused_why="x.qct 不完整", refused_at=timezone.now()
        )
        assert "有摆渡包没有导入：x.qct 不完整" in page(office)

    def test_asks_few_queries(self, office, went, django_assert_max_num_queries):
        with django_assert_max_num_queries(MOST_QUERIES):
            page(office)

    @pytest.mark.parametrize("role", ["handler", "head", "reviewer"])
    def test_is_closed_to_units(self, city, inside, role):
        stranger = signed_in(seat(unit_of(city, "1", "演示市某局"), "某岗", "x", role=role).person)
        for name, post in (("transfer", stranger.get), ("transfer_everything", stranger.post)):
            assert post(reverse(f"workbench:{name}")).status_code == 403
        assert not Way.objects.exists()

    @pytest.mark.parametrize(("role", "status"), [("system", 200), ("security", 403), ("audit", 403)])
    def test_is_open_to_the_system_administrator_alone(self, city, inside, role, status):
        person = Person.objects.create(account=role, name="演示管理员", tenant=city)
        AdminSeat.objects.create(tenant=city, role=role, person=person)
        assert signed_in(person).get(reverse("workbench:transfer")).status_code == status

    @pytest.mark.parametrize("role", ["openness_office", "openness_head"])
    def test_is_closed_to_the_offices_of_the_other_governments(self, city, office, inside, role):
        for other in (government("n"), government("d", city)):
            unit = unit_of(other, "9", "演示区政府办公室")
            person = seat(unit, "某岗", f"{role}-{other.slug}", role=role).person
            AdminSeat.objects.create(tenant=other, role="system", person=person)
            stranger = signed_in(person)
            refused = stranger.get(reverse("workbench:transfer"))
            assert refused.status_code == 403
            assert "统一维护日历的政府" in refused.content.decode()
            assert stranger.post(reverse("workbench:transfer_everything")).status_code == 403
            assert reverse("workbench:transfer") not in stranger.get(reverse("workbench:my_work")).text
        assert not Way.objects.exists()
        assert not AuditEntry.objects.filter(code="transfer.package.wanted_anew").exists()
        assert reverse("workbench:transfer") in office.get(reverse("workbench:my_work")).text

    def test_is_open_to_the_government_that_the_settings_name(self, settings, city, office, inside):
        settings.CALENDAR_KEEPER = "n"
        other = seat(unit_of(government("n"), "9", "演示市政府办公厅"), "某岗", "y", role="openness_office")
        assert office.get(reverse("workbench:transfer")).status_code == 403
        assert signed_in(other.person).get(reverse("workbench:transfer")).status_code == 200


class TestTheButton:
    def test_registers_that_everything_goes_once_more(self, office, went, tmp_path):
        for of in Side:
            make_ring(ring_of(tmp_path, of))
        assert "全部重发</button>" in page(office)
        office.post(reverse("workbench:transfer_everything"))
        told = page(office)
        assert "已登记全部重发" in told
        assert "全部重发</button>" not in told
        assert AuditEntry.objects.filter(code="transfer.package.wanted_anew").count() == 1


class TestHealth:
    def test_names_the_way_when_nothing_came_for_too_long(self, went):
        now = timezone.now()
        assert not [one for one in health(now=now).faults if "摆渡" in one]
        late = health(now=now + timedelta(hours=25)).faults
        assert any("外网的摆渡包已停25小时" in one for one in late)

    def test_names_it_when_nothing_ever_came(self, inside):
        assert any("还没有收到过外网的摆渡包" in one for one in health(now=timezone.now()).faults)

    def test_says_nothing_of_it_with_one_network(self):
        assert not [one for one in health(now=timezone.now()).faults if "摆渡" in one]


class TestTheJobs:
    def test_of_officials_are_not_done_outside(self, settings, tmp_path):
        every = {job.name for job in jobs_here()}
        settings.TRANSFER = Transfer("outside", "yanshi", tmp_path, 24)
        outside = {job.name for job in jobs_here()}
        assert {"casework.recompute_due", "plan.warn", "mailbox.remind"} <= every - outside
        assert {"notify.deliver", "retention.erase", "audit.anchor", "mailbox.forget_sources"} <= outside
