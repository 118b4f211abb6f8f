"""Looking at the signatures of an OFD: the parts it speaks for, the seal, who sealed."""

import base64
import binascii
import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from quancheng.kernel.files.refused import FileRefused
from quancheng.kernel.seals import sm2
from quancheng.kernel.seals.certificates import Certificate, NoCertificate, standing_of
from quancheng.kernel.seals.certificates import read as read_certificate
from quancheng.kernel.seals.ofd import bare, ses
from quancheng.kernel.seals.ofd.parts import Parts, SignaturePlace
from quancheng.kernel.seals.ofd.reading import NoSealSignature, SealSignature, is_listed
from quancheng.kernel.seals.ofd.reading import read as read_seal_signature
from quancheng.kernel.seals.verdict import UNREAD, Finding, Report, Verdict, broken, holds, note, unsure
from quancheng.kernel.seals.words import listed, shown_day

Digest = Callable[[bytes], bytes]


def _by(name: str) -> Digest:
    return lambda data: hashlib.new(name, data, usedforsecurity=False).digest()


STRONG: dict[str, Digest] = {
    "SM3": sm2.digest, ses.SM3: sm2.digest, "SHA256": _by("sha256"), "SHA-256": _by("sha256"),
    "2.16.840.1.101.3.4.2.1": _by("sha256"), "SHA512": _by("sha512"), "SHA-512": _by("sha512"),
    "2.16.840.1.101.3.4.2.3": _by("sha512"),
}  # fmt: skip
WEAK: dict[str, Digest] = {
    "MD5": _by("md5"), "": _by("md5"), "1.2.840.113549.2.5": _by("md5"), "SHA1": _by("sha1"),
    "SHA-1": _by("sha1"), "1.3.14.3.2.26": _by("sha1"),
}  # fmt: skip
NOT_LOOKED_AT = note("没有联网查询证书是否被吊销；签署时间由签署软件写入，没有可信时间戳佐证")
NAME = "OFD文件"


@dataclass(frozen=True, slots=True)
class Told:
    """What Signature.xml says: the bytes, the method, where the value stands, each part with its digest."""

    data: bytes
    method: str
    value: str
    references: tuple[tuple[str, str], ...]
    seal: str


def verify(data: bytes, *, roots: Sequence[Certificate], now: datetime) -> Report:
    """A verdict for each signature. Raises FileRefused when the file cannot be opened."""
    parts = Parts(data, name=NAME)
    places = list(parts.signatures())
    if not places:
        return Report(verdicts=())
    verdicts, covered = [], set[str]()
    for place in places:
        verdict, its = _looked_at(parts, place, roots=roots, now=now)
        verdicts.append(verdict)
        covered |= its
    return Report(verdicts=tuple(verdicts), findings=tuple(_of_the_whole(parts, places, covered)))


def _of_the_whole(parts: Parts, places: Sequence[SignaturePlace], covered: set[str]) -> Iterator[Finding]:
    """Parts for which no signature speaks, but for those that signatures are made of."""
    own = set(parts.lists())
    for place in places:
        own.add(place.part)
        told = _told(parts, place)
        if told is not None:
            own.add(told.value)
    rest = sorted(part for part in parts.parts if not part.endswith("/") and part not in covered | own)
    if rest:
        yield unsure(f"有{len(rest)}个部分不在任何签名的保护之内，改动它们不会被发现：{listed(rest)}")
    else:
        yield holds("文件的每一部分都在签名的保护之内")


def _looked_at(
    parts: Parts, place: SignaturePlace, *, roots: Sequence[Certificate], now: datetime
) -> tuple[Verdict, set[str]]:
    told = _told(parts, place)
    if told is None:
        why = broken(f"签名{place.id}的说明文件Signature.xml缺失或损坏")
        return Verdict(signer=UNREAD, signed_at=None, seal="", findings=(why,)), set()
    findings, covered = _references(parts, told)
    try:
        value = parts.read(told.value)
    except FileRefused:
        why = broken(f"签名{place.id}的签名值{told.value}缺失或损坏")
        return Verdict(signer=UNREAD, signed_at=None, seal="", findings=(*findings, why)), covered
    try:
        signed = read_seal_signature(value)
    except NoSealSignature:
        verdict = bare.verdict(value, told.data, findings, roots=roots, now=now)
        return verdict, covered
    found = (*findings, *_structure(parts, place, told, signed))
    return of_seal(signed, found, roots=roots, now=now), covered


def of_seal(
    signed: SealSignature, findings: Sequence[Finding], *, roots: Sequence[Certificate], now: datetime
) -> Verdict:
    """A verdict on the seal and who put it, after what was found about the document."""
    found, name = list(findings), UNREAD
    found.append(
        note(f"印章结构是第{signed.version}版（{'GB/T 38540' if signed.version == 4 else 'GM/T 0031'}）")
    )
    try:
        signer, maker = read_certificate(signed.signer), read_certificate(signed.maker)
    except NoCertificate:
        found.append(broken("签章人或制章人的证书读不出来"))
    else:
        name = signer.name
        found.extend(_signatures(signed, signer, maker))
        found.extend(_validity(signed))
        others = (maker, signer)
        found.extend(standing_of(signer, others, roots, whose="签章人", on=signed.signed_at, today=now))
        made = _made_at(signed, maker)
        found.extend(standing_of(maker, others, roots, whose="制章人", on=made, today=made))
    found.append(NOT_LOOKED_AT)
    return Verdict(signer=name, signed_at=signed.signed_at, seal=signed.name, findings=tuple(found))


def _made_at(signed: SealSignature, maker: Certificate) -> datetime:
    """When the maker had to be entitled: once between the day that the seal bears and the day it was put.

    Seals in use bear a first day from before their maker's certificate, and outlive it.
    """
    last = signed.signed_at or signed.made_at
    return min(max(signed.made_at, maker.from_at), max(last, signed.made_at))


def _structure(parts: Parts, place: SignaturePlace, told: Told, signed: SealSignature) -> Iterator[Finding]:
    if sm2.digest(told.data) == signed.digest:
        yield holds("签名值与说明文件Signature.xml一致")
    else:
        yield broken("签名值不是对这份说明文件Signature.xml作出的：签名是从别处搬来的，或者说明文件改动过")
    if parts.found(signed.about, beside=place.part) != place.part:
        yield broken(f"签名写明的位置{signed.about}不是它现在的位置，签名可能是从别的文件搬来的")
    if told.seal:
        try:
            same = parts.read(told.seal) == signed.seal
        except FileRefused:
            same = False
        yield (
            holds("随文保存的印章与签名里的印章一致")
            if same
            else broken("随文保存的印章与签名里的印章不一致")
        )
    else:
        yield note("没有随文保存印章文件，只核对了签名里的印章")


def _signatures(signed: SealSignature, signer: Certificate, maker: Certificate) -> Iterator[Finding]:
    yield _one_signature(
        signed.algorithm, signer, (signed.signed_over,), signed.signature,
        right="签章人的SM2签名正确", wrong="签章人的SM2签名不正确，签名内容改动过",
    )  # fmt: skip
    yield _one_signature(
        signed.maker_algorithm, maker, signed.made_over, signed.maker_signature,
        right="制章人对印章的签名正确", wrong="制章人对印章的签名不正确，印章被改动或者是伪造的",
    )  # fmt: skip
    if is_listed(signed):
        yield holds("签章人的证书在印章的使用人名单里")
    else:
        yield broken("签章人的证书不在印章的使用人名单里，签章人无权使用这枚印章")


def _one_signature(
    algorithm: str, cert: Certificate, over: Sequence[bytes], signature: bytes, *, right: str, wrong: str
) -> Finding:
    if algorithm != ses.SM2_WITH_SM3 or not cert.is_sm2:
        return unsure(f"“{cert.name}”使用的签名算法{algorithm}不是SM2，这里不能核对")
    if any(sm2.is_signed(each, signature, cert.public) for each in over):
        return holds(right)
    return broken(wrong)


def _validity(signed: SealSignature) -> Iterator[Finding]:
    span = f"{shown_day(signed.valid_from)}至{shown_day(signed.valid_until)}"
    if signed.signed_at is None:
        yield unsure(f"签章时间读不出来，不能确认当时印章是否在有效期内（{span}）")
    elif signed.valid_from <= signed.signed_at <= signed.valid_until:
        yield holds(f"签章时印章在有效期内（{span}）")
    else:
        yield broken(f"印章的有效期是{span}，签章时（{shown_day(signed.signed_at)}）不在有效期内")


def _references(parts: Parts, told: Told) -> tuple[list[Finding], set[str]]:
    """Each part that the signature speaks for, compared with its digest."""
    method = told.method.upper()
    digest, is_weak = STRONG.get(method), False
    if digest is None:
        digest, is_weak = WEAK.get(method), True
    if digest is None:
        return [unsure(f"摘要算法{told.method}这里不能核对，文件是否改动过无法判断")], set()
    if not told.references:
        return [broken("签名没有列出任何受保护的部分")], set()
    missing = [part for part, _ in told.references if part not in parts.parts]
    changed = [
        part for part, value in told.references
        if part in parts.parts and _decoded(value) != parts.digest(part, method, digest)
    ]  # fmt: skip
    found = []
    if missing:
        found.append(broken(f"受保护的部分缺失：{listed(missing)}"))
    if changed:
        found.append(broken(f"签署后改动过：{listed(changed)}"))
    if not missing and not changed:
        found.append(holds(f"受保护的{len(told.references)}个部分与签署时一致（摘要{told.method or 'MD5'}）"))
    if is_weak:
        found.append(unsure(f"摘要算法{told.method or 'MD5'}已不安全，改动可能不被发现"))
    return found, {part for part, _ in told.references}


def _decoded(value: str) -> bytes:
    try:
        return base64.b64decode("".join(value.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _told(parts: Parts, place: SignaturePlace) -> Told | None:
    """What Signature.xml says; None when there is none to read."""
    try:
        data, root = parts.read(place.part), parts.xml(place.part)
    except FileRefused:
        return None
    references = root.find(".//{*}References")
    listed_parts = [] if references is None else references.findall("{*}Reference")
    return Told(
        data=data,
        method="" if references is None else (references.get("CheckMethod") or "").strip(),
        value=parts.found(_text(root, ".//{*}SignedValue"), beside=place.part),
        references=tuple(
            (parts.found(one.get("FileRef") or "", beside=place.part), _text(one, "{*}CheckValue"))
            for one in listed_parts
        ),
        seal=_seal_place(parts, root, place),
    )


def _seal_place(parts: Parts, root: etree._Element, place: SignaturePlace) -> str:
    said = _text(root, ".//{*}Seal/{*}BaseLoc")
    return parts.found(said, beside=place.part) if said else ""


def _text(element: etree._Element, path: str) -> str:
    return (element.findtext(path) or "").strip()
