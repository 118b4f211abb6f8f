"""Where the bytes of files lie: a file stands under its name whole, or not at all.

It is written aside, seen onto the disk, and only then given its name. Whoever is killed in between leaves a
part behind that nobody takes for a file; the nightly job names it and clears it away.
"""

import os
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.files.storage import FileSystemStorage

INCOMING = ".incoming"  # below the place of files, so that a name can be given without copying
LONGEST_WRITING = timedelta(days=1)  # [D] no upload takes so long: who wrote the part is gone


class WholeFileStorage(FileSystemStorage):
    """The local folder of files."""

    def _save(self, name: str, content: File[Any]) -> str:
        part = Path(self.path(super()._save(f"{INCOMING}/{uuid.uuid4().hex}", content)))  # type: ignore[misc]
        _onto_the_disk(part)
        try:
            return self._named(part, name)
        finally:
            part.unlink(missing_ok=True)

    def _named(self, part: Path, name: str) -> str:
        """Give the part its name, or the next one that is free: nobody's file is ever written over."""
        while True:
            whole = Path(self.path(name))
            whole.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(part, whole)
            except FileExistsError:
                name = self.get_available_name(name)
            else:
                _onto_the_disk(whole.parent)
                return name

    def take_again(self, name: str) -> None:
        """Somebody names these bytes from now on. Raises FileNotFoundError when they have just gone."""
        os.utime(self.path(name))

    def names_of_old(self, below: str, *, now: datetime) -> Iterator[str]:
        """What nobody has taken for a day: whoever brought it has committed long ago, or was killed."""
        place = Path(self.path(below))
        for path in sorted(place.rglob("*")) if place.is_dir() else ():
            if path.is_file() and _is_old(path, now):
                yield path.relative_to(self.location).as_posix()

    def remove_old(self, name: str, *, now: datetime) -> bool:
        """Take bytes away, unless somebody takes them at this moment: first out of sight, then looked at."""
        path, aside = Path(self.path(name)), Path(self.path(f"{INCOMING}/{uuid.uuid4().hex}"))
        aside.parent.mkdir(parents=True, exist_ok=True)
        path.rename(aside)
        if is_old := _is_old(aside, now):
            aside.unlink()
        else:
            aside.rename(path)
        return is_old

    def parts_left(self, *, now: datetime) -> Iterator[Path]:
        """What was begun so long ago that nobody is at it any more."""
        incoming = Path(self.path(INCOMING))
        for part in sorted(incoming.iterdir()) if incoming.is_dir() else ():
            if _is_old(part, now):
                yield part


def _is_old(path: Path, now: datetime) -> bool:
    return now - datetime.fromtimestamp(path.stat().st_mtime, tz=UTC) >= LONGEST_WRITING


def _onto_the_disk(path: Path) -> None:
    """Not into the memory of the machine only: a power cut after the answer takes nothing back."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
