"""The walk: every address asked for by every walker, reading and writing, each time in the same house."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction
from django.http import HttpResponse
from django.template.backends.django import Template
from django.test import Client
from django.test.client import FakePayload
from django.utils.safestring import SafeString

MARKS: Mapping[str, str] = {
    "o": "open (2xx)",
    "w": "open, and something was written",
    "?": "open, and told what is missing or out of turn (400, 409, 410, 422, 429)",
    "s": "sent to the sign-in",
    "h": "sent to the first page",
    ">": "sent on elsewhere",
    "x": "forbidden (403)",
    "-": "not there (404)",
    "m": "no such way of asking (405)",
    "!": "broken (5xx)",
}
REFUSED = frozenset("shx-m")
TOLD = {403: "x", 404: "-", 405: "m", 400: "?", 409: "?", 410: "?", 422: "?", 429: "?"}
WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)')
# What a request leaves behind by being one: sign-ins, counted tries.
TRACES = ("django_session", "usersessions_", "workbench_counted_tries", "axes_")


class Drawing:
    """A page is drawn the first time it answers a walker; after that the answer counts, not its look."""

    walker = ""

    def __init__(self, draw: Callable[..., SafeString]) -> None:
        self.draw, self.drawn = draw, set[tuple[str, str]]()

    def __get__(self, template: Template, kind: type | None = None) -> Callable[..., SafeString]:
        def draw(context: object = None, request: object = None) -> SafeString:
            seen = (self.walker, template.template.name)
            if seen in self.drawn:
                return SafeString("")
            self.drawn.add(seen)
            return self.draw(template, context, request)

        return draw


@dataclass
class Visitor:
    """A walker with the cookies of a sign-in; every visit begins with the same ones."""

    client: Client
    cookies: str = ""

    def ask(self, method: str, path: str) -> tuple[str, frozenset[str]]:
        """How the house answers, and which tables the answer wrote into. Nothing of it remains."""
        asked = self.client._base_environ(PATH_INFO=path, REQUEST_METHOD=method, CONTENT_TYPE=FORM)
        asked |= {"HTTP_COOKIE": self.cookies, "wsgi.input": FakePayload(b"")}
        Drawing.walker = self.cookies
        with undone(), noting_writes() as written:
            answer = self.client.handler(asked)
            mark = mark_of(answer, bool(written))
            if answer.streaming:
                list(answer)  # a file is shut when it has been read
        return mark, frozenset(written)


FORM = "application/x-www-form-urlencoded"


@contextmanager
def undone() -> Iterator[None]:
    """Nothing of what is done remains; to a command it is no transaction, as in Django's own tests."""
    around = transaction.atomic()
    around._from_testcase = True
    with around:
        yield
        transaction.set_rollback(True)


@contextmanager
def noting_writes() -> Iterator[set[str]]:
    written: set[str] = set()

    def look(execute, sql, params, many, context):
        found = WRITES.match(sql)
        if found and not found[1].startswith(TRACES):
            written.add(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield written


def mark_of(answer: HttpResponse, has_written: bool) -> str:
    """One letter for an answer."""
    if answer.status_code >= 500:
        return "!"
    if answer.status_code in TOLD:
        return TOLD[answer.status_code]
    if 300 <= answer.status_code < 400 and "/login/" in answer["Location"]:
        return "s"
    if has_written:
        return "w"
    if 300 <= answer.status_code < 400:
        return "h" if answer["Location"] == "/" else ">"
    return "o"
