"""Taking a backup while the house goes on: one archive of the records, and one of the keys, apart."""

import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.crypto.keys import KeyRing, NoKeys, read_ring
from quancheng.kernel.crypto.port import CryptoMachine, machine
from quancheng.kernel.crypto.soft import SoftMachine
from quancheng.kernel.files.storage import INCOMING
from quancheng.shells.keeping.archive import MANIFEST, SUFFIX, Writer, written
from quancheng.shells.keeping.house import House
from quancheng.shells.keeping.manifest import Manifest, keys_in
from quancheng.shells.keeping.parts import AFTER_THE_DATABASE, BEFORE_THE_DATABASE, PARTS, Part
from quancheng.shells.keeping.stock import stock_of

KEEP = 14
STAMP = "%Y%m%dT%H%M%SZ"
OF_RECORDS = re.compile(r"quancheng-\d{8}T\d{6}Z\.tar\.gz")
OF_KEYS = re.compile(r"quancheng-keys-\d{8}T\d{6}Z\.tar\.gz")
STAGING = ".copying-"


class KeysBesideTheRecords(Refusal):
    """Whoever finds the records must not find the keys with them."""

    code = "keeping.keys_beside_the_records"


class WrongFolder(Refusal):
    """A backup cannot lie there."""

    code = "keeping.wrong_folder"


class BackupRunning(Refusal):
    """Another backup is being written into the same folder."""

    code = "keeping.backup_running"


class OddFile(Refusal):
    """Something that is no plain file lies among the files of the house."""

    code = "keeping.odd_file"


@dataclass(frozen=True, slots=True)
class Taken:
    """A backup that was taken, and which older ones gave way to it."""

    path: Path
    manifest: Manifest
    given_up: tuple[Path, ...]


def take_backup(house: House, *, to: Path, keep: int = KEEP, now: datetime) -> Taken:
    """Write the records of the house into one archive and give up all but the last `keep`.

    Raises NoKeys, WrongFolder, BackupRunning, OddFile, DatabaseDamaged, ToolMissing, ChangedMeanwhile.
    """
    _must_not_hold_itself(house, to)
    ring = ring_of(house)
    with _alone_in(to):
        path = _free(to / f"quancheng-{now.astimezone(UTC):{STAMP}}{SUFFIX}")
        with tempfile.TemporaryDirectory(prefix=STAGING, dir=to) as staging, written(path) as archive:
            manifest = _records(house, archive, Path(staging), ring, now)
            archive.add_text(MANIFEST, manifest.as_text())
        return Taken(path, manifest, tuple(_give_up(to, keep)))


def take_keys(house: House, *, to: Path, apart_from: Path, now: datetime) -> Taken:
    """Write the cipher keys and the secret key into an archive of their own; what is kept already stays.

    Archives of keys are small and are never given up by the house: an old backup may need an old one.
    Raises KeysBesideTheRecords, NoKeys, BackupRunning.
    """
    must_lie_apart(to, apart_from)
    if house.keys is None:
        raise NoKeys("没有指明密钥目录，密钥无法备份；密钥在密码机里的，请按密码机的办法备份")
    ring = read_ring(house.keys)
    with _alone_in(to):
        newest = max((path for path in to.iterdir() if OF_KEYS.fullmatch(path.name)), default=None)
        path = _free(to / f"quancheng-keys-{now.astimezone(UTC):{STAMP}}{SUFFIX}")
        with written(path) as archive:
            for file in (*sorted(house.keys.glob("*.key")), house.keys / "current"):
                archive.add(f"keys/{file.name}", file)
            archive.add_text("secret-key", settings.SECRET_KEY.encode())
            ids = tuple(sorted(ring.secrets))
            manifest = Manifest(quancheng="keys", at=now, keys=ids, files=tuple(archive.files))
            archive.add_text(MANIFEST, manifest.as_text())
        if newest is not None and keys_in(newest).files == manifest.files:
            path.unlink()
            return Taken(newest, manifest, ())
        return Taken(path, manifest, ())


def must_lie_apart(keys: Path, records: Path) -> None:
    """Raises KeysBesideTheRecords when one folder lies in the other."""
    one, other = keys.resolve(), records.resolve()
    if one.is_relative_to(other) or other.is_relative_to(one):
        raise KeysBesideTheRecords(
            f"密钥不能和数据备份放在一起：{keys} 与 {records} 互相包含；请用 --keys-to 指明另外的介质或机器"
        )


def ring_of(house: House) -> KeyRing | None:
    """The keys of the house; none when a cipher machine holds them. Raises NoKeys."""
    if house.keys is not None:
        return read_ring(house.keys)
    if settings.CRYPTO_MACHINE.endswith(f".{SoftMachine.__name__}"):
        raise NoKeys("没有指明密钥目录；请在环境变量 QUANCHENG_KEYS 里写明路径")
    return None


def machine_with(ring: KeyRing | None) -> CryptoMachine:
    """What seals by these keys."""
    return machine() if ring is None else SoftMachine(ring)


def files_of(folder: Path) -> Iterator[Path]:
    """Every whole file below a folder, in the order of names. Raises OddFile."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name == INCOMING:
            continue
        if path.is_dir() and not path.is_symlink():
            yield from files_of(path)
        elif path.is_file() and not path.is_symlink():
            yield path
        else:
            raise OddFile(f"{path} 不是普通文件（符号链接等），备份不跟随它；请换成真正的文件或者移走")


def _records(house: House, archive: Writer, staging: Path, ring: KeyRing | None, now: datetime) -> Manifest:
    database = house.database
    _add(archive, house, BEFORE_THE_DATABASE)
    copy = staging / database.file
    stock = database.copy(copy, stock_of)
    archive.add(database.file, copy)
    _add(archive, house, AFTER_THE_DATABASE)
    return Manifest(
        quancheng="backup",
        at=now,
        database=database.kind,
        database_file=database.file,
        parts=tuple(part.name for part in PARTS),
        keys=tuple(sorted(ring.secrets)) if ring else (),
        stock=stock,
        files=tuple(archive.files),
    ).sealed_by(machine_with(ring))


def _add(archive: Writer, house: House, parts: Iterable[Part]) -> None:
    for part in parts:
        folder = house.place_of(part)
        for file in files_of(folder):
            archive.add(f"{part.name}/{file.relative_to(folder).as_posix()}", file)


def _must_not_hold_itself(house: House, to: Path) -> None:
    places = [house.place_of(part).resolve() for part in PARTS]
    for place in places:
        if to.resolve().is_relative_to(place):
            raise WrongFolder(f"{to} 在要备份的目录 {place} 里面；请用 --to 指明另外的目录")
        if house.keys is not None and house.keys.resolve().is_relative_to(place):
            raise KeysBesideTheRecords(f"密钥目录 {house.keys} 在要备份的目录 {place} 里面；请先移出密钥")


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """One backup at a time in a folder; what one that died left half-done is cleared away."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError as fault:
        raise WrongFolder(f"{folder} 不能写入：{fault.strerror or fault}；请检查路径和权限") from fault
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as fault:
            raise BackupRunning(f"另一个备份正在写入 {folder}；请等它结束") from fault
        _clear_halves(folder)
        yield
    finally:
        os.close(descriptor)


def _clear_halves(folder: Path) -> None:
    for half in folder.glob(".quancheng-*.part"):
        half.unlink()
    for half in folder.glob(f"{STAGING}*"):
        shutil.rmtree(half)


def _free(path: Path) -> Path:
    if path.exists():
        raise WrongFolder(f"{path} 已经有了，不会覆盖；请过一秒再备份")
    return path


def _give_up(folder: Path, keep: int) -> Iterator[Path]:
    """The oldest go first: a name holds the instant."""
    whole = sorted(path for path in folder.iterdir() if OF_RECORDS.fullmatch(path.name))
    for old in whole[:-keep]:
        old.unlink()
        yield old


def newest_in(place: Path) -> Path:
    """A backup, or the newest whole one in a folder. Raises WrongFolder."""
    if not place.is_dir():
        return place
    newest = max((path for path in place.iterdir() if OF_RECORDS.fullmatch(path.name)), default=None)
    if newest is None:
        raise WrongFolder(f"{place} 里没有备份；文件名应像 quancheng-20240304T010203Z{SUFFIX}")
    return newest
