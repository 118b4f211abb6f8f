"""An electronic seal and its signature, written as GB/T 38540 has them."""

from datetime import datetime

from asn1crypto import core

from quancheng.kernel.seals import sm2
from quancheng.kernel.seals.ofd import ses

VENDOR = "quancheng"
KIND = 1  # of a unit (单位印章)


def make_seal(
    *,
    id: str,
    name: str,
    picture: bytes,
    diameter: int,
    users: list[bytes],
    made_at: datetime,
    until: datetime,
    maker: bytes,
    maker_key: int,
) -> bytes:
    """A seal of version 4, signed by who makes it; `users`: the certificates of those who may use it."""
    info = ses.SealInfo4({
        "header": {"id": "ES", "version": 4, "vendor": VENDOR},
        "id": id,
        "property": {
            "type": KIND,
            "name": name,
            "list_type": 1,
            "list": core.Any(ses.Certificates(users)),
            "created": _time(made_at),
            "valid_start": _time(made_at),
            "valid_end": _time(until),
        },
        "picture": {"type": "png", "data": picture, "width": diameter, "height": diameter},
    })  # fmt: skip
    made: bytes = ses.Seal4({
        "info": info,
        "maker": maker,
        "algorithm": ses.SM2_WITH_SM3,
        "signature": bits(sm2.sign(info.dump(), maker_key)),
    }).dump()  # fmt: skip
    return made


def make_signature(*, seal: bytes, at: datetime, digest: bytes, about: str, signer: bytes, key: int) -> bytes:
    """SignedValue.dat: the seal, when it was put, on what."""
    signed = ses.Signed4({
        "version": 4,
        "seal": ses.Seal4.load(seal, strict=True),
        "time": at.replace(microsecond=0),
        "digest": bits(digest),
        "about": about,
    })  # fmt: skip
    made: bytes = ses.Signature4({
        "to_sign": signed,
        "signer": signer,
        "algorithm": ses.SM2_WITH_SM3,
        "signature": bits(sm2.sign(signed.dump(), key)),
    }).dump()  # fmt: skip
    return made


def bits(data: bytes) -> core.BitString:
    """Bytes as a bit string."""
    return core.BitString.load(core.OctetBitString(data).dump())


def _time(moment: datetime) -> core.Any:
    return core.Any(core.GeneralizedTime(moment.replace(microsecond=0)))
