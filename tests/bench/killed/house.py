"""The processes of the house: started, killed at random, started again; ended by their own numbers."""

import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import urllib3

from tests.bench.killed.cluster import Cluster

ROOT = Path(__file__).parents[3]
MOST_STARTS = 200  # of all parts together: a house that falls by itself again and again is a fault
LONGEST_START = 60  # seconds
GAP = (0.5, 2.5)  # seconds between two kills
SLIP = 0.05  # seconds after a write began, at most


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@dataclass
class Part:
    """One process with its children."""

    name: str
    line: list[str]
    told: dict[str, str]
    process: "subprocess.Popen[bytes] | None" = None

    def start(self, environment: dict[str, str], log: Path) -> None:
        with log.open("ab") as out:
            self.process = subprocess.Popen(
                self.line, env={**environment, **self.told}, cwd=ROOT, stdout=out, stderr=out,
                start_new_session=True,
            )  # fmt: skip

    def has_ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def children(self) -> list[int]:
        assert self.process is not None
        found: list[int] = []
        for told in Path(f"/proc/{self.process.pid}/task").glob("*/children"):
            with suppress(OSError):
                found += [int(word) for word in told.read_text().split()]
        return found

    def kill_all(self) -> None:
        """The process and all that it started, as a supervisor's group is killed."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(30)
            self.process = None

    def end(self) -> None:
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill_all()


@dataclass
class House:
    """Desk, portal and worker on the loopback."""

    var: Path
    cluster: Cluster | None
    kills: dict[str, int] = field(default_factory=dict)
    fell: dict[str, int] = field(default_factory=dict)  # ended by themselves
    starts: int = 0

    def __post_init__(self) -> None:
        ports = free_port(), free_port()
        self.public, self.desk = (f"http://127.0.0.1:{port}" for port in ports)
        self.environment = {
            **os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}", "DJANGO_SETTINGS_MODULE": "config.settings",
            "QUANCHENG_VAR": str(self.var), "QUANCHENG_DESK_ADDRESS": self.desk,
            "QUANCHENG_PUBLIC_ADDRESS": self.public, "QUANCHENG_SIGN_INS_AT_ONCE": "9",
            "QUANCHENG_DATABASE": self.cluster.address if self.cluster else "",
        }  # fmt: skip
        worker = [
            sys.executable,
            str(ROOT / "manage.py"),
            "db_worker",
            "--interval",
            "0.5",
            "--verbosity",
            "0",
        ]
        self.parts = (
            Part("public", _server(ports[0]), {"SURFACE": "public"}),
            Part("desk", _server(ports[1]), {"SURFACE": "desk"}),
            Part("worker", worker, {"SURFACE": "desk"}),
        )
        self._lock = threading.RLock()

    def manage(self, *words: str) -> None:
        self._run([sys.executable, str(ROOT / "manage.py"), *words])

    def inside(self, *words: str) -> str:
        """Let a process of the house look at the database; what it prints."""
        return self._run([sys.executable, "-m", "tests.bench.killed.inside", *words])

    def _run(self, line: list[str]) -> str:
        told = {**self.environment, "SURFACE": "desk"}
        done = subprocess.run(line, env=told, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
        return done.stdout

    def keep(self) -> None:
        """Start what does not run, as a supervisor does."""
        with self._lock:
            for part in self.parts:
                if part.has_ended():
                    self.starts += 1
                    if part.process is not None:
                        self.fell[part.name] = self.fell.get(part.name, 0) + 1
                    if self.starts > MOST_STARTS:
                        raise SystemExit(f"{part.name} falls again and again; see {self.log}")
                    part.start(self.environment, self.log)

    def await_answers(self) -> None:
        pool, last = urllib3.PoolManager(retries=False, timeout=10), time.monotonic() + LONGEST_START
        for address in (f"{self.public}/mailbox/", f"{self.desk}/login/"):
            while True:
                with suppress(urllib3.exceptions.HTTPError):
                    if pool.request("GET", address).status == 200:
                        break
                if time.monotonic() > last:
                    raise SystemExit(f"{address} does not answer; see {self.log}")
                self.keep()
                time.sleep(0.2)

    def end(self) -> None:
        with self._lock:
            for part in self.parts:
                part.end()

    @property
    def log(self) -> Path:
        return self.var / "log"

    def victims(self) -> list[str]:
        web = ["public", "public worker", "desk", "desk worker"]
        return [*web, "worker", *(["database"] if self.cluster else [])]

    def kill(self, victim: str, dice: random.Random) -> None:
        """SIGKILL to one of them, and the start of what does not start by itself."""
        with self._lock:
            self.kills[victim] = self.kills.get(victim, 0) + 1
            if victim == "database":
                assert self.cluster is not None
                self.cluster.kill()
                self.cluster.start()
            elif victim.endswith(" worker"):
                children = self._called(victim.removesuffix(" worker")).children()
                if children:
                    with suppress(ProcessLookupError):
                        os.kill(dice.choice(children), signal.SIGKILL)
            else:
                self._called(victim).kill_all()
            self.keep()

    def _called(self, name: str) -> Part:
        return next(part for part in self.parts if part.name == name)


class Killer(threading.Thread):
    """Waits until the victim has a write in hand, a moment longer, and kills. First each kind, then any."""

    def __init__(
        self, house: House, busy: dict[str, threading.Event], until: threading.Event, seed: int, most: int
    ) -> None:
        super().__init__(daemon=True)
        self.house, self.busy, self.until, self.most = house, busy, until, most
        self.dice = random.Random(seed)
        self.fault: BaseException | None = None

    def run(self) -> None:
        try:
            self._kill_on()
        except (Exception, SystemExit) as fault:  # noqa: BLE001  # the main thread ends the run with it
            self.fault = fault

    def _kill_on(self) -> None:
        waiting = self.dice.sample(self.house.victims(), len(self.house.victims()))
        for _ in range(self.most):
            if self.until.wait(self.dice.uniform(*GAP)):
                return
            victim = waiting.pop() if waiting else self.dice.choice(self.house.victims())
            aimed_at = victim.split()[0]
            self.busy.get(aimed_at, self.busy[self.dice.choice(["desk", "public"])]).wait(5)
            time.sleep(self.dice.uniform(0, SLIP))
            self.house.kill(victim, self.dice)


def _server(port: int) -> list[str]:
    return [
        sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "1",
        "--threads", "8", "--timeout", "60", "--log-level", "error",
    ]  # fmt: skip
