"""Sending what is due."""

from django.utils import timezone
from django_tasks import task

from quancheng.kernel.notify.sending import deliver_due


@task()
def deliver() -> int:
    """Send what is due, right after a telling; the minute job looks after the rest. How many were tried."""
    sent = 0
    while batch := deliver_due(now=timezone.now()):
        sent += batch
    return sent
