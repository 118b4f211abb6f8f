"""Each role walks through every page that it can reach by links.

None is broken, axe finds nothing to mend, and the policy of the desk holds on each.

One page of each kind is looked at (of forty duties one), from the first page a role sees on.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.test import Client
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from quancheng.kernel.crypto.port import machine
from quancheng.kernel.orgs.queries import person_of_account
from quancheng.shells.demo.city import load_city
from quancheng.shells.demo.life import load_life
from quancheng.shells.portal.layout import SitePlan, lay_out_site
from tests.journeys.conftest import NARROW, WIDE, overflow

NOW = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai"))  # Monday
A_FEW = 62  # duties: every fate once at least
MOST = 60  # kinds of pages
ROLES = ("office", "office-head", "unit", "unit-head", "district", "system", "security", "audit")
NO_PAGES = (".csv", ".xlsx", ".docx", ".json", ".atom", ".ics", ".png")
LEAVES = {"wagtailadmin_logout", "workbench:pattern_book", "plan_desk:evidence", "workbench:orgs_export"}


@pytest.fixture
def model_city(shared_database, settings, tmp_path) -> None:
    settings.CRYPTO_KEYS, settings.MEDIA_ROOT = tmp_path / "keys", tmp_path / "media"
    machine.cache_clear()
    load_city(NOW)
    lay_out_site(SitePlan(title="济南市政务公开", government="济南市人民政府", host="济南市人民政府办公厅"))
    load_life(NOW, most=A_FEW)
    yield
    machine.cache_clear()


def kind_of(href: str) -> str:
    """The name of the address behind a link, with the words that choose another view of it."""
    split = urlsplit(href)
    try:
        return resolve(split.path).view_name
    except Resolver404:
        return ""


def links(page: Page, home: str) -> Iterator[str]:
    """Where the page leads to, within the house."""
    found = page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)")
    for href in found:
        path = urlsplit(href).path
        if href.startswith(home) and not path.endswith(NO_PAGES) and "/export" not in path:
            yield href.partition("#")[0]


def sticking_out(page: Page) -> list[str]:
    """What reaches over the edge of the window, the innermost last."""
    found: list[str] = page.evaluate(
        """[...document.querySelectorAll("main *")].filter(one => one.getBoundingClientRect().right >
        document.documentElement.clientWidth + 1 && !one.closest(".qc-table-frame")).map(one =>
        one.tagName + "." + one.className + " " + one.textContent.trim().slice(0, 30))"""
    )
    return found[-6:]


def leads_to_portal(page: Page, href: str) -> bool:
    """The desk sends to the public page whoever may read no more of a plan than everybody."""
    answer = page.context.request.get(href, max_redirects=0)
    return answer.headers.get("location", "").startswith(settings.PUBLIC_ADDRESS)


def walk(page: Page, home: str, first: str, look: Callable[[Page], None]) -> list[str]:
    """Visit one page of each kind; what was visited, in order."""
    waiting, seen = [home + first], dict[str, str]()
    while waiting and len(seen) < MOST:
        href = waiting.pop(0)
        kind = kind_of(href)
        if not kind or kind in seen or kind in LEAVES:
            continue
        seen[kind] = href
        if leads_to_portal(page, href):
            continue
        answer = page.goto(href)
        assert answer is not None
        assert answer.status == 200, f"{href}: {answer.status}"
        waiting += list(links(page, home))
        look(page)
    return list(seen)


@pytest.fixture
def look(must_be_accessible) -> Callable[[Page], None]:
    def at(page: Page) -> None:
        try:
            must_be_accessible(page)
        except AssertionError as found:
            raise AssertionError(f"{page.url}: {found}") from None
        page.set_viewport_size(NARROW)
        for _ in range(20):  # the frame takes a moment to make itself narrow
            if overflow(page) <= 0:
                break
            page.wait_for_timeout(100)
        assert overflow(page) <= 0, f"{page.url} is wider than a phone: {sticking_out(page)}"
        page.set_viewport_size(WIDE)

    return at


@pytest.mark.usefixtures("model_city")
class TestTheDesk:
    def test_opens_every_page_to_each_role(self, broken, page: Page, desk, look):
        """One city and one walk for all that is asked: to build and to walk takes longer than to look."""
        for account in ROLES:
            client = Client()
            client.force_login(person_of_account(account))
            page.context.clear_cookies()
            for name, morsel in client.cookies.items():
                page.context.add_cookies([{"name": name, "value": morsel.value, "url": desk}])
            seen = walk(page, desk, "/my-work/", look)
            assert len(seen) >= 5, (account, seen)
        assert broken.told == [], "\n".join(sorted(set(broken.told)))


@pytest.mark.usefixtures("model_city")
class TestThePortal:
    def test_opens_every_page(self, page: Page, public_site, look):
        seen = walk(page, public_site, "/", look)
        assert {"plan_site:of_year", "plan_site:row"} <= set(seen)
