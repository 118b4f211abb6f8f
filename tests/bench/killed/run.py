"""One run: writes are made ready by the dice, written while parts of the house are killed, and counted."""

import json
import random
import sys
import threading
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

from tests.bench.killed.house import House, Killer
from tests.bench.killed.writing import KINDS, Browser, Busy, Write, Writer

WRITERS = 10
LONGEST = 900  # seconds of writing
A_SOURCE = 8  # messages of one source; the house takes ten a day
MOST_KILLS = 80


@dataclass
class Run:
    """The house, how much is written to it, and the seed of every dice."""

    house: House
    writes: int
    seed: int
    most_kills: int = MOST_KILLS
    took: float = 0.0
    ledger: list[Write] = field(default_factory=list)
    settled: dict[str, Any] = field(default_factory=dict)

    def whole(self) -> dict[str, Any]:
        """From the empty database to the verdict; every process is ended."""
        self.house.manage("demo", "load")
        told = json.loads(self.house.inside("ready", str(self.writes)).splitlines()[-1])
        jobs = self.jobs(told)
        self.ledger = [write for job in jobs for write in job]
        try:
            self.house.keep()
            self.house.await_answers()
            self._write(jobs)
            self.house.await_answers()
        finally:
            self.house.end()
        self.settled = json.loads(self.house.inside("settle").splitlines()[-1])
        ledger = self.house.var / "ledger.json"
        told |= {"writes": [asdict(write) for write in self.ledger]}
        ledger.write_text(json.dumps(told, ensure_ascii=False))
        verdict: dict[str, Any] = json.loads(self.house.inside("judge", str(ledger)).splitlines()[-1])
        return verdict

    def jobs(self, told: dict[str, Any]) -> list[list[Write]]:
        """Two fifths messages, a fifth each of evidence, reports after it, signatures; the dice say when."""
        dice, fifth = random.Random(self.seed), self.writes // 5
        duties = dice.sample(told["report"], min(fifth, len(told["report"])))
        arrivals = dice.sample(told["signature"], min(fifth, len(told["signature"])))
        jobs = [
            [Write(kind, f"演示{self.seed}-{kind}-{place}", **duty) for kind in ("evidence", "report")]
            for place, duty in enumerate(duties)
        ]
        jobs += [[Write("signature", "", **arrival)] for arrival in arrivals]
        rest = self.writes - sum(len(job) for job in jobs)
        jobs += [[Write("message", f"演示留言{self.seed}-{place}")] for place in range(rest)]
        dice.shuffle(jobs)
        return jobs

    def _write(self, jobs: list[list[Write]]) -> None:
        busy = {"desk": Busy(), "public": Busy()}
        until, desks = threading.Event(), self._signed_in()
        sources = {id(write): f"198.51.100.{place // A_SOURCE}" for place, write in enumerate(self.ledger)}

        def browser_of(write: Write) -> Browser:
            if write.kind == "message":
                return Browser(self.house.public, source=sources[id(write)])
            return Browser(self.house.desk, cookies=dict(desks[write.account]))

        killer = Killer(
            self.house, {name: one.event for name, one in busy.items()}, until, self.seed, self.most_kills
        )
        writers = [
            Writer(jobs, browser_of, busy, self._wait, self.seed * 100 + place) for place in range(WRITERS)
        ]
        begun = time.monotonic()
        for thread in (killer, *writers):
            thread.start()
        for writer in writers:
            writer.join(max(1.0, LONGEST - (time.monotonic() - begun)))
        until.set()
        killer.join(120)
        self.took = time.monotonic() - begun
        if killer.fault or any(writer.is_alive() for writer in writers):
            raise SystemExit(f"the run did not end: {killer.fault}; see {self.house.log}")

    def _signed_in(self) -> dict[str, dict[str, str]]:
        """The cookies of every official who writes: they signed in before anything was killed."""
        desks: dict[str, dict[str, str]] = {}
        for account in sorted({write.account for write in self.ledger if write.account}):
            browser = Browser(self.house.desk)
            browser.sign_in(account)
            desks[account] = browser.cookies
        return desks

    def _wait(self) -> None:
        """What people do before they try again; meanwhile a supervisor starts what fell."""
        self.house.keep()
        time.sleep(0.7)


def report(run: Run, verdict: dict[str, Any], database: str) -> int:
    """Print the figures and the faults."""
    kills = ", ".join(f"{name} {count}" for name, count in sorted(run.house.kills.items()))
    sys.stdout.write(
        f"{database}, seed {run.seed}: {len(run.ledger)} writes in {run.took:.0f} s, "
        f"{sum(run.house.kills.values())} kills ({kills})\n"
    )
    for kind in KINDS:
        mine = [write for write in run.ledger if write.kind == kind]
        told = Counter(_fate(write) for write in mine)
        again = sum(write.sent > 1 for write in mine)
        fates = ", ".join(f"{fate} {count}" for fate, count in sorted(told.items()))
        sys.stdout.write(f"  {kind:10} {len(mine):4}: {fates}; sent more than once {again}\n")
    fell = ", ".join(f"{name} {count}" for name, count in sorted(run.house.fell.items())) or "none"
    sys.stdout.write(
        f"  fell by themselves: {fell}; tasks when it ended {run.settled['found']}, "
        f"taken from dead workers {run.settled['taken_over']}\n"
        f"  lines of the audit {verdict['lines']}, files {verdict['files']}, "
        f"half-written parts cleared {len(verdict['parts'])}\n"
    )
    faults = [*verdict["faults"], *(write.fault for write in run.ledger if write.fault)]
    for fault in faults:
        sys.stdout.write(f"  FAULT {fault}\n")
    sys.stdout.write(f"  faults: {len(faults)}\n")
    return int(bool(faults))


def _fate(write: Write) -> str:
    if write.acknowledged:
        return "acknowledged"
    if write.told_already:
        return "told it was there"
    return "given up" if write.sent else "not begun"
