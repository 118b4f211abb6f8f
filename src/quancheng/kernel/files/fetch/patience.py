"""How long the house listens to one host: the whole answer is bounded, not each wait for a byte alone.

Whoever sends a byte every few seconds never breaks the bound of one wait; so each piece, of the head of an
answer too, is read against one instant by which all must have come.
"""

import http.client
import io
import socket
import time
from functools import partial
from typing import Any, TypeVar

import urllib3

Pool = TypeVar("Pool", bound=urllib3.HTTPConnectionPool)


class _Pieces(io.RawIOBase):
    """What a connection brings, piece by piece, until an instant of the monotonic clock."""

    def __init__(self, raw: io.RawIOBase, line: socket.socket, until: float) -> None:
        self._raw = raw
        self._line = line
        self._until = until
        self._one_wait = line.gettimeout()

    def readable(self) -> bool:
        return True

    def readinto(self, room: Any) -> int | None:
        """The next piece. Raises TimeoutError when the instant is past, or nothing comes before it."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._line.settimeout(min(left, self._one_wait or left))
        return self._raw.readinto(room)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Answer(http.client.HTTPResponse):
    """An answer that must be there by an instant."""

    def __init__(self, sock: socket.socket, *told: Any, until: float, **more: Any) -> None:
        super().__init__(sock, *told, **more)
        self.fp = io.BufferedReader(_Pieces(self.fp.detach(), sock, until))


def patient(pool: Pool, *, until: float) -> Pool:
    """The same pool, whose hosts must have sent all that they send by an instant (`time.monotonic`)."""
    answer = staticmethod(partial(_Answer, until=until))
    timed: Any = type("Timed", (pool.ConnectionCls,), {"response_class": answer})
    pool.ConnectionCls = timed
    return pool
