"""What is tidied by night."""

import logging
from datetime import datetime, time

from django.core.files.storage import default_storage

from quancheng.kernel.audit.periodic import Job
from quancheng.kernel.audit.schedule import Daily
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


JOBS = (Job(name="files.parts", says="清理没有写完的文件", schedule=Daily(AT_NIGHT), run=clear_parts),)
