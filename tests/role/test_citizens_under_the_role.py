"""Whoever signs in, reads their own and leaves does so under the role as under the owner."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from quancheng.kernel.citizens.queries import digits_of
from quancheng.records.disclosure.queries.citizens import NOT_SHOWN
from quancheng.records.disclosure.queries.doors import code_of as code_of_request
from quancheng.records.disclosure.queries.own_records import DOOR as OWN_DOOR
from quancheng.records.mailbox.queries.senders import code_of
from quancheng.ui.seals import new_seal
from tests.role.test_acts_under_the_role import ASKING
from tests.role.town import model

pytestmark = pytest.mark.postgresql
PASSWORD = "Quan-cheng-2024"


def seal() -> str:
    """Of a form that was handed out a minute ago."""
    return new_seal(timezone.now() - timedelta(minutes=1))


def later() -> None:
    """A minute and more goes by."""
    for code in model("citizens.Code").objects.all():
        code.asked_at -= timedelta(minutes=2)
        code.save(update_fields=["asked_at"])


class Citizen:
    """A browser and the phone beside it: the code is read as the owner, who alone could."""

    def __init__(self, as_role, as_owner, phone: str) -> None:
        self.as_role, self.as_owner, self.phone = as_role, as_owner, phone
        self.client = Client(HTTP_HOST="localhost")

    def get(self, path: str):
        return self.as_role(self.client.get, path)

    def post(self, path: str, told: dict[str, str] | None = None):
        return self.as_role(self.client.post, path, told or {})

    def code(self) -> str:
        return self.as_owner(lambda: digits_of(model("citizens.Code").objects.order_by("-pk")[0]))

    def sign_in(self) -> int:
        asked = self.post("/mine/sign-in/", {"address": self.phone, "consent": "on", "seal": seal()})
        assert asked.status_code == 302, asked.text
        assert self.get(asked["Location"]).status_code == 200
        return self.post(asked["Location"], {"digits": self.code()}).status_code


@pytest.fixture
def citizen(as_role, as_owner):
    """Signs in with a number of its own."""

    def come(phone: str) -> Citizen:
        one = Citizen(as_role, as_owner, phone)
        assert one.sign_in() == 302
        return one

    return come


class TestACitizen:
    def test_reads_their_own_page_and_goes_out(self, citizen):
        one = citizen("13700000001")
        shown = one.get("/mine/")
        assert (shown.status_code, "137****0001" in shown.text) == (200, True)
        assert one.post("/mine/sign-out/").status_code == 302
        assert one.get("/mine/").status_code == 302

    def test_writes_and_reads_messages(self, citizen, as_owner):
        one = citizen("13700000002")
        city = as_owner(lambda: model("orgs.Tenant").objects.get(slug="jinan").pk)
        told = {"wish": "fault", "text": "登录后写的留言", "tenant": city, "seal": seal()}
        assert one.post("/mailbox/new/", told).status_code == 302
        message = as_owner(lambda: model("mailbox.Message").objects.get(text="登录后写的留言"))
        assert message.citizen_id is not None
        assert message.number in one.get("/mine/").text
        assert "收到您的留言" in one.get(f"/mailbox/own/{message.number}/").text
        assert message.number in one.get("/mine/account/my-data.json").content.decode()

    def test_takes_in_a_message_of_before_but_none_of_another(self, citizen, as_owner):
        one = citizen("13700000003")
        free = as_owner(lambda: model("mailbox.Message").objects.filter(citizen=None).first().number)
        taken = as_owner(lambda: model("mailbox.Message").objects.get(text="别人的留言").number)
        told = {"number": free, "code": code_of(free)}
        assert one.post("/mailbox/claim/", told).status_code == 302
        assert one.post("/mailbox/claim/", {"number": taken, "code": code_of(taken)}).status_code == 409
        assert one.get(f"/mailbox/own/{taken}/").status_code == 404

    def test_asks_reads_and_withdraws_requests(self, citizen, as_owner):
        one = citizen("13700000006")
        unit = one.get("/disclosure/new/").context["form"].fields["unit"].choices[1][1][0][0]
        told = {**ASKING, "wanted": "登录后提交的申请", "unit": unit, "seal": seal()}
        assert one.post("/disclosure/new/", told).status_code == 302
        request = as_owner(lambda: model("disclosure.Request").objects.get(wanted="登录后提交的申请"))
        assert request.citizen_id is not None
        assert request.number in one.get("/mine/").text
        data = one.get("/mine/account/my-data.json").content.decode()
        assert (request.number in data, "王某" in data, "E00000000" in data) == (True, True, False)
        assert "等待机关确认收到" in one.get(f"/disclosure/own/{request.number}/").text
        assert one.post(f"/disclosure/own/{request.number}/withdrawal/", {"sure": "on"}).status_code == 302
        assert "您已撤回申请" in one.get(f"/disclosure/own/{request.number}/").text

    def test_takes_in_a_request_of_before_but_none_of_another(self, citizen, as_owner):
        one = citizen("13700000007")
        of = model("disclosure.Request").objects
        free = as_owner(lambda: of.filter(citizen=None).first().number)
        taken = as_owner(lambda: of.exclude(citizen=None).order_by("pk").first().number)
        told = {"number": free, "code": code_of_request(free)}
        assert one.post("/disclosure/claim/", told).status_code == 302
        told = {"number": taken, "code": code_of_request(taken)}
        assert one.post("/disclosure/claim/", told).status_code == 409
        assert one.get(f"/disclosure/own/{taken}/").status_code == 404

    def test_asks_for_a_correction_and_takes_one_of_before_in(self, citizen, as_owner):
        one, other = citizen("13700000010"), citizen("13700000011")
        unit = one.get("/disclosure/own-record/new/").context["form"].fields["unit"].choices[1][1][0][0]
        told = {
            **ASKING, "which": "登记（演示）", "wrong": "登录后提出的", "right": "以证件为准", "unit": unit,
            "seal": seal(),
        }  # fmt: skip
        assert one.post("/disclosure/own-record/new/", told).status_code == 302
        of = model("disclosure.OwnRecord").objects
        own = as_owner(lambda: of.exclude(citizen=None).get().number)
        free = as_owner(lambda: of.filter(citizen=None).order_by("pk").first().number)
        tail = as_owner(lambda: of.get(number=free).claim.proof_number[-4:])
        assert one.post("/disclosure/own-record/claim/", {"number": free, "code": OWN_DOOR.code_of(free)})[
            "Location"
        ].endswith(f"{free}/")
        shown = one.get("/mine/").text
        assert (own in shown, free in shown) == (True, True)
        data = one.get("/mine/account/my-data.json").content.decode()
        assert ("登录后提出的" in data, NOT_SHOWN in data) == (True, True)
        here = f"/disclosure/own-record/own/{free}/"
        assert one.get(f"{here}letter/")["Location"] == here
        assert other.post(f"{here}signs/", {"tail": tail}).status_code == 404
        assert one.post(f"{here}signs/", {"tail": tail})["Location"] == here
        assert one.get(f"{here}letter/").status_code == 404  # not served yet
        assert NOT_SHOWN not in one.get("/mine/account/my-data.json").content.decode()
        assert one.post(f"/disclosure/own-record/own/{own}/withdrawal/", {"sure": "on"}).status_code == 302
        assert other.get(here).status_code == 404

    def test_changes_and_closes_the_account(self, citizen, as_owner):
        one = citizen("13700000004")
        assert one.post("/mine/account/name/", {"name": "赵"}).status_code == 302
        told = {"password": PASSWORD, "again": PASSWORD}
        assert one.post("/mine/account/passphrase/", told).status_code == 302
        asked = one.post("/mine/account/address/", {"address": "zhao@example.cn", "seal": seal()})
        assert one.post(asked["Location"], {"digits": one.code()}).status_code == 302
        again = Citizen(one.as_role, one.as_owner, "")
        by = {"address": "zhao@example.cn", "password": PASSWORD, "seal": seal()}
        assert again.post("/mine/sign-in/passphrase/", by).status_code == 302
        assert "2" in again.get("/mine/").text
        as_owner(later)
        asked = again.post("/mine/account/close/", {"to": "phone", "seal": seal()})
        assert again.post(asked["Location"], {"digits": again.code()}).status_code == 302
        assert one.get("/mine/").status_code == 302

    def test_has_codes_counted(self, citizen):
        one = citizen("13700000005")
        told = {"address": one.phone, "consent": "on", "seal": seal()}
        assert one.post("/mine/sign-in/", told).status_code == 429


class TestAReplyInTheAccount:
    def test_is_read_by_its_owner_alone_once_the_signs_were_given(self, citizen, as_owner):
        owner, other = citizen("13800000002"), citizen("13700000009")
        given = as_owner(lambda: model("disclosure.ReplyFile").objects.select_related("request").get())
        number = given.request.number
        page, signs = f"/disclosure/own/{number}/reply/", f"/disclosure/own/{number}/signs/"
        assert (
            owner.get(page)["Location"] == f"/disclosure/own/{number}/"
        )  # it was taken in by number and code
        assert owner.post(signs, {"tail": "0021"}).status_code == 422
        assert other.post(signs, {"tail": "002X"}).status_code == 404
        assert owner.post(signs, {"tail": "002X"})["Location"] == page
        shown = owner.get(page)
        assert (shown.status_code, "发放表" in shown.text) == (200, True)
        assert owner.get(f"{page}docx/").content.startswith(b"PK")
        assert owner.get(f"{page}{given.pk}/").content.startswith(b"PK")
        assert [other.get(f"{page}{way}").status_code for way in ("", "docx/", f"{given.pk}/")] == [404] * 3
