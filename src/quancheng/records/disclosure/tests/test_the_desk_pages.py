"""The desk's pages of requests: what each sees, what each may do, and what is refused in its place."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from quancheng.kernel.audit.models import AuditEntry
from quancheng.records.disclosure.commands import replies
from quancheng.records.disclosure.models import Item, Request
from quancheng.records.disclosure.queries.requests import requests_at_a_glance
from quancheng.records.disclosure.tests.conftest import NOW, PAPER, WHO, hand_in, seen, signed_in, submit
from quancheng.records.disclosure.workflow import State

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
LIST = "/disclosure/"


def page_of(request: Request) -> str:
    return reverse("disclosure_desk:request", args=[request.number])


def take(client: Client, request: Request, code: str, **told: object):
    version = Request.objects.get(pk=request.pk).case.version
    address = reverse("disclosure_desk:step", args=[request.number, code])
    return client.post(address, {"version": version, **told}, follow=True)


@pytest.fixture
def today(db) -> date:
    return timezone.localdate()


@pytest.fixture
def fresh(clerk, today) -> Request:
    """A request that came by the website today."""
    return submit(now=timezone.now())


class TestAskedOnce:
    def test_offers_no_second_correction(self, clerk, today):
        came, client = hand_in(clerk, came_on=today.isoformat(), now=timezone.now()), signed_in(clerk)
        assert reverse("disclosure_desk:step", args=[came.number, "ask"]) in client.get(page_of(came)).text
        take(client, came, "ask", points="哪一年的", days=10)
        take(client, came, "notice_served", on=today.isoformat(), way="by_hand", proof="签收")
        shown = take(client, came, "correct", on=today.isoformat(), text="2025年的")
        assert shown.context["page"].request.case.state == State.IN_HAND
        assert reverse("disclosure_desk:step", args=[came.number, "ask"]) not in shown.text
        assert "补正告知期限" not in shown.text

    def test_offers_none_when_its_days_are_over(self, received, clerk):  # Monday 22 April 2024
        shown = signed_in(clerk).get(page_of(received)).text
        assert reverse("disclosure_desk:step", args=[received.number, "ask"]) not in shown
        assert "已于2024-04-30届满，不能再告知补正" in shown


class TestMyWork:
    """我的工作: a tile counts what this person may do, and leads to exactly that."""

    def test_tells_a_handler_what_came_and_a_reviewer_nothing_of_it(self, fresh, clerk, reviewer):
        assert "公开申请待确认收到" in signed_in(clerk).get(reverse("workbench:my_work")).text
        assert "公开申请待确认收到" not in signed_in(reviewer).get(reverse("workbench:my_work")).text

    def test_follows_a_reply_from_hand_to_hand(self, drafted, clerk, reviewer, head):
        told, hands = [], (reviewer, reviewer, head, clerk)
        steps = (replies.review_reply, replies.clear_reply, replies.issue_reply, None)
        for who, command in zip(hands, steps, strict=True):
            seen_by = {each: requests_at_a_glance(each, today=NOW.date()) for each in (clerk, reviewer, head)}
            told.append(
                [(one.to_review, one.to_clear, one.to_issue, one.to_serve) for one in seen_by.values()]
            )
            if command is not None:
                command(**seen(drafted), actor=who, now=NOW)
        assert told == [
            [(0, 0, 0, 0), (1, 0, 0, 0), (1, 0, 0, 0)],
            [(0, 0, 0, 0), (0, 1, 0, 0), (0, 1, 0, 0)],
            [(0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 1, 0)],
            [(0, 0, 0, 1), (0, 0, 0, 0), (0, 0, 0, 0)],
        ]

    def test_leads_to_exactly_what_it_counts(self, drafted, head):
        client = signed_in(head)
        page = client.get(reverse("workbench:my_work"))
        tiles = re.findall(
            r'<a href="(/disclosure/\?[^"]+)"><b>(\d+)</b>(?:公开申请逾期|申请答复待审核)', page.text
        )
        assert len(tiles) == 2
        for href, count in tiles:
            assert client.get(unescape(href)).context["page"].paginator.count == int(count) == 1

    def test_counts_nothing_of_another_agency(self, drafted, neighbour):
        assert not requests_at_a_glance(neighbour, today=NOW.date()).some


class TestTheList:
    def test_begins_with_what_waits_to_be_confirmed_and_ends_with_what_rests(self, fresh, clerk, today):
        hurried = hand_in(clerk, came_on=today.isoformat(), now=timezone.now())
        resting = hand_in(clerk, came_on=today.isoformat(), now=timezone.now())
        take(signed_in(clerk), resting, "ask", points="哪一年的", days=10)
        shown = signed_in(clerk).get(LIST).context["lines"]
        assert [line.number for line in shown] == [fresh.number, hurried.number, resting.number]

    def test_shows_the_office_everything_and_an_agency_its_own(
        self, fresh, office, clerk, neighbour, district
    ):
        for actor, count in ((office, 1), (clerk, 1), (neighbour, 0), (district, 0)):
            assert len(signed_in(actor).get(LIST).context["lines"]) == count
        for stranger in (neighbour, district):
            assert signed_in(stranger).get(page_of(fresh)).status_code == 404

    def test_names_nobody(self, fresh, office, clerk):
        for actor in (office, clerk):
            shown = signed_in(actor).get(LIST).text
            assert WHO.name not in shown
            assert PAPER not in shown

    @pytest.mark.parametrize(
        ("told", "count"),
        [
            ({"state": "unconfirmed"}, 1), ({"state": "answered"}, 0), ({"channel": "internet"}, 1),
            ({"channel": "fax"}, 0), ({"q": "预算执行"}, 1), ({"q": "没有这个词"}, 0),
            ({"urgency": "late"}, 0),            ({"state": "x", "urgency": "z", "page": "w"}, 1),
        ],
    )  # fmt: skip
    def test_is_narrowed(self, fresh, office, told, count):
        assert len(signed_in(office).get(LIST, told).context["lines"]) == count

    def test_asks_the_database_no_more_for_more(self, fresh, office):
        client = signed_in(office)
        client.get(LIST)
        with CaptureQueriesContext(connection) as for_one:
            client.get(LIST)
        for place in range(7):
            submit(now=timezone.now(), source=f"203.0.113.{place}")
        with CaptureQueriesContext(connection) as for_many:
            client.get(LIST)
        assert len(for_many) == len(for_one) <= 32


class TestThePage:
    def test_hides_who_asks_until_it_is_read(self, fresh, clerk):
        client = signed_in(clerk)
        assert WHO.name not in client.get(page_of(fresh)).text
        shown = client.post(reverse("disclosure_desk:applicant", args=[fresh.number]))
        assert WHO.name in shown.text
        assert PAPER in shown.text
        assert AuditEntry.objects.order_by("-seq")[0].code == "disclosure.applicant.read"

    def test_gives_the_office_not_even_a_masked_name(self, fresh, office):
        shown = signed_in(office).get(page_of(fresh)).text
        assert "申请人信息只对承办机关显示" in shown
        assert "李**" not in shown

    def test_takes_a_request_from_confirmation_to_its_items(self, fresh, clerk, today):
        client = signed_in(clerk)
        shown = take(client, fresh, "confirm", on=today.isoformat(), how="电话确认")
        assert "答复期限开始计算" in shown.text
        divide = reverse("disclosure_desk:divide", args=[fresh.number])
        assert "逐项拟定" in client.post(divide, {"wanted": "甲\n乙", "version": 1}, follow=True).text
        assert Item.objects.count() == 2
        decide = reverse("disclosure_desk:decide", args=[fresh.number, 1])
        assert "按顺序问一遍" in client.get(decide).text
        chosen = client.get(decide, {"ground": "36-4"}).text
        assert "检索记录" in chosen
        assert "《条例》第三十六条第（四）项" in chosen
        refused = client.post(f"{decide}?ground=36-4", {"said_search_record": ""})
        assert refused.status_code == 422
        kept = client.post(
            f"{decide}?ground=36-4", {"said_search_record": "已检索", "version": 2}, follow=True
        )
        assert "已拟定处理意见" in kept.text
        assert Item.objects.get(place=1).ground == "36-4"

    def test_keeps_what_was_entered_when_a_step_is_refused(self, fresh, clerk):
        shown = take(signed_in(clerk), fresh, "confirm", on="2999-01-01", how="电话里说的话")
        assert shown.status_code == 422
        assert "电话里说的话" in shown.text
        assert Request.objects.get().case.state == State.UNCONFIRMED

    def test_knows_no_other_steps(self, fresh, clerk):
        assert take(signed_in(clerk), fresh, "nonsense").status_code == 404

    def test_shows_a_consultation_and_its_clock(self, clerk, today):
        made = hand_in(clerk, came_on=today.isoformat(), now=timezone.now())
        client = signed_in(clerk)
        shown = take(
            client, made, "consult", party="third", name="演示公司", about="经营数据", on=today.isoformat()
        )
        assert "演***" in shown.text
        assert "演示公司" not in shown.text
        assert "征求意见，暂停" in shown.text
        delivery = reverse("disclosure_desk:delivery", args=[made.number, 1])
        assert "答复期限开始计算" in client.post(delivery, {"on": today.isoformat()}, follow=True).text
        silence = reverse("disclosure_desk:silence", args=[made.number, 1])
        assert client.post(silence).status_code == 422
        opinion = reverse("disclosure_desk:opinion", args=[made.number, 1])
        told = {"on": today.isoformat(), "opinion": "agrees", "reasons": ""}
        assert "答复期限继续计算" in client.post(opinion, told, follow=True).text


class TestRegister:
    ENTERED = {
        "once": "a" * 32, "channel": "in_person", "sort": "person", "name": "王五（演示）",
        "proof": "identity", "proof_number": PAPER, "phone": "13800000000", "wanted": "演示路改造的批复",
        "medium": "paper", "route": "in_person",
    }  # fmt: skip

    def test_opens_the_request(self, clerk, today):
        shown = signed_in(clerk).post(
            f"{LIST}new/", {**self.ENTERED, "came_on": today.isoformat()}, follow=True
        )
        assert "答复期限开始计算" in shown.text
        assert Request.objects.get().registered_by_id == clerk.person_id

    def test_keeps_all_that_was_entered(self, clerk, today):
        entered = {**self.ENTERED, "came_on": today.isoformat(), "proof_number": "1", "route": "post"}
        shown = signed_in(clerk).post(f"{LIST}new/", entered)
        assert shown.status_code == 422
        assert "演示路改造的批复" in shown.text
        assert "18位" in shown.text
        assert not Request.objects.exists()

    def test_asks_again_for_a_day_long_past(self, clerk, today):
        entered = {**self.ENTERED, "came_on": (today - timedelta(days=61)).isoformat()}
        asked = signed_in(clerk).post(f"{LIST}new/", entered)
        assert asked.status_code == 422
        assert "距今天已有61天" in asked.text
        assert "演示路改造的批复" in asked.text
        assert not Request.objects.exists()
        signed_in(clerk).post(f"{LIST}new/", {**entered, "is_so": "on"})
        assert Request.objects.get().received_on == today - timedelta(days=61)

    def test_takes_what_lacks_a_paper_and_says_what_to_ask_for(self, clerk, today):
        entered = {**self.ENTERED, "came_on": today.isoformat(), "route": "post"}
        entered |= {"proof_number": "", "phone": "", "email": "", "address": ""}
        shown = signed_in(clerk).post(f"{LIST}new/", entered, follow=True)
        assert "来件没有写明证件号码、联系方式" in shown.text
        assert "没有写明号码" in shown.text

    def test_is_no_business_of_a_reader(self, office, neighbour, today):
        signed_in(neighbour).post(f"{LIST}new/", {**self.ENTERED, "came_on": today.isoformat()})
        assert Request.objects.get().case.unit_id == neighbour.unit_id
