"""`python -m tests.cipher STORE ADDRESS`: the machine, until it is ended. Its keys lie in STORE, a JSON file.

Beside the questions of the house it takes those of its own console, which a house never asks: `new`, `bring`
(a master secret from elsewhere), `lose` (a key), `slow` (seconds before each answer).
"""

import base64
import json
import os
import secrets
import socketserver
import sys
import time
from pathlib import Path
from typing import Any

from tests.cipher.gcm import Tampered, derived, mac, seal, unseal


class Store:
    """Master secrets by their ids, and the one that seals."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.held: dict[str, Any] = (
            json.loads(path.read_text()) if path.exists() else {"current": "", "secrets": {}}
        )
        if not self.held["secrets"]:
            self.bring(secrets.token_bytes(32), makes_current=True)

    def bring(self, secret: bytes, *, makes_current: bool) -> str:
        key_id = "k" + derived(secret, "id", 6).hex()
        self.held["secrets"][key_id] = secret.hex()
        if makes_current:
            self.held["current"] = key_id
        self.keep()
        return key_id

    def keep(self) -> None:
        coming = self.path.with_suffix(".coming")
        coming.write_text(json.dumps(self.held))
        coming.replace(self.path)


class Machine:
    """What is asked, one method each."""

    def __init__(self, store: Store) -> None:
        self.store, self.seconds = store, 0.0

    def answer(self, told: dict[str, Any]) -> dict[str, Any]:
        time.sleep(0 if told["do"] == "slow" else self.seconds)
        if told["do"] in {"seal", "open", "mac"} and told["key"] not in self.store.held["secrets"]:
            return {"no": "unknown_key"}
        try:
            return dict(getattr(self, f"do_{told['do']}")(told))
        except Tampered:
            return {"no": "tampered"}
        except AttributeError:
            return {"no": "not a question"}

    def do_keys(self, told: dict[str, Any]) -> dict[str, Any]:
        return {"current": self.store.held["current"], "keys": sorted(self.store.held["secrets"])}

    def do_seal(self, told: dict[str, Any]) -> dict[str, Any]:
        nonce = os.urandom(12)
        return {
            "nonce": text(nonce),
            "data": text(seal(self.key(told, 16), nonce, data(told, "bound"), data(told))),
        }

    def do_open(self, told: dict[str, Any]) -> dict[str, Any]:
        opened = unseal(self.key(told, 16), data(told, "nonce"), data(told, "bound"), data(told))
        return {"data": text(opened)}

    def do_mac(self, told: dict[str, Any]) -> dict[str, Any]:
        return {"data": text(mac(self.key(told, 32), data(told)))}

    def do_new(self, told: dict[str, Any]) -> dict[str, Any]:
        return {"key": self.store.bring(secrets.token_bytes(32), makes_current=True)}

    def do_bring(self, told: dict[str, Any]) -> dict[str, Any]:
        return {"key": self.store.bring(data(told, "secret"), makes_current=False)}

    def do_lose(self, told: dict[str, Any]) -> dict[str, Any]:
        lost = self.store.held["secrets"].pop(told["key"])
        self.store.keep()
        return {"secret": text(bytes.fromhex(lost))}

    def do_slow(self, told: dict[str, Any]) -> dict[str, Any]:
        self.seconds = float(told["seconds"])
        return {}

    def key(self, told: dict[str, Any], length: int) -> bytes:
        return derived(bytes.fromhex(self.store.held["secrets"][told["key"]]), told["use"], length)


def data(told: dict[str, Any], name: str = "data") -> bytes:
    return base64.b64decode(told[name])


def text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def main() -> None:
    machine, address = Machine(Store(Path(sys.argv[1]))), sys.argv[2]

    class Listener(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            for line in self.rfile:
                told = json.loads(line)
                self.wfile.write(json.dumps({"n": told["n"], **machine.answer(told)}).encode() + b"\n")

    Path(address).unlink(missing_ok=True)
    with socketserver.ThreadingUnixStreamServer(address, Listener) as server:
        server.daemon_threads = True
        server.serve_forever()


if __name__ == "__main__":
    main()
