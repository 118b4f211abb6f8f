"""The records of the plan."""

from quancheng.records.plan.models.filling import FilledTable
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

__all__ = [
    "DEADLINE_KINDS",
    "RHYTHMS",
    "ROLES",
    "Draft",
    "Edition",
    "FilledTable",
    "Plan",
    "Row",
    "RowUnit",
    "RowVersion",
    "Task",
    "TaskUnit",
]
