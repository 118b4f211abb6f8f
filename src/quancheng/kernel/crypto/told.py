"""What the environment tells of a cipher machine."""

from dataclasses import dataclass

from quancheng.kernel.crypto.line import Address


@dataclass(frozen=True, slots=True)
class CipherMachine:
    """Where it is, how long it may take, and whether the keys in the folder seal (on the way back)."""

    address: Address
    seconds: float
    keys_seal: bool
