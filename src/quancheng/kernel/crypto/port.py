"""What the house asks of a cipher machine, and the machine that the settings name.

A certified machine (密码机) is an adapter with these methods; nothing else of the house knows a key.
"""

from functools import cache
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

from quancheng.kernel.basis.refusal import Refusal


class CryptoMachine(Protocol):
    """Encrypts and digests text. What was sealed for one `purpose` no other can open or match."""

    def encrypt(self, text: str, *, purpose: str) -> str:
        """Seal `text`; the answer names its version, algorithm and key."""
        ...

    def decrypt(self, sealed: str, *, purpose: str) -> str:
        """Open what `encrypt` sealed for the same purpose. Raises UnknownKey, Unreadable."""
        ...

    def is_current(self, sealed: str) -> bool:
        """Whether `sealed`, a ciphertext or a keyed digest, names the key that seals from now on."""
        ...

    def digest(self, content: bytes) -> str:
        """The SM3 digest (GB/T 32905) as 64 hexadecimal digits: for chains and files, never for secrets."""
        ...

    def keyed_digest(self, text: str, *, purpose: str) -> str:
        """A digest that only the key's holder can compute; equal for equal texts of one purpose."""
        ...

    def keyed_digests(self, text: str, *, purpose: str) -> tuple[str, ...]:
        """The digest under every key held, the current first: to search by across a change of key."""
        ...

    def is_digest_of(self, keyed: str, text: str, *, purpose: str) -> bool:
        """Whether `keyed` comes from `text`, by the key that it names. Raises UnknownKey, Unreadable."""
        ...


class UnknownKey(Refusal):
    """The key that a ciphertext or digest names is not held here."""

    code = "crypto.unknown_key"
    status = 503


class Unreadable(Refusal):
    """A ciphertext or digest is not what was written: changed, cut off, or for another purpose."""

    code = "crypto.unreadable"
    status = 500


@cache
def machine() -> CryptoMachine:
    """The one cipher machine of this house."""
    return cast("CryptoMachine", import_string(settings.CRYPTO_MACHINE)())
