"""A house with a cipher machine, and perhaps with keys in its folder beside it: each opens what it sealed.

So a house goes over to a machine, or back, while it is at work: one of the two seals from now on, both open,
and `reseal` brings what was sealed before after it. A digest is known again under the keys of both.
"""

from typing import Protocol

from django.conf import settings

from quancheng.kernel.crypto.device import DeviceMachine
from quancheng.kernel.crypto.line import Line
from quancheng.kernel.crypto.port import CryptoMachine
from quancheng.kernel.crypto.soft import SoftMachine
from quancheng.kernel.crypto.texts import key_named_in
from quancheng.kernel.crypto.told import CipherMachine


class Keeper(CryptoMachine, Protocol):
    """A machine that knows which keys it has."""

    def holds(self, key_id: str) -> bool:
        """Whether it has this key."""
        ...


class TwoMachines:
    """The machine that the settings name, and the folder's keys where there are any."""

    def __init__(self, seals: Keeper | None = None, also: Keeper | None = None) -> None:
        self._seals, self._also = (seals, also) if seals else _of_settings()

    def encrypt(self, text: str, *, purpose: str) -> str:
        return self._seals.encrypt(text, purpose=purpose)

    def decrypt(self, sealed: str, *, purpose: str) -> str:
        return self._that_made(sealed).decrypt(sealed, purpose=purpose)

    def is_current(self, sealed: str) -> bool:
        return self._seals.is_current(sealed)

    def digest(self, content: bytes) -> str:
        return self._seals.digest(content)

    def keyed_digest(self, text: str, *, purpose: str) -> str:
        return self._seals.keyed_digest(text, purpose=purpose)

    def keyed_digests(self, text: str, *, purpose: str) -> tuple[str, ...]:
        also = self._also.keyed_digests(text, purpose=purpose) if self._also else ()
        return tuple(dict.fromkeys((*self._seals.keyed_digests(text, purpose=purpose), *also)))

    def is_digest_of(self, keyed: str, text: str, *, purpose: str) -> bool:
        return self._that_made(keyed).is_digest_of(keyed, text, purpose=purpose)

    def _that_made(self, text: str) -> Keeper:
        """Whoever has the key; the folder is asked first, so that it opens its own without the machine."""
        if self._also is None:
            return self._seals
        near, far = sorted((self._seals, self._also), key=lambda one: not isinstance(one, SoftMachine))
        return near if near.holds(key_named_in(text)) else far


def _of_settings() -> tuple[Keeper, Keeper | None]:
    told: CipherMachine | None = settings.CIPHER_MACHINE
    assert told is not None  # else the settings would have named another class
    device = DeviceMachine(Line(told.address, told.seconds))
    folder = settings.CRYPTO_KEYS
    if folder is None or not folder.exists():
        return device, None
    soft = SoftMachine()
    return (soft, device) if told.keys_seal else (device, soft)
