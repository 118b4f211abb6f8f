"""The understanding of a work plan (工作要点、任务分工): pure, from neutral content to rows and doubts."""

from quancheng.records.plan.rules.reading import (
    DeadlineKind,
    DeadlineReading,
    Level,
    PlanReading,
    Problem,
    Role,
    RowReading,
    TargetKind,
    TargetReading,
    UnitReading,
)
from quancheng.records.plan.rules.shape import as_json
from quancheng.records.plan.rules.understanding import understand

__all__ = [
    "DeadlineKind",
    "DeadlineReading",
    "Level",
    "PlanReading",
    "Problem",
    "Role",
    "RowReading",
    "TargetKind",
    "TargetReading",
    "UnitReading",
    "as_json",
    "understand",
]
