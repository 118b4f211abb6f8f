"""`manage.py check`: every kind of event is soundly declared."""

from typing import Any

from django.core.checks import CheckMessage, Error

from quancheng.kernel.audit.registry import every_event, faults


def events_are_sound(**_: Any) -> list[CheckMessage]:
    """One error for each fault in the declaration of an event that has been imported."""
    return [Error(fault, id="audit.E001") for event in every_event() for fault in faults(event)]
