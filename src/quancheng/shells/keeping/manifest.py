"""The manifest: what a backup holds, when and of which house it was taken; sealed with the house's key."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from pydantic import TypeAdapter, ValidationError

from quancheng import VERSION
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.crypto.keys import KeyRing
from quancheng.kernel.crypto.port import CryptoMachine, Unreadable
from quancheng.shells.keeping.archive import Contents, FileLine, read_through
from quancheng.shells.keeping.parts import PARTS
from quancheng.shells.keeping.stock import Stock

FORM = 1
PURPOSE = "keeping.manifest"


class NotABackup(Refusal):
    """An archive, but not one that this house can take."""

    code = "keeping.not_a_backup"


class NotWhatWasWritten(Refusal):
    """The archive and its manifest do not agree."""

    code = "keeping.not_what_was_written"


class FromANewerHouse(Refusal):
    """The backup was taken by a later version of the house."""

    code = "keeping.from_a_newer_house"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup holds. A backup of keys has neither parts nor a stock."""

    quancheng: str  # backup, or keys
    form: int = FORM
    at: datetime
    version: str = VERSION
    database: str = ""
    database_file: str = ""
    parts: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()  # ids of keys; nothing can be learned from them
    stock: Stock | None = None
    files: tuple[FileLine, ...]
    seal: str = ""

    def as_text(self) -> bytes:
        return _FORM.dump_json(self, indent=1)

    def sealed_by(self, machine: CryptoMachine) -> "Manifest":
        """The same with a seal: a keyed digest of all the rest."""
        return replace(self, seal=machine.keyed_digest(self._rest(), purpose=PURPOSE))

    def is_sealed_by(self, machine: CryptoMachine) -> bool:
        """Whether nobody without the house's key wrote or changed it. Raises UnknownKey."""
        try:
            return machine.is_digest_of(self.seal, self._rest(), purpose=PURPOSE)
        except Unreadable:
            return False

    def _rest(self) -> str:
        return _FORM.dump_json(replace(self, seal="")).decode()


_FORM = TypeAdapter(Manifest)


def backup_in(path: Path) -> Manifest:
    """Read a backup through and compare it with its manifest.

    Raises ArchiveDamaged, NotABackup, NotWhatWasWritten, FromANewerHouse.
    """
    manifest = _manifest_in(path, "backup", "请用 --keys 指明密钥备份，恢复的对象应是数据备份")
    if manifest.stock is None:
        raise NotABackup(f"{path} 的清单不完整；请换一份备份")
    if newer := "、".join(_unknown_migrations(manifest.stock)):
        raise FromANewerHouse(f"{path} 取自更新的版本（本站没有迁移{newer}）；请先升级本站再恢复")
    if gone := set(manifest.parts) - {part.name for part in PARTS}:
        raise FromANewerHouse(f"{path} 含有本站不认识的部分{'、'.join(sorted(gone))}；请先升级本站再恢复")
    return manifest


def keys_in(path: Path) -> Manifest:
    """Read a backup of keys through.

    Raises ArchiveDamaged, NotABackup, NotWhatWasWritten, FromANewerHouse.
    """
    return _manifest_in(path, "keys", "--keys 应指明文件名带 keys 的密钥备份")


def must_hold(manifest: Manifest, ring: KeyRing | None, path: Path) -> None:
    """Raises NotABackup when the backup was taken with keys that are not here."""
    held = ring.secrets if ring else {}
    if lacking := [key_id for key_id in manifest.keys if key_id not in held]:
        raise NotABackup(
            f"{path} 用密钥 {'、'.join(lacking)} 加密，这里没有：可能是别的站点的备份，也可能密钥没有恢复；"
            "请用 --keys 指明这份备份的密钥备份"
        )


def _manifest_in(path: Path, kind: str, remedy: str) -> Manifest:
    contents = read_through(path)
    told = _told(contents, path)
    if told.get("quancheng") not in {"backup", "keys"}:
        raise NotABackup(f"{path} 不是泉诚的备份；请核对文件")
    form = told.get("form")
    if not isinstance(form, int) or form > FORM:
        raise FromANewerHouse(f"{path} 的格式比本站新；请先升级本站再恢复")
    if told["quancheng"] != kind:
        raise NotABackup(f"{path} 不是所要的那一种备份；{remedy}")
    try:
        manifest = _FORM.validate_json(contents.manifest)
    except ValidationError as fault:
        raise NotABackup(f"{path} 的清单读不懂；请换一份备份") from fault
    if wrong := next(_disagreements(manifest, contents), None):
        raise NotWhatWasWritten(f"{path} 与清单不符：{wrong}；备份已损坏或被改动，没有恢复任何内容")
    return manifest


def _told(contents: Contents, path: Path) -> dict[str, object]:
    try:
        told = json.loads(contents.manifest)
    except ValueError as fault:
        raise NotABackup(f"{path} 的清单读不懂；请换一份备份") from fault
    return told if isinstance(told, dict) else {}


def _disagreements(manifest: Manifest, contents: Contents) -> Iterator[str]:
    listed = {line.name: line for line in manifest.files}
    found = {line.name: line for line in contents.files}
    if len(found) != len(contents.files):
        yield "有文件出现两次"
    for name in sorted(listed.keys() | found.keys()):
        if name not in found:
            yield f"缺少文件 {name}"
        elif name not in listed:
            yield f"多出文件 {name}"
        elif listed[name] != found[name]:
            yield f"文件 {name} 的大小或摘要不对"
    known = {f"{part}/" for part in manifest.parts} | ({"keys/"} if manifest.quancheng == "keys" else set())
    for name in sorted(found):
        if name not in {manifest.database_file, "secret-key"} and f"{name.split('/')[0]}/" not in known:
            yield f"文件 {name} 不属于任何部分"


def _unknown_migrations(stock: Stock) -> Iterator[str]:
    """The last migrations of the backup that this house has never heard of."""
    known = MigrationLoader(connection, load=False)
    known.load_disk()
    for app, name in stock.migrations.items():
        if (app, name) not in known.disk_migrations:
            yield f"{app}.{name}"
