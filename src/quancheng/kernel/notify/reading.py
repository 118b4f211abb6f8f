"""Marking one's own notices as read.

Plain functions, no commands: whether somebody has read their own notice decides nothing and concerns nobody
else, so it stands in no audit. A notice that somebody must acknowledge is a step of a case (签收), not this.
"""

from collections.abc import Collection
from datetime import datetime

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.notify.queries import inbox_for, unread_for


class NoSuchNotice(Refusal):
    """No such notice, or not one of the actor's own."""

    code = "notify.no_such_notice"
    status = 404


def mark_read(actor: Actor, notice_ids: Collection[int], *, now: datetime) -> int:
    """Mark some of the actor's notices as read; the answer is how many were unread. Raises NoSuchNotice."""
    wanted = set(notice_ids)
    if inbox_for(actor).filter(pk__in=wanted).count() != len(wanted):
        raise NoSuchNotice("没有找到这条通知，可能不是发给您的；请刷新页面")
    return unread_for(actor).filter(pk__in=wanted).order_by().update(read_at=now)


def mark_all_read(actor: Actor, *, shown_at: datetime, now: datetime) -> int:
    """Mark all as read that were there when the actor was shown the page; how many were unread."""
    return unread_for(actor).filter(created_at__lte=shown_at).order_by().update(read_at=now)
