"""Who writes: the public and the officials, over HTTP; each tells what it was answered."""

import random
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode

import urllib3
from urllib3.filepost import encode_multipart_formdata

PASSWORD = "quancheng-demo"  # of the model city
READING = 3.2  # seconds; a form that comes back sooner is taken for a machine's
MOST_TRIES = 12
GIVES_UP = 0.25  # of those who got no answer do not try again
NAMED = re.compile(r"<(?:input|button)[^>]*>")
NAME, VALUE = re.compile(r'name="([^"]+)"'), re.compile(r'value="([^"]*)"')
NUMBER = re.compile(r"<dt>编号</dt><dd>([^<]+)</dd>")
KINDS = ("message", "evidence", "report", "signature")


@dataclass
class Write:
    """One write, what was answered to it, and how often it was sent."""

    kind: str
    mark: str  # words of its own, by which it is found again
    of: int = 0  # the duty or the arrival
    account: str = ""
    sent: int = 0
    unanswered: int = 0
    acknowledged: bool = False
    told_already: bool = False  # sent again, it was told that it is there
    fault: str = ""
    number: str = ""  # of a message, from its receipt


class Busy:
    """Whether a write is under way at this moment."""

    def __init__(self) -> None:
        self.event, self._count, self._lock = threading.Event(), 0, threading.Lock()

    def __enter__(self) -> None:
        with self._lock:
            self._count += 1
            self.event.set()

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._count -= 1
            if not self._count:
                self.event.clear()


@dataclass
class Browser:
    """One person's cookies, and the way to a surface. `ask` raises HTTPError when nobody answers."""

    base: str
    source: str = ""
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> tuple[int, str, str]:
        """Status, place to go to, text."""
        pool = urllib3.PoolManager(retries=False, timeout=90)
        head = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()), "Referer": self.base + path}
        if self.source:
            head["X-Forwarded-For"] = self.source
        if kind:
            head["Content-Type"] = kind
        answer = pool.request(method, self.base + path, body=body, headers=head, redirect=False)
        for cookie in answer.headers.getlist("Set-Cookie"):
            name, _, value = cookie.split(";", 1)[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.headers.get("Location", ""), answer.data.decode(errors="replace")

    def read(self, path: str, wait: Callable[[], None]) -> str:
        """A page, however often it takes. Raises RuntimeError when it is refused."""
        for _ in range(MOST_TRIES):
            try:
                status, where, text = self.ask("GET", path)
            except urllib3.exceptions.HTTPError:
                wait()
                continue
            if status == 200:
                return text
            if status < 500:
                raise RuntimeError(f"GET {path}: {status} {where}")
            wait()
        raise RuntimeError(f"GET {path}: no answer")

    def sign_in(self, account: str) -> None:
        told = {**fields(self.ask("GET", "/login/")[2]), "login": account, "password": PASSWORD}
        self.ask("POST", "/login/", urlencode(told).encode(), "application/x-www-form-urlencoded")
        status, where, _ = self.ask("GET", "/my-work/")
        if status != 200:
            raise RuntimeError(f"{account} is not in: {status} {where}")


class Writer(threading.Thread):
    """Does one job after the other until none is left."""

    def __init__(
        self, jobs: list[list[Write]], browser_of: Callable[[Write], Browser], busy: dict[str, Busy],
        wait: Callable[[], None], seed: int,
    ) -> None:  # fmt: skip
        super().__init__(daemon=True)
        self.jobs, self.browser_of, self.busy, self.wait = jobs, browser_of, busy, wait
        self.dice = random.Random(seed)

    def run(self) -> None:
        while self.jobs:
            try:
                job = self.jobs.pop()
            except IndexError:
                return
            for write in job:
                try:
                    getattr(self, f"_{write.kind}")(write, self.browser_of(write))
                except (RuntimeError, urllib3.exceptions.HTTPError) as fault:
                    write.fault = write.fault or str(fault)
                if not (write.acknowledged or write.told_already):
                    break  # no report without its evidence

    def _message(self, write: Write, browser: Browser) -> None:
        page = fields(browser.read("/mailbox/new/", self.wait))
        time.sleep(READING)
        told = {**page, "wish": "question", "text": write.mark, "name": "演示", "contact": "", "website": ""}
        where = self._send(write, browser, "/mailbox/new/", told)
        if write.acknowledged:
            found = NUMBER.search(browser.read(where.removeprefix(browser.base), self.wait))
            write.number = found[1] if found else ""

    def _evidence(self, write: Write, browser: Browser) -> None:
        page = fields(browser.read(f"/plan/duties/{write.of}/", self.wait))
        content = f"{write.mark}\n" + "演示佐证。" * self.dice.randrange(5_000, 60_000)
        file = (f"{write.mark}.txt", content.encode(), "text/plain")
        told = {"csrfmiddlewaretoken": page["csrfmiddlewaretoken"], "says": write.mark, "file": file}
        self._send(write, browser, f"/plan/duties/{write.of}/evidence/file/", told)

    def _report(self, write: Write, browser: Browser) -> None:
        self._step(write, browser, f"/plan/duties/{write.of}/", "report", note=write.mark)

    def _signature(self, write: Write, browser: Browser) -> None:
        self._step(write, browser, f"/groundwork/notices/got/{write.of}/", "sign")

    def _step(self, write: Write, browser: Browser, path: str, step: str, **told: str) -> None:
        page = fields(browser.read(path, self.wait))
        needed = {name: page[name] for name in ("csrfmiddlewaretoken", "version")}
        self._send(write, browser, f"{path}steps/{step}/", {**needed, **told})

    def _send(self, write: Write, browser: Browser, path: str, told: dict[str, object]) -> str:
        """Send the same form until it is answered, or given up; where the answer leads."""
        body, kind = encode_multipart_formdata(told)  # type: ignore[arg-type]
        for _ in range(MOST_TRIES):
            write.sent += 1
            try:
                with self.busy["public" if write.kind == "message" else "desk"]:
                    status, where, text = browser.ask("POST", path, body, kind)
            except urllib3.exceptions.HTTPError:
                status, where, text = 0, "", ""
            if status == 302 and "/login" not in where:
                write.acknowledged = True
                return where
            if 0 < status < 500:
                self._refused(write, status, where, text)
                return ""
            write.unanswered += 1
            if self.dice.random() < GIVES_UP:
                return ""
            self.wait()
        return ""

    def _refused(self, write: Write, status: int, where: str, text: str) -> None:
        """A refusal is foreseen for what was sent before and got no answer; else it is a fault."""
        if write.unanswered and status in (409, 422):
            write.told_already = True
        else:
            said = re.search(r"qc-errors?[^>]*>(.*?)</", text, re.DOTALL)
            write.fault = (
                f"{write.kind} refused: {status} {where} {unescape(said[1]).strip() if said else ''}"
            )


def fields(page: str) -> dict[str, str]:
    """The first value of each named field of a page."""
    told: dict[str, str] = {}
    for tag in NAMED.findall(page):
        name, value = NAME.search(tag), VALUE.search(tag)
        if name and value:
            told.setdefault(name[1], unescape(value[1]))
    for name, value in re.findall(r'<select name="([^"]+)".*?<option value="([^"]+)"', page, re.DOTALL):
        told.setdefault(name, value)
    return told
