"""Certificates: read leniently, compared strictly. SM2 by our own hands, the rest by a library."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from asn1crypto import core, parser, pem, x509
from cryptography import x509 as usual
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

from quancheng.kernel.seals import sm2
from quancheng.kernel.seals.verdict import Finding, broken, holds, unsure
from quancheng.kernel.seals.words import shown_day

ENDINGS = {".pem", ".crt", ".cer", ".der"}
SM2_WITH_SM3 = "1.2.156.10197.1.501"
LONGEST_CHAIN = 6  # [D] certificates from who signed up to a root; four are usual
LARGEST = 64 * 1024  # [D] bytes of one certificate
CLOCKS_DIFFER = timedelta(days=1)  # [D] between the clock of who signed and ours, a wrong zone included
NAMES = ("2.5.4.3", "2.5.4.11", "2.5.4.10")  # of the holder, the office, the organ
TWO_BYTES_A_CHARACTER = 30  # BMPString
CODINGS = ("utf-8", "gb18030")


class Part(core.Sequence):  # type: ignore[misc]
    """One part of a name, whatever its type is."""

    _fields = [("type", core.ObjectIdentifier), ("value", core.Any)]


class Place(core.SetOf):  # type: ignore[misc]
    """Parts that stand together; nearly always one."""

    _child_spec = Part


class Places(core.SequenceOf):  # type: ignore[misc]
    """A name."""

    _child_spec = Place


class NoCertificate(ValueError):
    """The bytes are no certificate."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """What is asked of a certificate here."""

    data: bytes
    subject: bytes
    issuer: bytes
    name: str
    issued_by: str
    from_at: datetime
    until_at: datetime
    is_authority: bool
    public: bytes  # the point, when it is one of SM2
    is_sm2: bool
    serial: int
    signed: bytes
    signature: bytes

    @property
    def holds_own_name(self) -> bool:
        return self.subject == self.issuer


def read(data: bytes) -> Certificate:
    """A certificate as DER or PEM. Raises NoCertificate."""
    try:
        return _read(data)
    except NoCertificate:
        raise
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError) as error:
        raise NoCertificate(str(error)) from error


def _read(data: bytes) -> Certificate:
    if len(data) > LARGEST:
        raise NoCertificate("too large")
    if pem.detect(data):
        _, _, data = pem.unarmor(data)
    cert = x509.Certificate.load(data, strict=True)
    inner = cert["tbs_certificate"]
    key = inner["subject_public_key_info"]
    is_sm2 = key["algorithm"]["parameters"].native == "sm2p256v1" if key.algorithm == "ec" else False
    return Certificate(
        data=data,
        subject=inner["subject"].dump(),
        issuer=inner["issuer"].dump(),
        name=_name(inner["subject"]),
        issued_by=_name(inner["issuer"]),
        from_at=cert.not_valid_before,
        until_at=cert.not_valid_after,
        is_authority=bool(cert.ca),
        public=key["public_key"].contents[1:] if is_sm2 else b"",
        is_sm2=is_sm2,
        serial=cert.serial_number,
        signed=inner.dump(),
        signature=cert["signature_value"].contents[1:],
    )


def _name(name: x509.Name) -> str:
    """What people call the holder; old software wrote Chinese into fields meant for other letters."""
    found: dict[str, str] = {}
    for place in Places.load(name.dump()):
        for one in place:
            found.setdefault(one["type"].native, _text(one["value"].dump()))
    return next((found[key] for key in NAMES if found.get(key)), "（未写明姓名）")


def _text(value: bytes) -> str:
    _, _, tag, _, raw, _ = parser.parse(value)
    if tag == TWO_BYTES_A_CHARACTER:
        return str(raw.decode("utf-16-be", errors="replace"))
    for coding in CODINGS:
        try:
            return str(raw.decode(coding))
        except UnicodeDecodeError:
            continue
    return "（无法辨认）"


def is_issued_by(cert: Certificate, above: Certificate) -> bool:
    """Whether the certificate above signed the one below."""
    if cert.issuer != above.subject:
        return False
    if above.is_sm2:
        return sm2.is_signed(cert.signed, cert.signature, above.public)
    try:
        usual.load_der_x509_certificate(cert.data).verify_directly_issued_by(
            usual.load_der_x509_certificate(above.data)
        )
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def roots_in(folder: Path | None) -> tuple[Certificate, ...]:
    """The certificates that the house was told to trust; a file that is none is passed over by its reader."""
    if folder is None or not folder.is_dir():
        return ()
    found = []
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in ENDINGS:
            try:
                found.append(read(path.read_bytes()))
            except NoCertificate:
                continue
    return tuple(found)


def chain_of(
    cert: Certificate, others: Iterable[Certificate], roots: Iterable[Certificate]
) -> Sequence[Certificate] | None:
    """From a certificate up to a trusted one; None when no way leads there."""
    trusted, between = list(roots), [one for one in others if one.is_authority]
    chain = [cert]
    while len(chain) <= LONGEST_CHAIN:
        last = chain[-1]
        if any(last.data == one.data for one in trusted):
            return chain
        above = next((one for one in trusted if one.is_authority and is_issued_by(last, one)), None)
        if above is not None:
            return [*chain, above]
        step = next((one for one in between if one not in chain and is_issued_by(last, one)), None)
        if step is None:
            return None
        chain.append(step)
    return None


def standing_of(
    cert: Certificate,
    others: Iterable[Certificate],
    roots: Iterable[Certificate],
    *,
    whose: str,
    on: datetime | None,
    today: datetime,
) -> list[Finding]:
    """Whether a certificate may be relied upon: its days, and who vouches for it."""
    chain = chain_of(cert, others, roots)
    found = [_days(cert, whose=whose, on=on, today=today)]
    if chain is None:
        found.append(
            unsure(
                f"{whose}证书链未知：“{cert.name}”的证书由“{cert.issued_by}”签发，不在本单位信任的根证书之下"
            )
        )
        return found
    bad = next((one for one in chain[1:] if not _is_within(one, on or today)), None)
    if bad is not None:
        found.append(broken(f"{whose}证书链上“{bad.name}”的证书在签署时不在有效期内"))
    else:
        found.append(holds(f"{whose}证书链到达信任的根证书“{chain[-1].name}”"))
    return found


def _days(cert: Certificate, *, whose: str, on: datetime | None, today: datetime) -> Finding:
    span = f"{shown_day(cert.from_at)}至{shown_day(cert.until_at)}"
    if on is not None and on - today > CLOCKS_DIFFER:
        return unsure(f"{whose}写明的签署时间是{shown_day(on)}，还没有到")
    if on is not None and not _is_within(cert, on):
        return broken(f"{whose}证书的有效期是{span}，签署时（{shown_day(on)}）不在有效期内")
    if not _is_within(cert, today):
        return unsure(f"{whose}证书的有效期是{span}，现在不在有效期内；签署时间没有可信时间戳佐证")
    return holds(f"{whose}证书在有效期内（{span}）")


def _is_within(cert: Certificate, moment: datetime) -> bool:
    return cert.from_at <= moment <= cert.until_at
