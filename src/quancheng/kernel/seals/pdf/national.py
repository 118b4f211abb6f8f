"""Signatures and seals in SM2 within a pdf: as in an OFD, over the bytes that the signature names."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from quancheng.kernel.seals import sm2
from quancheng.kernel.seals.certificates import Certificate
from quancheng.kernel.seals.ofd import bare
from quancheng.kernel.seals.ofd.reading import NoSealSignature
from quancheng.kernel.seals.ofd.reading import read as read_seal_signature
from quancheng.kernel.seals.ofd.verifying import of_seal
from quancheng.kernel.seals.verdict import Finding, Verdict, broken, holds

PIECES = 4  # begin and length, twice


def verdict(
    value: bytes, data: bytes, span: Sequence[int], *, roots: Sequence[Certificate], now: datetime
) -> Verdict:
    """What a signature in SM2 says about the pdf."""
    findings = list(_coverage(data, span, value))
    covered = _covered(data, span) if len(span) == PIECES else b""
    try:
        signed = read_seal_signature(value)
    except NoSealSignature:
        return bare.verdict(value, covered, findings, roots=roots, now=now)
    if sm2.digest(covered) == signed.digest:
        findings.append(holds("签名值与文件内容一致"))
    else:
        findings.append(broken("签署后文件改动过，或者签名是从别的文件搬来的：签名值与文件内容不一致"))
    return of_seal(signed, findings, roots=roots, now=now)


def _coverage(data: bytes, span: Sequence[int], value: bytes) -> Iterator[Finding]:
    is_sound = len(span) == PIECES and span[0] == 0 and span[1] >= 0 and span[2] > span[1] and span[3] >= 0
    gap = data[span[1] : span[2]] if is_sound else b""
    if not is_sound or gap[:1] != b"<" or gap[-1:] != b">" or b"<" in gap[1:]:
        yield broken("签名保护的范围不合规则，文件里可能有不受保护的内容")
    elif not _as_bytes(gap).startswith(value):
        yield broken("签名值不在签名让出的位置上，那里的内容不受签名保护")
    elif span[2] + span[3] == len(data):
        yield holds("签名覆盖整个文件")
    else:
        yield broken("签署后文件末尾追加过内容，追加的部分不受签名保护")


def _as_bytes(gap: bytes) -> bytes:
    """What stands between the brackets; nothing when it is not written in hexadecimal digits."""
    try:
        return bytes.fromhex(gap[1:-1].decode("ascii"))
    except ValueError:
        return b""


def _covered(data: bytes, span: Sequence[int]) -> bytes:
    first, length, second, rest = span
    if min(span) < 0:
        return b""
    return data[first : first + length] + data[second : second + rest]
