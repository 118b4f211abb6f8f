"""What the records of the module go through."""

from quancheng.records.groundwork.workflow import notices

__all__ = ["notices"]
