"""The model city on one day, whenever the test is run."""

import copy
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.template.backends.django import Template
from django.test import TestCase, override_settings

from quancheng.kernel.crypto.port import machine
from quancheng.kernel.orgs.models import Person
from quancheng.shells.demo import life
from quancheng.shells.demo.city import load_city
from quancheng.shells.portal.layout import SitePlan, lay_out_site
from tests.copies import copy_of, entered
from tests.house.doors.people import gather
from tests.house.doors.samples import Things
from tests.house.doors.things import prepare
from tests.house.doors.walking import Drawing

NOW = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai"))  # Monday
A_FEW = 62  # duties: every fate once at least
SITE = SitePlan(title="济南市政务公开", government="济南市人民政府", host="济南市人民政府办公厅")
LivedIn = tuple[Mapping[str, Person | None], Things]


class CityInATransaction:
    """SQLite: built anew for each day, in one transaction that is never committed."""

    @contextmanager
    def day(self, folder: Path) -> Iterator[LivedIn]:
        """Afterwards nothing of it is left."""
        with on_the_day(keys=folder / "keys", media=folder / "media"):
            TestCase.setUpClass()
            try:
                yield build()
            finally:
                TestCase.tearDownClass()


@dataclass(frozen=True)
class CityInADatabase:
    """PostgreSQL: built once, committed and counted; each day is spent in a copy.

    In one transaction nothing dead could be cleared away, and every lock would be held to its end.
    """

    name: str
    folder: Path
    lived_in: LivedIn

    @contextmanager
    def day(self, folder: Path) -> Iterator[LivedIn]:
        """Afterwards the copy is gone."""
        media = folder / "media"
        shutil.copytree(self.folder / "media", media)
        with (
            copy_of(self.name, f"{self.name}_day") as name,
            entered(name),
            on_the_day(keys=self.folder / "keys", media=media),
        ):
            yield copy.deepcopy(self.lived_in)


City = CityInATransaction | CityInADatabase


@contextmanager
def city_in(folder: Path, untouched: str) -> Iterator[City]:
    """Where days can be spent."""
    if connection.vendor != "postgresql":
        yield CityInATransaction()
        return
    with copy_of(untouched, f"{connection.settings_dict['NAME']}_city") as name:
        with entered(name), on_the_day(keys=folder / "keys", media=folder / "media"):
            lived_in = build()
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        yield CityInADatabase(name, folder, lived_in)


@contextmanager
def on_the_day(*, keys: Path, media: Path) -> Iterator[None]:
    """The clock stands; keys and files are the city's own."""
    with pytest.MonkeyPatch.context() as fixed, override_settings(CRYPTO_KEYS=keys, MEDIA_ROOT=media):
        fixed.setattr("django.utils.timezone.now", lambda: NOW)
        fixed.setattr(Template, "render", Drawing(Template.render))
        machine.cache_clear()
        try:
            yield
        finally:
            machine.cache_clear()


def build() -> LivedIn:
    load_city(NOW)
    lay_out_site(SITE)
    life.load_life(NOW, most=A_FEW)
    for load in (
        life.load_promises,
        life.load_district,
        life.load_oversight,
        life.load_letters,
        life.load_collections,
        life.load_scores,
        life.load_yearbook,
    ):
        load(NOW)
    life.load_notices(NOW)
    people = gather()
    return people, prepare(people, NOW)
