"""A trial house on one machine: its processes started, watched and ended together.

On a real site systemd does this (deploy/). Here one terminal is enough: Ctrl-C ends everything.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

from quancheng.kernel.basis.refusal import Refusal

SECONDS_TO_READY = 60
SECONDS_TO_END = 8
SECONDS_BETWEEN_TICKS = 60


class PortTaken(Refusal):
    """Another program listens where the house wants to."""

    code = "demo.port_taken"


class PartFell(Refusal):
    """One of the processes ended by itself."""

    code = "demo.part_fell"


@dataclass(frozen=True, slots=True)
class Part:
    """One process of the house: its name for people, what to run, and what it is told."""

    says: str
    line: Sequence[str]
    told: dict[str, str]


def parts(*, root: Path, public_address: str, desk_address: str) -> tuple[Part, ...]:
    """The processes of a trial house: the two surfaces and the worker."""
    manage = str(root / "manage.py")
    return (
        Part("门户", _server(public_address), {"SURFACE": "public"}),
        Part("工作台", _server(desk_address), {"SURFACE": "desk"}),
        Part(
            "后台任务",
            [sys.executable, manage, "db_worker", "--interval", "1", "--verbosity", "0"],
            {"SURFACE": "desk"},
        ),
    )


def must_be_free(address: str) -> None:
    """Raises PortTaken when somebody already listens there."""
    split = urlsplit(address)
    try:
        with socket.create_connection((split.hostname or "127.0.0.1", split.port or 80), timeout=5):
            name = "QUANCHENG_PUBLIC_ADDRESS 或 QUANCHENG_DESK_ADDRESS"
            raise PortTaken(f"{address} 已被其他程序占用；请先停止该程序，或用环境变量 {name} 换一个端口")
    except OSError:  # nobody answers there, on whichever kind of address
        return


def run(
    house: Sequence[Part], *, ready: Sequence[str], when_ready: Callable[[], None], tick: Callable[[], None]
) -> None:
    """Start every part, say when the addresses answer, tick every minute, end all when one ends.

    Raises PartFell when a process ends by itself; KeyboardInterrupt passes through.
    """
    running = [(part, _start(part)) for part in house]
    try:
        _await(ready, running)
        when_ready()
        _watch(running, tick)
    finally:
        _end([process for _, process in running])


def _server(address: str) -> list[str]:
    bind = urlsplit(address).netloc
    options = ["--workers", "1", "--threads", "8", "--log-level", "warning"]
    return [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", bind, *options]


def _start(part: Part) -> subprocess.Popen[bytes]:
    # A group of its own: Ctrl-C reaches us alone, and we end the parts in order.
    return subprocess.Popen(  # noqa: S603  # lines of our own, above
        part.line, env={**os.environ, **part.told}, start_new_session=True
    )


def _await(addresses: Sequence[str], running: Sequence[tuple[Part, subprocess.Popen[bytes]]]) -> None:
    last = time.monotonic() + SECONDS_TO_READY
    for address in addresses:
        while not _answers(address):
            _must_run(running)
            if time.monotonic() > last:
                raise PartFell(f"{address} 在{SECONDS_TO_READY}秒内没有应答，请查看上面的输出")
            time.sleep(0.2)


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=5) as answer:  # noqa: S310  # our own loopback address
            return bool(answer.status < 500)
    except HTTPError as answered:
        return answered.code < 500
    except OSError:  # nobody listens yet, or it is still waking up
        return False


def _must_run(running: Sequence[tuple[Part, subprocess.Popen[bytes]]]) -> None:
    for part, process in running:
        if process.poll() is not None:
            raise PartFell(f"“{part.says}”进程意外结束（返回码{process.returncode}），请查看上面的输出")


def _watch(running: Sequence[tuple[Part, subprocess.Popen[bytes]]], tick: Callable[[], None]) -> None:
    due = time.monotonic()
    while True:
        _must_run(running)
        if time.monotonic() >= due:
            due += SECONDS_BETWEEN_TICKS
            tick()
        time.sleep(0.5)


def _end(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.terminate()
    last = time.monotonic() + SECONDS_TO_END
    for process in processes:
        try:
            process.wait(timeout=max(0.1, last - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
