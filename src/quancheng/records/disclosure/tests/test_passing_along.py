"""What is another agency's: named in the reply, passed along as a new request if the applicant wishes."""

import pytest
from django.core.cache import cache
from django.test import Client

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.casework.refusals import NotYourStep
from quancheng.kernel.citizens.commands.codes import ask_code
from quancheng.kernel.citizens.commands.signing_in import sign_in_by_code
from quancheng.kernel.citizens.models import Purpose
from quancheng.kernel.citizens.queries import digits_of
from quancheng.kernel.citizens.ways import Address, Way
from quancheng.kernel.links.models import Link
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.orgs.models import Unit, UnitKind
from quancheng.records.disclosure.commands import replies, transfers
from quancheng.records.disclosure.commands.checking import NotInOrder
from quancheng.records.disclosure.commands.claiming import claim_request
from quancheng.records.disclosure.commands.intake import confirm_receipt
from quancheng.records.disclosure.models import Applicant, Item, Redirection, Reply, Request
from quancheng.records.disclosure.queries.doors import NoMatch, code_of
from quancheng.records.disclosure.queries.requests import NoSuchRequest, request_for
from quancheng.records.disclosure.queries.transfers import NoSuchRedirection
from quancheng.records.disclosure.tasks import pass_along
from quancheng.records.disclosure.tests.conftest import (
    NOW,
    PASSER_BY,
    WHO,
    day,
    decide,
    divide,
    draft,
    enter_norm,
    now_of,
    read_warnings,
    seen,
    signed_in,
)
from quancheng.records.disclosure.workflow import State
from quancheng.ui.known import COOKIE

CONTACTS = (("qzw-3", "市水务局办公室", "演示路3号", "0531-00000003", ""),)


def water() -> Unit:
    return Unit.objects.get(name="市水务局")


def last_told() -> str:
    return AuditEntry.objects.order_by("-seq").values_list("code", flat=True)[0]


def name_it(request, actor, unit=None):
    return transfers.name_right_agency(
        **seen(request), place=1, unit_id=(unit or water()).pk, actor=actor, now=NOW
    )


def answer(request, clerk, reviewer, head):
    read_warnings(request, clerk)  # how to reach it is not known
    draft(request, clerk)
    replies.review_reply(**seen(request), actor=reviewer, now=NOW)
    replies.clear_reply(**seen(request), actor=reviewer, now=NOW)
    replies.issue_reply(**seen(request), actor=head, now=NOW)
    replies.serve_reply(
        **seen(request), way=Reply.Way.BY_HAND, proof="回证1", on=day("2024-04-22"), actor=clerk, now=NOW
    )


@pytest.fixture
def not_ours(received, clerk):
    """A request of which one item is answered as another agency's."""
    divide(received, clerk, "供水管网改造的资料")
    decide(received, clerk, "36-5", reasons="供水管网由市水务局负责")
    return received


@pytest.fixture
def answered(not_ours, clerk, neighbour, reviewer, head, court):
    name_it(not_ours, clerk)
    answer(not_ours, clerk, reviewer, head)
    return now_of(not_ours)


def wish(request):
    return transfers.wish_passed_along(
        number=request.number, code=code_of(request.number), place=1, actor=PASSER_BY, now=NOW
    )


def register() -> int:
    return transfers.register_passed_along(actor=Actor.clockwork(), now=NOW)


class TestNameRightAgency:
    def test_puts_name_and_contact_into_the_reply(self, not_ours, clerk, office, legal, court):
        enter_norm("disclosure.contacts", CONTACTS, office, legal)
        name_it(not_ours, clerk)
        assert Item.objects.get().said["right_agency"].startswith("市水务局（市水务局办公室，地址：演示路3号")
        draft(not_ours, clerk)
        assert "0531-00000003" in Reply.objects.get().text
        assert AuditEntry.objects.filter(code="disclosure.redirection.named").count() == 1

    def test_names_the_agency_alone_where_no_contact_is_known(self, not_ours, clerk):
        name_it(not_ours, clerk)
        assert Redirection.objects.get().told == "市水务局"

    def test_without_contact_the_reply_waits_for_it_or_for_a_reason(
        self, not_ours, clerk, office, legal, court
    ):
        name_it(not_ours, clerk)
        with pytest.raises(NotInOrder, match="没有联系方式；请补写电话"):
            draft(not_ours, clerk)
        enter_norm("disclosure.contacts", CONTACTS, office, legal)
        with pytest.raises(NotInOrder, match="第1项的机关已录入：市水务局办公室，地址：演示路3号"):
            draft(not_ours, clerk)
        name_it(not_ours, clerk)  # chosen anew, it comes with what was entered
        draft(not_ours, clerk)

    def test_without_contact_the_reply_goes_with_a_reason(self, not_ours, clerk, reviewer, head, court):
        name_it(not_ours, clerk)
        with pytest.raises(NotInOrder):
            draft(not_ours, clerk)
        answer(not_ours, clerk, reviewer, head)
        assert now_of(not_ours).case.state == State.ANSWERED

    def test_is_for_what_is_not_ours(self, received, clerk):
        divide(received, clerk, "预算")
        decide(received, clerk, "36-4", search_record="查过")
        with pytest.raises(transfers.NotNotOurs):
            name_it(received, clerk)

    def test_takes_an_agency_of_the_same_government(self, not_ours, clerk, district):
        for unit in (Unit.objects.get(name="东区政府办公室"), Unit.objects.get(name="市财政局")):
            with pytest.raises(NoSuchRedirection):
                name_it(not_ours, clerk, unit)

    def test_is_the_handlers(self, not_ours, head, neighbour):
        with pytest.raises(NotYourStep):
            name_it(not_ours, head)
        with pytest.raises(NoSuchRequest):
            name_it(not_ours, neighbour)


class TestWishPassedAlong:
    def test_becomes_a_request_of_its_own_there(self, answered, neighbour):
        wish(answered)
        assert last_told() == "disclosure.redirection.wished"
        assert register() == 1
        new = Request.objects.exclude(pk=answered.pk).get()
        assert (new.case.unit, new.case.state, new.received_on) == (water(), State.UNCONFIRMED, None)
        assert (new.wanted, new.channel) == ("供水管网改造的资料", "internet")
        assert now_of(answered).case.state == State.ANSWERED
        assert last_told() == "disclosure.redirection.registered"

    def test_copies_the_applicant_sealed(self, answered):
        wish(answered)
        register()
        copied = Applicant.objects.exclude(request=answered).get()
        assert (copied.name, copied.proof_number) == (WHO.name, WHO.proof_number)
        old = Applicant.objects.get(request=answered)
        assert copied.proof_digest == old.proof_digest

    def test_is_received_when_its_agency_confirms(self, answered, neighbour):
        wish(answered)
        register()
        new = Request.objects.exclude(pk=answered.pk).get()
        confirm_receipt(number=new.number, version=0, on=NOW.date(), how="电话", actor=neighbour, now=NOW)
        assert now_of(new).case.due_on == day("2024-05-21")  # Tuesday

    def test_is_linked_both_ways_and_hidden_from_the_other_agency(self, answered, clerk, neighbour):
        wish(answered)
        register()
        new = Request.objects.exclude(pk=answered.pk).get()
        assert (Link.objects.get().source, Link.objects.get().target) == (
            f"disclosure.request:{answered.number}", f"disclosure.request:{new.number}",
        )  # fmt: skip
        with pytest.raises(NoSuchRequest):
            request_for(clerk, new.number)
        assert request_for(neighbour, new.number)

    def test_tells_the_agency_and_is_registered_once(self, answered, neighbour):
        wish(answered)
        assert [register(), register()] == [1, 0]
        assert Notice.objects.filter(kind="disclosure.passed_along").count() == 1
        with pytest.raises(transfers.PassedAlready):
            wish(answered)

    def test_waits_for_the_answer(self, not_ours, clerk, neighbour):
        name_it(not_ours, clerk)
        with pytest.raises(transfers.NotAnsweredYet):
            wish(not_ours)

    def test_with_a_wrong_code_is_refused(self, answered):
        with pytest.raises(NoMatch):
            transfers.wish_passed_along(
                number=answered.number, code="AAAAAAAA", place=1, actor=PASSER_BY, now=NOW
            )

    def test_to_an_agency_that_takes_none_here_is_refused(self, not_ours, clerk, reviewer, head, court, city):
        archive = Unit.objects.create(
            tenant=city, code="a1", kind=UnitKind.DEPARTMENT, name="市档案馆", short_name="市档案馆"
        )
        name_it(not_ours, clerk, archive)
        answer(not_ours, clerk, reviewer, head)
        with pytest.raises(transfers.TakesNone):
            wish(not_ours)

    def test_for_an_item_without_an_agency_is_refused(self, answered):
        with pytest.raises(NoSuchRedirection):
            transfers.wish_passed_along(
                number=answered.number, code=code_of(answered.number), place=2, actor=PASSER_BY, now=NOW
            )


class TestNoteWish:
    def note(self, request, actor):
        return transfers.note_wish(number=request.number, place=1, how="电话提出", actor=actor, now=NOW)

    def test_leaves_the_contact_to_the_agency(self, answered, clerk):
        self.note(answered, clerk)
        register()
        assert Request.objects.exclude(pk=answered.pk).get().channel == "elsewhere"

    def test_is_the_answering_agencys(self, answered, office, head, neighbour):
        for actor in (office, head):
            with pytest.raises(transfers.NotYourAnswer):
                self.note(answered, actor)
        with pytest.raises(NoSuchRequest):
            self.note(answered, neighbour)


@pytest.mark.usefixtures("desk_surface")
class TestAtTheDesk:
    def test_the_agency_is_chosen_and_the_wish_is_noted(
        self, not_ours, clerk, neighbour, reviewer, head, court
    ):
        window = signed_in(clerk)
        here = f"/disclosure/{not_ours.number}/"
        assert "不属于本机关负责公开" in window.get(here).text
        version = now_of(not_ours).case.version
        assert window.post(f"{here}right-agency/1/", {"version": version, "unit_id": ""}).status_code == 422
        told = window.post(f"{here}right-agency/1/", {"version": version, "unit_id": water().pk}, follow=True)
        assert "已写入答复" in told.text
        answer(not_ours, clerk, reviewer, head)
        assert window.post(f"{here}wish/1/", {"how": ""}).status_code == 422
        assert "已登记申请人的要求" in window.post(f"{here}wish/1/", {"how": "电话"}, follow=True).text
        assert signed_in(neighbour).get(here).status_code == 404


class TestOnTheStatusPage:
    def test_the_applicant_asks_for_it_and_sees_the_new_number(self, client, answered):
        cache.clear()
        pair = {"number": answered.number, "code": code_of(answered.number)}
        status = "/disclosure/status/"
        assert "请替我向该机关提出" in client.post(status, pair).text
        asked = client.post(f"{status}wish/1/", pair)
        assert "已记下" in asked.text
        register()
        new = Request.objects.exclude(pk=answered.pk).get()
        seen_again = client.post(status, pair).text
        assert new.number in seen_again
        assert code_of(new.number) in seen_again
        assert client.post(f"{status}wish/1/", pair).status_code == 422

    def test_a_stranger_asks_for_nothing(self, client, answered):
        cache.clear()
        told = client.post("/disclosure/status/wish/1/", {"number": answered.number, "code": "AAAAAAAA"})
        assert told.status_code == 404
        assert Redirection.objects.get().wished_at is None


def at_home(phone: str) -> tuple[Actor, Client]:
    """A citizen who came in by a code, and their window."""
    code = ask_code(address=Address(Way.PHONE, phone), purpose=Purpose.SIGN_IN, actor=PASSER_BY, now=NOW)
    opened = sign_in_by_code(
        number=code.number, digits=digits_of(code), notice="2026-11", device="手机", actor=PASSER_BY, now=NOW
    )
    window = Client()
    window.cookies[COOKIE] = opened.cookie
    return Actor.citizen(opened.sign_in.citizen_id), window


class TestFromTheAccount:
    def test_the_applicant_wishes_it_without_a_code_and_nobody_else(self, answered, monkeypatch):
        monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
        (mine, window), (_, strange) = at_home("13800000001"), at_home("13800000002")
        claim_request(number=answered.number, code=code_of(answered.number), actor=mine, now=NOW)
        here = f"/disclosure/own/{answered.number}/"
        assert strange.post(f"{here}wish/1/").status_code == 404
        assert strange.post(f"{here}suggestion/").status_code == 404
        assert "请替我向该机关提出" in window.get(here).text
        assert "正在向市水务局登记" in window.post(f"{here}wish/1/", follow=True).text
        assert window.post(f"{here}wish/1/").status_code == 422
        assert window.post(f"{here}suggestion/", {"reason": ""}).status_code == 422  # nothing was given


class TestTheWorker:
    def test_registers_what_was_wished_and_a_second_time_nothing(self, answered, monkeypatch):
        monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
        wish(answered)
        line = AuditEntry.objects.order_by("-seq")[0].seq
        for _ in range(2):
            pass_along.call(line)
        assert Request.objects.count() == 2

    def test_leaves_alone_whose_applicant_is_forgotten(self, answered):
        wish(answered)
        Applicant.objects.update(erased_at=NOW)
        assert register() == 0
