"""The line to a cipher machine (密码机): a service on this very machine that speaks for it.

Every maker has an interface of its own (GM/T 0018 leaves much open), so the house speaks a narrow language
of four questions, and a small service (前置服务) of the operator translates it. One question and one answer
are one line of JSON each; `n` comes back as it was sent, bytes are base64:

    {"n": 1, "do": "keys"}                          {"n": 1, "current": "k5f0c…", "keys": ["k5f0c…", …]}
    {"n": 2, "do": "seal", "key": …, "use": …, "bound": …, "data": …}   {"n": 2, "nonce": …, "data": …}
    {"n": 3, "do": "open", "key": …, "use": …, "bound": …, "nonce": …, "data": …}     {"n": 3, "data": …}
    {"n": 4, "do": "mac", "key": …, "use": …, "data": …}                              {"n": 4, "data": …}
    whatever it will not do                         {"n": 5, "no": "unknown_key" | "tampered" | a reason}

`seal` and `open` are SM4-GCM, 12 bytes of nonce drawn by the machine, the tag of 16 bytes behind the data,
`bound` the associated data; `mac` is HMAC-SM3. Keys never leave it: for each `use` it derives a key from the
master secret by HKDF over SM3 (RFC 5869, no salt, info `quancheng/<use>`; 16 bytes to seal, 32 for a digest).
A key's id is `k` and the first six bytes, in hexadecimal, of what is so derived for the use `id`.
"""

import base64
import binascii
import json
import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass

from quancheng.kernel.basis.refusal import Refusal

LONGEST_ANSWER = 64 * 1024 * 1024  # bytes; whoever sends more is no cipher machine
QUEUED = 0.02  # seconds until it is tried again to get into the queue
LOCAL = {"127.0.0.1", "localhost", "::1"}
UNTOUCHED = "没有写入任何内容，已有内容没有改动"


class MachineAway(Refusal):
    """The cipher machine does not answer: nobody listens, or the line was cut."""

    code = "crypto.machine_away"
    status = 503


class MachineSlow(Refusal):
    """The cipher machine took too long."""

    code = "crypto.machine_slow"
    status = 503


class MachineRefuses(Refusal):
    """The cipher machine will not do it, for a reason of its own, or says what nobody understands."""

    code = "crypto.machine_refuses"
    status = 503


class WrongAddress(ValueError):
    """An address under which no line may be opened; the message says what one looks like."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where the service listens: a socket in the file system, or a port of this machine."""

    path: str = ""
    host: str = ""
    port: int = 0

    @classmethod
    def parse(cls, text: str) -> "Address":
        """`unix:/run/…` or `tcp:127.0.0.1:port`: what passes is in clear. Raises WrongAddress."""
        kind, _, rest = text.partition(":")
        host, _, port = rest.rpartition(":")
        if kind == "unix" and rest.startswith("/"):
            return cls(path=rest)
        if kind == "tcp" and host.strip("[]") in LOCAL and port.isdecimal() and 0 < int(port) < 65536:
            return cls(host=host.strip("[]"), port=int(port))
        raise WrongAddress(f"{text!r}; it must be unix:/path or tcp:127.0.0.1:port, on this machine")

    def __str__(self) -> str:
        return f"unix:{self.path}" if self.path else f"tcp:{self.host}:{self.port}"


class Line(threading.local):
    """One connection for each thread; opened when it is needed, and again when it was cut."""

    def __init__(self, address: Address, seconds: float) -> None:
        self.address, self.seconds = address, seconds
        self._socket: socket.socket | None = None
        self._number = 0

    def ask(self, do: str, **told: str | bytes) -> dict[str, object]:
        """The answer. Asking twice does no harm. Raises MachineAway, MachineSlow, MachineRefuses."""
        self._number += 1
        texts = {name: _to_text(one) if isinstance(one, bytes) else one for name, one in told.items()}
        question = json.dumps({"n": self._number, "do": do, **texts}).encode() + b"\n"
        is_fresh = self._socket is None
        try:
            return self._asked(question)
        except TimeoutError:
            self.close()
            raise MachineSlow(
                f"密码机在{self.seconds:g}秒内没有答复，{UNTOUCHED}；请稍后再试，仍不行请系统管理员检查密码机"
            ) from None
        except OSError as fault:
            self.close()
            if is_fresh:
                raise MachineAway(
                    f"连不上密码机，加密的内容暂时读不出来，{UNTOUCHED}；"
                    "请稍后再试，仍不行请系统管理员检查密码机和前置服务"
                ) from fault
        return self.ask(
            do, **told
        )  # the line that was kept had been cut; a fresh one tells whether it is there

    def _asked(self, question: bytes) -> dict[str, object]:
        if self._socket is None:
            self._socket = self._opened()
        self._socket.sendall(question)
        return self._understood(self._answer(self._socket))

    def _opened(self) -> socket.socket:
        if not self.address.path:
            return socket.create_connection((self.address.host, self.address.port), self.seconds)
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(self.seconds)
        last = time.monotonic() + self.seconds
        try:
            while True:
                try:
                    line.connect(self.address.path)
                except BlockingIOError:  # so many wait for it at this moment that no more may queue
                    if time.monotonic() > last:
                        raise TimeoutError from None
                    time.sleep(QUEUED)
                else:
                    return line
        except OSError:
            line.close()
            raise

    def _answer(self, line: socket.socket) -> bytes:
        answer = bytearray()
        while not answer.endswith(b"\n"):
            part = line.recv(65536)
            if not part:
                raise ConnectionResetError("the machine hung up")
            answer += part
            if len(answer) > LONGEST_ANSWER:
                raise ConnectionAbortedError("the answer has no end")
        return bytes(answer)

    def _understood(self, answer: bytes) -> dict[str, object]:
        try:
            told = json.loads(answer)
        except ValueError:
            told = None
        if not isinstance(told, dict) or told.get("n") != self._number:
            self.close()
            raise MachineRefuses(f"密码机的答复读不懂，{UNTOUCHED}；请系统管理员检查密码机的前置服务")
        return told

    def close(self) -> None:
        """A late answer must never be taken for the next one."""
        if self._socket is not None:
            with suppress(OSError):
                self._socket.close()
        self._socket = None


def bytes_in(answer: dict[str, object], name: str) -> bytes:
    """Bytes of an answer. Raises MachineRefuses."""
    try:
        return base64.b64decode(str(answer[name]), validate=True)
    except (KeyError, binascii.Error, ValueError):
        raise MachineRefuses(f"密码机的答复不完整，{UNTOUCHED}；请系统管理员检查密码机的前置服务") from None


def _to_text(content: bytes) -> str:
    return base64.b64encode(content).decode()
