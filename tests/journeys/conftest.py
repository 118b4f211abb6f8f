"""What a journey in a real browser stands on: Chromium, both surfaces, axe, a shut door to other hosts."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.test import Client, override_settings
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Request, sync_playwright
from pytest_django.live_server_helper import LiveServer

from config.environment import Surface
from config.surfaces import settings_of
from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.crypto.port import machine
from quancheng.kernel.files.safety import check_upload
from quancheng.kernel.orgs.models import Holding, NameKind, Person, Post, PostRole, Tenant, Unit, UnitName
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import drafts, editions, tasks
from quancheng.records.plan.commands.publishing import publish_plan
from quancheng.records.plan.models import Plan
from quancheng.shells.demo.city import load_city
from quancheng.shells.demo.life.norms import load_norms
from quancheng.shells.demo.life.supervising import load_supervision
from quancheng.shells.portal.layout import SitePlan, lay_out_site
from quancheng.shells.portal.models import HomePage
from quancheng.shells.workbench.tests.editors import make_editor
from tests.journeys import one_at_a_time
from tests.journeys.cast import paper, person
from tests.journeys.policy import WATCH, Broken
from tests.parts import absent

ROOT = Path(__file__).resolve().parent.parent.parent
SHOTS = ROOT / "shots"
KNOWN_PLACES = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "chromium")
OUR_HOSTS = ("localhost", "127.0.0.1")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # No other host has an address. To hold each request up and let it go again takes a quarter of the time.
    f"--host-resolver-rules=MAP * ~NOTFOUND, {', '.join(f'EXCLUDE {host}' for host in OUR_HOSTS)}",
)
WIDE = {"width": 1440, "height": 900}
NARROW = {"width": 390, "height": 844}
WIDTHS = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
PASSWORD = "quan-cheng-2024"
GRAVE = ("serious", "critical")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


def find_chromium() -> str | None:
    """The browser of this machine: told by QUANCHENG_CHROMIUM, or where Debian puts it. Never downloaded."""
    told = os.environ.get("QUANCHENG_CHROMIUM")
    places = (told,) if told else KNOWN_PLACES
    return next((found for place in places if (found := shutil.which(place))), None)


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    page.wait_for_load_state()
    width: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return width


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    chromium = find_chromium()
    if chromium is None:
        absent("no Chromium found: install Debian's `chromium`, or set QUANCHENG_CHROMIUM to its path")
    return {"executable_path": chromium, "args": list(QUIET), "headless": True}


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """For the journeys of one file only: meanwhile an event loop is called running in this thread.

    Beside it the signing of a pdf refuses and Django has other connections: it is gone before any other test.
    """
    # Django would refuse the database because of that loop.
    with pytest.MonkeyPatch.context() as told, sync_playwright() as started:
        told.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield started


@pytest.fixture(scope="module")
def browser(playwright: Playwright, browser_type_launch_args: dict[str, Any]) -> Iterator[Browser]:
    browser = playwright.chromium.launch(**browser_type_launch_args)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, object]:
    return {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", "viewport": WIDE}


@pytest.fixture
def context(context: BrowserContext) -> Iterator[BrowserContext]:
    """A window that only our own hosts answer; whoever asks another one fails the test."""
    outside: list[str] = []

    def hear(request: Request) -> None:
        split = urlsplit(request.url)
        if split.scheme not in ("data", "blob", "about") and split.hostname not in OUR_HOSTS:
            outside.append(request.url)

    context.on("request", hear)
    yield context
    assert outside == [], f"the page asked other hosts: {outside}"


@pytest.fixture
def shared_database(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the test writes, the server sees: one connection in memory, or real transactions elsewhere."""
    if connection.vendor == "sqlite":
        monkeypatch.setattr(DatabaseWrapper, "create_cursor", one_at_a_time.cursor_of)
    request.getfixturevalue("db" if connection.vendor == "sqlite" else "transactional_db")


@pytest.fixture
def supervised_city(shared_database: None) -> None:
    """The model city with requests in every light, and what its office does about them."""
    now = timezone.now()
    load_city(now)
    load_norms(now)
    load_supervision(now)


@pytest.fixture
def home(shared_database: None) -> HomePage:
    plan = SitePlan(title="济南市政务公开", government="济南市人民政府", host="济南市人民政府办公厅")
    return lay_out_site(plan)


def _serve(surface: Surface, browser: Browser) -> Iterator[str]:
    """One surface at a time: Django reads its address table from one place for the whole process.

    The windows are closed before the server, so that no connection is left hanging.
    """
    with override_settings(**settings_of(surface), ALLOWED_HOSTS=["*"]):
        server = LiveServer("localhost")
        server.thread.httpd.daemon_threads = False  # so that stopping waits for answers on their way
        yield server.url
        for window in browser.contexts:
            window.close()
        server.stop()


@pytest.fixture
def public_site(home: HomePage, browser: Browser) -> Iterator[str]:
    yield from _serve(Surface.PUBLIC, browser)


@pytest.fixture
def desk(shared_database: None, browser: Browser) -> Iterator[str]:
    yield from _serve(Surface.DESK, browser)


@pytest.fixture
def official(shared_database: None) -> Person:
    """An invented official with two posts in the openness office, who edits the site too."""
    city = Tenant.objects.create(slug="city", name="济南市", full_name="济南市人民政府", level="city")
    office = Unit.objects.create(tenant=city, code="01", kind="department", name="市政府办公厅")
    person = Person(account="yanshi", name="李明（演示）", tenant=city)
    person.set_password(PASSWORD)
    person.save()
    for title in ("政务公开处处长", "新闻处负责人"):
        post = Post.objects.create(unit=office, title=title)
        PostRole.objects.create(post=post, role=Role.OPENNESS_OFFICE)
        Holding.objects.create(person=person, post=post, from_on=date(2020, 1, 1))
    make_editor(person)
    return person


@pytest.fixture
def at_desk(page: Page, desk: str, official: Person) -> Page:
    """A window in which the official has signed in already."""
    client = Client()
    client.force_login(official)
    for name, morsel in client.cookies.items():
        page.context.add_cookies([{"name": name, "value": morsel.value, "url": desk}])
    page.goto(desk)
    return page


@pytest.fixture
def must_be_accessible() -> Callable[[Page], None]:
    """Fails with a list of every serious or critical violation that axe finds on the page at hand."""

    def check(page: Page) -> None:
        page.wait_for_load_state()  # a click returns when the next page has begun, not when it is there
        found = Axe().run(page).response["violations"]
        grave = [
            f"{violation['id']} ({violation['impact']}): {node['target']} {node['html'][:160]}"
            for violation in found
            if violation["impact"] in GRAVE
            for node in violation["nodes"]
        ]
        assert grave == [], "\n".join(["axe found:", *grave])

    return check


@pytest.fixture
def broken(context: BrowserContext) -> Broken:
    """Hears from the first page on whatever breaks the policy."""
    context.add_init_script(WATCH)
    found = Broken()
    context.on("console", found.hear)
    return found


@pytest.fixture
def shot() -> Callable[[Page, str], None]:
    """Keeps a picture of the whole page in shots/ when QUANCHENG_SHOTS=1."""

    def take(page: Page, name: str) -> None:
        if os.environ.get("QUANCHENG_SHOTS") != "1":
            return
        SHOTS.mkdir(exist_ok=True)
        width = (page.viewport_size or WIDE)["width"]
        page.screenshot(path=SHOTS / f"{name}-{width}.png", full_page=True)

    return take


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path):
    settings.CRYPTO_KEYS = tmp_path / "keys"
    settings.MEDIA_ROOT = tmp_path / "media"
    machine.cache_clear()
    yield
    machine.cache_clear()


@pytest.fixture
def bureau(official) -> Unit:
    """A department that will owe something."""
    unit = Unit.objects.create(
        tenant=official.tenant, code="02", kind="department", name="济南市财政局", short_name="市财政局"
    )
    UnitName.objects.create(unit=unit, name=unit.name, kind=NameKind.OFFICIAL)
    UnitName.objects.create(unit=unit, name=unit.short_name, kind=NameKind.SHORT)
    return unit


@pytest.fixture
def clerk(bureau) -> Person:
    return person(bureau.tenant, bureau, Role.HANDLER, "承办人（演示）")


@pytest.fixture
def head(bureau) -> Person:
    return person(bureau.tenant, bureau, Role.HEAD, "负责人（演示）")


@pytest.fixture
def chief(official) -> Person:
    """The head of the openness office: the second person."""
    return person(official.tenant, official.tenant.units.get(code="01"), Role.OPENNESS_HEAD, "处长（演示）")


@pytest.fixture
def issued(official, clerk, head) -> None:
    """The plan, confirmed and laid upon the department."""
    now, data = timezone.now(), paper()
    office = actor_for(official, None, timezone.localdate(now), "journey")
    upload = check_upload(data, name="任务分工.txt")
    draft = drafts.bring_draft(upload=upload, data=data, actor=office, now=now)
    edition = editions.confirm_draft(draft_id=draft.pk, version=draft.version, actor=office, now=now)
    tasks.issue_tasks(plan_ref=edition.plan.ref, actor=office, now=now)


@pytest.fixture
def published(issued, chief) -> Plan:
    """The plan, shown to everybody by a second person."""
    now = timezone.now()
    actor = actor_for(chief, None, timezone.localdate(now), "journey")
    return publish_plan(ref=Plan.objects.get().ref, actor=actor, now=now)
