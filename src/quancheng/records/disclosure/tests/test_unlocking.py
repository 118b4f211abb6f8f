"""What was taken in by number and code shows how it stands; its reply waits for the signs of the paper."""

from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.citizens.commands.codes import ask_code
from quancheng.kernel.citizens.commands.signing_in import sign_in_by_code
from quancheng.kernel.citizens.models import Citizen, Purpose
from quancheng.kernel.citizens.queries import digits_of
from quancheng.kernel.citizens.ways import Address, Way
from quancheng.kernel.orgs.roles import Role
from quancheng.records.disclosure.commands import delivery
from quancheng.records.disclosure.commands.claiming import claim_request, detach_requests
from quancheng.records.disclosure.commands.unlocking import unlock_reply
from quancheng.records.disclosure.models import AccountKey, OnlineReceipt, Reply, Request
from quancheng.records.disclosure.queries.citizens import own_requests_as_data
from quancheng.records.disclosure.queries.doors import code_of
from quancheng.records.disclosure.queries.receipts import NothingToRead, SignsWanted, WrongTail
from quancheng.records.disclosure.queries.requests import NoSuchRequest
from quancheng.records.disclosure.tests import story
from quancheng.records.disclosure.tests.conftest import PAPER, PASSER_BY, WHO, staff
from quancheng.records.disclosure.tests.test_delivery import to_serve
from quancheng.ui.lookups import Lookup

pytestmark = pytest.mark.django_db
TAIL, WRONG = PAPER[-4:], "1111"


@pytest.fixture(autouse=True)
def alone(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    cache.clear()


@pytest.fixture
def reviewer(city):
    return staff("市财政局", "reviewer", Role.REVIEWER)


@pytest.fixture
def legal(city):
    return staff("市政府办公厅", "legal", Role.LEGAL_READER)


@pytest.fixture
def online(clerk, reviewer, head, office, legal) -> Request:
    """A request of today whose reply waits on the internet; nobody's account has it."""
    now = timezone.now()
    return story.served(to_serve(clerk, reviewer, head, office, legal, now=now), clerk, now=now)


def account(phone: str) -> tuple[Actor, Client]:
    """A citizen who signed in today, with the browser."""
    now = timezone.now()
    code = ask_code(address=Address(Way.PHONE, phone), purpose=Purpose.SIGN_IN, actor=PASSER_BY, now=now)
    opened = sign_in_by_code(
        number=code.number, digits=digits_of(code), notice="2026-11", device="手机", actor=PASSER_BY, now=now
    )
    client = Client()
    client.cookies["quancheng_mine"] = opened.cookie
    return Actor.citizen(opened.sign_in.citizen_id), client


@pytest.fixture
def citizen() -> tuple[Actor, Client]:
    return account("13800000001")


@pytest.fixture
def taken(online, citizen) -> Request:
    """The same, taken into the account by number and code."""
    now = timezone.now()
    return claim_request(number=online.number, code=code_of(online.number), actor=citizen[0], now=now)


def unlock(request: Request, actor: Actor, tail: str = TAIL) -> Request:
    return unlock_reply(number=request.number, tail=tail, actor=actor, now=timezone.now())


def read(request: Request, actor: Actor):
    return delivery.open_reply(
        number=request.number, by=None, how="网页", actor=actor, now=timezone.now()
    )  # fmt: skip


class TestUnlockReply:
    def test_tells_of_a_reply_that_has_gone_and_asks_for_no_signs_again(self, taken, citizen):
        unlock(taken, citizen[0])
        OnlineReceipt.objects.filter(request=taken).delete()
        with pytest.raises(NothingToRead, match="超过网上保存期限"):
            read(taken, citizen[0])

    def test_opens_the_reply_to_the_account_from_then_on(self, taken, citizen):
        with pytest.raises(SignsWanted):
            read(taken, citizen[0])
        unlock(taken, citizen[0])
        assert AuditEntry.objects.order_by("-seq")[0].code == "disclosure.reply.unlocked"
        assert read(taken, citizen[0]).number == Reply.objects.get().number
        [data] = own_requests_as_data(citizen[0])
        assert data["申请人"]["姓名或名称"] == WHO.name

    def test_opens_nothing_with_other_signs(self, taken, citizen):
        for tail in (WRONG, "", PAPER[:4]):
            with pytest.raises(WrongTail):
                unlock(taken, citizen[0], tail)
        assert not AccountKey.objects.exists()
        with pytest.raises(SignsWanted):
            read(taken, citizen[0])

    def test_is_for_the_account_alone(self, taken, citizen):
        stranger, _ = account("13800000002")
        with pytest.raises(NoSuchRequest):
            unlock(taken, stranger)

    def test_has_nothing_to_open_before_a_reply_waits(self, taken, citizen):
        Request.objects.update(online_on=None)
        with pytest.raises(NothingToRead):
            unlock(taken, citizen[0])

    def test_is_not_asked_of_who_filed_the_request(self, online, citizen):
        Request.objects.update(citizen=citizen[0].citizen_id)  # as a form that was sent while signed in
        assert read(online, citizen[0]).number == Reply.objects.get().number

    def test_is_forgotten_with_the_account(self, taken, citizen):
        unlock(taken, citizen[0])
        Citizen.objects.update(phone_digest="", closed_at=timezone.now())
        detach_requests(actor=Actor.clockwork(), now=timezone.now())
        assert not AccountKey.objects.exists()
        other, _ = account("13800000003")
        claim_request(number=taken.number, code=code_of(taken.number), actor=other, now=timezone.now())
        with pytest.raises(SignsWanted):
            read(taken, other)


class TestThePages:
    def test_ask_for_the_signs_and_then_show_the_letter(self, taken, citizen):
        client, here = citizen[1], f"/disclosure/own/{taken.number}/"
        shown = client.get(here).text
        assert ("证件号码后4位" in shown, f"{here}signs/" in shown) == (True, True)
        assert WHO.name not in shown
        for way in ("reply/", "reply/docx/", "reply/1/"):
            assert client.get(f"{here}{way}")["Location"] == here
        assert client.post(f"{here}signs/", {"tail": TAIL})["Location"] == f"{here}reply/"
        assert WHO.name in client.get(f"{here}reply/").text
        assert "证件号码后4位" not in client.get(here).text

    def test_say_beside_the_field_what_is_wrong(self, taken, citizen):
        client, here = citizen[1], f"/disclosure/own/{taken.number}/signs/"
        for tail, says in ((WRONG, "所填的证件不相符"), ("", "请填写证件号码后4位")):
            refused = client.post(here, {"tail": tail})
            assert (refused.status_code, says in refused.text) == (422, True)

    def test_count_wrong_signs_wherever_they_were_tried(self, taken, citizen):
        client, here = citizen[1], f"/disclosure/own/{taken.number}/signs/"
        for _ in range(10):
            assert client.post(here, {"tail": WRONG}).status_code == 422
        refused = client.post(here, {"tail": TAIL})
        assert (refused.status_code, "Retry-After" in refused.headers) == (429, True)
        assert not AccountKey.objects.exists()
        told = {"number": taken.number, "code": code_of(taken.number), "tail": TAIL}
        assert Client().post("/disclosure/status/reply/", told).status_code == 429

    def test_count_wrong_signs_for_longer_than_an_hour(self, taken, citizen):
        client, here = citizen[1], f"/disclosure/own/{taken.number}/signs/"
        for _ in range(10):
            client.post(here, {"tail": WRONG})
        told = {"number": taken.number, "code": code_of(taken.number), "tail": TAIL}
        with patch.object(Lookup, "must_not_hammer"):  # as an hour later
            refused = client.post(here, {"tail": TAIL})
            assert (refused.status_code, refused.headers["Retry-After"]) == (429, str(30 * 24 * 3600))
            assert "请向办理机关索取" in refused.text
            assert Client().post("/disclosure/status/reply/", told).status_code == 429
            assert Client().post("/disclosure/status/", told).status_code == 200

    def test_tell_strangers_nothing_by_it(self, taken, citizen):
        _, other = account("13800000002")
        answers = [
            other.post(f"/disclosure/own/{number}/signs/", {"tail": tail})
            for number in (taken.number, "S20990101-00000") for tail in (TAIL, WRONG)
        ]  # fmt: skip
        assert [one.status_code for one in answers] == [404] * 4
