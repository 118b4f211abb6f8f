"""Keeping a file that came in. Called by the commands of modules, inside their transaction."""

from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.crypto.port import machine
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.files.safety import Upload


def digest_of(data: bytes) -> str:
    """By what a file is known: the SM3 digest of its bytes."""
    return machine().digest(data)


def place_of(digest: str) -> str:
    """Where the bytes lie: by their digest, so that a name never reaches the file system."""
    return f"kept/{digest[:2]}/{digest}"


def keep_file(upload: Upload, data: bytes, *, tenant_id: int, actor: Actor, now: datetime) -> StoredFile:
    """Keep an upload that `check_upload` let through; the same file of the same government is kept once.

    The bytes go to disk before the row is committed: a row without bytes cannot be, bytes without a row can,
    and harm nobody.
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
        },
    )
    if is_new:
        path = place_of(digest)
        if not default_storage.exists(path):
            path = default_storage.save(path, ContentFile(data))
        kept.data.name = path
        kept.save(update_fields=["data"])
    return kept
