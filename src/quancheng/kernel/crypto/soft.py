"""The cipher machine in software: SM4-GCM (GB/T 32907, GB/T 36624) and SM3 (GB/T 32905).

A ciphertext is text in five parts, joined by full stops:

    qc1.sm4-gcm.<key id>.<nonce>.<data and tag>        nonce and data in base64url without padding

The first three parts and the purpose are authenticated with the data (associated data): no part can be
changed, and nothing sealed for one purpose opens for another. A keyed digest is `hmac-sm3:<key id>:<hex>`.
"""

import base64
import binascii
import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import constant_time
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM
from cryptography.hazmat.primitives.hashes import SM3, Hash
from cryptography.hazmat.primitives.hmac import HMAC
from django.conf import settings

from quancheng.kernel.crypto.keys import KeyRing, NoKeys, derived, make_ring, read_ring
from quancheng.kernel.crypto.port import UnknownKey, Unreadable

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


class SoftMachine:
    """The default adapter: keys from the folder that the settings name, or a ring that is handed in."""

    def __init__(self, ring: KeyRing | None = None) -> None:
        self._is_handed_in = ring is not None
        self._ring = ring or _ring()

    def encrypt(self, text: str, *, purpose: str) -> str:
        key_id = self._ring.current
        nonce = os.urandom(NONCE_BYTES)
        encryptor = Cipher(SM4(self._key("encrypt", purpose, key_id, 16)), GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(_bound_to(key_id, purpose))
        data = encryptor.update(text.encode()) + encryptor.finalize()
        return str(Sealed(key_id, nonce, data, encryptor.tag))

    def decrypt(self, sealed: str, *, purpose: str) -> str:
        parts = Sealed.parse(sealed)
        key = self._key("encrypt", purpose, parts.key_id, 16)
        decryptor = Cipher(SM4(key), GCM(parts.nonce, parts.tag)).decryptor()
        decryptor.authenticate_additional_data(_bound_to(parts.key_id, purpose))
        try:
            return (decryptor.update(parts.data) + decryptor.finalize()).decode()
        except InvalidTag:
            raise Unreadable("密文校验不通过：内容被改动过，或取自别的字段；请从备份核对这条记录") from None

    def is_current(self, sealed: str) -> bool:
        named = sealed.split(":")[1:2] if sealed.startswith(f"{KEYED}:") else sealed.split(".")[2:3]
        return named == [self._ring.current]

    def digest(self, content: bytes) -> str:
        reckoning = Hash(SM3())
        reckoning.update(content)
        return reckoning.finalize().hex()

    def keyed_digest(self, text: str, *, purpose: str) -> str:
        return self._keyed(text, purpose, self._ring.current)

    def keyed_digests(self, text: str, *, purpose: str) -> tuple[str, ...]:
        older = sorted(self._ring.secrets.keys() - {self._ring.current})
        return tuple(self._keyed(text, purpose, key_id) for key_id in (self._ring.current, *older))

    def is_digest_of(self, keyed: str, text: str, *, purpose: str) -> bool:
        parts = keyed.split(":")
        if len(parts) != 3 or parts[0] != KEYED:
            raise Unreadable("带密钥的摘要格式不对：不是本系统写入的内容；请从备份核对这条记录")
        return constant_time.bytes_eq(self._keyed(text, purpose, parts[1]).encode(), keyed.encode())

    def _keyed(self, text: str, purpose: str, key_id: str) -> str:
        reckoning = HMAC(self._key("digest", purpose, key_id, 32), SM3())
        reckoning.update(text.encode())
        return f"{KEYED}:{key_id}:{reckoning.finalize().hex()}"

    def _key(self, use: str, purpose: str, key_id: str, length: int) -> bytes:
        if key_id not in self._ring.secrets and not self._is_handed_in:
            self._ring = _ring()  # another process may have added a key since we read the folder
        if key_id not in self._ring.secrets:
            raise UnknownKey(
                f"没有编号为 {key_id} 的密钥，这段内容暂时读不出来，原文未改动；"
                f"请管理员把 {key_id}.key 从备份恢复到密钥目录",
                key_id=key_id,
            )
        return derived(self._ring.secrets[key_id], use=f"{use}/{purpose}", length=length)


def _ring() -> KeyRing:
    """The ring in the settings' folder; a trial house makes its own the first time. Raises NoKeys."""
    folder = settings.CRYPTO_KEYS
    if folder is None:
        raise NoKeys("没有指明密钥目录；请管理员在环境变量 QUANCHENG_KEYS 里写明路径，再重启各进程")
    if settings.CRYPTO_MAKES_KEYS and not folder.exists():
        return make_ring(folder)
    return read_ring(folder)


def _bound_to(key_id: str, purpose: str) -> bytes:
    return f"{VERSION}.{ALGORITHM}.{key_id}|{purpose}".encode()


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
