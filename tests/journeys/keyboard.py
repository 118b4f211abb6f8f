"""Somebody who never touches a mouse: goes from stop to stop, and must see at each where the focus is."""

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, expect

MOST = 250  # stops of one page
FORWARD, BACK = "Tab", "Shift+Tab"

# Where the focus is, what it is called, and whether somebody who looks at the window sees it there.
HERE = """() => {
  const at = document.activeElement;
  if (!at || at === document.body || at === document.documentElement) return null;
  const words = (one) => (one ? one.textContent : "").trim().replace(/\\s+/g, " ");
  const told = (label) => {
    const copy = label && label.cloneNode(true);
    for (const field of copy ? copy.querySelectorAll("select, input, textarea") : []) field.remove();
    return words(copy);
  };
  const titled = document.getElementById(at.getAttribute("aria-labelledby"));
  const labels = [...(at.labels || [])], box = at.getBoundingClientRect(), style = getComputedStyle(at);
  const within = (value, edge) => Math.min(Math.max(value, 1), edge - 2);
  const hit = document.elementFromPoint(
    within(box.left + box.width / 2, innerWidth), within(box.top + Math.min(box.height, 60) / 2, innerHeight),
  );
  const isField = at.matches("input, select, textarea");
  return {
    name: at.getAttribute("aria-label") || words(titled) || told(labels[0]) || (isField ? "" : words(at)),
    says: `${at.tagName} ${at.id} ${words(at).slice(0, 40)}`,
    // the button of a day's calendar draws a ring of its own
    isRinged: at.type === "date" || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1),
    isSeen: Boolean(hit) && [at, ...labels].some((one) => one.contains(hit) || hit.contains(one)),
  };
}"""


class Keyboard:
    """Tab, Shift+Tab, Enter, the space bar and the arrows, upon one window."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.on("filechooser", lambda _: None)  # from the start, so that no window of the system opens

    def here(self) -> str:
        """What the stop at hand is called; empty when the focus is on none."""
        found = self.page.evaluate(HERE)
        if found is None:
            return ""
        assert found["name"], f"{self.page.url}: a stop without a name: {found['says']}"
        assert found["isRinged"], f"{self.page.url}: no ring is drawn: {found['says']}"
        assert found["isSeen"], f"{self.page.url}: something lies over: {found['says']}"
        return str(found["name"])

    def go(self, name: str, *, by: str = FORWARD) -> None:
        """To the next stop whose name contains this."""
        passed = []
        for stop in self._stops(by):
            if name in stop:
                return
            passed.append(stop)
        raise AssertionError(f"{self.page.url}: no stop is called “{name}”, only {passed}")

    def skip(self, name: str) -> None:
        """Past the bar and the menu, by the first stop of the page."""
        self.press(name)
        expect(self.page.locator("#main")).to_be_focused()

    def press(self, name: str, *, by: str = FORWARD) -> None:
        """What opens or changes something on this page, by Enter."""
        self.go(name, by=by)
        self.page.keyboard.press("Enter")

    def follow(self, name: str, *, by: str = FORWARD) -> None:
        """A link or a button that leads to another page, by Enter; that page has come when this ends."""
        self.go(name, by=by)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def next(self, name: str) -> None:
        """The very next stop is this."""
        self.page.keyboard.press(FORWARD)
        assert name in self.here()

    def write(self, name: str, text: str) -> None:
        """Into a field."""
        self.go(name)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def tick(self, name: str) -> None:
        self.go(name)
        self.page.keyboard.press("Space")

    def choose(self, name: str, option: str) -> None:
        """From a list that is closed: its first letters do not help in Chinese, so the arrows."""
        self.go(name)
        for _ in range(MOST):
            if self.page.evaluate("document.activeElement.selectedOptions[0].label") == option:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{self.page.url}: {name} offers no “{option}”")

    def bring(self, name: str, path: Path) -> None:
        """A file: Enter opens the window of the system in which it is chosen."""
        self.go(name)
        with self.page.expect_file_chooser() as chooser:
            self.page.keyboard.press("Enter")
        chooser.value.set_files(path)

    def _stops(self, by: str) -> Iterator[str]:
        for _ in range(MOST):
            self.page.keyboard.press(by)
            if stop := self.here():
                yield stop
