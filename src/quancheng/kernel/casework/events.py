"""What the house itself does to cases, and a colleague with those of another; the rest is told by modules."""

from dataclasses import dataclass
from datetime import date

from quancheng.kernel.audit.event import AuditEvent
from quancheng.kernel.basis.reference import RecordRef


@dataclass(frozen=True, kw_only=True)
class DeadlinesRecounted(AuditEvent):
    """Stored last days differed from those that the histories give, and were set right."""

    code = "casework.deadlines.recounted"
    sentence = "重新计算了{looked_at}件在办件的届满日，改正{changed}件"

    looked_at: int
    changed: int


@dataclass(frozen=True, kw_only=True)
class CasesTakenOver(AuditEvent):
    """Somebody took over what a colleague had in hand."""

    code = "casework.cases.taken_over"
    sentence = "接办{former}号人员手里的{count}件在办事项"
    personal = frozenset({"former"})

    former: str
    count: int


@dataclass(frozen=True, kw_only=True)
class OrderedAnew(AuditEvent):
    """Somebody above has ordered that a record be handled anew, within so many working days of a day.

    Modules that can give such orders derive their event from this one; the module of the record subscribes to
    this one, so that neither knows the other. `order` is what the order is called in a letter.
    """

    anew: RecordRef
    received_on: date
    days: int
    order: str


@dataclass(frozen=True, kw_only=True)
class UnitHandedOn(AuditEvent):
    """All that a unit had in hand went on to another that takes over its duties (机构调整).

    The module that keeps the page derives its event from this one; each module whose cases went along
    subscribes to this one, and tells those who go on with them. `heir`: the number of the other unit.
    """

    former: str
    unit: str
    heir: int = 0
    cases: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class OrderTakenBack(AuditEvent):
    """The order of the record that the event is about was entered by mistake, and holds no more."""

    anew: RecordRef
