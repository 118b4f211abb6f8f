"""A seal's signature, read from SignedValue.dat whichever version it is of."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from asn1crypto import core

from quancheng.kernel.seals import sm2
from quancheng.kernel.seals.ofd import ses

BY_CERTIFICATE, BY_DIGEST = 1, 2
TIME = re.compile(r"(?P<moment>\d{14}|\d{12})(?:[.,]\d+)?(?P<zone>Z|[+-]\d{4})?")
FULL = 14  # digits of a moment with all four of its year


class NoSealSignature(ValueError):
    """The bytes are no signature of an electronic seal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealSignature:
    """What the parts of the signature say, and over which bytes each signature in it was made."""

    version: int
    name: str
    seal: bytes
    made_at: datetime
    valid_from: datetime
    valid_until: datetime
    by_digest: bool
    listed: tuple[bytes, ...]  # the certificates of those who may seal, or their digests
    maker: bytes
    maker_algorithm: str
    made_over: tuple[bytes, ...]  # one of these
    maker_signature: bytes
    signer: bytes
    algorithm: str
    signed_over: bytes
    signature: bytes
    signed_at: datetime | None
    digest: bytes
    about: str
    has_stamp: bool


def read(data: bytes) -> SealSignature:
    """Raises NoSealSignature."""
    faults = []
    for reader in (_version4, _version1):
        try:
            return reader(data)
        except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError) as error:
            faults.append(str(error))
    raise NoSealSignature("; ".join(faults))


def _version4(data: bytes) -> SealSignature:
    whole = ses.Signature4.load(data, strict=True)
    signed, seal = whole["to_sign"], whole["to_sign"]["seal"]
    told, kind = seal["info"]["property"], seal["info"]["property"]["list_type"].native
    spec = ses.CertificateDigests if kind == BY_DIGEST else ses.Certificates
    listed = told["list"].parse(spec)
    return SealSignature(
        version=4,
        listed=tuple(one["value"].native if kind == BY_DIGEST else one.native for one in listed),
        by_digest=kind == BY_DIGEST,
        maker=seal["maker"].native,
        maker_algorithm=seal["algorithm"].native,
        made_over=(seal["info"].dump(),),
        maker_signature=_bits(seal["signature"]),
        signer=whole["signer"].native,
        algorithm=whole["algorithm"].native,
        signed_at=signed["time"].native.astimezone(UTC),
        has_stamp=isinstance(whole["stamp"], core.Any),
        **_common(signed, seal, told),
        signature=_bits(whole["signature"]),
    )


def _version1(data: bytes) -> SealSignature:
    whole = ses.Signature1.load(data, strict=True)
    signed, seal = whole["to_sign"], whole["to_sign"]["seal"]
    told, made = seal["info"]["property"], seal["sign"]
    parts = {"info": seal["info"], "maker": made["maker"], "algorithm": made["algorithm"]}
    return SealSignature(
        version=1,
        listed=tuple(one.native for one in told["list"]),
        by_digest=False,
        maker=made["maker"].native,
        maker_algorithm=made["algorithm"].native,
        made_over=(ses.MakerSigned1(parts).dump(), seal["info"].dump()),
        maker_signature=_bits(made["signature"]),
        signer=signed["signer"].native,
        algorithm=signed["algorithm"].native,
        signed_at=_plain_time(_bits(signed["time"])),
        has_stamp=False,
        **_common(signed, seal, told),
        signature=_bits(whole["signature"]),
    )


def _common(signed: Any, seal: Any, told: Any) -> dict[str, Any]:
    return {
        "name": told["name"].native,
        "seal": seal.dump(),
        "made_at": _time(told["created"]),
        "valid_from": _time(told["valid_start"]),
        "valid_until": _time(told["valid_end"]),
        "signed_over": signed.dump(),
        "digest": _bits(signed["digest"]),
        "about": signed["about"].native,
    }


def _bits(value: core.BitString) -> bytes:
    """The bytes of a bit string that is whole bytes."""
    raw: bytes = value.contents
    if raw[:1] != b"\x00":
        raise NoSealSignature("bits that are no bytes")
    return raw[1:]


def _time(value: core.Any) -> datetime:
    """As UTCTime or as GeneralizedTime: software mixes the two."""
    moment = _plain_time(value.parse().contents)
    if moment is None:
        raise NoSealSignature("no time")
    return moment


def _plain_time(raw: bytes) -> datetime | None:
    found = TIME.fullmatch(raw.decode("ascii", errors="replace").strip())
    if found is None:
        return None
    form = "%Y%m%d%H%M%S" if len(found["moment"]) == FULL else "%y%m%d%H%M%S"
    zone = (found["zone"] or "Z").replace("Z", "+0000")
    try:
        return datetime.strptime(found["moment"] + zone, f"{form}%z").astimezone(UTC)
    except ValueError:
        return None


def is_listed(read_one: SealSignature) -> bool:
    """Whether the seal itself names the certificate that signed."""
    wanted = sm2.digest(read_one.signer) if read_one.by_digest else read_one.signer
    return wanted in read_one.listed
