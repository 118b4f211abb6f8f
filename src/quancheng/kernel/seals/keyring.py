"""The keys of seals: one folder for each seal, with one pair for pdf and one pair of SM2 for OFD.

seal-keys/
└── office/
    ├── pdf.key, pdf.crt      an RSA or ECDSA key (PKCS#8, PEM) and its certificate, the chain after it
    ├── sm2.key, sm2.crt      an SM2 key (PKCS#8, PEM) and its certificate, the chain after it
    └── seal.esl              the electronic seal as its maker issued it (GB/T 38540)
"""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from asn1crypto import keys, pem
from django.conf import settings

from quancheng.kernel.seals.refusals import NoKey
from quancheng.kernel.seals.told import SealSettings

NAME = "abcdefghijklmnopqrstuvwxyz0123456789-"
PDF_KEY, PDF_CERT, SM2_KEY, SM2_CERT, SEAL = "pdf.key", "pdf.crt", "sm2.key", "sm2.crt", "seal.esl"
SECRET = (PDF_KEY, SM2_KEY)
Read = TypeVar("Read")


def folder_of(key: str) -> Path:
    """The folder of a seal's keys. Raises NoKey."""
    told: SealSettings = settings.SEALS
    if told.keys is None:
        raise NoKey("没有指明印章密钥目录（QUANCHENG_SEAL_KEYS），请系统管理员配置后再用印")
    if not key or any(sign not in NAME for sign in key):
        raise NoKey("这枚印章没有登记电子密钥，只能实物用印；需要电子用印的，请在印章登记里填写密钥名称")
    return told.keys / key


def read_file(key: str, name: str) -> bytes:
    """One file of a seal. Raises NoKey."""
    path = folder_of(key) / name
    try:
        if name in SECRET and path.stat().st_mode & 0o077:
            raise NoKey(f"别的账号也能读印章密钥{key}/{name}，没有用印；请系统管理员执行 chmod 600")
        return path.read_bytes()
    except OSError as error:
        raise NoKey(f"读不到印章密钥文件{key}/{name}，没有用印；请系统管理员检查密钥目录") from error


def certificates_in(data: bytes) -> list[bytes]:
    """The certificates of a file, the holder's first, each as DER."""
    if not pem.detect(data):
        return [data]
    return [der for kind, _, der in pem.unarmor(data, multiple=True) if kind == "CERTIFICATE"]


def private_in(data: bytes) -> keys.PrivateKeyInfo:
    """A private key as PKCS#8. Raises ValueError."""
    if pem.detect(data):
        _, _, data = pem.unarmor(data)
    found: keys.PrivateKeyInfo = keys.PrivateKeyInfo.load(data, strict=True)
    return found


def usable(key: str, name: str, read: Callable[[bytes], Read]) -> Read:
    """A file of a seal, read. Raises NoKey when it is not what it should be."""
    try:
        return read(read_file(key, name))
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise NoKey(f"印章密钥文件{key}/{name}已损坏或格式不对，没有用印；请系统管理员检查") from error
