"""What the shells may use of the scorecards."""

from quancheng.insight.scorecards.rules.readings import (
    Asked,
    Reading,
    ReadingKind,
    Sort,
    Source,
)
from quancheng.insight.scorecards.rules.readings import register as register_reading

__all__ = ["Asked", "Reading", "ReadingKind", "Sort", "Source", "register_reading"]
