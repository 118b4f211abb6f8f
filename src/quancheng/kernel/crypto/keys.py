"""The key ring: a folder with one file for each key and a note that says which is current.

    keys/
    ├── k5f0c…d1.key    64 hexadecimal digits: a master secret of 32 bytes
    ├── k91ab…07.key    an older key, kept as long as anything sealed with it
    └── current         the id of the key that seals from now on

An id is computed from its secret, so that a damaged or misnamed file is found when the ring is read.
"""

import os
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SM3
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from quancheng.kernel.basis.refusal import Refusal

SECRET_BYTES = 32


class NoKeys(Refusal):
    """There is no usable key ring where the settings look for one."""

    code = "crypto.no_keys"
    status = 503


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Every key held, by id, and the one that is current."""

    current: str
    secrets: Mapping[str, bytes]


def derived(secret: bytes, *, use: str, length: int) -> bytes:
    """A key of its own for each use, by HKDF (RFC 5869) over SM3: no secret ever serves two uses."""
    return HKDF(SM3(), length, salt=None, info=f"quancheng/{use}".encode()).derive(secret)


def id_of(secret: bytes) -> str:
    """The name of a key, computed from it; nothing about the secret can be learned from the name."""
    return "k" + derived(secret, use="id", length=6).hex()


def read_ring(folder: Path) -> KeyRing:
    """Read every key in `folder`. Raises NoKeys."""
    note = folder / "current"
    if not note.is_file():
        raise NoKeys(
            f"密钥目录 {folder} 里没有 current 文件；"
            "请把密钥备份恢复到这里；首次安装由管理员运行 ./manage.py new_key"
        )
    held = dict(_read_key(path) for path in sorted(folder.glob("*.key")))
    current = note.read_text().strip()
    if current not in held:
        raise NoKeys(
            f"密钥目录 {folder} 的 current 指向 {current}，却没有这把密钥；请从备份恢复 {current}.key"
        )
    return KeyRing(current=current, secrets=held)


def _read_key(path: Path) -> tuple[str, bytes]:
    try:
        secret = bytes.fromhex(path.read_text().strip())
    except ValueError:
        secret = b""
    if len(secret) != SECRET_BYTES or id_of(secret) != path.stem:
        raise NoKeys(f"密钥文件 {path} 已损坏或被改名；请从备份恢复，不要新建同名文件")
    return path.stem, secret


def make_ring(folder: Path) -> KeyRing:
    """Make a ring with one fresh key, unless another process has just made it: then read that one."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    prepared = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".keys-"))
    add_key(prepared)
    try:
        prepared.rename(folder)  # whole or not at all; refused when the other's ring already stands there
    except OSError:
        for leftover in prepared.iterdir():
            leftover.unlink()
        prepared.rmdir()
    return read_ring(folder)


def add_key(folder: Path) -> str:
    """Add a fresh key and make it current; older keys stay, so that what they sealed stays readable."""
    secret = secrets.token_bytes(SECRET_BYTES)
    key_id = id_of(secret)
    _write_private(folder / f"{key_id}.key", secret.hex() + "\n")
    coming = folder / f".current-{key_id}"
    _write_private(coming, key_id + "\n")
    coming.replace(folder / "current")
    return key_id


def _write_private(path: Path, text: str) -> None:
    """Write a new file that only its owner can read, and see it onto the disk. Never overwrites."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
