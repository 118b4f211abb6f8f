"""A file stands under its name whole, or not at all."""

import logging
import os
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.base import ContentFile

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.files import storage as storing
from quancheng.kernel.files.commands import erase_files
from quancheng.kernel.files.jobs import clear_parts, clear_unnamed
from quancheng.kernel.files.keeping import digest_of, keep_file, place_of
from quancheng.kernel.files.kinds import Kind as Format
from quancheng.kernel.files.safety import Upload
from quancheng.kernel.files.storage import INCOMING, LONGEST_WRITING, WholeFileStorage
from quancheng.kernel.orgs.models import Tenant

DATA = "演示佐证。".encode() * 1000
A_DAY_LATER = datetime.now(tz=UTC) + timedelta(days=2)  # also when a long run came to this file late


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def killed(monkeypatch):
    """Killed while the bytes go onto the disk: nothing is tidied up after it."""

    def die(_path):
        raise Killed

    monkeypatch.setattr(storing, "_onto_the_disk", die)


def half_written():
    with pytest.raises(Killed):
        WholeFileStorage().save("kept/ab/abcd", ContentFile(DATA))


class TestSave:
    def test_leaves_the_file_and_nothing_beside_it(self, place):
        assert WholeFileStorage().save("kept/ab/abcd", ContentFile(DATA)) == "kept/ab/abcd"
        assert (place / "kept/ab/abcd").read_bytes() == DATA
        assert list((place / INCOMING).iterdir()) == []

    def test_writes_over_nobody(self, place):
        (place / "kept").mkdir(parents=True)
        (place / "kept" / "abcd").write_bytes(b"another")
        (place / INCOMING).mkdir()
        (place / INCOMING / "part").write_bytes(DATA)
        name = WholeFileStorage()._named(place / INCOMING / "part", "kept/abcd")
        assert name != "kept/abcd"
        assert (place / "kept" / "abcd").read_bytes() == b"another"
        assert (place / name).read_bytes() == DATA

    def test_killed_in_the_middle_leaves_no_file_under_the_name(self, place, killed):
        half_written()
        assert not (place / "kept").exists()

    def test_killed_in_the_middle_may_be_done_again(self, place, monkeypatch):
        with monkeypatch.context() as patch:
            patch.setattr(storing, "_onto_the_disk", lambda _path: (_ for _ in ()).throw(Killed()))
            half_written()
        assert WholeFileStorage().save("kept/ab/abcd", ContentFile(DATA)) == "kept/ab/abcd"


class TestClearParts:
    def part_of_a_dead_process(self, place, *, age: timedelta):
        part = place / INCOMING / "0123"
        part.parent.mkdir(parents=True)
        part.write_bytes(DATA[:100])
        at = (A_DAY_LATER - age).timestamp()
        os.utime(part, (at, at))
        return part

    def test_names_and_clears_what_a_dead_process_left(self, place, caplog):
        part = self.part_of_a_dead_process(place, age=LONGEST_WRITING)
        with caplog.at_level(logging.WARNING):
            assert clear_parts(A_DAY_LATER) == 1
        assert not part.exists()
        assert "0123 (100 bytes)" in caplog.text

    def test_leaves_what_is_still_being_written(self, place):
        part = self.part_of_a_dead_process(place, age=LONGEST_WRITING - timedelta(minutes=1))
        assert clear_parts(A_DAY_LATER) == 0
        assert part.exists()

    def test_finds_nothing_in_an_empty_house(self):
        assert clear_parts(A_DAY_LATER) == 0


@pytest.mark.django_db
class TestKeepFile:
    def keep(self, slug: str):
        city = Tenant.objects.create(
            slug=slug, name="演示市", full_name=f"演示市{slug}人民政府", level="city"
        )
        upload = Upload("佐证.txt", Format.TEXT, len(DATA), None)
        return keep_file(upload, DATA, tenant_id=city.pk, actor=Actor.clockwork(city.pk), now=A_DAY_LATER)

    def test_takes_no_damaged_bytes_for_the_file(self, place):
        """What an older version left half written when it was killed gives way to the whole file."""
        lying = place / place_of(digest_of(DATA))
        lying.parent.mkdir(parents=True)
        lying.write_bytes(DATA[:100])
        kept = self.keep("a")
        assert kept.data.name == place_of(digest_of(DATA))
        assert lying.read_bytes() == DATA

    def test_lets_the_same_bytes_lie_once(self, place):
        assert self.keep("a").data.name == self.keep("b").data.name
        assert len([path for path in (place / "kept").rglob("*") if path.is_file()]) == 1

    def test_leaves_nothing_for_the_night_while_something_names_it(self, place):
        self.keep("a")
        assert clear_unnamed(A_DAY_LATER) == 0

    def test_loses_bytes_by_night_when_nothing_names_them(self, place):
        kept = self.keep("a")
        other = self.keep("b")
        assert erase_files(keys=[kept.pk], actor=Actor.clockwork(), now=A_DAY_LATER) == 1
        assert clear_unnamed(A_DAY_LATER) == 0  # the same bytes of another government
        assert erase_files(keys=[other.pk, kept.pk], actor=Actor.clockwork(), now=A_DAY_LATER) == 1
        assert clear_unnamed(datetime.now(tz=UTC) + timedelta(hours=22)) == 0  # too young
        assert clear_unnamed(A_DAY_LATER) == 1
        assert [path for path in place.rglob("*") if path.is_file()] == []

    def test_keeps_bytes_that_are_brought_again_while_the_night_is_at_it(self, place):
        kept = self.keep("a")
        path, night = place / kept.data.name, WholeFileStorage()
        os.utime(path, (0, 0))
        night.take_again(kept.data.name)
        assert not night.remove_old(kept.data.name, now=datetime.now(tz=UTC))
        assert path.read_bytes() == DATA
