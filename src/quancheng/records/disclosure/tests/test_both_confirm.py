"""双方确认 (第三十一条第三项): where a government wants it, the agency first, its applicant after it."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.casework.refusals import BadDay, NotYourStep, StepNotOpen
from quancheng.kernel.notify.models import Notice
from quancheng.records.disclosure.commands.confirming import (
    AgencyFirst,
    NotByBoth,
    confirm_again,
    confirm_first,
    write_receipt,
)
from quancheng.records.disclosure.commands.intake import confirm_receipt
from quancheng.records.disclosure.models import Letter, Request
from quancheng.records.disclosure.queries.citizens import own_requests
from quancheng.records.disclosure.queries.doors import NoMatch, code_of, status_of
from quancheng.records.disclosure.queries.faults import unconfirmed_too_long
from quancheng.records.disclosure.queries.requests import NoSuchRequest, safe_day_of
from quancheng.records.disclosure.queries.waiting import waiting_for
from quancheng.records.disclosure.rules.receipt import Channel
from quancheng.records.disclosure.tests.conftest import (
    PASSER_BY,
    at,
    day,
    hand_in,
    now_of,
    seen,
    signed_in,
    submit,
)
from quancheng.records.disclosure.tests.test_citizens_requests import account
from quancheng.records.disclosure.web.status_page import status_page
from quancheng.records.disclosure.workflow import State

pytestmark = pytest.mark.django_db
CAME, FIRST, AGAIN = "2024-04-22", "2024-04-23", "2024-04-25"  # Monday, Tuesday, Thursday


def signed_out() -> Client:
    return Client()


def first(request, actor, on=FIRST, how="本机关已查收"):
    return confirm_first(**seen(request), on=day(on), how=how, actor=actor, now=at(on))


def again(request, on=AGAIN, code=""):
    return confirm_again(
        number=request.number, code=code or code_of(request.number), actor=PASSER_BY, now=at(on)
    )


def at_the_desk(request, actor, on=AGAIN):
    return confirm_receipt(**seen(request), on=day(on), how="申请人来电确认", actor=actor, now=at(AGAIN))


@pytest.fixture
def both(said, clerk):
    said("web_confirmation", "both")


@pytest.fixture
def waiting(both, clerk) -> Request:
    """The agency has confirmed; the applicant is to."""
    request = submit()
    first(request, clerk)
    return now_of(request)


class TestConfirmFirst:
    def test_leaves_the_request_without_a_day_and_tells_the_applicant(self, waiting):
        assert (waiting.case.state, waiting.received_on) == (State.UNCONFIRMED, None)
        assert not Letter.objects.exists()
        page = status_page(status_of(waiting.number, code_of(waiting.number)), today=day(FIRST))
        assert (page.says, page.waiting, page.due_on) == ("请您再确认一次", None, None)
        assert "2024年4月23日确认收到" in page.then
        assert "机关已确认收到，请您再确认一次" in [one.title for one in page.history]

    def test_ends_the_alarm_which_is_about_the_agency_alone(self, waiting):
        assert unconfirmed_too_long(today=day("2024-05-20")) == []

    def test_is_alarmed_until_it_is_done(self, both):
        request = submit()
        assert unconfirmed_too_long(today=day("2024-04-24")) == [request]

    def test_is_not_there_as_shipped(self, clerk):
        with pytest.raises(NotByBoth):
            first(submit(), clerk)

    def test_goes_by_the_norm_of_the_day_it_came(self, clerk, said):
        request = submit()
        said("web_confirmation", "both", on=at("2024-04-23"))
        with pytest.raises(NotByBoth):
            first(request, clerk)
        assert at_the_desk(request, clerk).received_on == day(AGAIN)

    def test_is_the_agencys_and_once(self, waiting, clerk, neighbour, reviewer):
        with pytest.raises(NoSuchRequest):
            first(waiting, neighbour)
        with pytest.raises(NotYourStep):
            first(submit(), reviewer)
        with pytest.raises(StepNotOpen):
            first(waiting, clerk)

    @pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.FAX])
    def test_is_of_mail_and_fax_too(self, both, clerk, channel):
        request = hand_in(clerk, channel=channel)
        first(request, clerk)
        assert now_of(request).received_on is None

    @pytest.mark.parametrize("channel", [Channel.PLAIN_POST, Channel.ELSEWHERE])
    def test_is_of_nothing_else(self, both, clerk, channel):
        with pytest.raises(NotByBoth):
            first(hand_in(clerk, channel=channel), clerk)


class TestConfirmAgain:
    def test_makes_the_day_of_receipt(self, waiting):
        made = again(waiting)
        assert (made.case.state, made.case.due_on) == (State.IN_HAND, day("2024-05-24"))  # Friday
        assert safe_day_of(made) == day("2024-05-21")  # from submission
        assert AuditEntry.objects.order_by("-seq")[0].code == "disclosure.request.confirmed_again"
        assert "disclosure.confirmed_again" in [one.kind for one in Notice.objects.all()]

    def test_is_followed_by_the_receipt_of_who_confirmed_for_the_agency(self, waiting, clerk):
        again(waiting)
        write = {"number": waiting.number, "received_on": day(AGAIN), "actor": PASSER_BY, "now": at(AGAIN)}
        assert write_receipt(**write).received_on == day(AGAIN)
        write_receipt(**write)
        letter = Letter.objects.get()
        assert (letter.sort, letter.made_by_id) == ("receipt", clerk.person_id)
        assert "2024年5月24日" in letter.text

    def test_has_its_receipt_once_the_worker_was_there(self, waiting, drain):
        again(waiting)
        drain()
        assert (now_of(waiting).received_on, Letter.objects.get().sort) == (day(AGAIN), "receipt")

    def test_before_the_agency_or_twice_is_refused(self, both, clerk):
        request = submit()
        with pytest.raises(AgencyFirst):
            again(request)
        first(request, clerk)
        again(request)
        with pytest.raises(AgencyFirst):
            again(request)

    def test_with_a_wrong_code_is_refused(self, waiting):
        with pytest.raises(NoMatch):
            again(waiting, code="AAAAAAAA")


class TestConfirmReceipt:
    def test_enters_what_the_applicant_said_to_the_agency(self, waiting, clerk):
        made = at_the_desk(waiting, clerk)
        assert (made.received_on, made.case.due_on) == (day(AGAIN), day("2024-05-24"))
        assert Letter.objects.get().sort == "receipt"

    def test_waits_for_the_agency(self, both, clerk):
        with pytest.raises(AgencyFirst):
            at_the_desk(submit(), clerk)

    def test_of_a_day_before_the_agencys_is_refused(self, waiting, clerk):
        with pytest.raises(BadDay, match="早于机关确认"):
            at_the_desk(waiting, clerk, on=CAME)


class TestTheStatusPage:
    def test_asks_and_confirms(self, waiting):
        cache.clear()
        client, pair = signed_out(), {"number": waiting.number, "code": code_of(waiting.number)}
        assert "我确认提交了这件申请" in client.post("/disclosure/status/", pair).text
        empty = client.post("/disclosure/status/confirmation/", pair)
        assert (empty.status_code, "确认的，请先勾选" in empty.text) == (422, True)
        done = client.post("/disclosure/status/confirmation/", {**pair, "sure": "on"})
        assert "双方已确认，今天是收到申请之日" in done.text
        assert now_of(waiting).case.state == State.IN_HAND

    def test_says_beforehand_who_confirms(self, both):
        request = submit()
        assert waiting_for(request).is_by_both
        page = signed_out().post(
            "/disclosure/status/", {"number": request.number, "code": code_of(request.number)}
        )
        assert "机关确认以后，请您在“查办理情况”里再确认一次" in page.text
        assert "您提交就是您的确认" not in page.text

    def test_in_the_own_account_is_the_same(self, both, clerk):
        citizen = account("13800000009")
        request = submit(actor=citizen)
        first(request, clerk)
        assert [one.waits_for_you for one in own_requests(citizen, today=day(FIRST))] == [True]
        assert reverse("disclosure_site:own_confirm", args=[request.number]).endswith("/confirmation/")


@pytest.mark.usefixtures("desk_surface")
class TestTheDesk:
    def steps(self, request, clerk):
        page = signed_in(clerk).get(f"/disclosure/{request.number}/").text
        return "steps/confirm_first/" in page, "steps/confirm/" in page

    def test_offers_one_confirmation_after_the_other(self, both, clerk):
        request = submit()
        assert self.steps(request, clerk) == (True, False)
        first(request, clerk)
        assert self.steps(request, clerk) == (False, True)
        page = signed_in(clerk).get(f"/disclosure/{request.number}/").text
        assert ("申请人确认日期" in page, "期限怎么来的" in page) == (True, False)  # no period runs

    def test_offers_the_one_as_shipped(self, clerk):
        assert self.steps(submit(), clerk) == (False, True)
