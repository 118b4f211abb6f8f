"""What the worker does for citizens."""

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from quancheng.kernel.audit.queries import entry_for_task, facts_in
from quancheng.kernel.citizens.sending import send_code


@task(priority=20)
def send_asked_code(seq: int) -> str:
    """Send the code that a line names. A gateway that does not answer is tried again."""
    asked = facts_in(entry_for_task(seq)).get("asked")
    return send_code(UUID(hex=asked), now=timezone.now()) if isinstance(asked, str) else ""
