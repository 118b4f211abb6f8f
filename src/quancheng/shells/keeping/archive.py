"""An archive: a gzipped tar with plain files and, last, the manifest that names each of them.

Whatever has no manifest at its end is no whole backup. It is written under a hidden name, seen onto the disk,
and renamed. It is read twice: once from end to end to see that every byte is what was written, and only then
to put the files in their places.
"""

import gzip
import hashlib
import os
import shutil
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO

from quancheng.kernel.basis.refusal import Refusal

MANIFEST = "manifest.json"
SUFFIX = ".tar.gz"
LEVEL = 6
# What gzip writes in front at this level, without a time and a name: beside it, every byte is under a sum.
FRONT = bytes.fromhex("1f8b08000000000000ff")
CHUNK = 1 << 20
MANIFEST_AT_MOST = 64 * CHUNK


class ArchiveDamaged(Refusal):
    """The file is cut off, changed, or no archive of ours."""

    code = "keeping.archive_damaged"


class NoRoom(Refusal):
    """The files of a backup cannot be laid down where they are to go."""

    code = "keeping.no_room"


class ChangedMeanwhile(Refusal):
    """A file changed or went while it was being copied."""

    code = "keeping.changed_meanwhile"


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file in an archive: its name there, its length, and its SHA-256 digest."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What an archive was found to hold, every byte of it read."""

    manifest: bytes
    files: tuple[FileLine, ...]


class _Measured:
    """Digests what is read through it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.digest = hashlib.sha256()
        self.size = 0

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self.digest.update(data)
        self.size += len(data)
        return data

    def line(self, name: str) -> FileLine:
        return FileLine(name, self.size, self.digest.hexdigest())


class Writer:
    """Takes files in, one after the other, and remembers what it took."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self.files: list[FileLine] = []

    def add(self, name: str, source: Path) -> None:
        """Take in a file as it stands. Raises ChangedMeanwhile."""
        try:
            with source.open("rb") as file:
                told = os.fstat(file.fileno())
                self._take(name, file, size=told.st_size, mtime=int(told.st_mtime))
        except OSError as fault:
            raise ChangedMeanwhile(f"{source} 在备份期间被删改，或者读不出来；请再备份一次") from fault

    def add_text(self, name: str, text: bytes) -> None:
        """Take in a file that stands nowhere."""
        self._take(name, BytesIO(text), size=len(text), mtime=0)

    def _take(self, name: str, file: IO[bytes], *, size: int, mtime: int) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mtime, info.mode = size, mtime, 0o600
        measured = _Measured(file)
        self._tar.addfile(info, measured)
        self.files.append(measured.line(name))


@contextmanager
def written(path: Path) -> Iterator[Writer]:
    """Write an archive that appears under its name whole or not at all; only its owner can read it."""
    coming = path.with_name(f".{path.name}.part")
    coming.unlink(missing_ok=True)
    try:
        descriptor = os.open(coming, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            with (
                gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0, compresslevel=LEVEL) as packed,
                tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar,
            ):
                yield Writer(tar)
            file.flush()
            os.fsync(file.fileno())
        coming.rename(path)
        _see_onto_disk(path.parent)
    finally:
        coming.unlink(missing_ok=True)


def read_through(path: Path) -> Contents:
    """Read an archive from end to end; nothing is written. Raises ArchiveDamaged."""
    with _opened(path) as (packed, tar):
        lines: list[FileLine] = []
        manifest = b""
        for member in tar:
            if manifest:
                raise ArchiveDamaged(f"{path} 在清单之后还有内容 {member.name}，不是本系统写的备份")
            if _name_of(member, path) == MANIFEST:
                manifest = _read(tar, member).read(MANIFEST_AT_MOST)
                continue
            measured = _Measured(_read(tar, member))
            while measured.read(CHUNK):
                pass
            lines.append(measured.line(member.name))
        while packed.read(CHUNK):  # to the very end: only there gzip compares its own sum
            pass
    if not manifest:
        raise ArchiveDamaged(f"{path} 没有写完或被截断：结尾没有清单；请换一份备份")
    return Contents(manifest, tuple(lines))


def unpack(path: Path, into: Path) -> None:
    """Lay the files of an archive that was read through below an empty folder.

    Raises ArchiveDamaged, NoRoom.
    """
    with _opened(path) as (_, tar):
        for member in tar:
            if _name_of(member, path) != MANIFEST:
                _lay(_read(tar, member), into / member.name)


def text_of(path: Path, name: str) -> bytes:
    """A small file out of an archive that was read through. Raises ArchiveDamaged."""
    with _opened(path) as (_, tar):
        return next((_read(tar, member).read() for member in tar if member.name == name), b"")


def line_of(path: Path, name: str) -> FileLine:
    """What a file on the disk is like."""
    with path.open("rb") as file:
        measured = _Measured(file)
        while measured.read(CHUNK):
            pass
    return measured.line(name)


def is_safe(name: str) -> bool:
    """Whether a name stays below the folder it is laid into, on any system, and is spelt in one way only."""
    parts = PurePosixPath(name).parts
    plain = not any(sign < " " or sign == "\\" for sign in name)
    return plain and ".." not in parts and not name.startswith("/") and "/".join(parts) == name != ""


@contextmanager
def _opened(path: Path) -> Iterator[tuple[gzip.GzipFile, tarfile.TarFile]]:
    try:
        with path.open("rb") as file:
            front = file.read(len(FRONT))
            if front != FRONT:
                raise ArchiveDamaged(f"{path} 不是本系统写的备份，或者开头已损坏；请核对文件名")
            file.seek(0)
            with (
                gzip.GzipFile(fileobj=file, mode="rb") as packed,
                tarfile.open(fileobj=packed, mode="r|") as tar,
            ):
                yield packed, tar
    except EOFError as fault:
        raise ArchiveDamaged(f"{path} 没有写完或被截断；请换一份备份") from fault
    except (gzip.BadGzipFile, zlib.error, tarfile.TarError) as fault:
        raise ArchiveDamaged(f"{path} 已损坏或被改动（{fault}）；请换一份备份") from fault
    except OSError as fault:
        raise ArchiveDamaged(f"{path} 打不开：{fault.strerror or fault}") from fault


def _name_of(member: tarfile.TarInfo, path: Path) -> str:
    """Only plain files, below the folder they are laid into. Raises ArchiveDamaged."""
    if not member.isreg() or not is_safe(member.name):
        raise ArchiveDamaged(f"{path} 里的 {member.name!r} 不是普通文件或者指向目录之外，不予恢复")
    data_filter = getattr(tarfile, "data_filter", None)  # Python before 3.11.4 has none
    if data_filter is not None:
        data_filter(member, "/nowhere")
    return member.name


def _read(tar: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    file = tar.extractfile(member)
    if file is None:
        raise ArchiveDamaged(f"{member.name} 读不出来")
    return file


def _lay(source: IO[bytes], place: Path) -> None:
    try:
        place.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
        with place.open("xb") as file:
            shutil.copyfileobj(source, file, CHUNK)
        place.chmod(0o640)
    except OSError as fault:
        raise NoRoom(f"{place} 写不进去：{fault.strerror or fault}；请检查磁盘空间和权限") from fault


def _see_onto_disk(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
