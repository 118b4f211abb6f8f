"""The cipher machine in software: SM4-GCM (GB/T 32907, GB/T 36624) and SM3 (GB/T 32905)."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import constant_time
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM
from cryptography.hazmat.primitives.hashes import SM3, Hash
from cryptography.hazmat.primitives.hmac import HMAC
from django.conf import settings

from quancheng.kernel.crypto.keys import KeyRing, NoKeys, derived, make_ring, read_ring
from quancheng.kernel.crypto.port import UnknownKey
from quancheng.kernel.crypto.texts import (
    NONCE_BYTES,
    Keyed,
    Sealed,
    bound_to,
    key_named_in,
    tampered,
    use_of,
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
        encryptor.authenticate_additional_data(bound_to(key_id, purpose))
        data = encryptor.update(text.encode()) + encryptor.finalize()
        return str(Sealed(key_id, nonce, data, encryptor.tag))

    def decrypt(self, sealed: str, *, purpose: str) -> str:
        parts = Sealed.parse(sealed)
        key = self._key("encrypt", purpose, parts.key_id, 16)
        decryptor = Cipher(SM4(key), GCM(parts.nonce, parts.tag)).decryptor()
        decryptor.authenticate_additional_data(bound_to(parts.key_id, purpose))
        try:
            return (decryptor.update(parts.data) + decryptor.finalize()).decode()
        except InvalidTag:
            raise tampered() from None

    def is_current(self, sealed: str) -> bool:
        return key_named_in(sealed) == self._ring.current

    def holds(self, key_id: str) -> bool:
        return key_id in self._seen_again(key_id).secrets

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
        told = Keyed.parse(keyed)
        return constant_time.bytes_eq(self._keyed(text, purpose, told.key_id).encode(), keyed.encode())

    def _keyed(self, text: str, purpose: str, key_id: str) -> str:
        reckoning = HMAC(self._key("digest", purpose, key_id, 32), SM3())
        reckoning.update(text.encode())
        return str(Keyed(key_id, reckoning.finalize().hex()))

    def _key(self, act: str, purpose: str, key_id: str, length: int) -> bytes:
        held = self._seen_again(key_id).secrets
        if key_id not in held:
            raise UnknownKey(
                f"没有编号为 {key_id} 的密钥，这段内容暂时读不出来，原文未改动；"
                f"请管理员把 {key_id}.key 从备份恢复到密钥目录",
                key_id=key_id,
            )
        return derived(held[key_id], use=use_of(act, purpose), length=length)

    def _seen_again(self, key_id: str) -> KeyRing:
        """The ring; read anew for a key that another process may have added since."""
        if key_id not in self._ring.secrets and not self._is_handed_in:
            self._ring = _ring()
        return self._ring


def _ring() -> KeyRing:
    """The ring in the settings' folder; a trial house makes its own the first time. Raises NoKeys."""
    folder = settings.CRYPTO_KEYS
    if folder is None:
        raise NoKeys("没有指明密钥目录；请管理员在环境变量 QUANCHENG_KEYS 里写明路径，再重启各进程")
    if settings.CRYPTO_MAKES_KEYS and not folder.exists():
        return make_ring(folder)
    return read_ring(folder)
