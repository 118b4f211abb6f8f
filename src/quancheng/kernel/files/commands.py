"""Erasing kept files with the records that named them."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import ProtectedError

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.files.events import FilesErased
from quancheng.kernel.files.models import StoredFile


@command
def erase_files(*, keys: Sequence[int], actor: Actor, now: datetime) -> int:
    """Take files away that no record names any more (《个人信息保护法》第四十七条); how many.

    The database itself says whether one is named. Bytes that no row names any more go by night (jobs).
    """
    gone = sum(_is_erased(key) for key in keys)
    record(FilesErased(count=gone, asked=len(keys)), actor=actor, at=now)
    return gone


def _is_erased(key: int) -> bool:
    """False where something still names it, or it is gone already."""
    kept = StoredFile.objects.filter(pk=key).first()
    try:
        return kept is not None and bool(kept.delete()[0])
    except ProtectedError:
        return False
