"""What erases by night."""

from datetime import datetime, time

from quancheng.kernel.audit.periodic import Job
from quancheng.kernel.audit.schedule import Daily
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.retention import commands
from quancheng.kernel.retention.kinds import Fate, Kind, kinds
from quancheng.kernel.retention.queries import governments

AT_NIGHT = time(2, 50)  # [D] when few work, and before the outbox is tidied


def erase(now: datetime) -> int:
    """Erase everything that is due, batch by batch; how many in all."""
    wanted = [kind for kind in kinds() if kind.fate is Fate.ERASE]
    return sum(_whole(kind, tenant_id, now) for kind in wanted for tenant_id in governments(kind))


def _whole(kind: Kind, tenant_id: int | None, now: datetime) -> int:
    total, actor = 0, Actor.clockwork(tenant_id)
    while count := commands.erase_due(kind=kind, tenant_id=tenant_id, actor=actor, now=now):
        total += count
    return total


JOBS = (Job(name="retention.erase", says="清除到期的数据", schedule=Daily(AT_NIGHT), run=erase),)
