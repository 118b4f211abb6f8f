"""What the house itself keeps for good."""

from datetime import datetime

from django.db.models import QuerySet

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.retention.kinds import LAW_OF_LOGS, Fate, Kind


def _lines(_now: datetime) -> QuerySet[AuditEntry]:
    return AuditEntry.objects.all()


AUDIT_LINES = Kind(
    code="audit.line",
    says="审计记录",
    keeps="办理人、时间、事项；个人信息只留带密钥的摘要",
    fate=Fate.KEEP,
    law=LAW_OF_LOGS,
    rows=_lines,
    whose="tenant_id",
)
