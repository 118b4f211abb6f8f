"""Handing on at once what a unit has in hand when it goes into another (机构调整)."""

import uuid

import pytest

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.casework.agenda import left_by_unit
from quancheng.kernel.casework.models import Case, CaseLine
from quancheng.kernel.casework.refusals import ReasonMissing
from quancheng.kernel.notify.models import Notice
from quancheng.records.disclosure.commands import handling
from quancheng.records.disclosure.commands.consulting import consult
from quancheng.records.disclosure.commands.merging import ListMoved, NothingToHandOn, hand_on_everything
from quancheng.records.disclosure.models import Request
from quancheng.records.disclosure.models.consultations import Party
from quancheng.records.disclosure.queries import merging as queries
from quancheng.records.disclosure.queries.agencies import NoSuchAgency
from quancheng.records.disclosure.queries.doors import code_of
from quancheng.records.disclosure.queries.own_records import own_record_for
from quancheng.records.disclosure.queries.requests import request_for
from quancheng.records.disclosure.tests.conftest import (
    NOW,
    day,
    finance,
    hand_in,
    now_of,
    seen,
    signed_in,
)
from quancheng.records.disclosure.tests.test_correcting.conftest import send
from quancheng.records.disclosure.workflow import HAND_ON


@pytest.fixture
def asked(received, clerk) -> Request:
    """A request about which a third party has been asked."""
    consult(
        **seen(received), party=Party.THIRD, name="演示设备有限公司", about="联系人（演示）", on=NOW.date(),
        actor=clerk, now=NOW,
    )  # fmt: skip
    return now_of(received)


@pytest.fixture
def many(asked, clerk):
    """Two requests, and a case about an own record."""
    return asked, hand_in(clerk, came_on="2024-04-20", once=uuid.uuid4().hex), send()


def hand_over(office, neighbour, **told):
    given = {
        "from_unit": finance().pk, "seen": queries.leaving_of(office, finance().pk).fingerprint,
        "unit_id": neighbour.unit_id, "reason": "机构改革，市财政局并入", **told,
    }  # fmt: skip
    return hand_on_everything(**given, actor=office, now=NOW)


class TestHandOnEverything:
    def test_takes_all_along_with_history_and_period(self, many, office, neighbour):
        before = {case.pk: (case.state, case.due_on) for case in Case.objects.all()}
        assert hand_over(office, neighbour) == 3
        assert set(Case.objects.values_list("unit", flat=True)) == {neighbour.unit_id}
        assert {case.pk: (case.state, case.due_on) for case in Case.objects.all()} == before
        first, second, own = many
        assert request_for(neighbour, first.number).case.unit_id == neighbour.unit_id
        assert request_for(neighbour, second.number).case.due_on == day("2024-05-20")
        assert own_record_for(neighbour, own.number)
        assert not list(left_by_unit(finance().pk))

    def test_each_gets_its_line_and_the_whole_one_event(self, many, office, neighbour):
        before = AuditEntry.objects.count()
        hand_over(office, neighbour)
        lines = CaseLine.objects.filter(step=HAND_ON.code)
        assert lines.count() == 3
        assert set(lines.values_list("note", flat=True)) == {"机构改革，市财政局并入"}
        assert AuditEntry.objects.count() == before + 1
        assert AuditEntry.objects.latest("seq").code == "disclosure.everything.handed_on"

    def test_the_heirs_are_told_of_each_as_when_one_goes_alone(self, many, office, neighbour):
        hand_over(office, neighbour)
        told = Notice.objects.filter(to_person=neighbour.person_id)
        assert told.filter(kind="disclosure.handed_on").count() == 2
        assert told.filter(kind="disclosure.own_record_handed_on").count() == 1

    def test_the_applicant_reads_that_another_agency_handles_it(self, received, office, neighbour, client):
        hand_over(office, neighbour)
        number = received.number
        shown = client.post("/disclosure/status/", {"number": number, "code": code_of(number)}, follow=True)
        assert "改由承接职能的机关办理" in shown.text

    def test_is_refused_when_the_list_has_moved_and_nothing_goes(self, many, office, neighbour, clerk):
        word = queries.leaving_of(office, finance().pk).fingerprint
        hand_in(clerk, once=uuid.uuid4().hex)
        with pytest.raises(ListMoved):
            hand_over(office, neighbour, seen=word)
        assert set(Case.objects.values_list("unit", flat=True)) == {finance().pk}

    def test_wants_a_reason_an_agency_and_something_in_hand(self, received, office, neighbour):
        with pytest.raises(ReasonMissing):
            hand_over(office, neighbour, reason=" ")
        with pytest.raises(NoSuchAgency):
            hand_over(office, neighbour, unit_id=0)
        hand_over(office, neighbour)
        with pytest.raises(NothingToHandOn):
            hand_over(office, neighbour)

    def test_is_for_the_office_of_the_government(self, received, office, neighbour, clerk, head, district):
        word = queries.leaving_of(office, finance().pk).fingerprint
        for actor in (clerk, head, neighbour):
            with pytest.raises(queries.NotYourMerger):
                hand_over(actor, neighbour, seen=word)
        with pytest.raises(queries.NoSuchFormer):
            hand_over(district, neighbour, seen=word)

    def test_leaves_what_has_ended(self, received, clerk, office, neighbour):
        handling.note_withdrawal(**seen(received), reason="电话撤回", actor=clerk, now=NOW)
        assert queries.units_holding(office) == []


class TestAtTheDesk:
    def test_the_list_of_what_is_in_hand_leads_there(self, many):
        assert {one.page for one in left_by_unit(finance().pk)} == {"disclosure_desk:merging"}

    def test_the_list_is_looked_through_and_handed_on(self, many, office, neighbour, desk_surface):
        client = signed_in(office)
        assert f"/disclosure/merging/{finance().pk}/" in client.get("/disclosure/merging/").text
        page = client.get(f"/disclosure/merging/{finance().pk}/").text
        word = queries.leaving_of(office, finance().pk).fingerprint
        assert all(one.number in page for one in many[:2])
        assert word in page
        sent = {"seen": "gone", "unit_id": neighbour.unit_id, "reason": "机构改革"}
        assert client.post(f"/disclosure/merging/{finance().pk}/", sent).status_code == 409
        sent["seen"] = word
        assert client.post(f"/disclosure/merging/{finance().pk}/", sent).status_code == 302
        assert set(Case.objects.values_list("unit", flat=True)) == {neighbour.unit_id}
