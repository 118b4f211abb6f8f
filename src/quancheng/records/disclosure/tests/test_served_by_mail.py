"""Served by e-mail: whether the day of arrival counts or that of sending, where the two differ."""

from dataclasses import replace

import pytest
from django.urls import reverse

from quancheng.kernel.casework.models import CaseLine
from quancheng.records.disclosure.commands.electronic import BadSending
from quancheng.records.disclosure.commands.letters import note_letter_served
from quancheng.records.disclosure.commands.replies import serve_reply
from quancheng.records.disclosure.models import Letter, Reply
from quancheng.records.disclosure.models.requests import Medium, Route
from quancheng.records.disclosure.queries.outcomes import outcomes_of
from quancheng.records.disclosure.tests import story
from quancheng.records.disclosure.tests.conftest import (
    NOW,
    WHAT,
    WHO,
    at,
    day,
    decide,
    divide,
    draft,
    hand_in,
    now_of,
    seen,
    signed_in,
)

pytestmark = pytest.mark.django_db
SENT, ARRIVED = "2024-05-21", "2024-05-22"  # Tuesday, the last day; Wednesday
SEARCHED = "档案系统、财务系统，关键词“预算报告”，没有查到"


@pytest.fixture
def by_mail(clerk, reviewer, head, office, legal):
    """A reply that was issued and goes by e-mail, received on Monday 22 April 2024."""
    story.rules_in_force(office, legal)
    what = replace(WHAT, medium=Medium.ELECTRONIC, route=Route.EMAIL)
    request = hand_in(clerk, what=what, who=replace(WHO, email="lisi@demo.invalid"))
    divide(request, clerk)
    decide(request, clerk, "36-4", search_record=SEARCHED)
    return story.issued(request, clerk, reviewer, head)


def serve(request, clerk, *, on=ARRIVED, sent=SENT, way=Reply.Way.BY_NETWORK, now=ARRIVED):
    return serve_reply(
        **seen(request), way=way, proof="XA1", on=day(on), sent_on=day(sent) if sent else None, actor=clerk,
        now=at(now),
    )  # fmt: skip


def ended(request):
    [outcome] = outcomes_of([now_of(request)])
    return outcome.ended_on, outcome.is_late


class TestServeReply:
    def test_counts_the_day_of_arrival_as_shipped(self, by_mail, clerk):
        serve(by_mail, clerk)
        assert ended(by_mail) == (day(ARRIVED), True)
        assert Reply.objects.get().served_on == day(ARRIVED)

    def test_counts_the_day_of_sending_where_the_government_says_so(self, by_mail, clerk, said):
        said("electronic_service", "sent")
        serve(by_mail, clerk)
        assert ended(by_mail) == (day(SENT), False)
        assert Reply.objects.get().served_on == day(SENT)

    def test_goes_by_the_norm_of_the_day_of_sending(self, by_mail, clerk, said):
        said("electronic_service", "sent", on=at(ARRIVED))
        serve(by_mail, clerk)
        assert ended(by_mail) == (day(ARRIVED), True)

    def test_keeps_both_days(self, by_mail, clerk, said):
        said("electronic_service", "sent")
        serve(by_mail, clerk)
        line = CaseLine.objects.get(case=by_mail.case, step="serve")
        assert line.note == "网上送达（电子邮件2024-05-21发出，2024-05-22到达）"

    @pytest.mark.parametrize("sent", [None, ARRIVED])
    def test_needs_one_day_where_they_are_the_same(self, by_mail, clerk, said, sent):
        said("electronic_service", "sent")
        serve(by_mail, clerk, sent=sent)
        assert ended(by_mail) == (day(ARRIVED), True)

    @pytest.mark.parametrize(
        "told",
        [
            {"sent": "2024-05-23"}, {"sent": "2024-04-21"}, {"on": "2024-05-23"},
            {"way": Reply.Way.BY_POST},
        ],
    )  # fmt: skip
    def test_refuses_days_that_cannot_be(self, by_mail, clerk, said, told):
        said("electronic_service", "sent")
        with pytest.raises(BadSending):
            serve(by_mail, clerk, **told)
        assert Reply.objects.get().served_on is None


class TestNoteLetterServed:
    @pytest.mark.parametrize(("value", "counted"), [("arrives", "2024-04-24"), ("sent", "2024-04-23")])
    def test_goes_by_the_same_norm(self, by_mail, clerk, said, value, counted):
        if value == "sent":
            said("electronic_service", value)
        receipt = Letter.objects.get(sort="receipt")
        note_letter_served(
            number=by_mail.number, place=receipt.place, way=Reply.Way.BY_NETWORK, proof="",
            on=day("2024-04-24"), sent_on=day("2024-04-23"), actor=clerk, now=at("2024-04-24"),
        )  # fmt: skip
        receipt.refresh_from_db()
        assert receipt.served_on == day(counted)


@pytest.mark.usefixtures("desk_surface")
class TestThePage:
    @pytest.mark.parametrize(
        ("value", "words"), [("arrives", "以到达申请人系统之日为送达之日"), ("sent", "以发出之日为送达之日")]
    )
    def test_names_the_days(self, by_mail, clerk, said, value, words):
        if value == "sent":
            said("electronic_service", value)
        page = signed_in(clerk).get(f"/disclosure/{by_mail.number}/").text
        assert page.count("电子邮件发出日期") == page.count(f"按本级规则，{words}") == 2  # reply, receipt
        assert "网上送达的填写到达申请人系统之日" in page

    def test_asks_for_one_day_elsewhere(self, clerk, decided, court):
        draft(decided, clerk)
        assert "电子邮件发出日期" not in signed_in(clerk).get(f"/disclosure/{decided.number}/").text

    def test_takes_both_days(self, by_mail, clerk, said):
        said("electronic_service", "sent")
        step = reverse("disclosure_desk:step", args=[by_mail.number, "serve"])
        told = {"way": "by_network", "on": ARRIVED, "sent_on": SENT, "proof": ""}
        shown = signed_in(clerk).post(step, {**told, "version": seen(by_mail)["version"]}, follow=True)
        assert "已登记送达，申请办结" in shown.text
        assert ended(by_mail) == (day(SENT), False)
        letter = reverse("disclosure_desk:letter_serve", args=[by_mail.number, 1])
        signed_in(clerk).post(letter, {**told, "on": str(NOW.date()), "sent_on": ""})
        assert Letter.objects.get(place=1).served_on == NOW.date()
