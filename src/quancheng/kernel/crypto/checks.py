"""`manage.py check`: a house in production starts only with its keys."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from quancheng.kernel.crypto.keys import NoKeys, read_ring

REMEDY = (
    "在 QUANCHENG_KEYS 里写明密钥目录（放在数据库和备份之外，只有运行账号可读），"
    "首次安装运行 ./manage.py new_key；迁移或恢复时从密钥备份复制，不要新建"
)


def keys_stand_ready(**_: Any) -> list[CheckMessage]:
    """Whether there is a key ring, whole and private, where the settings say. A trial house makes its own."""
    folder: Path | None = settings.CRYPTO_KEYS
    if settings.CRYPTO_MAKES_KEYS and (folder is None or not folder.exists()):
        return []
    if folder is None:
        return [Error("没有指明密钥目录", hint=REMEDY, id="crypto.E001")]
    try:
        read_ring(folder)
    except NoKeys as refusal:
        return [Error(refusal.sentence, hint=REMEDY, id="crypto.E002")]
    open_to_others = [path.name for path in folder.glob("*.key") if path.stat().st_mode & 0o077]
    if open_to_others:
        names = "、".join(open_to_others)
        return [Error(f"别的账号也能读密钥：{names}", hint=f"chmod 600 {folder}/*.key", id="crypto.E003")]
    return []
