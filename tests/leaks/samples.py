"""From the tables of addresses to what is asked for: which records of the house stand behind each place.

An address of these modules without a sample here fails the walk: whoever adds one says what it is about.
"""

import importlib
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence

from config.environment import Surface
from tests.house.test_addresses import addresses as written

PLACE = re.compile(r"<(?:\w+:)?(\w+)>")
MODULES = ("disclosure/", "remedies/", "yearbook/", "mine/", "redaction/")
# Lists of the shell in which records of these modules may turn up, and files beside them.
BESIDE: Mapping[Surface, Sequence[str]] = {
    Surface.DESK: (
        "", "overview/", "my-work/", "inbox/", "agenda/", "agenda/month/", "agenda/due.ics", "handover/",
        "approvals/", "retention/", "norms/", "audit/", "transfer/", "account/",
    ),
    Surface.PUBLIC: ("", "notices/", "notices/notices.json", "calendar.json"),
}  # fmt: skip
# A place in an address, and the samples that stand there: the first line whose beginning fits counts.
STANDS: tuple[tuple[str, str, str], ...] = (
    ("disclosure/own-records/", "number", "own record"),
    ("disclosure/own-record/", "number", "own record"),
    ("disclosure/made-open/", "number", "request"),
    ("disclosure/", "number", "request"),
    ("disclosure/", "item_id", "item"),
    ("disclosure/", "made_open_id", "made open"),
    ("disclosure/", "joint_id", "joint"),
    ("disclosure/", "demand_id", "demand"),
    ("disclosure/", "bulletin_id", "bulletin"),
    ("disclosure/", "unit_id", "unit"),
    ("disclosure/<slug:number>/forms/", "what", "form"),
    ("disclosure/own/<str:number>/reply/", "what", "reply part"),
    ("remedies/complaints/", "complaint_id", "complaint"),
    ("remedies/measures/", "measure_id", "measure"),
    ("remedies/measures/", "proof_id", "proof"),
    ("remedies/", "proceeding_id", "proceeding"),
    ("remedies/", "paper_id", "case paper"),
    ("yearbook/", "report_id", "report"),
    ("yearbook/", "ref", "report ref"),
    ("yearbook/", "ending", "report ending"),
    ("redaction/", "redaction_id", "redaction"),
    ("redaction/", "kind", "redacted kind"),
    ("redaction/", "ref", "file"),
    ("", "place", "place"), ("", "code", "step"), ("", "token", "none"), ("", "key", "cell"),
    ("redaction/", "page", "one"), ("", "part", "part"), ("", "part_id", "one"), ("", "reply_id", "one"),
    ("yearbook/", "duty_id", "report duty"),
    ("", "sign_in_id", "one"), ("", "subscription_id", "one"),
)  # fmt: skip
WORDS: Mapping[str, Sequence[object]] = {
    "form": ("application", "registration", "service", "approval"),
    "report ending": ("docx", "xlsx", "csv", "json"), "redacted kind": ("disclosure.file",), "place": (1,),
    "step": ("none",), "none": ("x",), "cell": ("3.1.1",), "part": (3,), "one": (1,),
}  # fmt: skip
# Where two places belong together: a file and its request, a letter and its place.
TOGETHER: tuple[tuple[str, str], ...] = (
    ("disclosure/<slug:number>/letters/", "letters"),
    ("disclosure/<slug:number>/files/<", "files"),
    ("disclosure/<slug:number>/papers/<", "papers"),
    ("disclosure/<slug:number>/items/<int:place>/searches/<", "item searches"),
    ("disclosure/<slug:number>/searches/<", "searches"),
    ("disclosure/<slug:number>/asked/", "asked"),
    ("disclosure/<slug:number>/items/<int:place>/parts/<", "parts"),
)
# No letter goes to who suggested something before it is decided; a link in a mail is worth nothing twice.
WITHOUT_A_RECORD = (
    "mine/account/address/<str:token>/", "mine/account/close/<str:token>/", "mine/sign-in/code/<str:token>/",
)  # fmt: skip
Things = Mapping[str, Sequence[object]]


class NoSample(KeyError):
    """An address of the modules of which nobody said what stands behind it."""


def addresses(surface: Surface) -> list[str]:
    """Every address that is walked on a surface, as its table writes it."""
    table = importlib.import_module(f"config.addresses.{surface}").urlpatterns
    every = list(dict.fromkeys(written(table)))
    return [one for one in every if one.startswith(MODULES)] + list(BESIDE[surface])


def visited(address: str, things: Things) -> Iterator[str]:
    """The paths behind an address, one for each record that stands there. Raises NoSample."""
    for told in _told(address, things):
        one = iter(told)
        yield "/" + PLACE.sub(lambda _, one=one: str(next(one)), address)


def _told(address: str, things: Things) -> Iterator[Sequence[object]]:
    pairs = next((what for start, what in TOGETHER if address.startswith(start)), "")
    if pairs:
        for one in things[pairs]:
            assert isinstance(one, tuple)
            yield one
        return
    yield from itertools.product(*(_samples(address, place, things) for place in PLACE.findall(address)))


def _samples(address: str, place: str, things: Things) -> Sequence[object]:
    what = next((is_ for start, where, is_ in STANDS if where == place and address.startswith(start)), "")
    found = things.get(what) or WORDS.get(what)
    if not found:
        raise NoSample(f"say in tests/leaks/samples.py what stands for <{place}> in {address}")
    return found
