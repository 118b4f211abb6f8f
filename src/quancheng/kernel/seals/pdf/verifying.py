"""Looking at the signatures of a pdf: is the whole covered, was it changed, who signed it."""

import io
import logging
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from asn1crypto import parser
from cryptography.exceptions import UnsupportedAlgorithm
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import (
    EmbeddedPdfSignature,
    PdfSignatureStatus,
    SignatureCoverageLevel,
    validate_pdf_signature,
)
from pyhanko_certvalidator import ValidationContext

from quancheng.kernel.files.readers.pdf import check_streams
from quancheng.kernel.files.refused import Damaged, Locked, TooMuch
from quancheng.kernel.seals.certificates import Certificate, NoCertificate, standing_of
from quancheng.kernel.seals.certificates import read as read_certificate
from quancheng.kernel.seals.pdf import national
from quancheng.kernel.seals.verdict import UNREAD, Finding, Report, Verdict, broken, holds, note, unsure

NAME = "pdf文件"
MOST_SIGNATURES = 50  # [D] of one file
FAULTS = (
    PdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, RecursionError,
    OverflowError, NotImplementedError, UnsupportedAlgorithm,
)  # fmt: skip
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # what it finds stands in the verdict
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)


def verify(data: bytes, *, roots: Sequence[Certificate], now: datetime) -> Report:
    """A verdict for each signature. Raises Damaged, Locked, TooMuch."""
    check_streams(data, name=NAME)
    try:
        reader = PdfFileReader(io.BytesIO(data), strict=False)
        if reader.encrypted:
            raise Locked(
                "pdf设了密码，不能验章。请取消密码后再验；取消密码会使原有签名失效的，请索取不加密的文件。"
            )
        fields = list(_filled(reader))
    except FAULTS as error:
        raise Damaged("pdf已损坏或没有传完整，不能验章。请重新取得文件。") from error
    if len(fields) > MOST_SIGNATURES:
        raise TooMuch(f"pdf里的签名超过{MOST_SIGNATURES}个，没有验章。")
    seals = {name for name, _ in fields}
    verdicts = [_looked_at(reader, name, field, seals, data, roots=roots, now=now) for name, field in fields]
    return Report(verdicts=tuple(verdicts))


def _filled(reader: PdfFileReader) -> Iterator[tuple[str, Any]]:
    if "/AcroForm" not in reader.root:
        return
    for name, value, field in enumerate_sig_fields(reader, filled_status=True):
        if value is not None:
            yield name, field.get_object()


def _looked_at(
    reader: PdfFileReader,
    name: str,
    field: Any,
    seals: set[str],
    data: bytes,
    *,
    roots: Sequence[Certificate],
    now: datetime,
) -> Verdict:
    try:
        signature = EmbeddedPdfSignature(reader, field, name)
        if not _is_usual(signature):
            raise ValueError("not an RSA or ECDSA signature")
    except FAULTS:
        return _national(field, data, roots=roots, now=now)
    if signature.sig_object_type == "/DocTimeStamp":
        why = unsure("这是文档时间戳，不是签名；时间戳机构的证书这里不核对")
        return Verdict(signer="文档时间戳", signed_at=None, seal="", findings=(why,))
    try:
        nobody = ValidationContext(trust_roots=[], allow_fetching=False, revocation_mode="soft-fail")
        status = validate_pdf_signature(signature, nobody)
        cert = read_certificate(signature.signer_cert.dump())
        others = [read_certificate(one.dump()) for one in signature.other_embedded_certs]
    except (*FAULTS, NoCertificate):
        why = broken("签名的结构或证书已损坏，读不出来")
        return Verdict(signer=UNREAD, signed_at=None, seal="", findings=(why,))
    at = _said_at(signature)
    found = [*_integrity(status, seals), *standing_of(cert, others, roots, whose="签名人", on=at, today=now)]
    found.append(note(_not_looked_at(status)))
    return Verdict(signer=cert.name, signed_at=at, seal="", findings=tuple(found))


def _is_usual(signature: EmbeddedPdfSignature) -> bool:
    """Whether the library of pdf signatures knows the algorithms."""
    return signature.md_algorithm in {"sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "sha3_512"}


def _national(field: Any, data: bytes, *, roots: Sequence[Certificate], now: datetime) -> Verdict:
    """A signature or a seal in SM2, or nothing that can be read."""
    try:
        signed = field["/V"]
        contents = bytes(signed["/Contents"])
        value = contents[: parser.peek(contents)]
        span = [int(each) for each in signed["/ByteRange"]]
    except FAULTS:
        why = broken("签名值读不出来，签名已损坏")
        return Verdict(signer=UNREAD, signed_at=None, seal="", findings=(why,))
    return national.verdict(value, data, span, roots=roots, now=now)


def _said_at(signature: EmbeddedPdfSignature) -> datetime | None:
    try:
        at: datetime | None = signature.self_reported_timestamp
    except FAULTS:
        return None
    return at if at is None or at.tzinfo else None


def _integrity(status: PdfSignatureStatus, seals: set[str]) -> Iterator[Finding]:
    if not status.intact:
        yield broken("签署后文件改动过：受签名保护的内容与签名不一致")
        return
    if not status.valid:
        yield broken("签名值不正确，不是证书持有人作出的")
        return
    yield holds("签名值正确，受签名保护的内容没有改动")
    if status.coverage is SignatureCoverageLevel.ENTIRE_FILE:
        yield holds("签名覆盖整个文件")
    elif status.coverage is not SignatureCoverageLevel.ENTIRE_REVISION:
        yield broken("签名没有覆盖整个文件，文件里有不受保护的内容")
    else:
        yield _later(status, seals)


def _later(status: PdfSignatureStatus, seals: set[str]) -> Finding:
    """What was added after the signature."""
    level, result = status.modification_level, status.diff_result
    if status.docmdp_ok is False or level is None or level is ModificationLevel.OTHER:
        return broken("签署后追加过签名不允许的内容，例如插入、替换页面或者覆盖文字")
    if level is ModificationLevel.NONE:
        return unsure("文件末尾有不受签名保护的数据；没有发现对正文的改动，但不同软件可能读出不同的内容")
    changed = set(result.changed_form_fields) if isinstance(result, DiffResult) else set()
    if level is ModificationLevel.ANNOTATIONS:
        return unsure("签署后加过批注，正文没有改动；请把批注与签署的内容分开看")
    if level is ModificationLevel.FORM_FILLING and not changed <= seals:
        return unsure("签署后填写过表单，填写的内容不在这个签名的保护之内")
    return holds("签署后只追加了签名或验证信息，正文没有改动")


def _not_looked_at(status: PdfSignatureStatus) -> str:
    stamped = (
        "签名带有时间戳，时间戳机构的证书没有核对" if status.timestamp_validity is not None
        else "签署时间由签署软件写入，没有可信时间戳佐证"
    )  # fmt: skip
    return f"没有联网查询证书是否被吊销；{stamped}"
