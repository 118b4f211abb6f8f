"""Putting a backup back into an empty place, and comparing what stands there with what was kept.

Everything is verified before anything is written; nothing that stands there is overwritten.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from pydantic import ValidationError

from quancheng.kernel.basis.refusal import Refusal
from quancheng.shells.keeping.archive import FileLine, line_of, unpack
from quancheng.shells.keeping.backup import files_of, machine_with
from quancheng.shells.keeping.bringing import Keys
from quancheng.shells.keeping.house import House, WrongDatabase
from quancheng.shells.keeping.inspection import AS_TEXT, Inspection
from quancheng.shells.keeping.manifest import (
    Manifest,
    NotWhatWasWritten,
    backup_in,
    must_hold,
)
from quancheng.shells.keeping.parts import PARTS
from quancheng.shells.keeping.stock import differences

STAGING = ".restoring-"


class NotEmpty(Refusal):
    """Something stands already where the backup is to go."""

    code = "keeping.not_empty"


class DoesNotStart(Refusal):
    """The restored house cannot even be asked."""

    code = "keeping.does_not_start"
    status = 500


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back and compared; sound when there is no difference."""

    manifest: Manifest
    inspection: Inspection
    differences: tuple[str, ...]
    with_keys: bool
    secret: Path | None = None  # where the secret key was laid, when keys were restored


def restore(backup: Path, *, into: House, keys: Keys | None) -> Restored:
    """Put a backup into an empty place and compare; without keys whatever needs none is compared.

    Raises ArchiveDamaged, NotABackup, NotWhatWasWritten, FromANewerHouse, WrongDatabase, NotEmpty, NoRoom,
    DatabaseDamaged, ToolMissing, DoesNotStart.
    """
    manifest = backup_in(backup)
    if manifest.database != into.database.kind:
        raise WrongDatabase(f"{backup} 取自 {manifest.database}，这里是{into.database}；两者不能互相恢复")
    if keys is not None:
        must_hold(manifest, keys.ring, backup)
        if not manifest.is_sealed_by(machine_with(keys.ring)):
            raise NotWhatWasWritten(f"{backup} 的清单被改动过：封印不对；没有恢复任何内容，请换一份备份")
    archive = keys.archive if keys else None
    must_be_empty(into, *([into.keys] if archive and into.keys else []))
    put_back(backup, manifest, into)
    secret = _put_keys_back(archive, into) if archive else None
    found = tuple(different_files(manifest, into))
    inspection = inspection_of(into, with_keys=keys is not None)
    told = found + different(manifest, inspection)
    return Restored(manifest, inspection, told, keys is not None, secret)


def must_be_empty(house: House, *others: Path) -> None:
    """Raises NotEmpty when anything would be overwritten or mixed."""
    remedy = "恢复不覆盖任何内容；请换一个空目录、空数据库，或者先把原有内容移到别处"
    for folder in (*(house.place_of(part) for part in PARTS), *others):
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise NotEmpty(f"{folder} 不是空的；{remedy}")
    if not house.database.is_empty():
        raise NotEmpty(f"{house.database}不是空的；{remedy}")


def put_back(backup: Path, manifest: Manifest, into: House) -> None:
    """Lay the files down, fill the database. Raises NoRoom, DatabaseDamaged, ToolMissing."""
    into.folder.mkdir(mode=0o750, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=STAGING, dir=into.folder) as staging:
        unpack(backup, Path(staging))
        into.database.fill(Path(staging) / manifest.database_file)
        for part in PARTS:
            if (Path(staging) / part.name).exists():
                place = into.place_of(part)
                if place.exists():
                    place.rmdir()
                shutil.move(Path(staging) / part.name, place)


def different_files(manifest: Manifest, house: House) -> Iterator[str]:
    """A sentence for each file that is not on the disk as the manifest has it."""
    kept = {line.name: line for line in manifest.files if line.name != manifest.database_file}
    found = {line.name: line for line in _files_on_disk(house)}
    for name in sorted(kept.keys() | found.keys()):
        if name not in found:
            yield f"缺少文件 {name}"
        elif name not in kept:
            yield f"多出文件 {name}"
        elif kept[name] != found[name]:
            yield f"文件 {name} 的内容不同"


def different(manifest: Manifest, inspection: Inspection) -> tuple[str, ...]:
    """A sentence for each difference of the database, and for all that the restored house complains of."""
    assert manifest.stock is not None
    return tuple(differences(manifest.stock, inspection.stock)) + inspection.faults


def inspection_of(house: House, *, with_keys: bool) -> Inspection:
    """Ask the house itself, by a process of its own. Raises DoesNotStart."""
    line = [sys.executable, str(settings.ROOT / "manage.py"), "inspect_house"]
    words = [] if with_keys else ["--without-keys"]
    asked = subprocess.run(  # noqa: S603  # a console of our own
        [*line, *words], env=house.environment(), capture_output=True, text=True, check=False
    )
    try:
        return AS_TEXT.validate_json(asked.stdout)
    except ValidationError as fault:
        raise DoesNotStart(f"恢复出来的系统无法启动：{asked.stderr.strip()[-1000:]}") from fault


def _files_on_disk(house: House) -> Iterator[FileLine]:
    for part in PARTS:
        folder = house.place_of(part)
        for file in files_of(folder):
            yield line_of(file, f"{part.name}/{file.relative_to(folder).as_posix()}")


def _put_keys_back(archive: Path, into: House) -> Path:
    """Lay the keys down, private; the secret key beside the database, or beside one that stands there."""
    assert into.keys is not None
    into.keys.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=STAGING, dir=into.keys.parent) as staging:
        unpack(archive, Path(staging))
        for file in files_of(Path(staging)):
            file.chmod(0o600)
        (Path(staging) / "keys").chmod(0o700)
        if into.keys.exists():
            into.keys.rmdir()
        shutil.move(Path(staging) / "keys", into.keys)
        return _lay_secret(Path(staging) / "secret-key", into.secret)


def _lay_secret(secret: Path, place: Path) -> Path:
    """Never over another one."""
    if place.exists() and place.read_bytes() != secret.read_bytes():
        place = place.with_name("secret-key.from-backup")
    if not place.exists():
        with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secret.read_bytes())
    return place
