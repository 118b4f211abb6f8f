"""Searching the desk finds nothing that does not open: each shelf, each kind of person, each page behind."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from config.environment import Surface
from config.surfaces import settings_of
from quancheng.kernel.access.actors import NoPostToday, actor_for
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.links.finding import Found, shelves, shelves_for
from quancheng.kernel.links.searching import question_of, search
from quancheng.kernel.orgs.models import Holding, Person, Post
from quancheng.kernel.orgs.roles import AdminRole
from quancheng.records.mailbox.models import Message
from quancheng.records.plan.models import Order
from tests.house.doors.walking import Drawing

NUMBERS = {  # what is typed, and what the first hit is called
    "第12项": "plan.row 2024年济南市政务公开重点工作任务分工（演示）第12项",
    "第十二项": "plan.row 2024年济南市政务公开重点工作任务分工（演示）第12项",
    "济南市 第12项": "plan.row 2024年济南市政务公开重点工作任务分工（演示）第12项",
    "{order}": "plan.order 济政公开督办〔",
    "{typed}": "plan.order 济政公开督办〔",
    "{message}": "mailbox.message 留言",
    "市大数据局": "",
    "济南市大数据局": "orgs.unit 济南市大数据局",
}
FEW = 4  # of each shelf and person, from its beginning and its end
AN_ADMINISTRATOR_FINDS = {"orgs.unit", "orgs.post", "orgs.person"}
A_SHELF, THE_FRAME = 2, 16  # queries: numbers and rows of each; one count of all, and what every page asks


@dataclass
class Looked:
    """What everybody finds on each shelf, and which of it opens for whom."""

    found: dict[str, dict[str, list[Found]]] = field(default_factory=dict)  # by person, by shelf
    opens: dict[tuple[str, str], bool] = field(default_factory=dict)  # by person and address
    kinds: dict[str, set[str]] = field(default_factory=dict)  # of the addresses that were tried
    asked: dict[str, dict[str, int]] = field(default_factory=dict)  # how many are found with a common word
    queries: dict[str, int] = field(default_factory=dict)
    first: dict[str, str] = field(default_factory=dict)  # by question of the office: the first hit


@pytest.fixture(scope="module")
def looked(city, django_db_blocker, tmp_path_factory) -> Looked:
    day = city.day(tmp_path_factory.mktemp("search"))
    with django_db_blocker.unblock(), day as (people, _), override_settings(**settings_of(Surface.DESK)):
        return look(people)


def look(people: Mapping[str, Person | None]) -> Looked:
    seen, today = Looked(), timezone.localdate()
    people = {**people, "de": deputy(people["ot"], people["ha"], until=today - timedelta(days=1))}
    actors = {letters: actor_of(person, today) for letters, person in people.items() if person}
    for letters, actor in actors.items():
        seen.found[letters] = {
            shelf.code: list(shelf.tell(list(shelf.seen(actor)))) for shelf in shelves_for(actor)
        }
        groups = search(actor, question_of(actor, "演示"), few=3)
        seen.asked[letters] = {group.shelf.code: group.count for group in groups}
        for code, found in seen.found[letters].items():
            for one in (*found[:FEW], *found[-FEW:]):
                seen.kinds.setdefault(one.address, set()).add(code)
    seen.kinds.pop("", None)
    for letters in actors:
        client = Client(raise_request_exception=False)
        client.force_login(people[letters])
        for address in seen.kinds:
            Drawing.walker = letters
            seen.opens[letters, address] = opens_at(client, address)
        with CaptureQueriesContext(connection) as asked:
            client.get("/search/", {"q": "演示"})
        seen.queries[letters] = len(asked)
    message = Message.objects.latest("pk").number
    order = Order.objects.filter(number__isnull=False).latest("pk").label
    typed = order.replace("〔", "(").replace("〕", ") ")
    for text in NUMBERS:
        asked = text.format(message=message, order=order, typed=typed)
        seen.first[text] = first_hit(actors["of"], asked)
    return seen


def first_hit(actor: Actor, text: str) -> str:
    groups = search(actor, question_of(actor, text), few=5)
    named = [hit for group in groups for hit in group.hits if hit.is_named]
    return f"{named[0].shelf.code} {named[0].found.title}" if named else ""


def opens_at(client: Client, address: str) -> bool:
    """It is shown, or leads on: to another page of the desk that is, or to the portal, which all may read."""
    answer = client.get(address)
    onward = answer.headers.get("Location", "")
    if onward.startswith("/") and "/login/" not in onward:
        answer = client.get(onward)
    return answer.status_code == 200 or onward.startswith(settings.PUBLIC_ADDRESS)


def actor_of(person: Person, today: date) -> Actor:
    try:
        return actor_for(person, None, today)
    except NoPostToday:
        return Actor.anonymous()


def deputy(own: Person, absent: Person, *, until: date) -> Person:
    """Of another unit; stood in for somebody until yesterday, and is back in a post of their own."""
    held = Holding.objects.get(person=absent, stands_in_for=None)
    person = Person.objects.create(account="was-deputy", name="演示·曾代理", tenant=own.tenant)
    post = Holding.objects.filter(person=own, stands_in_for=None)[0].post
    aside = Post.objects.create(unit=post.unit, title="另一岗位")
    aside.roles.create(role="handler")
    Holding.objects.create(person=person, post=aside, from_on=date(2024, 1, 1))  # Monday
    Holding.objects.create(
        person=person, post=held.post, from_on=date(2026, 1, 5), until_on=until, stands_in_for=held
    )
    return person


def addresses(looked: Looked, letters: str, code: str) -> set[str]:
    return {one.address for one in looked.found[letters].get(code, ())}


class TestWhatIsFound:
    def test_opens_for_whoever_finds_it(self, looked):
        """And so: what is not there for somebody (403, 404) is not found by them."""
        wrong = [
            (letters, code, address)
            for (letters, address), opens in looked.opens.items()
            for code in looked.kinds[address]
            if not opens and address in addresses(looked, letters, code)
        ]
        assert wrong == []

    def test_is_something_on_every_shelf(self, looked):
        """Otherwise nothing was tried."""
        told = {code for by_shelf in looked.found.values() for code, found in by_shelf.items() if found}
        assert {shelf.code for shelf in shelves() if shelf.is_searched} - told == set()

    def test_is_kept_from_somebody_on_every_shelf(self, looked):
        closed = [address for (_, address), opens in looked.opens.items() if not opens]
        kept = {code for address in closed for code in looked.kinds[address]}
        assert {shelf.code for shelf in shelves() if shelf.is_searched} - kept == set()

    def test_is_nothing_for_who_has_no_post(self, looked):
        assert looked.found["po"] == {}
        assert looked.asked["po"] == {}

    @pytest.mark.parametrize("letters", ["sy", "se", "au", "ns"])
    def test_is_no_business_for_an_administrator(self, looked, letters):
        assert set(looked.found[letters]) <= AN_ADMINISTRATOR_FINDS
        assert set(looked.asked[letters]) <= AN_ADMINISTRATOR_FINDS

    def test_is_for_a_neighbour_only_what_everybody_may_read(self, looked):
        """In every role at once, and still of another government."""
        own = {"orgs.unit", "orgs.post", "orgs.person"}
        told = {code for code, found in looked.found["ne"].items() if found} - own
        assert told <= {"plan.plan", "plan.row", "plan.commitment", "mailbox.published"}

    def test_is_for_a_deputy_of_yesterday_what_the_own_post_finds(self, looked):
        for code in looked.found["de"]:
            assert addresses(looked, "de", code) <= addresses(looked, "ot", code), code
        assert looked.found["ha"]["plan.duty"]
        assert not addresses(looked, "de", "plan.duty") & addresses(looked, "ha", "plan.duty")

    def test_has_a_page_of_its_own(self, looked):
        """But for a person who is in no post today."""
        homeless = {
            code
            for by_shelf in looked.found.values()
            for code, found in by_shelf.items()
            if any(not one.address for one in found)
        }
        assert homeless <= {"orgs.person"}

    @pytest.mark.parametrize("text", NUMBERS)
    def test_is_first_what_a_number_or_a_whole_title_names(self, looked, text):
        assert looked.first[text].startswith(NUMBERS[text])
        assert bool(looked.first[text]) is bool(NUMBERS[text])

    def test_costs_a_constant_number_of_queries(self, looked):
        most = A_SHELF * sum(shelf.is_searched for shelf in shelves()) + THE_FRAME
        assert max(looked.queries.values()) <= most, looked.queries


def test_every_administrator_is_among_those_who_looked(looked):
    assert len([one for one in ("sy", "se", "au") if one in looked.found]) == len(AdminRole)
