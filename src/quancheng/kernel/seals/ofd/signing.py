"""Putting an electronic seal on an OFD: every part is digested, nothing of the text rewritten."""

import base64
import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC

from lxml import etree

from quancheng.kernel.seals import sm2
from quancheng.kernel.seals.keyring import SEAL, SM2_CERT, SM2_KEY, certificates_in, private_in, usable
from quancheng.kernel.seals.ofd import ses
from quancheng.kernel.seals.ofd.making import make_signature
from quancheng.kernel.seals.ofd.parts import ROOT, Parts, named, written
from quancheng.kernel.seals.port import Sealing
from quancheng.kernel.seals.refusals import NoKey, NotSealable

NAME = "OFD文件"
STAMP = "%Y-%m-%d %H:%M:%S"


@dataclass(frozen=True, slots=True)
class Keys:
    """What a seal is put with."""

    secret: int
    certificate: bytes
    seal: bytes


def sign(data: bytes, sealing: Sealing) -> bytes:
    """The OFD with one more seal. Raises NoKey, NotSealable, FileRefused."""
    keys = keys_of(sealing.key)
    parts = Parts(data, name=NAME)
    files = dict(parts.files)
    listed_at = _list_of(parts, files)
    folder, number = _next_folder(parts, listed_at)
    described = f"{folder}/Signature.xml"
    files[f"{folder}/Seal.esl"] = keys.seal
    own = {listed_at, *(place.part for place in parts.signatures()), *_values(parts)}
    covered = [(part, files[part]) for part in sorted(files) if part not in own]
    page = _page_id(parts, sealing.place.page)
    files[described] = _described(folder, number, page, covered, sealing)
    files[f"{folder}/SignedValue.dat"] = make_signature(
        seal=keys.seal, at=sealing.at.astimezone(UTC),
        digest=sm2.digest(files[described]), about=f"/{described}", signer=keys.certificate, key=keys.secret,
    )  # fmt: skip
    files[listed_at] = _with(files[listed_at], number, described)
    return _packed(files)


def keys_of(key: str) -> Keys:
    """The SM2 key of a seal, its certificate, and the seal itself. Raises NoKey."""
    private = usable(key, SM2_KEY, private_in)
    secret = private["private_key"].parsed["private_key"].native
    certificate = usable(key, SM2_CERT, lambda data: certificates_in(data)[0])
    seal = usable(key, SEAL, lambda data: ses.Seal4.load(data, strict=True).dump())
    listed = ses.Seal4.load(seal)["info"]["property"]["list"].parse(ses.Certificates)
    if certificate not in [one.native for one in listed]:
        raise NoKey(f"印章{key}的使用人名单里没有密钥证书，没有用印；请系统管理员向制章机构核对")
    return Keys(secret, certificate, seal)


def _list_of(parts: Parts, files: dict[str, bytes]) -> str:
    """The part that lists signatures; when there is none yet, OFD.xml is told of a new one."""
    found = next(parts.lists(), None)
    if found is not None:
        if found not in files:
            raise NotSealable("OFD文件的签名列表缺失，不能再盖章，请重新取得文件")
        return found
    root = parts.xml(ROOT)
    body = root.find("{*}DocBody")
    if body is None:
        raise NotSealable("OFD文件里没有文档，不能盖章")
    document = parts.found(body.findtext("{*}DocRoot") or "", beside=ROOT)
    place = f"{document.rpartition('/')[0]}/Signs/Signatures.xml".lstrip("/")
    etree.SubElement(body, named("Signatures")).text = f"/{place}"
    files[ROOT] = written(root)
    files[place] = written(etree.Element(named("Signatures"), nsmap={"ofd": named("")[1:-1]}))
    return place


def _next_folder(parts: Parts, listed_at: str) -> tuple[str, int]:
    base = listed_at.rpartition("/")[0]
    number = sum(1 for _ in parts.signatures())
    while any(part.startswith(f"{base}/Sign_{number}/") for part in parts.parts):
        number += 1
    return f"{base}/Sign_{number}", number + 1


def _values(parts: Parts) -> Iterable[str]:
    for place in parts.signatures():
        value = parts.xml(place.part).findtext(".//{*}SignedValue") or ""
        yield parts.found(value, beside=place.part)


def _page_id(parts: Parts, page: int) -> str:
    root = parts.xml(ROOT)
    document = parts.found(root.findtext(".//{*}DocRoot") or "", beside=ROOT)
    pages = parts.xml(document).findall(".//{*}Pages/{*}Page")
    if not 0 < page <= len(pages):
        raise NotSealable(f"OFD文件共{len(pages)}页，没有第{page}页，请核对盖章的页码")
    return pages[page - 1].get("ID") or ""


def _described(
    folder: str, number: int, page: str, covered: Iterable[tuple[str, bytes]], sealing: Sealing
) -> bytes:
    root = etree.Element(named("Signature"), nsmap={"ofd": named("")[1:-1]})
    info = etree.SubElement(root, named("SignedInfo"))
    etree.SubElement(
        info,
        named("Provider"),
        {"ProviderName": "quancheng", "Version": "1.0", "Company": sealing.face.organ},
    )
    etree.SubElement(info, named("SignatureMethod")).text = ses.SM2_WITH_SM3
    etree.SubElement(info, named("SignatureDateTime")).text = sealing.at.astimezone().strftime(STAMP)
    references = etree.SubElement(info, named("References"), {"CheckMethod": ses.SM3})
    for part, data in covered:
        reference = etree.SubElement(references, named("Reference"), {"FileRef": f"/{part}"})
        value = etree.SubElement(reference, named("CheckValue"))
        value.text = base64.b64encode(sm2.digest(data)).decode()
    size = sealing.face.diameter
    corner = f"{sealing.place.x - size / 2:g} {sealing.place.y - size / 2:g} {size} {size}"
    etree.SubElement(info, named("StampAnnot"), {"ID": f"s{number}", "PageRef": page, "Boundary": corner})
    seal = etree.SubElement(info, named("Seal"))
    etree.SubElement(seal, named("BaseLoc")).text = f"/{folder}/Seal.esl"
    etree.SubElement(root, named("SignedValue")).text = f"/{folder}/SignedValue.dat"
    return written(root)


def _with(listed: bytes, number: int, described: str) -> bytes:
    root = etree.fromstring(listed, etree.XMLParser(resolve_entities=False, no_network=True))
    highest = root.find("{*}MaxSignId")
    if highest is None:
        highest = etree.Element(named("MaxSignId"))
        root.insert(0, highest)
    highest.text = str(number)
    etree.SubElement(
        root, named("Signature"), {"ID": str(number), "Type": "Seal", "BaseLoc": f"/{described}"}
    )
    return written(root)


def _packed(files: Mapping[str, bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in files.items():
            archive.writestr(part, data)
    return kept.getvalue()
