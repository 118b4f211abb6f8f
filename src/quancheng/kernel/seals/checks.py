"""`manage.py check`: a house that seals with keys is told where they lie, and keeps them to itself."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from quancheng.kernel.seals.keyring import SECRET
from quancheng.kernel.seals.told import KEY

REMEDY = "印章密钥目录写在 QUANCHENG_SEAL_KEYS，只有运行账号可读：chmod -R go= 该目录"


def seals_stand_ready(**_: Any) -> list[CheckMessage]:
    """Whether the folder of keys is there and private, when the house seals with keys."""
    told = settings.SEALS
    if told.machine != KEY:
        return []
    if told.keys is None or not told.keys.is_dir():
        return [Error("使用密钥用印，却没有印章密钥目录", hint=REMEDY, id="seals.E001")]
    open_to_others = [
        f"{path.parent.name}/{path.name}"
        for name in SECRET
        for path in told.keys.glob(f"*/{name}")
        if path.stat().st_mode & 0o077
    ]
    if open_to_others:
        names = "、".join(open_to_others)
        return [Error(f"别的账号也能读印章密钥：{names}", hint=REMEDY, id="seals.E002")]
    return []
