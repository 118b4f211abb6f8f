"""The records of the mailbox."""

from quancheng.records.mailbox.models.limits import Limit
from quancheng.records.mailbox.models.messages import Message, Reply
from quancheng.records.mailbox.models.publications import Publication
from quancheng.records.mailbox.models.ways import ReplyWay

__all__ = ["Limit", "Message", "Publication", "Reply", "ReplyWay"]
