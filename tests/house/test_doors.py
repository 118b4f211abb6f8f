"""Every door asks who comes: each address, each kind of person, reading and writing."""

import gc
import importlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver
from wagtail.admin import urls as of_wagtail

from config.environment import Surface
from config.surfaces import settings_of
from quancheng.kernel.orgs.models import Person
from quancheng.shells.workbench import editor
from tests.house.doors.city import City
from tests.house.doors.people import WALKERS
from tests.house.doors.samples import Things, visited, visited_closed
from tests.house.doors.table import written_table
from tests.house.doors.walking import REFUSED, Visitor
from tests.house.test_addresses import listed

TABLE = Path(__file__).parent / "doors.txt"
REWRITE = "QUANCHENG_WRITE_DOORS"
OF_WAGTAIL = {  # an empty POST of an editor is more than Wagtail's own two forms can bear
    "choose-external-link/",
    "pages/<int:page_id>/copy/",
}
A_BULK_WITHOUT_PAGES = "bulk/<str:app_label>/<str:model_name>/<str:action>/"  # the walk chooses no pages
A_LIVE_PAGE_STAYS = [  # what changes a live page without a second person is nobody's; the notice is live
    "pages/<int:page_id>/delete/",
    "pages/<int:page_id>/revisions/<int:revision_id>/unschedule/",
    "pages/<int:page_to_move_id>/move/",
    "pages/<int:page_to_move_id>/set_position/",
]
EDITORS = ("of", "ed")
OF_A_PLATFORM = [  # this city has none; test_the_identity_platform.py walks through these two
    "login/by/<slug:provider_id>/",
    "login/by/<slug:provider_id>/back/",
]
PUBLISHED = {"plan/commitments/<slug:ref>/", "plan/commitments/one/<slug:ref>/"}  # as on the portal
OF_ONE = ("plan/", "mailbox/", "disclosure/", "orgs/")
IN_HAND = (
    "plan/duties/<", "plan/duties/tables/", "plan/evidence/", "plan/snapshots/", "plan/orders/<",
    "plan/orders/files/", "plan/releases/<", "plan/warnings/<", "mailbox/<", "disclosure/<",
)  # fmt: skip
OF_THE_TREE = ("pages/", "choose-", "bulk/", "editing-sessions/")
Wrote = tuple[str, str, str, frozenset[str]]  # address, walker, letters, tables


@dataclass
class Walked:
    """What was seen."""

    desk: dict[str, dict[str, str]] = field(default_factory=dict)
    wrote: list[Wrote] = field(default_factory=list)  # refused, and yet something was written
    closed: dict[str, set[str]] = field(default_factory=dict)
    public: dict[str, dict[str, str]] = field(default_factory=dict)

    def through(self, letters: str) -> dict[str, str]:
        """Where somebody was let in, and how."""
        told = {address: marks[letters] for address, marks in self.desk.items()}
        return {address: marks for address, marks in told.items() if set(marks) - REFUSED}


def addresses(patterns: Sequence[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, bool]]:
    """Every address as it is written, and whether it is a closed room of Wagtail."""
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, here)
        else:
            yield here, pattern.callback is editor.closed


def table_of(surface: Surface) -> dict[str, bool]:
    """Of two lines with the same address the first one answers."""
    found: dict[str, bool] = {}
    for address, is_closed in addresses(importlib.import_module(f"config.addresses.{surface}").urlpatterns):
        found.setdefault(address, is_closed)
    return found


def visitors(people: Mapping[str, Person | None]) -> dict[str, Visitor]:
    """Everybody comes in at once; then one account is retired."""
    one = Client(raise_request_exception=False)
    found = {letters: Visitor(one, _signed_in(person)) for letters, person in people.items()}
    retired = people["re"]
    assert retired is not None
    Person.objects.filter(pk=retired.pk).update(is_active=False)
    return found


def _signed_in(person: Person | None) -> str:
    client = Client()
    if person is not None:
        client.force_login(person)
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


def walk(city: City, folder: Path) -> Walked:
    """Both surfaces, from the first address to the last."""
    seen = Walked()
    with city.day(folder) as (people, things):
        with override_settings(**settings_of(Surface.DESK)):
            everybody = visitors(people)
            _walk_desk(seen, everybody, things)
        with override_settings(**settings_of(Surface.PUBLIC)):
            _walk_portal(seen, everybody, things)
    return seen


def _walk_desk(seen: Walked, everybody: Mapping[str, Visitor], things: Things) -> None:
    for address, is_closed in table_of(Surface.DESK).items():
        path = visited_closed(address) if is_closed else visited(address, things)
        if is_closed:
            asked = (("no", "GET"), ("no", "POST"), ("ed", "GET"))
            seen.closed[address] = {everybody[letters].ask(method, path)[0] for letters, method in asked}
            continue
        line = seen.desk[address] = {}
        for letters, visitor in everybody.items():
            answers = [(mark, *visitor.ask(mark, path)) for mark in METHODS]
            line[letters] = "".join(mark for _, mark, _ in answers)
            seen.wrote += [(address, letters, mark, w) for _, mark, w in answers if w and mark in REFUSED]


def _walk_portal(seen: Walked, everybody: Mapping[str, Visitor], things: Things) -> None:
    one = Client(raise_request_exception=False)
    for address in table_of(Surface.PUBLIC):
        path = visited(address, things)
        seen.public[address] = {}
        for letters in ("no", "of"):
            visitor = Visitor(one, everybody[letters].cookies)
            seen.public[address][letters] = "".join(visitor.ask(method, path)[0] for method in METHODS)


METHODS = ("GET", "POST")


@pytest.fixture(scope="module")
def walked(city, django_db_blocker, tmp_path_factory) -> Walked:
    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 100)  # thousands of requests in one test: to tidy up seldom is faster
    with django_db_blocker.unblock():
        seen = walk(city, tmp_path_factory.mktemp("doors"))
    gc.set_threshold(*before)
    return seen


class TestTheTable:
    def test_is_the_one_that_was_read_aloud(self, walked):
        closed = sorted(walked.closed)
        now = written_table(walked.desk, closed, {a: told["no"] for a, told in walked.public.items()})
        if os.environ.get(REWRITE):
            TABLE.write_text(now)
        read = TABLE.read_text() if TABLE.exists() else ""
        assert now.splitlines() == read.splitlines(), (
            "tests/house/doors.txt does not say what the house does: run `make doors`, then read what it "
            "changed line by line – a letter more than before is somebody let in"
        )

    def test_says_nothing_of_a_broken_page(self, walked):
        broken = {a for a, told in walked.desk.items() if "!" in "".join(told.values())}
        broken |= {a for a, told in walked.public.items() if "!" in "".join(told.values())}
        assert broken == OF_WAGTAIL

    def test_asks_for_records_that_somebody_reaches(self, walked):
        """Where everybody is told that there is nothing, nothing was tried."""
        told = {a: set("".join(marks.values())) for a, marks in walked.desk.items() if "<" in a}
        nobody_there = {a for a, marks in told.items() if marks <= REFUSED}
        assert nobody_there == {A_BULK_WITHOUT_PAGES, *A_LIVE_PAGE_STAYS, *OF_A_PLATFORM}


class TestWhoIsTurnedAway:
    def test_leaves_no_trace(self, walked):
        """Neither an act in the audit nor any other row; who signs out is turned away by wish."""
        assert [one for one in walked.wrote if one[0] != "logout/"] == []

    def test_is_whoever_has_not_signed_in(self, walked):
        assert sorted([*walked.through("no"), *OF_A_PLATFORM]) == listed("open_desk_addresses.txt")

    def test_is_a_retired_account_like_nobody(self, walked):
        assert [a for a, told in walked.desk.items() if told["re"] != told["no"]] == []

    def test_is_who_holds_no_post_today_but_for_the_own_sign_in(self, walked):
        more = walked.through("po").keys() - walked.through("no").keys()
        assert [a for a in more if not a.startswith("account/")] == []

    @pytest.mark.parametrize("letters", ["sy", "se", "au", "ns"])
    def test_is_an_administrator_from_all_business(self, walked, letters):
        business = ("plan/", "mailbox/", "disclosure/")
        assert [a for a in walked.through(letters) if a.startswith(business)] == []

    @pytest.mark.parametrize("letters", ["ne", "ns"])
    def test_is_the_neighbour_from_every_record_that_is_not_public(self, walked, letters):
        told = {a: marks[letters] for a, marks in walked.desk.items() if "<" in a and a.startswith(OF_ONE)}
        assert {a for a, marks in told.items() if set(marks) & {"o", "w"}} <= PUBLISHED

    def test_is_another_unit_from_what_a_unit_has_in_hand(self, walked):
        held = {a: told["ot"] for a, told in walked.desk.items() if a.startswith(IN_HAND)}
        assert [a for a, marks in held.items() if set(marks) & {"o", "w"}] == []
        assert len(held) >= 25

    def test_is_who_edits_no_page_from_the_site_tree(self, walked):
        rooms = [a for a in walked.desk if a.startswith(OF_THE_TREE) and a != "pages/"]
        others = [letters for letters in WALKERS if letters not in EDITORS]
        assert [(a, w) for a in rooms for w in others if a in walked.through(w)] == []
        assert len(rooms) >= 30


class TestWhatTheHouseDoesNotUse:
    def test_is_not_there(self, walked):
        assert {a: told for a, told in walked.closed.items() if told != {"-"}} == {}

    def test_is_whatever_was_not_chosen(self):
        """A name that Wagtail no longer has would keep a room open that nobody knows."""
        assert set(editor.KEPT) <= set(names(of_wagtail.urlpatterns))


class TestThePortal:
    def test_knows_nobody(self, walked):
        assert [a for a, told in walked.public.items() if told["no"] != told["of"]] == []


def names(patterns: Sequence[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from names(pattern.url_patterns, inner)
        else:
            yield f"{space}{pattern.name}" if pattern.name else ""
