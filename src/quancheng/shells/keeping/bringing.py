"""The keys that come with a restore: those in their folder, or those in an archive of keys."""

from dataclasses import dataclass
from pathlib import Path

from quancheng.kernel.crypto.keys import KeyRing, NoKeys, id_of
from quancheng.shells.keeping.archive import text_of
from quancheng.shells.keeping.backup import ring_of
from quancheng.shells.keeping.house import House
from quancheng.shells.keeping.manifest import NotABackup, keys_in


@dataclass(frozen=True, slots=True)
class Keys:
    """A ring, and the archive it comes from, if not from its folder. No ring: a cipher machine holds it."""

    ring: KeyRing | None
    archive: Path | None = None


def keys_here(house: House) -> Keys:
    """The keys that stand where the house looks for them. Raises NoKeys."""
    try:
        return Keys(ring_of(house))
    except NoKeys as refusal:
        raise NoKeys(
            f"{refusal.sentence}。恢复时可用 --keys 指明密钥备份；密钥确已丢失的，"
            "用 --without-keys 只恢复其余内容，个人信息从此读不出来"
        ) from refusal


def keys_from(archive: Path, house: House) -> Keys:
    """The keys in an archive, which are to be laid where the house looks for them.

    Raises NoKeys, ArchiveDamaged, NotABackup, NotWhatWasWritten, FromANewerHouse.
    """
    if house.keys is None:
        raise NoKeys("没有指明密钥恢复到哪里；请先在环境变量 QUANCHENG_KEYS 里写明密钥目录")
    manifest = keys_in(archive)
    names = [line.name for line in manifest.files if line.name.endswith(".key")]
    try:
        secrets = {Path(name).stem: bytes.fromhex(text_of(archive, name).decode().strip()) for name in names}
    except ValueError as fault:
        raise NotABackup(f"{archive} 里的密钥读不懂；请换一份密钥备份") from fault
    current = text_of(archive, "keys/current").decode().strip()
    if current not in secrets or any(id_of(secret) != key_id for key_id, secret in secrets.items()):
        raise NotABackup(f"{archive} 里的密钥不完整或被改名；请换一份密钥备份")
    return Keys(KeyRing(current, secrets), archive)
