"""Whoever writes, asks, confirms and leaves under the role does so as under the owner."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.access.named import named
from quancheng.kernel.notify.addresses import Page, token_of
from quancheng.records.disclosure.commands.excess import ask_reasons
from quancheng.records.disclosure.queries.doors import code_of as code_of_request
from quancheng.records.disclosure.queries.own_records import DOOR as OWN_DOOR
from quancheng.records.disclosure.tests.test_papers import PNG
from quancheng.records.mailbox.queries.senders import code_of
from quancheng.ui.seals import new_seal
from tests.role.town import model

pytestmark = pytest.mark.postgresql
LETTER = {"wish": "fault", "text": "网站上的电话打不通", "name": "王某", "contact": "wang@example.cn"}

ASKING = {
    "features": "", "medium": "electronic", "route": "network", "sort": "person", "name": "王某",
    "proof": "passport", "proof_number": "E00000000", "phone": "13800000000", "confirms": "on",
}  # fmt: skip


def client() -> Client:
    return Client(HTTP_HOST="localhost")


def seal() -> str:
    """Of a form that was handed out a minute ago."""
    return new_seal(timezone.now() - timedelta(minutes=1))


def write(text: str) -> int:
    """Send a message; the status of its receipt."""
    city = model("orgs.Tenant").objects.get(slug="jinan").pk
    sent = client().post("/mailbox/new/", {**LETTER, "text": text, "tenant": city, "seal": seal()})
    assert sent.status_code == 302
    return client().get(sent["Location"]).status_code


def ask(wanted: str) -> int:
    """Ask for information; the status of the receipt."""
    unit = client().get("/disclosure/new/").context["form"].fields["unit"].choices[1][1][0][0]
    told = {**ASKING, "wanted": wanted, "unit": unit, "seal": seal()}
    sent = client().post("/disclosure/new/", told)
    assert sent.status_code == 302, sent.content.decode()
    assert client().post("/disclosure/new/", told).status_code == 302  # again: the same
    return client().get(sent["Location"]).status_code


def on_request(number: str, way: str = "", field: str = "", told: str = "") -> tuple[int, str]:
    pair = {"number": number, "code": code_of_request(number), field: told}
    got = client().post(f"/disclosure/status/{way}", pair)
    return got.status_code, got.content.decode()


def claim(wrong: str) -> int:
    """Want an own record put right, with a picture; the status of the receipt."""
    unit = client().get("/disclosure/own-record/new/").context["form"].fields["unit"].choices[1][1][0][0]
    told = {
        **ASKING,
        "which": "登记（演示）",
        "wrong": wrong,
        "right": "以证件为准",
        "unit": unit,
        "seal": seal(),
    }
    sent = client().post(
        "/disclosure/own-record/new/", {**told, "evidence": SimpleUploadedFile("证据.png", PNG)}
    )
    assert sent.status_code == 302, sent.content.decode()
    assert client().post("/disclosure/own-record/new/", told).status_code == 302  # again: the same
    return client().get(sent["Location"]).status_code


def on_own_record(number: str, way: str = "", field: str = "", told: str = "") -> tuple[int, str]:
    pair = {"number": number, "code": OWN_DOOR.code_of(number), field: told}
    got = client().post(f"/disclosure/own-record/status/{way}", pair)
    return got.status_code, got.content.decode()


def claim_of_number(number: str):
    """What a page would find that asked for the claim by its number."""
    with named(OWN_DOOR.doors_of(number)):
        return model("disclosure.OwnRecordClaim").objects.get(own_record__number=number)


def look_up(number: str, code: str) -> tuple[int, str]:
    got = client().post("/mailbox/status/", {"number": number, "code": code})
    return got.status_code, got.content.decode()


def follow(address: str) -> int:
    about = f"plan.plan:{model('plan.Plan').objects.get(published_on__isnull=False).ref}"
    told = {"address": address, "frequency": "daily", "seal": seal()}
    return client().post(f"/subscriptions/new/?about={about}", told).status_code


def post(page: Page, subscription) -> int:
    return client().post(page.value.format(token=token_of(page, subscription))).status_code


def newest(name: str):
    return model(name).objects.order_by("-pk").first()


def agency_confirms() -> None:
    """The line of the agency's own confirmation under the newest request."""
    case, now = newest("disclosure.Request").case, timezone.now()
    model("casework.CaseLine").objects.create(
        case=case, step="confirm_first", state=case.state, on=timezone.localdate(now), at=now,
        unit=case.unit,
    )  # fmt: skip


def last_code() -> str:
    return model("audit.AuditEntry").objects.order_by("-seq")[0].code


class TestAMessage:
    def test_is_sent_and_looked_up(self, as_role, as_owner):
        assert as_role(write, "第一件：网站上的电话打不通") == 200
        number = as_owner(newest, "mailbox.Message").number
        status, page = as_role(look_up, number, code_of(number))
        assert (status, "收到您的留言" in page) == (200, True)
        assert as_role(look_up, number, "AAAA-AAAA")[0] == 404

    def test_tells_the_office_and_is_written_down(self, as_role, as_owner):
        as_role(write, "第二件：网站上的电话打不通")
        message = as_owner(newest, "mailbox.Message")
        assert message.text == "第二件：网站上的电话打不通"
        assert as_owner(newest, "notify.Notice").facts["number"] == message.number
        assert as_owner(last_code) == "mailbox.message.received"


class TestARequest:
    def test_is_sent_looked_up_and_withdrawn(self, as_role, as_owner):
        assert as_role(ask, "第一件：年度报告") == 200
        number = as_owner(newest, "disclosure.Request").number
        assert as_owner(last_code) == "disclosure.request.submitted"
        assert as_owner(newest, "notify.Notice").facts["number"] == number
        assert as_owner(newest, "disclosure.Applicant").name == "王某"
        assert as_owner(model("disclosure.Request").objects.filter(wanted="第一件：年度报告").count) == 1
        status, page = as_role(on_request, number)
        assert (status, "等待机关确认收到" in page) == (200, True)
        status, page = as_role(on_request, number, "withdrawal/", "sure", "on")
        assert (status, "您已撤回申请" in page) == (200, True)
        assert as_owner(last_code) == "disclosure.request.withdrawn"

    def test_is_confirmed_once_more_after_the_agency(self, as_role, as_owner):
        assert as_role(ask, "双方确认的：年度报告") == 200
        number = as_owner(newest, "disclosure.Request").number
        assert as_role(on_request, number, "confirmation/", "sure", "on")[0] == 422  # the agency has not yet
        as_owner(agency_confirms)
        status, page = as_role(on_request, number)
        assert (status, "请您再确认一次" in page) == (200, True)
        status, page = as_role(on_request, number, "confirmation/", "sure", "on")
        assert (status, "双方已确认，今天是收到申请之日" in page) == (200, True)
        assert as_owner(last_code) == "disclosure.request.confirmed_again"
        assert as_owner(newest, "notify.Notice").kind == "disclosure.confirmed_again"

    def test_brings_a_paper_that_nobody_outside_reads(self, as_role, as_owner):
        paper = SimpleUploadedFile("证件.png", PNG)
        unit = as_role(lambda: client().get("/disclosure/new/").context["form"])
        told = {
            **ASKING, "wanted": "带证件的", "seal": seal(), "paper": paper,
            "unit": unit.fields["unit"].choices[1][1][0][0],
        }  # fmt: skip
        assert as_role(lambda: client().post("/disclosure/new/", told).status_code) == 302
        assert as_owner(newest, "disclosure.IdentityPaper").name == "证件.png"

    def test_is_corrected_once(self, as_role, as_owner):
        number = as_owner(lambda: model("disclosure.Correction").objects.get().request.number)
        status, page = as_role(on_request, number, "correction/", "text", "第二件：是2025年的")
        assert (status, "已收到您的补正" in page) == (200, True)
        assert as_owner(last_code) == "disclosure.correction.received"
        assert as_owner(newest, "notify.Notice").kind == "disclosure.corrected"
        assert as_role(on_request, number, "correction/", "text", "又一次")[0] == 422

    def test_under_consultation_tells_that_no_day_runs(self, as_role, as_owner):
        number = as_owner(
            lambda: (
                model("disclosure.Request")
                .objects.get(case__subcases__workflow="consultation", case__subcases__ended_on__isnull=True)
                .number
            )
        )
        status, page = as_role(on_request, number)
        assert (status, "机关正在征求意见" in page) == (200, True)

    def test_is_explained_once(self, as_role, as_owner):
        def asked() -> str:
            request = model("disclosure.Request").objects.get(
                case__subcases__workflow="consultation", case__subcases__ended_on__isnull=True
            )
            handler = model("orgs.Person").objects.get(account="unit")
            ask_reasons(
                number=request.number, version=request.case.version, count=20, period="本月",
                points="请说明理由", until=timezone.localdate() + timedelta(days=14),
                actor=actor_for(handler, None, timezone.localdate()), now=timezone.now(),
            )  # fmt: skip
            return request.number

        number = as_owner(asked)
        status, page = as_role(on_request, number)
        assert (status, "请说明申请的理由" in page) == (200, True)
        status, page = as_role(on_request, number, "explanation/", "text", "研究课题所需")
        assert (status, "已收到您说明的理由" in page) == (200, True)
        assert as_owner(last_code) == "disclosure.reasons.given"
        assert as_owner(newest, "disclosure.Explanation").answer == "研究课题所需"
        assert as_owner(newest, "notify.Notice").kind == "disclosure.explained"


def open_reply(number: str, tail: str, what: str = "") -> tuple[int, bytes]:
    told = {"number": number, "code": code_of_request(number), "tail": tail, "what": what}
    got = client().post("/disclosure/status/reply/", told)
    return got.status_code, got.content


def answered() -> tuple[str, int]:
    """The request whose reply waits on the internet, and its file."""
    one = model("disclosure.ReplyFile").objects.get(given__isnull=False)
    return one.request.number, one.pk


class TestAReply:
    def test_is_opened_and_taken_along_by_the_last_signs_of_the_paper(self, as_role, as_owner):
        number, file = as_owner(answered)
        status, page = as_role(open_reply, number, "002X")
        assert (status, "发放表" in page.decode()) == (200, True)
        assert as_owner(last_code) == "disclosure.reply.opened"
        assert as_owner(newest, "disclosure.OnlineReceipt").opened_at is not None
        assert as_role(open_reply, number, "002X", "docx")[1].startswith(b"PK")
        status, data = as_role(open_reply, number, "002X", str(file))
        assert (status, data[:2]) == (200, b"PK")
        assert as_owner(last_code) == "disclosure.file.fetched"

    def test_does_not_open_by_others(self, as_role, as_owner):
        number, file = as_owner(answered)
        for what in ("", "docx", str(file)):
            status, page = as_role(open_reply, number, "0021", what)
            assert (status, "所填的证件不相符" in page.decode()) == (422, True)


class TestAnOwnRecord:
    def test_is_sent_with_its_evidence_looked_up_and_withdrawn(self, as_role, as_owner):
        assert as_role(claim, "第一件：姓名写错（演示）") == 200
        one = as_owner(newest, "disclosure.OwnRecord")
        assert as_owner(last_code) == "disclosure.own_record.received"
        assert as_owner(newest, "disclosure.OwnRecordClaim").wrong == "第一件：姓名写错（演示）"
        assert as_owner(newest, "disclosure.OwnRecordEvidence").own_record_id == one.pk
        assert as_owner(newest, "notify.Notice").kind == "disclosure.own_record_arrived"
        status, page = as_role(on_own_record, one.number)
        assert (status, "待核实" in page) == (200, True)
        status, page = as_role(on_own_record, one.number, "withdrawal/", "sure", "on")
        assert (status, "已撤回" in page) == (200, True)
        assert as_owner(last_code) == "disclosure.own_record.withdrawn"

    def test_is_not_read_by_whoever_has_number_and_code(self, as_role, as_owner):
        number = as_owner(newest, "disclosure.OwnRecord").number
        with pytest.raises(model("disclosure.OwnRecordClaim").DoesNotExist):
            as_role(claim_of_number, number)


class TestAnAnsweredRequest:
    def test_is_passed_along_at_a_wish_once(self, as_role, as_owner):
        number = as_owner(lambda: model("disclosure.Redirection").objects.get().request.number)
        status, page = as_role(on_request, number, "wish/1/")
        assert (status, "已记下" in page) == (200, True)
        assert as_owner(last_code) == "disclosure.redirection.wished"
        assert as_role(on_request, number, "wish/1/")[0] == 422

    def test_is_suggested_to_be_public_once(self, as_role, as_owner):
        given = model("disclosure.Request").objects.filter(row=3, case__state="answered")
        number = as_owner(lambda: given.order_by("pk")[0].number)
        status, page = as_role(on_request, number, "suggestion/", "reason", "都需要")
        assert (status, "已收到您的建议" in page) == (200, True)
        assert as_owner(last_code) == "disclosure.suggestion.made"
        assert as_role(on_request, number, "suggestion/", "reason", "又一次")[0] == 422


class TestALetter:
    def check(self, number: str, code: str) -> tuple[int, str]:
        got = client().post("/disclosure/verify/", {"number": number, "code": code})
        return got.status_code, got.content.decode()

    def test_is_checked_by_number_and_code_alone(self, as_role, as_owner):
        letter = as_owner(lambda: model("disclosure.Letter").objects.get(sort="fee_notice"))
        status, page = as_role(self.check, letter.number, letter.code)
        assert (status, "文书真实有效" in page) == (200, True)
        assert as_role(self.check, letter.number, "ABCDEFGH")[0] == 404

    def test_that_asks_for_a_fee_is_told_to_its_applicant(self, as_role, as_owner):
        number = as_owner(lambda: model("disclosure.Fee").objects.get().request.number)
        status, page = as_role(on_request, number)
        assert (status, "请缴纳信息处理费380元" in page) == (200, True)


class TestASubscription:
    def test_is_asked_for_confirmed_and_ended(self, as_role, as_owner):
        assert as_role(follow, "zhao@example.cn") == 302
        asked = as_owner(newest, "notify.Subscription")
        assert as_role(post, Page.CONFIRM, asked) == 200
        assert as_owner(newest, "notify.Subscription").confirmed_at is not None
        assert as_role(follow, "zhao@example.cn") == 302  # told that there is nothing to confirm
        assert as_role(post, Page.END, asked) == 200
        assert as_owner(newest, "notify.Subscription").end_reason == "unsubscribed"

    def test_of_an_address_end_together(self, as_role, as_owner):
        as_role(follow, "qian@example.cn")
        asked = as_owner(newest, "notify.Subscription")
        as_role(post, Page.CONFIRM, asked)
        assert as_role(post, Page.END_ALL, asked) == 200
        assert as_owner(newest, "notify.Subscription").ended_at is not None

    def test_letters_to_one_address_are_counted(self, as_role):
        codes = [as_role(follow, "sun@example.cn") for _ in range(6)]
        assert codes == [302] * 5 + [429]
