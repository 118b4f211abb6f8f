"""Keeping a file that came in. Called by the commands of modules, inside their transaction."""

from contextlib import suppress
from datetime import datetime, time

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Sum
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.refusal import A_DAY
from quancheng.kernel.crypto.port import machine
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.files.refused import FileRefused
from quancheng.kernel.files.safety import Upload
from quancheng.kernel.files.storage import WholeFileStorage

A_MEGABYTE = 1024 * 1024
PLACE = "kept"


class QuotaReached(FileRefused):
    """The unit has brought as much as it may in one day."""

    code = "files.quota_reached"
    status = 429
    wait = A_DAY


def digest_of(data: bytes) -> str:
    """By what a file is known: the SM3 digest of its bytes."""
    return machine().digest(data)


def place_of(digest: str) -> str:
    """Where the bytes lie: by their digest, so that a name never reaches the file system."""
    return f"{PLACE}/{digest[:2]}/{digest}"


def keep_file(upload: Upload, data: bytes, *, tenant_id: int, actor: Actor, now: datetime) -> StoredFile:
    """Keep an upload that `check_upload` let through; the same file of the same government is kept once.

    The bytes go to disk before the row is committed: a row without bytes cannot be, bytes without a row can,
    and harm nobody. Raises QuotaReached.
    """
    digest = digest_of(data)
    kept, is_new = StoredFile.objects.get_or_create(
        tenant_id=tenant_id,
        digest=digest,
        name=upload.name,
        defaults={
            "kind": upload.kind.name.lower(),
            "size": upload.size,
            "kept_at": now,
            "kept_by_id": actor.person_id,
            "unit_id": actor.unit_id,
        },
    )
    if is_new:
        _must_have_room(kept, actor, now)
        kept.data.name = _laid_down(digest, data)
        kept.save(update_fields=["data"])
    return kept


def _laid_down(digest: str, data: bytes) -> str:
    """Where the bytes lie. What lies there is looked at first: damaged bytes give way to whole ones."""
    path = place_of(digest)
    if default_storage.exists(path):
        with suppress(FileNotFoundError):  # the night takes away what nobody has named for a day
            if _is_taken_again(path, digest):
                return path
            default_storage.delete(path)
    return str(default_storage.save(path, ContentFile(data)))


def _is_taken_again(path: str, digest: str) -> bool:
    with default_storage.open(path) as lying:
        is_whole = digest_of(lying.read()) == digest
    if is_whole and isinstance(default_storage, WholeFileStorage):
        default_storage.take_again(path)
    return is_whole


def _must_have_room(kept: StoredFile, actor: Actor, now: datetime) -> None:
    """What officials bring is limited by unit and day, this file included; the clockwork is not."""
    if actor.kind is not Kind.OFFICIAL:
        return
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(now), time.min))
    today = StoredFile.objects.filter(tenant=kept.tenant_id, unit_id=actor.unit_id, kept_at__gte=midnight)
    size = today.aggregate(size=Sum("size"))["size"] or 0
    if size > settings.UPLOADS_A_DAY:
        most = settings.UPLOADS_A_DAY // A_MEGABYTE
        before = round((size - kept.size) / A_MEGABYTE, 1)
        raise QuotaReached(
            f"本单位每天最多上传{most}MB，今天已有{before}MB，“{kept.name}”放不下，没有保存。"
            "请明天再传，或请系统管理员调整每日上限。",
            most=most,
        )
