"""A host that sends a little, again and again, is not listened to for ever."""

import socket
import threading
import time
from collections.abc import Iterator

import pytest

from quancheng.kernel.files.fetch import web
from quancheng.kernel.files.fetch.port import NotFetched
from quancheng.kernel.files.fetch.web import WebFetcher

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


class Dripping:
    """A host that sends what comes first at once, and the rest byte by byte."""

    def __init__(self) -> None:
        self.first, self.rest = b"", b""
        self.takes = 3.0  # seconds until it has sent all
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.socket.getsockname()[1]}/"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(line,), daemon=True).start()

    def _answer(self, line: socket.socket) -> None:
        with line:
            try:
                line.recv(4096)
                line.sendall(self.first)
                for at in range(len(self.rest)):
                    time.sleep(self.takes / len(self.rest))
                    line.sendall(self.rest[at : at + 1])
            except OSError:
                return


@pytest.fixture
def host(settings) -> Iterator[Dripping]:
    settings.SNAPSHOT_NETWORKS = ("127.0.0.0/8",)
    made = Dripping()
    yield made
    made.socket.shutdown(socket.SHUT_RDWR)
    made.socket.close()


@pytest.mark.parametrize(
    ("first", "rest"),
    [
        (HEAD + b"Content-Length: 30\r\n\r\n", b"x" * 30),
        (HEAD + b"\r\n", b"x" * 30),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n" * 5 + b"0\r\n\r\n"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1;" + b"x" * 20 + b"\r\nx\r\n0\r\n\r\n"),
        (HEAD, b"X-Wait: yes\r\nContent-Length: 0\r\n\r\n"),
    ],
    ids=["by-length", "to-the-end", "in-chunks", "in-the-length-of-a-chunk", "in-the-head"],
)
class TestAPageThatDrips:
    def test_is_left_when_the_time_is_over(self, host, monkeypatch, first, rest):
        host.first, host.rest = first, rest
        monkeypatch.setattr(web, "LONGEST", 0.4, raising=False)
        began = time.monotonic()
        with pytest.raises(NotFetched) as failed:
            WebFetcher().fetch(host.address)
        assert time.monotonic() - began < host.takes / 2
        assert "规定时间" in failed.value.sentence
        assert not failed.value.is_refused


class TestTheTime:
    def test_is_one_for_all_hops(self, host, monkeypatch):
        host.first = b"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n"
        host.rest, host.takes = b"\r\n", 0.25
        monkeypatch.setattr(web, "LONGEST", 0.4, raising=False)
        with pytest.raises(NotFetched, match="规定时间"):
            WebFetcher().fetch(host.address)
