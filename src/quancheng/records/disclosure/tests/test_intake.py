"""A request is taken in, and counts as received when the law says so."""

import importlib
import uuid
from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.casework.refusals import BadDay, MovedMeanwhile, NotYourStep, StepNotOpen
from quancheng.kernel.norms.commands import enter_value, sign_value
from quancheng.kernel.norms.definition import Mark
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.orgs.models import Unit, UnitKind, UnitPlace
from quancheng.kernel.orgs.roles import Role
from quancheng.records.disclosure.commands import intake
from quancheng.records.disclosure.commands.intake import confirm_receipt
from quancheng.records.disclosure.commands.nightly import erase_sources, remind_of_requests
from quancheng.records.disclosure.models import Applicant, Request
from quancheng.records.disclosure.queries.agencies import NoSuchAgency
from quancheng.records.disclosure.queries.doors import NoMatch, code_of, lock_of, of_form, status_of
from quancheng.records.disclosure.queries.requests import NoSuchRequest, requests_for
from quancheng.records.disclosure.rules.applicants import Applicant as Sort
from quancheng.records.disclosure.rules.receipt import Channel, is_certain
from quancheng.records.disclosure.tests.conftest import (
    LONG_AGO,
    NOW,
    PAPER,
    WHAT,
    WHO,
    at,
    day,
    finance,
    hand_in,
    now_of,
    seen,
    staff,
    submit,
)
from quancheng.records.disclosure.workflow import State


def told() -> list[str]:
    return list(AuditEntry.objects.order_by("seq").values_list("code", flat=True))


class TestSubmitRequest:
    def test_waits_for_the_confirmation(self, submitted):
        assert (submitted.case.state, submitted.case.due_on) == (State.UNCONFIRMED, None)
        assert submitted.case.unit == finance()
        assert told()[-1] == "disclosure.request.submitted"

    def test_asks_for_no_purpose(self):
        assert not {"purpose", "usage", "用途"} & {field.name for field in Request._meta.get_fields()}

    def test_keeps_who_asks_sealed(self, submitted):
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, proof_number, phone, address FROM disclosure_applicant")
            row = " ".join(map(str, cursor.fetchone()))
        assert not any(word in row for word in (WHO.name, PAPER, WHO.phone, WHO.address))
        assert Applicant.objects.get().proof_number == PAPER

    def test_twice_is_one(self, clerk):
        once = uuid.uuid4().hex
        assert submit(once=once).number == submit(once=once).number
        assert Request.objects.count() == 1
        with pytest.raises(intake.SentAlready):
            submit(once=once, what=replace(WHAT, wanted="另一件"))
        with pytest.raises(intake.SentAlready):
            submit(once=once, who=replace(WHO, phone="13900000000"))

    def test_reaches_an_agency_whose_people_sit_in_a_room_of_it(self, city):
        office = Unit.objects.get(name="东区政府办公室")
        room = Unit.objects.create(
            tenant=office.tenant, code="room", kind=UnitKind.INTERNAL, name="公开科", short_name="公开科"
        )
        UnitPlace.objects.create(unit=room, parent=office, from_on=LONG_AGO)
        staff("公开科", "room-clerk", Role.HANDLER)
        assert submit(unit_id=office.pk).case.unit == office

    def test_needs_a_paper_and_a_way_to_be_reached(self, clerk):
        for who, word in (
            (replace(WHO, proof_number="123"), "18位"),
            (replace(WHO, name=" "), "姓名"),
            (replace(WHO, phone="", address=""), "联系方式"),
        ):
            with pytest.raises(intake.BadApplicant, match=word):
                submit(who=who)
        assert not Request.objects.exists()

    def test_takes_a_name_of_rare_signs(self, clerk):
        made = submit(who=replace(WHO, name="𠮷" * 100))
        assert Applicant.objects.get(request=made).name == "𠮷" * 100

    def test_goes_to_an_agency_where_somebody_works_on_requests(self, clerk, city):
        nobody = finance().__class__.objects.get(name="市水务局")
        with pytest.raises(NoSuchAgency):
            submit(unit_id=nobody.pk)

    def test_has_a_most_for_a_source(self, clerk, office):
        value = enter_value(
            norm="disclosure.most_a_day", from_on=NOW.date(), value=2, source="演示", mark=Mark.D,
            actor=office, now=NOW,
        )  # fmt: skip
        sign_value(
            value_id=value.pk,
            digest=value.digest,
            actor=staff("市政府办公厅", "legal", Role.LEGAL_READER),
            now=NOW,
        )
        submit(), submit()
        with pytest.raises(intake.TooManyRequests):
            submit()
        submit(source="203.0.113.8")

    def test_tells_those_who_confirm(self, submitted, clerk):
        assert Notice.objects.get(kind="disclosure.arrived").about == f"disclosure.request:{submitted.number}"


class TestRegisterRequest:
    def test_over_the_counter_is_received_that_day(self, received):
        assert (received.case.state, received.case.due_on) == (
            State.IN_HAND,
            day("2024-05-21"),
        )  # E7b, unasked
        assert told()[-1] == "disclosure.request.received"

    @pytest.mark.parametrize("channel", [one for one in Channel if not is_certain(one)])
    def test_by_other_ways_waits(self, clerk, channel):
        made = hand_in(clerk, channel=channel)
        assert (made.case.state, made.case.due_on) == (State.UNCONFIRMED, None)

    def test_counts_from_the_day_on_which_the_mail_room_signed(self, clerk):
        made = hand_in(clerk, channel=Channel.SIGNED_POST, came_on="2024-03-09")  # Saturday, E4
        assert made.case.due_on == day("2024-04-08")

    def test_takes_what_came_without_a_paper_and_without_a_way_to_be_reached(self, clerk):
        made = hand_in(clerk, who=replace(WHO, proof_number="", phone="", address=""))
        assert (made.case.state, Applicant.objects.get(request=made).proof_digest) == (State.IN_HAND, "")

    def test_needs_a_name_and_no_number_that_is_wrong(self, clerk):
        for who, word in ((replace(WHO, name=" "), "姓名"), (replace(WHO, proof_number="123"), "18位")):
            with pytest.raises(intake.BadApplicant, match=word):
                hand_in(clerk, who=who)
        assert not Request.objects.exists()

    def test_is_refused_for_a_day_to_come(self, clerk):
        with pytest.raises(BadDay):
            hand_in(clerk, came_on="2024-04-23")

    def test_is_no_business_of_a_reviewer(self, city, clerk):

        with pytest.raises(NotYourStep):
            hand_in(staff("市财政局", "reviewer", Role.REVIEWER))


class TestConfirmReceipt:
    def test_begins_the_twenty_working_days(self, confirmed):
        assert (confirmed.case.state, confirmed.case.due_on) == (State.IN_HAND, day("2024-05-21"))
        assert told()[-1] == "disclosure.request.confirmed"

    def test_once(self, confirmed, clerk):
        with pytest.raises(StepNotOpen):
            confirm_receipt(**seen(confirmed), on=NOW.date(), how="电话", actor=clerk, now=NOW)

    def test_of_the_slower_is_told_so(self, submitted, clerk):
        old = seen(submitted)
        confirm_receipt(**old, on=NOW.date(), how="电话", actor=clerk, now=NOW)
        with pytest.raises(MovedMeanwhile):
            confirm_receipt(**old, on=NOW.date(), how="电话", actor=clerk, now=NOW)

    def test_is_closed_to_strangers(self, submitted, neighbour, district):
        for stranger in (neighbour, district):
            with pytest.raises(NoSuchRequest):
                confirm_receipt(**seen(submitted), on=NOW.date(), how="电话", actor=stranger, now=NOW)
        assert now_of(submitted).case.state == State.UNCONFIRMED


class TestRequestsFor:
    def test_are_those_of_the_agency_and_of_its_office(self, submitted, clerk, office, neighbour, district):
        assert submitted in requests_for(clerk)
        assert submitted in requests_for(office)
        assert not requests_for(neighbour).exists()
        assert not requests_for(district).exists()


class TestStatusOf:
    def test_is_told_for_number_and_code(self, submitted):
        status = status_of(submitted.number, code_of(submitted.number))
        assert (status.state, status.unit) == (State.UNCONFIRMED, "市财政局")
        assert [entry.says for entry in status.history] == ["已提交"]

    @pytest.mark.parametrize(("number", "code"), [("S20240422-99999", "ABCDEFGH"), ("", "")])
    def test_is_told_to_nobody_else(self, submitted, number, code):
        with pytest.raises(NoMatch):
            status_of(number, code)
        with pytest.raises(NoMatch):
            status_of(submitted.number, "ABCDEFGH")


class TestRemindOfRequests:
    def test_names_what_nobody_confirmed_by_the_next_working_day(self, submitted, clerk, actor_of_the_clock):
        assert remind_of_requests(actor=actor_of_the_clock, now=at("2024-04-23", "08:05")) == 0  # Tuesday
        assert remind_of_requests(actor=actor_of_the_clock, now=at("2024-04-24", "08:05")) == 1  # Wednesday
        assert Notice.objects.filter(kind="disclosure.unconfirmed").count() == 1
        assert told()[-1] == "disclosure.people.reminded"

    def test_names_what_is_due(self, received, actor_of_the_clock):
        assert remind_of_requests(actor=actor_of_the_clock, now=at("2024-05-21", "08:05")) == 1  # Tuesday


class TestEraseSources:
    def test_forgets_where_a_request_came_from(self, submitted, actor_of_the_clock):
        assert erase_sources(actor=actor_of_the_clock, now=at("2024-04-22", "23:00")) == 0
        assert erase_sources(actor=actor_of_the_clock, now=at("2024-04-23", "02:45")) == 1
        assert now_of(submitted).source == ""
        assert told()[-1] == "disclosure.sources.erased"


@pytest.fixture
def actor_of_the_clock():
    from quancheng.kernel.basis.actor import Actor

    return Actor.clockwork()


def test_the_sorts_are_the_columns_of_the_annual_table():
    assert [sort.says for sort in Sort][:5] == [
        "自然人",
        "商业企业",
        "科研机构",
        "社会公益组织",
        "法律服务机构",
    ]


class TestRequestsOfBefore:
    def test_are_known_by_their_forms_and_locked_anew(self, submitted):
        """What the migration does to the rows of an older house."""
        Request.objects.update(once="form-of-before")
        Applicant.objects.update(lock="")
        moved = importlib.import_module("quancheng.records.disclosure.migrations.0003_delivery")
        with connection.cursor() as cursor:
            moved.name_by_secrets(apps, SimpleNamespace(connection=cursor.db))
        assert of_form("form-of-before") == submitted
        assert Request.objects.get().once != "form-of-before"
        assert Applicant.objects.get().lock == lock_of(submitted.number)
