"""Days and lists in the sentences of verdicts. Pure."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

SHOWN = 5


def shown_day(moment: datetime) -> str:
    """2026年3月2日, as the day is here."""
    local = timezone.localtime(moment)
    return f"{local.year}年{local.month}月{local.day}日"


def listed(names: Sequence[str]) -> str:
    """The first few names, and how many there are."""
    shown = "、".join(names[:SHOWN])
    return f"{shown}等{len(names)}个" if len(names) > SHOWN else shown
