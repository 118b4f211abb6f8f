"""A signature without a seal (数字签名): cryptographic messages in SM2, GM/T 0010."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from asn1crypto import cms, core

from quancheng.kernel.seals import sm2
from quancheng.kernel.seals.certificates import Certificate, NoCertificate, standing_of
from quancheng.kernel.seals.certificates import read as read_certificate
from quancheng.kernel.seals.verdict import UNREAD, Finding, Verdict, broken, holds, note, unsure

SIGNED = "1.2.156.10197.6.1.4.2.2"


class Wrapped(core.Sequence):  # type: ignore[misc]
    """A message, by its kind."""

    _fields = [("kind", core.ObjectIdentifier), ("content", core.Any, {"explicit": 0, "optional": True})]


class Anything(core.SetOf):  # type: ignore[misc]
    """Things that are read one by one, or not at all."""

    _child_spec = core.Any


class SignerInfo(core.Sequence):  # type: ignore[misc]
    """One who signed. The names of the algorithms are read as they come."""

    _fields = [
        ("version", core.Integer),
        ("who", core.Any),
        ("digest", core.Any),
        ("attributes", cms.CMSAttributes, {"implicit": 0, "optional": True}),
        ("algorithm", core.Any),
        ("signature", core.OctetString),
        ("others", Anything, {"implicit": 1, "optional": True}),
    ]


class SignerInfos(core.SetOf):  # type: ignore[misc]
    """Those who signed."""

    _child_spec = SignerInfo


class SignedData(core.Sequence):  # type: ignore[misc]
    """Who signed what."""

    _fields = [
        ("version", core.Integer),
        ("digests", Anything),
        ("content", Wrapped),
        ("certificates", Anything, {"implicit": 0, "optional": True}),
        ("revoked", Anything, {"implicit": 1, "optional": True}),
        ("signers", SignerInfos),
    ]


def verdict(
    value: bytes, signed: bytes, findings: Sequence[Finding], *, roots: Sequence[Certificate], now: datetime
) -> Verdict:
    """What stands in a signature that is no seal's; `signed` is what it is about."""
    try:
        certificates, info, content = _read(value)
        cert = certificates[0]
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError):
        why = broken("签名值既不是电子签章也不是SM2数字签名，读不出来")
        return Verdict(signer=UNREAD, signed_at=None, seal="", findings=(*findings, why))
    found = [*findings, note("这是数字签名，没有印章"), *_of_signature(cert, info, content, signed)]
    found.extend(standing_of(cert, certificates, roots, whose="签名人", on=None, today=now))
    found.append(note("没有联网查询证书是否被吊销；签名里没有可信的签署时间，证书按今天核对"))
    return Verdict(signer=cert.name, signed_at=None, seal="", findings=tuple(found))


def _read(value: bytes) -> tuple[list[Certificate], Any, bytes | None]:
    whole = Wrapped.load(value, strict=True)
    if whole["kind"].native != SIGNED:
        raise ValueError("no signed data")
    inner = whole["content"].parse(SignedData)
    signer = inner["signers"][0]
    wrapped = inner["content"]["content"]
    content = None if isinstance(wrapped, core.Void) else wrapped.parse(core.OctetString).native
    certificates = list(_certificates(inner["certificates"]))
    if not certificates:
        raise ValueError("no certificate")
    serial = signer["who"].parse()[1].native
    certificates.sort(key=lambda one: one.serial != serial)
    return certificates, signer, content


def _certificates(listed: Iterable[core.Any]) -> Iterator[Certificate]:
    for one in listed:
        try:
            yield read_certificate(one.dump())
        except NoCertificate:
            continue


def _of_signature(cert: Certificate, info: Any, content: bytes | None, signed: bytes) -> Iterator[Finding]:
    if not cert.is_sm2:
        yield unsure(f"“{cert.name}”的签名不是SM2签名，这里不能核对")
        return
    bound = (signed, sm2.digest(signed))
    if content is not None and content not in bound:
        yield broken("签名不是对这份说明文件Signature.xml作出的")
        return
    signature = info["signature"].native
    attributes = info["attributes"]
    if isinstance(attributes, core.Void):
        over = [content] if content is not None else list(bound)
    else:
        told = _digest_told(attributes)
        if told not in {sm2.digest(each) for each in bound} | {bound[1]}:
            yield broken("签名不是对这份说明文件Signature.xml作出的")
            return
        over = [attributes.untag().dump()]
    if any(sm2.is_signed(each, signature, cert.public) for each in over):
        yield holds("签名人的SM2签名正确")
    else:
        yield broken("签名人的SM2签名不正确，签名内容改动过")


def _digest_told(attributes: Any) -> bytes:
    for one in attributes:
        if one["type"].native == "message_digest":
            told: bytes = one["values"][0].native
            return told
    return b""
