"""A letter about an own record (更正告知书) is what a reconsideration or a suit is about, as a reply is."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.retention import matters
from quancheng.records.disclosure.commands import own_records
from quancheng.records.disclosure.models import OwnRecord, Redo, Reply
from quancheng.records.disclosure.queries.merging import UnitIsThere
from quancheng.records.disclosure.rules.own_record import End
from quancheng.records.disclosure.tests.conftest import NOW, court, day, finance, neighbour, signed_in
from quancheng.records.disclosure.tests.test_correcting.conftest import propose, seen, send
from quancheng.records.remedies.commands.correcting import take_back_proceeding
from quancheng.records.remedies.commands.deciding import decide_review
from quancheng.records.remedies.commands.proceedings import BadFiling, Filing, enter_proceeding
from quancheng.records.remedies.events import RedoOrdered
from quancheng.records.remedies.models import Proceeding
from quancheng.records.remedies.queries.annual import remedy_cells
from quancheng.records.remedies.queries.proceedings import NoSuchRequest, begins_of, doubts_of
from quancheng.records.remedies.rules.kinds import Attacked, Column, Kind
from quancheng.records.remedies.tests.conftest import at
from quancheng.records.remedies.tests.conftest import seen as shown

__all__ = ["court", "neighbour"]  # fixtures
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
LATER = at("2024-05-06")  # Monday
SERVED = day("2024-04-22")  # Monday


def told(clerk, head, way=Reply.Way.BY_HAND) -> OwnRecord:
    """An application that was refused, its letter served on Monday 22 April 2024."""
    one = send()
    propose(one, clerk, End.NOT_VERIFIED, "没有证据（演示）")
    own_records.issue_own_record(**seen(one), actor=head, now=NOW)
    return own_records.serve_own_record(
        **seen(one), way=way, proof="送达回证1号（演示）", on=SERVED, actor=clerk, now=NOW
    )


@pytest.fixture
def letter(clerk, head, court) -> OwnRecord:
    return told(clerk, head)


def own_page(one: OwnRecord) -> str:
    return reverse("disclosure_desk:own_record", args=[one.number])


def enter_page(one: OwnRecord) -> str:
    return f"{reverse('remedies_desk:enter')}?request={one.number}"


def filing(one: OwnRecord, **given) -> Filing:
    may_sixth = day("2024-05-06")  # Monday
    return Filing(**{
        "kind": Kind.REVIEW, "request": one.number, "organ": "泉州湾市人民政府（演示）", "reply": one.letter,
        "filed_on": day("2024-04-30"), "accepted_on": may_sixth, "notified_on": may_sixth, **given,
    })  # fmt: skip


def attack(one: OwnRecord, clerk, **given) -> Proceeding:
    return enter_proceeding(filing=filing(one, **given), actor=clerk, now=LATER)


def order_anew(made: Proceeding, clerk) -> None:
    decide_review(
        **shown(made), outcome="r-ordered", decided_on=LATER.date(), received_on=LATER.date(),
        decision_number="泉政复决〔2024〕3号（演示）", redo_by=day("2024-06-05"), actor=clerk, now=LATER,
    )  # fmt: skip


class TestEnterProceeding:
    def test_knows_the_letter_its_class_and_its_receipt(self, letter, clerk):
        made = attack(letter, clerk)
        assert (made.of_kind, made.paper, made.clause) == (Attacked.OWN_RECORD, "更正政府信息告知书", "B")
        assert (made.reply_on, begins_of(clerk, made)) == (SERVED, SERVED)
        assert not doubts_of(clerk, made)
        assert made.attacked.kind == "disclosure.own_record"

    def test_takes_a_suit_at_once(self, letter, clerk):
        made = attack(letter, clerk, kind=Kind.DIRECT, organ="演示区人民法院")
        assert not doubts_of(clerk, made)

    def test_counts_from_nothing_while_a_posted_letter_is_not_signed_for(self, clerk, head, court):
        made = attack(told(clerk, head, Reply.Way.BY_POST), clerk)
        assert (made.reply_on, begins_of(clerk, made)) == (SERVED, None)

    def test_refuses_a_letter_that_is_not_its_own(self, letter, clerk):
        with pytest.raises(BadFiling, match="没有文号"):
            attack(letter, clerk, reply="市财政局依更〔2024〕9号")

    def test_is_not_for_the_neighbours(self, letter, neighbour):
        with pytest.raises(NoSuchRequest):
            attack(letter, neighbour)

    def test_is_for_its_own_agency_alone(self, letter, office):
        with pytest.raises(NoSuchRequest, match="由其他机关承办"):
            attack(letter, office)

    def test_is_for_who_took_over_once_its_agency_is_no_more(self, letter, office, neighbour):
        given = {**seen(letter), "unit_id": neighbour.unit_id, "reason": "市财政局已并入（演示）"}
        with pytest.raises(UnitIsThere):
            own_records.hand_on_own_record(**given, actor=office, now=LATER)
        gone = LATER.date() - timedelta(days=1)
        Unit.objects.filter(pk=finance().pk).update(closed_on=gone, merged_into=neighbour.unit_id)
        page = signed_in(office).get(own_page(letter)).text
        assert f'<option value="{neighbour.unit_id}" selected>' in page
        own_records.hand_on_own_record(**given, actor=office, now=LATER)
        told = Notice.objects.get(to_person=neighbour.person_id)
        assert told.kind == "disclosure.own_record_past_handed_on"
        assert attack(letter, neighbour).case.unit_id == neighbour.unit_id

    def test_keeps_who_asked_while_it_is_open(self, letter, clerk):
        attack(letter, clerk)
        held = matters.needed(LATER.date())
        assert (letter.tenant_id, letter.number) in held["disclosure.own_record"]
        assert not held["disclosure.request"]

    def test_counts_in_table_four(self, letter, clerk):
        attack(letter, clerk)
        cells = remedy_cells(unit_ids=[finance().pk], year=2024)
        assert cells == {(Kind.REVIEW.block, int(Column.PENDING)): 1}


class TestAnOrder:
    def test_opens_nothing_by_itself_and_can_be_taken_back(self, letter, clerk, office, drain):
        made = attack(letter, clerk)
        order_anew(made, clerk)
        drain()
        assert AuditEntry.objects.filter(code=RedoOrdered.code).exists()
        assert not Redo.objects.exists()
        assert OwnRecord.objects.get().case.ended_on == SERVED
        page = signed_in(clerk).get(f"/remedies/{made.pk}/").text
        assert "更正申请不会自动重新开启" in page
        take_back_proceeding(**shown(made), reason="登记有误（演示）", actor=office, now=timezone.now())
        drain()
        listed = signed_in(office).get(reverse("remedies_desk:proceedings")).text
        assert made.number in listed
        assert "责令仍在执行" not in listed


class TestPages:
    def test_offer_the_letter_where_a_proceeding_is_entered(self, letter, clerk):
        page = signed_in(clerk).get(enter_page(letter)).text
        assert f"更正申请{letter.number}" in page
        assert f"更正政府信息告知书 {letter.letter}，2024-04-22直接送达，B类" in page

    def test_enter_it_and_show_it_on_both_sides(self, letter, clerk):
        client = signed_in(clerk)
        answer = client.post(
            enter_page(letter),
            {
                "kind": "review", "procedure": "ordinary", "reply": letter.letter, "organ": "演示市人民政府",
                "filed_on": "2024-04-30", "accepted_on": "2024-05-06",
            },
            follow=True,
        ).text  # fmt: skip
        made = Proceeding.objects.get()
        assert f"更正申请{letter.number}" in answer
        assert f'href="{own_page(letter)}"' in answer
        own = client.get(own_page(letter)).text
        assert "复议、诉讼和监督" in own
        assert made.number in own

    def test_show_nothing_of_it_where_there_is_nothing(self, letter, clerk):
        assert "复议、诉讼和监督" not in signed_in(clerk).get(own_page(letter)).text

    def test_show_the_number_to_the_office_too(self, letter, clerk, office):
        made = attack(letter, clerk)
        assert made.number in signed_in(office).get(own_page(letter)).text

    def test_are_not_for_strangers(self, letter, clerk, neighbour):
        made = attack(letter, clerk)
        assert signed_in(neighbour).get(f"/remedies/{made.pk}/").status_code == 404
        assert signed_in(neighbour).get(enter_page(letter)).status_code == 422
