"""The policy of the desk's own pages: a script that got in does not run.

That no page of any role breaks it is looked at where each role walks through every page (test_every_page.py).
"""

from playwright.sync_api import Page, expect

PLANTED = """() => {
    window.broke = () => (document.documentElement.dataset.broken = "in");
    const script = document.createElement("script");
    script.textContent = "document.documentElement.dataset.broken = 'in'";
    document.querySelector("main").append(script);
    const place = document.createElement("p");
    place.innerHTML = "<img src='/nowhere.png' onerror=broke()>";
    document.querySelector("main").append(place);
}"""


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
