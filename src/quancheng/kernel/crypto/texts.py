"""How sealed text and keyed digests are written, whichever machine made them.

A ciphertext is text in five parts, joined by full stops:

    qc1.sm4-gcm.<key id>.<nonce>.<data and tag>        nonce and data in base64url without padding

The first three parts and the purpose are authenticated with the data (associated data): no part can be
changed, and nothing sealed for one purpose opens for another. A keyed digest is `hmac-sm3:<key id>:<hex>`.
"""

import base64
import binascii
from dataclasses import dataclass

from quancheng.kernel.crypto.port import Unreadable

VERSION = "qc1"
ALGORITHM = "sm4-gcm"
KEYED = "hmac-sm3"
NONCE_BYTES = 12
TAG_BYTES = 16


@dataclass(frozen=True, slots=True)
class Sealed:
    """A ciphertext, taken apart."""

    key_id: str
    nonce: bytes
    data: bytes
    tag: bytes

    @classmethod
    def parse(cls, text: str) -> "Sealed":
        """Raises Unreadable."""
        parts = text.split(".")
        if len(parts) != 5 or parts[:2] != [VERSION, ALGORITHM]:
            raise Unreadable("密文格式不对：不是本系统写入的内容；请从备份核对这条记录")
        nonce, body = _from_text(parts[3]), _from_text(parts[4])
        if len(nonce) != NONCE_BYTES or len(body) < TAG_BYTES:
            raise Unreadable("密文不完整：内容被截断；请从备份核对这条记录")
        return cls(parts[2], nonce, body[:-TAG_BYTES], body[-TAG_BYTES:])

    def __str__(self) -> str:
        return ".".join(
            (VERSION, ALGORITHM, self.key_id, _to_text(self.nonce), _to_text(self.data + self.tag))
        )


@dataclass(frozen=True, slots=True)
class Keyed:
    """A keyed digest, taken apart."""

    key_id: str
    digest: str  # hexadecimal

    @classmethod
    def parse(cls, text: str) -> "Keyed":
        """Raises Unreadable."""
        parts = text.split(":")
        if len(parts) != 3 or parts[0] != KEYED:
            raise Unreadable("带密钥的摘要格式不对：不是本系统写入的内容；请从备份核对这条记录")
        return cls(parts[1], parts[2])

    def __str__(self) -> str:
        return f"{KEYED}:{self.key_id}:{self.digest}"


def key_named_in(text: str) -> str:
    """The id of the key that a ciphertext or a keyed digest names; empty where it names none."""
    named = text.split(":")[1:2] if text.startswith(f"{KEYED}:") else text.split(".")[2:3]
    return named[0] if named else ""


def tampered() -> Unreadable:
    """What is said of a ciphertext whose seal does not hold, whichever machine found it."""
    return Unreadable("密文校验不通过：内容被改动过，或取自别的字段；请从备份核对这条记录")


def bound_to(key_id: str, purpose: str) -> bytes:
    """What is authenticated with the data."""
    return f"{VERSION}.{ALGORITHM}.{key_id}|{purpose}".encode()


def use_of(act: str, purpose: str) -> str:
    """For what a key is derived from its master secret; no derived key ever serves two uses."""
    return f"{act}/{purpose}"


def _to_text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _from_text(text: str) -> bytes:
    """Strict: of all spellings of the same bytes only the one that we write is taken."""
    try:
        content = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        content = b""
    if not content or _to_text(content) != text:
        raise Unreadable("密文格式不对：含有不该有的字符；请从备份核对这条记录")
    return content
