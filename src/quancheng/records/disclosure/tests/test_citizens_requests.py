"""A request and the account that shows it to its applicant: who may see it, and who learns nothing of it."""

import pytest
from django.db import connection

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.citizens.claims import AlreadyYours, OfAnotherAccount
from quancheng.kernel.citizens.commands.codes import ask_code
from quancheng.kernel.citizens.commands.signing_in import sign_in_by_code
from quancheng.kernel.citizens.models import Citizen, Purpose
from quancheng.kernel.citizens.queries import NoSuchAccount, digits_of
from quancheng.kernel.citizens.ways import Address, Way
from quancheng.records.disclosure.commands.claiming import (
    claim_request,
    detach_requests,
)
from quancheng.records.disclosure.models import Request
from quancheng.records.disclosure.queries.citizens import (
    NOT_SHOWN,
    own_requests,
    own_requests_as_data,
    own_status,
)
from quancheng.records.disclosure.queries.doors import NoMatch, code_of
from quancheng.records.disclosure.queries.requests import NoSuchRequest, requests_for
from quancheng.records.disclosure.tasks import detach
from quancheng.records.disclosure.tests.conftest import NOW, PAPER, PASSER_BY, WHO, day, submit

pytestmark = pytest.mark.django_db
TODAY = NOW.date()  # Monday 22 April 2024


def account(phone: str) -> Actor:
    """A citizen who came in by a code."""
    code = ask_code(address=Address(Way.PHONE, phone), purpose=Purpose.SIGN_IN, actor=PASSER_BY, now=NOW)
    opened = sign_in_by_code(
        number=code.number, digits=digits_of(code), notice="2026-11", device="手机", actor=PASSER_BY, now=NOW
    )
    return Actor.citizen(opened.sign_in.citizen_id)


@pytest.fixture
def citizen(db) -> Actor:
    return account("13800000001")


@pytest.fixture
def stranger(db) -> Actor:
    return account("13800000002")


def claimed(request: Request, actor: Actor, code: str = "") -> Request:
    return claim_request(number=request.number, code=code or code_of(request.number), actor=actor, now=NOW)


class TestSubmitRequest:
    def test_by_a_citizen_belongs_to_their_account(self, clerk, citizen):
        assert submit(actor=citizen).citizen_id == citizen.citizen_id

    def test_by_an_official_or_a_passer_by_belongs_to_none(self, clerk):
        assert [submit(actor=one).citizen_id for one in (clerk, PASSER_BY)] == [None, None]


class TestClaimRequest:
    def test_gives_it_to_the_account(self, submitted, citizen):
        claimed(submitted, citizen)
        assert [one.number for one in own_requests(citizen, today=TODAY)] == [submitted.number]
        line = AuditEntry.objects.order_by("-seq")[0]
        assert (line.code, line.person_id) == ("disclosure.request.claimed", None)

    def test_is_refused_a_second_time(self, submitted, citizen, stranger):
        claimed(submitted, citizen)
        with pytest.raises(AlreadyYours):
            claimed(submitted, citizen)
        with pytest.raises(OfAnotherAccount):
            claimed(submitted, stranger)

    def test_is_refused_without_the_code(self, submitted, citizen):
        with pytest.raises(NoMatch):
            claimed(submitted, citizen, "AAAAAAAA")
        assert Request.objects.get().citizen is None

    def test_is_refused_to_who_has_no_account(self, submitted, clerk):
        for nobody in (PASSER_BY, clerk, Actor.citizen(999), Actor.clockwork()):
            with pytest.raises(NoSuchAccount):
                claimed(submitted, nobody)


class TestOwnRequests:
    def test_are_those_of_the_account_alone(self, submitted, citizen, stranger):
        own = submit(actor=citizen)
        assert list(requests_for(citizen)) == [own]
        assert list(requests_for(stranger)) == []
        with pytest.raises(NoSuchRequest):
            own_status(stranger, own.number)
        with pytest.raises(NoSuchRequest):
            own_status(citizen, submitted.number)

    def test_tell_state_and_day(self, confirmed, citizen):
        claimed(confirmed, citizen)
        [line] = own_requests(citizen, today=TODAY)
        assert (line.state_says, line.unit, line.due_on, line.is_late) == (
            "办理中",
            "市财政局",
            day("2024-05-21"),
            False,
        )
        [late] = own_requests(citizen, today=day("2024-05-22"))
        assert late.is_late

    def test_taken_in_by_number_and_code_tell_nothing_of_who_asked(self, submitted, citizen):
        claimed(submitted, citizen)
        [data] = own_requests_as_data(citizen)
        assert data["申请人"] == NOT_SHOWN
        assert all(told not in str(data) for told in (WHO.name, WHO.phone, PAPER[-4:]))

    def test_tell_all_that_was_told_but_the_whole_number_of_the_paper(self, clerk, citizen):
        submitted = submit(actor=citizen)
        [data] = own_requests_as_data(citizen)
        assert data["申请人"]["姓名或名称"] == WHO.name
        assert data["申请人"]["联系电话"] == WHO.phone
        assert data["查询码"] == code_of(submitted.number)
        assert PAPER not in str(data)

    def test_cost_the_same_for_more(self, clerk, citizen, django_assert_num_queries):
        submit(actor=citizen), submit(actor=citizen)
        with django_assert_num_queries(1):
            own_requests(citizen, today=TODAY)
        naming = 0 if connection.vendor == "sqlite" else 2  # a row is named to the database, and forgotten
        with django_assert_num_queries(2 + naming):
            list(own_requests_as_data(citizen))

    def test_stay_with_office_and_agency_as_before(self, submitted, citizen, office, clerk, neighbour):
        before = [set(requests_for(one)) for one in (office, clerk, neighbour)]
        claimed(submitted, citizen)
        assert [set(requests_for(one)) for one in (office, clerk, neighbour)] == before


class TestDetachRequests:
    def test_leaves_the_requests_and_no_way_back(self, submitted, citizen):
        claimed(submitted, citizen)
        assert detach_requests(actor=Actor.clockwork(), now=NOW) == 0  # the account is open
        Citizen.objects.update(phone_digest="", closed_at=NOW)
        assert detach_requests(actor=Actor.clockwork(), now=NOW) == 1
        left = Request.objects.get()
        assert (left.citizen, left.claimed_at) == (None, None)
        assert AuditEntry.objects.order_by("-seq")[0].code == "disclosure.requests.detached"

    def test_lets_the_applicant_claim_them_again(self, submitted, citizen, stranger):
        claimed(submitted, citizen)
        Citizen.objects.filter(pk=citizen.citizen_id).update(phone_digest="", closed_at=NOW)
        detach(NOW)
        assert claimed(submitted, stranger).number == submitted.number
