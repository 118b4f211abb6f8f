"""How a package of files is laid out: folders in order, names safe and unique, a manifest. Pure."""

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Self

from quancheng.kernel.files.names import safe_name

LONGEST_FOLDER, LONGEST_FILE = 30, 60  # [D] signs: with the drive and two folders below the 260 of Windows
MANIFEST = "清单.json"
BROKEN = (zipfile.BadZipFile, KeyError, ValueError, TypeError, NotImplementedError, RuntimeError, OSError)


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not agree when a package is checked."""

    path: str
    why: str


def folder_of(number: int, name: str, *, of: int) -> str:
    """01-指标名: padded so that folders sort as the list does."""
    width = max(2, len(str(of)))
    return f"{number:0{width}d}-{_short(safe_name(re.sub(r'[.．]', '', name)), LONGEST_FOLDER)}"


class Names:
    """Gives out names inside a package: each once, whatever the case of its letters."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, folder: str, name: str) -> str:
        """The path at which a file lies."""
        stem, dot, ending = safe_name(name).rpartition(".")
        stem, ending = (stem, dot + ending) if dot and len(ending) <= 8 else (safe_name(name), "")
        for number in range(1, 10_000):
            tail = "" if number == 1 else f"（{number}）"
            path = f"{folder}/{_short(stem, LONGEST_FILE - len(tail))}{tail}{ending}"
            if path.casefold() not in self._taken:
                self._taken.add(path.casefold())
                return path
        raise AssertionError("no folder holds ten thousand files of one name")


@dataclass(slots=True)
class Box:
    """A package being made: each file with its digest, all of them at one moment."""

    zip: zipfile.ZipFile
    when: Sequence[int]  # year, month, day, hour, minute, second
    digest_of: Callable[[bytes], str]
    digests: dict[str, str] = field(default_factory=dict)

    @classmethod
    def into(cls, stream: IO[bytes], *, at: datetime, digest_of: Callable[[bytes], str]) -> Self:
        """A box that writes into a stream; whoever opens it closes it. `at` is local time."""
        return cls(zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED), at.timetuple()[:6], digest_of)

    def write(self, path: str, data: bytes) -> None:
        """One file, with its digest."""
        self.digests[path] = self.digest_of(data)
        self._put(path, data)

    def close(self, title: str) -> str:
        """The manifest comes last; its digest stands for the whole package."""
        manifest = manifest_of(title, self.digests)
        self._put(MANIFEST, manifest)
        self.zip.close()
        return self.digest_of(manifest)

    def _put(self, path: str, data: bytes) -> None:
        year, month, day, hour, minute, second = self.when
        entry = zipfile.ZipInfo(path, (year, month, day, hour, minute, second))
        entry.compress_type = zipfile.ZIP_DEFLATED
        self.zip.writestr(entry, data)


def manifest_of(title: str, digests: Mapping[str, str]) -> bytes:
    """What lies in the package, path by path, with its digest: by it the package is checked later."""
    told = {"title": title, "digest": "SM3", "files": dict(sorted(digests.items()))}
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def faults_of(data: bytes, digest_of: Callable[[bytes], str]) -> Iterator[Fault]:
    """Whether each file of a package is the one that its manifest names, none more and none less."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            told: dict[str, str] = json.loads(box.read(MANIFEST))["files"]
            there = {name for name in box.namelist() if name != MANIFEST}
            for path in sorted(told.keys() | there):
                yield from _faults_of_one(box, path, told, there, digest_of)
    except BROKEN:
        yield Fault(MANIFEST, "不是本系统导出的材料包，或文件已损坏")


def _faults_of_one(
    box: zipfile.ZipFile,
    path: str,
    told: Mapping[str, str],
    there: Iterable[str],
    digest_of: Callable[[bytes], str],
) -> Iterator[Fault]:
    if path not in told:
        yield Fault(path, "清单里没有这个文件")
    elif path not in there:
        yield Fault(path, "清单里有，包里没有")
    elif digest_of(box.read(path)) != told[path]:
        yield Fault(path, "内容与导出时不同")


def _short(text: str, most: int) -> str:
    return text[:most].rstrip(" .") or "未命名"
