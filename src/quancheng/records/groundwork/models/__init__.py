"""The records of the module."""

from quancheng.records.groundwork.models.councils import Council, CouncilMember
from quancheng.records.groundwork.models.gatherings import (
    AgendaItem,
    Attendance,
    CheckIn,
    Gathering,
    Material,
    Resolution,
)

__all__ = [
    "AgendaItem", "Attendance", "CheckIn", "Council", "CouncilMember", "Gathering", "Material", "Resolution",
]  # fmt: skip
