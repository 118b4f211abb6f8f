"""Letters on the way to a reply served by network: they wait on the portal, each for its applicant."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from quancheng.kernel.audit.models import AuditEntry
from quancheng.records.disclosure.commands import delivery, handling
from quancheng.records.disclosure.commands.claiming import claim_request
from quancheng.records.disclosure.commands.lettering import BadLetterService
from quancheng.records.disclosure.commands.letters import note_letter_served, void_letter
from quancheng.records.disclosure.commands.unlocking import unlock_reply
from quancheng.records.disclosure.models import Applicant, Letter, OnlineLetter, Reply, Request
from quancheng.records.disclosure.queries.citizens import own_requests_as_data
from quancheng.records.disclosure.queries.doors import code_of
from quancheng.records.disclosure.queries.receipts import (
    NoPaperNumber,
    NothingToRead,
    Pair,
    SignsWanted,
    WrongTail,
)
from quancheng.records.disclosure.tests import story
from quancheng.records.disclosure.tests.conftest import PASSER_BY, WHO, now_of, seen, signed_in
from quancheng.records.disclosure.tests.test_delivery import TAIL, wanted_online
from quancheng.records.disclosure.tests.test_unlocking import account

pytestmark = pytest.mark.django_db
OPEN, STATUS = "/disclosure/status/reply/", "/disclosure/status/"


@pytest.fixture(autouse=True)
def alone() -> None:
    cache.clear()


@pytest.fixture
def request_(clerk, office, legal) -> Request:
    """A request of today whose applicant wants to be told on the internet: its receipt is written."""
    now = timezone.now()
    story.rules_in_force(office, legal, now=now)
    return now_of(wanted_online(clerk, now))


@pytest.fixture
def written(request_) -> Letter:
    return Letter.objects.get(request=request_, sort="receipt")


def serve(letter, clerk, way=Reply.Way.BY_NETWORK, proof="", on=None):
    now = timezone.now()
    return note_letter_served(
        number=letter.request.number, place=letter.place, way=way, proof=proof,
        on=on or timezone.localdate(now), actor=clerk, now=now,
    )  # fmt: skip


@pytest.fixture
def served(written, clerk) -> Request:
    serve(written, clerk)
    return now_of(written.request)


def read(request, place, actor=PASSER_BY, **told):
    given = {"by": Pair(code_of(request.number), TAIL), "how": "网页", **told}
    return delivery.open_reply(number=request.number, place=place, actor=actor, now=timezone.now(), **given)


class TestServeByNetwork:
    def test_lays_the_letter_ready(self, served, written):
        assert OnlineLetter.objects.get().letter_id == written.pk
        assert served.online_letters == [[written.place, "接收回执", timezone.localdate().isoformat()]]
        assert served.online_on is None

    def test_so_does_the_step_from_which_a_period_runs(self, served, clerk):
        now, on = timezone.now(), timezone.localdate()
        handling.ask_correction(**seen(served), points="写明年份", days=10, actor=clerk, now=now)
        told = {"on": on, "way": Reply.Way.BY_NETWORK, "actor": clerk, "now": now}
        with pytest.raises(BadLetterService, match="只能是今天"):
            handling.note_notice_served(**seen(served), **told | {"now": now + timedelta(days=1)})
        handling.note_notice_served(**seen(served), **told)
        assert [says for _, says, _ in now_of(served).online_letters] == ["接收回执", "补正告知书"]
        place = now_of(served).online_letters[1][0]
        opened = read(served, place)
        assert "写明年份" in "".join(block.text for block in opened.letter.body)

    def test_by_post_opens_nothing(self, written, clerk):
        serve(written, clerk, way=Reply.Way.BY_POST, proof="XA1（演示）")
        assert not OnlineLetter.objects.exists()
        with pytest.raises(NothingToRead):
            read(now_of(written.request), written.place)

    def test_wants_the_consent_and_the_number_of_a_paper(self, written, clerk):
        Applicant.objects.update(proof_number="")
        with pytest.raises(NoPaperNumber):
            serve(written, clerk)
        Request.objects.update(route="post")
        with pytest.raises(BadLetterService, match="没有选择网上获取"):
            serve(written, clerk)

    def test_ends_with_the_letter(self, served, written, head):
        told = {"number": served.number, "place": written.place, "actor": head, "now": timezone.now()}
        void_letter(reason="写错（演示）", **told)
        assert (OnlineLetter.objects.count(), now_of(served).online_letters) == (0, [])
        with pytest.raises(NothingToRead):
            read(now_of(served), written.place)


class TestItsReaders:
    def test_read_it_with_number_code_and_signs_and_it_is_written_down(self, served, written):
        opened = read(served, written.place)
        assert (opened.number, opened.says, opened.place) == (written.number, "接收回执", written.place)
        assert opened.letter.recipient == WHO.name
        assert AuditEntry.objects.latest("seq").code == "disclosure.letter.opened"
        assert OnlineLetter.objects.get().opened_at is not None

    def test_do_not_with_other_signs_nor_another_place(self, served, written):
        with pytest.raises(WrongTail):
            read(served, written.place, by=Pair(code_of(served.number), "0000"))
        with pytest.raises(NothingToRead):
            read(served, 99)
        with pytest.raises(NothingToRead):
            read(served, 0)

    def test_in_an_account_give_the_signs_once(self, served, written):
        citizen, _ = account("13800000001")
        claim_request(number=served.number, code=code_of(served.number), actor=citizen, now=timezone.now())
        with pytest.raises(SignsWanted):
            read(served, written.place, citizen, by=None)
        unlock_reply(number=served.number, tail=TAIL, actor=citizen, now=timezone.now())
        assert read(served, written.place, citizen, by=None).number == written.number

    def test_take_the_list_along(self, served):
        citizen, _ = account("13800000001")
        claim_request(number=served.number, code=code_of(served.number), actor=citizen, now=timezone.now())
        [told] = own_requests_as_data(citizen)
        assert told["网上送达的过程文书"] == [f"接收回执（{timezone.localdate()}）"]


class TestThePages:
    def test_lead_to_it_by_number_and_code(self, client, served, written):
        pair = {"number": served.number, "code": code_of(served.number)}
        shown = client.post(STATUS, pair).text
        assert "给您的文书" in shown
        assert written.number not in shown
        wrong = client.post(OPEN, {**pair, "tail": "0000", "letter": written.place})
        assert (wrong.status_code, written.number in wrong.text) == (422, False)
        assert f'value="{written.place}" selected' in wrong.text
        page = client.post(OPEN, {**pair, "tail": TAIL, "letter": written.place}).text
        assert written.number in page
        assert WHO.name in page
        taken = client.post(OPEN, {**pair, "tail": TAIL, "letter": written.place, "what": "pdf"})
        assert taken.content.startswith(b"%PDF")

    def test_lead_to_it_in_an_account(self, served, written):
        citizen, window = account("13800000001")
        claim_request(number=served.number, code=code_of(served.number), actor=citizen, now=timezone.now())
        own = f"/disclosure/own/{served.number}/"
        assert written.number not in window.get(own).text
        opened = window.post(f"{own}signs/", {"tail": TAIL}, follow=True)
        assert opened.redirect_chain == [(own, 302)]
        link = f"{own}reply/?letter={written.place}"
        assert link in opened.text
        page = window.get(link).text
        assert written.number in page
        assert f"{own}reply/docx/?letter={written.place}" in page
        assert window.get(f"{own}reply/docx/?letter={written.place}").content.startswith(b"PK")
        assert window.get(f"{own}reply/?letter=x").status_code == 404

    @pytest.mark.usefixtures("desk_surface")
    def test_serve_it_at_the_desk_and_see_that_it_was_opened(self, written, clerk):
        address = reverse("disclosure_desk:letter_serve", args=[written.request.number, written.place])
        told = {"way": "by_network", "on": timezone.localdate().isoformat(), "proof": ""}
        done = signed_in(clerk).post(address, told, follow=True)
        assert "申请人还没有在网上查看" in done.text
        read(now_of(written.request), written.place)
        shown = signed_in(clerk).get(reverse("disclosure_desk:request", args=[written.request.number]))
        assert "首次在网上查看" in shown.text
