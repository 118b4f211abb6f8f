"""What a citizen finds of their own requests, and that nobody else finds any of it."""

import json
import re

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from quancheng.kernel.audit.models import AuditEntry
from quancheng.shells.mine.tests.conftest import HOME, digits, later, seal, sign_in

Request, Applicant = apps.get_model("disclosure.Request"), apps.get_model("disclosure.Applicant")
CODE_ON_RECEIPT = re.compile(r"<dd>([2-9A-Z]{4} [2-9A-Z]{4})</dd>")
WANTED = "2025年市级部门预算执行情况的报告"
OTHER = "13900000002"


@pytest.fixture
def stranger() -> Client:
    """Another citizen, signed in as well."""
    client = Client()
    sign_in(client, OTHER)
    return client


def ask(client: Client):
    """Ask for information as the page does; the receipt."""
    unit = client.get("/disclosure/new/").context["form"].fields["unit"].choices[1][1][0][0]
    told = {
        "unit": unit, "wanted": WANTED, "medium": "electronic", "route": "network", "sort": "person",
        "name": "张三丰", "proof": "passport", "proof_number": "E12345678", "phone": "13800000001",
        "confirms": "on", "seal": seal(),
    }  # fmt: skip
    return client.post("/disclosure/new/", told, follow=True)


@pytest.fixture
def own(client, citizen, office) -> str:
    """The number of a request of the account."""
    assert ask(client).status_code == 200
    return Request.objects.get().number


@pytest.fixture
def sent(office) -> dict[str, str]:
    """Number and code of a request that was submitted without signing in."""
    [code] = CODE_ON_RECEIPT.findall(ask(Client()).text)
    return {"number": Request.objects.get().number, "code": code}


class TestMyRequests:
    def test_hold_what_was_submitted_while_signed_in(self, client, own):
        shown = client.get(HOME).text
        assert (own in shown, "待确认收到" in shown) == (True, True)
        assert "等待机关确认收到" in client.get(f"/disclosure/own/{own}/").text

    def test_hold_none_of_who_is_nobody(self, client, sent):
        assert Request.objects.get().citizen is None

    def test_are_nobody_elses(self, client, own, stranger):
        assert own not in stranger.get(HOME).text
        for way in ("", "correction/", "withdrawal/"):
            page = f"/disclosure/own/{own}/{way}"
            assert stranger.post(page, {"sure": "on", "text": "x"}).status_code == (404 if way else 405)
            assert Client().post(page, {"sure": "on", "text": "x"}).status_code == (403 if way else 405)
        assert stranger.get(f"/disclosure/own/{own}/").status_code == 404
        assert Client().get(f"/disclosure/own/{own}/").status_code == 302

    def test_are_withdrawn_without_the_code(self, client, own):
        page = f"/disclosure/own/{own}/withdrawal/"
        refused = client.post(page, {"reason": "不需要了"})
        assert (refused.status_code, "先勾选" in refused.text) == (422, True)
        assert client.post(page, {"sure": "on"})["Location"] == f"/disclosure/own/{own}/"
        assert "您已撤回申请" in client.get(f"/disclosure/own/{own}/").text
        assert client.post(page, {"sure": "on"}).status_code == 422

    def test_with_nothing_to_correct_say_so(self, client, own):
        refused = client.post(f"/disclosure/own/{own}/correction/", {"text": "补正"})
        assert (refused.status_code, "没有等待中的补正" in refused.text) == (422, True)

    def test_take_in_one_of_before(self, client, sent, citizen):
        came = client.post("/disclosure/claim/", sent)
        assert came["Location"] == f"/disclosure/own/{sent['number']}/"
        assert AuditEntry.objects.order_by("-seq")[0].code == "disclosure.request.claimed"
        assert client.post("/disclosure/claim/", sent).status_code == 409

    def test_take_in_none_of_another_account(self, client, sent, citizen, stranger):
        stranger.post("/disclosure/claim/", sent)
        assert client.post("/disclosure/claim/", sent).status_code == 409
        assert Request.objects.get().citizen_id != citizen.pk

    def test_take_in_none_without_its_code(self, client, sent, citizen):
        for _ in range(10):
            assert client.post("/disclosure/claim/", {**sent, "code": "AAAAAAAA"}).status_code == 404
        assert client.post("/disclosure/claim/", sent).status_code == 429
        assert Request.objects.get().citizen is None

    def test_ask_the_database_no_more_for_more(self, client, own, citizen, django_assert_max_num_queries):
        with django_assert_max_num_queries(30) as for_one:
            client.get(HOME)
        most = len(for_one.captured_queries)
        for _ in range(3):
            ask(client)
        with django_assert_max_num_queries(most):
            assert len(client.get(HOME).context["requests"]) == 4

    def test_travel_in_the_file_without_the_whole_number_of_the_paper(self, client, own):
        text = client.get("/mine/account/my-data.json").content.decode()
        [told] = json.loads(text)["依申请公开"]
        assert (told["编号"], told["申请人"]["姓名或名称"]) == (own, "张三丰")
        assert "E12345678" not in text

    def test_stay_when_the_account_is_closed_and_lead_to_it_no_more(self, client, own, drain):
        later()
        asked = client.post("/mine/account/close/", {"to": "phone", "seal": seal()})
        assert client.post(asked["Location"], {"digits": digits()})["Location"] == "/mine/closed/"
        drain()
        assert Request.objects.get().citizen is None
        assert Applicant.objects.get().name == "张三丰"
        assert AuditEntry.objects.filter(code="disclosure.requests.detached").count() == 1
        assert timezone.localdate() == Request.objects.get().case.opened_on
