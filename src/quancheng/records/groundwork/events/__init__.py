"""What can happen in the module, in words for its history."""

from quancheng.records.groundwork.events import councils, gatherings, notices

__all__ = ["councils", "gatherings", "notices"]
