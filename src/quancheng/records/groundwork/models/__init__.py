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
from quancheng.records.groundwork.models.notices import (
    Collection,
    Filling,
    Layout,
    Notice,
    NoticeFile,
    Recipient,
)

__all__ = [
    "AgendaItem", "Attendance", "CheckIn", "Collection", "Council", "CouncilMember", "Filling", "Gathering",
    "Layout", "Material", "Notice", "NoticeFile", "Recipient", "Resolution",
]  # fmt: skip
