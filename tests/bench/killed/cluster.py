"""A PostgreSQL of its own in a temporary folder, as strict as a real one: fsync on, commits waited for."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

BIN = Path("/usr/lib/postgresql/15/bin")
LONGEST_START = 60  # seconds, recovery from the log included


class Cluster:
    """One server, started, killed and started again."""

    def __init__(self, folder: Path, port: int) -> None:
        self.data, self.log, self.folder, self.port = folder / "data", folder / "log", folder, port
        self.address = f"postgres://quancheng@127.0.0.1:{port}/postgres"

    def make(self) -> None:
        shutil.chown(self.folder, user="postgres")
        self._run(
            "initdb",
            "-D",
            self.data,
            "-U",
            "quancheng",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
        )
        self.start()

    def start(self) -> None:
        """Start, however often it takes until what the killed one left has ended."""
        told = (
            f"-c listen_addresses=127.0.0.1 -p {self.port} -k {self.folder} "
            "-c fsync=on -c synchronous_commit=on -c full_page_writes=on"
        )
        last = time.monotonic() + LONGEST_START
        while True:
            try:
                self._run("pg_ctl", "-D", self.data, "-w", "-t", "30", "-l", self.log, "-o", told, "start")
            except subprocess.CalledProcessError:
                if time.monotonic() > last:
                    raise
                time.sleep(0.5)
            else:
                return

    def kill(self) -> None:
        """The postmaster, without a word; its children notice and end."""
        with suppress(ProcessLookupError, FileNotFoundError):
            os.kill(int((self.data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)

    def stop(self) -> None:
        with suppress(subprocess.CalledProcessError):
            self._run("pg_ctl", "-D", self.data, "-m", "immediate", "stop")

    def _run(self, tool: str, *words: object) -> None:
        as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        line = [*as_postgres, str(BIN / tool), *(str(word) for word in words)]
        subprocess.run(line, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@contextmanager
def cluster(folder: Path, port: int) -> Iterator[Cluster]:
    """A server while it is needed; its folder is the caller's."""
    server = Cluster(folder, port)
    server.make()
    try:
        yield server
    finally:
        server.stop()
