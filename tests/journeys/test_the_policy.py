"""The policy of the desk's own pages: no page of any role breaks it; a script that got in does not run."""

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, expect

from quancheng.kernel.orgs.queries import person_of_account
from tests.journeys.cast import sit_down
from tests.journeys.test_every_page import ROLES, model_city, walk  # noqa: F401  # the city is a fixture

WATCH = """document.addEventListener("securitypolicyviolation", told => console.error(
    `POLICY ${told.effectiveDirective} ${told.blockedURI} ${told.sourceFile} ${told.sample}`))"""
PLANTED = """() => {
    window.broke = () => (document.documentElement.dataset.broken = "in");
    const script = document.createElement("script");
    script.textContent = "document.documentElement.dataset.broken = 'in'";
    document.querySelector("main").append(script);
    const place = document.createElement("p");
    place.innerHTML = "<img src='/nowhere.png' onerror=broke()>";
    document.querySelector("main").append(place);
}"""


@dataclass
class Broken:
    """What the browser told of the policy, each with the page on which it happened."""

    told: list[str] = field(default_factory=list)

    def hear(self, message: ConsoleMessage) -> None:
        if message.text.startswith("POLICY") or "Content Security Policy" in message.text:
            self.told.append(f"{message.page.url if message.page else ''}: {message.text}")


@pytest.fixture
def broken(context: BrowserContext) -> Broken:
    context.add_init_script(WATCH)
    found = Broken()
    context.on("console", found.hear)
    return found


def settle(page: Page) -> None:
    """The frame draws its menu and asks for its icons a moment after the page has come."""
    page.wait_for_load_state("networkidle")


@pytest.mark.usefixtures("model_city")
class TestThePolicyOfTheDesk:
    def test_is_broken_by_no_page_of_any_role(self, broken, page: Page, desk):
        """One city for all of them: to build it takes longer than to walk through it."""
        pages = 0
        for account in ROLES:
            sit_down(page, desk, person_of_account(account))
            pages += len(walk(page, desk, "/my-work/", settle))
        assert pages >= 60
        assert broken.told == [], "\n".join(sorted(set(broken.told)))


class TestAScriptThatGotIn:
    def test_does_not_run(self, broken, at_desk: Page):
        at_desk.evaluate(PLANTED)
        at_desk.wait_for_timeout(200)
        expect(at_desk.locator("html")).not_to_have_attribute("data-broken", "in")
        assert {one.split("POLICY ")[1].split()[0] for one in broken.told if "POLICY" in one} == {
            "script-src-elem", "script-src-attr",
        }  # fmt: skip

    def test_does_not_run_at_the_door_either(self, broken, page: Page, desk):
        answer = page.goto(f"{desk}/login/")
        assert answer is not None
        assert "unsafe" not in answer.headers["content-security-policy"]
        page.evaluate(PLANTED)
        page.wait_for_timeout(200)
        expect(page.locator("html")).not_to_have_attribute("data-broken", "in")
        assert broken.told
