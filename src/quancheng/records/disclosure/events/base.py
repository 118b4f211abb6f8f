"""By what an event of this module names its record. Neither names of people nor contents stand here."""

from dataclasses import dataclass

from quancheng.kernel.audit.event import AuditEvent
from quancheng.kernel.basis.reference import RecordRef

REQUEST_KIND, CONSULTATION_KIND = "disclosure.request", "disclosure.consultation"
FILE_KIND = "disclosure.file"
JOINT_KIND, DEMAND_KIND, BULLETIN_KIND = "disclosure.joint", "disclosure.demand", "disclosure.bulletin"


@dataclass(frozen=True, kw_only=True)
class RequestEvent(AuditEvent):
    """Something that happened to one request, named by its number."""

    request: str

    def concerns(self) -> RecordRef | None:
        return RecordRef(REQUEST_KIND, self.request)


@dataclass(frozen=True, kw_only=True)
class ReasonedRequestEvent(RequestEvent):
    """The same, with a reason in free words: of it the line keeps a digest."""

    personal = frozenset({"reason"})

    reason: str


@dataclass(frozen=True, kw_only=True)
class BulletinEvent(AuditEvent):
    """Something that happened to one bulletin about requests."""

    bulletin: int

    def concerns(self) -> RecordRef | None:
        return RecordRef(BULLETIN_KIND, str(self.bulletin))
