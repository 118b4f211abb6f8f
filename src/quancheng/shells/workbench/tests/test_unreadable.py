"""A character without a sign, or a number of thousands of digits, ends in a sentence all over the desk."""

from datetime import date

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.orgs.models import Holding, Level, Person, Post, PostRole, Tenant, Unit, UnitKind
from quancheng.kernel.orgs.roles import Role
from quancheng.ui.readable import ENDLESS

Gathering, Notice = (apps.get_model("groundwork", name) for name in ("Gathering", "Notice"))
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
NUL, ENDLESS_NUMBER = "水\x00务", "9" * 5000
FORMS = (  # one of each module and room; every field of every form goes the same way
    "/groundwork/notices/new/", "/groundwork/gatherings/new/", "/groundwork/councils/new/",
    "/groundwork/gatherings/1/attendance/", "/groundwork/decisions/1/settle/", "/groundwork/sign-in/",
    "/inspections/new/", "/inspections/tasks/1/steps/return/", "/inspections/indicators/1/rate/",
    "/scorecards/", "/scorecards/sets/new/", "/plan/handover/", "/plan/duties/all/", "/mailbox/",
    "/handover/", "/approvals/", "/my-work/", "/account/", "/inbox/read/",
)  # fmt: skip


@pytest.fixture
def window(db) -> Client:
    city = Tenant.objects.create(slug="qzw", name="泉州湾市", full_name="泉州湾市人民政府", level=Level.CITY)
    unit = Unit.objects.create(tenant=city, code="01", kind=UnitKind.DEPARTMENT, name="市政府办公厅")
    person = Person.objects.create(account="office", name="演示经办", tenant=city)
    post = Post.objects.create(unit=unit, title="经办")
    PostRole.objects.bulk_create(PostRole(post=post, role=role) for role in Role)
    Holding.objects.create(person=person, post=post, from_on=date(2020, 1, 1))  # Wednesday
    client = Client(raise_request_exception=False)  # a fault is seen as the visitor sees it
    client.force_login(person)
    return client


def is_told(answer) -> bool:
    return answer.status_code == 422 and ("空字符" in answer.text or "上千位的数字" in answer.text)


@pytest.mark.parametrize("bad", [NUL, ENDLESS_NUMBER, f"17-{ENDLESS_NUMBER}", "\x00"])
@pytest.mark.parametrize("address", FORMS)
def test_in_a_form_or_in_an_address_is_told(window, address, bad):
    before = AuditEntry.objects.count()
    exists = window.get(address).status_code != 404 or "/1/" in address
    for answer in (window.post(address, {"reason": bad, "version": "0"}), window.get(address, {"page": bad})):
        assert is_told(answer) or (not exists and answer.status_code == 404), (address, answer.status_code)
    assert AuditEntry.objects.count() == before
    assert not Notice.objects.exists()
    assert not Gathering.objects.exists()


@pytest.mark.parametrize("bad", ["%00", "a%00b"])
def test_in_a_path_is_told_or_not_found(window, bad):
    for address in (f"/approvals/new/{bad}/1/", f"/plan/rows/{bad}/", f"/groundwork/{bad}/", f"/{bad}/"):
        assert window.get(address).status_code in {404, 422}, address


def test_in_a_number_of_an_address_is_not_found(window):
    for digits in ("9" * 30, "9" * 5000):
        for address in (f"/groundwork/notices/{digits}/", f"/inspections/tasks/{digits}/"):
            assert window.get(address).status_code in {404, 422}


def test_in_the_name_of_a_field_is_told(window):
    assert is_told(window.post("/handover/", {"per\x00son": "1"}))


def test_names_the_place_and_keeps_what_was_written(window):
    told = {"name": "演示甲\x00乙", "reason": "这是写了很久的一段理由，不应当丢失"}
    answer = window.post("/handover/", told, headers={"origin": "http://testserver"})
    assert "填写的“演示甲乙”含有看不见的空字符" in answer.text
    assert told["reason"] in answer.text


@pytest.mark.parametrize("many", [19, 30, 300])
def test_a_number_that_no_column_takes_is_no_fault(window, many):
    for address in FORMS:
        for name in ("page", "person", "unit_id", "version", "unit", "table", "duty", "key"):
            assert window.post(address, {name: "9" * many}).status_code < 500, (address, name)
            assert window.get(address, {name: "9" * many}).status_code < 500, (address, name)


@pytest.mark.parametrize("bad", [NUL, ENDLESS_NUMBER])
def test_at_the_door_is_told_to_who_has_not_signed_in(db, bad):
    door = Client(raise_request_exception=False)
    answer = door.post(reverse("wagtailadmin_login"), {"login": bad, "password": bad})
    assert is_told(answer)
    assert door.get(reverse("wagtailadmin_login"), {"next": bad}).status_code == 422


def test_long_numbers_that_people_write_are_no_such_numbers():
    assert not ENDLESS.search("9" * 200)
