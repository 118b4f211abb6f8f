"""Who sees what of a request, on which way: one table, walked whole.

A word that is found nowhere else stands in each part of one request. Every viewer takes every way; where a
word turns up must be told here, and what is told here must turn up.
"""

from collections.abc import Iterable, Mapping

import pytest
from django.test import override_settings
from django.utils import timezone

from config.environment import Surface
from config.surfaces import settings_of
from tests.leaks import house_of_secrets as secrets
from tests.leaks.house_of_secrets import MARKS

pytestmark = pytest.mark.django_db
PUBLIC = ("stranger", "holder", "holder with tail", "claimant", "owner", "other citizen")
AGENCY = ("handler", "reviewer", "head")
DESK = (
    *AGENCY, "neighbour", "office", "legal", "other government", "system administrator",
    "security administrator", "auditor",
)  # fmt: skip
REFUSED_BACK = ("reply page", "reply file", "file")  # with a wrong tail the status is shown once more
OF_STATUS = {
    ("holder",): ("status", *REFUSED_BACK), ("holder with tail",): ("status",),
    ("claimant",): ("own page", "own signs", "my export"), ("owner",): ("own page", "my export"),
}  # fmt: skip
WHO_READS = Mapping[tuple[str, ...], tuple[str, ...]]

EXPECTED: Mapping[str, WHO_READS] = {
    "request": {
        ("holder",): ("status", *REFUSED_BACK), ("holder with tail",): ("status",),
        ("claimant",): ("own page", "own signs", "my page", "my export"),
        ("owner",): ("own page", "my page", "my export"),
        AGENCY: ("list", "search", "page", "applicant", "party"), ("office",): ("list", "search", "page"),
    },
    "applicant": {
        ("holder with tail",): ("reply page", "reply file"),
        ("owner",): ("own reply", "own reply file", "my export"),
        AGENCY: ("applicant", "letter"),
    },
    "paper": {AGENCY: ("paper",)},
    "paper name": {AGENCY: ("page", "applicant", "party", "paper name")},
    "reply": {
        ("holder with tail",): ("reply page", "reply file"),
        ("owner",): ("own reply", "own reply file"),
        AGENCY: ("page", "applicant", "party", "items", "letter"),
    },
    "original": {AGENCY: ("original", "redaction", "picture")},
    "original name": {AGENCY: ("original name", "redaction list", "redaction")},
    "open part": {
        ("holder with tail",): ("file",), ("owner",): ("own file",),
        AGENCY: ("original", "given", "redaction", "picture", "product"),
    },
    "public title": {
        ("holder with tail",): ("reply page", "reply file", "file name"),
        ("owner",): ("own reply", "own reply file", "own file name"),
        AGENCY: ("page", "applicant", "party", "letter", "redaction", "redaction list"),
        ("reviewer", "head"): ("inbox",),  # they are told by it what waits for them
    },
    "consulted": {AGENCY: ("party",)},
    "opinion": {AGENCY: ("party",)},
    "correction asked": {**OF_STATUS, AGENCY: ("page", "applicant", "party"), ("office",): ("page",)},
    "correction": {**OF_STATUS, AGENCY: ("page", "applicant", "party"), ("office",): ("page",)},
    "return reason": {
        AGENCY: ("page", "applicant", "party"), ("handler",): ("page", "applicant", "party", "inbox"),
        ("office",): ("page",),
    },
    "withdrawn request": {
        ("holder",): ("end status", "end page", "end file"),
        ("holder with tail",): ("end status", "end page", "end file"),
        ("claimant",): ("own end signs", "own end status", "my page", "my export"),
        ("owner",): ("own end status", "own end page", "own end file", "my page", "my export"),
        AGENCY: ("list", "search", "end page", "end letter"), ("office",): ("list", "search", "end page"),
    },
    "addressee of letter 24": {
        ("holder with tail",): ("end page", "end file"),
        ("owner",): ("own end page", "own end file", "my export"),
        AGENCY: ("end letter",),
    },
}  # fmt: skip
Seen = frozenset[tuple[str, str, str]]


@pytest.fixture
def house(city, settings, tmp_path) -> secrets.House:
    settings.MEDIA_ROOT = tmp_path
    return secrets.built(timezone.now())


def expected(viewers: Iterable[str]) -> Seen:
    return frozenset(
        (thing, viewer, channel)
        for thing, readers in EXPECTED.items()
        for group, channels in readers.items()
        for viewer in group
        if viewer in viewers
        for channel in channels
    )


def found(house: secrets.House, viewers: Iterable[str], channels) -> Seen:
    return frozenset(
        (thing, viewer, channel)
        for viewer in viewers
        for channel, told in channels(house, viewer)
        for thing, mark in MARKS.items()
        if mark in told
    )


class TestARequest:
    def test_is_read_outside_by_whom_the_table_names(self, house):
        seen, told = found(house, PUBLIC, secrets.public_channels), expected(PUBLIC)
        assert (sorted(seen - told), sorted(told - seen)) == (
            [],
            [],
        )  # what leaks; what is kept from its reader

    def test_is_read_at_the_desk_by_whom_the_table_names(self, house):
        seen, told = found(house, DESK, secrets.desk_channels), expected(DESK)
        assert (sorted(seen - told), sorted(told - seen)) == ([], [])

    def test_has_a_line_in_the_table_for_each_of_its_parts(self):
        assert sorted(EXPECTED) == sorted(MARKS)
        assert {one for readers in EXPECTED.values() for group in readers for one in group} <= {
            *PUBLIC,
            *DESK,
        }


class TestTheWalk:
    """What the table does not say by itself: that nobody sees nothing for want of a door."""

    def test_lets_everybody_in_who_has_business(self, house):
        with override_settings(**settings_of(Surface.DESK)):
            for viewer, page in (
                ("auditor", "/audit/"), ("office", "/disclosure/"), ("legal", "/disclosure/"),
                ("neighbour", "/disclosure/"), ("other government", "/disclosure/"),
                ("system administrator", "/orgs/"), ("security administrator", "/retention/"),
            ):  # fmt: skip
                assert house.officials[viewer].get(page).status_code == 200, viewer
