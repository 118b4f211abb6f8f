"""Letter 24 on the portal: served by network it opens as a reply does, to the same readers."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.records.disclosure.commands import delivery, endings, handling
from quancheng.records.disclosure.commands.claiming import claim_request
from quancheng.records.disclosure.commands.lettering import BadLetterService
from quancheng.records.disclosure.commands.letters import note_letter_served
from quancheng.records.disclosure.commands.redoing import redo_request, undo_order
from quancheng.records.disclosure.commands.unlocking import unlock_reply
from quancheng.records.disclosure.models import Applicant, Letter, OnlineReceipt, Reply, Request
from quancheng.records.disclosure.queries.doors import code_of
from quancheng.records.disclosure.queries.receipts import (
    NoPaperNumber,
    NothingToRead,
    Pair,
    SignsWanted,
    WrongTail,
)
from quancheng.records.disclosure.queries.requests import NoSuchRequest
from quancheng.records.disclosure.tests import story
from quancheng.records.disclosure.tests.conftest import PASSER_BY, WHO, now_of, seen, signed_in
from quancheng.records.disclosure.tests.test_delivery import TAIL, wanted_online
from quancheng.records.disclosure.tests.test_unlocking import account

pytestmark = pytest.mark.django_db
REPLY, STATUS = "/disclosure/status/reply/", "/disclosure/status/"
SOURCE = RecordRef("remedies.proceeding", "1")


@pytest.fixture(autouse=True)
def alone() -> None:
    cache.clear()


@pytest.fixture
def signed(clerk, reviewer, head, office, legal) -> Letter:
    """A request of today whose applicant wants it on the internet and withdrew: its letter 24 is signed."""
    now = timezone.now()
    story.rules_in_force(office, legal, now=now)
    request = wanted_online(clerk, now)
    handling.note_withdrawal(**seen(request), reason="来电", actor=clerk, now=now)
    endings.draft_ending(**seen(request), actor=clerk, now=now)
    endings.review_ending(**seen(request), actor=reviewer, now=now)
    made = endings.issue_ending(**seen(request), actor=head, now=now).letter
    assert made is not None
    return made


def serve(letter, clerk, way=Reply.Way.BY_NETWORK, proof="", on=None):
    now = timezone.now()
    return note_letter_served(
        number=letter.request.number, place=letter.place, way=way, proof=proof,
        on=on or timezone.localdate(now), actor=clerk, now=now,
    )  # fmt: skip


@pytest.fixture
def served(signed, clerk) -> Request:
    serve(signed, clerk)
    return now_of(signed.request)


def read(request, actor=PASSER_BY, **told):
    given = {"by": Pair(code_of(request.number), TAIL), "how": "网页", **told}
    return delivery.open_reply(number=request.number, actor=actor, now=timezone.now(), **given)


class TestServeOnTheInternet:
    def test_lays_it_ready_with_its_day(self, served, signed):
        receipt = OnlineReceipt.objects.get()
        assert (receipt.letter_id, receipt.reply_id) == (signed.pk, None)
        assert served.online_on == Letter.objects.get(pk=signed.pk).served_on == timezone.localdate()
        assert AuditEntry.objects.latest("seq").code == "disclosure.letter.served"

    def test_names_the_channel_of_reconsideration(self, signed):
        assert story.CHANNEL in signed.text  # 《行政复议法》第二十二条第二款

    def test_is_today_and_of_whoever_chose_it(self, signed, clerk):
        yesterday = timezone.localdate() - timedelta(days=1)
        with pytest.raises(BadLetterService):
            serve(signed, clerk, on=yesterday)
        Request.objects.update(route="post")
        with pytest.raises(BadLetterService, match="没有选择网上获取"):
            serve(signed, clerk)
        assert not OnlineReceipt.objects.exists()

    def test_wants_the_number_of_a_paper(self, signed, clerk):
        Applicant.objects.update(proof_number="")
        with pytest.raises(NoPaperNumber):
            serve(signed, clerk)

    def test_by_post_opens_nothing(self, signed, clerk):
        serve(signed, clerk, way=Reply.Way.BY_POST, proof="XA1（演示）")
        with pytest.raises(NothingToRead):
            read(now_of(signed.request))

    def test_is_of_one_paper_alone(self, served):
        with pytest.raises(IntegrityError), transaction.atomic():
            OnlineReceipt.objects.update(letter=None)


class TestItsReaders:
    def test_with_number_code_and_signs_read_it_and_it_is_written_down(self, served, signed):
        seen_now = read(served)
        assert (seen_now.number, seen_now.says, seen_now.files) == (signed.number, "不再处理告知书", ())
        assert seen_now.letter.recipient == WHO.name
        assert "按照您的意愿办结" in "".join(block.text for block in seen_now.letter.body)
        assert AuditEntry.objects.latest("seq").code == "disclosure.end_notice.opened"
        assert OnlineReceipt.objects.get().opened_at is not None

    def test_with_other_signs_do_not(self, served):
        with pytest.raises(WrongTail):
            read(served, by=Pair(code_of(served.number), "0000"))

    def test_in_an_account_give_the_signs_once(self, served):
        citizen, _ = account("13800000001")
        claim_request(number=served.number, code=code_of(served.number), actor=citizen, now=timezone.now())
        with pytest.raises(SignsWanted):
            read(served, citizen, by=None)
        unlock_reply(number=served.number, tail=TAIL, actor=citizen, now=timezone.now())
        assert read(served, citizen, by=None).says == "不再处理告知书"
        stranger, _ = account("13800000002")
        with pytest.raises(NoSuchRequest):
            read(served, stranger, by=None)

    def test_read_it_no_more_once_an_order_opens_the_request_anew(self, served):
        told = {"number": served.number, "source": SOURCE, "actor": Actor.clockwork()}
        now = timezone.now()
        redo_request(order="复议决定（演示）", received_on=timezone.localdate(now), days=15, now=now, **told)
        with pytest.raises(NothingToRead):
            read(now_of(served))
        assert not OnlineReceipt.objects.exists()
        undo_order(now=now, **told)
        assert read(now_of(served)).says == "不再处理告知书"


class TestThePages:
    def test_lead_to_it_by_number_and_code(self, client, signed, clerk):
        number = signed.request.number
        pair = {"number": number, "code": code_of(number)}
        before = client.post(STATUS, pair).text
        assert "已签发不再处理告知书" in before
        assert REPLY not in before
        serve(signed, clerk)
        shown = client.post(STATUS, pair).text
        assert "查看不再处理告知书" in shown
        assert signed.number not in shown
        assert client.post(REPLY, {**pair, "tail": "0000"}).status_code == 422
        page = client.post(REPLY, {**pair, "tail": TAIL}).text
        for told in (signed.number, WHO.name, "不服这份不再处理告知书怎么办", "演示区人民法院", "直接向"):
            assert told in page
        taken = client.post(REPLY, {**pair, "tail": TAIL, "what": "docx"})
        assert taken.content.startswith(b"PK")

    def test_lead_to_it_in_an_account(self, served, signed):
        citizen, window = account("13800000001")
        claim_request(number=served.number, code=code_of(served.number), actor=citizen, now=timezone.now())
        own = f"/disclosure/own/{served.number}/"
        assert "不再处理告知书" in window.get(own).text
        assert signed.number not in window.get(f"{own}reply/", follow=True).text
        opened = window.post(f"{own}signs/", {"tail": TAIL}, follow=True).text
        assert signed.number in opened
        assert "查看不再处理告知书" in window.get(own).text

    @pytest.mark.usefixtures("desk_surface")
    def test_serve_it_at_the_desk(self, signed, clerk):
        address = reverse("disclosure_desk:letter_serve", args=[signed.request.number, signed.place])
        told = {"way": "by_network", "on": timezone.localdate().isoformat(), "proof": ""}
        done = signed_in(clerk).post(address, told, follow=True)
        assert "已登记送达" in done.text
        assert now_of(signed.request).online_on == timezone.localdate()
