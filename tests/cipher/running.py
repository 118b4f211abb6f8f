"""The cipher machine as a process: started, spoken to over its own console, killed, started again."""

import base64
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]


class CipherProcess:
    """One machine. Its keys stay in its store when it is killed."""

    def __init__(self, folder: Path) -> None:
        self.store, self.socket = folder / "store.json", folder / "machine.sock"
        self.process: subprocess.Popen[bytes] | None = None
        self.start()

    @property
    def address(self) -> str:
        return f"unix:{self.socket}"

    def start(self) -> None:
        line = [sys.executable, "-m", "tests.cipher", str(self.store), str(self.socket)]
        self.process = subprocess.Popen(line, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
        for _ in range(200):
            try:
                self.console("keys")
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise RuntimeError("the cipher machine does not answer")

    def kill(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(10)

    def console(self, do: str, **told: object) -> dict[str, object]:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(10)
            line.connect(str(self.socket))
            line.sendall(json.dumps({"n": 0, "do": do, **told}).encode() + b"\n")
            answer: dict[str, object] = json.loads(line.makefile().readline())
            return answer

    @property
    def current(self) -> str:
        return str(self.console("keys")["current"])

    def bring(self, secret: bytes) -> str:
        """A master secret of the house, carried into the machine by its own console."""
        return str(self.console("bring", secret=base64.b64encode(secret).decode())["key"])
