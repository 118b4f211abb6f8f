"""A hundred officials at work at once, over the network, on one house with its database.

Run by `python -m tests.bench.together [OFFICIALS] [SECONDS]`. It starts a desk of its own on the loopback
with the model city a year on (the database that QUANCHENG_DATABASE names, or SQLite), signs every official
in, and lets each open page after page with some seconds of reading in between, and mark notices as read.
The load is made on the same machine, in threads of a process of its own. The promise: no error, p95 under
500 ms on PostgreSQL with two cores.
"""

import os
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import urllib3

OFFICIALS, SECONDS, SLOWEST = 100, 60, 500  # people, seconds, ms
READING = (4.0, 12.0)  # seconds between two pages of one official
WORKERS, THREADS = 3, 4  # as deploy/ does it on two cores
PASSWORD = "quancheng-demo"  # of the model city
ROOT = Path(__file__).parents[2]
PAGES = (
    "/my-work/", "/my-work/", "/plan/duties/", "/plan/duties/", "/agenda/", "/inbox/", "/plan/orders/",
    "/plan/", "/mailbox/", "/groundwork/notices/", "/groundwork/gatherings/", "/scorecards/",
    "/plan/commitments/",
)  # fmt: skip
NOTICE = re.compile(r'name="notice" value="(\d+)"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Tally:
    """What came back, how fast, from all officials."""

    def __init__(self) -> None:
        self.took: dict[str, list[float]] = defaultdict(list)
        self.faults: list[str] = []
        self._lock = threading.Lock()

    def tell(self, page: str, took: float, status: int) -> None:
        with self._lock:
            self.took[page].append(took * 1000)
            if status >= 400:
                self.faults.append(f"{page}: {status}")


class Official(threading.Thread):
    """One official: signs in, then opens page after page until the time is over."""

    def __init__(self, base: str, account: str, until: threading.Event, tally: Tally, seed: int) -> None:
        super().__init__(daemon=True)
        self.base, self.account, self.until, self.tally = base, account, until, tally
        self.dice, self.cookies = random.Random(seed), dict[str, str]()  # no secret
        self.pool = urllib3.PoolManager(maxsize=1, retries=False, timeout=60)
        self.is_in = False

    def run(self) -> None:
        self.sign_in()
        while not self.until.wait(self.dice.uniform(*READING)):
            page = self.dice.choice(PAGES)
            text = self.ask("GET", page)
            token, notice = TOKEN.search(text), NOTICE.search(text)
            if page == "/inbox/" and token and notice:
                told = {"csrfmiddlewaretoken": token[1], "notice": notice[1]}
                self.ask("POST", "/inbox/read/", told)

    def sign_in(self) -> None:
        token = TOKEN.search(self.ask("GET", "/login/", is_counted=False))
        told = {"login": self.account, "password": PASSWORD, "csrfmiddlewaretoken": token[1] if token else ""}
        self.ask("POST", "/login/", told, is_counted=False)
        self.is_in = "我的工作" in self.ask("GET", "/my-work/", is_counted=False)

    def ask(
        self, method: str, page: str, fields: dict[str, str] | None = None, *, is_counted: bool = True
    ) -> str:
        head = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()), "Referer": self.base}
        begun = time.perf_counter()
        body = urlencode(fields) if fields else None
        if body:
            head["Content-Type"] = "application/x-www-form-urlencoded"
        answer = self.pool.request(method, self.base + page, body=body, headers=head, redirect=False)
        if is_counted:
            self.tally.tell(f"{method} {page}", time.perf_counter() - begun, answer.status)
        for cookie in answer.headers.getlist("Set-Cookie"):
            name, _, value = cookie.split(";", 1)[0].partition("=")
            self.cookies[name] = value
        return answer.data.decode(errors="replace")


def main() -> int:
    """Start, sign in, work, print. The exit code is 1 at an error, or when 95 in a hundred took longer."""
    officials, seconds = (
        int(word) for word in (*sys.argv[1:], *(str(OFFICIALS), str(SECONDS))[len(sys.argv) - 1 :])
    )
    with tempfile.TemporaryDirectory(prefix="quancheng-together.") as var, desk(Path(var)) as base:
        tally, until = Tally(), threading.Event()
        people = [
            Official(base, account, until, tally, seed)
            for seed, account in enumerate(accounts(Path(var), officials))
        ]
        for one in people:
            one.start()
        while not all(one.is_in or not one.is_alive() for one in people):
            time.sleep(0.5)
        lost = [one.account for one in people if not one.is_in]
        begun = time.perf_counter()
        time.sleep(seconds)
        until.set()
        for one in people:
            one.join(timeout=90)
        return report(tally, len(people), lost, time.perf_counter() - begun)


def report(tally: Tally, people: int, lost: list[str], took: float) -> int:
    """Print page by page, then the whole."""
    every = sorted(each for times in tally.took.values() for each in times)
    for page, times in sorted(tally.took.items()):
        sys.stdout.write(
            f"{page:32} {len(times):5}  p50 {statistics.median(times):6.0f} ms  max {max(times):6.0f} ms\n"
        )
    p95 = every[int(len(every) * 0.95)] if every else 0.0
    sys.stdout.write(
        f"officials {people}, not signed in {len(lost)}, requests {len(every)} in {took:.0f} s, "
        f"errors {len(tally.faults)}, "
        f"p50 {statistics.median(every):.0f} ms, p95 {p95:.0f} ms, slowest {every[-1]:.0f} ms\n"
    )
    for fault in sorted(set(tally.faults)):
        sys.stdout.write(f"  {fault} x {tally.faults.count(fault)}\n")
    return int(bool(tally.faults or lost) or p95 > SLOWEST)


@contextmanager
def desk(var: Path) -> Iterator[str]:
    """A desk on the loopback, on a database with the model city in it; ended by its own number."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port = asked.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "QUANCHENG_VAR": str(var), "QUANCHENG_DESK_ADDRESS": base, "SURFACE": "desk"}
    for words in (["migrate", "-v", "0"], ["demo", "load"]):
        subprocess.run([sys.executable, ROOT / "manage.py", *words], env=environment, check=True, cwd=ROOT)
    served = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--timeout", "120",
         "--workers", str(WORKERS), "--threads", str(THREADS)],
        env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait_for(base)
        yield base
    finally:
        served.terminate()
        served.wait(30)


def accounts(var: Path, wanted: int) -> list[str]:
    """People of the model city with a post, as often as needed: one person may be in twice."""
    told = (
        "from quancheng.kernel.orgs.models import Holding;"
        "print(','.join(sorted(set(Holding.objects.values_list('person__account', flat=True)))))"
    )
    environment = {**os.environ, "QUANCHENG_VAR": str(var), "SURFACE": "desk"}
    answer = subprocess.run(
        [sys.executable, ROOT / "manage.py", "shell", "-v", "0", "-c", told],
        env=environment, check=True, cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    known = answer.stdout.strip().splitlines()[-1].split(",")
    return [known[place % len(known)] for place in range(wanted)]


def _wait_for(base: str) -> None:
    pool = urllib3.PoolManager(retries=False, timeout=5)
    for _ in range(120):
        try:
            pool.request("GET", f"{base}/login/")
        except urllib3.exceptions.HTTPError:
            time.sleep(0.5)
        else:
            return
    raise SystemExit("the desk did not come up")


if __name__ == "__main__":
    sys.exit(main())
