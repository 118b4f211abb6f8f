"""Processes of another house, each born of one that stands ready: Django is set up once for all consoles.

A child begins where a console stands when its settings are read, with no connection and nothing looked up;
what it is told, what it prints and how it ends are its own.
"""

import gc
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

import django
from django.core.management import execute_from_command_line
from django.urls import get_resolver

WRITES = os.O_WRONLY | os.O_CREAT


class Standing:
    """One that stands ready, told everything about its house but what to do."""

    def __init__(self, environment: dict[str, str], folder: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.standing"],
            env=environment, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def run(self, *words: str) -> CompletedProcess[str]:
        """As `python` with these words: `-c` and a script, or a console of `manage.py`."""
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        with tempfile.TemporaryDirectory() as place:
            order = Order(words, f"{place}/stdout", f"{place}/stderr")
            process.stdin.write(json.dumps(vars(order)) + "\n")
            process.stdin.flush()
            code = int(process.stdout.readline())
            said = [Path(path).read_text(encoding="utf-8") for path in (order.stdout, order.stderr)]
        return CompletedProcess(words, code, *said)

    def end(self) -> None:
        """No order comes any more."""
        self._process.communicate(timeout=60)
        assert self._process.returncode == 0


@dataclass(frozen=True)
class Order:
    """What one process is told, and the files into which it writes."""

    words: Sequence[str]
    stdout: str
    stderr: str


def stand_ready() -> None:
    """Set everything up once; then one child for each order, one after the other.

    A child goes on to the end of the interpreter, which tells of whatever it raised, as in any process.
    """
    django.setup()
    _ = get_resolver().url_patterns  # the addresses of the surface: a second and more
    gc.freeze()  # so that a child need not look through all of it when it ends
    for line in sys.stdin:
        order = Order(**json.loads(line))
        if (child := os.fork()) == 0:
            _turn_to(order)
            _run(order.words)
            return
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()
    os._exit(0)  # without the second of clearing away


def _turn_to(order: Order) -> None:
    """Nothing is read any more, and what is written goes into the files of the order."""
    ways = ((os.devnull, os.O_RDONLY), (order.stdout, WRITES), (order.stderr, WRITES))
    for number, (path, how) in enumerate(ways):
        os.dup2(os.open(path, how), number)


def _run(words: Sequence[str]) -> None:
    if words[0] == "-c":
        exec(words[1], {"__name__": "__main__"})  # as `python -c` would
    else:
        execute_from_command_line(list(words))


if __name__ == "__main__":
    stand_ready()
