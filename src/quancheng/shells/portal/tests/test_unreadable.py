"""A character without a sign, or a number of thousands of digits, ends in a sentence on public pages too."""

import pytest
from django.apps import apps
from django.test import Client

from quancheng.kernel.orgs.models import Level, Tenant

Message = apps.get_model("mailbox", "Message")
pytestmark = pytest.mark.django_db
ADDRESSES = (
    "/",
    "/plan/",
    "/mailbox/",
    "/mailbox/new/",
    "/calculator/",
    "/subscriptions/",
    "/plan/commitments/",
)
BAD = ("水\x00务", "9" * 5000)


@pytest.fixture
def window(db) -> Client:
    Tenant.objects.create(slug="qzw", name="泉州湾市", full_name="泉州湾市人民政府", level=Level.CITY)
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("address", ADDRESSES)
def test_is_told(window, address, bad):
    exists = window.get(address).status_code != 404
    for answer in (window.get(address, {"q": bad}), window.post(address, {"text": bad, "contact": "x"})):
        assert answer.status_code == 422 or (not exists and answer.status_code == 404)
        if answer.status_code == 422:
            assert "请删去后重新填写" in answer.text or "请核对后重新填写" in answer.text
    assert not Message.objects.exists()


def test_what_was_written_can_be_copied(window):
    told = {"text": "路灯坏了三天，\x00请派人来修", "name": "王五", "contact": "演示"}
    answer = window.post("/mailbox/new/", told, headers={"origin": "http://testserver"})
    assert answer.status_code == 422
    assert "请派人来修" in answer.text


@pytest.mark.parametrize("many", [19, 30, 300])
def test_a_number_that_no_column_takes_is_no_fault(window, many):
    for address in ADDRESSES:
        for name in ("page", "year", "q", "number", "tenant"):
            assert window.get(address, {name: "9" * many}).status_code < 500, (address, name)
            assert window.post(address, {name: "9" * many}).status_code < 500, (address, name)
