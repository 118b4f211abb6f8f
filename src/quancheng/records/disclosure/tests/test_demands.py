"""转办: a demand goes to who can settle it, comes back, and is checked by another than its owner."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.casework.refusals import BadDay, MovedMeanwhile, NotYourStep, ReasonMissing, StepNotOpen
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.orgs.models import Unit
from quancheng.records.disclosure.commands import demands as writing
from quancheng.records.disclosure.commands.watching import urge_parties
from quancheng.records.disclosure.models import Demand
from quancheng.records.disclosure.queries.agencies import NoSuchAgency
from quancheng.records.disclosure.queries.demands import NoSuchDemand, handed_and_settled
from quancheng.records.disclosure.queries.requests import NoSuchRequest
from quancheng.records.disclosure.queries.unnamed import NamesApplicant
from quancheng.records.disclosure.rules.demands import Sort
from quancheng.records.disclosure.tests.conftest import NOW, PAPER, WHO, at, day, now_of, signed_in
from quancheng.records.disclosure.tests.supervised import CLOCKWORK

pytestmark = pytest.mark.django_db
LATER = at("2024-05-06")  # Monday
LIST = "/disclosure/supervision/demands/"


def water() -> Unit:
    return Unit.objects.get(name="市水务局")


def hand(request, actor, **told):
    given = {
        "sort": Sort.UNRESOLVED, "matter": "水表安装一直没有完成", "unit_id": water().pk,
        "until": day("2024-05-21"), **told,
    }  # fmt: skip
    return writing.hand_on_demand(number=request.number, **given, actor=actor, now=NOW)


def step(act, demand, actor, **told):
    version = Demand.objects.select_related("case").get(pk=demand.pk).case.version
    return act(demand_id=demand.pk, version=version, **told, actor=actor, now=LATER)


def state() -> str:
    return Demand.objects.select_related("case").get().case.state


def last_told() -> str:
    return AuditEntry.objects.order_by("-seq").values_list("code", flat=True)[0]


@pytest.fixture
def handed(received, clerk, neighbour) -> Demand:
    return hand(received, clerk)


@pytest.fixture
def reported(handed, neighbour) -> Demand:
    step(writing.accept_demand, handed, neighbour)
    step(writing.report_demand, handed, neighbour, reason="5月5日已装好，现场照片存档")
    return handed


class TestHandOnDemand:
    def test_goes_to_the_owner_while_the_request_goes_on(self, handed, received):
        assert last_told() == "disclosure.demand.handed"
        assert (handed.case.unit, handed.case.due_on) == (water(), day("2024-05-21"))
        assert now_of(received).case.due_on == day("2024-05-21")
        assert Notice.objects.filter(kind="disclosure.demand_handed").count() == 1

    def test_is_refused(self, received, clerk, neighbour, district):
        with pytest.raises(NamesApplicant):
            hand(received, clerk, matter=f"{WHO.name}家的水表")
        with pytest.raises(BadDay):
            hand(received, clerk, until=day("2024-04-19"))
        with pytest.raises(writing.OwnerElsewhere):
            hand(received, clerk, unit_id=Unit.objects.get(name="东区政府办公室").pk)
        with pytest.raises(NoSuchAgency):
            hand(received, clerk, unit_id=0)
        for stranger in (neighbour, district):
            with pytest.raises(NoSuchRequest):
                hand(received, stranger)


class TestTheOwner:
    def test_accepts_and_reports(self, reported, clerk):
        assert state() == "reported"
        assert Demand.objects.get().result == "5月5日已装好，现场照片存档"
        assert last_told() == "disclosure.demand.moved"
        assert Notice.objects.filter(kind="disclosure.demand_moved", to_person=clerk.person_id).count() == 2

    def test_may_send_it_back_with_a_reason(self, handed, neighbour):
        with pytest.raises(ReasonMissing):
            step(writing.refuse_demand, handed, neighbour, reason=" ")
        step(writing.refuse_demand, handed, neighbour, reason="属于住建部门")
        assert state() == "returned"

    def test_reports_nothing_before_it_accepted(self, handed, neighbour):
        with pytest.raises(StepNotOpen):
            step(writing.report_demand, handed, neighbour, reason="已装好")

    def test_learns_nothing_from_a_guess(self, handed, neighbour):
        """A refusal would tell the owner that the name is right."""
        step(writing.accept_demand, handed, neighbour)
        step(writing.report_demand, handed, neighbour, reason=f"{WHO.name}已满意")
        assert state() == "reported"

    def test_alone_accepts(self, handed, clerk, district):
        with pytest.raises(NotYourStep):
            step(writing.accept_demand, handed, clerk)
        with pytest.raises(NoSuchDemand):
            step(writing.accept_demand, handed, district)


class TestChecking:
    def test_is_of_who_handed_it_on(self, reported, clerk, city):
        step(writing.settle_demand, reported, clerk, reason="电话核实，已装好")
        assert state() == "settled"
        assert handed_and_settled(city.pk, day("2024-04-01"), day("2024-06-30")) == (1, 1)

    def test_is_of_the_office_too(self, reported, office, city):
        step(writing.leave_demand, reported, office, reason="管道产权有争议，须诉讼解决")
        assert state() == "unsettled"
        assert handed_and_settled(city.pk, day("2024-04-01"), day("2024-06-30")) == (1, 0)

    def test_is_never_of_the_owner(self, reported, neighbour):
        for act in (writing.settle_demand, writing.leave_demand, writing.send_demand_again):
            with pytest.raises(writing.NotYoursToCheck):
                step(act, reported, neighbour, reason="已装好")

    def test_tells_the_owner_nobodys_name(self, reported, clerk):
        for act in (writing.settle_demand, writing.leave_demand, writing.send_demand_again):
            with pytest.raises(NamesApplicant):
                step(act, reported, clerk, reason=f"{WHO.name}说没有装好")

    def test_sends_it_back_to_go_on(self, reported, clerk):
        step(writing.send_demand_again, reported, clerk, reason="现场还没有通水")
        assert state() == "accepted"

    def test_is_on_what_was_seen(self, reported, clerk):
        with pytest.raises(MovedMeanwhile):
            writing.settle_demand(demand_id=reported.pk, version=0, reason="好", actor=clerk, now=LATER)


class TestReminding:
    def test_the_owner_the_day_before_and_after(self, handed, neighbour):
        assert urge_parties(actor=CLOCKWORK, now=at("2024-05-17")) == 0  # Friday
        assert urge_parties(actor=CLOCKWORK, now=at("2024-05-20")) == 1  # Monday
        assert urge_parties(actor=CLOCKWORK, now=at("2024-05-22")) == 1  # Wednesday, overdue
        assert Notice.objects.filter(kind="disclosure.demand_due").count() == 2


@pytest.mark.usefixtures("desk_surface")
class TestThePages:
    def test_show_the_owner_the_matter_and_nobody_who_asks(self, handed, received, neighbour, clerk, office):
        page = f"{LIST}{handed.pk}/"
        shown = signed_in(neighbour).get(page).text
        assert "水表安装一直没有完成" in shown
        assert received.wanted not in shown
        for actor in (neighbour, clerk, office):
            text = signed_in(actor).get(page).text
            assert WHO.name not in text
            assert PAPER not in text

    def test_are_closed_to_strangers(self, handed, received, district):
        client = signed_in(district)
        assert client.get(f"{LIST}{handed.pk}/").status_code == 404
        assert client.get(f"{LIST}new/{received.number}/").status_code == 404
        assert client.post(f"{LIST}{handed.pk}/steps/accept/").status_code == 404
        assert not client.get(LIST).context["rows"]

    def test_carry_it_to_the_end(self, received, clerk, neighbour):
        client, theirs = signed_in(clerk), signed_in(neighbour)
        told = {"sort": "unlawful", "matter": "没有按时验收", "unit_id": water().pk, "until": "2099-12-31"}
        refused = client.post(f"{LIST}new/{received.number}/", {**told, "unit_id": ""})
        assert refused.status_code == 422
        assert "没有按时验收" in refused.text
        page = client.post(f"{LIST}new/{received.number}/", told)["Location"]
        assert "已接收" in theirs.post(f"{page}steps/accept/", {"version": 0}, follow=True).text
        told = {"version": 1, "reason": "已经验收"}
        assert "等待核实" in theirs.post(f"{page}steps/report/", told, follow=True).text
        assert "核实" not in [one.act.says for one in theirs.get(page).context["acts"]]
        assert theirs.post(f"{page}steps/settle/", {"version": 2, "reason": "好"}).status_code == 422
        done = client.post(f"{page}steps/settle/", {"version": 2, "reason": "已核实"}, follow=True)
        assert "实质解决" in done.text
        assert "实质解决1件" in client.get(LIST).text

    def test_ask_the_database_no_more_for_more(self, received, clerk, handed):
        client = signed_in(clerk)
        client.get(LIST)
        with CaptureQueriesContext(connection) as for_one:
            client.get(LIST)
        for _ in range(5):
            hand(received, clerk)
        with CaptureQueriesContext(connection) as for_many:
            client.get(LIST)
        assert len(for_many) == len(for_one) <= 30
