"""Corrections in an account: those filed there, those taken in by number and code, and their letters."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.citizens.claims import AlreadyYours, OfAnotherAccount
from quancheng.kernel.citizens.models import Citizen
from quancheng.records.disclosure.commands.claiming import claim_own_record, detach_requests
from quancheng.records.disclosure.models import OwnRecord
from quancheng.records.disclosure.queries.citizens import NOT_SHOWN
from quancheng.records.disclosure.queries.own_citizens import own_record_lines, own_records_as_data
from quancheng.records.disclosure.queries.own_records import DOOR, NoOwnMatch, own_records_for
from quancheng.records.disclosure.tests.conftest import NOW, PAPER, WHO
from quancheng.records.disclosure.tests.test_correcting.conftest import (
    CLAIM,
    last_told,
    send,
    serve,
)
from quancheng.records.disclosure.tests.test_correcting.test_pages import NEW, filled
from quancheng.records.disclosure.tests.test_unlocking import account

pytestmark = pytest.mark.django_db
TAIL, WRONG = PAPER[-4:], "1111"


@pytest.fixture(autouse=True)
def no_tries_yet():
    cache.clear()


@pytest.fixture
def citizen() -> tuple[Actor, Client]:
    return account("13800000001")


def take(one: OwnRecord, actor: Actor, code: str = "") -> OwnRecord:
    return claim_own_record(
        number=one.number, code=code or DOOR.code_of(one.number), actor=actor, now=timezone.now()
    )


class TestFiledWhileSignedIn:
    def test_it_stands_in_the_account_and_in_no_other(self, clerk, citizen):
        receipt = citizen[1].post(NEW, filled(), follow=True)
        one = OwnRecord.objects.get()
        assert (one.citizen_id, one.claimed_at) == (citizen[0].citizen_id, None)
        assert "已存进您的账号" in receipt.text
        [line] = own_record_lines(citizen[0], today=timezone.localdate())
        assert (line.number, line.state_says, line.unit) == (one.number, "待核实", "市财政局")
        stranger, window = account("13800000002")
        assert not own_records_for(stranger).exists()
        for way in ("", "letter/"):
            assert window.get(f"/disclosure/own-record/own/{one.number}/{way}").status_code == 404

    def test_it_is_withdrawn_without_the_code(self, clerk, citizen):
        one = send(actor=citizen[0])
        page = f"/disclosure/own-record/own/{one.number}/"
        assert "撤回更正申请" in citizen[1].get(page).text
        assert citizen[1].post(f"{page}withdrawal/", {}).status_code == 422
        assert citizen[1].post(f"{page}withdrawal/", {"sure": "on"})["Location"] == page
        assert "已撤回" in citizen[1].get(page).text
        _, window = account("13800000002")
        assert window.post(f"{page}withdrawal/", {"sure": "on"}).status_code == 404

    def test_its_letter_is_read_without_signs_once_it_was_served(self, issued, clerk, citizen):
        OwnRecord.objects.update(citizen=citizen[0].citizen_id)
        page = f"/disclosure/own-record/own/{issued.number}/letter/"
        assert citizen[1].get(page).status_code == 404
        serve(issued, clerk)
        shown = citizen[1].get(page)
        assert (shown.status_code, WHO.name in shown.text, "姓名确有误" in shown.text) == (200, True, True)
        assert last_told() == "disclosure.own_record.letter_opened"

    def test_it_travels_along_without_the_whole_number_of_the_paper(self, clerk, citizen):
        send(actor=citizen[0])
        [told] = own_records_as_data(citizen[0])
        assert told["申请人和内容"]["哪里不准确"] == CLAIM.wrong
        assert PAPER not in str(told)


class TestTakenInByNumberAndCode:
    def test_it_shows_how_it_stands_and_nothing_of_what_it_says(self, issued, clerk, citizen):
        serve(issued, clerk)
        take(issued, citizen[0])
        assert last_told() == "disclosure.own_record.claimed"
        here = f"/disclosure/own-record/own/{issued.number}/"
        shown = citizen[1].get(here).text
        assert ("已更正" in shown, "证件号码后4位" in shown, WHO.name in shown) == (True, True, False)
        assert citizen[1].get(f"{here}letter/")["Location"] == here
        [told] = own_records_as_data(citizen[0])
        assert told["申请人和内容"] == NOT_SHOWN
        assert citizen[1].post(f"{here}signs/", {"tail": WRONG}).status_code == 422
        assert citizen[1].post(f"{here}signs/", {"tail": TAIL})["Location"] == here
        assert last_told() == "disclosure.own_record.unlocked"
        assert WHO.name in citizen[1].get(f"{here}letter/").text
        [told] = own_records_as_data(citizen[0])
        assert told["申请人和内容"]["应当怎样"] == CLAIM.right

    def test_wrong_signs_and_wrong_codes_are_counted(self, sent, citizen):
        take(sent, citizen[0])
        signs = f"/disclosure/own-record/own/{sent.number}/signs/"
        for _ in range(10):
            assert citizen[1].post(signs, {"tail": WRONG}).status_code == 422
        assert citizen[1].post(signs, {"tail": TAIL}).status_code == 429

    def test_it_is_taken_in_once_and_never_without_the_code(self, sent, citizen):
        stranger, window = account("13800000002")
        page = "/disclosure/own-record/claim/"
        with pytest.raises(NoOwnMatch):
            take(sent, citizen[0], "AAAAAAAA")
        told = {"number": sent.number, "code": DOOR.code_of(sent.number)}
        answer = citizen[1].post(page, told)
        assert answer["Location"] == f"/disclosure/own-record/own/{sent.number}/"
        with pytest.raises(AlreadyYours):
            take(sent, citizen[0])
        with pytest.raises(OfAnotherAccount):
            take(sent, stranger)
        assert window.post(page, told).status_code == 409
        assert Client().get(page).status_code == 302

    def test_it_stays_when_the_account_is_closed(self, sent, citizen):
        take(sent, citizen[0])
        Citizen.objects.update(phone_digest="", closed_at=NOW)
        assert detach_requests(actor=Actor.clockwork(), now=timezone.now()) == 1
        left = OwnRecord.objects.get()
        assert (left.citizen, left.claimed_at) == (None, None)
