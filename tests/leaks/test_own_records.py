"""Who reads outside what somebody wants put right about themselves: a word stands in each part of it."""

from dataclasses import replace

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from quancheng.kernel.orgs.roles import Role
from quancheng.records.disclosure.queries.own_records import DOOR
from quancheng.records.disclosure.tests.conftest import WHO, staff
from quancheng.records.disclosure.tests.test_correcting.conftest import CLAIM, send
from tests.leaks.cast import citizen_at

pytestmark = pytest.mark.django_db
MARKS = {"name": "晻暾鞫獄甲", "which": "晻暾鞫獄乙", "wrong": "晻暾鞫獄丙", "right": "晻暾鞫獄丁"}


@pytest.fixture
def one(city):
    staff("市财政局", "clerk", Role.HANDLER)  # who takes it in
    claim = replace(CLAIM, which=MARKS["which"], wrong=MARKS["wrong"], right=MARKS["right"])
    return send(now=timezone.now(), who=replace(WHO, name=MARKS["name"]), claim=claim, once="form-of-before")


def told_to(client: Client, number: str) -> str:
    """All that somebody reads who tries each way with number and code."""
    pair = {"number": number, "code": DOOR.code_of(number)}
    own = f"/disclosure/own-record/own/{number}/"
    pages = [
        client.post("/disclosure/own-record/status/", pair),
        client.get(own), client.get(f"{own}letter/"), client.post(f"{own}signs/", {"tail": "0000"}),
        client.get("/mine/"),
    ]  # fmt: skip
    assert pages[0].status_code == 200  # number and code tell how it stands
    cache.clear()
    return "".join(page.content.decode() for page in pages)


class TestAnOwnRecord:
    def test_tells_nothing_of_what_is_said_by_number_and_code(self, one):
        assert not [mark for mark in MARKS.values() if mark in told_to(Client(), one.number)]

    def test_tells_nothing_of_it_to_another_account(self, one):
        _, other = citizen_at("13800000002", timezone.now())
        assert not [mark for mark in MARKS.values() if mark in told_to(other, one.number)]

    def test_keeps_no_form_from_which_a_claim_is_found(self, one):
        for told in (one.once, one.claim.lock, one.door):
            assert "form-of-before" not in told
        assert len({one.once, one.claim.lock, one.door}) == 3
