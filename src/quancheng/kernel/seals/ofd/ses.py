"""The electronic seal and its signature as ASN.1: GB/T 38540-2020 (version 4), GM/T 0031-2014 (version 1)."""

from asn1crypto import core

SM2_WITH_SM3 = "1.2.156.10197.1.501"
SM3 = "1.2.156.10197.1.401"
EXTRA = {"explicit": 0, "optional": True}


class Header(core.Sequence):  # type: ignore[misc]
    """Of a seal: always “ES”, its version, who made the format's software."""

    _fields = [("id", core.IA5String), ("version", core.Integer), ("vendor", core.IA5String)]


class Certificates(core.SequenceOf):  # type: ignore[misc]
    """The certificates of those who may use the seal, each as DER."""

    _child_spec = core.OctetString


class CertificateDigest(core.Sequence):  # type: ignore[misc]
    """A certificate, by its digest."""

    _fields = [("type", core.PrintableString), ("value", core.OctetString)]


class CertificateDigests(core.SequenceOf):  # type: ignore[misc]
    """The same, by digests."""

    _child_spec = CertificateDigest


class Property4(core.Sequence):  # type: ignore[misc]
    """What the seal is called, who may use it, from when until when."""

    _fields = [
        ("type", core.Integer),
        ("name", core.UTF8String),
        ("list_type", core.Integer),  # 1: certificates, 2: their digests
        ("list", core.Any),
        ("created", core.Any),
        ("valid_start", core.Any),
        ("valid_end", core.Any),
    ]


class Property1(core.Sequence):  # type: ignore[misc]
    """The same in version 1."""

    _fields = [
        ("type", core.Integer),
        ("name", core.UTF8String),
        ("list", Certificates),
        ("created", core.Any),
        ("valid_start", core.Any),
        ("valid_end", core.Any),
    ]


class Picture(core.Sequence):  # type: ignore[misc]
    """How the seal looks, and how large it is in millimetres."""

    _fields = [
        ("type", core.IA5String),
        ("data", core.OctetString),
        ("width", core.Integer),
        ("height", core.Integer),
    ]


class SealInfo4(core.Sequence):  # type: ignore[misc]
    """What the maker of the seal signs."""

    _fields = [
        ("header", Header),
        ("id", core.IA5String),
        ("property", Property4),
        ("picture", Picture),
        ("extra", core.Any, EXTRA),
    ]


class SealInfo1(core.Sequence):  # type: ignore[misc]
    """The same in version 1."""

    _fields = [
        ("header", Header),
        ("id", core.IA5String),
        ("property", Property1),
        ("picture", Picture),
        ("extra", core.Any, EXTRA),
    ]


class Seal4(core.Sequence):  # type: ignore[misc]
    """A seal of version 4, with its maker's certificate and signature."""

    _fields = [
        ("info", SealInfo4),
        ("maker", core.OctetString),
        ("algorithm", core.ObjectIdentifier),
        ("signature", core.BitString),
    ]


class SignInfo1(core.Sequence):  # type: ignore[misc]
    """The maker's certificate and signature in version 1."""

    _fields = [
        ("maker", core.OctetString),
        ("algorithm", core.ObjectIdentifier),
        ("signature", core.BitString),
    ]


class MakerSigned1(core.Sequence):  # type: ignore[misc]
    """What the maker's signature of a seal of version 1 is made over."""

    _fields = [("info", SealInfo1), ("maker", core.OctetString), ("algorithm", core.ObjectIdentifier)]


class Seal1(core.Sequence):  # type: ignore[misc]
    """A seal of version 1."""

    _fields = [("info", SealInfo1), ("sign", SignInfo1)]


class Signed4(core.Sequence):  # type: ignore[misc]
    """What who seals signs, in version 4."""

    _fields = [
        ("version", core.Integer),
        ("seal", Seal4),
        ("time", core.GeneralizedTime),
        ("digest", core.BitString),
        ("about", core.IA5String),
        ("extra", core.Any, EXTRA),
    ]


class Signed1(core.Sequence):  # type: ignore[misc]
    """What who seals signs, in version 1."""

    _fields = [
        ("version", core.Integer),
        ("seal", Seal1),
        ("time", core.BitString),
        ("digest", core.BitString),
        ("about", core.IA5String),
        ("signer", core.OctetString),
        ("algorithm", core.ObjectIdentifier),
    ]


class Signature4(core.Sequence):  # type: ignore[misc]
    """The whole of SignedValue.dat in version 4."""

    _fields = [
        ("to_sign", Signed4),
        ("signer", core.OctetString),
        ("algorithm", core.ObjectIdentifier),
        ("signature", core.BitString),
        ("stamp", core.Any, EXTRA),
    ]


class Signature1(core.Sequence):  # type: ignore[misc]
    """The whole of SignedValue.dat in version 1."""

    _fields = [("to_sign", Signed1), ("signature", core.BitString)]
