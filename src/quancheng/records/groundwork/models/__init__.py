"""The records of the module."""

from quancheng.records.groundwork.models.notices import (
    Collection,
    Filling,
    Layout,
    Notice,
    NoticeFile,
    Recipient,
)

__all__ = ["Collection", "Filling", "Layout", "Notice", "NoticeFile", "Recipient"]
