"""无法联系: an ordinary letter whose sender cannot be reached, and the day on which it is received."""

import pytest
from django.urls import reverse

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.casework.models import CaseLine
from quancheng.kernel.casework.recompute import differing_due_days
from quancheng.kernel.casework.refusals import BadDay, NotYourStep, ReasonMissing, StepNotOpen
from quancheng.records.disclosure.commands.intake import confirm_receipt
from quancheng.records.disclosure.commands.reaching import NotByContact, note_unreachable
from quancheng.records.disclosure.models import Letter
from quancheng.records.disclosure.queries.faults import unconfirmed_too_long
from quancheng.records.disclosure.queries.requests import NoSuchRequest
from quancheng.records.disclosure.rules.receipt import Channel
from quancheng.records.disclosure.tests.conftest import (
    NOW,
    at,
    day,
    hand_in,
    now_of,
    seen,
    signed_in,
    submit,
)
from quancheng.records.disclosure.workflow import State

pytestmark = pytest.mark.django_db
TRIED = "2024-04-24"  # Wednesday; the letter was registered on Monday 22 April
HOW = {"who": "演示登记员", "how": "按来信所留电话拨打三次，无人接听"}


def tried(request, actor, on=TRIED, **told):
    return note_unreachable(**seen(request), on=day(on), **{**HOW, **told}, actor=actor, now=at(TRIED))


@pytest.fixture
def letter(clerk):
    return hand_in(clerk, channel=Channel.PLAIN_POST)


class TestNoteUnreachable:
    def test_keeps_who_tried_and_waits_for_contact_as_shipped(self, letter, clerk):
        made = tried(letter, clerk)
        assert (made.case.state, made.received_on) == (State.UNCONFIRMED, None)
        line = CaseLine.objects.get(case=letter.case, step="unreachable")
        assert (line.on, line.note) == (day(TRIED), "演示登记员：按来信所留电话拨打三次，无人接听")
        assert AuditEntry.objects.order_by("-seq")[0].code == "disclosure.request.applicant_unreachable"
        assert unconfirmed_too_long(today=day(TRIED)) == [made]  # it is tried again

    def test_is_received_on_the_day_contact_is_restored(self, letter, clerk):
        tried(letter, clerk)
        tried(letter, clerk)  # and once more
        told = {"how": "申请人来电", "actor": clerk, "now": at("2024-05-06")}
        made = confirm_receipt(**seen(letter), on=day("2024-05-06"), **told)
        assert (made.received_on, made.case.due_on) == (day("2024-05-06"), day("2024-05-31"))  # Friday

    @pytest.mark.parametrize("channel", [Channel.PLAIN_POST, Channel.ELSEWHERE])
    def test_is_received_as_registered_where_the_government_says_so(self, clerk, said, channel):
        said("mail_unreachable", "registered")
        made = tried(hand_in(clerk, channel=channel), clerk)
        assert (made.case.state, made.received_on) == (State.IN_HAND, NOW.date())
        assert made.case.due_on == day("2024-05-21")  # Tuesday, from Monday 22 April
        assert "2024年5月21日" in Letter.objects.get(sort="receipt").text
        assert AuditEntry.objects.order_by("-seq")[0].code == "disclosure.request.confirmed"
        assert not differing_due_days().differences

    def test_goes_by_the_norm_of_the_day_it_came(self, letter, clerk, said):
        said("mail_unreachable", "registered", on=at("2024-04-23"))
        assert tried(letter, clerk).received_on is None

    def test_wants_who_and_how_and_a_day_that_was(self, letter, clerk):
        for told, refusal in (
            ({"who": " "}, ReasonMissing), ({"how": " "}, ReasonMissing), ({"on": "2024-04-25"}, BadDay),
        ):  # fmt: skip
            with pytest.raises(refusal):
                tried(letter, clerk, **told)

    def test_is_of_letters_alone(self, clerk):
        with pytest.raises(NotByContact):
            tried(submit(), clerk)

    def test_is_the_registrars_and_before_the_receipt(self, letter, clerk, reviewer, neighbour):
        with pytest.raises(NotYourStep):
            tried(letter, reviewer)
        with pytest.raises(NoSuchRequest):
            tried(letter, neighbour)
        confirm_receipt(**seen(letter), on=day(TRIED), how="电话", actor=clerk, now=at(TRIED))
        with pytest.raises(StepNotOpen):
            tried(letter, clerk)


@pytest.mark.usefixtures("desk_surface")
class TestTheDesk:
    def test_offers_it_for_letters_alone(self, letter, clerk):
        client = signed_in(clerk)
        assert "登记无法联系申请人" in client.get(f"/disclosure/{letter.number}/").text
        assert "登记无法联系申请人" not in client.get(f"/disclosure/{submit().number}/").text

    def test_takes_it(self, letter, clerk, said):
        said("mail_unreachable", "registered")
        step = reverse("disclosure_desk:step", args=[letter.number, "unreachable"])
        told = {"on": TRIED, **HOW, "version": seen(letter)["version"]}
        shown = signed_in(clerk).post(step, told, follow=True).text
        assert "已登记无法联系申请人" in shown
        assert now_of(letter).received_on == NOW.date()
