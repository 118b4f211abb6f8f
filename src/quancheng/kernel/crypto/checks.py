"""`manage.py check`: a house in production starts only with its keys."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.crypto.device import DeviceMachine
from quancheng.kernel.crypto.keys import NoKeys, read_ring
from quancheng.kernel.crypto.line import Line
from quancheng.kernel.crypto.told import CipherMachine

REMEDY = (
    "在 QUANCHENG_KEYS 里写明密钥目录（放在数据库和备份之外，只有运行账号可读），"
    "首次安装运行 ./manage.py new_key；迁移或恢复时从密钥备份复制，不要新建"
)
AT_THE_MACHINE = "请检查密码机和它的前置服务，以及 QUANCHENG_CIPHER_MACHINE 写的地址"


def keys_stand_ready(**_: Any) -> list[CheckMessage]:
    """Whether there is a key ring, whole and private, where the settings say. A trial house makes its own;
    where a cipher machine holds the keys there may be none.
    """
    folder: Path | None = settings.CRYPTO_KEYS
    if settings.CRYPTO_MAKES_KEYS and (folder is None or not folder.exists()):
        return []
    if folder is None:
        return [] if settings.CIPHER_MACHINE else [Error("没有指明密钥目录", hint=REMEDY, id="crypto.E001")]
    try:
        read_ring(folder)
    except NoKeys as refusal:
        return [Error(refusal.sentence, hint=REMEDY, id="crypto.E002")]
    open_to_others = [path.name for path in folder.glob("*.key") if path.stat().st_mode & 0o077]
    if open_to_others:
        names = "、".join(open_to_others)
        return [Error(f"别的账号也能读密钥：{names}", hint=f"chmod 600 {folder}/*.key", id="crypto.E003")]
    return []


def what_seals(**_: Any) -> list[CheckMessage]:
    """Under `--deploy`: which machine seals with which key, and whether it answers."""
    told: CipherMachine | None = settings.CIPHER_MACHINE
    if told is None:
        return [Info("加密用软件密码模块，密钥在密钥目录", hint="没有接入密码机", id="crypto.I001")]
    line = Line(told.address, told.seconds)
    device = DeviceMachine(line)
    try:
        named = device.keyed_digest("check", purpose="crypto.check").split(":")[1]
        opened = device.decrypt(device.encrypt("检查", purpose="crypto.check"), purpose="crypto.check")
    except Refusal as refusal:
        return [Error(refusal.sentence, hint=AT_THE_MACHINE, id="crypto.E004")]
    finally:
        line.close()
    if opened != "检查":
        return [Error("密码机加密的内容解不回来", hint=AT_THE_MACHINE, id="crypto.E005")]
    return [Info(_standing(told, named), hint=f"密码机的地址：{told.address}", id="crypto.I002")]


def _standing(told: CipherMachine, current: str) -> str:
    if told.keys_seal:
        return "密码机已接入，只用来解密；加密用密钥目录里的现行密钥"
    beside = settings.CRYPTO_KEYS is not None and settings.CRYPTO_KEYS.exists()
    also = "；密钥目录里的密钥只用来解密以前的内容" if beside else "；没有软件密钥"
    return f"加密由密码机进行，现行密钥 {current}{also}"
