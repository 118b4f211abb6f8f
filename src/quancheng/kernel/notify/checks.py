"""`manage.py check`: every kind of notice is soundly declared, every channel has a gateway."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from quancheng.kernel.notify.policy import Channel
from quancheng.kernel.notify.registry import unsound_kinds


def notices_are_sound(**_: Any) -> list[CheckMessage]:
    """One error for each fault in a kind, and for each channel without a gateway."""
    missing = {
        channel.value for channel in Channel if channel is not Channel.INBOX
    } - settings.NOTIFY_PORTS.keys()
    faults = [*unsound_kinds(), *(f"NOTIFY_PORTS names no gateway for {name}" for name in sorted(missing))]
    return [Error(fault, id="notify.E001") for fault in faults]
