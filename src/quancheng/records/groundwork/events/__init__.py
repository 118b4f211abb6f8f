"""What can happen in the module, in words for its history."""

from quancheng.records.groundwork.events import notices

__all__ = ["notices"]
