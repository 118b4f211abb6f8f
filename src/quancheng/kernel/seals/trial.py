"""Keys, certificates and seals for trial houses: each says of itself that it is one (演示).

An authority of its own is made for both kinds of keys; who trusts it, trusts this trial alone.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from asn1crypto import keys, pem, x509
from cryptography import x509 as usual
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from quancheng.kernel.seals import sm2
from quancheng.kernel.seals.keyring import PDF_CERT, PDF_KEY, SEAL, SM2_CERT, SM2_KEY
from quancheng.kernel.seals.ofd.making import make_seal
from quancheng.kernel.seals.picture import Face, as_png

MARK = "演示"
AUTHORITY = "泉诚演示根证书"
MAKER = "泉诚演示制章机构"
YEARS = timedelta(days=5 * 365)
BOTH_USES = {"digital_signature", "non_repudiation"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From when until when a certificate holds."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Holder:
    """An SM2 key and its certificate."""

    name: str
    secret: int
    certificate: bytes


@dataclass(frozen=True, slots=True)
class Authority:
    """Who vouches for the keys of a trial, once in ECDSA for pdf and once in SM2 for OFD."""

    key: ec.EllipticCurvePrivateKey
    certificate: usual.Certificate
    national: Holder


def new_authority(name: str, *, span: Span) -> Authority:
    """An authority of a trial."""
    key = ec.generate_private_key(ec.SECP256R1())
    told = _usual_name(name)
    certificate = _usual(told, told, key.public_key(), span, is_authority=True).sign(key, hashes.SHA256())
    return Authority(key, certificate, new_holder(f"{name}（SM2）", span=span))


def new_holder(name: str, *, span: Span, above: Holder | None = None) -> Holder:
    """An SM2 key with a certificate from above; without one it vouches for itself and for others."""
    secret, public = sm2.new_key()
    issuer = above or Holder(name, secret, b"")
    inner = x509.TbsCertificate({
        "version": "v3",
        "serial_number": secrets.randbits(120),
        "signature": {"algorithm": _sm2_with_sm3()},
        "issuer": _name(issuer.name),
        "validity": {"not_before": _time(span.start), "not_after": _time(span.end)},
        "subject": _name(name),
        "subject_public_key_info": {
            "algorithm": {"algorithm": "ec", "parameters": _curve()}, "public_key": public,
        },
        "extensions": [
            {"extn_id": "basic_constraints", "critical": True, "extn_value": {"ca": above is None}},
            {
                "extn_id": "key_usage", "critical": True,
                "extn_value": {"key_cert_sign"} if above is None else BOTH_USES,
            },
        ],
    })  # fmt: skip
    whole = x509.Certificate({
        "tbs_certificate": inner,
        "signature_algorithm": {"algorithm": _sm2_with_sm3()},
        "signature_value": sm2.sign(inner.dump(), issuer.secret),
    })  # fmt: skip
    return Holder(name, secret, whole.dump())


def write_seal(folder: Path, face: Face, authority: Authority, *, span: Span) -> None:
    """The keys of one seal into its folder; what is there already is left as it is."""
    folder.mkdir(parents=True, exist_ok=False)
    folder.chmod(0o700)
    key = ec.generate_private_key(ec.SECP256R1())
    name = _usual_name(f"{face.organ}（{MARK}）")
    built = _usual(name, authority.certificate.subject, key.public_key(), span, is_authority=False)
    certificate = built.sign(authority.key, hashes.SHA256())
    _private(folder / PDF_KEY, key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ))  # fmt: skip
    chain = [certificate, authority.certificate]
    (folder / PDF_CERT).write_bytes(b"".join(one.public_bytes(serialization.Encoding.PEM) for one in chain))
    holder = new_holder(f"{face.organ}（{MARK}）", span=span, above=authority.national)
    maker = new_holder(MAKER, span=span, above=authority.national)
    _private(folder / SM2_KEY, pem.armor("PRIVATE KEY", _as_pkcs8(holder)))
    (folder / SM2_CERT).write_bytes(pem.armor("CERTIFICATE", holder.certificate))
    seal = make_seal(
        id=f"trial-{folder.name}-{secrets.token_hex(4)}", name=f"{face.organ}（{MARK}）",
        picture=as_png(face), diameter=face.diameter, users=[holder.certificate], made_at=span.start,
        until=span.end, maker=maker.certificate, maker_key=maker.secret,
    )  # fmt: skip
    (folder / SEAL).write_bytes(seal)


def write_roots(folder: Path, authority: Authority, *, name: str) -> None:
    """What to trust, so that the trial's own seals are known."""
    folder.mkdir(parents=True, exist_ok=True)
    pem_of_pdf = authority.certificate.public_bytes(serialization.Encoding.PEM)
    (folder / f"{name}-trial-pdf.pem").write_bytes(pem_of_pdf)
    (folder / f"{name}-trial-sm2.pem").write_bytes(pem.armor("CERTIFICATE", authority.national.certificate))


def _private(path: Path, data: bytes) -> None:
    path.touch(mode=0o600, exist_ok=False)
    path.write_bytes(data)


def _as_pkcs8(holder: Holder) -> bytes:
    secret = keys.ECPrivateKey({"version": "ecPrivkeyVer1", "private_key": holder.secret})
    secret["private_key"].set_encoded_width(sm2.COORDINATE)
    wrapped: bytes = keys.PrivateKeyInfo({
        "version": 0,
        "private_key_algorithm": {"algorithm": "ec", "parameters": _curve()},
        "private_key": secret,
    }).dump()  # fmt: skip
    return wrapped


def _curve() -> keys.ECDomainParameters:
    return keys.ECDomainParameters(name="named", value="sm2p256v1")


def _sm2_with_sm3() -> str:
    return "1.2.156.10197.1.501"


def _name(text: str) -> x509.Name:
    return x509.Name.build({"country_name": "CN", "common_name": text})


def _time(moment: datetime) -> x509.Time:
    return x509.Time({"utc_time": moment})


def _usual_name(text: str) -> usual.Name:
    return usual.Name([
        usual.NameAttribute(NameOID.COUNTRY_NAME, "CN"), usual.NameAttribute(NameOID.COMMON_NAME, text),
    ])  # fmt: skip


def _usual(
    subject: usual.Name, issuer: usual.Name, key: ec.EllipticCurvePublicKey, span: Span, *, is_authority: bool
) -> usual.CertificateBuilder:
    usage = usual.KeyUsage(
        digital_signature=not is_authority, content_commitment=not is_authority, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=is_authority, crl_sign=is_authority,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    return (
        usual.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(usual.random_serial_number())
        .not_valid_before(span.start)
        .not_valid_after(span.end)
        .add_extension(usual.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(usage, critical=True)
    )
