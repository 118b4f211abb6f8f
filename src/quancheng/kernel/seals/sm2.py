"""Signatures by SM2 over SM3 (GB/T 32918.2, GB/T 35276): made and checked, keys and points as bytes."""

from asn1crypto import core, keys
from cryptography.hazmat.primitives.hashes import SM3
from cryptography.hazmat.primitives.hashes import Hash as Fast
from gmalg.base import Hash
from gmalg.sm2 import SM2Core, _ecdlp

CURVE = "1.2.156.10197.1.301"
WHO = b"1234567812345678"  # the id of a signer whose id nobody agreed upon (GB/T 35276 10)
COORDINATE = 32  # bytes
UNCOMPRESSED = b"\x04"
keys.NamedCurve.register("sm2p256v1", CURVE, COORDINATE)


class Pair(core.Sequence):  # type: ignore[misc]
    """The two numbers of a signature."""

    _fields = [("r", core.Integer), ("s", core.Integer)]


class _Digest(Hash):  # type: ignore[misc]
    """SM3 as the library of the curve asks for it, by the quick hand of another."""

    def __init__(self) -> None:
        self.reset()

    @classmethod
    def hash_length(cls) -> int:
        return 32

    def reset(self) -> None:
        self._hash = Fast(SM3())

    def update(self, data: bytes) -> None:
        self._hash.update(bytes(data))

    def value(self) -> bytes:
        return self._hash.finalize()


def digest(data: bytes) -> bytes:
    """SM3 (GB/T 32905)."""
    hashed = Fast(SM3())
    hashed.update(data)
    return hashed.finalize()


def new_key() -> tuple[int, bytes]:
    """A secret, and the point that everybody may know."""
    secret, point = _core().generate_keypair()
    return secret, _as_bytes(point)


def public_of(secret: int) -> bytes:
    """The point of a secret."""
    return _as_bytes(_core().generate_pk(secret))


def sign(message: bytes, secret: int) -> bytes:
    """The signature as DER."""
    r, s = _core().sign(message, secret, WHO)
    made: bytes = Pair({"r": r, "s": s}).dump()
    return made


def is_signed(message: bytes, signature: bytes, public: bytes) -> bool:
    """Whether the holder of the point's secret signed just this message; nonsense is simply no signature."""
    try:
        point, numbers = _point(public), _numbers(signature)
        machine = _core()
        if not machine.ecdlp.ec.isvalid(point):
            return False
        return bool(machine.verify(message, *numbers, WHO, point))
    except (ValueError, TypeError, KeyError, IndexError, ArithmeticError):
        return False


def _numbers(signature: bytes) -> tuple[int, int]:
    """As DER, which the standards ask for; some software writes the two numbers one after the other."""
    if len(signature) == 2 * COORDINATE:
        return int.from_bytes(signature[:COORDINATE], "big"), int.from_bytes(signature[COORDINATE:], "big")
    pair = Pair.load(signature, strict=True)
    return pair["r"].native, pair["s"].native


def _point(public: bytes) -> tuple[int, int]:
    if len(public) != 1 + 2 * COORDINATE or public[:1] != UNCOMPRESSED:
        raise ValueError("not an uncompressed point")
    return int.from_bytes(public[1 : 1 + COORDINATE], "big"), int.from_bytes(public[1 + COORDINATE :], "big")


def _as_bytes(point: tuple[int, int]) -> bytes:
    return UNCOMPRESSED + b"".join(number.to_bytes(COORDINATE, "big") for number in point)


def _core() -> SM2Core:
    return SM2Core(_ecdlp, _Digest())
