"""What the applicant receives: letter, files and remedy, by number, code and tail or by account."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.files.letterhead.pages import HAS_PRINTER
from quancheng.kernel.orgs.roles import Role
from quancheng.kernel.redaction.queries import bytes_of
from quancheng.records.disclosure.commands import delivery, replies
from quancheng.records.disclosure.models import Applicant, OnlineReceipt, Reply, ReplyFile, Request
from quancheng.records.disclosure.queries.doors import NoMatch, code_of
from quancheng.records.disclosure.queries.files import NoSuchFile
from quancheng.records.disclosure.queries.receipts import NoPaperNumber, NothingToRead, Pair, WrongTail
from quancheng.records.disclosure.queries.requests import NoSuchRequest
from quancheng.records.disclosure.rules.files import tail_of
from quancheng.records.disclosure.rules.last_days import last_days, suit_after_review
from quancheng.records.disclosure.rules.letter import LetterNotReady
from quancheng.records.disclosure.rules.remedies import RemedyClass
from quancheng.records.disclosure.tests import story
from quancheng.records.disclosure.tests.conftest import (
    NOW,
    PAPER,
    PASSER_BY,
    WHAT,
    WHO,
    day,
    hand_in,
    seen,
    signed_in,
    staff,
)
from quancheng.records.disclosure.tests.test_citizens_requests import account
from quancheng.records.disclosure.workflow import State

pytestmark = pytest.mark.django_db
TAIL = PAPER[-4:]
REPLY = "/disclosure/status/reply/"
ONLINE = {"medium": "electronic", "route": "network"}


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


def wanted_online(clerk, now=NOW, **told) -> Request:
    what = WHAT.__class__(wanted=WHAT.wanted, **{**ONLINE, **told})
    return hand_in(clerk, what=what, came_on=timezone.localdate(now).isoformat(), now=now)


def to_serve(clerk, reviewer, head, office, legal, *, now=NOW, **told) -> Request:
    """A partial disclosure that waits to be served; its applicant wants it on the internet."""
    story.rules_in_force(office, legal, now=now)
    request = wanted_online(clerk, now, **told)
    story.divided(request, clerk, now=now)
    story.decided(request, clerk, now=now)
    story.taken_in(story.attached(request, clerk, now=now), clerk, reviewer, now=now)
    story.issued(request, clerk, reviewer, head, now=now)
    return Request.objects.select_related("case").get(pk=request.pk)


@pytest.fixture
def waiting(clerk, reviewer, head, office, legal) -> Request:
    return to_serve(clerk, reviewer, head, office, legal)


@pytest.fixture
def served(waiting, clerk) -> Request:
    return story.served(waiting, clerk)


def pair(request: Request, tail: str = TAIL, code: str = "") -> Pair:
    return Pair(code or code_of(request.number), tail)


def opened(request: Request, actor: Actor = PASSER_BY, **told):
    given = {"by": pair(request), "how": "网页", **told}
    return delivery.open_reply(number=request.number, actor=actor, now=NOW, **given)


def fetched(request: Request, key: int, actor: Actor = PASSER_BY, **told):
    given = {"by": pair(request), **told}
    return delivery.fetch_file(number=request.number, key=key, actor=actor, now=NOW, **given)


def last_told() -> str:
    return AuditEntry.objects.order_by("-seq").values_list("code", flat=True)[0]


class TestTheTail:
    @pytest.mark.parametrize(
        ("number", "tail"), [(PAPER, "002X"), ("11010519491231002x", "002X"), ("E1 2", "E12"), ("", "")]
    )
    def test_is_the_last_four_signs_in_one_spelling(self, number, tail):
        assert tail_of(number) == tail


class TestServeReply:
    def test_on_the_internet_lays_it_ready_for_its_applicant(self, served):
        receipt, one = OnlineReceipt.objects.get(), ReplyFile.objects.get()
        assert (served.case.state, served.online_on) == (State.ANSWERED, NOW.date())
        assert receipt.recipient == WHO.name
        assert receipt.remedy["sort"] == "A"
        assert one.given == one.redaction.product
        assert one.given != one.original

    def test_by_post_opens_nothing_on_the_internet(self, waiting, clerk):
        story.served(waiting, clerk, way=Reply.Way.BY_POST)
        assert not OnlineReceipt.objects.exists()
        with pytest.raises(NothingToRead):
            opened(waiting)

    def test_on_the_internet_needs_the_number_of_a_paper(self, waiting, clerk):
        applicant = Applicant.objects.get(request=waiting)
        applicant.proof_number = ""
        applicant.save(update_fields=["proof_number"])
        with pytest.raises(NoPaperNumber):
            story.served(waiting, clerk)
        assert not OnlineReceipt.objects.exists()

    def test_on_the_internet_is_of_today(self, waiting, clerk):
        with pytest.raises(replies.BadService, match="只能是今天"):
            replies.serve_reply(
                **seen(waiting), way=Reply.Way.BY_NETWORK, proof="", on=NOW.date(), actor=clerk,
                now=NOW + timedelta(days=1),
            )  # fmt: skip

    def test_without_an_internet_channel_is_never_drafted(self, clerk, office, legal):
        story.rules_in_force(office, legal, channel="")
        request = wanted_online(clerk)
        story.divided(request, clerk)
        story.decided(request, clerk, "36-2", said={"information": "共三笔"})
        with pytest.raises(LetterNotReady, match="互联网申请行政复议的渠道"):
            story.drafted(request, clerk)


class TestOpenReply:
    def test_gives_letter_files_and_remedy(self, served):
        found = opened(served)
        assert found.letter.recipient == WHO.name
        assert [one.name for one in found.files] == ["补贴发放表.txt"]
        assert (found.remedy.organs, found.remedy.channel) == (("泉州湾市人民政府",), story.CHANNEL)
        assert last_told() == "disclosure.reply.opened"

    def test_tells_the_agency_when_it_was_read_first(self, served):
        opened(served), opened(served)
        assert OnlineReceipt.objects.get().opened_at == NOW

    @pytest.mark.parametrize("tail", ["0021", "", "X", "２X"])
    def test_wants_the_last_signs_of_the_paper(self, served, tail):
        with pytest.raises(WrongTail):
            opened(served, by=pair(served, tail))

    def test_takes_them_in_any_spelling(self, served):
        assert opened(served, by=pair(served, "００２x")).number

    def test_wants_the_code_first(self, served):
        with pytest.raises(NoMatch):
            opened(served, by=pair(served, code="AAAAAAAA"))

    def test_of_another_request_does_not_open(self, served, clerk):
        other = wanted_online(clerk)
        with pytest.raises(NothingToRead):
            opened(other)

    def test_is_open_without_signs_to_the_account_that_filed_the_request(self, served):
        owner, other = account("13800000001"), account("13800000002")
        Request.objects.filter(pk=served.pk).update(citizen=owner.citizen_id)
        assert opened(served, owner, by=None).files
        with pytest.raises(NoSuchRequest):
            opened(served, other, by=None)
        with pytest.raises(NoSuchRequest):
            opened(served, PASSER_BY, by=None)

    def test_of_what_is_not_served_finds_nothing(self, waiting):
        with pytest.raises(NothingToRead):
            opened(waiting)


class TestFetchFile:
    def test_gives_the_open_part_and_is_written_down(self, served):
        one = fetched(served, ReplyFile.objects.get().pk)
        data = bytes_of(one.file)
        assert story.OPEN.encode() in data
        assert story.COVERED.encode() not in data
        assert last_told() == "disclosure.file.fetched"

    def test_of_another_reply_or_taken_away_is_not_there(self, served):
        with pytest.raises(NoSuchFile):
            fetched(served, 0)
        with pytest.raises(WrongTail):
            fetched(served, ReplyFile.objects.get().pk, by=pair(served, "0000"))


class TestTheLastDays:
    """The worked examples E21 to E24 of the specification."""

    @pytest.mark.parametrize(
        ("served_on", "review", "suit"),
        [
            ("2024-08-02", "2024-10-08", "2025-02-05"),  # Friday; the sixtieth day falls into National Day
            ("2024-03-01", "2024-04-30", "2024-09-02"),  # Friday; the first of September is a Sunday
            ("2024-08-31", "2024-10-30", "2025-02-28"),  # Saturday; February has no thirty-first
        ],
    )
    def test_are_calendar_days_and_months_that_roll_forward(self, served_on, review, suit):
        days = last_days(
            day(served_on), sort=RemedyClass.B, review_days=60, suit_months=6, calendar=work_calendar()
        )
        assert (days.review.due, days.suit.due) == (day(review), day(suit))

    def test_with_reconsideration_first_know_no_suit_at_once(self):
        days = last_days(
            day("2024-08-02"), sort=RemedyClass.A, review_days=60, suit_months=6, calendar=work_calendar()
        )
        assert days.suit is None

    def test_to_sue_after_a_decision_are_fifteen(self):
        sheet = suit_after_review(day("2024-09-20"), days=15, calendar=work_calendar())  # Friday
        assert sheet.due == day("2024-10-08")


@pytest.fixture
def online(clerk, reviewer, head, office, legal) -> Request:
    """The same of today, for pages that look at the clock."""
    now = timezone.now()
    return story.served(to_serve(clerk, reviewer, head, office, legal, now=now), clerk, now=now)


def told(request: Request, **more: object) -> dict[str, object]:
    return {"number": request.number, "code": code_of(request.number), "tail": TAIL, **more}


class TestThePages:
    def test_number_and_code_show_that_it_is_there_and_no_word_of_it(self, online, client):
        shown = client.post("/disclosure/status/", told(online)).text
        assert "在网上送达，可以在这里查看、下载" in shown
        assert "证件号码后4位" in shown
        for hidden in (Reply.objects.get().text[:40], "补贴发放表.txt", WHO.name, story.CHANNEL):
            assert hidden not in shown

    def test_with_the_tail_the_letter_stands_there(self, online, client):
        answer = client.post(REPLY, told(online))
        assert answer.status_code == 200
        assert "private" in answer["Cache-Control"]
        for shown in (
            "政府信息公开申请答复书",
            WHO.name,
            "补贴发放表.txt",
            "最迟这一天，先向",
            story.CHANNEL,
        ):
            assert shown in answer.text

    def test_files_are_saved_under_their_public_title(self, online, client):
        got = client.post(REPLY, told(online, what=ReplyFile.objects.get().pk))
        assert "补贴发放表.txt" in unquote(got["Content-Disposition"])
        assert story.COVERED not in got.content.decode()
        assert got["X-Content-Type-Options"] == "nosniff"

    def test_the_letter_is_saved_as_docx(self, online, client):
        got = client.post(REPLY, told(online, what="docx"))
        assert got.content.startswith(b"PK")
        assert "答复书.docx" in unquote(got["Content-Disposition"])

    @pytest.mark.skipif(not HAS_PRINTER, reason="no fonts to print with")
    def test_the_letter_is_saved_as_pdf(self, online, client):
        assert client.post(REPLY, told(online, what="pdf")).content.startswith(b"%PDF")

    def test_a_wrong_tail_says_so_beside_its_field(self, online, client):
        refused = client.post(REPLY, told(online, tail="1111"))
        assert refused.status_code == 422
        assert "所填的证件不相符" in refused.text
        assert "补贴发放表" not in refused.text

    @pytest.mark.parametrize("tail", ["", "12345"])
    def test_what_is_no_tail_is_refused_before_anything_is_asked(self, online, client, tail):
        assert client.post(REPLY, told(online, tail=tail)).status_code == 422

    def test_a_wrong_code_leads_back_to_the_first_form(self, online, client):
        refused = client.post(REPLY, told(online, code="AAAAAAAA"))
        assert (refused.status_code, "不相符" in refused.text) == (404, True)

    def test_wrong_tails_are_counted_like_wrong_codes(self, online, client):
        for _ in range(10):
            client.post(REPLY, told(online, tail="1111"))
        answer = client.post(REPLY, told(online))
        assert (answer.status_code, "Retry-After" in answer.headers) == (429, True)
        assert client.post("/disclosure/status/", told(online)).status_code == 429

    def test_a_file_of_nobody_is_not_there(self, online, client):
        for what in ("0", "exe", "../x"):
            assert client.post(REPLY, told(online, what=what)).status_code == 404

    def test_nothing_is_told_in_an_address(self, client):
        assert client.get(REPLY).status_code == 405

    def test_of_accounts_are_for_who_signed_in(self, online):
        for way in ("reply/", "reply/docx/"):
            assert Client().get(f"/disclosure/own/{online.number}/{way}").status_code == 302


@pytest.mark.usefixtures("desk_surface")
class TestAtTheDesk:
    def test_the_step_lays_the_reply_ready_and_says_so(self, clerk, reviewer, head, office, legal):
        now = timezone.now()
        request = to_serve(clerk, reviewer, head, office, legal, now=now)
        window = signed_in(clerk)
        address = reverse("disclosure_desk:step", args=[request.number, "serve"])
        told = {"way": "by_network", "on": timezone.localdate(now).isoformat(), "proof": ""}
        version = seen(request)["version"]
        page = window.post(address, {"version": version, **told}, follow=True)
        assert "申请人还没有查看" in page.text
        delivery.open_reply(number=request.number, by=pair(request), how="网页", actor=PASSER_BY, now=now)
        shown = window.get(reverse("disclosure_desk:request", args=[request.number])).text
        assert "首次查看" in shown
