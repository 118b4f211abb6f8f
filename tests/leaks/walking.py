"""The walk: every viewer takes every way to every record, and what they were told is noted."""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.template.backends.django import Template
from django.test import Client, override_settings
from django.utils.safestring import SafeString

from config.environment import Surface
from config.surfaces import settings_of
from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.orgs.models import Person
from quancheng.records.disclosure.queries.doors import code_of
from quancheng.records.disclosure.queries.own_records import DOOR
from tests.house.doors.walking import undone
from tests.leaks.cast import CITIZENS as ACCOUNTS
from tests.leaks.cast import SEATS, Cast
from tests.leaks.marks import ALIKE, MARKS
from tests.leaks.reading import channel_of, found_in, marks_in
from tests.leaks.samples import Things, addresses, visited
from tests.leaks.visibility import CITIZENS, HOLDERS, NOBODY, OFFICIALS, SEALED

TAIL, WRONG, NO_CODE = MARKS["identity number"][-4:], "0000", "AAAAAAAA"
REPLY = "disclosure/status/reply/"
READINGS = (  # what is masked is read by a POST that leaves a line in the audit
    "disclosure/<slug:number>/applicant/", "disclosure/<slug:number>/asked/<int:place>/party/",
    "disclosure/own-records/<slug:number>/claim/",
    "disclosure/own-records/<slug:number>/evidence/<int:place>/",
    "remedies/complaints/<int:complaint_id>/complainant/",
)  # fmt: skip
PICTURES: Mapping[str, str] = {  # no word can be read in them: that they come, tells what they show
    "redaction/<int:redaction_id>/pages/<int:page>.png": "picture of the original",
    "redaction/<int:redaction_id>/pages/<int:page>/open.png": "picture of the open part",
}
LISTS = ("search/", "disclosure/", "remedies/", "remedies/complaints/", "disclosure/own-records/")
PEEPING = (NOBODY, "neighbour", "handler", "claimant")  # who also tries other ways of asking
SENDING = (NOBODY, "neighbour", "claimant")  # who also sends an empty form everywhere
TURNED_AWAY = (NOBODY, *SEATS)
OTHER_WAYS = ("?format=json",)
Told = tuple[str, str, str]  # what was told, to whom, by which channel


@dataclass
class Seen:
    """What was told, and where: an address for each, to find a leak by."""

    logged = 0  # lines of the machine
    told: dict[Told, set[str]] = field(default_factory=lambda: defaultdict(set))
    asked: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))  # address: its answers

    def note(self, viewer: str, address: str, answer: Any, *, channel: str = "") -> None:
        self.asked[address].add(answer.status_code)
        for mark, by in found_in(answer, address):
            self.told[mark, viewer, channel if channel and by not in {"refusal", "file name"} else by].add(
                address
            )
        shows = PICTURES.get(address)
        if shows and channel_of(answer, address) == "picture":
            self.told[shows, viewer, "picture"].add(address)

    def note_words(self, viewer: str, channel: str, words: str) -> None:
        for mark in marks_in(words):
            self.told[mark, viewer, channel].add(channel)


class Plainly:
    """A page of refusal is drawn once for each viewer; after that only what it would tell is said."""

    viewer = ""
    pages = frozenset({"ui/refused_desk.html", "ui/refused_public.html", "405.html", "404.html", "403.html"})

    def __init__(self, draw: Callable[..., SafeString]) -> None:
        self.draw, self.drawn = draw, set[tuple[str, str]]()

    def __get__(self, template: Template, kind: type | None = None) -> Callable[..., SafeString]:
        name = template.template.name

        def draw(context: object = None, request: object = None) -> SafeString:
            if name in self.pages and (self.viewer, name) in self.drawn:
                facts = [getattr(one, "facts", "") for one in context.values()] if context else []
                return SafeString(f"{context} {facts}")
            self.drawn.add((self.viewer, name))
            return self.draw(template, context, request)

        return draw


def walked(cast: Cast, things: Things) -> Seen:
    """Both surfaces, what is sent, the audit and the log of the machine."""
    seen = Seen()
    with pytest.MonkeyPatch.context() as fixed, _logged(seen):
        fixed.setattr(Template, "render", Plainly(Template.render))
        with override_settings(**settings_of(Surface.DESK)):
            _walk(seen, cast, things, Surface.DESK, OFFICIALS)
            _search(seen, cast, things)
        with override_settings(**settings_of(Surface.PUBLIC)):
            _walk(seen, cast, things, Surface.PUBLIC, CITIZENS)
            for viewer in ACCOUNTS:
                _letters_at_home(seen, viewer, cast.windows[viewer], things)
            _by_code(seen, things)
            _with_signs(seen, cast, things)
    _sent(seen, cast)
    return seen


def _walk(seen: Seen, cast: Cast, things: Things, surface: Surface, viewers: Sequence[str]) -> None:
    for address in addresses(surface):
        paths = list(visited(address, things))
        is_read = True  # until one who comes first is told that only a form is sent there
        for viewer in viewers:
            if not (is_read or viewer in PEEPING or address in READINGS):
                continue
            Plainly.viewer = viewer
            window = cast.windows.get(viewer) or Client(raise_request_exception=False)
            is_read = _looked(seen, viewer, window, address, paths) and is_read
            if address in READINGS:
                for path in paths:
                    seen.note(viewer, address, ask(window, "post", path), channel="reading")
            elif viewer in SENDING:
                seen.note(viewer, address, ask(window, "post", paths[0]))


def _looked(seen: Seen, viewer: str, window: Client, address: str, paths: Sequence[str]) -> bool:
    """One way of asking after the other; false where nothing is read. Who is turned away at the door of the
    modules is not asked to come again for each record."""
    for place, path in enumerate(paths):
        answer = ask(window, "get", path)
        seen.note(viewer, address, answer)
        if answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            return False
        if viewer in TURNED_AWAY:
            return True
        if viewer in PEEPING and not place:
            _peep(seen, viewer, window, address, path, answer)
    return True


def _peep(seen: Seen, viewer: str, window: Client, address: str, path: str, answer: Any) -> None:
    """HEAD tells nothing but headers; another format is another channel, or the same page."""
    if answer.status_code < HTTPStatus.MULTIPLE_CHOICES:
        head = ask(window, "head", path)
        assert not (b"".join(head) if head.streaming else head.content), address
        seen.note(viewer, address, head)
    if answer.status_code < HTTPStatus.BAD_REQUEST and channel_of(answer, address) in {"page", "list"}:
        for way in OTHER_WAYS:
            seen.note(viewer, address, ask(window, "get", path + way))


def _search(seen: Seen, cast: Cast, things: Things) -> None:
    """What is found by a word that may be read; and that by a sealed word nothing is found."""
    for viewer in OFFICIALS:
        window = cast.windows.get(viewer) or Client(raise_request_exception=False)
        for address in LISTS:
            asked = {"q": ALIKE, "word": ALIKE, "scope": "", "whose": "all"}
            seen.note(viewer, address, ask(window, "get", f"/{address}", asked), channel="search")
    for viewer in ("handler", "office", "neighbour"):
        for name in SEALED:
            for address in LISTS:
                asked = {"q": MARKS[name], "word": MARKS[name], "scope": "", "whose": "all"}
                told = ask(cast.windows[viewer], "get", f"/{address}", asked).text
                if any(str(number) in told for number in things["request"]):
                    seen.told[name, viewer, "found by"].add(address)


def _by_code(seen: Seen, things: Things) -> None:
    """Whoever knows number and code, and may know the last signs of the paper."""
    for viewer, tail in HOLDERS.items():
        Plainly.viewer = viewer
        for number in (*things["request"], *things["own record"]):
            own = number in things["own record"]
            code = DOOR.code_of(str(number)) if own else code_of(str(number))
            told = {"number": number, "code": code if viewer != "guesser" else NO_CODE, "tail": tail}
            window = Client(raise_request_exception=False)
            for address, more in _asked_by_code(things, str(number), own=own):
                cache.clear()
                path = "/" + address.replace("<int:place>", "1")
                seen.note(viewer, address, ask(window, "post", path, {**told, **more}))


def _with_signs(seen: Seen, cast: Cast, things: Things) -> None:
    """Who took the requests in, once the last signs of the paper were given for them."""
    Plainly.viewer, window = "claimant with signs", cast.windows["claimant"]
    for number in things["request"]:
        cache.clear()
        window.post(f"/disclosure/own/{number}/signs/", {"tail": TAIL})
    for address in addresses(Surface.PUBLIC):
        for path in visited(address, things) if address.startswith(("disclosure/own/", "mine/")) else ():
            seen.note("claimant with signs", address, ask(window, "get", path))
    _letters_at_home(seen, "claimant with signs", window, things)


def _asked_by_code(things: Things, number: str, *, own: bool) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Every form that takes number and code, and every letter and file of the request behind it."""
    places = [one for one in addresses(Surface.PUBLIC) if "/status/" in one or one.endswith("/verify/")]
    for address in places:
        if ("own-record/" in address) == own:
            yield address, {}
    if own:
        return
    for what in ("docx", "pdf", *things["file"]):
        yield REPLY, {"what": what}
    for place in _places(things, number):
        for what in ("", "docx"):
            yield REPLY, {"what": what, "letter": place}


def _places(things: Things, number: str) -> list[object]:
    """Of the letters of one request; those to others are among them, and open to nobody here."""
    return [one[1] for one in things["letters"] if isinstance(one, tuple) and one[0] == number]


def _letters_at_home(seen: Seen, viewer: str, window: Client, things: Things) -> None:
    for number in map(str, things["request"]):
        for place in _places(things, number):
            for address in ("disclosure/own/<str:number>/reply/", "disclosure/own/<str:number>/reply/docx/"):
                path = "/" + address.replace("<str:number>", number)
                seen.note(viewer, address, ask(window, "get", f"{path}?letter={place}"))


def _sent(seen: Seen, cast: Cast) -> None:
    """Notices, mails and the audit, as they lie in the database: whoever reads them."""
    of = {cast[name].person_id: name for name in cast.officials}
    for notice in Notice.objects.all():
        viewer = of.get(notice.to_person_id, "somebody outside")
        seen.note_words(viewer, "notice", f"{notice.subject}\n{notice.body}\n{notice.facts}")
    of_address = {
        f"{one.account}@example.cn": of.get(one.pk, "somebody outside") for one in Person.objects.all()
    }
    for letter in mail.outbox:
        viewer = of_address.get(letter.to[0], "somebody outside")
        seen.note_words(viewer, "mail", f"{letter.subject}\n{letter.body}\n{letter.to}")
    for entry in AuditEntry.objects.all():
        seen.note_words("the audit", "audit", str({**entry.__dict__}))


def ask(window: Client, method: str, path: str, told: Mapping[str, object] | None = None) -> Any:
    """One question, of which nothing remains."""
    cookies = window.cookies.copy()
    with undone():
        answer = getattr(window, method)(path, dict(told or {}))
        if answer.streaming:
            answer.content_read = b"".join(answer)
            answer.streaming_content = [answer.content_read]
    window.cookies = cookies
    return answer


@contextmanager
def _logged(seen: Seen) -> Iterator[None]:
    """What the machine writes down while it serves."""

    class Noting(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            seen.logged += 1
            seen.note_words("the machine", "log", self.format(record))

    handler, root = Noting(), logging.getLogger()
    kept = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        yield
    finally:
        root.removeHandler(handler)
        root.setLevel(kept)
