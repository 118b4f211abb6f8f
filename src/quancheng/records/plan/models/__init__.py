"""The records of the plan."""

from quancheng.records.plan.models.bulletins import Bulletin, BulletinText
from quancheng.records.plan.models.commitments import (
    Commitment,
    CommitmentDraft,
    CommitmentEdition,
    CommitmentList,
    CommitmentNote,
)
from quancheng.records.plan.models.filling import FilledTable
from quancheng.records.plan.models.levels import LikenessRule, RowSetAside, RowTakenUp
from quancheng.records.plan.models.moves import PublishedMove
from quancheng.records.plan.models.orders import (
    AnswerFile,
    Order,
    OrderAnswer,
    OrderPoint,
    SupervisionRule,
)
from quancheng.records.plan.models.plans import (
    DEADLINE_KINDS,
    ROLES,
    Draft,
    Edition,
    Plan,
    Row,
    RowUnit,
    RowVersion,
)
from quancheng.records.plan.models.tasks import RHYTHMS, Task, TaskUnit
from quancheng.records.plan.models.warning import (
    LEVELS,
    MilestoneReport,
    MilestoneShare,
    WarnedCase,
    WarnedDuty,
    WarningRule,
)
from quancheng.records.plan.models.years import CarryOver, RowContinues

__all__ = [
    "DEADLINE_KINDS",
    "LEVELS",
    "RHYTHMS",
    "ROLES",
    "AnswerFile",
    "Bulletin",
    "BulletinText",
    "CarryOver",
    "Commitment",
    "CommitmentDraft",
    "CommitmentEdition",
    "CommitmentList",
    "CommitmentNote",
    "Draft",
    "Edition",
    "FilledTable",
    "LikenessRule",
    "MilestoneReport",
    "MilestoneShare",
    "Order",
    "OrderAnswer",
    "OrderPoint",
    "Plan",
    "PublishedMove",
    "Row",
    "RowContinues",
    "RowSetAside",
    "RowTakenUp",
    "RowUnit",
    "RowVersion",
    "SupervisionRule",
    "Task",
    "TaskUnit",
    "WarnedCase",
    "WarnedDuty",
    "WarningRule",
]
