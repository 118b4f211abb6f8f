"""What is tidied by night."""

import logging
from datetime import datetime, time

from django.core.files.storage import default_storage

from quancheng.kernel.audit.periodic import Job
from quancheng.kernel.audit.schedule import Daily
from quancheng.kernel.files.keeping import PLACE
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.files.storage import WholeFileStorage

logger = logging.getLogger(__name__)
AT_NIGHT = time(3, 10)  # [D] after what is erased, before people come


def clear_parts(now: datetime) -> int:
    """Name and clear away what a killed process left half written; how many. Another store has none."""
    cleared = 0
    if isinstance(default_storage, WholeFileStorage):
        for part in default_storage.parts_left(now=now):
            size = part.stat().st_size
            logger.warning("half-written file %s (%d bytes) is cleared away", part.name, size)
            part.unlink(missing_ok=True)
            cleared += 1
    return cleared


def clear_unnamed(now: datetime) -> int:
    """Take away bytes that no row names: their record was erased, or the process was killed."""
    if not isinstance(default_storage, WholeFileStorage):
        return 0
    named = set(StoredFile.objects.values_list("data", flat=True))
    old = [name for name in default_storage.names_of_old(PLACE, now=now) if name not in named]
    cleared = sum(default_storage.remove_old(name, now=now) for name in old)
    if cleared:
        logger.info("%d files that no record names are cleared away", cleared)
    return cleared


JOBS = (
    Job(name="files.parts", says="清理没有写完的文件", schedule=Daily(AT_NIGHT), run=clear_parts),
    Job(name="files.unnamed", says="清理没有记录引用的文件", schedule=Daily(AT_NIGHT), run=clear_unnamed),
)
