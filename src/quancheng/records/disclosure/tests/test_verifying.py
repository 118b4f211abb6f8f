"""Pages of letters and fees: checking a printed letter, what the applicant reads, what the desk offers."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from docx import Document

from quancheng.kernel.audit.models import AuditEntry
from quancheng.records.disclosure.commands import consulting, fees
from quancheng.records.disclosure.commands.handling import ask_correction, extend_answer
from quancheng.records.disclosure.commands.intake import confirm_receipt
from quancheng.records.disclosure.models import Fee, Letter, Request
from quancheng.records.disclosure.models.consultations import Opinion, Party
from quancheng.records.disclosure.queries.doors import code_of
from quancheng.records.disclosure.rules.fees import Basis
from quancheng.records.disclosure.tests.conftest import WHAT, WHO, enter, hand_in, seen, signed_in
from quancheng.records.disclosure.workflow import State

pytestmark = pytest.mark.django_db
VERIFY, STATUS = "/disclosure/verify/", "/disclosure/status/"


@pytest.fixture(autouse=True)
def no_tries_yet():
    cache.clear()


@pytest.fixture
def fresh(clerk) -> Request:
    """A request that was handed in today."""
    now = timezone.now()
    return hand_in(clerk, came_on=timezone.localdate(now).isoformat(), now=now)


def told(letter: Letter) -> dict[str, str]:
    return {"number": letter.number, "code": letter.code}


class TestVerifying:
    def test_tells_that_it_is_genuine_and_nothing_of_whom_it_is_for(self, client, fresh):
        page = client.post(VERIFY, told(Letter.objects.get()))
        assert "文书真实有效" in page.text
        assert "政府信息公开申请接收回执" in page.text
        assert "市财政局" in page.text
        for hidden in (WHO.name, WHAT.wanted, fresh.number):
            assert hidden not in page.text
        assert page["X-Robots-Tag"] == "noindex"
        assert "no-store" in page["Cache-Control"]

    def test_answers_a_wrong_number_as_a_wrong_code(self, client, fresh):
        letter = Letter.objects.get()
        wrong = [
            client.post(VERIFY, {**told(letter), "code": "ABCDEFGH"}),
            client.post(VERIFY, {**told(letter), "number": "市财政局依收〔2024〕99号"}),
        ]
        assert [page.status_code for page in wrong] == [404, 404]
        said = "没有文号和核验码都相符的文书"
        assert all(said in page.text for page in wrong)

    def test_asks_for_both(self, client, fresh):
        page = client.post(VERIFY, {"number": "", "code": ""})
        assert page.status_code == 422
        assert "请填写文号" in page.text
        assert client.get(VERIFY).status_code == 200

    @pytest.mark.parametrize("number", ["<script>", "号" * 100, "\x00", "𠮷依收〔2024〕1号", "%' OR 1=1 --"])
    def test_takes_whatever_is_typed(self, client, db, number):
        assert client.post(VERIFY, {"number": number, "code": "12345678"}).status_code in {404, 422}
        assert client.post(VERIFY, {"number": "号" * 101, "code": "1"}).status_code == 422

    def test_is_closed_for_an_hour_to_who_guesses(self, client, fresh):
        letter = Letter.objects.get()
        for place in range(10):
            assert client.post(VERIFY, {**told(letter), "code": f"ABCDEFG{place}"}).status_code == 404
        stopped = client.post(VERIFY, told(letter))
        assert stopped.status_code == 429
        assert stopped["Retry-After"] == "3600"

    def test_costs_a_constant_number_of_queries(self, client, fresh, django_assert_max_num_queries):
        with django_assert_max_num_queries(12):
            client.post(VERIFY, told(Letter.objects.get()))


@pytest.fixture
def waiting(clerk, head, office, fresh) -> Request:
    """A request whose applicant owes a fee of 100 yuan: its eleventh of this month."""
    enter("disclosure.payment", (("", "演示财政专户"),), office)
    now = timezone.now()
    made = [
        hand_in(clerk, came_on=timezone.localdate(now).isoformat(), now=now, once=f"{n}" * 32)
        for n in range(10)
    ][-1]
    fees.propose_fee(**seen(made), basis=Basis.ITEMS, pages=0, why="数量过大", actor=clerk, now=now)
    return fees.issue_fee_notice(**seen(made), actor=head, now=now + timedelta(seconds=1))


class TestTheApplicant:
    def test_reads_how_much_how_and_by_when(self, client, waiting, clerk):
        pair = {"number": waiting.number, "code": code_of(waiting.number)}
        page = client.post(STATUS, pair).text
        for said in ("请缴纳信息处理费100元", "演示财政专户", "第11件", "20个工作日内缴纳"):
            assert said in page
        now = timezone.now()
        fees.note_fee_served(**seen(waiting), on=timezone.localdate(now), actor=clerk, now=now)
        assert "前缴纳。逾期未缴纳的" in client.post(STATUS, pair).text

    def test_reads_no_reason_of_the_inside(self, client, fresh, clerk, office):
        enter("disclosure.payment", (("", "演示财政专户"),), office)
        now = timezone.now()
        fees_told = {"basis": Basis.ITEMS, "pages": 0, "why": "数量过大", "actor": clerk, "now": now}
        with pytest.raises(fees.NothingToCharge):
            fees.propose_fee(**seen(fresh), **fees_told)
        pair = {"number": fresh.number, "code": code_of(fresh.number)}
        assert "信息处理费" not in client.post(STATUS, pair).text


@pytest.mark.usefixtures("desk_surface")
class TestTheDesk:
    def page(self, request: Request) -> str:
        return reverse("disclosure_desk:request", args=[request.number])

    def take(self, client: Client, request: Request, code: str, **given: object):
        version = Request.objects.get(pk=request.pk).case.version
        address = reverse("disclosure_desk:step", args=[request.number, code])
        return client.post(address, {"version": version, **given}, follow=True)

    def test_shows_the_letters_to_their_agency_alone(self, fresh, clerk, office):
        letter = Letter.objects.get()
        assert letter.number in signed_in(clerk).get(self.page(fresh)).text
        assert letter.number not in signed_in(office).get(self.page(fresh)).text

    def test_hands_out_docx_and_pdf_and_writes_it_down(self, fresh, clerk, office, neighbour):
        for name, begins in (("letter_docx", b"PK"), ("letter_pdf", b"%PDF")):
            address = reverse(f"disclosure_desk:{name}", args=[fresh.number, 1])
            got = signed_in(clerk).get(address)
            assert got.content.startswith(begins)
            assert AuditEntry.objects.order_by("-seq")[0].code == "disclosure.letter.read"
            for stranger in (office, neighbour):
                assert signed_in(stranger).get(address).status_code == 404

    def test_prints_the_name_and_where_to_check(self, fresh, clerk):
        address = reverse("disclosure_desk:letter_docx", args=[fresh.number, 1])
        document = Document(BytesIO(signed_in(clerk).get(address).content))
        text = "\n".join(one.text for one in document.paragraphs)
        assert WHO.name in text
        assert VERIFY in text

    def test_keeps_what_was_entered_about_service(self, fresh, clerk):
        address = reverse("disclosure_desk:letter_serve", args=[fresh.number, 1])
        today = timezone.localdate().isoformat()
        page = signed_in(clerk).post(address, {"way": "by_network", "on": today, "proof": "写在这里的话"})
        assert page.status_code == 422
        assert "写在这里的话" in page.text
        done = signed_in(clerk).post(address, {"way": "by_hand", "on": today, "proof": "签收"}, follow=True)
        assert "已登记送达" in done.text
        assert Letter.objects.get().served_on == timezone.localdate()

    def test_is_closed_to_strangers(self, fresh, office, neighbour):
        for name in ("letter_serve", "letter_void"):
            address = reverse(f"disclosure_desk:{name}", args=[fresh.number, 1])
            filled = {"way": "by_hand", "on": timezone.localdate(), "proof": "1", "reason": "1"}
            for stranger in (office, neighbour):
                assert signed_in(stranger).post(address, filled).status_code in {403, 404}
        assert not Letter.objects.filter(served_on__isnull=False).exists()

    def test_takes_a_fee_from_proposal_to_payment(self, waiting, clerk):
        client, today = signed_in(clerk), timezone.localdate().isoformat()
        assert "缴费期限从次日起算" in client.get(self.page(waiting)).text
        assert "缴费期限开始计算" in self.take(client, waiting, "fee_notice_served", on=today).text
        refused = self.take(client, waiting, "paid", on=today, voucher="")
        assert refused.status_code == 422
        assert "请填写财政票据号" in refused.text
        assert "请看现在的届满日" in self.take(client, waiting, "paid", on=today, voucher="1").text
        assert Fee.objects.get().paid_on == timezone.localdate()
        assert Request.objects.get(pk=waiting.pk).case.state == State.IN_HAND

    def test_offers_the_notice_to_the_head_alone_and_pages_or_items(self, waiting, clerk, head, fresh):
        client = signed_in(clerk)
        both = self.take(client, fresh, "propose_fee", basis="items", pages="5", why="多")
        assert "只能选一种" in both.text
        none = self.take(client, fresh, "propose_fee", basis="pages", pages="", why="多")
        assert "请填写页数" in none.text
        eleventh = Request.objects.order_by("-pk")[0]
        assert eleventh.pk == waiting.pk
        assert "签发收费通知书" not in {
            one.says for one in client.get(self.page(fresh)).context["page"].others
        }

    def test_marks_a_notice_that_was_told_too_late(self, fresh, clerk, head):
        now, today = timezone.now(), timezone.localdate()
        extend_answer(**seen(fresh), days=5, reason="汇总", actor=head, now=now)
        ask_correction(**seen(fresh), points="甲", days=5, actor=clerk, now=now)
        Letter.objects.update(served_on=today, way="by_hand", serve_by=today - timedelta(days=1))
        lines = signed_in(clerk).get(self.page(fresh)).context["page"].letters.lines
        assert {one.letter.sort: one.tone for one in lines} == {
            "correction": "green", "extension": "red", "receipt": "red",
        }  # fmt: skip

    def test_lets_a_refusing_party_be_overruled(self, fresh, clerk, head, office):
        enter("disclosure.courts", (("", "演示区人民法院"),), office)
        now, on = timezone.now(), timezone.localdate()
        consulting.consult(
            **seen(fresh), party=Party.THIRD, name="演示公司", about="价格", on=on, actor=clerk, now=now
        )
        consulting.note_opinion(
            number=fresh.number, place=1, opinion=Opinion.REFUSES, reasons="", on=on, actor=clerk, now=now
        )
        address = reverse("disclosure_desk:overrule", args=[fresh.number, 1])
        assert "因公共利益仍决定公开" in signed_in(head).get(self.page(fresh)).text
        assert signed_in(clerk).post(address, {"content": "价格", "why": "公共资金"}).status_code == 403
        empty = signed_in(head).post(address, {"content": "价格", "why": ""})
        assert empty.status_code == 422
        done = signed_in(head).post(address, {"content": "价格", "why": "公共资金"}, follow=True)
        assert "请送达第三方" in done.text

    def test_asks_the_database_no_more_for_more_letters(self, fresh, clerk):
        client = signed_in(clerk)
        client.get(self.page(fresh))
        with CaptureQueriesContext(connection) as for_one:
            client.get(self.page(fresh))
        now, on = timezone.now(), timezone.localdate()
        consulting.consult(
            **seen(fresh), party=Party.ORGAN, name="市水务局", about="甲", on=on, actor=clerk, now=now
        )
        with CaptureQueriesContext(connection) as with_one_asked:
            client.get(self.page(fresh))
        assert len(with_one_asked) - len(for_one) <= 12  # the party asked and its clock; its letters are two
        assert len(for_one) <= 110


def test_the_receipt_of_a_website_request_comes_with_its_confirmation(submitted, clerk):
    confirm_receipt(
        **seen(submitted), on=timezone.localdate(submitted.submitted_at), how="电话", actor=clerk,
        now=submitted.submitted_at,
    )  # fmt: skip
    assert Letter.objects.get().sort == "receipt"
